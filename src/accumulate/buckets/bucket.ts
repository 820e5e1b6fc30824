import { CODED_FROM, type CustomerKey } from "../late-refunds.js";
import type { IntSums } from "../sums/int-sums.js";
import { IntWalk } from "../sums/int-walk.js";
import { mix, unmix } from "../sums/mix.js";
import { PARTS } from "../sums/part-of.js";
import { QueuedSums, type WaitingRows } from "./waiting-rows.js";

/** The sides of a customer's sums. */
export type Side = "purchases" | "refunds";

/**
 * Sums of the customers of a bucket who have something in it. Those with codes are kept by the mixed code: by the code itself, every
 * bucket would have a place for every customer.
 */
export class BucketSums {
  readonly #waiting: WaitingRows;
  #ints: QueuedSums | null = null;
  #codes: QueuedSums | null = null;

  constructor(waiting: WaitingRows) {
    this.#waiting = waiting;
  }

  /** The sums by mixed id, if there are any. */
  get ints(): IntSums | null {
    return this.#ints?.sums ?? null;
  }

  /** The sums by mixed code, if there are any. */
  get codes(): IntSums | null {
    return this.#codes?.sums ?? null;
  }

  /** Where rows of int32 ids go. */
  intQueue(): QueuedSums {
    this.#ints ??= new QueuedSums(this.#waiting);
    return this.#ints;
  }

  /** Adds an order. */
  add(key: CustomerKey, day: number, amount: number): void {
    if (key < CODED_FROM) this.intQueue().add(key, day, amount);
    else this.#codeQueue().add(mix(key - CODED_FROM), day, amount);
  }

  /** Adds many orders of a customer at once. */
  join(key: CustomerKey, count: number, first: number, last: number, total: number): void {
    if (key < CODED_FROM) this.intQueue().sums.join(key, count, first, last, total);
    else this.#codeQueue().sums.join(mix(key - CODED_FROM), count, first, last, total);
  }

  /** Adds all that other sums hold, in which no rows wait. Codes are each table's own. */
  merge(other: BucketSums, keyOfCode: (code: number) => CustomerKey): void {
    if (other.ints !== null) this.intQueue().sums.merge(other.ints);
    if (other.codes === null) return;
    const walk = new IntWalk(other.codes, 0, PARTS);
    for (; !walk.isDone; walk.advance()) {
      this.join(keyOfCode(unmix(walk.mixed)), walk.count, walk.first, walk.last, walk.total);
    }
  }

  #codeQueue(): QueuedSums {
    this.#codes ??= new QueuedSums(this.#waiting);
    return this.#codes;
  }
}

/** What came on the days of a bucket. */
export class Bucket {
  readonly index: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly purchases: BucketSums;
  readonly refunds: BucketSums;
  /** Purchases and refunds, without those that are later than the last order. */
  entries = 0;

  constructor(index: number, firstDay: number, lastDay: number, waiting: WaitingRows) {
    this.index = index;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.purchases = new BucketSums(waiting);
    this.refunds = new BucketSums(waiting);
  }

  join(side: Side, key: CustomerKey, count: number, first: number, last: number, total: number): void {
    this[side].join(key, count, first, last, total);
  }

  /** Makes room for so many further customers of the part of a mixed id. */
  reserve(side: Side, mixed: number, customers: number): void {
    if (customers > 0) this[side].intQueue().sums.reserve(mixed, customers);
  }
}
