import type { Objective } from "../../math/maximise.js";
import type { Design } from "./standardise.js";

/**
 * The mean log-likelihood less the ridge, ridge / (2 n) times the sum of squared weights without the intercept, with gradient and
 * Hessian. A point is the intercept and then the weights of a row.
 */
export function logisticObjective({ values, width }: Design, labels: Uint8Array, ridge: number): Objective {
  const n = labels.length;
  const size = width + 1;
  return (point, gradient, hessian) => {
    gradient.fill(0);
    hessian.fill(0);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const row = i * width;
      let logOdds = point[0];
      for (let j = 0; j < width; j++) logOdds += point[j + 1] * values[row + j];
      // Of the two ways to write each, the one whose exponential cannot overflow.
      const small = Math.exp(-Math.abs(logOdds));
      const rare = small / (1 + small);
      const p = logOdds >= 0 ? 1 / (1 + small) : rare;
      const isExpected = logOdds >= 0 === (labels[i] === 1);
      sum -= (isExpected ? 0 : Math.abs(logOdds)) + Math.log1p(small);
      const pull = labels[i] === 1 ? (logOdds >= 0 ? rare : 1 - p) : -p;
      const curve = rare / (1 + small);
      gradient[0] += pull;
      hessian[0] -= curve;
      for (let j = 0; j < width; j++) {
        const x = values[row + j];
        gradient[j + 1] += pull * x;
        hessian[j + 1] -= curve * x;
        const weighted = curve * x;
        const at = (j + 1) * size + 1;
        for (let k = j; k < width; k++) hessian[at + k] -= weighted * values[row + k];
      }
    }
    return finish(point, gradient, hessian, sum, n, ridge);
  };
}

/** Means in place of sums, the ridge, and the lower triangle of the Hessian. */
function finish(
  point: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  sum: number,
  n: number,
  ridge: number,
): number {
  const size = point.length;
  let value = sum / n;
  gradient[0] /= n;
  for (let j = 0; j < size; j++) {
    for (let k = j; k < size; k++) {
      hessian[j * size + k] /= n;
      hessian[k * size + j] = hessian[j * size + k];
    }
    if (j === 0) continue;
    gradient[j] = (gradient[j] - ridge * point[j]) / n;
    hessian[j * size + j] -= ridge / n;
    value -= (ridge * point[j] * point[j]) / (2 * n);
  }
  return value;
}

/** The smallest distance of any row's log-odds from the wrong side; above 0 where no row is on it. */
export function leastMargin({ values, width }: Design, labels: Uint8Array, point: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < labels.length; i++) {
    let logOdds = point[0];
    for (let j = 0; j < width; j++) logOdds += point[j + 1] * values[i * width + j];
    least = Math.min(least, labels[i] === 1 ? logOdds : -logOdds);
  }
  return least;
}
