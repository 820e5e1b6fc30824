import type { FitStatus } from "../../buying/buying-model.js";
import type { Warning } from "../../input/ledger.js";

/**
 * Features as columns by name, one number per customer; `NaN` is a missing value.
 *
 * @since 0.1.0
 */
export type FeatureColumns<Name extends string = string> = { readonly [N in Name]: ArrayLike<number> };

/**
 * What a logistic model knows of a feature.
 *
 * @since 0.1.0
 */
export interface LogisticFeature<Name extends string = string> {
  /** The feature's name. */
  readonly name: Name;
  /** The mean of the values that were fitted; a missing value counts as it. */
  readonly mean: number;
  /** Their standard deviation (by n); 0 where all were equal. */
  readonly scale: number;
  /** How much the log-odds rise by one standard deviation more; 0 where all were equal. */
  readonly weight: number;
  /** How many values were missing. */
  readonly missing: number;
  /** How much the log-odds rise where the value is missing; `null` where none was, or all were. */
  readonly missingWeight: number | null;
}

/**
 * What is known of the fit of a logistic model. All numbers are finite or `null`.
 *
 * @since 0.1.0
 */
export interface LogisticFit {
  /** How the fit ended. `"boundary"`: all labels are equal, so the model says nearly that of everybody. */
  readonly status: FitStatus;
  /** How many customers were fitted. */
  readonly customers: number;
  /** In how many the event happened. */
  readonly events: number;
  /** The logarithm of the likelihood, without the ridge; `null` without data. */
  readonly logLikelihood: number | null;
  /** The largest component of the gradient with the ridge, per customer; `null` where nothing was searched. */
  readonly gradientNorm: number | null;
  /** Newton steps taken. */
  readonly iterations: number;
  /** What a user should know: `"CONSTANT_FEATURE"`, `"SEPARABLE"`, `"ONE_CLASS"`, `"NO_DATA"`, `"NOT_CONVERGED"`. */
  readonly warnings: readonly Warning[];
}

/**
 * A fitted logistic regression as plain JSON: weights and how features are standardised, never data.
 *
 * @since 0.1.0
 */
export interface LogisticModel<Name extends string = string> {
  /** Always `"rfm-kit/logistic"`. */
  readonly kind: "rfm-kit/logistic";
  /** The version of this form. */
  readonly version: 1;
  /** The ridge that it was fitted with. */
  readonly ridge: number;
  /** The log-odds of a customer who has the mean of every feature. */
  readonly intercept: number;
  /** The features, in the order of their columns. */
  readonly features: readonly LogisticFeature<Name>[];
  /** How the fit went. */
  readonly fit: LogisticFit;
}
