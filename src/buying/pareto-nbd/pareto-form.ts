import { NO_SPREAD, type ParetoShape } from "./pareto-shape.js";

/**
 * The Pareto/NBD or one of the limits at its edge: purchase rates follow a gamma distribution or are the same for all; so do the rates
 * at which customers are lost, or nobody is lost.
 */
export interface ParetoForm {
  readonly rate: "gamma" | "fixed";
  readonly loss: "gamma" | "fixed" | "none";
}

/** Which of ln lambda, ln rho, ln mu and ln sigma a form searches. */
export function coordinatesOf({ rate, loss }: ParetoForm): readonly number[] {
  return [...(rate === "gamma" ? [0, 1] : [0]), ...(loss === "gamma" ? [2, 3] : loss === "fixed" ? [2] : [])];
}

/** The shape at a point of a search. */
export function shapeAt({ rate, loss }: ParetoForm, point: ArrayLike<number>): ParetoShape {
  const at = rate === "gamma" ? 2 : 1;
  return {
    lambda: Math.exp(point[0]),
    rho: rate === "gamma" ? Math.exp(point[1]) : NO_SPREAD,
    mu: loss === "none" ? 0 : Math.exp(point[at]),
    sigma: loss === "gamma" ? Math.exp(point[at + 1]) : NO_SPREAD,
  };
}

/** Parameters by name: `r`, `alpha` or `lambda`, then `s`, `beta` or `mu`, which is 0 where nobody is lost. */
export type ParetoParameters = { readonly [name: string]: number };

/** The names of the parameters that a form estimates. */
export function namesOf({ rate, loss }: ParetoForm): readonly string[] {
  return [
    ...(rate === "gamma" ? ["r", "alpha"] : ["lambda"]),
    ...(loss === "gamma" ? ["s", "beta"] : loss === "fixed" ? ["mu"] : []),
  ];
}

/** The parameters of a shape, in the order of `namesOf`. */
export function parametersAt({ rate, loss }: ParetoForm, { lambda, rho, mu, sigma }: ParetoShape): readonly number[] {
  return [
    ...(rate === "gamma" ? [1 / rho, 1 / (rho * lambda)] : [lambda]),
    ...(loss === "gamma" ? [1 / sigma, 1 / (sigma * mu)] : loss === "fixed" ? [mu] : []),
  ];
}

/**
 * How the coordinates of a search follow the logarithms of the parameters: row-major, one row per coordinate. A rate is its shape over
 * its scale, and a spread is one over the shape.
 */
export function parameterSlopes({ rate, loss }: ParetoForm): Float64Array {
  const size = namesOf({ rate, loss }).length;
  const slopes = new Float64Array(size * size);
  const fill = (at: number, pair: boolean): void => {
    slopes[at * size + at] = 1;
    if (!pair) return;
    slopes[at * size + at + 1] = -1;
    slopes[(at + 1) * size + at] = -1;
  };
  fill(0, rate === "gamma");
  const at = rate === "gamma" ? 2 : 1;
  if (loss !== "none") fill(at, loss === "gamma");
  return slopes;
}

/** The shape of parameters, of whatever form. */
export function shapeOf({ r, alpha, lambda, s, beta, mu }: ParetoParameters): ParetoShape {
  const isGamma = r !== undefined;
  const isPareto = s !== undefined;
  return {
    lambda: isGamma ? r / alpha : lambda,
    rho: isGamma ? 1 / r : NO_SPREAD,
    mu: isPareto ? s / beta : mu,
    sigma: isPareto ? 1 / s : NO_SPREAD,
  };
}
