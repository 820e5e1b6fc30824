import { TextBatch, unpackText } from "../../input/ids/text-batch.js";
import { positionOf } from "../sums/position-of.js";
import { RECORD_INTS } from "../sums/record.js";
import type { TextPart } from "./text-part.js";

/** Short texts of one width in the order of their hashes: what a table knows of them, whatever is added to the sums later. */
export class KnownTexts {
  size = 0;
  readonly #width: number;
  #hashes: Int32Array;
  #words: Int32Array;
  readonly #single: TextBatch;

  constructor(width: number, most: number) {
    this.#width = width;
    this.#hashes = new Int32Array(most);
    this.#words = new Int32Array(most * width);
    this.#single = new TextBatch(width, 1);
  }

  /** Adds the text of a record, which comes after all that are there. */
  add({ records: { ints } }: TextPart, at: number): void {
    const width = this.#width;
    const to = this.size * width;
    this.#hashes[this.size++] = ints[at];
    for (let w = 0; w < width; w++) this.#words[to + w] = ints[at + RECORD_INTS + w];
  }

  clear(): void {
    this.size = 0;
  }

  /** Gives back what was reserved and not used. */
  finish(): this {
    if (this.size < this.#hashes.length) {
      this.#hashes = this.#hashes.slice(0, this.size);
      this.#words = this.#words.slice(0, this.size * this.#width);
    }
    return this;
  }

  text(at: number): string {
    return unpackText(this.#words, at * this.#width, this.#width);
  }

  /** The place of a text, or -1. */
  find(text: string): number {
    this.#single.count = 0;
    if (this.size === 0 || !this.#single.add(text, 0)) return -1;
    const { records } = this.#single;
    const hash = records[this.#width];
    for (let at = positionOf(this.#hashes, hash); at >= 0 && this.#hashes[at] === hash; at++) {
      if (this.#isAt(at, records)) return at;
    }
    return -1;
  }

  #isAt(at: number, words: Int32Array): boolean {
    for (let w = 0; w < this.#width; w++) if (this.#words[at * this.#width + w] !== words[w]) return false;
    return true;
  }
}
