import type { LifecycleRule } from "./lifecycle-rule.js";

/**
 * Days of silence from which a customer is in each state; `null` where nobody is, because the rule has no such step or the data gave
 * none.
 *
 * @since 0.1.0
 */
export interface LifecycleThresholds {
  /** From how many days on a customer is at risk. */
  readonly atRisk: number | null;
  /** From how many days on a customer is lapsed. */
  readonly lapsed: number | null;
  /** From how many days on a customer is lost. */
  readonly lost: number | null;
}

/**
 * How much a rule was fitted on.
 *
 * @since 0.1.0
 */
export interface LifecycleFit {
  /** Customers with a purchase. */
  readonly customers: number;
  /** Customers with two purchase days or more. */
  readonly repeaters: number;
  /** Gaps between their purchase days. */
  readonly gaps: number;
  /** The sum of these gaps in days: over `gaps` it is the mean gap of all. */
  readonly gapDays: number;
}

/**
 * A rule and what was found for it in the data. Plain JSON, so it can be saved, compared, and used to judge the customers of another
 * month by the same thresholds. {@link fitLifecycle} makes it, {@link loadLifecycle} reads it.
 *
 * @since 0.1.0
 */
export interface LifecycleModel {
  /** Always `"rfm-kit/lifecycle"`. */
  readonly kind: "rfm-kit/lifecycle";
  /** The version of this form. */
  readonly version: 1;
  /** The day that it was fitted on, as ISO text; `null` where there was no purchase and none was stated. */
  readonly asOf: string | null;
  /** The rule as it was asked for. */
  readonly rule: LifecycleRule;
  /** The thresholds of everyone, or under a rule of own gaps those of customers who have too few. */
  readonly thresholds: LifecycleThresholds;
  /** The shrinkage as it was used; `null` where the rule has none. */
  readonly shrinkage: number | null;
  /** How much it was fitted on. */
  readonly fittedOn: LifecycleFit;
}
