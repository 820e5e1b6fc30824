import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers } from "../input/ledger.js";
import { CustomerWalk } from "./customer-walk.js";
import type { GapColumns } from "./gap-columns.js";
import type { LifecycleModel } from "./lifecycle-model.js";
import { NEVER, NO_STATE } from "./lifecycle-state.js";
import { isPersonal, limitsOf, type SilenceLimits } from "./silence-limits.js";

/**
 * The states as columns, one element per customer. Days are days since 1970-01-01. What is missing is NaN. The typed arrays are the
 * result's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface LifecycleColumns {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** The position of the state in {@link LIFECYCLE_STATES}. */
  readonly state: Uint8Array;
  /** The first day of the present state. */
  readonly since: Float64Array;
  /** The position of the state on the day before; 255 where there is none. */
  readonly previous: Uint8Array;
  /** The first day on which the state ends if no purchase comes; missing where it never does. */
  readonly expiresAt: Float64Array;
  /** Distinct days with a purchase. */
  readonly purchaseDays: Int32Array;
  /** The last of them. */
  readonly lastPurchase: Float64Array;
  /** Days from it to asOf. */
  readonly openGap: Float64Array;
}

/** The columns, and under a rule of own gaps the days of silence from which each customer is in each state. */
export interface Judged {
  readonly columns: LifecycleColumns;
  readonly limits: { readonly atRisk: Int32Array; readonly lapsed: Int32Array; readonly lost: Int32Array } | null;
}

/** Judges every customer of a ledger, and those behind them, who have never bought. */
export function judge(gaps: GapColumns, customers: Customers, model: LifecycleModel): Judged {
  const { size } = customers;
  const known = gaps.purchaseDays.length;
  const state = new Uint8Array(size).fill(NEVER);
  const previous = new Uint8Array(size).fill(NO_STATE);
  const missing = (): Float64Array => new Float64Array(size).fill(Number.NaN);
  const [since, expiresAt, lastPurchase, openGap] = [missing(), missing(), missing(), missing()];
  const limits = limitsOf(model);
  const own = isPersonal(model.rule) ? new OwnLimits(size) : null;
  const walk = new CustomerWalk(gaps, limits);
  for (let c = 0; c < known; c++) {
    walk.go(c);
    state[c] = walk.state;
    since[c] = walk.since;
    previous[c] = walk.previous;
    expiresAt[c] = walk.expiresAt;
    own?.keep(c, limits);
    if (gaps.purchaseDays[c] === 0) continue;
    lastPurchase[c] = gaps.lastDay[c];
    openGap[c] = (gaps.asOf as number) - gaps.lastDay[c];
  }
  const purchaseDays = size === known ? gaps.purchaseDays : new Int32Array(size);
  if (size > known) purchaseDays.set(gaps.purchaseDays);
  let customer: readonly CustomerId[] | undefined;
  const columns = Object.freeze<LifecycleColumns>({
    get customer() {
      customer ??= Array.from(state, (_, row) => customers.id(row));
      return customer;
    },
    state,
    since,
    previous,
    expiresAt,
    purchaseDays,
    lastPurchase,
    openGap,
  });
  return { columns, limits: own };
}

class OwnLimits {
  readonly atRisk: Int32Array;
  readonly lapsed: Int32Array;
  readonly lost: Int32Array;

  constructor(size: number) {
    this.atRisk = new Int32Array(size);
    this.lapsed = new Int32Array(size);
    this.lost = new Int32Array(size);
  }

  keep(row: number, limits: SilenceLimits): void {
    this.atRisk[row] = limits.atRisk;
    this.lapsed[row] = limits.lapsed;
    this.lost[row] = limits.lost;
  }
}
