import type { BuyingModel } from "../buying-model.js";
import type { PurchaseColumns } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";
import { type ErlangOptions, fitErlang } from "./fit-erlang.js";

/**
 * Returns the BG/CNBD-k fitted by maximum likelihood: the BG/NBD with more regular gaps between purchases.
 *
 * A gap is the sum of `k` exponential ones, so k = 1 is the {@link fitBgNbd}; alpha is that of a stage (Reutterer, Platzer and Schroeder
 * 2020). The likeliest k is searched from 1 up to 12, until two in a row are worse. Everything that the model answers is exact, also
 * expected purchases, which the literature approximates. Limits are those of {@link fitBgNbd}.
 * Cost: a fit for each k tried, each step of which takes O(k) per group of equal histories.
 *
 * @param purchases - Repeat purchases of a ledger, or columns with `logGaps`.
 * @param options - k, if it is known.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `MISSING_OPTION` for columns without `logGaps`; `OUT_OF_RANGE` for k; those of {@link fitBgNbd}.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns(simulateOrders({ customers: 1000, seed: 3, days: 364 }));
 * const model = fitBgCnbd(repeatPurchases(ledger));
 * model.parameters.k; // => 1
 * ```
 * @see Reutterer, Platzer and Schroeder (2020), "Leveraging purchase regularity for predicting customer behavior the easy way",
 * International Journal of Research in Marketing 38
 * @since 0.1.0
 */
export function fitBgCnbd(
  purchases: RepeatPurchases | PurchaseColumns,
  options: ErlangOptions = {},
): BuyingModel<"rfm-kit/bg-cnbd"> {
  return fitErlang("fitBgCnbd", "rfm-kit/bg-cnbd", 0, purchases, options);
}
