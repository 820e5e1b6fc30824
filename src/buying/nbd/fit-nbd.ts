import { bgData } from "../bg-nbd/bg-data.js";
import { fitBgFamily } from "../bg-nbd/fit-bg-family.js";
import type { BuyingModel } from "../buying-model.js";
import { fittedModel } from "../fitted-model.js";
import { groupHistories } from "../group-histories.js";
import { type PurchaseColumns, readPurchases } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";

/**
 * Returns the NBD fitted by maximum likelihood: customers buy at random at rates that differ between them, and nobody is ever lost.
 *
 * Rates follow a gamma distribution with shape `r` and rate `alpha` (Ehrenberg 1959). It is the limit of the other models without loss,
 * and a baseline: where customers do leave, it forecasts far too much. Where rates do not differ, the fit is the limit with one rate
 * `lambda` and says so; it never fails for want of convergence, see {@link FitReport}. No customers give the status `"no-data"`.
 * Cost: grouping in O(n), then a few steps over distinct ages and numbers of repeats.
 *
 * @param purchases - Repeat purchases of a ledger, or columns.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE`, `LENGTH_MISMATCH`, `UNKNOWN_NAME` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * const model = fitNbd({ repeats: [0, 0, 1, 4, 9], last: [0, 0, 20, 28, 30], age: [30, 31, 33, 32, 30] });
 * model.fit.status; // => "converged"
 * Math.round(expectedPurchases(model, { repeats: 4, last: 28, age: 32 }, { value: 32, unit: "week" })); // => 4
 * ```
 * @see {@link fitMbgNbd} for a model in which customers can be lost
 * @since 0.1.0
 */
export function fitNbd(purchases: RepeatPurchases | PurchaseColumns): BuyingModel<"rfm-kit/nbd"> {
  const read = readPurchases("fitNbd", purchases);
  const data = bgData(groupHistories(read, false));
  return fittedModel("rfm-kit/nbd", read, data.customers, fitBgFamily(data, { k: 1, first: 0 }, false, 0));
}
