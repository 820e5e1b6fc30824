import { EXPONENTIAL_INTEGRAL_NODES, scaledExponentialIntegral } from "../../math/exponential-integral.js";
import { gaussLegendre } from "../../math/gauss-legendre.js";
import type { BgBbShape } from "./bg-bb-form.js";

// So many opportunities are summed one by one. Beyond, the terms are as smooth as their integral is exact to rounding.
const ONE_BY_ONE = 200_000;

/**
 * Of a customer who is still there after n opportunities: the sum over all later ones of the probability to be there, the i-th worth
 * `exp(-rate i)`. Cost: the smaller of 40 / rate and 200,000 terms.
 */
export function discountedStays({ loss, stay, psi }: BgBbShape, n: number, rate: number): number {
  const worth = Math.exp(-rate);
  if (psi === 0 || loss === 0) return (stay * worth) / (-Math.expm1(-rate) + loss * worth);
  let sum = 0;
  let term = 1;
  for (let i = 1; i <= ONE_BY_ONE; i++) {
    const there = stay + psi * (n + i - 1);
    term *= (worth * there) / (there + loss);
    sum += term;
    if (term < 1e-17 * sum * rate) return sum;
  }
  return sum + rest(loss / psi, stay / psi + n + ONE_BY_ONE, rate, term);
}

/** The terms after one: their integral and half of it, since they go as w^-g exp(-rate w) for w near d + g / 2. */
function rest(g: number, d: number, rate: number, term: number): number {
  const w = d + (g - 1) / 2;
  const rule = gaussLegendre(EXPONENTIAL_INTEGRAL_NODES);
  return term * (w * scaledExponentialIntegral(g, rate * w, rule) - 0.5);
}
