/**
 * Why a stage, or the plan as a whole, cannot reach its target. `"NO_AUDIENCE"`, `"NO_CONVERSION"` and `"NO_SPEND"`: this factor of
 * its GMV is 0. `"AUDIENCE_TOO_LARGE"`: it would need more than 2^53 people. `"CONVERSION_ABOVE_ONE"`: more buyers than people.
 * `"CONVERSION_ABOVE_CEILING"`: a higher conversion than the stated ceiling. `"AUDIENCE_ABOVE_LIMIT"`: more people than the stated
 * `maxAudience`. `"BUDGET_ABOVE_LIMIT"`, of the plan as a whole: new customers cost more than the stated `budget`. Codes are part of
 * the API.
 *
 * @since 0.1.0
 */
export type PlanObstacle =
  | "NO_AUDIENCE"
  | "NO_CONVERSION"
  | "NO_SPEND"
  | "AUDIENCE_TOO_LARGE"
  | "CONVERSION_ABOVE_ONE"
  | "CONVERSION_ABOVE_CEILING"
  | "AUDIENCE_ABOVE_LIMIT"
  | "BUDGET_ABOVE_LIMIT";

/**
 * What a plan says of any stage. Money is in major units.
 *
 * @since 0.1.0
 */
export interface PlannedStage<Id extends string = string> {
  /** The stage's name. */
  readonly id: Id;
  /** How many people are in it. */
  readonly audience: number;
  /** Buyers over audience, as given. */
  readonly conversion: number;
  /** What a buyer spends, as given. */
  readonly spendPerBuyer: number;
  /** The GMV of the people who are in it: `audience * conversion * spendPerBuyer`. */
  readonly forecast: number;
  /** The ceiling of its conversion, as given; `null` without one. */
  readonly ceiling: number | null;
  /** Whether the target can be reached. */
  readonly feasible: boolean;
  /** Every reason why not. */
  readonly obstacles: readonly PlanObstacle[];
}

/**
 * A stage of new customers: how many people it takes.
 *
 * @since 0.1.0
 */
export interface NewStagePlan<Id extends string = string> extends PlannedStage<Id> {
  /** New customers. */
  readonly kind: "new";
  /** The GMV it has to bring. */
  readonly target: number;
  /** The fewest people who bring it, `ceil(target / (conversion * spendPerBuyer))`; `null` where no number of people would. */
  readonly requiredAudience: number | null;
  /** The most people it can have, as given; `null` without a limit. */
  readonly maxAudience: number | null;
  /** How many of them are not there yet: `max(0, requiredAudience - audience)`. */
  readonly need: number | null;
  /** What they cost: `need * costPerUser`; `null` without a cost. */
  readonly budget: number | null;
}

/**
 * A stage of existing customers: how well it must convert.
 *
 * @since 0.1.0
 */
export interface ExistingStagePlan<Id extends string = string> extends PlannedStage<Id> {
  /** Existing customers. */
  readonly kind: "existing";
  /** The GMV it has to bring; `null` where there is a target but no forecast by which to divide it. */
  readonly target: number | null;
  /** The conversion that brings it, `uplift * conversion`; may be above 1. `null` where there is no uplift. */
  readonly requiredConversion: number | null;
}

/**
 * A stage in a plan; `kind` tells which.
 *
 * @since 0.1.0
 */
export type StagePlan<Id extends string = string> = NewStagePlan<Id> | ExistingStagePlan<Id>;

/**
 * The new customers of a plan together.
 *
 * @since 0.1.0
 */
export interface NewCustomersPlan {
  /** The GMV they have to bring. */
  readonly target: number;
  /** The GMV of the audience that is there already. */
  readonly forecast: number;
  /** How many more people are needed; `null` where no number would do, in any stage. */
  readonly need: number | null;
  /** What they cost; `null` where the cost of a stage is not known. */
  readonly budget: number | null;
}

/**
 * The existing customers of a plan together.
 *
 * @since 0.1.0
 */
export interface ExistingCustomersPlan {
  /** The GMV they have to bring. */
  readonly target: number;
  /** The GMV that they bring anyway. */
  readonly forecast: number;
  /** `target - forecast`; below 0 it is a surplus. */
  readonly gap: number;
  /** `target / forecast`, by which every conversion must be multiplied; `null` if the forecast is 0. */
  readonly uplift: number | null;
}

/**
 * A stage of existing customers under a coupon.
 *
 * @since 0.1.0
 */
export interface CouponStage<Id extends string = string> {
  /** The stage's name. */
  readonly id: Id;
  /** What a buyer spends after the discount. */
  readonly spendPerBuyer: number;
  /** The conversion that brings the target all the same; `null` where there is no uplift. */
  readonly requiredConversion: number | null;
  /** Whether that can be reached. */
  readonly feasible: boolean;
  /** Every reason why not. */
  readonly obstacles: readonly PlanObstacle[];
}

/**
 * What a coupon for all existing customers asks for.
 *
 * @since 0.1.0
 */
export interface CouponPlan<Id extends string = string> {
  /** The discount, as a part of the price. */
  readonly depth: number;
  /** By how much every conversion must be multiplied: `uplift / (1 - depth)`; `null` where there is no uplift. */
  readonly multiplier: number | null;
  /** Whether every existing stage can reach its target. */
  readonly feasible: boolean;
  /** The stages of existing customers. */
  readonly stages: readonly CouponStage<Id>[];
}

/**
 * The numbers of a plan: plain JSON, money in major units.
 *
 * @since 0.1.0
 */
export interface GmvPlanFigures<Id extends string = string> {
  /** The GMV to be reached. */
  readonly target: number;
  /** Decimals of money. */
  readonly decimals: number;
  /** The part of the target that falls to new customers, before it is rounded to an amount. */
  readonly newShare: number;
  /** The most that new customers may cost, as given; `null` without a limit. What they do cost is `newCustomers.budget`. */
  readonly budget: number | null;
  /** Whether every stage can reach its target, and the plan as a whole. */
  readonly feasible: boolean;
  /** What stands against the plan as a whole: `"BUDGET_ABOVE_LIMIT"`. What stands against a stage, the stage has. */
  readonly obstacles: readonly PlanObstacle[];
  /** The new customers together. */
  readonly newCustomers: NewCustomersPlan;
  /** The existing customers together. */
  readonly existingCustomers: ExistingCustomersPlan;
  /** The stages in the given order. */
  readonly stages: readonly StagePlan<Id>[];
  /** What coupons for existing customers ask for, one element per depth. */
  readonly coupons: readonly CouponPlan<Id>[];
}

/**
 * What {@link planGmv} returns.
 *
 * @since 0.1.0
 */
export interface GmvPlan<Id extends string = string> extends GmvPlanFigures<Id> {
  /** The plan in words, one line for the whole and one for each stage: what must happen there. */
  explain(language?: "en" | "zh-Hans"): string;
}
