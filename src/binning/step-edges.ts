import type { Edge } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";
import { spanOf } from "./survey-column.js";

/** The distinct values of a column, ascending, and up to which 1-based position of the sorted column each reaches. */
export interface DistinctValues {
  readonly values: Float64Array;
  readonly last: Float64Array;
}

// Counters pay while there are no more than so many times the values: all values are to be sorted otherwise.
const WIDEST = 4;

export function distinctValues(column: IntegerColumn): DistinctValues {
  const { low, width } = spanOf(column);
  const isNarrow = column.length > 0 && width <= WIDEST * column.length + 1024;
  const sorted = isNarrow ? null : new Float64Array(column).sort();
  const values: number[] = [];
  const last: number[] = [];
  if (sorted !== null) {
    for (let i = 0; i < sorted.length; i++) {
      if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue;
      values.push(sorted[i]);
      last.push(i + 1);
    }
  } else {
    const counts = new Uint32Array(width);
    for (let i = 0; i < column.length; i++) counts[column[i] - low]++;
    let upTo = 0;
    counts.forEach((count, i) => {
      if (count === 0) return;
      values.push(low + i);
      last.push((upTo += count));
    });
  }
  return { values: Float64Array.from(values), last: Float64Array.from(last) };
}

/**
 * The score of a value from its competition ranks among `n`: the lowest and highest 1-based position that equal values take
 * when all are sorted from the worst to the best.
 */
export type RankRule = (first: number, last: number, n: number, bins: number) => number;

/**
 * The edges of a rule that scores by rank. Between two fitted values a new one scores like the next above it; below the
 * lowest and above the highest it scores like those.
 */
export function rankEdges(column: IntegerColumn, bins: number, best: "low" | "high", rule: RankRule): Edge[] {
  const { values, last } = distinctValues(column);
  const n = column.length;
  const steps = Array.from(values, (_, i) => {
    const from = i === 0 ? 1 : last[i - 1] + 1;
    // Few days are best: the ranks count from the other end, and the bin is the score from the other end.
    return best === "high" ? rule(from, last[i], n, bins) : bins + 1 - rule(n + 1 - last[i], n + 1 - from, n, bins);
  });
  return stepEdges(values, steps, bins);
}

/** The edges that put each distinct value into its bin, where bins ascend with the values. */
function stepEdges(values: Float64Array, steps: readonly number[], bins: number): Edge[] {
  const edges: Edge[] = [];
  let i = 0;
  for (let bin = 1; bin < bins; bin++) {
    while (i < values.length && steps[i] <= bin) i++;
    if (i === 0) edges.push(BELOW_ALL);
    else if (i === values.length) edges.push(ABOVE_ALL);
    else edges.push({ whole: values[i - 1], num: 0, den: 1 });
  }
  return edges;
}

/** An edge that every value is above, and one that none is: the bins beyond stay empty. */
export const BELOW_ALL: Edge = { whole: -9_007_199_254_740_992, num: 0, den: 1 };
export const ABOVE_ALL: Edge = { whole: 9_007_199_254_740_992, num: 0, den: 1 };

/** Orders rows whose values are equal. */
export type CompareRows = (a: number, b: number) => number;
