import { checkSchema } from "./check-schema.js";
import { checkedRule } from "./checked-rule.js";
import { copyRule } from "./copy-rule.js";
import { isMuted } from "./muted.js";
import { convertRule } from "./normalization/convert-rule.js";
import type { Rule } from "./rule.js";
import type { RuleSchema } from "./rule-schema.js";
import { knownNames } from "./validation/known-names.js";

/**
 * Returns the rule that an editor such as react-querybuilder holds: text converted by the type of the field, what is muted left out.
 *
 * - `"10"` becomes 10 for a number, `"true"` becomes `true` for a boolean, `"20260301"` and `"2026-03-01T09:30"` become `"2026-03-01"` for
 *   a date. The number, the days and the dates of an event rule are converted likewise.
 * - `"a,b"` becomes `["a", "b"]` for `in`, `notIn`, `between` and `notBetween`; a comma after a backslash belongs to the text.
 * - The value of `null` and `notNull` is dropped.
 * - A leaf whose `meta` has `event` or `segment` is replaced by `meta`: an event rule or a reference that an editor cannot hold otherwise.
 * - Muted rules, groups that are muted throughout and the keys of editors are left out, even where what is muted is not finished yet.
 *
 * Everything else stays where it was. A second time changes nothing. The result is then checked as {@link validateRule} does, so a
 * text that is no number is an error, and so is one that a number would round, such as `"9007199254740993"`. Fields that the schema
 * does not name keep their text. Cost: the size of the rule and of the schema.
 *
 * @param rule - What the editor holds.
 * @param schema - The names that may be used, and their types.
 * @returns The rule, plain frozen JSON.
 * @throws {@link RfmError} as {@link validateRule} does.
 *
 * @example
 * ```ts
 * const held = {
 *   id: "g1",
 *   combinator: "and",
 *   rules: [
 *     { id: "r1", field: "points", operator: ">=", value: "100", valueSource: "value" },
 *     { id: "r2", field: "city", operator: "in", value: "Wuhan, Chengdu" },
 *     { id: "r3", field: "", operator: "=", value: "", muted: true },
 *   ],
 * };
 * const rule = normalizeRule(held, { fields: { points: "number", city: "text" } });
 * const [points, city] = "rules" in rule ? rule.rules : [];
 * points; // => { field: "points", operator: ">=", value: 100, id: "r1" }
 * city; // => { field: "city", operator: "in", value: ["Wuhan", "Chengdu"], id: "r2" }
 * "rules" in rule && rule.rules.length; // => 2
 * ```
 * @since 0.1.0
 */
export function normalizeRule(rule: unknown, schema: RuleSchema = {}): Rule {
  checkSchema("normalizeRule", schema);
  const converted = convertOrKeep(rule, schema);
  const checked = checkedRule("normalizeRule", "rule", converted, schema, { isNormalized: true });
  return copyRule(checked, (inner) => !isMuted(inner));
}

/** A proxy can throw when it is read; the check after this says so. */
function convertOrKeep(rule: unknown, schema: RuleSchema): unknown {
  try {
    return convertRule(rule, knownNames(schema));
  } catch {
    return rule;
  }
}
