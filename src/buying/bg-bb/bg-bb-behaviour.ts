import type { Behaviour } from "../behaviour.js";
import type { BgBbShape } from "./bg-bb-form.js";
import { discountedStays } from "./discounted-stays.js";
import { sumOfStays } from "./sum-of-stays.js";
import { usePmf, useWeigher } from "./weigh-uses.js";

/**
 * The answers of the BG/BB and its limits. Time counts opportunities; an age is a whole number of them. A horizon that ends within one
 * holds that share of it, as if it might be used at any time of it with equal chance. To be alive is to be there at the next one.
 */
export function bgBbBehaviour(shape: BgBbShape): Behaviour {
  const { use, phi } = shape;
  const weigh = useWeigher(shape);
  const weighLater = useWeigher(shape);
  /** The probability to be there still at the last opportunity. */
  const stayed = (x: number, last: number, age: number): number => {
    const { since, stayed } = weigh(x, last, age);
    return shape.loss === 0 ? 1 : Math.exp(stayed - since);
  };
  const chanceOfUse = (x: number, age: number): number => (use + phi * x) / (1 + phi * age);
  const expected = (x: number, last: number, age: number, horizon: number): number => {
    const whole = Math.floor(horizon);
    const stays = between(horizon - whole, sumOfStays(shape, age, whole), () => sumOfStays(shape, age, whole + 1));
    return stayed(x, last, age) * chanceOfUse(x, age) * stays;
  };
  return {
    logLikelihood: (x, last, age) => {
      const { before, since } = weigh(x, last, age);
      return before + since;
    },
    alive: (x, last, age) => stayed(x, last, age) * sumOfStays(shape, age, 1),
    noPurchase: (x, last, age, horizon) => {
      const whole = Math.floor(horizon);
      const { since } = weigh(x, last, age);
      const at = (h: number): number => Math.min(1, Math.exp(weighLater(x, last, age + h).since - since));
      return between(horizon - whole, at(whole), () => at(whole + 1));
    },
    expected,
    discounted: (x, last, age, rate) => stayed(x, last, age) * chanceOfUse(x, age) * discountedStays(shape, age, rate),
    expectedOfNewcomer: (time) => expected(0, 0, 0, time),
    pmf: (n, time) => {
      const whole = Math.floor(time);
      return between(time - whole, usePmf(shape, n, whole), () => usePmf(shape, n, whole + 1));
    },
  };
}

/** A share of the way from one value to the next. */
function between(share: number, from: number, to: () => number): number {
  return share === 0 ? from : (1 - share) * from + share * to();
}
