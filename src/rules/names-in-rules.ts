import { leavesIn, typesIn } from "./leaves-in.js";
import type { Rule } from "./rule.js";
import type { RuleData } from "./rule-program.js";

/** The event types and the fields of customers that rules look at. */
export interface NamesInRules {
  readonly types: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** Collects the names in checked rules and in those they refer to; what is muted is not looked at. */
export function namesInRules(rules: readonly Rule[], references: RuleData["references"]): NamesInRules {
  const types = new Set<string>();
  const fields = new Set<string>();
  for (const leaf of leavesIn(rules, references)) {
    if ("field" in leaf) fields.add(leaf.field);
    else {
      for (const type of typesIn(leaf)) types.add(type);
      if (leaf.exceptKeyed !== undefined) types.add(leaf.exceptKeyed.event);
    }
  }
  return { types, fields };
}
