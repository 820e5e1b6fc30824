import { crc32 } from "./crc32.js";

// As many as most ids have, at least.
const MOST_UNITS = 64;

const NOTHING = /* @__PURE__ */ new Uint8Array(0);

/** Reads what a {@link ByteWriter} wrote, piece by piece; whatever it cannot have written is a fault of its own kind. */
export class ByteReader {
  readonly #pieces: Iterator<Uint8Array>;
  #bytes: Uint8Array = NOTHING;
  #at = 0;
  /** Bytes of the pieces before, and their checksum. */
  #before = 0;
  #checksum = 0;

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Tells the source that no more will be asked of it: a file that it reads is then closed. */
  close(): void {
    this.#pieces.return?.();
  }

  /** Reads the length and the checksum with which all must end. */
  readTrailer(): void {
    const length = this.float();
    const checksum = crc32(this.#bytes, this.#at, this.#checksum);
    expect(this.uint32() === checksum && this.#before + this.#at === length && !this.#hasMore());
  }

  byte(): number {
    if (this.#at === this.#bytes.length) expect(this.#hasMore());
    return this.#bytes[this.#at++];
  }

  whole(most: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    let unit = 1;
    for (let i = 0; ; i++) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      expect(value <= most && i < 8);
      if (byte < 128) return value;
      unit *= 128;
    }
  }

  signed(): number {
    const value = this.whole();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  uint32(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 8) value |= this.byte() << shift;
    return value >>> 0;
  }

  float(): number {
    const view = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < 8; i++) view.setUint8(i, this.byte());
    return view.getFloat64(0, true);
  }

  latin1(): string {
    return this.#text(1);
  }

  utf16(): string {
    return this.#text(2);
  }

  /** A false length takes no memory: the text grows as its bytes come, some units at a time, and ends with them. */
  #text(width: 1 | 2): string {
    const length = this.whole();
    let text = "";
    for (let start = 0; start < length; start += MOST_UNITS) {
      // An array: of a typed one, spreading takes ten times as long.
      const units: number[] = [];
      for (let rest = Math.min(MOST_UNITS, length - start); rest > 0; rest--) {
        units.push(width === 1 ? this.byte() : this.byte() | (this.byte() << 8));
      }
      text += String.fromCharCode(...units);
    }
    return text;
  }

  /** Whether there is a further byte; goes to the next piece where this one is at its end. */
  #hasMore(): boolean {
    while (this.#at === this.#bytes.length) {
      this.#checksum = crc32(this.#bytes, this.#at, this.#checksum);
      this.#before += this.#at;
      this.#at = 0;
      const { done, value } = this.#pieces.next();
      this.#bytes = done === true ? NOTHING : value;
      if (done === true) return false;
    }
    return true;
  }
}

/** Something that no writer wrote. */
export class SnapshotFault extends Error {}

export function expect(holds: boolean): void {
  if (!holds) throw new SnapshotFault();
}
