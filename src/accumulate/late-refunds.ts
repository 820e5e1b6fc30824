import { sortedBy } from "./sums/sorted-by.js";

/** A customer with an int32 id is known by the mixed id, others by 2^32 plus the code. */
export type CustomerKey = number;

export const CODED_FROM: number = 2 ** 32;

/** Refunds of one customer and day. */
export interface LateRefund {
  readonly key: CustomerKey;
  readonly day: number;
  /** How many. */
  readonly count: number;
  /** Their amount, above zero. */
  readonly amount: number;
}

/** What is done with refunds of one customer and day. */
export type TakeRefunds = (key: CustomerKey, day: number, count: number, amount: number) => void;

// Fewer than these are not worth a look.
const FEW = 1024;

/**
 * Refunds that are later than every order so far. A ledger leaves them out of a table as long as asOf is before them, so they are
 * kept by day until an order of that day or a later one has come; in a stream that runs in order these are few. In columns, because
 * where all refunds come before the orders they are many.
 */
export class LateRefunds {
  #keys = new Float64Array(0);
  #days = new Int32Array(0);
  #counts = new Float64Array(0);
  #amounts = new Float64Array(0);
  #size = 0;
  #checkAt = FEW;

  get size(): number {
    return this.#size;
  }

  /** All of them as objects, made anew. */
  get list(): LateRefund[] {
    const list: LateRefund[] = [];
    this.each((key, day, count, amount) => list.push({ key, day, count, amount }));
    return list;
  }

  each(take: TakeRefunds): void {
    for (let i = 0; i < this.#size; i++) take(this.#keys[i], this.#days[i], this.#counts[i], this.#amounts[i]);
  }

  add(key: CustomerKey, day: number, count: number, amount: number): void {
    if (this.#size === this.#keys.length) this.#resize(Math.max(FEW, 2 * this.#size));
    this.#put(this.#size++, key, day, count, amount);
  }

  /** Whether so many have come that a look pays: each look allows for as many again, so that looks cost no more than rows. */
  get isLong(): boolean {
    return this.#size >= this.#checkAt;
  }

  /** Hands over those that are no longer late, joins those of one customer and day. */
  settle(lastDay: number, keyOf: (key: CustomerKey) => CustomerKey, take: TakeRefunds): void {
    let kept = 0;
    this.each((key, day, count, amount) => {
      if (day <= lastDay) take(keyOf(key), day, count, amount);
      else this.#put(kept++, keyOf(key), day, count, amount);
    });
    this.#size = kept;
    this.#join();
    this.#checkAt = Math.max(FEW, this.#size * 2);
    if (this.#keys.length > 4 * this.#checkAt) this.#resize(this.#checkAt);
  }

  /** Each customer and day is where it first stood, with all that came of it. */
  #join(): void {
    const size = this.#size;
    if (size < 2) return;
    const keys = this.#keys;
    const days = this.#days;
    // By key, then by day: sorting by a hash in place of this could be made slow by whoever chooses ids and days.
    const low = Uint32Array.from({ length: size }, (_, i) => keys[i] >>> 0);
    const high = Uint32Array.from({ length: size }, (_, i) => (days[i] + 2 ** 22) * 2 + (keys[i] < CODED_FROM ? 0 : 1));
    const order = sortedBy(high, sortedBy(low));
    let head = order[0];
    for (let o = 1; o < size; o++) {
      const i = order[o];
      if (low[i] !== low[head] || high[i] !== high[head]) head = i;
      else {
        this.#counts[head] += this.#counts[i];
        this.#amounts[head] += this.#amounts[i];
        this.#counts[i] = 0;
      }
    }
    let kept = 0;
    this.each((key, day, count, amount) => {
      if (count > 0) this.#put(kept++, key, day, count, amount);
    });
    this.#size = kept;
  }

  #put(at: number, key: CustomerKey, day: number, count: number, amount: number): void {
    this.#keys[at] = key;
    this.#days[at] = day;
    this.#counts[at] = count;
    this.#amounts[at] = amount;
  }

  #resize(capacity: number): void {
    const size = this.#size;
    const moved = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
      to.set(from.subarray(0, size));
      return to;
    };
    this.#keys = moved(this.#keys, new Float64Array(capacity));
    this.#days = moved(this.#days, new Int32Array(capacity));
    this.#counts = moved(this.#counts, new Float64Array(capacity));
    this.#amounts = moved(this.#amounts, new Float64Array(capacity));
  }
}
