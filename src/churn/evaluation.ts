import { FIRST_DAY, LAST_DAY } from "../input/days/calendar.js";
import { formatDay } from "../input/days/format-day.js";
import { CompensatedSum } from "../math/compensated-sum.js";
import { ChurnFitter, NO_TRAINING_DATA } from "./candidates/churn-fitter.js";
import { predictionsOf } from "./candidates/predictions.js";
import { type ChurnData, outcomesOf } from "./churn-data.js";
import type { ChurnCandidate, ChurnEvaluation, OrderForecast } from "./churn-evaluation.js";
import type { ChurnModelName } from "./churn-model.js";
import { dataWarnings } from "./data-warnings.js";
import { scoreMetrics } from "./metrics/score-metrics.js";
import { unusedByWinner } from "./unused-features.js";

/** Fits each candidate on what was known at the cut-off and compares its risks with what happened in the days after. */
export function evaluate(
  where: string,
  data: ChurnData,
  cutoff: number | null,
  horizonDays: number,
  names: readonly ChurnModelName[],
): ChurnEvaluation {
  const fitter = new ChurnFitter(where, data, cutoff, horizonDays);
  const { lost, orders } = outcomesOf(fitter.now, horizonDays);
  const candidates = names.map((name): ChurnCandidate => {
    const fitted = fitter.fitRisk(name);
    const predictions = predictionsOf(where, fitted, fitter.now, horizonDays);
    return Object.freeze<ChurnCandidate>({
      name,
      metrics: scoreMetrics(predictions.risk, lost),
      orders: fitted.risk.by === "buying" ? forecast(predictions.expectedOrders, orders) : null,
      warnings: Object.freeze([...fitter.warningsOf(fitted)]),
    });
  });
  candidates.sort((a, b) => rankOf(a) - rankOf(b));
  const winner = lost.length === 0 ? null : candidates[0].name;
  const events = lost.reduce((sum, label) => sum + label, 0);
  return Object.freeze<ChurnEvaluation>({
    kind: "rfm-kit/churn-evaluation",
    horizonDays,
    cutoff: isoDay(cutoff),
    until: isoDay(cutoff === null ? null : cutoff + horizonDays),
    trainedAt: isoDay(cutoff === null ? null : cutoff - horizonDays),
    customers: lost.length,
    lost: events,
    baseRate: lost.length === 0 ? null : events / lost.length,
    candidates: Object.freeze(candidates),
    winner,
    warnings: Object.freeze([...dataWarnings(fitter.now), ...unusedByWinner(data, names, winner)]),
  });
}

/** By log loss; those that had nobody to learn from say one half of everybody, which is no model, and come last. */
function rankOf({ metrics, warnings }: ChurnCandidate): number {
  const isUntrained = warnings.some(({ code }) => code === NO_TRAINING_DATA);
  return isUntrained ? Number.MAX_VALUE : (metrics.logLoss ?? 0);
}

function forecast(expected: Float64Array, actual: Uint32Array): OrderForecast {
  const [all, error] = [new CompensatedSum(), new CompensatedSum()];
  let bought = 0;
  for (let row = 0; row < expected.length; row++) {
    all.add(expected[row]);
    error.add(Math.abs(expected[row] - actual[row]));
    bought += actual[row];
  }
  const meanAbsoluteError = expected.length === 0 ? null : error.value / expected.length;
  return Object.freeze({ expected: all.value, actual: bought, meanAbsoluteError });
}

function isoDay(day: number | null): string | null {
  return day === null ? null : formatDay(Math.min(Math.max(day, FIRST_DAY), LAST_DAY));
}
