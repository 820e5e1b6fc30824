import type { Distinct } from "./distinct-by-key.js";
import type { Purchases } from "./purchase-columns.js";

/** Distinct histories by comparing rows: for times of no common grid, slower than keys and good for any numbers. */
export function distinctBySorting({ rows, repeats, last, age }: Purchases): Distinct {
  const compare = (i: number, j: number): number => repeats[i] - repeats[j] || age[i] - age[j] || last[i] - last[j];
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(compare);
  const groupOf = new Uint32Array(rows);
  const firsts: number[] = [];
  for (let i = 0; i < rows; i++) {
    if (i === 0 || compare(order[i - 1], order[i]) !== 0) firsts.push(order[i]);
    groupOf[order[i]] = firsts.length - 1;
  }
  const sizes = new Float64Array(firsts.length);
  for (const group of groupOf) sizes[group]++;
  const column = (values: ArrayLike<number>): Float64Array => Float64Array.from(firsts, (row) => values[row]);
  return { groups: firsts.length, x: column(repeats), last: column(last), age: column(age), sizes, groupOf };
}
