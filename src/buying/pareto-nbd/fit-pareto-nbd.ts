import type { BuyingModel } from "../buying-model.js";
import { fittedModel } from "../fitted-model.js";
import { groupHistories } from "../group-histories.js";
import { type PurchaseColumns, readPurchases } from "../purchase-columns.js";
import type { RepeatPurchases } from "../repeat-purchases.js";
import { fitPareto } from "./fit-pareto.js";

/**
 * Returns the Pareto/NBD model of purchases, fitted by maximum likelihood: customers buy at rates that differ as Gamma(r, alpha), and
 * are lost at any time, at rates that differ as Gamma(s, beta) (Schmittlein, Morrison and Colombo 1987).
 *
 * The likelihood is the integral over the time of the loss, all of whose terms are positive, instead of hypergeometric functions,
 * which fail for heavy buyers. Damped Newton steps with the exact Hessian find the optimum to a gradient of 1e-9 per customer, or
 * better. `s` and `beta` are hard to tell apart: their standard errors are large in ordinary data, and predictions hardly depend on it.
 *
 * Where the likelihood is highest at the edge of the family the model is that limit, which `fit.limit` names: `mu` in place of `s`
 * and `beta` is the one rate at which all are lost, or 0 where nobody is, and `lambda` in place of `r` and `alpha` is the one rate at
 * which all buy. To `"polarised-dropout"` the family comes as `s` and `beta` go to 0: `pi` is the share of customers who are lost at
 * once, the others never are. It also stands for a `beta` below 1e-90 that would gain nothing of evidence. It never throws for want of
 * an optimum. Cost: customers are grouped by their history; about ten steps of a few dozen logarithms per distinct history.
 *
 * @param purchases - Of {@link repeatPurchases}, or columns.
 * @returns The model: plain JSON in a kilobyte.
 * @throws {@link RfmError} `WRONG_TYPE`, `OUT_OF_RANGE` or `LENGTH_MISMATCH` for columns, `UNKNOWN_NAME` for the unit.
 *
 * @example
 * ```ts
 * const { customer, date, amount } = simulateOrders({ customers: 2000, seed: 4 });
 * const purchases = repeatPurchases(ledgerFromColumns({ customer, date, amount }));
 * const model = fitParetoNbd(purchases);
 * model.fit.status; // => "converged"
 * Object.keys(model.parameters); // => ["r", "alpha", "s", "beta"]
 * model.timeUnit; // => "week"
 * ```
 * @see {@link fitMbgNbd} and {@link fitBgNbd}, in which customers are lost only when they buy
 * @see Schmittlein, Morrison and Colombo (1987), "Counting your customers", Management Science 33
 * @since 0.1.0
 */
export function fitParetoNbd(purchases: RepeatPurchases | PurchaseColumns): BuyingModel<"rfm-kit/pareto-nbd"> {
  const read = readPurchases("fitParetoNbd", purchases);
  const histories = groupHistories(read, false);
  return fittedModel("rfm-kit/pareto-nbd", read, histories.customers, fitPareto(histories));
}
