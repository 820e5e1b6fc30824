import { checkOptions } from "../../checks/check-options.js";
import { CompensatedSum } from "../../math/compensated-sum.js";
import { brierOf } from "./brier-score.js";
import { type BinOf, type CalibrationOptions, EACH_SCORE, groupScores, readBins } from "./group-probabilities.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/**
 * How {@link brierDecomposition} groups probabilities: without `bins`, every distinct one is a group of its own.
 *
 * @since 0.1.0
 */
export interface BrierDecompositionOptions extends CalibrationOptions {
  /** How many bins, from 1 to 1000. @defaultValue none: every distinct probability is a group */
  readonly bins?: number | undefined;
}

/**
 * What a Brier score is made of: `score = reliability - resolution + uncertainty + withinVariance - withinCovariance`.
 *
 * @since 0.1.0
 */
export interface BrierDecomposition {
  /** The Brier score. */
  readonly score: number;
  /** Mean squared distance of what was said from what came, by group; 0 is perfectly calibrated. */
  readonly reliability: number;
  /** Mean squared distance of what came from the base rate, by group; higher tells customers apart better. */
  readonly resolution: number;
  /** The Brier score of always saying the base rate r: r (1 - r). */
  readonly uncertainty: number;
  /** Mean variance of the probabilities within groups; 0 where each is a group of its own. */
  readonly withinVariance: number;
  /** Twice the mean covariance of probabilities and labels within groups; 0 where each is a group of its own. */
  readonly withinCovariance: number;
}

/**
 * Returns the Brier score and the parts it is made of: calibration, discrimination and what no score could change.
 *
 * Murphy (1973) for groups of equal probability, which is the default and exact; with `bins`, probabilities within a group differ
 * and two further terms make up for it (Stephenson, Coelho & Jolliffe 2008). The parts give the score but for rounding.
 * Where nearly every probability is distinct, the groups are single customers: then reliability and resolution are both large and
 * only bins are telling. Cost: one sort.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @param options - The groups.
 * @returns The parts, frozen; `null` without customers.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns; `OUT_OF_RANGE`, `UNKNOWN_NAME` or
 * `UNKNOWN_OPTION` for the options.
 *
 * @example
 * ```ts
 * const parts = brierDecomposition([0.25, 0.25, 0.75, 0.75], [0, 0, 1, 0]);
 * parts; // => { score: 0.1875, reliability: 0.0625, resolution: 0.0625, uncertainty: 0.1875, withinVariance: 0, withinCovariance: 0 }
 * ```
 * @since 0.1.0
 */
export function brierDecomposition(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: BrierDecompositionOptions = {},
): BrierDecomposition | null {
  const where = "brierDecomposition";
  checkOptions(where, options, ["bins", "by"]);
  const binOf = options.bins === undefined && options.by === undefined ? EACH_SCORE : readBins(where, options);
  return brierPartsOf(tallyProbabilities(where, probabilities, labels), binOf);
}

/** The same of a tally. */
export function brierPartsOf(tally: ScoreTally, binOf: BinOf): BrierDecomposition | null {
  const score = brierOf(tally);
  if (score === null) return null;
  const { scores, counts, events, n, total } = tally;
  const base = total / n;
  const sums = { reliability: new CompensatedSum(), resolution: new CompensatedSum() };
  const within = { variance: new CompensatedSum(), covariance: new CompensatedSum() };
  for (const { start, end, count, events: happened, meanScore } of groupScores(tally, binOf)) {
    const rate = happened / count;
    sums.reliability.add(count * (meanScore - rate) ** 2);
    sums.resolution.add(count * (rate - base) ** 2);
    for (let i = start; i < end; i++) {
      const distance = scores[i] - meanScore;
      within.variance.add(counts[i] * distance * distance);
      within.covariance.add(2 * distance * (events[i] - counts[i] * rate));
    }
  }
  return Object.freeze({
    score,
    reliability: sums.reliability.value / n,
    resolution: sums.resolution.value / n,
    uncertainty: base * (1 - base),
    withinVariance: within.variance.value / n,
    withinCovariance: within.covariance.value / n,
  });
}
