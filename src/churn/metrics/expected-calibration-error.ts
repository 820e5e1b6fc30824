import { checkOptions } from "../../checks/check-options.js";
import { CompensatedSum } from "../../math/compensated-sum.js";
import { type BinOf, type CalibrationOptions, groupScores, readBins } from "./group-probabilities.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/**
 * Returns the expected calibration error (ECE): the mean distance between what was said and what came, over the bins of
 * {@link calibrationTable}, weighted by their customers (Naeini, Cooper & Hauskrecht 2015).
 *
 * It says nothing of how well customers are told apart, and depends on the bins: compare values with equal options only.
 * Cost: one sort.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @param options - How many bins, and how they are made.
 * @returns From 0 to 1, lower is better; `null` without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns; `OUT_OF_RANGE`, `UNKNOWN_NAME` or
 * `UNKNOWN_OPTION` for the options.
 *
 * @example
 * ```ts
 * expectedCalibrationError([0.5, 0.5, 0.75, 0.75], [0, 1, 1, 1]); // => 0.125
 * ```
 * @since 0.1.0
 */
export function expectedCalibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: CalibrationOptions = {},
): number | null {
  const where = "expectedCalibrationError";
  checkOptions(where, options, ["bins", "by"]);
  const binOf = readBins(where, options);
  return calibrationErrorOf(tallyProbabilities(where, probabilities, labels), binOf);
}

/** The same of a tally. */
export function calibrationErrorOf(tally: ScoreTally, binOf: BinOf): number | null {
  if (tally.n === 0) return null;
  const sum = new CompensatedSum();
  for (const { count, events, meanScore } of groupScores(tally, binOf)) sum.add(Math.abs(count * meanScore - events));
  return sum.value / tally.n;
}
