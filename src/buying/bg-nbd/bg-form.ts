/**
 * The family of models in which customers buy after Erlang-`k` gaps (exponential ones for k = 1) at an own rate, and may be lost at
 * each purchase with an own chance: the BG/NBD, the MBG/NBD (`first` is 1: they may be lost at the first purchase too), their
 * Erlang cousins, and the NBD (nobody is lost).
 */
export interface BgFamily {
  readonly k: number;
  readonly first: 0 | 1;
}

/** The most regular gaps that are told apart. */
export const MOST_REGULAR = 12;

/** How purchase rates are spread: by a gamma distribution, or all the same. */
type RateForm = "gamma" | "fixed";

/** How chances to be lost are spread: by a beta distribution, all the same, or 0. */
export type DropForm = "beta" | "fixed" | "none";

/** A member of a family: itself, or one of the limits at its edge. */
export interface BgForm extends BgFamily {
  readonly rate: RateForm;
  readonly drop: DropForm;
}

/** Parameters by name: `r, alpha` or `lambda`, then `a, b` or `p`. */
export type BgParameters = { readonly [name: string]: number };

/** How many coordinates the rate takes. */
export function rateSize({ rate }: BgForm): 1 | 2 {
  return rate === "gamma" ? 2 : 1;
}

const RATE_NAMES = { gamma: ["r", "alpha"], fixed: ["lambda"] } as const;
const DROP_NAMES = { beta: ["a", "b"], fixed: ["p"], none: [] } as const;

/** The names of the parameters that a form estimates, in the order of their coordinates. */
export function namesOf({ rate, drop }: BgForm): readonly string[] {
  return [...RATE_NAMES[rate], ...DROP_NAMES[drop]];
}

/** Coordinates of a search as parameters: all are logarithms but that of p, which is its log odds. */
export function valueAt(name: string, coordinate: number): number {
  return name === "p" ? 1 / (1 + Math.exp(-coordinate)) : Math.exp(coordinate);
}

/** The derivative of a parameter by its coordinate. */
export function slopeAt(name: string, coordinate: number): number {
  const value = valueAt(name, coordinate);
  return name === "p" ? value / (1 + Math.exp(coordinate)) : value;
}
