import { normalised, type QuadratureRule } from "./quadrature-rule.js";

// Weights below this share of the largest are left out, and nodes below this share of the mode.
const LEAST = -44;

/**
 * A rule for the gamma distribution of this shape and rate 1 that is exact to rounding for functions that are analytic but on the negative
 * axis, and go to a constant at 0: the trapezoidal rule in the logarithm, like {@link betaRule}. Up to 340 nodes.
 */
export function gammaRule(shape: number): QuadratureRule {
  const step = Math.min(0.2, 0.45 / Math.sqrt(shape));
  const nodes = [shape];
  const weights = [1];
  for (const side of [-1, 1]) {
    for (let i = 1; ; i++) {
      const u = side * i * step;
      const log = shape * (u - Math.expm1(u));
      if (log < LEAST) break;
      if (u < LEAST) {
        nodes.push(0);
        weights.push(Math.exp(log) / -Math.expm1(-shape * step));
        break;
      }
      nodes.push(shape * Math.exp(u));
      weights.push(Math.exp(log));
    }
  }
  return normalised(nodes, weights);
}
