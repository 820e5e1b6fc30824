import { FIRST_DAY, LAST_DAY } from "../input/days/calendar.js";
import type { CycleMethod } from "./cycle-columns.js";
import type { LifecycleState } from "./lifecycle-state.js";
import type { Shrinkage } from "./shrinkage.js";

/** As many days as the calendar has. */
export const MOST_DAYS: number = LAST_DAY - FIRST_DAY;

/**
 * What every {@link LifecycleRule} says besides its steps; none of it changes a state.
 *
 * @since 0.1.0
 */
export interface LifecycleRuleTexts {
  /** A name for it. */
  readonly id?: string | undefined;
  /** The same for people. */
  readonly title?: string | undefined;
  /** Web addresses of who published it. */
  readonly sources?: readonly string[] | undefined;
  /** What a user should know of it, in English. */
  readonly notes?: readonly string[] | undefined;
  /** What of it no first-hand source confirms, in English. */
  readonly unverified?: readonly string[] | undefined;
  /** What the source calls the states. */
  readonly labels?: Readonly<Partial<Record<LifecycleState, string>>> | undefined;
}

/**
 * The three steps down, each in the unit of its rule. Where one is `null` nobody is in that state.
 *
 * @since 0.1.0
 */
export interface LifecycleSteps {
  /** Where active ends. */
  readonly atRisk: number | null;
  /** Where at risk ends. */
  readonly lapsed: number | null;
  /** Where all hope ends. */
  readonly lost: number;
}

/**
 * The rule that {@link hiatus} makes: fixed days of silence.
 *
 * @since 0.1.0
 */
export interface HiatusRule extends LifecycleRuleTexts, LifecycleSteps {
  /** Which rule it is. */
  readonly method: "hiatus";
}

/**
 * The rule that {@link pooledPercentile} makes: percentiles of all gaps.
 *
 * @since 0.1.0
 */
export interface PooledPercentileRule extends LifecycleRuleTexts, LifecycleSteps {
  /** Which rule it is. */
  readonly method: "pooledPercentile";
}

/**
 * The rule that {@link kaplanMeier} makes: chances of a purchase.
 *
 * @since 0.1.0
 */
export interface KaplanMeierRule extends LifecycleRuleTexts, LifecycleSteps {
  /** Which rule it is. */
  readonly method: "kaplanMeier";
  /** Within how many days the purchase is to come. */
  readonly within: number;
}

/**
 * The rule that {@link personalMultiple} makes: multiples of the purchase cycle.
 *
 * @since 0.1.0
 */
export interface PersonalMultipleRule extends LifecycleRuleTexts, LifecycleSteps {
  /** Which rule it is. */
  readonly method: "personalMultiple";
  /** Which cycle: the customer's own, or with `"population"` the mean gap of all. */
  readonly cycle: CycleMethod | "population";
  /** How far the own mean is drawn to that of all; `null` unless the cycle is `"shrunk"`. */
  readonly shrinkage: Shrinkage | null;
  /** Customers with fewer gaps of their own have the cycle of all; `null` unless the cycle is `"mean"` or `"median"`. */
  readonly minGaps: number | null;
}

/**
 * The rule that {@link ownGapShare} makes: shares of the customer's own gaps.
 *
 * @since 0.1.0
 */
export interface OwnGapShareRule extends LifecycleRuleTexts, LifecycleSteps {
  /** Which rule it is. */
  readonly method: "ownGapShare";
  /** Customers with fewer gaps of their own are judged by those of all. */
  readonly minGaps: number;
}

/**
 * How long a silence makes a customer at risk, lapsed or lost, as data: plain JSON. Make one with {@link kaplanMeier},
 * {@link pooledPercentile}, {@link hiatus}, {@link personalMultiple} or {@link ownGapShare}, or take one that a vendor publishes:
 * {@link nes5}, {@link statlas3}, {@link vortexIq4}, {@link clutch3}, {@link tiquo3}, {@link ordinary4}.
 *
 * @since 0.1.0
 */
export type LifecycleRule =
  | HiatusRule
  | PooledPercentileRule
  | KaplanMeierRule
  | PersonalMultipleRule
  | OwnGapShareRule;
