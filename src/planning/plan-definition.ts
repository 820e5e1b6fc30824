/**
 * What is known of any stage of a plan, over a period as long as the one that is planned.
 *
 * @since 0.1.0
 */
export interface StageFigures {
  /** Buyers over audience, from 0 to 1. */
  readonly conversion: number;
  /** What a buyer spends in the period, in major units of money. */
  readonly spendPerBuyer: number;
  /** GMV that the stage brought in the past, in any unit: only the proportions between stages count. */
  readonly pastGmv?: number | undefined;
  /** The conversion that is not believed to be exceeded, such as the best there ever was. @defaultValue none */
  readonly ceiling?: number | undefined;
}

/**
 * What is known of a stage of new customers, whose audience is bought.
 *
 * @since 0.1.0
 */
export interface NewStageFigures extends StageFigures {
  /** How many people are in the stage already. @defaultValue 0 */
  readonly audience?: number | undefined;
  /** The part of the new customers' target that falls to this stage; all new stages' sum to 1. @defaultValue by `pastGmv` */
  readonly share?: number | undefined;
  /** What one more person in the stage costs, in major units of money. @defaultValue unknown, so that there is no budget */
  readonly costPerUser?: number | undefined;
  /** The most people that the stage can have, those who are in it included. @defaultValue no limit */
  readonly maxAudience?: number | undefined;
}

/**
 * What is known of a stage of existing customers, who are as many as they are.
 *
 * @since 0.1.0
 */
export interface ExistingStageFigures extends StageFigures {
  /** How many people are in the stage. */
  readonly audience: number;
}

/**
 * A stage of new customers in a plan.
 *
 * @since 0.1.0
 */
export interface NewStage<Id extends string = string> extends NewStageFigures {
  /** The stage's name. */
  readonly id: Id;
  /** New customers. */
  readonly kind: "new";
}

/**
 * A stage of existing customers in a plan.
 *
 * @since 0.1.0
 */
export interface ExistingStage<Id extends string = string> extends ExistingStageFigures {
  /** The stage's name. */
  readonly id: Id;
  /** Existing customers. */
  readonly kind: "existing";
}

/**
 * The four stages of AIPL: aware and interested people are new customers, buyers and loyal buyers existing ones.
 *
 * @since 0.1.0
 */
export interface AiplStages {
  /** Aware. */
  readonly A: NewStageFigures;
  /** Interested. */
  readonly I: NewStageFigures;
  /** Purchased. */
  readonly P: ExistingStageFigures;
  /** Loyal. */
  readonly L: ExistingStageFigures;
}

/**
 * What {@link planGmv} plans for, whatever the stages; plain JSON.
 *
 * @since 0.1.0
 */
export interface GmvGoal {
  /** The GMV to be reached in the period, in major units of money, with no more decimals than `decimals`. */
  readonly target: number;
  /** The part of the target that falls to new customers, from 0 to 1. @defaultValue by `pastGmv` of all stages */
  readonly newShare?: number | undefined;
  /** Discounts that coupons could give existing customers, as parts of the price. @defaultValue [0.05, 0.1, 0.15, 0.2] */
  readonly couponDepths?: readonly number[] | undefined;
  /** The most that new customers may cost, in major units of money; every new stage then needs a `costPerUser`. @defaultValue no limit */
  readonly budget?: number | undefined;
  /** Decimals of money, from 0 to 9: the smallest amount of a stage's target. @defaultValue 2 */
  readonly decimals?: number | undefined;
}

/**
 * A plan on stages of any names.
 *
 * @since 0.1.0
 */
export interface GmvPlanDefinition<Id extends string = string> extends GmvGoal {
  /** The stages, at most 1000, in the order of the result. */
  readonly stages: readonly (NewStage<Id> | ExistingStage<Id>)[];
}

/**
 * A plan on the four stages of AIPL.
 *
 * @since 0.1.0
 */
export interface AiplPlanDefinition extends GmvGoal {
  /** The four stages. */
  readonly stages: AiplStages;
}
