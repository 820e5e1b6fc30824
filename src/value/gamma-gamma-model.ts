import type { FitStatus } from "../buying/buying-model.js";
import type { Warning } from "../input/ledger.js";
import type { SpendOf } from "./customer-spend.js";

/**
 * What the gamma-gamma model becomes at its edge. `"same-customers"`: customers do not differ, only their purchases do; parameters `p`
 * and `nu`. `"same-purchases"`: a customer's purchases do not differ, only customers do; `q` and `c`. `"same-spend"`: all spend the
 * same; `mean`.
 *
 * @since 0.1.0
 */
export type SpendLimit = "same-customers" | "same-purchases" | "same-spend";

/**
 * What is known of the fit of a gamma-gamma model. All numbers are finite or `null`.
 *
 * @since 0.1.0
 */
export interface SpendFitReport {
  /** How the fit ended. */
  readonly status: FitStatus;
  /** The limit that took the place of the model, or `null`. */
  readonly limit: SpendLimit | null;
  /** The logarithm of the likelihood of all mean spends, in major units; `null` where it has none or no bound. */
  readonly logLikelihood: number | null;
  /** The largest component of the gradient over the logarithms of the parameters, per customer; `null` where there is none. */
  readonly gradientNorm: number | null;
  /** Newton steps taken. */
  readonly iterations: number;
  /** How many customers were fitted. */
  readonly customers: number;
  /** Customers left out because they have no purchase of the kind that counts. */
  readonly withoutPurchases: number;
  /** Customers left out because their mean spend is 0 or below. */
  readonly withoutSpend: number;
  /** The standard error of each parameter, by name; `null` where the likelihood does not determine it. */
  readonly standardErrors: { readonly [parameter: string]: number | null };
  /** Pearson's correlation of the number of purchases with the mean spend, which the model takes to be 0; `null` where one is constant. */
  readonly correlation: number | null;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}

/**
 * A fitted gamma-gamma model as plain JSON: parameters and report, never data.
 *
 * @since 0.1.0
 */
export interface GammaGammaModel {
  /** Always `"rfm-kit/gamma-gamma"`. */
  readonly kind: "rfm-kit/gamma-gamma";
  /** The version of this form. */
  readonly version: 1;
  /** The ISO 4217 code of the money, if it is known. The model is in major units. */
  readonly currency: string | null;
  /** The day up to which purchases counted, as ISO text; `null` where the caller gave columns. */
  readonly asOf: string | null;
  /** Which purchases the means were of; `null` where the caller gave columns. */
  readonly purchases: SpendOf | null;
  /** `p`, `q` and `gamma`, or those of the limit that `fit.limit` names; none without data. */
  readonly parameters: { readonly [name: string]: number };
  /** Expected spend of somebody of whom nothing is known, `p gamma / (q - 1)`; `null` where q is 1 or below, so that it has no bound. */
  readonly populationMean: number | null;
  /** How the fit went. */
  readonly fit: SpendFitReport;
}
