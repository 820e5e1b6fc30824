import { checkOptions } from "../checks/check-options.js";
import { formatDay } from "../input/days/format-day.js";
import type { Ledger } from "../input/ledger.js";
import {
  type CustomerSpend,
  type CustomerSpendOptions,
  checkSpend,
  measureSpend,
  SPEND_OPTIONS,
} from "./customer-spend.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";
import { searchGammaGamma } from "./search-gamma-gamma.js";
import { type SpendColumns, spendRows } from "./spend-rows.js";

/**
 * Returns the gamma-gamma model of how much customers spend per purchase, fitted by maximum likelihood.
 *
 * A customer's amounts are Gamma(p, rate v), and v differs between customers as Gamma(q, rate gamma) (Fader, Hardie and Lee 2005). It is
 * fitted to the mean of each customer's purchases, those of the first day left out unless `purchases: "all"`, and gives the
 * {@link expectedSpend}. Only means above 0 of at least one purchase count; `fit` says how many did not. Money is in major units; another
 * currency changes gamma alone, in proportion.
 *
 * The model takes the spend to be independent of how often a customer buys: `fit.correlation` says whether it is. Where the
 * likelihood is highest at the edge of the model, it is that limit, which `fit.limit` names. With `q` of 1 or below the mean of all
 * customers has no bound: `populationMean` is `null`, with a warning. Nothing to fit gives a model without parameters.
 * Cost: a sort, and one logarithm per customer and Newton step, of which there are about ten.
 *
 * @param spend - The mean spends: of {@link customerSpend}, or columns.
 * @returns The model: plain JSON in a kilobyte.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `LENGTH_MISMATCH` or `WRONG_TYPE` for columns.
 *
 * @example
 * ```ts
 * const { amount, customer, date } = simulateOrders({ customers: 3000, seed: 5 });
 * const model = fitGammaGamma(ledgerFromColumns({ amount, customer, date }));
 * model.fit.status; // => "converged"
 * Math.abs((model.populationMean ?? 0) / (6.25 * 15.44 / 2.74) - 1) < 0.05; // => true
 * expectedSpend(model, { count: 0, mean: 0 }) === model.populationMean; // => true
 * ```
 * @see {@link customerValue} for spend and number of purchases together
 * @see Fader and Hardie (2013), "The gamma-gamma model of monetary value"
 * @since 0.1.0
 */
export function fitGammaGamma(spend: CustomerSpend | SpendColumns): GammaGammaModel;
/**
 * The same on a ledger.
 *
 * @param ledger - The orders.
 * @param options - asOf, and whether the first purchases count.
 * @returns The model.
 */
export function fitGammaGamma(ledger: Ledger, options?: CustomerSpendOptions): GammaGammaModel;
export function fitGammaGamma(
  source: CustomerSpend | SpendColumns | Ledger,
  options: CustomerSpendOptions = {},
): GammaGammaModel {
  const where = "fitGammaGamma";
  const isLedger = (source as Ledger | null)?.kind === "rfm-kit/ledger";
  checkOptions(where, options, isLedger ? SPEND_OPTIONS : []);
  const spend = isLedger ? measureSpend(where, source as Ledger, options) : (source as CustomerSpend | SpendColumns);
  const known = "kind" in Object(spend) ? (spend as CustomerSpend) : null;
  if (known === null) checkOptions(where, spend, ["count", "mean"], "spend");
  else checkSpend(where, "spend", known);
  const rows = spendRows(where, "spend", spend);
  const { asOf = null, currency = null, purchases = null } = known ?? {};
  return Object.freeze<GammaGammaModel>({
    kind: "rfm-kit/gamma-gamma",
    version: 1,
    currency,
    asOf: asOf === null ? null : formatDay(asOf),
    purchases,
    ...searchGammaGamma(rows),
  });
}
