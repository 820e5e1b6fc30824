import { answerWithin } from "./answer-within.js";
import type { BuyingModel, PurchaseHistory } from "./buying-model.js";
import type { Horizon } from "./horizon.js";
import type { CustomerHistories } from "./read-histories.js";

/**
 * Returns how many purchases a customer is expected to make within the horizon, given the history.
 *
 * It is the conditional expectation of the literature, over being alive or not and over the purchase rates that fit the history. It is
 * computed without the hypergeometric functions that fail at a = 1 and for heavy buyers, to about twelve digits.
 * Times of one history are in the model's unit; columns may be in any. Cost: one evaluation per distinct history.
 *
 * @param model - A fitted model.
 * @param history - One customer.
 * @param horizon - How far to look ahead: in the model's unit, or with a unit.
 * @returns A number from 0; for columns one per row.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` or `WRONG_TYPE` for histories that cannot be and for the horizon.
 *
 * @example CDNOW's customer 1, as published by Fader, Hardie and Lee (2005)
 * ```ts
 * const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { ...fitBgNbd({ repeats: [], last: [], age: [] }), parameters: published };
 * const expected = expectedPurchases(model, { repeats: 2, last: 30.43, age: 38.86 }, 39);
 * expected.toFixed(3); // => "1.226"
 * ```
 * @since 0.1.0
 */
export function expectedPurchases(model: BuyingModel, history: PurchaseHistory, horizon: Horizon): number;
/**
 * The same for many.
 *
 * @param model - A fitted model.
 * @param histories - Repeat purchases of a ledger, used opportunities, or columns.
 * @param horizon - How far to look ahead: in the model's unit, or with a unit.
 * @returns One number per row.
 */
export function expectedPurchases(model: BuyingModel, histories: CustomerHistories, horizon: Horizon): Float64Array;
export function expectedPurchases(
  model: BuyingModel,
  histories: PurchaseHistory | CustomerHistories,
  horizon: Horizon,
): number | Float64Array {
  return answerWithin("expectedPurchases", model, histories, horizon, (behaviour, x, last, age, time) =>
    behaviour.expected(x, last, age, time),
  );
}
