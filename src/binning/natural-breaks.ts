import { checkInteger } from "../checks/check-options.js";
import { add, divide, high, low, multiply } from "../math/double-double.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import { type Edge, edgeOf } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";
import { ABOVE_ALL, BELOW_ALL, distinctValues } from "./step-edges.js";

/**
 * Returns the specification of bins at the natural breaks of the values (Jenks): the bins whose values lie closest together.
 *
 * Of all ways to cut the sorted values into k runs, the one with the least sum of squared distances to the runs' means is
 * found by dynamic programming over the distinct values with divide and conquer, O(k d log d) for d of them (Wang and
 * Song 2011, Ckmeans.1d.dp). Squares are summed in 106 bits, so that one extreme
 * customer does not blur the others. An edge lies halfway between two runs. Fewer distinct values than bins give one bin each, from
 * the lowest score up. Cost beyond that: 8 k d bytes.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer.
 *
 * @example
 * ```ts
 * const monetary = [10, 11, 12, 50, 51, 400, 420];
 * const columns = { recency: monetary, frequency: monetary, monetary };
 * [...applyBins(columns, fitBins(columns, naturalBreaks(3))).m]; // => [1, 1, 1, 2, 2, 3, 3]
 * ```
 * @since 0.1.0
 */
export function naturalBreaks(bins: number): RuleSpec {
  checkInteger("naturalBreaks", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "naturalBreaks", bins });
}

/** Edges halfway between the runs; those of bins that stay empty are out of reach, at the end of the highest scores. */
export function naturalBreakEdges(column: IntegerColumn, bins: number, best: "low" | "high"): Edge[] {
  const { values, last } = distinctValues(column);
  const runs = Math.min(bins, values.length);
  const starts = runs === values.length ? values.map((_, i) => i) : runStarts(values, last, runs);
  const edges = Array.from({ length: runs - 1 }, (_, run) => {
    const start = starts[run + 1];
    return edgeOf(BigInt(values[start - 1]) + BigInt(values[start]), 2n);
  });
  const empty = new Array<Edge>(bins - runs).fill(best === "high" ? ABOVE_ALL : BELOW_ALL);
  return best === "high" ? [...edges, ...empty] : [...empty, ...edges];
}

/** Where each run of the best cut starts. */
function runStarts(values: Float64Array, last: Float64Array, runs: number): Float64Array {
  const costOf = spreadOf(values, last);
  const d = values.length;
  let costs = Float64Array.from(values, (_, i) => costOf(0, i));
  const cuts: Int32Array[] = [new Int32Array(d)];
  for (let run = 1; run < runs; run++) {
    const next = new Float64Array(d).fill(Number.POSITIVE_INFINITY);
    const cut = new Int32Array(d);
    fillRow(costs, next, cut, costOf, run);
    costs = next;
    cuts.push(cut);
  }
  const starts = new Float64Array(runs);
  let end = d - 1;
  for (let run = runs - 1; run >= 0; run--) {
    starts[run] = cuts[run][end];
    end = cuts[run][end] - 1;
  }
  return starts;
}

/**
 * Fills `next[i]`, the least cost of values 0 .. i in one more run than `costs` has, and where that run starts. The best start
 * never moves back as i grows, so the middle is solved first and bounds both halves.
 */
function fillRow(
  costs: Float64Array,
  next: Float64Array,
  cut: Int32Array,
  costOf: (from: number, to: number) => number,
  run: number,
): void {
  const open: [low: number, high: number, from: number, to: number][] = [[run, next.length - 1, run, next.length - 1]];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const [low, high, from, to] = task;
    if (low > high) continue;
    const middle = (low + high) >> 1;
    for (let start = from; start <= Math.min(middle, to); start++) {
      const cost = costs[start - 1] + costOf(start, middle);
      if (cost >= next[middle]) continue;
      next[middle] = cost;
      cut[middle] = start;
    }
    open.push([low, middle - 1, from, cut[middle]], [middle + 1, high, cut[middle], to]);
  }
}

/** The sum of squared distances to their mean of the values `from .. to`, each as often as it occurs. */
function spreadOf(values: Float64Array, last: Float64Array): (from: number, to: number) => number {
  // Running sums in pairs of doubles: in single ones, one extreme customer drowns the differences of all the others.
  const size = values.length + 1;
  const [sumHigh, sumLow] = [new Float64Array(size), new Float64Array(size)];
  const [squareHigh, squareLow] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < values.length; i++) {
    const weight = last[i] - (i === 0 ? 0 : last[i - 1]);
    multiply(values[i], 0, weight, 0);
    const [weightedHigh, weightedLow] = [high, low];
    add(sumHigh[i], sumLow[i], weightedHigh, weightedLow);
    sumHigh[i + 1] = high;
    sumLow[i + 1] = low;
    multiply(weightedHigh, weightedLow, values[i], 0);
    add(squareHigh[i], squareLow[i], high, low);
    squareHigh[i + 1] = high;
    squareLow[i + 1] = low;
  }
  return (from, to) => {
    const count = last[to] - (from === 0 ? 0 : last[from - 1]);
    add(sumHigh[to + 1], sumLow[to + 1], -sumHigh[from], -sumLow[from]);
    multiply(high, low, high, low);
    divide(high, low, count);
    const [meanHigh, meanLow] = [high, low];
    add(squareHigh[to + 1], squareLow[to + 1], -squareHigh[from], -squareLow[from]);
    add(high, low, -meanHigh, -meanLow);
    return Math.max(0, high);
  };
}
