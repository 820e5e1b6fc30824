import { normalised, type QuadratureRule } from "./quadrature-rule.js";

// Weights below this share of the largest are left out.
const LEAST = -44;
// Where p or 1 - p is below e^-70, 10^-30, a function of p that is smooth near its ends has the value that it has there.
const FARTHEST = 70;

/**
 * A rule for the beta distribution that is exact to rounding for functions of p that are analytic but on the negative axis, whatever the shapes:
 * the trapezoidal rule in the log odds of p, along which the density falls off exponentially, so the error falls like exp(-const / step)
 * (Trefethen and Weideman 2014). What lies beyond its ends is a geometric series and goes to the nodes 0 and 1. Up to 400 nodes.
 */
export function betaRule(a: number, b: number): QuadratureRule {
  const p0 = a / (a + b);
  const q0 = b / (a + b);
  const centre = Math.log(a / b);
  // The error is what the density's Fourier transform, gamma(a + iw) gamma(b - iw), is at w = 2 pi / step: 1e-16 of the whole at most.
  const step = Math.min(a + b < 8 ? 0.35 : 0.2, 0.45 * Math.sqrt(1 / a + 1 / b));
  // Relative to the largest, and taken about it, so that nothing large cancels.
  const logWeight = (u: number): number => -a * Math.log1p(q0 * Math.expm1(-u)) - b * Math.log1p(p0 * Math.expm1(u));
  const nodes = [p0];
  const weights = [1];
  for (const side of [-1, 1]) {
    for (let i = 1; ; i++) {
      const u = side * i * step;
      const log = logWeight(u);
      if (log < LEAST) break;
      const weight = Math.exp(log);
      if (side * (centre + u) > FARTHEST) {
        nodes.push(side < 0 ? 0 : 1);
        weights.push(weight / -Math.expm1(-(side < 0 ? a : b) * step));
        break;
      }
      nodes.push(p0 / (p0 + q0 * Math.exp(-u)));
      weights.push(weight);
    }
  }
  return normalised(nodes, weights);
}
