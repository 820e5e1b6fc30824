import type { BgData } from "./bg-data.js";
import type { BgForm } from "./bg-form.js";

/**
 * What a likelihood needs of each distinct time t, with the rate's parameters filled in. Being alive from t to T costs
 * `shapeOf(x) * (exposure(T) - exposure(t))` in logarithms.
 */
export interface RateTable {
  readonly r: number;
  readonly alpha: number;
  /** The rate where it is the same for all, else 0. */
  readonly lambda: number;
  /** ln(1 + t / alpha), or lambda t. */
  readonly lastExposure: Float64Array;
  readonly ageExposure: Float64Array;
  /** 1 / (alpha + t), or 0. */
  readonly lastInverse: Float64Array;
  readonly ageInverse: Float64Array;
}

export function rateTable({ last, age }: BgData, { rate }: BgForm, point: Float64Array): RateTable {
  if (rate === "fixed") {
    const lambda = Math.exp(point[0]);
    return {
      r: 1,
      alpha: 1,
      lambda,
      lastExposure: last.map((t) => lambda * t),
      ageExposure: age.map((t) => lambda * t),
      lastInverse: new Float64Array(last.length),
      ageInverse: new Float64Array(age.length),
    };
  }
  const alpha = Math.exp(point[1]);
  return {
    r: Math.exp(point[0]),
    alpha,
    lambda: 0,
    lastExposure: last.map((t) => Math.log1p(t / alpha)),
    ageExposure: age.map((t) => Math.log1p(t / alpha)),
    lastInverse: last.map((t) => 1 / (alpha + t)),
    ageInverse: age.map((t) => 1 / (alpha + t)),
  };
}
