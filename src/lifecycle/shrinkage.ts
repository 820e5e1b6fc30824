import { optionError } from "../errors.js";
import { ExactSum } from "../math/exact-sum.js";
import type { GapColumns } from "./gap-columns.js";

/**
 * How far a customer's mean gap is drawn to that of all: the number of gaps that the mean of all counts for, or `"estimate"`, the
 * variance of gaps within customers over that between their means. See {@link purchaseCycle}.
 *
 * @since 0.1.0
 */
export type Shrinkage = number | "estimate";

export const DEFAULT_SHRINKAGE = 3;

// Where customers do not differ at all the estimate is infinite: with this many gaps nobody's own count.
export const MOST_SHRINKAGE = 1_000_000;

export function checkShrinkage(where: string, path: string, value: unknown): Shrinkage {
  if (value === "estimate") return value;
  if (typeof value === "number" && value >= 0 && value <= MOST_SHRINKAGE) return value;
  const code = typeof value === "string" ? "UNKNOWN_NAME" : "OUT_OF_RANGE";
  throw optionError(code, where, path, `be a number from 0 to ${MOST_SHRINKAGE}, or "estimate"`, value);
}

/** The sum of all gaps of all customers, in days. */
export function sumOfGaps({ firstDay, lastDay }: GapColumns): number {
  let sum = 0;
  for (let c = 0; c < lastDay.length; c++) sum += lastDay[c] - firstDay[c];
  return sum;
}

/** The shrinkage as a number. */
export function shrinkageOf(shrinkage: Shrinkage, columns: GapColumns): number {
  return shrinkage === "estimate" ? estimateShrinkage(columns) : shrinkage;
}

/**
 * The ratio of the variance components of a one-way random effects model, by the mean squares of unbalanced groups. Sums are taken
 * in integers and per number of gaps, so that the order of the customers cannot change the last bit.
 */
function estimateShrinkage({ offsets, gaps, firstDay, lastDay }: GapColumns): number {
  const total = gaps.length;
  const squares = new ExactSum();
  for (let i = 0; i < total; i++) squares.add(gaps[i] * gaps[i]);
  const squaredSums = new Map<number, ExactSum>();
  const customers = new Map<number, number>();
  let repeaters = 0;
  let sum = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const count = offsets[c + 1] - offsets[c];
    if (count === 0) continue;
    const own = lastDay[c] - firstDay[c];
    let group = squaredSums.get(count);
    if (group === undefined) squaredSums.set(count, (group = new ExactSum()));
    group.add(own * own);
    customers.set(count, (customers.get(count) ?? 0) + 1);
    repeaters++;
    sum += own;
  }
  if (repeaters < 2 || total === repeaters) return DEFAULT_SHRINKAGE;
  const counts = [...customers.keys()].sort((a, b) => a - b);
  let meanSquares = 0;
  let squaredCounts = 0;
  for (const count of counts) {
    meanSquares += (squaredSums.get(count) as ExactSum).value / count;
    squaredCounts += count * count * (customers.get(count) as number);
  }
  const within = (squares.value - meanSquares) / (total - repeaters);
  const amongMeans = (meanSquares - (sum * sum) / total) / (repeaters - 1);
  const groupSize = (total - squaredCounts / total) / (repeaters - 1);
  const between = (amongMeans - within) / groupSize;
  return between > 0 ? Math.min(Math.max(0, within) / between, MOST_SHRINKAGE) : MOST_SHRINKAGE;
}
