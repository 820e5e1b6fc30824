import { CompensatedSum } from "../../math/compensated-sum.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/** How near to 0 and 1 a probability may come. */
const CLIP = 1e-6;
const LEAST_LOSS = -(/* @__PURE__ */ Math.log1p(-CLIP));
const MOST_LOSS = -(/* @__PURE__ */ Math.log(CLIP));

/**
 * Returns the log loss: the mean of minus the natural logarithm of the probability that was given to what happened.
 *
 * Probabilities are first brought into 10^-6 to 1 - 10^-6, so that one certain mistake costs 13.8 and not everything. Always saying
 * one half scores ln 2 = 0.693. Cost: one sort.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @returns From 0, lower is better; `null` without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * logLoss([0.5, 0.5], [1, 0]); // => Math.LN2
 * logLoss([0], [1])?.toFixed(4); // => "13.8155"
 * ```
 * @since 0.1.0
 */
export function logLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  return logLossOf(tallyProbabilities("logLoss", probabilities, labels));
}

/** The same of a tally. */
export function logLossOf({ scores, counts, events, n }: ScoreTally): number | null {
  const sum = new CompensatedSum();
  for (let i = 0; i < scores.length; i++) {
    const p = Math.max(scores[i], CLIP);
    const isClipped = 1 - p < CLIP;
    const ofEvent = isClipped ? LEAST_LOSS : -Math.log(p);
    const ofNone = isClipped ? MOST_LOSS : -Math.log1p(-p);
    sum.add(events[i] * ofEvent + (counts[i] - events[i]) * ofNone);
  }
  return n === 0 ? null : sum.value / n;
}
