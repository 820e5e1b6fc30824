/** A customer with an int32 id is known by the mixed id, others by 2^32 plus the code. */
export type CustomerKey = number;

export const CODED_FROM: number = 2 ** 32;

/** Refunds of one customer and day. */
export interface LateRefund {
  readonly key: CustomerKey;
  readonly day: number;
  /** How many. */
  count: number;
  /** Their amount, above zero. */
  amount: number;
}

// Fewer than these are not worth a look.
const FEW = 1024;

/**
 * Refunds that are later than every order so far. A ledger leaves them out of a table as long as asOf is before them, so they are
 * kept by day until an order of that day or a later one has come; in a stream that runs in order these are few.
 */
export class LateRefunds {
  #list: LateRefund[] = [];
  #checkAt = FEW;

  get list(): readonly LateRefund[] {
    return this.#list;
  }

  add(key: CustomerKey, day: number, count: number, amount: number): void {
    this.#list.push({ key, day, count, amount });
  }

  /** Whether so many have come that a look pays: each look allows for as many again, so that looks cost no more than rows. */
  get isLong(): boolean {
    return this.#list.length >= this.#checkAt;
  }

  /** Hands over those that are no longer late, joins those of one customer and day. */
  settle(lastDay: number, keyOf: (key: CustomerKey) => CustomerKey, take: (refund: LateRefund) => void): void {
    const byDay = new Map<number, Map<CustomerKey, LateRefund>>();
    const late: LateRefund[] = [];
    for (const { key, day, count, amount } of this.#list) {
      const refund = { key: keyOf(key), day, count, amount };
      if (day <= lastDay) {
        take(refund);
        continue;
      }
      let ofDay = byDay.get(day);
      if (ofDay === undefined) byDay.set(day, (ofDay = new Map()));
      const known = ofDay.get(refund.key);
      if (known === undefined) {
        ofDay.set(refund.key, refund);
        late.push(refund);
      } else {
        known.count += count;
        known.amount += amount;
      }
    }
    this.#list = late;
    this.#checkAt = Math.max(FEW, late.length * 2);
  }
}
