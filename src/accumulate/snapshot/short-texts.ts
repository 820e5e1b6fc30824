import { compareIds } from "../../binning/compare-ids.js";
import type { CustomerId } from "../../input/ids/id-table.js";
import type { Side } from "../buckets/bucket.js";
import type { CustomerKey } from "../late-refunds.js";
import type { State } from "../state.js";
import { ShortText } from "../texts/short-text.js";
import { expect } from "./byte-reader.js";

/** Takes the customers of a snapshot who have short texts, in their order, to where their sums are: they need no code. */
export class ShortTexts {
  readonly #state: State;
  readonly #short = new ShortText();
  #kind = 0;
  #hash = Number.NEGATIVE_INFINITY;
  #text = "";

  constructor(state: State) {
    this.#state = state;
  }

  /** Takes an id, which must come after all before it; says whether it is a short text. */
  take(id: CustomerId): id is string {
    // After all short texts come all others.
    if (!this.#short.pack(id)) this.#kind = Number.POSITIVE_INFINITY;
    const { kind } = this.#short;
    if (kind < 0) return false;
    const { hash } = this.#short;
    expect((kind - this.#kind || hash - this.#hash || compareIds(id, this.#text)) > 0);
    this.#kind = kind;
    this.#hash = hash;
    this.#text = id as string;
    return true;
  }

  /** Adds to the sums of the last one that was taken. */
  join(side: Side, _key: CustomerKey, count: number, first: number, last: number, total: number): void {
    this.#state[side].texts[this.#kind].join(this.#short.words, 0, count, first, last, total);
  }
}
