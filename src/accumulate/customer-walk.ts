import type { CustomerId } from "../input/ids/id-table.js";
import { MOST_MINOR } from "../input/money/decimal.js";
import { CODED_FROM, type CustomerKey, type LateRefund } from "./late-refunds.js";
import { refuseSum } from "./refuse-sum.js";
import type { State } from "./state.js";
import { placeOf } from "./sums/coded-sums.js";
import { IntWalk } from "./sums/int-walk.js";
import { unmix } from "./sums/mix.js";
import { PARTS } from "./sums/part-of.js";
import { COUNT, FIRST, LAST, MOST_COUNT, OLDER, totalAt } from "./sums/record.js";

/**
 * Goes through the customers of a settled state in the one order that depends on their ids alone: int32 ids by their mix, then all
 * others by a hash of the id. Refuses sums that were too large to be kept exactly.
 */
export class CustomerWalk {
  key: CustomerKey = 0;
  /** Orders; 0 for a customer who has only refunds. */
  count = 0;
  first = 0;
  last = 0;
  bought = 0;
  hasRefunds = false;
  refunded = 0;
  /** Whether there are purchases before the window that a view shows. */
  isOlder = false;
  readonly #where: string;
  readonly #state: State;
  readonly #orders: IntWalk;
  readonly #refunds: IntWalk;
  readonly #codes: Uint32Array;
  readonly #late: ReadonlyMap<CustomerKey, number>;
  #nextCode = 0;

  constructor(where: string, state: State, { firstPart, lastPart, codes, late }: Stretch = wholeOf(state)) {
    this.#where = where;
    this.#state = state;
    this.#orders = new IntWalk(state.purchases.ints, firstPart, lastPart);
    this.#refunds = new IntWalk(state.refunds.ints, firstPart, lastPart);
    this.#codes = codes;
    this.#late = lateTotals(late);
  }

  /** Goes to the next customer; says whether there is one. */
  next(): boolean {
    if (!this.#nextInt() && !this.#nextCoded()) return false;
    const late = this.#late.size === 0 ? 0 : (this.#late.get(this.key) ?? 0);
    if (this.bought + this.refunded + late > MOST_MINOR || this.count === MOST_COUNT)
      refuseSum(this.#where, idOf(this.#state, this.key), this.count);
    return true;
  }

  #nextInt(): boolean {
    const orders = this.#orders;
    const refunds = this.#refunds;
    if (orders.isDone && refunds.isDone) return false;
    const isBuyer = !orders.isDone && (refunds.isDone || orders.mixed <= refunds.mixed);
    const isRefunder = !refunds.isDone && (orders.isDone || refunds.mixed <= orders.mixed);
    this.key = isBuyer ? orders.mixed : refunds.mixed;
    this.hasRefunds = isRefunder;
    this.refunded = isRefunder ? refunds.total : 0;
    this.isOlder = isRefunder && refunds.last === OLDER;
    this.count = 0;
    this.bought = 0;
    if (isRefunder) refunds.advance();
    if (!isBuyer) return true;
    this.count = orders.count;
    this.first = orders.first;
    this.last = orders.last;
    this.bought = orders.total;
    orders.advance();
    return true;
  }

  #nextCoded(): boolean {
    const { purchases, refunds } = this.#state;
    while (this.#nextCode < this.#codes.length) {
      const code = this.#codes[this.#nextCode++];
      const orders = purchases.coded.recordsOf(code);
      const back = refunds.coded.recordsOf(code);
      // An id that stood in rows without a purchase or refund only.
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

/** A stretch of the customers in their order: parts of the int32 ids up to before the last, and codes of others. */
export interface Stretch {
  readonly firstPart: number;
  readonly lastPart: number;
  readonly codes: Uint32Array;
  /** The late refunds of these customers. */
  readonly late: readonly LateRefund[];
}

export function wholeOf(state: State): Stretch {
  return { firstPart: 0, lastPart: PARTS, codes: state.order.codes(), late: state.late.list };
}

/** The id of a key. */
export function idOf(state: State, key: CustomerKey): CustomerId {
  return key < CODED_FROM ? unmix(key) : state.ids.id(key - CODED_FROM);
}

function lateTotals(late: readonly LateRefund[]): ReadonlyMap<CustomerKey, number> {
  const totals = new Map<CustomerKey, number>();
  for (const { key, amount } of late) totals.set(key, (totals.get(key) ?? 0) + amount);
  return totals;
}
