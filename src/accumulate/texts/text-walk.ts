import { compareIds } from "../../binning/compare-ids.js";
import { COUNT, FIRST, LAST, totalAt } from "../sums/record.js";
import type { TextPart, TextPlace } from "./text-part.js";
import type { TextSums } from "./text-sums.js";

/** Goes through the customers of parts of {@link TextSums}, which has no waiting rows, in the order of their hashes, then of their texts. */
export class TextWalk {
  /** The part and the place in it of the customer at hand; after the last one `isDone`. */
  part: TextPart | null = null;
  at = 0;
  hash = 0;
  isDone = false;
  readonly #sums: TextSums;
  readonly #lastPart: number;
  #p: number;
  #places: Uint32Array = new Uint32Array(0);
  #next = 0;

  constructor(sums: TextSums, firstPart: number, lastPart: number) {
    this.#sums = sums;
    this.#lastPart = lastPart;
    this.#p = firstPart - 1;
    this.advance();
  }

  get text(): string {
    return (this.part as TextPart).textAt(this.at);
  }

  get place(): TextPlace {
    return { part: this.part as TextPart, at: this.at };
  }

  get count(): number {
    return this.#ints[this.at + COUNT];
  }

  get first(): number {
    return this.#ints[this.at + FIRST];
  }

  get last(): number {
    return this.#ints[this.at + LAST];
  }

  get total(): number {
    return (this.part as TextPart).records.floats[totalAt(this.at)];
  }

  advance(): void {
    while (this.#next === this.#places.length) {
      if (++this.#p >= this.#lastPart) {
        this.isDone = true;
        return;
      }
      this.part = this.#sums.parts[this.#p];
      this.#places = this.part.sortedPlaces();
      this.#next = 0;
    }
    this.at = this.#places[this.#next++];
    this.hash = this.#ints[this.at];
  }

  /** Below 0 if this customer comes before that of another walk over texts of the same width, 0 if they are one. */
  compareTo(other: TextWalk): number {
    if (this.isDone || other.isDone) return Number(this.isDone) - Number(other.isDone);
    return this.hash - other.hash || compareIds(this.text, other.text);
  }

  get #ints(): Int32Array {
    return (this.part as TextPart).records.ints;
  }
}
