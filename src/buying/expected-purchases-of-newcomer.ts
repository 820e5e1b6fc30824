import type { BuyingModel } from "./buying-model.js";
import { type Horizon, readHorizonOf } from "./horizon.js";
import { usableModel } from "./usable-model.js";

/**
 * Returns how many repeat purchases somebody who has just bought for the first time is expected to make within a time.
 *
 * Summed over customers by the time since their first purchase it is the course of repeat purchases of a whole cohort, which tells whether a
 * model fits. Cost: one evaluation.
 *
 * @param model - A fitted model.
 * @param time - In the model's unit, or with a unit.
 * @returns A number from 0.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` for the time.
 *
 * @example CDNOW, by the parameters of Fader, Hardie and Lee (2005)
 * ```ts
 * const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { ...fitBgNbd({ repeats: [], last: [], age: [] }), parameters: published };
 * expectedPurchasesOfNewcomer(model, { value: 273, unit: "day" }).toFixed(3); // => "1.197"
 * ```
 * @since 0.1.0
 */
export function expectedPurchasesOfNewcomer(model: BuyingModel, time: Horizon): number {
  const where = "expectedPurchasesOfNewcomer";
  const usable = usableModel(where, model);
  return usable.behaviour.expectedOfNewcomer(readHorizonOf(where, "time", time, usable));
}
