import { checkInteger } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { type CustomSpec, MOST_BINS } from "./bin-spec.js";
import type { Edge } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";
import { EDGE_NUMBER, isEdgeNumber, thresholdEdges } from "./thresholds.js";

/**
 * Returns the specification of bins whose edges a function of yours finds.
 *
 * The function gets the customers' values, sorted, in the units of the dimension (days, orders, major units of money), and
 * returns `bins - 1` ascending edges. As in {@link thresholds}, a value on an edge belongs to the lower bin. Edges may be equal; bins
 * between them stay empty. It is not called where there are no customers. The specification holds a function, so it is no
 * JSON; the fitted model is.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @param edges - Gives the edges for the sorted values.
 * @returns A specification for `rfm` or `fitBins`.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer, `WRONG_TYPE` if `edges` is no function; when fitted,
 * `LENGTH_MISMATCH`, `OUT_OF_RANGE` or `NOT_INCREASING` for what it returns.
 *
 * @example
 * ```ts
 * const frequency = [1, 1, 2, 5, 9];
 * const columns = { recency: frequency, frequency, monetary: frequency };
 * const halfOfTheBest = custom(2, (sorted) => [sorted[sorted.length - 1] / 2]);
 * [...applyBins(columns, fitBins(columns, halfOfTheBest)).f]; // => [1, 1, 1, 2, 2]
 * ```
 * @since 0.1.0
 */
export function custom(bins: number, edges: (sorted: Float64Array) => readonly number[]): CustomSpec {
  checkInteger("custom", "bins", bins, 2, MOST_BINS);
  if (typeof edges !== "function") throw optionError("WRONG_TYPE", "custom", "edges", "be a function", edges);
  return Object.freeze<CustomSpec>({ method: "custom", bins, edges });
}

/** Calls the function with values in the caller's units and checks what it returns. */
export function customEdges(values: IntegerColumn, spec: CustomSpec, scale: number): Edge[] {
  const edges: unknown = spec.edges(Float64Array.from(values, (value) => value / scale).sort());
  if (!Array.isArray(edges) || edges.length !== spec.bins - 1) {
    throw optionError("LENGTH_MISMATCH", "custom", "edges(sorted)", `be an array of ${spec.bins - 1} numbers`, edges);
  }
  for (const [i, edge] of (edges as readonly unknown[]).entries()) {
    if (!isEdgeNumber(edge)) throw optionError("OUT_OF_RANGE", "custom", `edges(sorted)[${i}]`, EDGE_NUMBER, edge);
    if (i > 0 && edge < edges[i - 1])
      throw optionError("NOT_INCREASING", "custom", `edges(sorted)[${i}]`, "not be below the one before", edge);
  }
  return thresholdEdges(edges, scale);
}
