import { digamma, digammaRest } from "../math/digamma.js";
import { logGamma } from "../math/log-gamma.js";
import { type Maximum, maximise } from "../math/maximise.js";
import { trigamma } from "../math/trigamma.js";
import type { SpendLimit } from "./gamma-gamma-model.js";
import type { SpendRows } from "./spend-rows.js";

/** A limit of the model at its best. */
export interface LimitFit {
  readonly limit: SpendLimit;
  /** The shape, which was searched, and the other parameter, which follows from it and a mean. */
  readonly shape: number;
  readonly rate: number;
  /** The variance of the logarithm of that mean. */
  readonly meanVariance: number;
  readonly end: Maximum;
}

/**
 * The limit q, gamma -> infinity with q / gamma = nu: every customer's means are Gamma(p x, rate nu x). nu is p over the mean of all
 * purchases, so that only p is searched.
 */
export function fitSameCustomers({ counts, starts, means }: SpendRows, tolerance: number): LimitFit {
  let purchases = 0;
  let total = 0;
  let logMeans = 0;
  // The sum of x ln z: what the data say of p.
  let weighted = 0;
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i];
    for (let row = starts[i]; row < starts[i + 1]; row++) {
      purchases += x;
      total += x * means[row];
      const log = Math.log(means[row]);
      logMeans += log;
      weighted += x * log;
    }
  }
  const mean = total / purchases;
  const gap = weighted - purchases * Math.log(mean);
  const end = maximise(
    (point, gradient, hessian) => {
      const p = Math.exp(point[0]);
      let value = p * (gap - purchases) - logMeans;
      let slope = gap;
      let bend = 0;
      for (let i = 0; i < counts.length; i++) {
        const n = starts[i + 1] - starts[i];
        const shape = p * counts[i];
        value += n * (shape * Math.log(shape) - logGamma(shape));
        slope += n * counts[i] * logLessDigamma(shape);
        bend += (n * counts[i] * (1 - shape * trigamma(shape))) / p;
      }
      gradient[0] = p * slope;
      hessian[0] = p * (p * bend + slope);
      return value;
    },
    { start: [Math.log(Math.max(1e-3, purchases / (-2 * gap)))], tolerance },
  );
  const p = Math.exp(end.point[0]);
  return { limit: "same-customers", shape: p, rate: p / mean, meanVariance: 1 / (p * purchases), end };
}

/**
 * The limit p -> infinity with p gamma = c: a customer always spends the same, and customers' spends are inverse gamma (q, c). c is q
 * times the harmonic mean, so that only q is searched.
 */
export function fitSamePurchases({ rows, means }: SpendRows, tolerance: number): LimitFit {
  let inverse = 0;
  let logs = 0;
  for (const mean of means) {
    inverse += 1 / mean;
    logs += Math.log(mean);
  }
  const harmonic = rows / inverse;
  const gap = rows * Math.log(harmonic) - logs;
  const end = maximise(
    (point, gradient, hessian) => {
      const q = Math.exp(point[0]);
      const slope = gap + rows * logLessDigamma(q);
      const bend = (rows * (1 - q * trigamma(q))) / q;
      gradient[0] = q * slope;
      hessian[0] = q * (q * bend + slope);
      return q * gap - rows * (q - q * Math.log(q) + logGamma(q)) - logs;
    },
    { start: [Math.log(Math.max(1e-3, rows / (-2 * gap)))], tolerance },
  );
  const q = Math.exp(end.point[0]);
  return { limit: "same-purchases", shape: q, rate: q * harmonic, meanVariance: 1 / (q * rows), end };
}

/** ln x - digamma(x), also where both are large and nearly equal. */
function logLessDigamma(x: number): number {
  return x >= 10 ? digammaRest(x) : Math.log(x) - digamma(x);
}
