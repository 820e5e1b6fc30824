import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { answer } from "./answer.js";
import type { BuyingModel, PurchaseHistory } from "./buying-model.js";
import type { CustomerHistories } from "./read-histories.js";
import { usableModel } from "./usable-model.js";

/**
 * Options of {@link discountedExpectedPurchases}.
 *
 * @since 0.1.0
 */
export interface DiscountOptions {
  /**
   * The rate of discount, continuous, per unit of the model's time, from 1e-9 to 1e9: ln(1 + annual rate) / units per year, so 0.0027 for
   * 15 % a year in weeks. In models that count opportunities a purchase at the i-th from now counts `exp(-rate i)`.
   */
  readonly rate: number;
}

/**
 * Returns the discounted expected residual purchases of a customer, DERT: all that are still to come, one after time u counting exp(-rate u).
 *
 * Times the margin of a purchase it is the customer's residual lifetime value. Without discount it may be infinite, so the rate is above 0.
 * For the BG/NBD and its relatives, of which the literature has no closed form, it is the mean of lambda / (rate + lambda p) over purchase
 * rates and chances to be lost, taken by quadrature to about twelve digits.
 * Times of one history are in the model's unit; columns may be in any. Cost: for the BG/NBD and its relatives some 10,000 divisions for
 * each distinct number of repeats and age, else one evaluation per distinct history.
 *
 * @param model - A fitted model.
 * @param history - One customer.
 * @param options - The rate of discount.
 * @returns A number from 0; for columns one per row.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` or `WRONG_TYPE` for histories that cannot be and for the rate.
 *
 * @example
 * ```ts
 * const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { ...fitBgNbd({ repeats: [], last: [], age: [] }), parameters: published };
 * const history = { repeats: 2, last: 30.43, age: 38.86 };
 * const soon = discountedExpectedPurchases(model, history, { rate: 0.0027 });
 * const later = discountedExpectedPurchases(model, history, { rate: 0.001 });
 * later > soon; // => true
 * ```
 * @see Fader, Hardie and Lee (2005), "RFM and CLV: Using iso-value curves for customer base analysis", Journal of Marketing Research 42
 * @since 0.1.0
 */
export function discountedExpectedPurchases(
  model: BuyingModel,
  history: PurchaseHistory,
  options: DiscountOptions,
): number;
/**
 * The same for many.
 *
 * @param model - A fitted model.
 * @param histories - Repeat purchases of a ledger, used opportunities, or columns.
 * @param options - The rate of discount.
 * @returns One number per row.
 */
export function discountedExpectedPurchases(
  model: BuyingModel,
  histories: CustomerHistories,
  options: DiscountOptions,
): Float64Array;
export function discountedExpectedPurchases(
  model: BuyingModel,
  histories: PurchaseHistory | CustomerHistories,
  options: DiscountOptions,
): number | Float64Array {
  const where = "discountedExpectedPurchases";
  const usable = usableModel(where, model);
  checkOptions(where, options, ["rate"]);
  const { rate } = options;
  if (!(typeof rate === "number" && rate >= 1e-9 && rate <= 1e9)) {
    throw optionError("OUT_OF_RANGE", where, "options.rate", "be a number from 1e-9 to 1e9", rate);
  }
  return answer(where, usable, histories, (behaviour, x, last, age) => behaviour.discounted(x, last, age, rate));
}
