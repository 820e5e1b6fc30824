import { CODED_FROM, type CustomerKey, type LateRefunds } from "./late-refunds.js";
import type { State } from "./state.js";
import { ShortText } from "./texts/short-text.js";
import type { TextPlace } from "./texts/text-part.js";

/**
 * Goes through the late refunds of a settled state along with a walk over its customers, in whose order it meets them: each refund is
 * looked at once, and no customer is looked up.
 */
export class LateWalk {
  readonly refunds: LateRefunds;
  /** Where the refunds of the customer at hand begin, and where they end. */
  from = 0;
  end = 0;
  /** What they amount to, and what those up to the day that is asked for do. */
  total = 0;
  counted = 0;
  readonly #state: State;
  readonly #until: number;
  #nextInt = 0;
  /** The codes that have refunds in the order of the customers, and where these begin. */
  readonly #codes: Uint32Array;
  readonly #starts: Uint32Array;
  #nextCode = 0;
  /** The text of the next code, if it is short. */
  readonly #text = new ShortText();

  constructor(state: State, until: number) {
    const { late, ids, order } = state;
    this.#state = state;
    this.#until = until;
    this.refunds = late;
    const hasCodes = late.size > 0 && late.keyAt(late.size - 1) >= CODED_FROM;
    this.#starts = new Uint32Array(hasCodes ? ids.size : 0);
    // From behind, so that the first of each code stays.
    for (let i = late.size - 1; i >= 0 && late.keyAt(i) >= CODED_FROM; i--) {
      this.#starts[late.keyAt(i) - CODED_FROM] = i + 1;
    }
    this.#codes = order.codes().filter((code) => this.#starts[code] > 0);
    this.#packNext();
  }

  /** Takes the refunds of a customer who comes after all before; says whether there are any. */
  meet(key: CustomerKey, text: TextPlace | null): boolean {
    const { refunds } = this;
    const start = text === null && key < CODED_FROM ? this.#startOfInt(key) : this.#startOfCode(key, text);
    this.from = Math.max(0, start);
    this.end = this.from;
    this.total = 0;
    this.counted = 0;
    if (start < 0) return false;
    const own = refunds.keyAt(this.from);
    for (; this.end < refunds.size && refunds.keyAt(this.end) === own; this.end++) {
      const amount = refunds.amountAt(this.end);
      this.total += amount;
      if (refunds.dayAt(this.end) <= this.#until) this.counted += amount;
    }
    if (own < CODED_FROM) this.#nextInt = this.end;
    return true;
  }

  #startOfInt(key: CustomerKey): number {
    const at = this.#nextInt;
    return at < this.refunds.size && this.refunds.keyAt(at) === key ? at : -1;
  }

  #startOfCode(key: CustomerKey, text: TextPlace | null): number {
    if (this.#nextCode === this.#codes.length) return -1;
    const code = this.#codes[this.#nextCode];
    if (text === null ? key !== CODED_FROM + code : !this.#isNext(text)) return -1;
    this.#nextCode++;
    this.#packNext();
    return this.#starts[code] - 1;
  }

  #isNext({ part, at }: TextPlace): boolean {
    const text = this.#text;
    if (text.kind < 0 || text.width !== part.width) return false;
    return part.records.ints[at] === text.hash && part.find(text.words, 0, text.hash) === at;
  }

  #packNext(): void {
    if (this.#nextCode < this.#codes.length) this.#text.pack(this.#state.ids.id(this.#codes[this.#nextCode]));
  }
}
