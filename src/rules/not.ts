import { builtRule } from "./built-rule.js";
import type { Rule, RuleGroup } from "./rule.js";

/**
 * Returns the rule that holds where the given rule does not, for customers about whom nothing is known, too.
 *
 * A group is turned round where it stands, and a second time back; any other rule is put in a group. The result is plain frozen JSON.
 * Cost: the size of the rule, which is checked and copied.
 *
 * @param rule - The rule.
 * @returns A group.
 * @throws {@link RfmError} `BAD_RULE` if it is no rule.
 *
 * @example
 * ```ts
 * not(ref("vip")); // => { combinator: "and", rules: [{ segment: "vip" }], not: true }
 * not(not(or(ref("a"), ref("b")))).combinator; // => "or"
 * not(not(or(ref("a"), ref("b")))).not; // => undefined
 * ```
 * @see {@link and}, {@link or}
 * @since 0.1.0
 */
export function not(rule: Rule): RuleGroup {
  const inner = builtRule("not", rule, "rule");
  if (!("combinator" in inner))
    return Object.freeze<RuleGroup>({ combinator: "and", rules: Object.freeze([inner]), not: true });
  const { not: isTurned = false, ...group } = inner;
  return Object.freeze<RuleGroup>(isTurned ? group : { ...group, not: true });
}
