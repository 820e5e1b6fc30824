/**
 * The BG/BB or one of the limits at its edge: the chance to use an opportunity follows a beta distribution or is the same for all; so
 * does the chance to be lost before one, or nobody is lost (then it is the beta-binomial model).
 */
export interface BgBbForm {
  readonly use: "beta" | "fixed";
  readonly loss: "beta" | "fixed" | "none";
}

/**
 * The same as means and spreads: a chance to use an opportunity of `use` on average with spread `phi` = 1 / (alpha + beta), and a
 * chance to be lost before one of `loss` with spread `psi` = 1 / (gamma + delta). A spread of 0 is one chance for all, a loss of 0
 * nobody lost. What is left to 1 stands beside each chance, since a difference would lose it.
 */
export interface BgBbShape {
  readonly use: number;
  readonly pass: number;
  readonly phi: number;
  readonly loss: number;
  readonly stay: number;
  readonly psi: number;
}

/** Parameters by name: `alpha`, `beta` or `p`, then `gamma`, `delta` or `theta`, which is 0 where nobody is lost. */
export type BgBbParameters = { readonly [name: string]: number };

/** The names of the parameters that a form estimates. */
export function namesOf({ use, loss }: BgBbForm): readonly string[] {
  return [
    ...(use === "beta" ? ["alpha", "beta"] : ["p"]),
    ...(loss === "beta" ? ["gamma", "delta"] : loss === "fixed" ? ["theta"] : []),
  ];
}

/** Which of the log odds of use, ln phi, the log odds of loss and ln psi a form searches. */
export function coordinatesOf({ use, loss }: BgBbForm): readonly number[] {
  return [...(use === "beta" ? [0, 1] : [0]), ...(loss === "beta" ? [2, 3] : loss === "fixed" ? [2] : [])];
}

/** The shape at a point of a search. */
export function shapeAt({ use, loss }: BgBbForm, point: ArrayLike<number>): BgBbShape {
  const at = use === "beta" ? 2 : 1;
  return {
    use: chance(point[0]),
    pass: chance(-point[0]),
    phi: use === "beta" ? Math.exp(point[1]) : 0,
    loss: loss === "none" ? 0 : chance(point[at]),
    stay: loss === "none" ? 1 : chance(-point[at]),
    psi: loss === "beta" ? Math.exp(point[at + 1]) : 0,
  };
}

function chance(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The parameters of a shape, in the order of `namesOf`. */
export function parametersAt(form: BgBbForm, { use, pass, phi, loss, stay, psi }: BgBbShape): readonly number[] {
  return [
    ...(form.use === "beta" ? [use / phi, pass / phi] : [use]),
    ...(form.loss === "beta" ? [loss / psi, stay / psi] : form.loss === "fixed" ? [loss] : []),
  ];
}

/**
 * How the coordinates of a search follow the logarithms of the parameters (for `p` and `theta` their log odds): row-major, one row per
 * coordinate. Log odds are ln alpha - ln beta, and ln phi is -ln(alpha + beta).
 */
export function parameterSlopes({ use, loss }: BgBbForm, shape: BgBbShape): Float64Array {
  const size = coordinatesOf({ use, loss }).length;
  const slopes = new Float64Array(size * size);
  const fill = (at: number, isBeta: boolean, chance: number, rest: number): void => {
    slopes[at * size + at] = 1;
    if (!isBeta) return;
    slopes[at * size + at + 1] = -1;
    slopes[(at + 1) * size + at] = -chance;
    slopes[(at + 1) * size + at + 1] = -rest;
  };
  fill(0, use === "beta", shape.use, shape.pass);
  if (loss !== "none") fill(use === "beta" ? 2 : 1, loss === "beta", shape.loss, shape.stay);
  return slopes;
}

/** The shape of parameters, of whatever form. */
export function shapeOf({ alpha, beta, p, gamma, delta, theta }: BgBbParameters): BgBbShape {
  const isBeta = alpha !== undefined;
  const isBetaLoss = gamma !== undefined;
  return {
    use: isBeta ? alpha / (alpha + beta) : p,
    pass: isBeta ? beta / (alpha + beta) : 1 - p,
    phi: isBeta ? 1 / (alpha + beta) : 0,
    loss: isBetaLoss ? gamma / (gamma + delta) : theta,
    stay: isBetaLoss ? delta / (gamma + delta) : 1 - theta,
    psi: isBetaLoss ? 1 / (gamma + delta) : 0,
  };
}
