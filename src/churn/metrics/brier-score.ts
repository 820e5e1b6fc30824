import { CompensatedSum } from "../../math/compensated-sum.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/**
 * Returns the Brier score: the mean squared distance of probabilities from what happened (Brier 1950).
 *
 * 0 is perfect; always saying the base rate r scores r (1 - r); always saying one half scores 0.25. {@link brierDecomposition} says
 * what it is made of. Cost: one sort.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @returns From 0 to 1, lower is better; `null` without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * brierScore([1, 0.5, 0], [1, 1, 0]); // => 0.25 / 3
 * ```
 * @since 0.1.0
 */
export function brierScore(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  return brierOf(tallyProbabilities("brierScore", probabilities, labels));
}

/** The same of a tally. */
export function brierOf({ scores, counts, events, n }: ScoreTally): number | null {
  const sum = new CompensatedSum();
  for (let i = 0; i < scores.length; i++) {
    const p = scores[i];
    sum.add(events[i] * (1 - p) * (1 - p) + (counts[i] - events[i]) * p * p);
  }
  return n === 0 ? null : sum.value / n;
}
