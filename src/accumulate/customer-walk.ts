import type { CustomerId } from "../input/ids/id-table.js";
import { MOST_MINOR } from "../input/money/decimal.js";
import { CODED_FROM, type CustomerKey } from "./late-refunds.js";
import { LateWalk } from "./late-walk.js";
import { refuseSum } from "./refuse-sum.js";
import type { State } from "./state.js";
import { placeOf } from "./sums/coded-sums.js";
import { IntWalk } from "./sums/int-walk.js";
import { unmix } from "./sums/mix.js";
import { PARTS } from "./sums/part-of.js";
import { COUNT, FIRST, LAST, MOST_COUNT, OLDER, totalAt } from "./sums/record.js";
import type { TextPlace } from "./texts/text-part.js";
import { TextWalk } from "./texts/text-walk.js";

/** The parts of int32 ids, then those of texts of either width. */
export const ALL_PARTS: number = 3 * PARTS;

/** Those who bought and those who gave back, of one width of texts. */
type TextSides = readonly [TextWalk, TextWalk];

/**
 * Goes through the customers of a settled state in the one order that depends on their ids alone: int32 ids by their mix, short texts by
 * width and hash, then all others by a hash of the id. Refuses sums that were too large to be kept exactly.
 */
export class CustomerWalk {
  /** The key of the customer; of one who is known by a short text nothing. */
  key: CustomerKey = 0;
  /** Where the customer's text stands, if it is short. */
  text: TextPlace | null = null;
  /** Orders; 0 for a customer who has only refunds. */
  count = 0;
  first = 0;
  last = 0;
  bought = 0;
  hasRefunds = false;
  /** Late refunds up to the day of the stretch included. */
  refunded = 0;
  /** Whether there are purchases before the window that a view shows. */
  isOlder = false;
  readonly #where: string;
  readonly #state: State;
  readonly #orders: IntWalk;
  readonly #refunds: IntWalk;
  readonly #texts: TextSides[];
  readonly #codes: Uint32Array;
  /** The late refunds of the customer, who has refunds if there are any. */
  readonly late: LateWalk;
  #nextCode = 0;

  constructor(where: string, state: State, { firstPart, lastPart, codes, late }: Stretch) {
    this.#where = where;
    this.#state = state;
    this.#orders = new IntWalk(state.purchases.ints, ...partsOf(0, firstPart, lastPart));
    this.#refunds = new IntWalk(state.refunds.ints, ...partsOf(0, firstPart, lastPart));
    this.#texts = state.purchases.texts.map((bought, width): TextSides => {
      const parts = partsOf(width + 1, firstPart, lastPart);
      return [new TextWalk(bought, ...parts), new TextWalk(state.refunds.texts[width], ...parts)];
    });
    this.#codes = codes;
    this.late = late;
  }

  /** Goes to the next customer; says whether there is one. */
  next(): boolean {
    this.text = null;
    if (!this.#nextInt() && !this.#texts.some((sides) => this.#nextText(sides)) && !this.#nextCoded()) return false;
    const { late } = this;
    const isLate = this.hasRefunds && late.meet(this.key, this.text);
    if (this.bought + this.refunded + (isLate ? late.total : 0) > MOST_MINOR || this.count === MOST_COUNT)
      refuseSum(this.#where, this.id, this.count);
    if (isLate) this.refunded += late.counted;
    return true;
  }

  get id(): CustomerId {
    return this.text === null ? idOf(this.#state, this.key) : this.text.part.textAt(this.text.at);
  }

  #nextInt(): boolean {
    const orders = this.#orders;
    const refunds = this.#refunds;
    if (orders.isDone && refunds.isDone) return false;
    const isBuyer = !orders.isDone && (refunds.isDone || orders.mixed <= refunds.mixed);
    const isRefunder = !refunds.isDone && (orders.isDone || refunds.mixed <= orders.mixed);
    this.key = isBuyer ? orders.mixed : refunds.mixed;
    this.#take(isBuyer ? orders : null, isRefunder ? refunds : null);
    return true;
  }

  #nextText([orders, refunds]: TextSides): boolean {
    if (orders.isDone && refunds.isDone) return false;
    const order = orders.compareTo(refunds);
    this.key = Number.NaN;
    this.text = (order <= 0 ? orders : refunds).place;
    this.#take(order <= 0 ? orders : null, order >= 0 ? refunds : null);
    return true;
  }

  /** Takes the sums at hand of those who bought, of those who gave back or of both, and goes on there. */
  #take(orders: IntWalk | TextWalk | null, refunds: IntWalk | TextWalk | null): void {
    this.hasRefunds = refunds !== null;
    this.refunded = refunds?.total ?? 0;
    this.isOlder = refunds?.last === OLDER;
    this.count = 0;
    this.bought = 0;
    refunds?.advance();
    if (orders === null) return;
    this.count = orders.count;
    this.first = orders.first;
    this.last = orders.last;
    this.bought = orders.total;
    orders.advance();
  }

  #nextCoded(): boolean {
    const { purchases, refunds } = this.#state;
    while (this.#nextCode < this.#codes.length) {
      const code = this.#codes[this.#nextCode++];
      const orders = purchases.coded.recordsOf(code);
      const back = refunds.coded.recordsOf(code);
      // An id that stood in rows without a purchase or refund only, or whose sums are kept by the id itself.
      if (orders === null && back === null) continue;
      const at = placeOf(code);
      this.key = CODED_FROM + code;
      this.hasRefunds = back !== null;
      this.refunded = back === null ? 0 : back.floats[totalAt(at)];
      this.isOlder = back !== null && back.ints[at + LAST] === OLDER;
      this.count = orders === null ? 0 : orders.ints[at + COUNT];
      this.bought = orders === null ? 0 : orders.floats[totalAt(at)];
      if (orders !== null) {
        this.first = orders.ints[at + FIRST];
        this.last = orders.ints[at + LAST];
      }
      return true;
    }
    return false;
  }
}

/** A stretch of the customers in their order: parts, of {@link ALL_PARTS}, up to before the last, and codes of others. */
export interface Stretch {
  readonly firstPart: number;
  readonly lastPart: number;
  readonly codes: Uint32Array;
  /** Where the late refunds of these customers are next. */
  readonly late: LateWalk;
}

/** All customers. Their late refunds count up to a day. */
export function wholeOf(state: State, until: number): Stretch {
  return { firstPart: 0, lastPart: ALL_PARTS, codes: state.order.codes(), late: new LateWalk(state, until) };
}

/** The parts of a stretch that are of one kind, by their numbers within the kind. */
export function partsOf(kind: number, firstPart: number, lastPart: number): [number, number] {
  const within = (part: number): number => Math.max(0, Math.min(PARTS, part - kind * PARTS));
  return [within(firstPart), within(lastPart)];
}

/** The id of a key. */
export function idOf(state: State, key: CustomerKey): CustomerId {
  return key < CODED_FROM ? unmix(key) : state.ids.id(key - CODED_FROM);
}
