import type { RepeatPurchases } from "../../buying/repeat-purchases.js";
import type { Ledger } from "../../input/ledger.js";
import { gapColumnsOf } from "../../lifecycle/gap-columns.js";
import { countGaps } from "../../lifecycle/gap-counts.js";
import { survivalSteps } from "../../lifecycle/survival-steps.js";
import type { SilenceCurveRisk } from "../churn-model.js";

// With fewer gaps left the estimate of Kaplan and Meier is mostly chance.
const LEAST_AT_RISK = 10;

/** The estimate of Kaplan and Meier, up to where enough gaps are left and some of them last. */
export function survivalCurve(ledger: Ledger, asOf: number | null): SilenceCurveRisk {
  const steps = survivalSteps(countGaps(gapColumnsOf(ledger, asOf)));
  const days: number[] = [];
  const values: number[] = [];
  let until = 0;
  for (let row = 0; row < steps.days.length; row++) {
    if (steps.atRisk[row] < LEAST_AT_RISK) break;
    until = steps.days[row];
    if (steps.events[row] === 0) continue;
    days.push(until);
    values.push(steps.survival[row] || leftOf(steps.atRisk[row], values[values.length - 1] ?? 1));
  }
  return { by: "survival", days, values, until };
}

/** Where every gap ended, half a gap more that does not: the risk is near 0, and a silence so long can still be told of. */
function leftOf(atRisk: number, before: number): number {
  return (before * 0.5) / (atRisk + 0.5);
}

/** The share of closed gaps that are no longer than so many days. */
export function percentileCurve(ledger: Ledger, asOf: number | null): SilenceCurveRisk {
  const { closed } = countGaps(gapColumnsOf(ledger, asOf));
  let all = 0;
  for (let d = 0; d < closed.length; d++) all += closed[d];
  const days: number[] = [];
  const values: number[] = [];
  let below = 0;
  for (let d = 0; d < closed.length; d++) {
    if (closed[d] === 0) continue;
    below += closed[d];
    days.push(d);
    values.push(below / all);
  }
  return { by: "percentile", days, values, until: Math.max(0, closed.length - 1) };
}

/**
 * The longest silence that a curve of survival can tell of: S(N + H) must be within it, so it is its end less the horizon, or the end
 * itself where the curve is shorter than the horizon. Without an end for a curve of shares, which is 1 beyond the longest gap.
 */
export function longestTold({ by, until }: SilenceCurveRisk, horizonDays: number): number {
  if (by === "percentile") return Number.POSITIVE_INFINITY;
  return until < horizonDays ? until : until - horizonDays;
}

/**
 * The risk by the days of silence, for 0, 1, 2 ... days; a longer silence has the last. Where the curve is shorter than the horizon, S
 * at its end is the most that S(N + H) can be: the risk is the highest possible, 1 from the end on.
 */
export function riskBySilence(curve: SilenceCurveRisk, horizonDays: number): Float64Array {
  const { by, days, values, until } = curve;
  if (by === "percentile") return Float64Array.from({ length: until + 1 }, (_, day) => valueAt(days, values, day, 0));
  return Float64Array.from({ length: longestTold(curve, horizonDays) + 1 }, (_, day) => {
    const later = valueAt(days, values, Math.min(day + horizonDays, until), 1);
    return later / valueAt(days, values, day, 1);
  });
}

/** The same for each row. */
export function curveRisks(curve: SilenceCurveRisk, purchases: RepeatPurchases, horizonDays: number): Float64Array {
  const { lastDays, ageDays } = purchases;
  const bySilence = riskBySilence(curve, horizonDays);
  const longest = bySilence.length - 1;
  const risks = new Float64Array(lastDays.length);
  for (let row = 0; row < risks.length; row++) risks[row] = bySilence[Math.min(ageDays[row] - lastDays[row], longest)];
  return risks;
}

/** The value of a step function from a day on. */
function valueAt(days: readonly number[], values: readonly number[], day: number, before: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? before : values[low - 1];
}
