import { type ScoreTally, tallyScores } from "./score-tally.js";

/**
 * Returns the area under the ROC curve: the chance that a customer with the event has a higher score than one without.
 *
 * The Mann-Whitney statistic with mid-ranks: a pair of equal scores counts one half, so that a constant score has 0.5 whatever the
 * order of the rows. Counted in integers, up to 10^8 customers exactly. Any increasing function of the scores has the same value;
 * their negatives have 1 less it. Cost: one sort.
 *
 * @param scores - One finite number per customer, higher where the event is held to be more likely; need not be probabilities.
 * @param labels - 1 where the event happened, else 0.
 * @returns From 0 to 1, or `null` where all labels are equal or there are none.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // => 0.75
 * auc([5, 5, 5], [0, 1, 1]); // => 0.5
 * auc([0.2, 0.9], [1, 1]); // => null
 * ```
 * @since 0.1.0
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  return aucOf(tallyScores("auc", scores, labels));
}

/** The same of a tally. */
export function aucOf({ counts, events, n, total }: ScoreTally): number | null {
  if (total === 0 || total === n) return null;
  let twice = 0;
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    const without = counts[i] - events[i];
    twice += events[i] * (2 * below + without);
    below += without;
  }
  return twice / (2 * total * (n - total));
}
