import { type BgSpread, shapeAt } from "./bg-spread.js";

/**
 * How likely it is, up to a common factor, that an alive customer has passed 0, 1 ... k - 1 stages since the last purchase, for a
 * silence that ends at an age. Without Erlang gaps there is only stage 0.
 */
export function stageWeights(spread: BgSpread, x: number, silence: number, age: number): readonly number[] {
  const { k, rate, alpha, lambda } = spread;
  const shape = shapeAt(spread, k * x);
  const weights = [1];
  for (let j = 1; j < k; j++) {
    const factor = rate === "gamma" ? ((shape + j - 1) / j) * (silence / (alpha + age)) : (lambda * silence) / j;
    weights.push(weights[j - 1] * factor);
  }
  return weights;
}

/** The sum of these. */
export function stageSum(spread: BgSpread, x: number, silence: number, age: number): number {
  if (spread.k === 1) return 1;
  return stageWeights(spread, x, silence, age).reduce((sum, weight) => sum + weight, 0);
}
