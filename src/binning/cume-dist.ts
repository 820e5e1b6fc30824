import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { RankRule } from "./step-edges.js";

/**
 * Returns the specification of bins by SQL's `CUME_DIST`.
 *
 * With the share p = last / n of values that are no better, the score is ceil(p k), in integers. Recency is ranked from the longest ago.
 * Equal values share the score of the highest of them, so low scores can be empty. A new value between two fitted ones
 * scores like the next above it; outside the range, like the nearest.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, cumeDist(5))).f]; // => [3, 3, 3, 3, 3, 4, 4, 4, 5, 5]
 * ```
 * @see {@link percentRank}, which gives ties the score of the lowest
 * @since 0.1.0
 */
export function cumeDist(bins: number): RuleSpec {
  checkInteger("cumeDist", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "cumeDist", bins });
}

export const cumeDistRule: RankRule = (_first, last, n, bins) => Math.ceil((last * bins) / n);
