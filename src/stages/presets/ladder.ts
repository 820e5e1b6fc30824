import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import type { Rule } from "../../rules/rule.js";
import { checkedCondition } from "../check-stages.js";
import { defineStages } from "../define-stages.js";
import type { StageModel, StageTexts } from "../stage-model.js";
import { checkWindows, type StageWindows } from "./check-windows.js";
import { type Days, happened } from "./rule-parts.js";

/**
 * What brings a customer into a stage whose behaviours its owner has not published: event types, of which one within the stage's
 * window is enough, or a rule, which has its own windows.
 *
 * @since 0.1.0
 */
export type StageBehaviour = readonly string[] | Rule;

/** A stage of a published ladder. */
interface LadderStage<Id extends string> {
  readonly id: Id;
  readonly names: StageTexts;
  /** The rule; left out where the behaviours are for the caller to say. */
  readonly when?: (days: Days) => Rule;
  /** The window, where a source gives one. */
  readonly days?: number;
}

/** A published ladder. */
export interface Ladder<Id extends string> {
  readonly where: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly stages: readonly LadderStage<Id>[];
  readonly sources?: readonly string[];
  readonly notes?: readonly string[];
  readonly unverified: readonly string[];
}

/** The model of a ladder, with the windows and behaviours that a caller gives. */
export function modelOfLadder<Id extends string>(ladder: Ladder<Id>, options: unknown): StageModel<Id> {
  const { where, stages: _, ...words } = ladder;
  const open = ladder.stages.filter(({ when }) => when === undefined).map(({ id }) => id);
  checkOptions(where, options, open.length === 0 ? ["windows"] : ["windows", "behaviours"]);
  const given = options as { readonly windows?: unknown; readonly behaviours?: unknown };
  const known = Object.fromEntries(ladder.stages.flatMap(({ id, days }) => (days === undefined ? [] : [[id, days]])));
  const ids = ladder.stages.map(({ id }) => id);
  const windows = checkWindows(where, given.windows, ids, known as Partial<StageWindows<Id>>);
  if (open.length > 0) checkOptions(where, given.behaviours ?? {}, open, "options.behaviours");
  const behaviours = (given.behaviours ?? {}) as { readonly [id: string]: unknown };
  const stages = ladder.stages.map(({ id, names, when }) => {
    const own = Object.hasOwn(behaviours, id) ? behaviours[id] : undefined;
    return { id, names, when: when?.(windows[id]) ?? ruleOf(where, `options.behaviours.${id}`, own, windows[id]) };
  });
  return defineStages({ ...words, stages });
}

/** The rule of a behaviour. */
function ruleOf(where: string, path: string, behaviour: unknown, days: Days): Rule {
  if (Array.isArray(behaviour)) {
    const types: readonly unknown[] = Array.from(behaviour);
    const isNames = types.length > 0 && types.every((type) => typeof type === "string" && type !== "");
    if (isNames) return happened(types as readonly string[], days);
  } else if (typeof behaviour === "object" && behaviour !== null) return checkedCondition(where, path, behaviour);
  const code = behaviour === undefined ? "MISSING_OPTION" : "WRONG_TYPE";
  throw optionError(code, where, path, "be event types, or a rule: its owner has not published it", behaviour);
}
