import { BAD_ID, type IdTable } from "./id-table.js";

/**
 * From UTF-8 bytes to the codes of an {@link IdTable}, so that a JavaScript string is made once per customer and not
 * once per row. The bytes of every known id are kept side by side in one buffer.
 */
export class Utf8Table {
  readonly #ids: IdTable;
  #slots = new Uint32Array(1024).fill(FREE);
  #hashes = new Uint32Array(512);
  #starts = new Float64Array(513);
  #codes = new Uint32Array(512);
  #bytes = new Uint8Array(8192);
  #size = 0;

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  /** The code of the id in `bytes[start..end)`; what is not UTF-8 gives `BAD_ID`. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = this.#slots[slot];
      if (entry === FREE) return this.#add(slot, hash, bytes, start, end);
      if (this.#hashes[entry] === hash && this.#equals(entry, bytes, start, end)) return this.#codes[entry];
      slot = (slot + 1) & mask;
    }
  }

  #equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const from = this.#starts[entry];
    if (this.#starts[entry + 1] - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (own[j] !== bytes[i]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const text = decodeUtf8(bytes, start, end);
    const code = text === null ? BAD_ID : this.#ids.intern(text);
    const entry = this.#size++;
    const from = this.#starts[entry];
    const length = end - start;
    if (from + length > this.#bytes.length) {
      const grown = new Uint8Array(2 * (from + length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#starts[entry + 1] = from + length;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#slots[slot] = entry;
    if (this.#size === this.#codes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const capacity = this.#codes.length * 2;
    this.#hashes = copyTo(this.#hashes, new Uint32Array(capacity));
    this.#codes = copyTo(this.#codes, new Uint32Array(capacity));
    this.#starts = copyTo(this.#starts, new Float64Array(capacity + 1));
    this.#slots = new Uint32Array(capacity * 2).fill(FREE);
    const mask = this.#slots.length - 1;
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = this.#hashes[entry] & mask;
      while (this.#slots[slot] !== FREE) slot = (slot + 1) & mask;
      this.#slots[slot] = entry;
    }
  }
}

const FREE = 0xffffffff;

function copyTo<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** FNV-1a with a finaliser, so that ids that differ in the last byte only do not sit in a row. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** The text of UTF-8 bytes, or `null` where they are not well-formed: replacing them could make two customers one. */
function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | null {
  let text = "";
  let at = start;
  while (at < end) {
    const lead = bytes[at];
    const extra =
      lead < 0x80
        ? 0
        : lead >= 0xc2 && lead < 0xe0
          ? 1
          : lead >= 0xe0 && lead < 0xf0
            ? 2
            : lead >= 0xf0 && lead < 0xf5
              ? 3
              : -1;
    if (extra < 0 || at + extra >= end) return null;
    let point = extra === 0 ? lead : lead & (0x3f >> extra);
    for (let i = 1; i <= extra; i++) {
      const next = bytes[at + i];
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 0x3f);
    }
    const isOverlong = (extra === 2 && point < 0x800) || (extra === 3 && point < 0x10000);
    if (isOverlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    text += String.fromCodePoint(point);
    at += extra + 1;
  }
  return text;
}
