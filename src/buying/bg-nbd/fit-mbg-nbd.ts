import type { BuyingModel } from "../buying-model.js";
import { fittedModel } from "../fitted-model.js";
import { groupHistories } from "../group-histories.js";
import { type PurchaseColumns, readPurchases } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";
import { bgData } from "./bg-data.js";
import { fitBgFamily } from "./fit-bg-family.js";

/**
 * Returns the MBG/NBD fitted by maximum likelihood: the BG/NBD in which customers may be lost at their first purchase too.
 *
 * So customers with one purchase fade like the others, which shops find more sensible than the BG/NBD's certainty that they are there.
 * Parameters, limits and cost are those of {@link fitBgNbd} (Batislam, Denizel and Filiztekin 2007).
 *
 * @param purchases - Repeat purchases of a ledger, or columns.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE`, `LENGTH_MISMATCH`, `UNKNOWN_NAME` or `OUT_OF_RANGE` for the columns.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 2000, seed: 3, days: 364 }));
 * const model = fitMbgNbd(repeatPurchases(ledger));
 * const once = { repeats: 0, last: 0, age: 40 };
 * probabilityAlive(model, once) < 1; // => true
 * noPurchaseProbability(model, once, { value: 90, unit: "day" }) > 0.5; // => true
 * ```
 * @see Batislam, Denizel and Filiztekin (2007), "Empirical validation and comparison of models for customer base analysis",
 * International Journal of Research in Marketing 24
 * @since 0.1.0
 */
export function fitMbgNbd(purchases: RepeatPurchases | PurchaseColumns): BuyingModel<"rfm-kit/mbg-nbd"> {
  const read = readPurchases("fitMbgNbd", purchases);
  const data = bgData(groupHistories(read, false));
  return fittedModel("rfm-kit/mbg-nbd", read, data.customers, fitBgFamily(data, { k: 1, first: 1 }, true, 0));
}
