import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { checkLedger } from "../input/check-ledger.js";
import { type DateLike, readDayOption } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Ledger } from "../input/ledger.js";
import { countFlow, type LifecycleFlowCounts, statesIn } from "./count-lifecycle-flow.js";
import { gapColumnsOf } from "./gap-columns.js";
import { isoDay } from "./ledger-day.js";
import { finderOf, lifecycleOf } from "./lifecycle.js";
import type { LifecycleModel } from "./lifecycle-model.js";
import type { LifecycleResult, LifecycleSummary } from "./lifecycle-result.js";
import type { LifecycleRule } from "./lifecycle-rule.js";
import { withListed } from "./listed-customers.js";

/**
 * Options of {@link lifecycleTrend}.
 *
 * @since 0.1.0
 */
export interface LifecycleTrendOptions {
  /** The days of the analysis, ascending, at least one. */
  readonly dates: readonly DateLike[];
  /** The rule, whose thresholds are found anew at each date. @defaultValue kaplanMeier() */
  readonly rule?: LifecycleRule | undefined;
  /** A model that judges every date by the same thresholds; instead of `rule`. */
  readonly model?: LifecycleModel | undefined;
  /** All customers there are, as in {@link LifecycleOptions}. */
  readonly customers?: Iterable<CustomerId> | undefined;
}

/**
 * One date of a trend.
 *
 * @since 0.1.0
 */
export interface LifecycleTrendPoint {
  /** The day of the analysis as ISO text. */
  readonly asOf: string;
  /** The size of each state. */
  readonly states: readonly LifecycleSummary[];
  /** Who moved from where to where since the date before; `null` on the first. */
  readonly flow: LifecycleFlowCounts | null;
  /** The thresholds of the date. */
  readonly model: LifecycleModel;
}

/**
 * Returns the size of every state of the lifecycle on many dates, and the flow from each date to the next.
 *
 * Each date is what {@link lifecycle} gives with that `asOf`. By a rule the thresholds follow the orders of the day, so a part of the moves may
 * be theirs; by a model they stay. Early dates have few gaps: a model of the last date judges them better. Cost: one pass over the
 * ledger per date; only the counts are kept.
 *
 * @param ledger - The orders.
 * @param options - The dates, and a rule or a model.
 * @returns One point per date. Frozen.
 * @throws {@link RfmError} `MISSING_OPTION` or `OUT_OF_RANGE` for no dates, `WRONG_TYPE` for one that is none, `NOT_INCREASING` if one is not
 * after the one before it; and the errors of {@link lifecycle}.
 *
 * @example
 * ```ts
 * const orders = [{ c: "ann", d: "2026-01-10", a: 10 }, { c: "bob", d: "2026-02-20", a: 15 }, { c: "bob", d: "2026-03-20", a: 5 }];
 * const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });
 * const points = lifecycleTrend(ledger, { dates: ["2026-01-31", "2026-02-28", "2026-03-31"], rule: hiatus({ atRisk: 30, lost: 60 }) });
 * points.map(({ states }) => states.map(({ customers }) => customers).join(" ")); // => ["1 1 0 0 0 0 0", "0 1 0 1 0 0 0", "0 0 1 0 0 1 0"]
 * points[2].flow?.count("new", "active"); // => 1
 * ```
 * @see {@link lifecycleFlow} for two results, and who moved
 * @since 0.1.0
 */
export function lifecycleTrend(ledger: Ledger, options: LifecycleTrendOptions): readonly LifecycleTrendPoint[] {
  const where = "lifecycleTrend";
  checkOptions(where, options, ["dates", "rule", "model", "customers"]);
  checkLedger(where, "ledger", ledger);
  const days = daysOf(where, ledger, options.dates);
  const find = finderOf(where, options.rule, options.model);
  const customers = withListed(where, ledger.customers, options.customers);
  let before: LifecycleResult | undefined;
  const points = days.map((day) => {
    const gaps = gapColumnsOf(ledger, day);
    const after = lifecycleOf(ledger, gaps, customers, find(gaps));
    const flow = before === undefined ? null : Object.freeze(countFlow(before, after, statesIn(before, after)));
    before = after;
    const states = Object.freeze(after.summary().map((state) => Object.freeze(state)));
    return Object.freeze<LifecycleTrendPoint>({ asOf: isoDay(day) as string, states, flow, model: after.model });
  });
  return Object.freeze(points);
}

/** The days of the dates, which must ascend. */
function daysOf(where: string, ledger: Ledger, dates: unknown): number[] {
  const path = "options.dates";
  if (!Array.isArray(dates)) {
    const code = dates === undefined ? "MISSING_OPTION" : "WRONG_TYPE";
    throw optionError(code, where, path, "be an array of dates", dates);
  }
  if (dates.length === 0) throw optionError("OUT_OF_RANGE", where, path, "have at least one date", dates);
  const dayOfInstant = dayOfInstantIn(where, ledger.timeZone);
  // Array.from also visits holes.
  const days = Array.from(dates as unknown[], (date, i) => readDayOption(where, `${path}[${i}]`, date, dayOfInstant));
  const bad = days.findIndex((day, i) => i > 0 && day <= days[i - 1]);
  if (bad < 0) return days;
  const requirement = `be after ${path}[${bad - 1}], ${isoDay(days[bad - 1])}`;
  throw optionError("NOT_INCREASING", where, `${path}[${bad}]`, requirement, isoDay(days[bad]));
}
