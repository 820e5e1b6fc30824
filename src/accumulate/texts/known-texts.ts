import { compareIds } from "../../binning/compare-ids.js";
import { TextBatch, unpackText } from "../../input/ids/text-batch.js";
import { scratch } from "../../memory/scratch.js";
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
    this.#hashes = new Int32Array(scratch(most * 4));
    this.#words = new Int32Array(scratch(most * width * 4));
    this.#single = new TextBatch(width, 1);
  }

  /** Adds the text of a record, which comes after all that are there. */
  add({ records: { ints } }: TextPart, at: number): void {
    const width = this.#width;
    const to = this.size * width;
    this.#hashes[this.size++] = ints[at];
    for (let w = 0; w < width; w++) this.#words[to + w] = ints[at + RECORD_INTS + w];
  }

  /** Adds the texts of many records of a part, in order, which come after all that are there. */
  addAll({ records: { ints } }: TextPart, places: Uint32Array): void {
    const hashes = this.#hashes;
    const words = this.#words;
    const width = this.#width;
    const { size } = this;
    for (let i = 0, to = size * width; i < places.length; i++, to += width) {
      const at = places[i];
      hashes[size + i] = ints[at];
      for (let w = 0; w < width; w++) words[to + w] = ints[at + RECORD_INTS + w];
    }
    this.size = size + places.length;
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
    const first = positionOf(this.#hashes, hash);
    if (first < 0 || this.#isAt(first, records)) return first;
    return this.#findAmong(first + 1, text, hash);
  }

  /** The place of a text among those of one hash, from a place on: they stand in the order of the texts. */
  #findAmong(first: number, text: string, hash: number): number {
    let low = first;
    let high = first;
    for (let step = 1; high < this.size && this.#hashes[high] === hash; step *= 2) {
      high = Math.min(this.size, high + step);
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#hashes[middle] === hash && compareIds(this.text(middle), text) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.size && this.#hashes[low] === hash && this.text(low) === text ? low : -1;
  }

  #isAt(at: number, words: Int32Array): boolean {
    for (let w = 0; w < this.#width; w++) if (this.#words[at * this.#width + w] !== words[w]) return false;
    return true;
  }
}
