import { checkedStages } from "./check-stages.js";
import type { StageModel, StagesDefinition } from "./stage-model.js";

/**
 * Returns a stage model, after checking every part of it: one of your own, or one that was saved as JSON.
 *
 * The stages stand from shallow to deep; a customer is in the deepest whose rule holds. A stage may require a shallower one: where that
 * does not hold, with all that it requires itself, the stage is passed over and the next shallower one is asked. Rules are those of
 * `validateRule`; each needs a condition that is not muted, and keys that only editors use are left out. Cost: the size of the rules.
 *
 * @param definition - The stages with their rules, an id and a version; what `JSON.parse` gave of a model is one too.
 * @returns The model: plain JSON, frozen; stage ids are literal types.
 * @throws {@link RfmError} `WRONG_TYPE`, `UNKNOWN_OPTION`, `MISSING_OPTION` or `OUT_OF_RANGE` for what is malformed; `DUPLICATE` for two
 * stages of one id; `UNKNOWN_REFERENCE` for a required stage that does not exist, `CYCLIC_REFERENCE` for one that is not shallower;
 * `BAD_RULE` for a rule. Each with the path of the fault.
 *
 * @example
 * ```ts
 * const model = defineStages({
 *   id: "shop",
 *   version: "1",
 *   stages: [
 *     { id: "visitor", when: { event: "visit", measure: { fn: "count" }, operator: ">=", value: 1, within: { days: 30 } } },
 *     { id: "buyer", when: { event: "purchase", measure: { fn: "count" }, operator: ">=", value: 1 } },
 *     { id: "fan", requires: "buyer", when: { event: "share", measure: { fn: "count" }, operator: ">=", value: 1 } },
 *   ],
 * });
 * model.stages.map(({ id }) => id); // => ["visitor", "buyer", "fan"]
 * defineStages(JSON.parse(JSON.stringify(model))).stages[2].requires; // => "buyer"
 * let path: string | undefined;
 * try { defineStages({ ...model, stages: [{ ...model.stages[2], requires: "fan" }] }); }
 * catch (error) { if (isRfmError(error)) path = error.details.path; }
 * path; // => "stages[0].requires"
 * ```
 * @see {@link classifyStages} to use it, {@link aiplDatabank} for a model that is ready
 * @since 0.1.0
 */
export function defineStages<const Id extends string>(definition: StagesDefinition<Id>): StageModel<Id> {
  return checkedStages("defineStages", "", definition);
}
