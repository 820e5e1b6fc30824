import { weakWarnings } from "../buying/fitted-model.js";
import type { Warning } from "../input/ledger.js";
import { type Maximum, maximise } from "../math/maximise.js";
import { standardErrors } from "../math/standard-errors.js";
import { gammaGammaLikelihood } from "./gamma-gamma-likelihood.js";
import type { GammaGammaModel, SpendFitReport, SpendLimit } from "./gamma-gamma-model.js";
import { correlationOf } from "./spend-correlation.js";
import { fitSameCustomers, fitSamePurchases, type LimitFit } from "./spend-limits.js";
import type { SpendRows } from "./spend-rows.js";

// A component of the gradient per customer: what a search aims at, and what counts as an optimum.
const AIM = 1e-12;
const OPTIMUM = 1e-9;
// Ordinary searches take six steps; one that takes more than this runs to a limit.
const MOST_STEPS = 40;
// Beyond this the model differs from its limit by less than rounding makes of its likelihood.
const MOST_SHAPE = 1e6;
// Spends that differ by less than this share are the same: no cent of a thousand dollars.
const ALIKE = 1e-6;
// Beyond this the independence that the model assumes is doubtful.
const STRONG_CORRELATION = 0.3;

type Fit = Pick<GammaGammaModel, "parameters" | "populationMean" | "fit">;

/** What a search found, on money in units of `scale`. */
interface Found {
  readonly limit: SpendLimit | null;
  readonly parameters: { readonly [name: string]: number };
  /** The standard errors of their logarithms. */
  readonly errors: readonly (number | null)[];
  readonly populationMean: number | null;
  /** `null` where there was nothing to search. */
  readonly end: Maximum | null;
}

/** Fits the model, or the limit at its edge, to means. */
export function searchGammaGamma(given: SpendRows): Fit {
  const { means, rows } = given;
  if (rows === 0) return reported(given, { limit: null, parameters: {}, errors: [], populationMean: null, end: null });
  const alike = commonSpend(given);
  if (alike !== null) {
    const found = { parameters: { mean: alike }, errors: [null], populationMean: alike, end: null };
    return reported(given, { limit: "same-spend", ...found });
  }
  // A power of two near the typical spend: the search is the same in every currency.
  const scale = 2 ** Math.round(Math.log2(means[rows >> 1]));
  const scaled = { ...given, means: means.map((mean) => mean / scale) };
  const tolerance = AIM * rows;
  const inner = maximise(gammaGammaLikelihood(scaled), { start: startOf(scaled), tolerance, maxSteps: MOST_STEPS });
  const limits = [fitSameCustomers(scaled, tolerance), fitSamePurchases(scaled, tolerance)];
  const limit = limits[0].end.value >= limits[1].end.value ? limits[0] : limits[1];
  const isInner = isBetter(inner, limit.end) && Math.max(inner.point[0], inner.point[1]) < Math.log(MOST_SHAPE);
  return reported(given, isInner ? innerFound(inner, scale) : limitFound(limit, scale), scale);
}

/** The one amount that everybody spends, or `null` where spends differ. */
function commonSpend({ rows, means }: SpendRows): number | null {
  let [least, most] = [means[0], means[0]];
  let sum = 0;
  for (const mean of means) {
    least = Math.min(least, mean);
    most = Math.max(most, mean);
    sum += mean;
  }
  if (least === most) return least;
  return most - least <= ALIKE * least ? sum / rows : null;
}

/** Whether one likelihood is higher by more than rounding. */
function isBetter(one: Maximum, other: Maximum): boolean {
  return one.value > other.value + 1e-8 + 1e-13 * Math.abs(other.value);
}

/** Where the search begins: the shapes of ordinary shop data, and the gamma that gives them the mean spend. */
function startOf({ rows, means }: SpendRows): number[] {
  let sum = 0;
  for (const mean of means) sum += mean;
  return [Math.log(4), Math.log(4), Math.log(((sum / rows) * 3) / 4)];
}

function innerFound(end: Maximum, scale: number): Found {
  const [p, q, g] = Array.from(end.point, Math.exp);
  const gamma = g * scale;
  const populationMean = q > 1 ? (p * gamma) / (q - 1) : null;
  return { limit: null, parameters: { p, q, gamma }, errors: standardErrors(end.hessian, 3), populationMean, end };
}

function limitFound({ limit, shape, rate, meanVariance, end }: LimitFit, scale: number): Found {
  const [error] = standardErrors(end.hessian, 1);
  const errors = [error, error === null ? null : Math.sqrt(error * error + meanVariance)];
  if (limit === "same-customers") {
    const nu = rate / scale;
    return { limit, parameters: { p: shape, nu }, errors, populationMean: shape / nu, end };
  }
  const c = rate * scale;
  const populationMean = shape > 1 ? c / (shape - 1) : null;
  return { limit, parameters: { q: shape, c }, errors, populationMean, end };
}

function reported(given: SpendRows, { limit, parameters, errors, populationMean, end }: Found, scale = 1): Fit {
  const { rows, withoutPurchases, withoutSpend } = given;
  const gradientNorm = end === null ? null : end.gradientNorm / rows;
  const isFound = gradientNorm === null || gradientNorm <= OPTIMUM;
  const correlation = correlationOf(given);
  const names = Object.entries(parameters);
  const errorOf = (error: number | null, value: number): number | null => (error === null ? null : error * value);
  const standardErrors = Object.fromEntries(names.map(([name, value], i) => [name, errorOf(errors[i], value)]));
  const fit: SpendFitReport = {
    status: rows === 0 ? "no-data" : !isFound ? "not-converged" : limit === null ? "converged" : "boundary",
    limit,
    logLikelihood: end === null ? null : end.value - rows * Math.log(scale),
    gradientNorm,
    iterations: end?.steps ?? 0,
    customers: rows,
    withoutPurchases,
    withoutSpend,
    standardErrors: Object.freeze(standardErrors),
    correlation,
    warnings: Object.freeze([
      ...warningsOf(limit, isFound, rows, parameters["q"], correlation),
      ...(end === null ? [] : weakWarnings(parameters, standardErrors)),
    ]),
  };
  return { parameters: Object.freeze({ ...parameters }), populationMean, fit: Object.freeze(fit) };
}

const ABOUT_LIMIT: { readonly [Limit in SpendLimit]: string } = {
  "same-customers":
    "customers differ in their spend no more than chance makes them: all are expected to spend the same",
  "same-purchases":
    "means of many purchases vary no less than those of one: customers are expected to spend their mean so far",
  "same-spend": "every mean spend is the same, so that is what everybody is expected to spend",
};

function warningsOf(
  limit: SpendLimit | null,
  isFound: boolean,
  rows: number,
  q: number | undefined,
  correlation: number | null,
): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): void => {
    warnings.push({ code, message });
  };
  if (rows === 0) warn("NO_DATA", "no customer has a purchase of a positive amount, so nothing was fitted");
  if (!isFound) warn("NOT_CONVERGED", "the search ended before an optimum; the parameters are the best found");
  if (limit !== null) warn(limit.toUpperCase().replace("-", "_"), ABOUT_LIMIT[limit]);
  if (q !== undefined && q <= 1) {
    const message = `q is ${q.toFixed(3)}: at 1 or below the mean of all customers has no bound, so it is null`;
    warn("NO_POPULATION_MEAN", message);
  }
  if (correlation !== null && Math.abs(correlation) > STRONG_CORRELATION) {
    const message = `mean spend and number of purchases correlate by ${correlation.toFixed(2)}; the model takes them to be independent`;
    warn("DEPENDENT_SPEND", message);
  }
  return warnings;
}
