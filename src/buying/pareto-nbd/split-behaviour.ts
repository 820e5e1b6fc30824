import type { Behaviour } from "../behaviour.js";
import { paretoBehaviour } from "./pareto-behaviour.js";
import type { ParetoShape } from "./pareto-shape.js";

/**
 * The answers where a share is lost at once and the others never: those of customers who stay, times the probability of being one, which
 * is 1 for all who came back. A newcomer is lost already or never will be.
 */
export function splitBehaviour(shape: ParetoShape): Behaviour {
  const { pi } = shape;
  const staying = paretoBehaviour({ ...shape, pi: 0 });
  const stay = 1 - pi;
  /** The probability that a newcomer stays and buys nothing up to an age. */
  const quiet = (age: number): number => stay * Math.exp(staying.logLikelihood(0, 0, age));
  const alive = (x: number, age: number): number => (x > 0 ? 1 : quiet(age) / (pi + quiet(age)));
  return {
    logLikelihood: (x, last, age) =>
      x > 0 ? Math.log1p(-pi) + staying.logLikelihood(x, last, age) : Math.log(pi + quiet(age)),
    alive: (x, _, age) => alive(x, age),
    noPurchase: (x, last, age, horizon) => {
      const share = alive(x, age);
      return Math.min(1, 1 - share + share * staying.noPurchase(x, last, age, horizon));
    },
    expected: (x, last, age, horizon) => alive(x, age) * staying.expected(x, last, age, horizon),
    discounted: (x, last, age, rate) => alive(x, age) * staying.discounted(x, last, age, rate),
    expectedOfNewcomer: (time) => stay * staying.expectedOfNewcomer(time),
    pmf: (n, time) => stay * staying.pmf(n, time) + (n === 0 ? pi : 0),
  };
}
