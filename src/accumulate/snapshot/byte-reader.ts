/** Reads what a {@link ByteWriter} wrote; whatever it cannot have written is a fault of its own kind. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** Whether all was read. */
  get isDone(): boolean {
    return this.#at === this.#end;
  }

  byte(): number {
    expect(this.#at < this.#end);
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

  #text(width: 1 | 2): string {
    const length = this.whole();
    // Before anything is made of it: a false length must not ask for memory.
    expect(length <= (this.#end - this.#at) / width);
    let text = "";
    for (let i = 0; i < length; i++) {
      const low = this.byte();
      text += String.fromCharCode(width === 1 ? low : low | (this.byte() << 8));
    }
    return text;
  }
}

/** Something that no writer wrote. */
export class SnapshotFault extends Error {}

export function expect(holds: boolean): void {
  if (!holds) throw new SnapshotFault();
}
