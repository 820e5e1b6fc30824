import type { RuleSpec } from "./bin-spec.js";
import type { ColumnFacts } from "./column-facts.js";
import { type Edge, edgeOf } from "./edge.js";

/**
 * Returns the specification of two bins, below and above the mean: the cut of the eight Chinese value groups.
 *
 * High (2) is a value of at least the mean, and for recency at most the mean; the mean is an exact fraction. If all values
 * are equal everybody is high.
 *
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, meanSplit())).f]; // => [1, 1, 1, 1, 1, 1, 1, 2, 2, 2]
 * ```
 * @see {@link medianSplit}
 * @since 0.1.0
 */
export function meanSplit(): RuleSpec {
  return Object.freeze<RuleSpec>({ method: "meanSplit", bins: 2 });
}

export function meanEdges(facts: ColumnFacts): Edge[] {
  return [edgeOf(facts.sum(), BigInt(facts.size))];
}
