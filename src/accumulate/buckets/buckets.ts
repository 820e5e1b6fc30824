import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import type { CustomerKey } from "../late-refunds.js";
import { mix } from "../sums/mix.js";
import type { Noticed, PlainValues } from "../sums/queue-plain.js";
import { MOST_IN_ROW } from "../sums/row.js";
import { Bucket } from "./bucket.js";
import { type BucketRule, bucketOf, firstDayOf, lastDayOf } from "./bucket-rule.js";
import { type QueuedSums, WaitingRows } from "./waiting-rows.js";

// Days are looked up by their last bits: eleven years, so that hardly ever two of them meet.
const KNOWN_DAYS = 4096;

/** What an accumulator with buckets holds instead of one sum per customer: sums for every bucket in which something came. */
export class Buckets {
  readonly rule: BucketRule;
  readonly #buckets = new Map<number, Bucket>();
  readonly #byDay: (Bucket | undefined)[] = new Array<Bucket | undefined>(KNOWN_DAYS).fill(undefined);
  readonly #waiting = new WaitingRows();

  constructor(rule: BucketRule) {
    this.rule = rule;
  }

  /** Adds the purchases `from .. to - 1` of columns, of customers with mixed ids. */
  addBlock(mixed: Uint32Array, days: Int32Array, amounts: Float64Array, from: number, to: number): void {
    if (from === to) return;
    let bucket = this.bucketAt(days[from]);
    let queue = bucket.purchases.intQueue();
    let { firstDay, lastDay } = bucket;
    for (let i = from; i < to; i++) {
      const day = days[i];
      if (day < firstDay || day > lastDay) {
        bucket = this.bucketAt(day);
        queue = bucket.purchases.intQueue();
        ({ firstDay, lastDay } = bucket);
      }
      bucket.entries++;
      queue.add(mixed[i] | 0, day, amounts[i]);
    }
  }

  /** Adds the plain purchases of columns from `from` on, as {@link IntSums.addPlain} does; says where it stopped. */
  addPlain(ids: Int32Array, { days, amounts, power }: PlainValues, from: number, to: number, noticed: Noticed): number {
    let queue: QueuedSums | null = null;
    let bucket: Bucket | null = null;
    let firstDay = 0;
    let lastDay = -1;
    let start = from;
    let i = from;
    for (; i < to; i++) {
      const day = days[i];
      const amount = amounts[i];
      const scaled = amount * power;
      if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
      if (day < firstDay || day > lastDay || queue === null) {
        if (bucket !== null) bucket.entries += i - start;
        start = i;
        bucket = this.bucketAt(day);
        queue = bucket.purchases.intQueue();
        ({ firstDay, lastDay } = bucket);
      }
      const minor = (scaled + 0.5) | 0;
      if (minor / power !== amount) noticed.rounded++;
      if (day > noticed.lastDay) noticed.lastDay = day;
      queue.add(mix(ids[i]), day, minor);
    }
    if (bucket !== null) bucket.entries += i - start;
    return i;
  }

  addPurchase(key: CustomerKey, day: number, amount: number): void {
    const bucket = this.bucketAt(day);
    bucket.entries++;
    bucket.purchases.add(key, day, amount);
  }

  /** Adds a refund; of one that is later than the last order, only the customer. */
  addRefund(key: CustomerKey, day: number, amount: number, isLate: boolean): void {
    const bucket = this.bucketAt(day);
    if (!isLate) bucket.entries++;
    bucket.refunds.add(key, day, isLate ? 0 : amount);
  }

  /** Adds refunds that are no longer late. */
  joinRefunds(key: CustomerKey, day: number, count: number, amount: number): void {
    const bucket = this.bucketAt(day);
    bucket.entries += count;
    bucket.refunds.join(key, 1, day, day, amount);
  }

  /** Adds the rows that wait. */
  flush(): void {
    this.#waiting.flush();
  }

  /** Adds all that others of the same rule hold. In neither do rows wait. */
  merge(other: Buckets, keyOfCode: (code: number) => CustomerKey): void {
    for (const from of other.inOrder()) {
      const into = this.bucketAt(from.firstDay);
      into.entries += from.entries;
      into.purchases.merge(from.purchases, keyOfCode);
      into.refunds.merge(from.refunds, keyOfCode);
    }
  }

  /** The buckets, by day. */
  inOrder(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => a.index - b.index);
  }

  /** The bucket of a day, a new one where nothing came in it. */
  bucketAt(day: number): Bucket {
    const known = this.#byDay[day & (KNOWN_DAYS - 1)];
    if (known !== undefined && day >= known.firstDay && day <= known.lastDay) return known;
    const index = bucketOf(this.rule, day);
    let bucket = this.#buckets.get(index);
    if (bucket === undefined) {
      bucket = new Bucket(index, firstDayOf(this.rule, index), lastDayOf(this.rule, index), this.#waiting);
      this.#buckets.set(index, bucket);
    }
    this.#byDay[day & (KNOWN_DAYS - 1)] = bucket;
    return bucket;
  }
}
