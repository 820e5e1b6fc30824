import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { ColumnFacts } from "./column-facts.js";
import type { Edge } from "./edge.js";
import { quantileEdges } from "./quantiles.js";
import { ABOVE_ALL, BELOW_ALL } from "./step-edges.js";

/**
 * Returns the specification of bins as `pandas.qcut(x, k, duplicates="drop")` cuts them, for parity with notebooks.
 *
 * The edges are the type-7 quantiles, as in {@link quantiles}, but equal edges are merged and the bins that are left are numbered
 * from 1: with many ties **the scale shrinks**, and the best customers may score 2 of 5. Recency is numbered from the
 * longest ago, also from 1. Where all edges differ the scores equal those of `quantiles`.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, pandas(5))).f]; // => [1, 1, 1, 1, 1, 1, 1, 2, 3, 3]
 * ```
 * @since 0.1.0
 */
export function pandas(bins: number): RuleSpec {
  checkInteger("pandas", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "pandas", bins });
}

/** The distinct quantiles between the extremes, and out of reach as many edges as were merged. */
export function pandasEdges(facts: ColumnFacts, bins: number, best: "low" | "high"): Edge[] {
  const { low, high } = facts;
  const kept: Edge[] = [];
  for (const edge of quantileEdges(facts, bins)) {
    const isInside = edge.whole >= low && !(edge.whole === low && edge.num === 0) && edge.whole < high;
    const before = kept[kept.length - 1];
    const isNew =
      before === undefined || before.whole !== edge.whole || before.num !== edge.num || before.den !== edge.den;
    if (isInside && isNew) kept.push(edge);
  }
  const merged = new Array<Edge>(bins - 1 - kept.length).fill(best === "high" ? ABOVE_ALL : BELOW_ALL);
  return best === "high" ? [...kept, ...merged] : [...merged, ...kept];
}
