import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { ColumnFacts } from "./column-facts.js";
import { type Edge, edgeOf } from "./edge.js";
import { quantileEdges } from "./quantiles.js";

/**
 * Returns the specification of bins as the R package rfm cuts them, for parity with its tables.
 *
 * The cut is the type-7 quantile **plus one** (one day, one order, one major unit of money), and bin i holds
 * `cut[i-1] <= value < cut[i]`. Where values and quantiles are integers this equals {@link quantiles}; elsewhere a value
 * less than 1 above a quantile falls one bin lower, so amounts that lie close together collapse into one bin.
 * Proven against version 0.3.0. Equal values get equal scores.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const columns = { recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4], monetary: [10, 20, 30, 40], monetaryScale: 100 };
 * [...applyBins(columns, fitBins(columns, rRfm(2))).m]; // => [1, 1, 1, 1]
 * [...applyBins(columns, fitBins(columns, quantiles(2))).m]; // => [1, 1, 2, 2]
 * ```
 * @since 0.1.0
 */
export function rRfm(bins: number): RuleSpec {
  checkInteger("rRfm", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "rRfm", bins });
}

/** The quantiles plus one unit of the caller. */
export function rRfmEdges(facts: ColumnFacts, bins: number, scale: number): Edge[] {
  return quantileEdges(facts, bins).map(({ whole, num, den }) =>
    edgeOf((BigInt(whole) + BigInt(scale)) * BigInt(den) + BigInt(num), BigInt(den)),
  );
}
