import { sortedBy } from "./sums/sorted-by.js";

/** A customer with an int32 id is known by the mixed id, others by 2^32 plus the code. */
export type CustomerKey = number;

export const CODED_FROM: number = 2 ** 32;

/** Refunds of one customer and day each. */
export interface LateColumns {
  readonly keys: Float64Array;
  readonly days: Int32Array;
  /** How many. */
  readonly counts: Float64Array;
  /** Their amounts, above zero. */
  readonly amounts: Float64Array;
}

/** What is done with refunds of one customer and day. */
export type TakeRefunds = (key: CustomerKey, day: number, count: number, amount: number) => void;

// Fewer than these are not worth a look.
const FEW = 1024;

/**
 * Refunds that are later than every order so far. A ledger leaves them out of a table as long as asOf is before them, so they are
 * kept by day until an order of that day or a later one has come; in a stream that runs in order these are few. In columns, because
 * where all refunds come before the orders they are many. Once settled they stand by key, then by day, one for each.
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

  /** All of them, copied. */
  pack(): LateColumns {
    const size = this.#size;
    return {
      keys: this.#keys.slice(0, size),
      days: this.#days.slice(0, size),
      counts: this.#counts.slice(0, size),
      amounts: this.#amounts.slice(0, size),
    };
  }

  keyAt(i: number): CustomerKey {
    return this.#keys[i];
  }

  dayAt(i: number): number {
    return this.#days[i];
  }

  countAt(i: number): number {
    return this.#counts[i];
  }

  amountAt(i: number): number {
    return this.#amounts[i];
  }

  /** Goes through those that there are now: what is done with them may add some. */
  each(take: TakeRefunds): void {
    const size = this.#size;
    for (let i = 0; i < size; i++) take(this.#keys[i], this.#days[i], this.#counts[i], this.#amounts[i]);
  }

  add(key: CustomerKey, day: number, count: number, amount: number): void {
    if (this.#size === this.#keys.length) this.#resize(Math.max(FEW, 2 * this.#size));
    this.#put(this.#size++, key, day, count, amount);
  }

  /** Whether so many have come that a look pays: each look allows for as many again, so that looks cost no more than rows. */
  get isLong(): boolean {
    return this.#size >= this.#checkAt;
  }

  /** Hands over those that are no longer late, puts the others in order and joins those of one customer and day. */
  settle(lastDay: number, keyOf: (key: CustomerKey) => CustomerKey, take: TakeRefunds): void {
    let kept = 0;
    this.each((key, day, count, amount) => {
      if (day <= lastDay) take(keyOf(key), day, count, amount);
      else this.#put(kept++, keyOf(key), day, count, amount);
    });
    this.#size = kept;
    if (!this.#isInOrder()) this.#sort();
    this.#checkAt = Math.max(FEW, this.#size * 2);
    if (this.#keys.length > 4 * this.#checkAt) this.#resize(this.#checkAt);
  }

  #isInOrder(): boolean {
    const keys = this.#keys;
    const days = this.#days;
    for (let i = 1; i < this.#size; i++) {
      if (keys[i - 1] > keys[i] || (keys[i - 1] === keys[i] && days[i - 1] >= days[i])) return false;
    }
    return true;
  }

  /** By digits: sorting by a hash in place of this could be made slow by whoever chooses ids and days. */
  #sort(): void {
    const size = this.#size;
    const [keys, days, counts, amounts] = [this.#keys, this.#days, this.#counts, this.#amounts];
    const low = new Uint32Array(size);
    const high = new Uint32Array(size);
    for (let i = 0; i < size; i++) high[i] = days[i] ^ (1 << 31);
    const byDay = sortedBy(high);
    for (let i = 0; i < size; i++) {
      // Int32 ids before codes, which are the lower bits of their keys.
      const isInt = keys[i] < CODED_FROM;
      low[i] = isInt ? keys[i] ^ (1 << 31) : keys[i];
      high[i] = isInt ? 0 : 1;
    }
    const order = sortedBy(high, sortedBy(low, byDay));
    this.#allocate(size);
    this.#size = 0;
    for (const i of order) {
      const last = this.#size - 1;
      if (last >= 0 && this.#keys[last] === keys[i] && this.#days[last] === days[i]) {
        this.#counts[last] += counts[i];
        this.#amounts[last] += amounts[i];
      } else this.#put(this.#size++, keys[i], days[i], counts[i], amounts[i]);
    }
  }

  #put(at: number, key: CustomerKey, day: number, count: number, amount: number): void {
    this.#keys[at] = key;
    this.#days[at] = day;
    this.#counts[at] = count;
    this.#amounts[at] = amount;
  }

  #resize(capacity: number): void {
    const columns = [this.#keys, this.#days, this.#counts, this.#amounts].map((own) => own.subarray(0, this.#size));
    this.#allocate(capacity);
    for (const [c, own] of [this.#keys, this.#days, this.#counts, this.#amounts].entries()) own.set(columns[c]);
  }

  #allocate(capacity: number): void {
    this.#keys = new Float64Array(capacity);
    this.#days = new Int32Array(capacity);
    this.#counts = new Float64Array(capacity);
    this.#amounts = new Float64Array(capacity);
  }
}
