import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { RankRule } from "./step-edges.js";

/**
 * Returns the specification of bins by SQL's `PERCENT_RANK`.
 *
 * With the rank first of a value among n, p = (first - 1) / (n - 1) and the score is min(k, floor(p k) + 1), in integers. Recency
 * is ranked from the longest ago. Equal values share the score of the lowest of them. One customer alone scores 1. A new
 * value between two fitted ones scores like the next above it; outside the range, like the nearest.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, percentRank(5))).f]; // => [1, 1, 1, 1, 1, 3, 3, 4, 5, 5]
 * ```
 * @see {@link cumeDist}, which gives ties the score of the highest
 * @since 0.1.0
 */
export function percentRank(bins: number): RuleSpec {
  checkInteger("percentRank", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "percentRank", bins });
}

export const percentRankRule: RankRule = (first, _last, n, bins) =>
  n === 1 ? 1 : Math.min(bins, 1 + Math.floor(((first - 1) * bins) / (n - 1)));
