import type { BgFamily, BgForm, BgParameters } from "./bg-form.js";

/** A member of the family with its parameters; those that its form does not have are 0. */
export interface BgSpread extends BgForm {
  readonly r: number;
  readonly alpha: number;
  readonly lambda: number;
  readonly a: number;
  readonly b: number;
  readonly p: number;
}

/** Reads parameters by name: `lambda` says that the rate is the same for all, `p` the same of the chance to be lost. */
export function spreadOf(family: BgFamily, parameters: BgParameters): BgSpread {
  const { r = 0, alpha = 0, lambda = 0, a = 0, b = 0, p = 0 } = parameters;
  const drop = a > 0 ? "beta" : p > 0 ? "fixed" : "none";
  return { ...family, rate: r > 0 ? "gamma" : "fixed", drop, r, alpha, lambda, a, b, p };
}

/** The shape of the posterior of the rate, given so many stages. */
export function shapeAt({ r, rate }: BgSpread, stages: number): number {
  return rate === "gamma" ? r + stages : 1;
}

/** What `time` more without a stage costs, in logarithms, per unit of shape, after an age. */
export function exposure({ rate, alpha, lambda }: BgSpread, age: number, time: number): number {
  return rate === "gamma" ? Math.log1p(time / (alpha + age)) : lambda * time;
}
