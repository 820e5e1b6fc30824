import { checkOptions } from "../checks/check-options.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { type GapColumns, gapColumnsOf, openGapsOf } from "./gap-columns.js";
import { type AsOfOptions, asOfDay, isoDay } from "./ledger-day.js";

/**
 * The rhythm of one customer.
 *
 * @since 0.1.0
 */
export interface CustomerGaps {
  /** Who it is. */
  readonly customer: CustomerId;
  /** How many distinct days with a purchase. */
  readonly purchaseDays: number;
  /** Days from each of them to the next, in order. */
  readonly gaps: readonly number[];
  /** Days from the last of them to asOf; `null` without a purchase. */
  readonly openGap: number | null;
  /** The last of them as ISO text; `null` without a purchase. */
  readonly lastPurchase: string | null;
}

/**
 * What {@link purchaseGaps} returns: columns by the codes of the ledger's customers, grouped like the ledger. Customer `c` has the gaps
 * `offsets[c] .. offsets[c + 1] - 1`. The typed arrays are its own; do not write to them.
 *
 * @since 0.1.0
 */
export interface PurchaseGaps {
  /** All customers of the ledger, by code. */
  readonly customers: Customers;
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** Where each customer's gaps start; one more than there are customers. */
  readonly offsets: Uint32Array;
  /** Days from one purchase day to the next, at least 1, in the order of the days. */
  readonly gaps: Int32Array;
  /** How many distinct purchase days each customer has: one more than gaps, or 0. */
  readonly purchaseDays: Int32Array;
  /** Days from each customer's last purchase to asOf; NaN, missing, where there is none. */
  readonly openGap: Float64Array;
  /** The gaps of one customer, or `undefined` where the ledger does not know it. */
  get(customer: CustomerId): CustomerGaps | undefined;
}

/**
 * Returns, for every customer, the days between one purchase and the next, and the days since the last.
 *
 * A purchase day is a day with at least one purchase of any amount from zero up: several orders of a day are one, and refunds are
 * none. The last gap is still open: it ends with the next purchase, which nobody has seen, and whoever leaves it out takes customers
 * for quicker than they are (see {@link gapSurvival}). Nothing after asOf counts. A customer without a purchase by then has
 * `purchaseDays` 0 and no gaps. Cost: one sequential pass; 4 bytes per gap and 16 per customer.
 *
 * @param ledger - The orders.
 * @param options - The day of the analysis.
 * @returns The gaps.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or an asOf that is no date.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-03-01", a: 10 },
 *     { c: "ann", d: "2026-03-01", a: 20 },
 *     { c: "ann", d: "2026-03-08", a: 30 },
 *     { c: "ann", d: "2026-03-09", a: -30 },
 *     { c: "bob", d: "2026-03-11", a: 99 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const gaps = purchaseGaps(ledger, { asOf: "2026-03-31" });
 * gaps.get("ann"); // => { customer: "ann", purchaseDays: 2, gaps: [7], openGap: 23, lastPurchase: "2026-03-08" }
 * [...gaps.openGap]; // => [23, 20]
 * ```
 * @see {@link purchaseCycle} for means and medians of them
 * @since 0.1.0
 */
export function purchaseGaps(ledger: Ledger, options: AsOfOptions = {}): PurchaseGaps {
  const where = "purchaseGaps";
  checkOptions(where, options, ["asOf"]);
  const columns = gapColumnsOf(ledger, asOfDay(where, ledger, options.asOf));
  const { customers, asOf, offsets, gaps, purchaseDays } = columns;
  return Object.freeze<PurchaseGaps>({
    customers,
    asOf: isoDay(asOf),
    offsets,
    gaps,
    purchaseDays,
    openGap: openGapsOf(columns),
    get: (customer) => {
      const code = customers.find(customer);
      return code < 0 ? undefined : customerGaps(columns, code);
    },
  });
}

function customerGaps(
  { customers, asOf, offsets, gaps, purchaseDays, lastDay }: GapColumns,
  code: number,
): CustomerGaps {
  const hasBought = purchaseDays[code] > 0;
  return {
    customer: customers.id(code),
    purchaseDays: purchaseDays[code],
    gaps: Array.from(gaps.subarray(offsets[code], offsets[code + 1])),
    openGap: hasBought ? (asOf as number) - lastDay[code] : null,
    lastPurchase: hasBought ? isoDay(lastDay[code]) : null,
  };
}
