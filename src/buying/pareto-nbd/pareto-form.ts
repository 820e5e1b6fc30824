import { NO_SPREAD, type ParetoShape } from "./pareto-shape.js";

/**
 * The Pareto/NBD or one of the limits at its edge: purchase rates follow a gamma distribution or are the same for all; so do the rates
 * at which customers are lost, or nobody is lost, or some are lost at once and the others never.
 *
 * There are no other edges. Survival is exp(-s ln(1 + y / beta)): on the way to an edge it keeps a value between 0 and 1 at more than
 * one time only if it comes to be 1, exp(-mu y) as s and beta grow alike, or the same at all times as both go to 0.
 */
export interface ParetoForm {
  readonly rate: "gamma" | "fixed";
  readonly loss: "gamma" | "fixed" | "split" | "none";
}

/** How many coordinates of loss a form has. */
const LOSS_SIZE = { gamma: 2, fixed: 1, split: 1, none: 0 };

/** Which of ln lambda, ln rho, ln mu and ln sigma a form searches; the log odds of pi take the place of ln mu. */
export function coordinatesOf({ rate, loss }: ParetoForm): readonly number[] {
  return [...(rate === "gamma" ? [0, 1] : [0]), ...[2, 3].slice(0, LOSS_SIZE[loss])];
}

/** The shape at a point of a search. */
export function shapeAt({ rate, loss }: ParetoForm, point: ArrayLike<number>): ParetoShape {
  const at = rate === "gamma" ? 2 : 1;
  return {
    lambda: Math.exp(point[0]),
    rho: rate === "gamma" ? Math.exp(point[1]) : NO_SPREAD,
    mu: loss === "gamma" || loss === "fixed" ? Math.exp(point[at]) : 0,
    sigma: loss === "gamma" ? Math.exp(point[at + 1]) : NO_SPREAD,
    pi: loss === "split" ? 1 / (1 + Math.exp(-point[at])) : 0,
  };
}

/** Parameters by name: `r`, `alpha` or `lambda`, then `s`, `beta`, or `mu`, which is 0 where nobody is lost, or `pi`. */
export type ParetoParameters = { readonly [name: string]: number };

/** The names of the parameters that a form estimates. */
export function namesOf({ rate, loss }: ParetoForm): readonly string[] {
  return [...(rate === "gamma" ? ["r", "alpha"] : ["lambda"]), ...LOSS_NAMES[loss]];
}

const LOSS_NAMES = { gamma: ["s", "beta"], fixed: ["mu"], split: ["pi"], none: [] } as const;

/** The parameters of a shape, in the order of `namesOf`. */
export function parametersAt({ rate, loss }: ParetoForm, shape: ParetoShape): readonly number[] {
  const { lambda, rho, mu, sigma, pi } = shape;
  const ofLoss = { gamma: [1 / sigma, 1 / (sigma * mu)], fixed: [mu], split: [pi], none: [] };
  return [...(rate === "gamma" ? [1 / rho, 1 / (rho * lambda)] : [lambda]), ...ofLoss[loss]];
}

/**
 * How the coordinates of a search follow the logarithms of the parameters (for `pi` its log odds): row-major, one row per coordinate. A rate is its shape over
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
export function shapeOf({ r, alpha, lambda, s, beta, mu = 0, pi = 0 }: ParetoParameters): ParetoShape {
  const isGamma = r !== undefined;
  const isPareto = s !== undefined;
  return {
    lambda: isGamma ? r / alpha : lambda,
    rho: isGamma ? 1 / r : NO_SPREAD,
    mu: isPareto ? s / beta : mu,
    sigma: isPareto ? 1 / s : NO_SPREAD,
    pi,
  };
}
