import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { fractionOf } from "../math/fraction-of.js";
import { MOST_BINS, type ThresholdsSpec } from "./bin-spec.js";
import { type Edge, edgeOf, isBelow } from "./edge.js";

/**
 * Options of {@link thresholds}.
 *
 * @since 0.1.0
 */
export interface ThresholdsOptions {
  /**
   * To which bin a value on an edge belongs. `"right"`: to the lower values, so `[30]` means "up to 30" and "above 30".
   * `"left"`: to the higher ones, "below 30" and "30 or more". @defaultValue "right"
   */
  readonly closed?: "right" | "left" | undefined;
}

/**
 * Returns the specification of bins with fixed edges.
 *
 * The edges are in the units of the dimension: days, orders (or orders per period), and major units of money.
 * n edges make n + 1 bins. With the default `closed: "right"` a value on an edge belongs to the lower values. The score
 * grows with the value, except for recency, where few days are best: `thresholds([30, 90])` on recency gives 3 up to 30
 * days, 2 up to 90 and 1 above. Edges are taken by their decimal text, so `0.1` is exactly one tenth.
 *
 * @param edges - The edges, finite and ascending; 1 to 99 of them.
 * @param options - Which side of an edge belongs to it.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` for no edges, too many, or one that is not finite; `NOT_INCREASING` if an edge is
 * not above the one before it.
 *
 * @example
 * ```ts
 * thresholds([2, 5]); // => { method: "thresholds", bins: 3, edges: [2, 5], closed: "right" }
 * const columns = { recency: [30, 31, 400], frequency: [1, 2, 6], monetary: [1, 2, 6] };
 * const bins = { recency: thresholds([30, 90]), frequency: thresholds([2, 5]), monetary: thresholds([2, 5], { closed: "left" }) };
 * const scores = applyBins(columns, fitBins(columns, bins));
 * [[...scores.r], [...scores.f], [...scores.m]]; // => [[3, 2, 1], [1, 1, 3], [1, 2, 3]]
 * ```
 * @since 0.1.0
 */
export function thresholds(edges: readonly number[], options: ThresholdsOptions = {}): ThresholdsSpec {
  const where = "thresholds";
  checkOptions(where, options, ["closed"]);
  const closed = checkOneOf(where, "options.closed", options.closed === undefined ? "right" : options.closed, [
    "right",
    "left",
  ]);
  if (!Array.isArray(edges) || edges.length < 1 || edges.length >= MOST_BINS) {
    throw optionError("OUT_OF_RANGE", where, "edges", `be an array of 1 to ${MOST_BINS - 1} numbers`, edges);
  }
  for (const [i, edge] of (edges as readonly unknown[]).entries()) {
    if (!isEdgeNumber(edge)) throw optionError("OUT_OF_RANGE", where, `edges[${i}]`, EDGE_NUMBER, edge);
    if (i > 0 && edge <= (edges[i - 1] as number)) {
      throw optionError("NOT_INCREASING", where, `edges[${i}]`, `be above edges[${i - 1}], ${edges[i - 1]}`, edge);
    }
  }
  return Object.freeze<ThresholdsSpec>({
    method: "thresholds",
    bins: edges.length + 1,
    edges: Object.freeze([...edges]),
    closed,
  });
}

// Just below 2^53, beyond which there are no values.
const LARGEST = 9e15;

/** What a caller's edge must be, for messages. */
export const EDGE_NUMBER = "be a number from -9e15 to 9e15";

/** Whether it may be an edge. */
export function isEdgeNumber(edge: unknown): edge is number {
  return typeof edge === "number" && Math.abs(edge) <= LARGEST;
}

/** The edges as exact fractions of the dimension's integer unit, `scale` of which make one unit of the caller. */
export function thresholdEdges(edges: readonly number[], scale: number): Edge[] {
  const exact = edges.map((edge) => {
    const { num, den } = fractionOf(edge);
    return edgeOf(num * BigInt(scale), den);
  });
  // Fractions too fine for doubles were rounded down: one that fell below its neighbour takes its place, which cuts alike.
  for (let i = 1; i < exact.length; i++) if (isBelow(exact[i], exact[i - 1])) exact[i] = exact[i - 1];
  return exact;
}
