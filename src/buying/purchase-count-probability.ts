import { checkInteger } from "../checks/check-options.js";
import type { BuyingModel } from "./buying-model.js";
import { type Horizon, readHorizonOf } from "./horizon.js";
import { usableModel } from "./usable-model.js";

// Nobody buys more often, and beyond it sums would take long.
const MOST_PURCHASES = 1_000_000;

/**
 * Returns the probability that somebody who has just bought for the first time makes exactly n repeat purchases within a time.
 *
 * Over all n it sums to 1, and its mean is {@link expectedPurchasesOfNewcomer}. Cost: O(n).
 *
 * @param model - A fitted model.
 * @param n - How many repeat purchases, a whole number from 0 to a million.
 * @param time - In the model's unit, or with a unit.
 * @returns A probability.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` for n and the time.
 *
 * @example CDNOW, by the parameters of Fader, Hardie and Lee (2005)
 * ```ts
 * const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { ...fitBgNbd({ repeats: [], last: [], age: [] }), parameters: published };
 * purchaseCountProbability(model, 0, 39).toFixed(3); // => "0.574"
 * ```
 * @since 0.1.0
 */
export function purchaseCountProbability(model: BuyingModel, n: number, time: Horizon): number {
  const where = "purchaseCountProbability";
  const usable = usableModel(where, model);
  checkInteger(where, "n", n, 0, MOST_PURCHASES);
  return usable.behaviour.pmf(n, readHorizonOf(where, "time", time, usable));
}
