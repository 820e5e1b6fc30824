import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { CompensatedSum } from "../../math/compensated-sum.js";
import { aucOf } from "./auc.js";
import { type BrierDecomposition, brierPartsOf } from "./brier-decomposition.js";
import { type CalibrationBin, calibrationOf } from "./calibration-table.js";
import { calibrationErrorOf } from "./expected-calibration-error.js";
import { type CalibrationOptions, readBins } from "./group-probabilities.js";
import { type LiftGroup, type LiftOptions, liftOf, readGroups } from "./lift-table.js";
import { logLossOf } from "./log-loss.js";
import { type ScoreTally, tallyProbabilities } from "./score-tally.js";

/**
 * Options of {@link scoreMetrics}.
 *
 * @since 0.1.0
 */
export interface ScoreMetricsOptions extends CalibrationOptions, LiftOptions {
  /** The probability from which on the event is said to happen, for the accuracy. @defaultValue 0.5 */
  readonly cut?: number | undefined;
}

/**
 * How good probabilities were, measured by what happened. Numbers are `null` where there are no customers.
 *
 * @since 0.1.0
 */
export interface ScoreMetrics {
  /** How many customers were scored. */
  readonly customers: number;
  /** In how many the event happened. */
  readonly events: number;
  /** The share in which it happened. */
  readonly baseRate: number | null;
  /** The mean of the probabilities. */
  readonly meanProbability: number | null;
  /** `meanProbability - baseRate`: above 0 the event was expected too often. */
  readonly bias: number | null;
  /** See {@link auc}; also `null` where all labels are equal. */
  readonly auc: number | null;
  /** See {@link brierDecomposition}, with the bins of the calibration. */
  readonly brier: BrierDecomposition | null;
  /** See {@link logLoss}. */
  readonly logLoss: number | null;
  /** The share of customers for whom the event was said rightly, by `cut`. */
  readonly accuracy: number | null;
  /** From which probability on the event was said to happen. */
  readonly cut: number;
  /** See {@link expectedCalibrationError}. */
  readonly calibrationError: number | null;
  /** See {@link calibrationTable}. */
  readonly calibration: readonly CalibrationBin[];
  /** See {@link liftTable}. */
  readonly lift: readonly LiftGroup[];
}

/**
 * Returns every measure of a probability against what happened: discrimination, calibration, accuracy and lift.
 *
 * The parts are what {@link auc}, {@link brierDecomposition}, {@link logLoss}, {@link expectedCalibrationError},
 * {@link calibrationTable} and {@link liftTable} give. Neither the order of the rows nor rounding in long sums changes a bit of it.
 * Cost: one sort for all.
 *
 * @param probabilities - The probability of the event, one per customer.
 * @param labels - 1 where the event happened, else 0.
 * @param options - Bins, groups and cut.
 * @returns The measures: plain JSON, frozen.
 * @throws {@link RfmError} `LENGTH_MISMATCH`, `WRONG_TYPE` or `OUT_OF_RANGE` for the columns; `OUT_OF_RANGE`, `UNKNOWN_NAME` or
 * `UNKNOWN_OPTION` for the options.
 *
 * @example
 * ```ts
 * const metrics = scoreMetrics([0.75, 0.5, 0.25, 0.25], [1, 1, 1, 0], { groups: 2 });
 * metrics.auc; // => 2.5 / 3
 * metrics.bias; // => -0.3125
 * metrics.accuracy; // => 0.75
 * metrics.lift.map(({ gain }) => gain); // => [2 / 3, 1]
 * scoreMetrics([], []).auc; // => null
 * ```
 * @since 0.1.0
 */
export function scoreMetrics(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: ScoreMetricsOptions = {},
): ScoreMetrics {
  const where = "scoreMetrics";
  checkOptions(where, options, ["bins", "by", "groups", "cut"]);
  const { cut = 0.5 } = options;
  if (!(typeof cut === "number" && cut >= 0 && cut <= 1)) {
    throw optionError("OUT_OF_RANGE", where, "options.cut", "be a number from 0 to 1", cut);
  }
  const binOf = readBins(where, options);
  const groups = readGroups(where, options);
  const tally = tallyProbabilities(where, probabilities, labels);
  const { n, total } = tally;
  return Object.freeze({
    customers: n,
    events: total,
    baseRate: n === 0 ? null : total / n,
    ...meansOf(tally),
    auc: aucOf(tally),
    brier: brierPartsOf(tally, binOf),
    logLoss: logLossOf(tally),
    accuracy: accuracyOf(tally, cut),
    cut,
    calibrationError: calibrationErrorOf(tally, binOf),
    calibration: calibrationOf(tally, binOf),
    lift: liftOf(tally, groups),
  });
}

function meansOf({ scores, counts, n, total }: ScoreTally): Pick<ScoreMetrics, "meanProbability" | "bias"> {
  if (n === 0) return { meanProbability: null, bias: null };
  const sum = new CompensatedSum();
  for (let i = 0; i < scores.length; i++) sum.add(counts[i] * scores[i]);
  return { meanProbability: sum.value / n, bias: (sum.value - total) / n };
}

function accuracyOf({ scores, counts, events, n }: ScoreTally, cut: number): number | null {
  let right = 0;
  for (let i = 0; i < scores.length; i++) right += scores[i] >= cut ? events[i] : counts[i] - events[i];
  return n === 0 ? null : right / n;
}
