import { checkOptions } from "../checks/check-options.js";
import type { Ledger } from "../input/ledger.js";
import { ExactRank } from "./exact-rank.js";
import { type GapColumns, gapColumnsOf } from "./gap-columns.js";
import { countGaps, gapAtRank } from "./gap-counts.js";
import { kaplanMeier } from "./kaplan-meier.js";
import { type AsOfOptions, asOfDay, isoDay } from "./ledger-day.js";
import type { LifecycleModel, LifecycleThresholds } from "./lifecycle-model.js";
import type { LifecycleRule } from "./lifecycle-rule.js";
import { countBuyers } from "./population-gaps.js";
import { readRule } from "./read-rule.js";
import { type Shrinkage, shrinkageOf, sumOfGaps } from "./shrinkage.js";
import { beyond, NO_LIMIT } from "./silence-limits.js";
import { firstBelow, survivalSteps } from "./survival-steps.js";

/**
 * Options of {@link fitLifecycle}.
 *
 * @since 0.1.0
 */
export interface FitLifecycleOptions extends AsOfOptions {
  /** How long a silence makes a customer at risk, lapsed or lost. @defaultValue kaplanMeier() */
  readonly rule?: LifecycleRule | undefined;
}

/**
 * Returns the thresholds that a rule finds in the orders: days of silence from which a customer is at risk, lapsed and lost.
 *
 * {@link lifecycle} does it by itself; do it apart to look at the thresholds, to compare rules, or to fit on one ledger and judge by
 * another. Only purchases up to asOf are used. Without a gap, and where the data do not reach, a threshold is `null`. Cost: one sequential
 * pass; 4 bytes per gap.
 *
 * @param ledger - The orders.
 * @param options - asOf and the rule.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger, no date or no rule, and the errors of the functions that make rules.
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
 * fitLifecycle(ledger, { rule: pooledPercentile() }).thresholds; // => { atRisk: 10, lapsed: null, lost: 20 }
 * fitLifecycle(ledger, { rule: nes5 }).thresholds; // => { atRisk: 16, lapsed: 31, lost: 46 }
 * fitLifecycle(ledger, { rule: hiatus({ lost: 270 }) }).fittedOn; // => { customers: 2, repeaters: 1, gaps: 2, gapDays: 30 }
 * ```
 * @see {@link loadLifecycle} for a model that was saved
 * @since 0.1.0
 */
export function fitLifecycle(ledger: Ledger, options: FitLifecycleOptions = {}): LifecycleModel {
  const where = "fitLifecycle";
  checkOptions(where, options, ["asOf", "rule"]);
  const day = asOfDay(where, ledger, options.asOf);
  const rule = options.rule === undefined ? kaplanMeier() : readRule(where, "options.rule", options.rule);
  return fitTo(gapColumnsOf(ledger, day), rule);
}

/** The model of a rule that was checked. */
export function fitTo(columns: GapColumns, rule: LifecycleRule): LifecycleModel {
  const { customers, repeaters } = countBuyers(columns);
  const isShrunk = rule.method === "personalMultiple" && rule.shrinkage !== null;
  const gapDays = sumOfGaps(columns);
  return Object.freeze<LifecycleModel>({
    kind: "rfm-kit/lifecycle",
    version: 1,
    asOf: isoDay(columns.asOf),
    rule,
    thresholds: Object.freeze(thresholdsOf(columns, rule, gapDays)),
    shrinkage: isShrunk ? shrinkageOf(rule.shrinkage as Shrinkage, columns) : null,
    fittedOn: Object.freeze({ customers, repeaters, gaps: columns.gaps.length, gapDays }),
  });
}

function thresholdsOf(columns: GapColumns, rule: LifecycleRule, gapDays: number): LifecycleThresholds {
  const { atRisk, lapsed, lost } = rule;
  if (rule.method === "hiatus") return { atRisk, lapsed, lost };
  if (columns.gaps.length === 0) return { atRisk: null, lapsed: null, lost: null };
  const find = finderOf(columns, rule, gapDays);
  const at = (step: number | null): number | null => (step === null ? null : find(step));
  return { atRisk: at(atRisk), lapsed: at(lapsed), lost: at(lost) };
}

type Finder = (step: number) => number | null;

function finderOf(columns: GapColumns, rule: Exclude<LifecycleRule, { method: "hiatus" }>, gapDays: number): Finder {
  if (rule.method === "personalMultiple") {
    return (multiple) => {
      const days = beyond(multiple * gapDays, columns.gaps.length);
      return days === NO_LIMIT ? null : days;
    };
  }
  const counts = countGaps(columns);
  if (rule.method === "kaplanMeier") {
    const steps = survivalSteps(counts);
    return (probability) => {
      const silence = firstBelow(steps, probability, rule.within);
      // On the day of a purchase nobody is at risk, however seldom customers return.
      return silence === null ? null : Math.max(1, silence);
    };
  }
  const count = columns.gaps.length;
  const quantile = (share: number, per: 1 | 100): number =>
    gapAtRank(counts.closed, new ExactRank(share, per).of(count));
  return rule.method === "pooledPercentile" ? (percent) => quantile(percent, 100) : (share) => quantile(share, 1) + 1;
}
