import { answer } from "./answer.js";
import type { BuyingModel, PurchaseHistory } from "./buying-model.js";
import type { CustomerHistories } from "./read-histories.js";
import { usableModel } from "./usable-model.js";

/**
 * Returns the probability that a customer has not been lost for good by the end of observation, P(alive).
 *
 * It is no risk of churn: an alive customer may be about to buy once in ten years, and in the BG/NBD everybody who bought once is alive with
 * certainty. Ask {@link noPurchaseProbability} for that. For models that count opportunities it is the probability to be there at the next.
 * Times of one history are in the model's unit; columns may be in any. Cost: one evaluation per distinct history.
 *
 * @param model - A fitted model.
 * @param history - One customer.
 * @returns A probability; for columns one per row.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` or `WRONG_TYPE` for histories that cannot be.
 *
 * @example
 * ```ts
 * const model = fitMbgNbd(repeatPurchases(ledgerFromColumns(simulateOrders({ customers: 2000, seed: 3, days: 364 }))));
 * const busy = probabilityAlive(model, { repeats: 10, last: 45, age: 50 });
 * const silent = probabilityAlive(model, { repeats: 10, last: 20, age: 50 });
 * busy > 0.8 && silent < 0.5; // => true
 * ```
 * @since 0.1.0
 */
export function probabilityAlive(model: BuyingModel, history: PurchaseHistory): number;
/**
 * The same for many.
 *
 * @param model - A fitted model.
 * @param histories - Repeat purchases of a ledger, used opportunities, or columns.
 * @returns One probability per row.
 */
export function probabilityAlive(model: BuyingModel, histories: CustomerHistories): Float64Array;
export function probabilityAlive(
  model: BuyingModel,
  histories: PurchaseHistory | CustomerHistories,
): number | Float64Array {
  const where = "probabilityAlive";
  const usable = usableModel(where, model);
  return answer(where, usable, histories, (behaviour, x, last, age) => behaviour.alive(x, last, age));
}
