import type { Rule } from "../rules/rule.js";

/**
 * A checked rule in which the conditions on fields that are not known are settled for customers of whom nothing is known: only `null`
 * holds. Everything else keeps its place, so paths stay right.
 */
export function withoutFields(rule: Rule, isKnown: (field: string) => boolean): Rule {
  if ("combinator" in rule) return { ...rule, rules: rule.rules.map((part) => withoutFields(part, isKnown)) };
  if (!("field" in rule) || isKnown(rule.field)) return rule;
  return { combinator: rule.operator === "null" ? "and" : "or", rules: [], muted: rule.muted };
}
