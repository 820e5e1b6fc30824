import { builtRule } from "./built-rule.js";
import type { ReferenceRule } from "./rule.js";

/**
 * Returns the rule that holds for the customers of a named rule, a stage or a segment.
 *
 * What the name means is said where the rule is used. The result is plain frozen JSON. Cost: constant.
 *
 * @param name - The name.
 * @returns A reference.
 * @throws {@link RfmError} `BAD_RULE` if the name is no text or empty.
 *
 * @example
 * ```ts
 * ref("champions"); // => { segment: "champions" }
 * ```
 * @since 0.1.0
 */
export function ref(name: string): ReferenceRule {
  return builtRule<ReferenceRule>("ref", { segment: name });
}
