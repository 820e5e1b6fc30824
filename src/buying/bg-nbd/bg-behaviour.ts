import type { Behaviour } from "../behaviour.js";
import type { BgFamily, BgParameters } from "./bg-form.js";
import { bgLogLikelihood, lostLogOdds } from "./bg-log-likelihood.js";
import { bgPmf } from "./bg-pmf.js";
import { type BgSpread, exposure, shapeAt, spreadOf } from "./bg-spread.js";
import { discountedAlive } from "./discounted-alive.js";
import { expectedAlive } from "./expected-alive.js";
import { expectedErlang } from "./expected-erlang.js";
import { stageSum, stageWeights } from "./stage-weights.js";

/** The answers of the family: every one is the probability to be alive times what is expected of the living. */
export function bgBehaviour(family: BgFamily, parameters: BgParameters): Behaviour {
  const spread = spreadOf(family, parameters);
  const alive = (x: number, last: number, age: number): number => 1 / (1 + Math.exp(lostLogOdds(spread, x, last, age)));
  const ofLiving = latest((x, age, time) => expectedAlive(spread, x, age, time));
  const worthOfLiving = latest((x, age, rate) => discountedAlive(spread, x, age, 0, rate));
  const expected = (x: number, last: number, age: number, horizon: number): number => {
    const share = alive(x, last, age);
    if (share === 0) return 0;
    if (spread.k > 1) return share * expectedErlang(spread, x, last, age, horizon);
    return share * ofLiving(x, age, horizon);
  };
  const discounted = (x: number, last: number, age: number, rate: number): number => {
    if (spread.k === 1) return worthOfLiving(x, age, rate);
    const weights = stageWeights(spread, x, age - last, age);
    return meanBy(weights, (stage) => discountedAlive(spread, x, age, stage, rate));
  };
  return {
    logLikelihood: (x, last, age) => bgLogLikelihood(spread, x, last, age),
    alive,
    noPurchase: (x, last, age, horizon) => 1 - alive(x, last, age) * purchase(spread, x, last, age, horizon),
    expected,
    discounted: (x, last, age, rate) => alive(x, last, age) * discounted(x, last, age, rate),
    expectedOfNewcomer: (time) => expected(0, 0, 0, time),
    pmf: (n, time) => bgPmf(spread, n, time),
  };
}

/** The probability that an alive customer buys within the horizon. */
function purchase(spread: BgSpread, x: number, last: number, age: number, horizon: number): number {
  const silence = age - last;
  const later = age + horizon;
  const stages = stageSum(spread, x, silence + horizon, later) / stageSum(spread, x, silence, age);
  const wait = shapeAt(spread, spread.k * x) * exposure(spread, age, horizon);
  // Rounding may leave a hair below 0 where next to nothing is likely.
  return Math.max(0, -Math.expm1(Math.log(stages) - wait));
}

function meanBy(weights: readonly number[], meanOf: (i: number) => number): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i];
    if (weights[i] > 0) sum += weights[i] * meanOf(i);
  }
  return sum / total;
}

type Answer = (x: number, age: number, argument: number) => number;

/** Remembers the latest answer: what is expected of the living depends on x and age alone, and equal ones come one after the other. */
function latest(answer: Answer): Answer {
  let knownX = Number.NaN;
  let knownAge = Number.NaN;
  let knownArgument = Number.NaN;
  let value = 0;
  return (x, age, argument) => {
    if (x === knownX && age === knownAge && argument === knownArgument) return value;
    knownX = x;
    knownAge = age;
    knownArgument = argument;
    value = answer(x, age, argument);
    return value;
  };
}
