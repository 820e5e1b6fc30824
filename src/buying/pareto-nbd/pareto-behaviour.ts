import { EXPONENTIAL_INTEGRAL_NODES, scaledExponentialIntegral } from "../../math/exponential-integral.js";
import { gaussLegendre, type Quadrature } from "../../math/gauss-legendre.js";
import type { Behaviour } from "../behaviour.js";
import { growthSums } from "./growth-sums.js";
import { paretoPmf } from "./pareto-pmf.js";
import type { ParetoShape } from "./pareto-shape.js";
import { timeAlive } from "./time-alive.js";
import { historyWeigher } from "./weigh-history.js";

/** The answers of the Pareto/NBD and its limits. */
export function paretoBehaviour(shape: ParetoShape): Behaviour {
  const { lambda, rho, mu, sigma } = shape;
  const weigh = historyWeigher(shape);
  const weighLater = historyWeigher(shape);
  // Rules are made when first asked for: most callers want one answer.
  let rule: Quadrature | undefined;
  let pmf: ((n: number, time: number) => number) | undefined;
  /** Purchases per unit of time of a customer who is alive, and the rate at which customers of an age are lost. */
  const rateAt = (x: number, age: number): number => ((1 + rho * x) * lambda) / (1 + rho * lambda * age);
  const lossAt = (age: number): number => mu / (1 + sigma * mu * age);
  return {
    logLikelihood: (x, last, age) => {
      const bought = x === 0 ? 0 : growthSums(rho, Float64Array.of(x)).log[0] + x * Math.log(lambda);
      const { before, since } = weigh(x, last, age);
      return before + since + bought;
    },
    alive: (x, last, age) => weigh(x, last, age).alive,
    noPurchase: (x, last, age, horizon) =>
      Math.min(1, Math.exp(weighLater(x, last, age + horizon).since - weigh(x, last, age).since)),
    expected: (x, last, age, horizon) =>
      weigh(x, last, age).alive * rateAt(x, age) * timeAlive(lossAt(age), sigma, horizon),
    discounted: (x, last, age, rate) => {
      // The scale of the times that are left, beta + T in the notation of the Pareto distribution.
      const scale = 1 / (sigma * lossAt(age));
      rule ??= gaussLegendre(EXPONENTIAL_INTEGRAL_NODES);
      const time = mu > 0 ? scale * scaledExponentialIntegral(1 / sigma, rate * scale, rule) : 1 / rate;
      return weigh(x, last, age).alive * rateAt(x, age) * time;
    },
    expectedOfNewcomer: (time) => lambda * timeAlive(mu, sigma, time),
    pmf: (n, time) => {
      pmf ??= paretoPmf(shape);
      return pmf(n, time);
    },
  };
}
