import { type Distinct, distinctByKey } from "./distinct-by-key.js";
import { distinctBySorting } from "./distinct-by-sorting.js";
import type { Purchases } from "./purchase-columns.js";
import { rankValues } from "./rank-values.js";

/**
 * The distinct histories of customers: `count[g]` of them have `x[xAt[g]]` repeat purchases, the last at `last[lastAt[g]]`, and the
 * age `age[ageAt[g]]`, in the model's unit. Groups are sorted by x, age and last, so the order of the rows leaves no trace, not
 * even in the rounding of a sum. A likelihood costs the logarithms of the few distinct times and a term per group.
 */
export interface Histories {
  readonly customers: number;
  readonly groups: number;
  /** Distinct values, ascending. */
  readonly x: Float64Array;
  readonly last: Float64Array;
  readonly age: Float64Array;
  readonly xAt: Uint32Array;
  readonly lastAt: Uint32Array;
  readonly ageAt: Uint32Array;
  readonly count: Float64Array;
  /** Groups `xStart[i] .. xStart[i + 1] - 1` have `x[i]`. */
  readonly xStart: Uint32Array;
  /** The group of each row, where it was asked for. */
  readonly groupOf: Uint32Array | null;
}

/**
 * Groups rows by their history. `withRows` also tells the group of each row.
 * Cost: O(n) for customers without repeats, a sort of numbers for the others.
 */
export function groupHistories(purchases: Purchases, withRows: boolean): Histories {
  const { rows, counts, perUnit } = purchases;
  const distinct = distinctByKey(purchases, withRows || counts !== null) ?? distinctBySorting(purchases);
  const { groups, groupOf } = distinct;
  const count = counts === null || groupOf === null ? distinct.sizes : new Float64Array(groups);
  if (counts !== null && groupOf !== null) for (let i = 0; i < rows; i++) count[groupOf[i]] += counts[i];
  return { ...columnsOf(distinct, perUnit), groups, count, customers: sum(count), groupOf: withRows ? groupOf : null };
}

function columnsOf(
  distinct: Distinct,
  perUnit: number,
): Pick<Histories, "x" | "last" | "age" | "xAt" | "lastAt" | "ageAt" | "xStart"> {
  const x = rankValues(distinct.x);
  const last = rankValues(distinct.last);
  const age = rankValues(distinct.age);
  const xStart = new Uint32Array(x.values.length + 1);
  for (const rank of x.ranks) xStart[rank + 1]++;
  for (let i = 0; i < x.values.length; i++) xStart[i + 1] += xStart[i];
  const inUnit = (times: Float64Array): Float64Array => times.map((time) => time / perUnit);
  return {
    x: x.values,
    last: inUnit(last.values),
    age: inUnit(age.values),
    xAt: x.ranks,
    lastAt: last.ranks,
    ageAt: age.ranks,
    xStart,
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
