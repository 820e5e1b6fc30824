import { checkOptions } from "../../checks/check-options.js";
import { type BinOf, type CalibrationOptions, groupScores, readBins } from "./group-probabilities.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/**
 * Customers of similar probability, and what happened to them.
 *
 * @since 0.1.0
 */
export interface CalibrationBin {
  /** The lowest probability among them. */
  readonly lowest: number;
  /** The highest. */
  readonly highest: number;
  /** How many they are. */
  readonly customers: number;
  /** In how many the event happened. */
  readonly events: number;
  /** The mean of their probabilities: what was said. */
  readonly meanProbability: number;
  /** The share in which the event happened: what came. */
  readonly rate: number;
}

/**
 * Returns how often the event happened among customers of similar probability: a calibrated score has `rate` near `meanProbability`
 * in every bin.
 *
 * Bins of equal count by default; customers of equal probability are never parted, so bins may differ in size, and empty ones are
 * left out. Cost: one sort.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @param options - How many bins, and how they are made.
 * @returns The bins, ascending; none without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns; `OUT_OF_RANGE`, `UNKNOWN_NAME` or
 * `UNKNOWN_OPTION` for the options.
 *
 * @example
 * ```ts
 * const table = calibrationTable([0.1, 0.2, 0.2, 0.9], [0, 1, 0, 1], { bins: 2, by: "width" });
 * table.map(({ customers, rate }) => [customers, rate]); // => [[3, 1 / 3], [1, 1]]
 * table[1]; // => { lowest: 0.9, highest: 0.9, customers: 1, events: 1, meanProbability: 0.9, rate: 1 }
 * ```
 * @see {@link expectedCalibrationError} for the same as one number
 * @since 0.1.0
 */
export function calibrationTable(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: CalibrationOptions = {},
): readonly CalibrationBin[] {
  const where = "calibrationTable";
  checkOptions(where, options, ["bins", "by"]);
  const binOf = readBins(where, options);
  return calibrationOf(tallyProbabilities(where, probabilities, labels), binOf);
}

/** The same of a tally. */
export function calibrationOf(tally: ScoreTally, binOf: BinOf): readonly CalibrationBin[] {
  const bins = groupScores(tally, binOf).map(({ start, end, count, events, meanScore }) =>
    Object.freeze({
      lowest: tally.scores[start],
      highest: tally.scores[end - 1],
      customers: count,
      events,
      meanProbability: meanScore,
      rate: events / count,
    }),
  );
  return Object.freeze(bins);
}
