import type { IntPart } from "./int-part.js";
import type { IntSums } from "./int-sums.js";
import { COUNT, FIRST, LAST, RECORD_INTS, totalAt } from "./record.js";

/** Goes through the customers of parts of {@link IntSums}, which has no waiting rows, in the order of their mixed ids. */
export class IntWalk {
  /** The mixed id at hand; after the last one `isDone`. */
  mixed = 0;
  isDone = false;
  count = 0;
  first = 0;
  last = 0;
  total = 0;
  readonly #sums: IntSums;
  readonly #lastPart: number;
  #p: number;
  #part: IntPart | null = null;
  #places: Uint32Array | null = null;
  #next = 0;

  constructor(sums: IntSums, firstPart: number, lastPart: number) {
    this.#sums = sums;
    this.#lastPart = lastPart;
    this.#p = firstPart - 1;
    this.advance();
  }

  advance(): void {
    for (;;) {
      if (this.#part !== null && this.#take(this.#part)) return;
      if (++this.#p >= this.#lastPart) {
        this.isDone = true;
        return;
      }
      this.#part = this.#sums.parts[this.#p];
      this.#places = this.#part.sortedPlaces();
      this.#next = 0;
    }
  }

  /** Takes the next record of a part; says whether there was one. */
  #take(part: IntPart): boolean {
    const { ints, floats } = part.records;
    const at = this.#nextPlace(ints);
    if (at < 0) return false;
    this.mixed = part.mixedAt(at);
    this.count = ints[at + COUNT];
    this.first = ints[at + FIRST];
    this.last = ints[at + LAST];
    this.total = floats[totalAt(at)];
    return true;
  }

  #nextPlace(ints: Int32Array): number {
    if (this.#places !== null) return this.#next < this.#places.length ? this.#places[this.#next++] : -1;
    let at = this.#next;
    while (at < ints.length && ints[at + COUNT] === 0) at += RECORD_INTS;
    this.#next = at + RECORD_INTS;
    return at < ints.length ? at : -1;
  }
}
