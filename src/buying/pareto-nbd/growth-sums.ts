import { stirlingRest } from "../../math/stirling-rest.js";

/** Sums over j below each x of an ascending list: what x repeat purchases say of the spread rho of purchase rates. */
export interface GrowthSums {
  /** Of ln(1 + rho j): the logarithm of the rising factorial (r)_x over r^x. */
  readonly log: Float64Array;
  /** Its first and second derivatives by ln rho. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

// Up to here terms are summed one by one; the rest is a difference of Stirling's series.
const ONE_BY_ONE = 4096;

/** Exact also where rho is tiny. Cost: O(min(largest x, 4096)). */
export function growthSums(rho: number, counts: Float64Array): GrowthSums {
  const size = counts.length;
  const sums = { log: new Float64Array(size), first: new Float64Array(size), second: new Float64Array(size) };
  let log = 0;
  let first = 0;
  let second = 0;
  let j = 0;
  for (let i = 0; i < size; i++) {
    for (const end = Math.min(counts[i], ONE_BY_ONE); j < end; j++) {
      const v = rho * j;
      const share = v / (1 + v);
      log += Math.log1p(v);
      first += share;
      second += share / (1 + v);
    }
    sums.log[i] = log;
    sums.first[i] = first;
    sums.second[i] = second;
    if (counts[i] > ONE_BY_ONE) addRest(sums, i, rho, counts[i] - ONE_BY_ONE);
  }
  return sums;
}

/** Adds what n more terms make: with c = 1 / rho + 4096 they are those of (c)_n over r^n. */
function addRest(sums: GrowthSums, i: number, rho: number, n: number): void {
  const r = 1 / rho;
  const c = r + ONE_BY_ONE;
  const end = c + n;
  const growth = Math.log1p(n / c);
  sums.log[i] += n * Math.log1p(rho * ONE_BY_ONE) + (end - 0.5) * growth - n + (stirlingRest(end) - stirlingRest(c));
  // The sums of 1 / (r + j) and of its square, by Euler and Maclaurin's formula.
  const harmonic = growth + (n / c / end) * (0.5 + (1 / c + 1 / end) / 12);
  const squares = (n / c / end) * (1 + (1 / c + 1 / end) / 2 + (1 / (c * c) + 1 / (c * end) + 1 / (end * end)) / 6);
  sums.first[i] += n - r * harmonic;
  sums.second[i] += r * (harmonic - r * squares);
}
