import { checkedRule } from "./checked-rule.js";
import { copyRule } from "./copy-rule.js";
import type { Rule } from "./rule.js";

/** What a builder returns: a checked, frozen copy of its own. The paths of faults begin with the arguments' names. */
export function builtRule<T extends Rule>(where: string, rule: T, path = ""): T {
  return copyRule(checkedRule(where, path, rule, {}, { allowsMuted: true })) as T;
}
