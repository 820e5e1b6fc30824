import type { Rule } from "../rules/rule.js";

/**
 * The same text for people in several languages, by language tag such as `"en"` or `"zh-Hans"`.
 *
 * @since 0.1.0
 */
export interface StageTexts {
  readonly [language: string]: string;
}

/**
 * One stage of a model.
 *
 * @since 0.1.0
 */
export interface Stage<Id extends string = string> {
  /** The name that programs use. */
  readonly id: Id;
  /** Who is in it, unless a deeper stage has them. */
  readonly when: Rule;
  /** A shallower stage that must hold too, with all that it requires itself; where it does not, this stage is passed over. */
  readonly requires?: NoInfer<Id> | undefined;
  /** Names for people. */
  readonly names?: StageTexts | undefined;
}

/**
 * What {@link defineStages} is given: a model of one's own, or one from a file.
 *
 * @since 0.1.0
 */
export interface StagesDefinition<Id extends string = string> {
  /** Where it is given, always `"rfm-kit/stages"`. */
  readonly kind?: "rfm-kit/stages" | undefined;
  /** Where it is given, the version of this form. */
  readonly format?: 1 | undefined;
  /** The model's own name. */
  readonly id: string;
  /** The version of its rules, such as a year: published rules move over time. */
  readonly version: string;
  /** What people call it, in English. */
  readonly title?: string | undefined;
  /** The stages from shallow to deep, 1 to 30. */
  readonly stages: readonly Stage<Id>[];
  /** Web pages that the rules are taken from. */
  readonly sources?: readonly string[] | undefined;
  /** What a user should know of the rules, in English. */
  readonly notes?: readonly string[] | undefined;
  /** What of the rules no first-hand source confirms, in English. */
  readonly unverified?: readonly string[] | undefined;
}

/**
 * A ladder of stages, shallow to deep. A customer is in the deepest stage whose rule holds on the day, or in none. Plain JSON;
 * make one with {@link defineStages}.
 *
 * @since 0.1.0
 */
export interface StageModel<Id extends string = string> extends StagesDefinition<Id> {
  /** Always `"rfm-kit/stages"`. */
  readonly kind: "rfm-kit/stages";
  /** The version of this form. */
  readonly format: 1;
}

/** In a column of stages: in none. A model has at most 30 stages. */
export const NO_STAGE = 255;
