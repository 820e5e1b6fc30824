import { builtRule } from "./built-rule.js";
import type { Rule, RuleGroup } from "./rule.js";

/**
 * Returns the rule that holds where at least one of the given rules does; `or()` holds for no one.
 *
 * The result is plain frozen JSON. Cost: the size of the rules, which are checked and copied.
 *
 * @param rules - The rules.
 * @returns A group.
 * @throws {@link RfmError} `BAD_RULE` if one of them is no rule.
 *
 * @example
 * ```ts
 * or(ref("vip"), attr("points", ">", 999)).rules[1]; // => { field: "points", operator: ">", value: 999 }
 * or(); // => { combinator: "or", rules: [] }
 * ```
 * @see {@link and}, {@link not}
 * @since 0.1.0
 */
export function or(...rules: readonly Rule[]): RuleGroup {
  return builtRule("or", { combinator: "or", rules });
}
