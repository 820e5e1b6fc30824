import { checkInteger } from "../checks/check-options.js";
import { MOST_BINS, type RuleSpec } from "./bin-spec.js";
import type { IntegerColumn } from "./order-statistics.js";
import { type CompareRows, distinctValues, type RankRule } from "./step-edges.js";

/**
 * Returns the specification of bins of equal size by SQL's `NTILE`, which splits ties.
 *
 * Customers are numbered from the worst to the best, equal values by customer id (numbers by size, then text by code point), so
 * that the result does not depend on the order of the rows. With n = a k + c the first c bins get a + 1 customers, the others a.
 * **Equal customers can get different scores**; use it for parity with a warehouse. A model scores by value alone: applied to
 * others, a value that was split gets the lowest of its scores.
 *
 * @param bins - How many bins, an integer from 2 to 100.
 * @returns A specification for `rfm` or `fitBins`, plain JSON. `fitBins` needs `columns.customer` for it.
 * @throws {@link RfmError} `OUT_OF_RANGE` if `bins` is not such an integer; when fitted, `MISSING_COLUMN` without customers.
 *
 * @example
 * ```ts
 * const orders = ["d", "c", "b", "a"].map((c) => ({ c, d: "2026-01-01", a: 1 }));
 * const result = rfm(orders, { customer: "c", date: "d", amount: "a", bins: ntile(2), segments: null });
 * [result.get("a")?.f, result.get("b")?.f, result.get("c")?.f, result.get("d")?.f]; // => [1, 1, 2, 2]
 * ```
 * @see {@link quantiles}, which keeps ties together
 * @since 0.1.0
 */
export function ntile(bins: number): RuleSpec {
  checkInteger("ntile", "bins", bins, 2, MOST_BINS);
  return Object.freeze<RuleSpec>({ method: "ntile", bins });
}

/** The tile of a 1-based position. */
function tileOf(position: number, n: number, bins: number): number {
  const small = Math.floor(n / bins);
  const larger = n % bins;
  const inLarger = larger * (small + 1);
  if (position <= inLarger) return Math.floor((position - 1) / (small + 1)) + 1;
  return larger + Math.floor((position - 1 - inLarger) / small) + 1;
}

/** What a value scores where only the value is known: the tile of its first position. */
export const ntileRule: RankRule = (first, _last, n, bins) => tileOf(first, n, bins);

/** The scores with ties split: whole values by their positions, and only values that lie across an edge row by row. */
export function ntileScores(
  column: IntegerColumn,
  bins: number,
  best: "low" | "high",
  compare: CompareRows,
): Uint8Array {
  const { values, last } = distinctValues(column);
  const n = column.length;
  const split = new Map<number, { first: number; rows: number[] }>();
  const scoreOf = new Map<number, number>();
  values.forEach((value, i) => {
    const from = i === 0 ? 1 : last[i - 1] + 1;
    const first = best === "high" ? from : n + 1 - last[i];
    const score = tileOf(first, n, bins);
    if (score === tileOf(first + last[i] - from, n, bins)) scoreOf.set(value, score);
    else split.set(value, { first, rows: [] });
  });
  const scores = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const whole = scoreOf.get(column[row]);
    if (whole !== undefined) scores[row] = whole;
    else split.get(column[row])?.rows.push(row);
  }
  for (const { first, rows } of split.values()) {
    rows.sort(compare).forEach((row, i) => {
      scores[row] = tileOf(first + i, n, bins);
    });
  }
  return scores;
}
