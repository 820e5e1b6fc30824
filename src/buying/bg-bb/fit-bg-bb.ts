import type { BuyingModel, FitStatus, LimitModel } from "../buying-model.js";
import { emptyFit, type Fitted, fittedModel, limitWarning, NOT_CONVERGED, weakWarnings } from "../fitted-model.js";
import { groupHistories, type Histories } from "../group-histories.js";
import type { PurchaseColumns } from "../purchase-columns.js";
import { hasRepeats } from "../search-limits.js";
import { searchReport } from "../search-report.js";
import { namesOf, parameterSlopes, parametersAt, shapeAt } from "./bg-bb-form.js";
import { readOpportunities } from "./read-opportunities.js";
import { type BgBbCandidate, isPolarised, searchBgBb } from "./search-bg-bb.js";
import type { UsedOpportunities } from "./used-opportunities.js";

/**
 * Returns the BG/BB model of used opportunities, fitted by maximum likelihood: while a customer is there each opportunity is used with
 * an own chance that differs as Beta(alpha, beta), and before each the customer is lost with an own chance that differs as
 * Beta(gamma, delta) (Fader, Hardie and Shang 2010).
 *
 * For purchases that happen once a period or not at all. In columns `repeats` is the number of opportunities used, `last` the
 * number of the last one used (0 for none), `age` how many there were, which may differ between customers, and `timeUnit` how long one
 * is: a year where it is not given. Times of the model, such as horizons, count opportunities; half a one is half as likely to be used.
 *
 * Where the likelihood is highest at the edge of the family the model is that limit, which `fit.limit` names: `theta` in place of
 * `gamma` and `delta` is the one chance to be lost, or 0 where nobody is (the beta-binomial model), and `p` in place of `alpha` and
 * `beta` the one chance to use an opportunity. It never throws for want of an optimum. Cost: about ten Newton steps, each with a term
 * per distinct history and opportunity since its last use.
 *
 * @param purchases - Of {@link usedOpportunities}, or columns.
 * @returns The model: plain JSON in a kilobyte.
 * @throws {@link RfmError} `WRONG_TYPE`, `OUT_OF_RANGE` or `LENGTH_MISMATCH` for columns, `UNKNOWN_NAME` for the unit.
 *
 * @example
 * ```ts
 * const columns = {
 *   repeats: [0, 1, 1, 1, 2, 2, 3],
 *   last: [0, 1, 2, 3, 2, 3, 3],
 *   age: [3, 3, 3, 3, 3, 3, 3],
 *   counts: [390, 90, 35, 55, 60, 90, 280],
 * };
 * const model = fitBgBb(columns);
 * model.fit.status; // => "converged"
 * Object.keys(model.parameters); // => ["alpha", "beta", "gamma", "delta"]
 * model.timeUnit; // => "year"
 * ```
 * @see Fader, Hardie and Shang (2010), "Customer-base analysis in a discrete-time noncontractual setting", Marketing Science 29
 * @since 0.1.0
 */
export function fitBgBb(purchases: UsedOpportunities | PurchaseColumns): BuyingModel<"rfm-kit/bg-bb"> {
  const read = readOpportunities("fitBgBb", purchases);
  const histories = groupHistories(read, false);
  return fittedModel("rfm-kit/bg-bb", read, histories.customers, fitHistories(histories));
}

function fitHistories(histories: Histories): Fitted {
  const { customers } = histories;
  if (!hasRepeats(histories)) return emptyFit(customers, { p: 0, theta: 0 });
  const best = searchBgBb(histories);
  const names = namesOf(best.form);
  const shape = shapeAt(best.form, best.point);
  const values = parametersAt(best.form, shape);
  const parameters = Object.fromEntries(names.map((name, i) => [name, values[i]]));
  // Chances are searched by their log odds.
  const scales = names.map((name, i) => (name === "p" || name === "theta" ? values[i] * (1 - values[i]) : values[i]));
  const report = searchReport(best, names, parameterSlopes(best.form, shape), scales, customers);
  const limits = limitsOf(best);
  const isFound = best.converged || isPolarised(best);
  const status: FitStatus = !isFound ? "not-converged" : limits.length > 0 ? "boundary" : "converged";
  const noLoss = best.form.loss === "none";
  return {
    ...report,
    parameters: noLoss ? { ...parameters, theta: 0 } : parameters,
    status,
    limit: limits[0] ?? null,
    standardErrors: noLoss ? { ...report.standardErrors, theta: null } : report.standardErrors,
    warnings: [
      ...(isFound ? [] : [NOT_CONVERGED]),
      ...limits.map(limitWarning),
      ...weakWarnings(parameters, report.standardErrors),
    ],
  };
}

/** The limits that the best stands for, that of dropout first. */
function limitsOf(best: BgBbCandidate): LimitModel[] {
  const { use, loss } = best.form;
  const limits: LimitModel[] = [];
  if (loss === "none") limits.push("no-dropout");
  if (loss === "fixed") limits.push("homogeneous-dropout");
  if (isPolarised(best)) limits.push("polarised-dropout");
  if (use === "fixed") limits.push("homogeneous-rate");
  return limits;
}
