import { isMuted } from "./muted.js";
import { isMembership } from "./program/check-rule-data.js";
import type { AttributeRule, EventRule, Rule } from "./rule.js";
import type { RuleData } from "./rule-program.js";

/** The conditions in checked rules and in those they refer to, each rule behind a name once; what is muted is not looked at. */
export function leavesIn(rules: readonly Rule[], references: RuleData["references"]): (AttributeRule | EventRule)[] {
  const leaves: (AttributeRule | EventRule)[] = [];
  const followed = new Set<string>();
  const todo = [...rules];
  for (let rule = todo.pop(); rule !== undefined; rule = todo.pop()) {
    if (isMuted(rule)) continue;
    if ("combinator" in rule) todo.push(...rule.rules);
    else if (!("segment" in rule)) leaves.push(rule);
    else if (!followed.has(rule.segment)) {
      followed.add(rule.segment);
      const target = references?.[rule.segment];
      if (target !== undefined && !isMembership(target)) todo.push(target);
    }
  }
  return leaves;
}

/** The types of the events that an event rule looks at, without its partner's. */
export function typesIn({ event }: EventRule): readonly string[] {
  return typeof event === "string" ? [event] : event;
}
