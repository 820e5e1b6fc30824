import { risingRatioSums, risingSums } from "../../math/rising.js";
import { softplus } from "./add-drop-table.js";
import { type BgSpread, exposure, shapeAt } from "./bg-spread.js";
import { stageSum } from "./stage-weights.js";

/**
 * How much likelier it is that a customer was lost at the last purchase than that it is alive at an age, as a logarithm.
 * `-Infinity` where it cannot have been lost, as in the BG/NBD before the first repeat purchase.
 */
export function lostLogOdds(spread: BgSpread, x: number, last: number, age: number): number {
  const { drop, first, k, a, b, p } = spread;
  const chances = x + first;
  if (drop === "none" || chances === 0) return Number.NEGATIVE_INFINITY;
  // b + (x - 1) in this order: for a tiny b the other is 0.
  const gap = drop === "beta" ? Math.log(a) - Math.log(b + (chances - 1)) : Math.log(p) - Math.log1p(-p);
  const silence = shapeAt(spread, k * x) * exposure(spread, last, age - last);
  return silence + gap - Math.log(stageSum(spread, x, age - last, age));
}

/** The log likelihood of one history, but for Erlang gaps themselves; `-Infinity` where the model says that it cannot be. */
export function bgLogLikelihood(spread: BgSpread, x: number, last: number, age: number): number {
  const { k, first, drop, a, b, p } = spread;
  const chances = x + first;
  let value = rateLogLikelihood(spread, k * x, age);
  if (k > 1) value += Math.log(stageSum(spread, x, age - last, age)) - x * risingSums(1, [k - 1]).log[0];
  if (drop === "beta") value += risingRatioSums(a, b, [chances]).log[0];
  if (drop === "fixed") value += chances * Math.log1p(-p);
  const lost = lostLogOdds(spread, x, last, age);
  return lost === Number.NEGATIVE_INFINITY ? value : value + softplus(lost);
}

/** The density of the stages passed up to the age, and none after. */
function rateLogLikelihood(spread: BgSpread, stages: number, age: number): number {
  const { rate, r, alpha, lambda } = spread;
  if (rate === "fixed") return (stages === 0 ? 0 : stages * Math.log(lambda)) - lambda * age;
  const rising = stages === 0 ? 0 : risingSums(r, [stages]).log[0] - stages * Math.log(alpha);
  return rising - shapeAt(spread, stages) * exposure(spread, 0, age);
}
