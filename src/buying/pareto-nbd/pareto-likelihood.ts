import type { Histories } from "../group-histories.js";
import { growthSums } from "./growth-sums.js";
import { ParetoMoments } from "./pareto-moments.js";
import type { ParetoShape } from "./pareto-shape.js";

/** Fills the gradient and the row-major Hessian over ln lambda, ln rho, ln mu and ln sigma, and returns the log likelihood. */
export type ParetoLikelihood = (shape: ParetoShape, gradient: Float64Array, hessian: Float64Array) => number;

/**
 * The log likelihood of histories (Schmittlein, Morrison and Colombo 1987) as a mixture: a customer is alive, or was lost at a time
 * between the last purchase and the end, over which Gauss-Legendre nodes run. Every term is positive, so nothing cancels. Of the groups
 * only every `stride`-th is looked at. Cost: a few logarithms and exponentials per node and group.
 */
export function paretoLikelihood(histories: Histories, stride: number): ParetoLikelihood {
  const { x, xStart, last, age, lastAt, ageAt, count } = histories;
  const moments = new ParetoMoments();
  return (shape, gradient, hessian) => {
    gradient.fill(0);
    hessian.fill(0);
    const growth = growthSums(shape.rho, x);
    moments.prepare(shape);
    const logLambda = Math.log(shape.lambda);
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      moments.startRun(x[i], growth.first[i], growth.second[i]);
      const offset = growth.log[i] + x[i] * logLambda;
      let run = 0;
      // The first group of a run that the stride meets.
      const from = Math.ceil(xStart[i] / stride) * stride;
      for (let g = from; g < xStart[i + 1]; g += stride) {
        run += count[g] * (offset + moments.add(last[lastAt[g]], age[ageAt[g]], count[g]));
      }
      moments.endRun(gradient, hessian);
      value += run;
    }
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) hessian[4 * i + j] = hessian[4 * j + i];
    return value;
  };
}
