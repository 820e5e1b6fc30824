import type { Warning } from "../input/ledger.js";
import type { TimeUnit } from "./time-unit.js";

/**
 * The kinds of models of buying behaviour.
 *
 * @since 0.1.0
 */
export type BuyingModelKind =
  | "rfm-kit/nbd"
  | "rfm-kit/bg-nbd"
  | "rfm-kit/mbg-nbd"
  | "rfm-kit/pareto-nbd"
  | "rfm-kit/bg-cnbd"
  | "rfm-kit/mbg-cnbd"
  | "rfm-kit/bg-bb";

/**
 * How a fit ended. `"converged"`: an interior optimum. `"boundary"`: the likelihood is highest at the edge of the family, so the model is
 * the limit that `limit` names. `"not-converged"`: the best point found, with a warning. `"no-data"`: nothing to fit.
 *
 * @since 0.1.0
 */
export type FitStatus = "converged" | "boundary" | "not-converged" | "no-data";

/**
 * What a family becomes at its edge. `"no-dropout"`: nobody is ever lost (the NBD). `"homogeneous-dropout"`: everybody drops out with
 * the same chance. `"polarised-dropout"`: some drop out at the first chance, the others never. `"homogeneous-rate"`: everybody buys
 * at the same rate (Poisson). `"no-purchases"`: nobody ever came back. Where two hold, the one about dropout is named.
 *
 * @since 0.1.0
 */
export type LimitModel =
  | "no-dropout"
  | "homogeneous-dropout"
  | "polarised-dropout"
  | "homogeneous-rate"
  | "no-purchases";

/**
 * What is known about the fit of a model. All numbers are finite or `null`.
 *
 * @since 0.1.0
 */
export interface FitReport {
  /** How the fit ended. */
  readonly status: FitStatus;
  /** The limit that took the place of the family, or `null`. */
  readonly limit: LimitModel | null;
  /** The logarithm of the likelihood of all customers, times in the model's unit, nothing dropped; `null` without data. */
  readonly logLikelihood: number | null;
  /** The largest component of the gradient over the logarithms of the parameters, per customer; `null` where there is none. */
  readonly gradientNorm: number | null;
  /** Newton steps taken. */
  readonly iterations: number;
  /** How many customers were fitted. */
  readonly customers: number;
  /** The standard error of each parameter, by name; `null` where the likelihood does not determine it. */
  readonly standardErrors: { readonly [parameter: string]: number | null };
  /** What a user should know, such as a parameter the data hardly determine. */
  readonly warnings: readonly Warning[];
}

/**
 * A fitted model of buying behaviour as plain JSON: parameters, time unit and report, never data.
 *
 * @since 0.1.0
 */
export interface BuyingModel<Kind extends BuyingModelKind = BuyingModelKind> {
  /** Which model. */
  readonly kind: Kind;
  /** The version of this form. */
  readonly version: 1;
  /** The unit of every time that the model takes or gives. */
  readonly timeUnit: TimeUnit;
  /** The day up to which purchases were observed, as ISO text; `null` where the caller gave columns without one. */
  readonly asOf: string | null;
  /**
   * The parameters by their names in the literature. A limit has its own: one rate `lambda` in place of `r` and `alpha`, one chance `p`
   * to drop out in place of `a` and `b` (0 where nobody does), one rate of loss `mu` in place of `s` and `beta`, or a share `pi` of
   * customers who are lost at once, all others never.
   */
  readonly parameters: { readonly [name: string]: number };
  /** How the fit went. */
  readonly fit: FitReport;
}

/**
 * What a model knows of one customer, times in the model's unit.
 *
 * @since 0.1.0
 */
export interface PurchaseHistory {
  /** Repeat purchases: distinct purchase days but the first. */
  readonly repeats: number;
  /** Time from the first to the last purchase; 0 without repeats. */
  readonly last: number;
  /** Time from the first purchase to the end of observation. */
  readonly age: number;
}
