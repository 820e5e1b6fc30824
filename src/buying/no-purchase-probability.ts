import { answerWithin } from "./answer-within.js";
import type { BuyingModel, PurchaseHistory } from "./buying-model.js";
import type { Horizon } from "./horizon.js";
import type { CustomerHistories } from "./read-histories.js";

/**
 * Returns the probability that a customer buys nothing within the horizon: the risk of churn.
 *
 * It counts both those who are lost for good and those who are alive and will not buy in time, so it can be checked against what customers do;
 * on CDNOW it is calibrated without tuning, while 1 - P(alive) of the same fit is worse than a coin. It never falls with the
 * horizon and is 1 at 0. In every model it is the likelihood of the history with the horizon added to its age, over that without.
 * Times of one history are in the model's unit; columns may be in any. Cost: one evaluation per distinct history.
 *
 * @param model - A fitted model.
 * @param history - One customer.
 * @param horizon - How far to look ahead: in the model's unit, or with a unit.
 * @returns A probability; for columns one per row.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` or `WRONG_TYPE` for histories that cannot be and for the horizon.
 *
 * @example
 * ```ts
 * const model = fitMbgNbd(repeatPurchases(ledgerFromColumns(simulateOrders({ customers: 2000, seed: 3, days: 364 }))));
 * const risk = noPurchaseProbability(model, { repeats: 10, last: 20, age: 50 }, { value: 90, unit: "day" });
 * risk > 0.5; // => true
 * noPurchaseProbability(model, { repeats: 10, last: 20, age: 50 }, 0); // => 1
 * ```
 * @see {@link predictPurchases} for all customers at once
 * @since 0.1.0
 */
export function noPurchaseProbability(model: BuyingModel, history: PurchaseHistory, horizon: Horizon): number;
/**
 * The same for many.
 *
 * @param model - A fitted model.
 * @param histories - Repeat purchases of a ledger, used opportunities, or columns.
 * @param horizon - How far to look ahead: in the model's unit, or with a unit.
 * @returns One probability per row.
 */
export function noPurchaseProbability(model: BuyingModel, histories: CustomerHistories, horizon: Horizon): Float64Array;
export function noPurchaseProbability(
  model: BuyingModel,
  histories: PurchaseHistory | CustomerHistories,
  horizon: Horizon,
): number | Float64Array {
  return answerWithin("noPurchaseProbability", model, histories, horizon, (behaviour, x, last, age, time) =>
    behaviour.noPurchase(x, last, age, time),
  );
}
