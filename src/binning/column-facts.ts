import { ExactSum } from "../math/exact-sum.js";
import { type IntegerColumn, orderStatistics } from "./order-statistics.js";
import type { Survey } from "./survey-column.js";

/** What most methods need to know of a column of integers, however it is kept. The extremes mean nothing where it is empty. */
export interface ColumnFacts {
  readonly size: number;
  readonly low: number;
  readonly high: number;
  /** The value at a 0-based position of the sorted column, one of those that the method was said to look at. */
  statistic(position: number): number;
  /** The exact sum. */
  sum(): bigint;
}

/** The facts of a column that is at hand; what takes a further pass is found when it is first asked for. */
export function factsOf(values: IntegerColumn, survey: Survey, positions: readonly number[]): ColumnFacts {
  let statistic: ((position: number) => number) | undefined;
  return {
    size: values.length,
    low: survey.low,
    high: survey.high,
    statistic(position) {
      statistic ??= orderStatistics(values, positions, survey);
      return statistic(position);
    },
    sum: () => sumOf(values),
  };
}

function sumOf(values: IntegerColumn): bigint {
  const sum = new ExactSum();
  for (let i = 0; i < values.length; i++) sum.add(values[i]);
  return sum.exact;
}
