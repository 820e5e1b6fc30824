const FREE = 0xffffffff;

// At half full and with a fair hash, runs of a hundred slots are rare and of a thousand unheard of.
const LONGEST_RUN = 1000;

/**
 * From UTF-8 bytes to codes that were learnt, so that a JavaScript string is made once per id and not once per row. The bytes of
 * every known id are kept side by side in one buffer.
 */
export class Utf8Table {
  #slots = new Uint32Array(1024).fill(FREE);
  #hashes = new Uint32Array(512);
  #starts = new Float64Array(513);
  #codes = new Uint32Array(512);
  #bytes = new Uint8Array(8192);
  #size = 0;
  #isFlooded = false;

  /** The code that was learnt for `bytes[start..end)`, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (this.#isFlooded) return -1;
    const entry = this.#slots[this.#slot(hashOf(bytes, start, end), bytes, start, end)];
    return entry === FREE ? -1 : this.#codes[entry];
  }

  /** Learns the code of bytes. Bytes made to collide end the learning: then ids are decoded row by row. */
  learn(bytes: Uint8Array, start: number, end: number, code: number): void {
    if (this.#isFlooded) return;
    const hash = hashOf(bytes, start, end);
    const slot = this.#slot(hash, bytes, start, end);
    if (this.#isFlooded || this.#slots[slot] !== FREE) return;
    this.#add(slot, hash, bytes.subarray(start, end), code);
  }

  #slot(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let steps = 0; steps < LONGEST_RUN; steps++) {
      const entry = this.#slots[slot];
      if (entry === FREE || (this.#hashes[entry] === hash && this.#equals(entry, bytes, start, end))) return slot;
      slot = (slot + 1) & mask;
    }
    this.#isFlooded = true;
    this.#slots = new Uint32Array(1).fill(FREE);
    return 0;
  }

  #equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const from = this.#starts[entry];
    if (this.#starts[entry + 1] - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (own[j] !== bytes[i]) return false;
    return true;
  }

  #add(slot: number, hash: number, bytes: Uint8Array, code: number): void {
    const entry = this.#size++;
    const from = this.#starts[entry];
    if (from + bytes.length > this.#bytes.length) {
      const grown = new Uint8Array(2 * (from + bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, from);
    this.#starts[entry + 1] = from + bytes.length;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#slots[slot] = entry;
    if (this.#size === this.#codes.length) this.#grow();
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
