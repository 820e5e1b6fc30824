import { isMuted } from "../rules/muted.js";
import { isMembership } from "../rules/program/check-rule-data.js";
import type { Rule } from "../rules/rule.js";
import type { RuleData } from "../rules/rule-program.js";

/** The event types and the fields of customers that rules look at. */
export interface NamesInRules {
  readonly types: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** Collects the names in checked rules and in those they refer to; what is muted is not looked at. */
export function namesInRules(rules: readonly Rule[], references: RuleData["references"]): NamesInRules {
  const types = new Set<string>();
  const fields = new Set<string>();
  const followed = new Set<string>();
  const todo = [...rules];
  for (let rule = todo.pop(); rule !== undefined; rule = todo.pop()) {
    if (isMuted(rule)) continue;
    if ("combinator" in rule) todo.push(...rule.rules);
    else if ("event" in rule) {
      for (const type of typeof rule.event === "string" ? [rule.event] : rule.event) types.add(type);
      if (rule.exceptKeyed !== undefined) types.add(rule.exceptKeyed.event);
    } else if ("field" in rule) fields.add(rule.field);
    else if (!followed.has(rule.segment)) {
      followed.add(rule.segment);
      const target = references?.[rule.segment];
      if (target !== undefined && !isMembership(target)) todo.push(target);
    }
  }
  return { types, fields };
}
