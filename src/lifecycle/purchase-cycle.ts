import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Ledger } from "../input/ledger.js";
import { type CycleMethod, cycleColumns, type PurchaseCycleColumns } from "./cycle-columns.js";
import { gapColumnsOf } from "./gap-columns.js";
import { type AsOfOptions, asOfDay, isoDay } from "./ledger-day.js";
import { type PopulationGaps, populationGaps } from "./population-gaps.js";
import { checkShrinkage, DEFAULT_SHRINKAGE, type Shrinkage, shrinkageOf } from "./shrinkage.js";

/**
 * Options of {@link purchaseCycle}.
 *
 * @since 0.1.0
 */
export interface PurchaseCycleOptions extends AsOfOptions {
  /** What the own cycle is. @defaultValue "shrunk" */
  readonly method?: CycleMethod | undefined;
  /** How far the mean is drawn to that of all; with `"shrunk"` only. @defaultValue 3 */
  readonly shrinkage?: Shrinkage | undefined;
}

/**
 * The purchase cycle of one customer; `null` where there is nothing to tell.
 *
 * @since 0.1.0
 */
export interface CustomerCycle {
  /** Who it is. */
  readonly customer: CustomerId;
  /** How many distinct days with a purchase. */
  readonly purchaseDays: number;
  /** The mean of the own gaps in days. */
  readonly meanGap: number | null;
  /** Their median. */
  readonly medianGap: number | null;
  /** How uneven they are: their standard deviation over their mean. 0 is a clock, 1 pure chance. `null` below two gaps. */
  readonly variation: number | null;
  /** The own cycle in days, by the method. */
  readonly cycle: number | null;
  /** Days from the last purchase to asOf. */
  readonly openGap: number | null;
  /** The open gap in cycles: above 1 a purchase is overdue. */
  readonly overdue: number | null;
  /** The day on which the next purchase is due, as ISO text: one cycle after the last; it may be past. */
  readonly nextExpected: string | null;
}

/**
 * What {@link purchaseCycle} returns. Iterating gives one {@link CustomerCycle} after the other.
 *
 * @since 0.1.0
 */
export interface PurchaseCycles extends Iterable<CustomerCycle> {
  /** How many customers the ledger has, also those without a purchase. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** What the cycle is. */
  readonly method: CycleMethod;
  /** The shrinkage as it was used; `null` for the other methods. */
  readonly shrinkage: number | null;
  /** The gaps of all customers together. */
  readonly population: PopulationGaps;
  /** Typed arrays, one element per customer, in the order in which the customers were first seen. */
  readonly columns: PurchaseCycleColumns;
  /** The cycle of one customer, or `undefined` where the ledger does not know it. */
  get(customer: CustomerId): CustomerCycle | undefined;
}

/**
 * Returns the purchase cycle of every customer: how often, how regularly, how long overdue, and when next.
 *
 * With n own gaps between distinct purchase days, their mean m and the mean m0 of all gaps of all customers, the cycle is
 * m (`"mean"`), the median (`"median"`, which resists one huge gap), or by default `"shrunk"`: (n m + k m0) / (n + k). One gap says little
 * of a customer, so m0 counts as k gaps more; a customer with one purchase day has the cycle m0. `shrinkage` is k, 3 by default;
 * `"estimate"` takes the variance within customers over that between them, by the mean squares of a one-way layout; where nobody has two
 * gaps it is 3, where customers do not differ a million.
 * `overdue` is the open gap over the cycle, `nextExpected` the last purchase day plus the cycle rounded half up, `variation` the sample
 * standard deviation (n - 1) over the mean.
 *
 * Closed gaps alone are shorter than those to come: the open ones are missing, and who buys often adds more. Judge silence by
 * {@link gapSurvival}, and use the cycle to choose a day. In columns what is missing is NaN. Without a gap at all there is no m0, and no cycle.
 * Cost: one sequential pass, and one sort of the gaps of each customer with more than two; 56 bytes per customer and 4 per gap.
 *
 * @param ledger - The orders.
 * @param options - asOf, and what the cycle is.
 * @returns The cycles.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or an asOf that is no date, `UNKNOWN_NAME` for a method, `OUT_OF_RANGE` for a
 * shrinkage, `CONFLICTING_OPTIONS` for one that the method does not use.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-01-01", a: 10 },
 *     { c: "ann", d: "2026-01-11", a: 30 },
 *     { c: "ann", d: "2026-01-31", a: 30 },
 *     { c: "bob", d: "2026-01-21", a: 99 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const cycles = purchaseCycle(ledger, { asOf: "2026-03-02" });
 * [cycles.get("ann")?.cycle, cycles.get("ann")?.overdue, cycles.get("ann")?.nextExpected]; // => [15, 2, "2026-02-15"]
 * [cycles.get("bob")?.meanGap, cycles.get("bob")?.cycle]; // => [null, 15]
 * [...cycles.columns.meanGap]; // => [15, NaN]
 * cycles.population; // => { customers: 2, repeaters: 1, gaps: 2, meanGap: 15, medianGap: 15, medianOfMedians: 15 }
 * ```
 * @see {@link purchaseGaps} for the gaps themselves
 * @since 0.1.0
 */
export function purchaseCycle(ledger: Ledger, options: PurchaseCycleOptions = {}): PurchaseCycles {
  const where = "purchaseCycle";
  checkOptions(where, options, ["asOf", "method", "shrinkage"]);
  const day = asOfDay(where, ledger, options.asOf);
  const { method: given = "shrunk" } = options;
  const method = checkOneOf(where, "options.method", given, ["mean", "median", "shrunk"]);
  const asked = askedShrinkage(where, method, options.shrinkage);
  const gaps = gapColumnsOf(ledger, day);
  const population = populationGaps(gaps);
  const shrinkage = asked === null ? null : shrinkageOf(asked, gaps);
  const columns = cycleColumns(gaps, method, shrinkage);
  const { customers } = gaps;
  const row = (code: number): CustomerCycle => customerCycle(customers.id(code), columns, code);
  return Object.freeze<PurchaseCycles>({
    size: customers.size,
    asOf: isoDay(day),
    method,
    shrinkage,
    population,
    columns,
    get: (customer) => {
      const code = customers.find(customer);
      return code < 0 ? undefined : row(code);
    },
    *[Symbol.iterator]() {
      for (let code = 0; code < customers.size; code++) yield row(code);
    },
  });
}

function askedShrinkage(where: string, method: CycleMethod, shrinkage: unknown): Shrinkage | null {
  const path = "options.shrinkage";
  if (method === "shrunk") return checkShrinkage(where, path, shrinkage === undefined ? DEFAULT_SHRINKAGE : shrinkage);
  if (shrinkage === undefined) return null;
  throw optionError("CONFLICTING_OPTIONS", where, path, `be left out with method "${method}"`, shrinkage);
}

function customerCycle(customer: CustomerId, columns: PurchaseCycleColumns, code: number): CustomerCycle {
  const known = (column: Float64Array): number | null => (Number.isNaN(column[code]) ? null : column[code]);
  return {
    customer,
    purchaseDays: columns.purchaseDays[code],
    meanGap: known(columns.meanGap),
    medianGap: known(columns.medianGap),
    variation: known(columns.variation),
    cycle: known(columns.cycle),
    openGap: known(columns.openGap),
    overdue: known(columns.overdue),
    nextExpected: isoDay(columns.nextExpected[code]),
  };
}
