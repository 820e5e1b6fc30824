import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { ColumnFacts } from "./column-facts.js";
import { type Edge, edgeOf } from "./edge.js";

/**
 * Returns the specification of bins of equal width between the lowest and the highest value.
 *
 * Edge j of k is min + j (max - min) / k, an exact fraction; a value on an edge belongs to the lower bin, as in R's `cut`. One
 * extreme customer stretches all bins: for money {@link quantiles} is usually what you want. If all values are equal they score 1
 * (recency: k).
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, equalWidth(4))).f]; // => [1, 1, 1, 1, 1, 1, 1, 1, 2, 4]
 * ```
 * @since 0.1.0
 */
export function equalWidth(bins: number): RuleSpec {
  checkInteger("equalWidth", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "equalWidth", bins });
}

export function equalWidthEdges({ low, high }: ColumnFacts, bins: number): Edge[] {
  const k = BigInt(bins);
  return Array.from({ length: bins - 1 }, (_, i) =>
    edgeOf(BigInt(low) * k + BigInt(i + 1) * (BigInt(high) - BigInt(low)), k),
  );
}
