import { checkInteger, checkOptions } from "../checks/check-options.js";
import { MOST_BINS, type QuantilesSpec, type QuantileType } from "./bin-spec.js";
import type { ColumnFacts } from "./column-facts.js";
import { type Edge, edgeOf } from "./edge.js";

/**
 * Options of {@link quantiles}.
 *
 * @since 0.1.0
 */
export interface QuantilesOptions {
  /** The definition of a quantile, as R numbers them. @defaultValue 7 */
  readonly type?: QuantileType | undefined;
}

/**
 * Returns the specification of `bins` bins of about equal size: the edges are the quantiles of the customers' values.
 *
 * Edge j of k is the quantile at j/k, by default that of type 7, the default of R and NumPy (Hyndman and Fan 1996): with the values
 * sorted from 0 and h = (n - 1) j, it is x[h div k] + (h mod k) / k of the way to the next value. The option `type` chooses another
 * of R's nine definitions. An edge is kept as an exact fraction, never as a rounded double. A score is 1 + the number of edges
 * strictly below the value, and k + 1 minus that for recency, where few days are best.
 *
 * Equal values always get equal scores; ties at an edge may leave bins empty, and the scale is still 1 to k.
 * Cost when fitted: O(n), and for money the sort of the few values close to an edge.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @param options - The definition of a quantile.
 * @returns A specification for `rfm` or `fitBins`, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` or `type` is not such an integer.
 *
 * @example
 * ```ts
 * quantiles(5); // => { method: "quantiles", bins: 5 }
 * quantiles(4, { type: 6 }); // => { method: "quantiles", bins: 4, type: 6 }
 * const columns = { recency: [1, 2, 3, 4], frequency: [1, 1, 1, 9], monetary: [5, 6, 7, 8] };
 * const model = fitBins(columns, quantiles(2));
 * [...applyBins(columns, model).r]; // => [2, 2, 1, 1]
 * [...applyBins(columns, model).f]; // => [1, 1, 1, 2]
 * ```
 * @see {@link thresholds} for fixed edges
 * @since 0.1.0
 */
export function quantiles(bins: number, options: QuantilesOptions = {}): QuantilesSpec {
  checkInteger("quantiles", "bins", bins, 2, MOST_BINS);
  checkOptions("quantiles", options, ["type"]);
  if (options.type === undefined) return Object.freeze<QuantilesSpec>({ method: "quantiles", bins });
  const type = checkInteger("quantiles", "options.type", options.type, 1, 9) as QuantileType;
  return Object.freeze<QuantilesSpec>({ method: "quantiles", bins, type });
}

/** The exact quantiles at 1/k .. (k-1)/k of a column that is not empty. */
export function quantileEdges(facts: ColumnFacts, bins: number, type: QuantileType = 7): Edge[] {
  const n = facts.size;
  const at = (position: bigint): bigint => BigInt(facts.statistic(indexOf(position, n)));
  return positionsOf(n, bins, type).map(({ whole, num, den }) => {
    const low = at(whole);
    return num === 0n ? edgeOf(low, 1n) : edgeOf(low * den + num * (at(whole + 1n) - low), den);
  });
}

/** The 0-based positions of the sorted column between which the quantiles lie. */
export function quantilePositions(n: number, bins: number, type: QuantileType = 7): number[] {
  return positionsOf(n, bins, type).flatMap(({ whole, num }) =>
    num === 0n ? [indexOf(whole, n)] : [indexOf(whole, n), indexOf(whole + 1n, n)],
  );
}

function positionsOf(n: number, bins: number, type: QuantileType): Position[] {
  return Array.from({ length: bins - 1 }, (_, i) => positionOf(BigInt(n), BigInt(i + 1), BigInt(bins), type));
}

/** Positions count from 1 and stop at both ends, as Hyndman and Fan define it. */
function indexOf(position: bigint, n: number): number {
  return Math.min(Math.max(Number(position), 1), n) - 1;
}

/** Where the quantile at j / k lies: after value `whole`, by `num / den` of the way to the next. */
interface Position {
  readonly whole: bigint;
  readonly num: bigint;
  readonly den: bigint;
}

function positionOf(n: bigint, j: bigint, k: bigint, type: QuantileType): Position {
  if (type <= 3) return stepPosition(n, j, k, type);
  // h = a + p (n + 1 - a - b) with a and b in twenty-fourths, which hold a half, a third and three eighths.
  const [a, b] = (PLOTTING_POSITIONS as { [type: number]: readonly [bigint, bigint] })[type];
  const den = 24n * k;
  const h = a * k + j * (24n * (n + 1n) - a - b);
  return { whole: h / den, num: h % den, den };
}

const PLOTTING_POSITIONS: { readonly [Type in 4 | 5 | 6 | 7 | 8 | 9]: readonly [a: bigint, b: bigint] } = {
  4: [0n, 24n],
  5: [12n, 12n],
  6: [0n, 0n],
  7: [24n, 24n],
  8: [8n, 8n],
  9: [9n, 9n],
};

/** The definitions that take a value, or the mean of two, instead of going part of the way. */
function stepPosition(n: bigint, j: bigint, k: bigint, type: QuantileType): Position {
  // Type 3 rounds n p to the nearest integer, a half to the even one: it starts half a step lower.
  const twice = 2n * n * j - (type === 3 ? k : 0n);
  const whole = (twice + 2n * k) / (2n * k) - 1n;
  const isOnStep = twice === whole * 2n * k;
  if (type === 2 && isOnStep) return { whole, num: 1n, den: 2n };
  const stays = type === 3 ? isOnStep && whole % 2n === 0n : isOnStep;
  return { whole: stays ? whole : whole + 1n, num: 0n, den: 1n };
}
