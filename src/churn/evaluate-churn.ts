import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { type DateLike, readDayOption } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { Ledger } from "../input/ledger.js";
import { type AsOfOptions, asOfDay } from "../lifecycle/ledger-day.js";
import { type ChurnFeatureOptions, FEATURE_OPTIONS, readChurnData } from "./churn-data.js";
import type { ChurnEvaluation } from "./churn-evaluation.js";
import { CHURN_MODELS, type ChurnModelName } from "./churn-model.js";
import { evaluate } from "./evaluation.js";
import { readHorizonDays } from "./horizon-days.js";

/**
 * Options of {@link evaluateChurn}.
 *
 * @since 0.1.0
 */
export interface EvaluateChurnOptions extends AsOfOptions, ChurnFeatureOptions {
  /** Within how many days no purchase is churn, 1 to 3650. @defaultValue 90 */
  readonly horizonDays?: number | undefined;
  /** The day on which the candidates foretell; the horizon after it must end by asOf. @defaultValue a horizon before asOf */
  readonly cutoff?: DateLike | undefined;
  /** Which models to compare. @defaultValue all */
  readonly candidates?: readonly ChurnModelName[] | undefined;
}

/**
 * Returns how well each model of churn foretells who will not buy, measured on a horizon that has passed.
 *
 * Each candidate is fitted to what was known at the cut-off, `asOf - horizonDays` unless stated, and gives every customer who had bought by
 * then a risk; the label is 1 where there was no purchase on the days `cutoff < d <= cutoff + horizonDays`. Those that learn from what
 * became of customers (`"logistic"` and the rules of thumb) learn at `cutoff - horizonDays`, from labels that end at the cut-off: nothing
 * after the cut-off is ever known to a candidate, but for the values of profiles, which are taken as they are now.
 *
 * The winner has the lowest log loss, which rewards telling customers apart as well as honest probabilities. See {@link scoreMetrics} for
 * AUC, Brier score and its parts, calibration and lift. Models of buying also foretell the number of orders. One cut-off is one draw: the
 * next best by a hair may be as good.
 *
 * No purchase by the cut-off: metrics are `null` and so is the winner. Neither the order of the rows nor the names of the customers matter,
 * but for rounding in the regression. Cost: a fit of each candidate; `"pareto-nbd"` takes most of it, ten seconds per million customers.
 *
 * @param ledger - The orders.
 * @param options - Horizon, cut-off, candidates and features; see {@link EvaluateChurnOptions}.
 * @returns The comparison: plain JSON, frozen.
 * @throws {@link RfmError} `WRONG_TYPE`, `OUT_OF_RANGE`, `UNKNOWN_NAME`, `UNKNOWN_OPTION` or `MISSING_OPTION`.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 1000, seed: 3 }));
 * const evaluation = evaluateChurn(ledger, { horizonDays: 90, candidates: ["mbg-nbd", "pooled-percentile"] });
 * [evaluation.cutoff, evaluation.trainedAt]; // => ["2025-10-01", "2025-07-03"]
 * evaluation.winner; // => "mbg-nbd"
 * evaluation.candidates.map(({ metrics }) => metrics.auc?.toFixed(2)); // => ["0.75", "0.71"]
 * ```
 * @see {@link churnRisk}, whose `"auto"` takes the winner
 * @since 0.1.0
 */
export function evaluateChurn(ledger: Ledger, options: EvaluateChurnOptions = {}): ChurnEvaluation {
  const where = "evaluateChurn";
  checkOptions(where, options, ["asOf", "horizonDays", "cutoff", "candidates", ...FEATURE_OPTIONS]);
  const asOf = asOfDay(where, ledger, options.asOf);
  const horizonDays = readHorizonDays(where, options.horizonDays ?? 90);
  const cutoff = readCutoff(where, options.cutoff, ledger.timeZone, asOf, horizonDays);
  const names = readCandidates(where, options.candidates ?? CHURN_MODELS);
  return evaluate(where, readChurnData(where, ledger, options), cutoff, horizonDays, names);
}

function readCutoff(
  where: string,
  cutoff: unknown,
  timeZone: string,
  asOf: number | null,
  horizonDays: number,
): number | null {
  const last = asOf === null ? null : asOf - horizonDays;
  if (cutoff === undefined) return last;
  const day = readDayOption(where, "options.cutoff", cutoff, dayOfInstantIn(where, timeZone));
  if (last === null || day <= last) return day;
  const requirement = `be ${horizonDays} days or more before options.asOf, ${formatDay(last + horizonDays)}`;
  throw optionError("OUT_OF_RANGE", where, "options.cutoff", requirement, cutoff);
}

function readCandidates(where: string, candidates: unknown): readonly ChurnModelName[] {
  const path = "options.candidates";
  if (!Array.isArray(candidates) || candidates.length === 0) {
    throw optionError("WRONG_TYPE", where, path, "be an array of at least one model", candidates);
  }
  const named = new Set(candidates.map((name, i) => checkOneOf(where, `${path}[${i}]`, name, CHURN_MODELS)));
  return CHURN_MODELS.filter((name) => named.has(name));
}
