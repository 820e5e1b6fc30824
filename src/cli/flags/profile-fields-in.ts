import type { ProfileType } from "../../input/profiles/profiles.js";
import { isMuted } from "../../rules/muted.js";
import { isDayText } from "../../rules/relative-date.js";
import type { AttributeRule, Rule } from "../../rules/rule.js";
import type { StageModel } from "../../stages/stage-model.js";

/** The fields of customers that the rules of a model look at, and what they are compared as. */
export function profileFieldsIn({ stages }: StageModel): Map<string, ProfileType> {
  const types = new Map<string, ProfileType>();
  const todo: Rule[] = stages.map(({ when }) => when);
  for (let rule = todo.pop(); rule !== undefined; rule = todo.pop()) {
    if (isMuted(rule)) continue;
    if ("combinator" in rule) todo.push(...rule.rules);
    else if ("field" in rule) types.set(rule.field, typeOf(rule) ?? types.get(rule.field) ?? "text");
  }
  return types;
}

/** What a comparison takes a field for; `undefined` where it takes any. */
function typeOf({ operator, value }: AttributeRule): ProfileType | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (operator === "anniversary" || isDayText(first) || (typeof first === "object" && first !== null)) return "date";
  if (typeof first === "number") return "number";
  if (typeof first === "boolean") return "boolean";
  return first === undefined ? undefined : "text";
}
