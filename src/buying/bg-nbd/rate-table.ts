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
  const isFixed = rate === "fixed";
  const alpha = isFixed ? 1 : Math.exp(point[1]);
  const lambda = isFixed ? Math.exp(point[0]) : 0;
  return {
    r: isFixed ? 1 : Math.exp(point[0]),
    alpha,
    lambda,
    lastExposure: isFixed ? products(last, lambda) : growths(last, alpha),
    ageExposure: isFixed ? products(age, lambda) : growths(age, alpha),
    lastInverse: isFixed ? new Float64Array(last.length) : inverses(last, alpha),
    ageInverse: isFixed ? new Float64Array(age.length) : inverses(age, alpha),
  };
}

// Plain loops: a search of a few hundred groups spends a third of its time here if a function is called for each time.
function products(times: Float64Array, lambda: number): Float64Array {
  const column = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) column[i] = lambda * times[i];
  return column;
}

function growths(times: Float64Array, alpha: number): Float64Array {
  const column = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) column[i] = Math.log1p(times[i] / alpha);
  return column;
}

function inverses(times: Float64Array, alpha: number): Float64Array {
  const column = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) column[i] = 1 / (alpha + times[i]);
  return column;
}
