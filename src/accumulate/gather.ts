import type { Customers } from "../input/ledger.js";
import { MOST_MINOR } from "../input/money/decimal.js";
import { CustomerWalk, type Stretch } from "./customer-walk.js";
import { knownInOrder } from "./known-in-order.js";
import { CODED_FROM, type CustomerKey } from "./late-refunds.js";
import type { State } from "./state.js";
import type { IntPart } from "./sums/int-part.js";
import { COUNT, FIRST, LAST, MOST_COUNT, RECORD_INTS, totalAt } from "./sums/record.js";

/** The columns of a table, and its customers. */
export interface Gathered {
  readonly size: number;
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly count: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
  /** The customers who have refunds only, with their money. */
  readonly refundersOnly: Map<CustomerKey, number>;
  /** Their codes, in the same order, which is ascending. */
  readonly refunderCodes: readonly number[];
  /** The codes of those of them whose purchases are all older than the window of a view. */
  readonly olderCodes: readonly number[];
}

/** The customers of a stretch of a settled state, in order. */
export function gather(where: string, state: State, stretch: Stretch): Gathered {
  const to = new Columns(state, stretch);
  const parts = state.purchases.ints.parts.slice(stretch.firstPart, stretch.lastPart);
  const isPlain = state.late.size === 0 && state.refunds.ints.size === 0;
  const isGathered = isPlain && parts.every((part) => to.addPart(part));
  const rest = isGathered ? { ...stretch, firstPart: stretch.lastPart } : stretch;
  if (!isGathered) to.clear();
  const walk = new CustomerWalk(where, state, rest);
  while (walk.next()) to.addCustomer(walk);
  return to.finish(state);
}

/** Columns that are filled customer by customer. */
class Columns {
  readonly #mixed: Int32Array;
  readonly #otherCodes: Uint32Array;
  readonly #codes: Uint32Array;
  readonly #count: Int32Array;
  readonly #firstDay: Int32Array;
  readonly #lastDay: Int32Array;
  readonly #total: Float64Array;
  readonly #refundersOnly = new Map<CustomerKey, number>();
  readonly #refunderCodes: number[] = [];
  readonly #olderCodes: number[] = [];
  #size = 0;
  #ints = 0;
  #others = 0;

  constructor({ purchases, refunds }: State, { firstPart, lastPart, codes }: Stretch) {
    let ints = 0;
    let refunders = 0;
    for (let part = firstPart; part < lastPart; part++) {
      ints += purchases.ints.parts[part].size;
      refunders += refunds.ints.parts[part].size;
    }
    const most = ints + codes.length;
    this.#mixed = new Int32Array(ints + refunders);
    this.#otherCodes = new Uint32Array(codes.length);
    this.#codes = new Uint32Array(most);
    this.#count = new Int32Array(most);
    this.#firstDay = new Int32Array(most);
    this.#lastDay = new Int32Array(most);
    this.#total = new Float64Array(most);
  }

  clear(): void {
    this.#size = 0;
    this.#ints = 0;
  }

  /**
   * Adds the customers of a part who have no refunds, straight from its records: a third of the time of a walk. Says whether that was
   * possible; it is not where the part must be sorted, or has sums that are to be refused.
   */
  addPart(part: IntPart): boolean {
    if (!part.isInOrder) return false;
    const { ints, floats } = part.records;
    const mixed = this.#mixed;
    const codes = this.#codes;
    const counts = this.#count;
    const firstDay = this.#firstDay;
    const lastDay = this.#lastDay;
    const total = this.#total;
    let size = this.#size;
    for (let at = 0; at < ints.length; at += RECORD_INTS) {
      const count = ints[at + COUNT];
      if (count === 0) continue;
      const sum = floats[totalAt(at)];
      if (sum > MOST_MINOR || count === MOST_COUNT) return false;
      mixed[size] = part.mixedAt(at);
      codes[size] = size;
      counts[size] = count;
      firstDay[size] = ints[at + FIRST];
      lastDay[size] = ints[at + LAST];
      total[size] = sum;
      size++;
    }
    this.#size = size;
    this.#ints = size;
    return true;
  }

  addCustomer({ key, count, first, last, bought, refunded, isOlder }: CustomerWalk): void {
    const code = this.#ints + this.#others;
    if (key < CODED_FROM) this.#mixed[this.#ints++] = key;
    else this.#otherCodes[this.#others++] = key - CODED_FROM;
    if (count === 0) {
      this.#refundersOnly.set(key, -refunded);
      this.#refunderCodes.push(code);
      if (isOlder) this.#olderCodes.push(code);
      return;
    }
    const row = this.#size++;
    this.#codes[row] = code;
    this.#count[row] = count;
    this.#firstDay[row] = first;
    this.#lastDay[row] = last;
    this.#total[row] = bought - refunded;
  }

  finish({ ids }: State): Gathered {
    const size = this.#size;
    return {
      size,
      customers: knownInOrder(cut(this.#mixed, this.#ints), cut(this.#otherCodes, this.#others), ids),
      codes: cut(this.#codes, size),
      count: cut(this.#count, size),
      firstDay: cut(this.#firstDay, size),
      lastDay: cut(this.#lastDay, size),
      total: cut(this.#total, size),
      refundersOnly: this.#refundersOnly,
      refunderCodes: this.#refunderCodes,
      olderCodes: this.#olderCodes,
    };
  }
}

function cut<T extends Int32Array | Uint32Array | Float64Array>(column: T, size: number): T {
  return (size === column.length ? column : column.slice(0, size)) as T;
}
