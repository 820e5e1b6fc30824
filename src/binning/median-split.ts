import type { RuleSpec } from "./bin-spec.js";

/**
 * Returns the specification of two bins, below and above the median.
 *
 * High (2) is a value of at least the median, and for recency at most the median; the median of an even number of values is the
 * mean of the two in the middle. Where more than half of the customers have one order, all of them are high.
 *
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 1, 1, 2, 2, 3, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * [...applyBins(columns, fitBins(columns, medianSplit())).f]; // => [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
 * ```
 * @see {@link meanSplit}
 * @since 0.1.0
 */
export function medianSplit(): RuleSpec {
  return Object.freeze<RuleSpec>({ method: "medianSplit", bins: 2 });
}
