import type { GapColumns } from "./gap-columns.js";
import { ACTIVE, AT_RISK, LAPSED, LOST, NEVER, NEW, NO_STATE, REACTIVATED } from "./lifecycle-state.js";
import { NO_LIMIT, type SilenceLimits } from "./silence-limits.js";

/**
 * Goes through the purchases of one customer after the other and keeps the state that the customer is in, since when, and the one before.
 * A state lasts as long as it is that of every day, through purchases too.
 */
export class CustomerWalk {
  readonly #columns: GapColumns;
  readonly #limits: SilenceLimits;
  state: number = NEVER;
  /** The first day of the state; NaN for a customer without a purchase. */
  since: number = Number.NaN;
  previous: number = NO_STATE;
  /** The first day on which the state ends if no purchase comes; NaN where it never does. */
  expiresAt: number = Number.NaN;
  #last = 0;

  constructor(columns: GapColumns, limits: SilenceLimits) {
    this.#columns = columns;
    this.#limits = limits;
  }

  /** Goes through one customer, up to asOf. */
  go(code: number): void {
    const { asOf, offsets, gaps, purchaseDays, firstDay } = this.#columns;
    const limits = this.#limits;
    limits.reset();
    this.state = NEVER;
    this.since = this.expiresAt = Number.NaN;
    this.previous = NO_STATE;
    if (purchaseDays[code] === 0) return;
    this.#last = firstDay[code];
    this.#enter(NEW, this.#last);
    for (let i = offsets[code]; i < offsets[code + 1]; i++) {
      const gap = gaps[i];
      this.#silent(gap - 1);
      this.#last += gap;
      // Who was still there the day before is active; only who was lost has come back.
      const next = this.state === LOST ? REACTIVATED : ACTIVE;
      if (next !== this.state) this.#enter(next, this.#last);
      limits.add(gap);
    }
    const silence = (asOf as number) - this.#last;
    this.#silent(silence);
    this.expiresAt = this.#nextChange(silence);
  }

  #enter(state: number, day: number): void {
    this.previous = this.state;
    this.state = state;
    this.since = day;
  }

  /** So many days without a purchase. */
  #silent(days: number): void {
    const { atRisk, lapsed, lost } = this.#limits;
    if (days < atRisk) return;
    if (atRisk < lapsed) this.#enter(AT_RISK, this.#last + atRisk);
    if (days < lapsed) return;
    if (lapsed < lost) this.#enter(LAPSED, this.#last + lapsed);
    if (days < lost) return;
    this.#enter(LOST, this.#last + lost);
  }

  #nextChange(silence: number): number {
    const { atRisk, lapsed, lost } = this.#limits;
    const limit = silence < atRisk ? atRisk : silence < lapsed ? lapsed : lost;
    return silence >= limit || limit >= NO_LIMIT ? Number.NaN : this.#last + limit;
  }
}
