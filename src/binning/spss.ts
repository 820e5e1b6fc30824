import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { RankRule } from "./step-edges.js";

/**
 * Returns the specification of bins as SPSS makes them: `RANK ... /NTILES(k)` with mean ranks for ties.
 *
 * With the mean rank r of a value among n, the score is floor(1 + r k / (n + 1)), computed in integers as
 * 1 + ((first + last) k) div (2 (n + 1)), where first and last are the positions that equal values take. Recency is ranked
 * from the longest ago. Equal values share a score; the lowest bin can be empty. Proven against GNU PSPP 1.6.2. A new value
 * between two fitted ones scores like the next above it; outside the range, like the nearest.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, spss(5))).f]; // => [2, 2, 2, 2, 2, 3, 3, 4, 5, 5]
 * ```
 * @since 0.1.0
 */
export function spss(bins: number): RuleSpec {
  checkInteger("spss", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "spss", bins });
}

/** In integers, so that a tie at an edge is a tie. */
export const spssRule: RankRule = (first, last, n, bins) => 1 + Math.floor(((first + last) * bins) / (2 * (n + 1)));
