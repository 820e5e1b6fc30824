import type { BgCandidate } from "./bg-candidate.js";
import type { BgData } from "./bg-data.js";
import { type BgFamily, rateSize, valueAt } from "./bg-form.js";

/** Where a search may begin: how much faster than all customers those buy who are not lost, their shape if not that of all, and losses. */
export interface BgStart {
  readonly faster: number;
  readonly shape: number | null;
  /** Coordinates of the chances to be lost. */
  readonly drop: readonly number[];
}

/**
 * Where customers may be lost at the first purchase, those who never came back are slow buyers or lost ones: explanations that may each be
 * a local optimum. First a quarter is lost at each purchase, give or take; then half of them at once, the others hardly ever.
 */
export const BETA_STARTS: readonly BgStart[] = /* @__PURE__ */ [
  [1, null, 0.75, 2.25] as const,
  [1, null, 0.03, 0.03] as const,
  [3, 5, 0.5, 0.2] as const,
  [2, null, 1, 15] as const,
].map(([faster, shape, a, b]) => ({ faster, shape, drop: [Math.log(a), Math.log(b)] }));
export const FIXED_STARTS: readonly BgStart[] = /* @__PURE__ */ [
  [1, null, 0.25] as const,
  [2, null, 0.06] as const,
  [4, 3, 0.5] as const,
  [2, 0.1, 0.5] as const,
].map(([faster, shape, p]) => ({ faster, shape, drop: [Math.log(p / (1 - p))] }));

/** A start in the coordinates of a search, from the shape and rate of all customers. */
export function startFrom(
  [logShape, logScale]: readonly number[],
  { faster, shape, drop }: BgStart,
): readonly number[] {
  const first = shape === null ? logShape : Math.log(shape);
  return [first, logScale + first - logShape - Math.log(faster), ...drop];
}

/** A start with one rate for all in place of a gamma distribution. */
export function oneRate([logShape, logScale, ...drop]: readonly number[]): readonly number[] {
  return [logShape - logScale, ...drop];
}

/** Starts of the family from the best of a limit: rates that differ a little, chances to be lost that differ a little or much. */
export function startsNear({ form, point }: BgCandidate): readonly (readonly number[])[] {
  const at = rateSize(form);
  const rates = form.rate === "gamma" ? [point[0], point[1]] : [Math.log(5), Math.log(5) - point[0]];
  if (form.drop === "beta") return [[...rates, point[at], point[at + 1]]];
  const [p, rest] = [valueAt("p", point[at]), valueAt("p", -point[at])];
  return [0.3, 3, 30].map((size) => [...rates, Math.log(size * p), Math.log(size * rest)]);
}

/** Shape and rate by moments: the mean rate and, beyond what chance makes of it, the spread of purchases about it. */
export function rateStart({ histories, age, repeats, customersByAge }: BgData, { k }: BgFamily): readonly number[] {
  const exposed = age.reduce((total, t, i) => total + customersByAge[i] * t, 0);
  const mean = repeats / exposed;
  const { groups, x, xAt, ageAt, count } = histories;
  let excess = 0;
  let square = 0;
  for (let g = 0; g < groups; g++) {
    const expected = mean * age[ageAt[g]];
    excess += count[g] * ((x[xAt[g]] - expected) ** 2 - x[xAt[g]]);
    square += count[g] * expected ** 2;
  }
  const shape = Math.min(Math.max(square / Math.max(excess, 0), 0.05), 10);
  return [Math.log(shape), Math.log(shape / (k * mean))];
}

/** Starts of a search in which shape and rate go together need no larger shape than this. */
export function atMostTen(coordinate: number, i: number, [logShape]: Float64Array): number {
  return i < 2 ? coordinate - Math.max(0, logShape - Math.log(10)) : coordinate;
}
