import { betaRule } from "../../math/beta-rule.js";
import { gammaRule } from "../../math/gamma-rule.js";
import { pointRule, type QuadratureRule } from "../../math/quadrature-rule.js";
import { type BgSpread, shapeAt } from "./bg-spread.js";

/**
 * The purchases that are expected of an alive customer from now on, one after time u being worth exp(-rate u); the customer has passed
 * `stage` of the k stages to the next purchase.
 *
 * At a rate lambda of stages each is worth t = lambda / (lambda + rate), and the n-th purchase from now t^(n k - stage), if the customer
 * has stayed n - 1 times: in all t^(k - stage) / (1 - (1 - p) t^k), which is lambda / (rate + lambda p) for k = 1. This is its mean over
 * the distributions of lambda and p.
 */
export function discountedAlive(spread: BgSpread, x: number, age: number, stage: number, rate: number): number {
  const { k, alpha } = spread;
  const scale = spread.rate === "gamma" ? 1 / (alpha + age) : 1;
  const rates = ratesRule(spread, x, stage);
  const chances = chancesRule(spread, x);
  let mean = 0;
  for (let i = 0; i < rates.nodes.length; i++) {
    const lambda = rates.nodes[i] * scale;
    if (lambda === 0) continue;
    const wait = Math.log1p(rate / lambda);
    const again = -Math.expm1(-k * wait);
    const stay = 1 - again;
    let visits = 0;
    for (let j = 0; j < chances.nodes.length; j++) visits += chances.weights[j] / (again + chances.nodes[j] * stay);
    mean += rates.weights[i] * Math.exp(-(k - stage) * wait) * visits;
  }
  return mean;
}

function ratesRule(spread: BgSpread, x: number, stage: number): QuadratureRule {
  return spread.rate === "gamma" ? gammaRule(shapeAt(spread, spread.k * x) + stage) : pointRule(spread.lambda);
}

function chancesRule({ drop, a, b, p, first }: BgSpread, x: number): QuadratureRule {
  return drop === "beta" ? betaRule(a, b + (x + first)) : pointRule(p);
}
