import { checkOptions } from "../checks/check-options.js";
import { formatDay } from "../input/days/format-day.js";
import type { Ledger, Warning } from "../input/ledger.js";
import { type Maximum, maximise } from "../math/maximise.js";
import { standardErrors } from "../math/standard-errors.js";
import { type CustomerSpend, type CustomerSpendOptions, measureSpend, SPEND_OPTIONS } from "./customer-spend.js";
import { gammaGammaLikelihood } from "./gamma-gamma-likelihood.js";
import type { GammaGammaModel, SpendFitReport } from "./gamma-gamma-model.js";
import { correlationOf } from "./spend-correlation.js";
import { fitSameCustomers, fitSamePurchases, type LimitFit } from "./spend-limits.js";
import { type SpendColumns, type SpendRows, spendRows } from "./spend-rows.js";

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
  const rows = spendRows(where, "spend", spend);
  const { asOf = null, currency = null, purchases = null } = known ?? {};
  return Object.freeze<GammaGammaModel>({
    kind: "rfm-kit/gamma-gamma",
    version: 1,
    currency,
    asOf: asOf === null ? null : formatDay(asOf),
    purchases,
    ...fitted(rows),
  });
}

// The largest component of the gradient, per customer, that counts as an optimum.
const TOLERANCE = 1e-12;
// An interior optimum must be better than the limits by more than the rounding of the sums, as a share of the likelihood.
const NOISE = 1e-11;
// Beyond this the independence that the model assumes is doubtful.
const STRONG_CORRELATION = 0.3;

type Fit = Pick<GammaGammaModel, "parameters" | "populationMean" | "fit">;

function fitted(given: SpendRows): Fit {
  const { means, rows, withoutPurchases, withoutSpend } = given;
  const report = {
    customers: rows,
    withoutPurchases,
    withoutSpend,
    gradientNorm: null,
    iterations: 0,
    logLikelihood: null,
    correlation: correlationOf(given),
    standardErrors: {},
  };
  if (rows === 0) {
    const warnings = [
      { code: "NO_SPEND", message: "no customer has a purchase of a positive amount, so nothing was fitted" },
    ];
    return frozen({}, null, { ...report, status: "no-data", limit: null, warnings });
  }
  if (means.every((mean) => mean === means[0])) {
    const message = "every mean spend is the same, so that is what everybody is expected to spend";
    const warnings = [{ code: "BOUNDARY", message }];
    const errors = { mean: null };
    return frozen({ mean: means[0] }, means[0], {
      ...report,
      status: "boundary",
      limit: "same-spend",
      standardErrors: errors,
      warnings,
    });
  }
  // A power of two near the typical spend: the search is the same in every currency.
  const scale = 2 ** Math.round(Math.log2(means[rows >> 1]));
  const scaled = { ...given, means: means.map((mean) => mean / scale) };
  const inner = maximise(gammaGammaLikelihood(scaled), { start: startOf(scaled), tolerance: TOLERANCE * rows });
  const limits = [fitSameCustomers(scaled, TOLERANCE * rows), fitSamePurchases(scaled, TOLERANCE * rows)];
  const limit = limits[0].end.value >= limits[1].end.value ? limits[0] : limits[1];
  const isLimit = !(inner.value > limit.end.value + NOISE * Math.abs(limit.end.value));
  return isLimit ? ofLimit(limit, scale, rows, report) : ofInner(inner, scale, rows, report);
}

type Known = Omit<SpendFitReport, "status" | "limit" | "warnings">;

function ofInner(end: Maximum, scale: number, rows: number, known: Known): Fit {
  const [p, q, g] = Array.from(end.point, Math.exp);
  const errors = standardErrors(end.hessian, 3);
  const parameters = { p, q, gamma: g * scale };
  const scaleOf = Object.values(parameters);
  const error = (i: number): number | null => (errors[i] === null ? null : errors[i] * scaleOf[i]);
  const warnings: Warning[] = [...correlationWarnings(known.correlation)];
  if (!end.converged) {
    const message =
      "the search for the best parameters stopped before the likelihood was flat; they are the best found";
    warnings.push({ code: "NOT_CONVERGED", message });
  }
  if (q <= 1) {
    const message = `q is ${q.toFixed(3)}: at 1 or below the mean of all customers has no bound, so it is null; expected spends of customers with purchases are not`;
    warnings.push({ code: "NO_POPULATION_MEAN", message });
  }
  return frozen(parameters, q > 1 ? (p * g * scale) / (q - 1) : null, {
    ...known,
    ...searched(end, scale, rows),
    status: end.converged ? "converged" : "not-converged",
    limit: null,
    standardErrors: { p: error(0), q: error(1), gamma: error(2) },
    warnings,
  });
}

function ofLimit({ limit, shape, rate, meanVariance, end }: LimitFit, scale: number, rows: number, known: Known): Fit {
  const isCustomers = limit === "same-customers";
  const other = isCustomers ? rate / scale : rate * scale;
  const [error] = standardErrors(end.hessian, 1);
  const shapeError = error === null ? null : error * shape;
  const otherError = error === null ? null : Math.sqrt(error * error + meanVariance) * other;
  const mean = isCustomers ? (shape * scale) / rate : shape > 1 ? (rate * scale) / (shape - 1) : null;
  const message = isCustomers
    ? "customers differ in their spend no more than chance makes them: all are expected to spend the same"
    : "means of many purchases vary as much as those of one: a customer is expected to spend the mean so far";
  const warnings: Warning[] = [{ code: "BOUNDARY", message }, ...correlationWarnings(known.correlation)];
  if (mean === null) {
    const text = `q is ${shape.toFixed(3)}: at 1 or below the mean of all customers has no bound, so it is null`;
    warnings.push({ code: "NO_POPULATION_MEAN", message: text });
  }
  return frozen(isCustomers ? { p: shape, nu: other } : { q: shape, c: other }, mean, {
    ...known,
    ...searched(end, scale, rows),
    status: "boundary",
    limit,
    standardErrors: isCustomers ? { p: shapeError, nu: otherError } : { q: shapeError, c: otherError },
    warnings,
  });
}

/** What the end of a search on scaled money says of the money itself. */
function searched(end: Maximum, scale: number, rows: number): Partial<SpendFitReport> {
  return {
    logLikelihood: end.value - rows * Math.log(scale),
    gradientNorm: end.gradientNorm / rows,
    iterations: end.steps,
  };
}

function correlationWarnings(correlation: number | null): Warning[] {
  if (correlation === null || Math.abs(correlation) < STRONG_CORRELATION) return [];
  const message = `the mean spend and the number of purchases correlate by ${correlation.toFixed(2)}; the model takes them to be independent`;
  return [{ code: "DEPENDENT_SPEND", message }];
}

function frozen(parameters: { [name: string]: number }, populationMean: number | null, report: SpendFitReport): Fit {
  const standardErrors = Object.freeze(report.standardErrors);
  const fit = Object.freeze({ ...report, standardErrors, warnings: Object.freeze(report.warnings) });
  return { parameters: Object.freeze(parameters), populationMean, fit };
}

/** Where the search begins: the shapes of ordinary shop data, and the gamma that gives them the mean spend. */
function startOf({ rows, means }: SpendRows): number[] {
  let sum = 0;
  for (const mean of means) sum += mean;
  return [Math.log(4), Math.log(4), Math.log(((sum / rows) * 3) / 4)];
}
