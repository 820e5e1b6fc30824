import { builtRule } from "./built-rule.js";
import type { Rule, RuleGroup } from "./rule.js";

/**
 * Returns the rule that holds where all of the given rules do; `and()` holds for everyone.
 *
 * The result is plain frozen JSON. Cost: the size of the rules, which are checked and copied.
 *
 * @param rules - The rules.
 * @returns A group.
 * @throws {@link RfmError} `BAD_RULE` if one of them is no rule.
 *
 * @example
 * ```ts
 * and(attr("city", "=", "Wuhan"), attr("points", ">=", 100)).rules.length; // => 2
 * and(ref("vip")); // => { combinator: "and", rules: [{ segment: "vip" }] }
 * ```
 * @see {@link or}, {@link not}
 * @since 0.1.0
 */
export function and(...rules: readonly Rule[]): RuleGroup {
  return builtRule("and", { combinator: "and", rules });
}
