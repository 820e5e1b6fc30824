import type { CustomerId } from "../input/ids/id-table.js";
import { type GapColumns, openGapsOf } from "./gap-columns.js";
import { OwnMedian } from "./own-median.js";
import { sumOfGaps } from "./shrinkage.js";

/**
 * What a customer's own cycle is: the mean or the median of the own gaps, or the mean drawn to that of all.
 *
 * @since 0.1.0
 */
export type CycleMethod = "mean" | "median" | "shrunk";

/**
 * The purchase cycles as columns, one element per customer of the ledger, in the order of the codes. What is missing is NaN. The typed
 * arrays are the result's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface PurchaseCycleColumns {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** Distinct days with a purchase. */
  readonly purchaseDays: Int32Array;
  /** The mean of the own gaps in days. */
  readonly meanGap: Float64Array;
  /** Their median. */
  readonly medianGap: Float64Array;
  /** Their standard deviation over their mean. */
  readonly variation: Float64Array;
  /** The own cycle in days. */
  readonly cycle: Float64Array;
  /** Days from the last purchase to asOf. */
  readonly openGap: Float64Array;
  /** The open gap over the cycle. */
  readonly overdue: Float64Array;
  /** The day on which the next purchase is due, in days since 1970-01-01. */
  readonly nextExpected: Float64Array;
}

export function cycleColumns(columns: GapColumns, method: CycleMethod, shrinkage: number | null): PurchaseCycleColumns {
  const { customers, offsets, gaps, purchaseDays, firstDay, lastDay } = columns;
  const missing = (): Float64Array => new Float64Array(purchaseDays.length).fill(Number.NaN);
  const openGap = openGapsOf(columns);
  const [meanGap, medianGap, variation, cycle] = [missing(), missing(), missing(), missing()];
  const [overdue, nextExpected] = [missing(), missing()];
  const own = new OwnMedian();
  const all = { sum: sumOfGaps(columns), count: gaps.length };
  for (let c = 0; c < purchaseDays.length; c++) {
    if (purchaseDays[c] === 0) continue;
    const count = purchaseDays[c] - 1;
    const sum = lastDay[c] - firstDay[c];
    if (count > 0) {
      meanGap[c] = sum / count;
      medianGap[c] = own.of(gaps, offsets[c], offsets[c + 1]);
    }
    if (count > 1) variation[c] = Math.sqrt(squaredVariation(gaps, offsets[c], offsets[c + 1], sum));
    if (method === "shrunk") cycle[c] = shrunkCycle(count, sum, all, shrinkage as number);
    else cycle[c] = method === "mean" ? meanGap[c] : medianGap[c];
    overdue[c] = openGap[c] / cycle[c];
    nextExpected[c] = lastDay[c] + Math.round(cycle[c]);
  }
  let customer: readonly CustomerId[] | undefined;
  return Object.freeze<PurchaseCycleColumns>({
    get customer() {
      customer ??= Array.from(purchaseDays, (_, code) => customers.id(code));
      return customer;
    },
    purchaseDays,
    meanGap,
    medianGap,
    variation,
    cycle,
    openGap,
    overdue,
    nextExpected,
  });
}

/** The mean of the own gaps, drawn to that of all: (sum + k m0) / (count + k) as a quotient of integers, if k is one. */
function shrunkCycle(count: number, sum: number, all: { sum: number; count: number }, shrinkage: number): number {
  return (sum * all.count + shrinkage * all.sum) / ((count + shrinkage) * all.count);
}

/** The square of the coefficient of variation of at least two gaps, of integers up to the one division. */
export function squaredVariation(gaps: Int32Array, from: number, to: number, sum: number): number {
  const count = to - from;
  let squares = 0;
  for (let i = from; i < to; i++) squares += gaps[i] * gaps[i];
  return (count * (count * squares - sum * sum)) / ((count - 1) * sum * sum);
}
