import type { BuyingModel } from "../buying-model.js";
import type { PurchaseColumns } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";
import { type ErlangOptions, fitErlang } from "./fit-erlang.js";

/**
 * Returns the MBG/CNBD-k fitted by maximum likelihood: the MBG/NBD with more regular gaps between purchases.
 *
 * See {@link fitBgCnbd} for what k is and how it is chosen, and {@link fitMbgNbd} for being lost at the first purchase.
 *
 * @param purchases - Repeat purchases of a ledger, or columns with `logGaps`.
 * @param options - k, if it is known.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `MISSING_OPTION` for columns without `logGaps`; `OUT_OF_RANGE` for k; those of {@link fitBgNbd}.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 1000, seed: 3, days: 364 }));
 * const model = fitMbgCnbd(repeatPurchases(ledger), { k: 2 });
 * Object.keys(model.parameters); // => ["k", "r", "alpha", "a", "b"]
 * ```
 * @see {@link fitBgCnbd}
 * @since 0.1.0
 */
export function fitMbgCnbd(
  purchases: RepeatPurchases | PurchaseColumns,
  options: ErlangOptions = {},
): BuyingModel<"rfm-kit/mbg-cnbd"> {
  return fitErlang("fitMbgCnbd", "rfm-kit/mbg-cnbd", 1, purchases, options);
}
