import { ExactSum } from "../math/exact-sum.js";
import { type IntegerColumn, orderStatistics, spanOf } from "./order-statistics.js";

/** What most methods need to know of a column of integers, however it is kept. The extremes mean nothing where it is empty. */
export interface ColumnFacts {
  readonly size: number;
  readonly low: number;
  readonly high: number;
  /** The value at a 0-based position of the sorted column. */
  statistic(position: number): number;
  /** The exact sum. */
  sum(): bigint;
}

/** The facts of a column that is at hand; what takes more than one pass is found when it is first asked for. */
export function factsOf(values: IntegerColumn): ColumnFacts {
  const span = spanOf(values);
  let statistic: ((position: number) => number) | undefined;
  return {
    size: values.length,
    low: span.low,
    high: span.high,
    statistic(position) {
      statistic ??= orderStatistics(values, span);
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
