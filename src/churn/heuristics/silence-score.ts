import type { RepeatPurchases } from "../../buying/repeat-purchases.js";
import type { SilenceScore } from "../churn-model.js";

// How many gaps the mean of all counts for, as in purchaseCycle.
const SHRINKAGE = 3;

/** A score of silence for each row; `meanGap` is the mean of all gaps, in days. */
export function silenceScore(
  score: SilenceScore,
  { repeats, lastDays, ageDays }: RepeatPurchases,
  meanGap: number,
  horizonDays: number,
): Float64Array {
  const scoreOf = scoreFunction(score, meanGap, horizonDays);
  const scores = new Float64Array(repeats.length);
  for (let row = 0; row < scores.length; row++) {
    scores[row] = scoreOf(ageDays[row] - lastDays[row], repeats[row], lastDays[row]);
  }
  return scores;
}

/** The score by the open gap, the number of closed ones and their sum. */
function scoreFunction(
  score: SilenceScore,
  meanGap: number,
  horizonDays: number,
): (recency: number, gaps: number, sum: number) => number {
  switch (score) {
    case "recency":
      return (recency) => recency;
    case "recency-over-cycle":
      return (recency, gaps, sum) => recency / (gaps === 0 ? meanGap : sum / gaps);
    case "recency-over-shrunk-cycle":
      return (recency, gaps, sum) => recency / ((sum + SHRINKAGE * meanGap) / (gaps + SHRINKAGE));
    case "hiatus":
      return (recency) => (recency > horizonDays ? 1 : 0);
  }
}

/** The mean of all gaps between purchase days; 1 where there is none, so that a score over it is the recency. */
export function meanGapOf({ repeats, lastDays }: RepeatPurchases): number {
  let gaps = 0;
  let sum = 0;
  for (let row = 0; row < repeats.length; row++) {
    gaps += repeats[row];
    sum += lastDays[row];
  }
  return gaps === 0 ? 1 : sum / gaps;
}
