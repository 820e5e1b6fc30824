import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type QuantilesSpec } from "./bin-spec.js";
import { type Edge, edgeOf } from "./edge.js";
import { type IntegerColumn, orderStatistics } from "./order-statistics.js";

/**
 * Returns the specification of `bins` bins of about equal size: the edges are the quantiles of the customers' values.
 *
 * Edge j of k is the type-7 quantile at j/k, the default of R and NumPy (Hyndman and Fan 1996): with the values sorted
 * from 0, h = (n - 1) j, it is x[h div k] + (h mod k) / k of the way to the next value. It is kept as an exact fraction,
 * never as a rounded double. A score is 1 + the number of edges strictly below the value, and k + 1 minus that for
 * recency, where few days are best.
 *
 * Equal values always get equal scores; ties at an edge may leave bins empty, and the scale is still 1 to k.
 * Cost when fitted: O(n) for small integers such as days and counts, else one sort of a copy.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * quantiles(5); // => { method: "quantiles", bins: 5 }
 * const columns = { recency: [1, 2, 3, 4], frequency: [1, 1, 1, 9], monetary: [5, 6, 7, 8] };
 * const model = fitBins(columns, quantiles(2));
 * [...applyBins(columns, model).r]; // => [2, 2, 1, 1]
 * [...applyBins(columns, model).f]; // => [1, 1, 1, 2]
 * ```
 * @see {@link thresholds} for fixed edges
 * @since 0.1.0
 */
export function quantiles(bins: number): QuantilesSpec {
  checkInteger("quantiles", "bins", bins, 2, MOST_BINS);
  return Object.freeze<QuantilesSpec>({ method: "quantiles", bins });
}

/** The exact type-7 quantiles at 1/k .. (k-1)/k of a column that is not empty. */
export function quantileEdges(values: IntegerColumn, bins: number): Edge[] {
  const at = orderStatistics(values);
  const k = BigInt(bins);
  const edges: Edge[] = [];
  for (let j = 1; j < bins; j++) {
    const h = (values.length - 1) * j;
    const rest = h % bins;
    const position = (h - rest) / bins;
    const low = BigInt(at(position));
    const high = rest === 0 ? low : BigInt(at(position + 1));
    edges.push(edgeOf(low * k + BigInt(rest) * (high - low), k));
  }
  return edges;
}
