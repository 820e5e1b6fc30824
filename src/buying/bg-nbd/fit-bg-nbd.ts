import type { BuyingModel } from "../buying-model.js";
import { fittedModel } from "../fitted-model.js";
import { groupHistories } from "../group-histories.js";
import { type PurchaseColumns, readPurchases } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";
import { bgData } from "./bg-data.js";
import { fitBgFamily } from "./fit-bg-family.js";

/**
 * Returns the BG/NBD fitted by maximum likelihood: customers buy at random at their own rates, and after each repeat purchase may be lost
 * for good.
 *
 * Rates follow a gamma distribution with shape `r` and rate `alpha`, the chance to be lost at a repeat purchase a beta distribution with
 * `a` and `b` (Fader, Hardie and Lee 2005). Nobody can be lost before the first repeat purchase, so customers with one purchase have
 * P(alive) = 1: take {@link fitMbgNbd} where that is wrong, and {@link noPurchaseProbability} as the risk of churn in any case.
 *
 * The search is Newton's with the exact second derivatives, from starts of its own; parameters do not depend on the order of the rows, and
 * times may be in any unit. Data without signs of loss, or without differences between customers, give a limit of the model, whose
 * parameters `fit.limit` explains; the fit never fails for want of convergence, see {@link FitReport}. No customers give the
 * status `"no-data"`. Cost: O(n log n) at most to group equal histories, then five to ten steps over the groups; a million customers take
 * a fraction of a second.
 *
 * @param purchases - Repeat purchases of a ledger, or columns.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE`, `LENGTH_MISMATCH`, `UNKNOWN_NAME` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 2000, seed: 3, days: 364 }));
 * const model = fitBgNbd(repeatPurchases(ledger));
 * model.fit.status; // => "converged"
 * Object.keys(model.parameters); // => ["r", "alpha", "a", "b"]
 * model.parameters.r > 0.8 && model.parameters.r < 1.1; // => true
 * ```
 * @see Fader, Hardie and Lee (2005), "Counting your customers the easy way", Marketing Science 24
 * @since 0.1.0
 */
export function fitBgNbd(purchases: RepeatPurchases | PurchaseColumns): BuyingModel<"rfm-kit/bg-nbd"> {
  const read = readPurchases("fitBgNbd", purchases);
  const data = bgData(groupHistories(read, false));
  return fittedModel("rfm-kit/bg-nbd", read, data.customers, fitBgFamily(data, { k: 1, first: 0 }, true, 0));
}
