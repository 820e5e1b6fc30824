import { crc32 } from "./crc32.js";
import { TRAILER_BYTES } from "./format.js";

// Large enough that handing pieces over costs nothing, small beside any content.
const PIECE_BYTES = 1 << 20;

/** Bytes that grow as they are written, until they are taken. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #end = 0;
  #taken = 0;
  #checksum = 0;

  /** Whether there is a piece to take. */
  get isFull(): boolean {
    return this.#end >= PIECE_BYTES;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value;
  }

  /** A whole number from 0 to 2^53 in groups of seven bits, the lowest first. */
  whole(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      this.#bytes[this.#end++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.#bytes[this.#end++] = (rest & 127) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#end++] = rest;
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 0xff);
  }

  float(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.byte(view.getUint8(i));
  }

  /** One byte per character. */
  latin1(text: string): void {
    this.whole(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  /** Two bytes per UTF-16 unit: lone surrogates stay what they are. */
  utf16(text: string): void {
    this.whole(text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.byte(unit & 0xff);
      this.byte(unit >>> 8);
    }
  }

  /** A copy of what was written since the last piece was taken. */
  take(): Uint8Array<ArrayBuffer> {
    const piece = this.#bytes.slice(0, this.#end);
    this.#checksum = crc32(piece, piece.length, this.#checksum);
    this.#taken += piece.length;
    this.#end = 0;
    return piece;
  }

  /** Ends with the length of all pieces and their checksum. */
  finish(): Uint8Array<ArrayBuffer> {
    this.float(this.#taken + this.#end + TRAILER_BYTES);
    this.uint32(crc32(this.#bytes, this.#end, this.#checksum));
    return this.take();
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.ceil(this.#bytes.length * 1.5));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}
