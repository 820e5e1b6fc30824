import type { Histories } from "../group-histories.js";

/** Histories as likelihoods need them: times over the median age, so that any unit gives the same search. */
export interface BgData {
  readonly histories: Histories;
  /** The unit of the times here, in the unit of the histories. */
  readonly scale: number;
  readonly last: Float64Array;
  readonly age: Float64Array;
  /** Customers and repeat purchases in all, and for each distinct number of repeats and age. */
  readonly customers: number;
  readonly repeats: number;
  readonly customersByX: Float64Array;
  readonly customersByAge: Float64Array;
  readonly repeatsByAge: Float64Array;
}

/** Scales the times, by the median age where no unit is given, and takes the sums that need only one pass. */
export function bgData(histories: Histories, unit?: number): BgData {
  const { groups, x, age, xAt, ageAt, count, customers } = histories;
  const customersByX = new Float64Array(x.length);
  const customersByAge = new Float64Array(age.length);
  const repeatsByAge = new Float64Array(age.length);
  let repeats = 0;
  for (let g = 0; g < groups; g++) {
    const n = count[g];
    const bought = n * x[xAt[g]];
    customersByX[xAt[g]] += n;
    customersByAge[ageAt[g]] += n;
    repeatsByAge[ageAt[g]] += bought;
    repeats += bought;
  }
  const scale = unit ?? medianAge(age, customersByAge);
  const scaled = (times: Float64Array): Float64Array => times.map((time) => time / scale);
  return {
    histories,
    scale,
    last: scaled(histories.last),
    age: scaled(age),
    customers,
    repeats,
    customersByX,
    customersByAge,
    repeatsByAge,
  };
}

/** The lower median of the ages above 0; 1 where there is none. */
function medianAge(age: Float64Array, customersByAge: Float64Array): number {
  let total = 0;
  for (let i = 0; i < age.length; i++) if (age[i] > 0) total += customersByAge[i];
  let below = 0;
  for (let i = 0; i < age.length; i++) {
    if (age[i] > 0) below += customersByAge[i];
    if (below > 0 && 2 * below >= total) return age[i];
  }
  return 1;
}
