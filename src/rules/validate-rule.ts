import { checkSchema } from "./check-schema.js";
import { checkedRule } from "./checked-rule.js";
import type { Rule } from "./rule.js";
import type { RuleSchema } from "./rule-schema.js";

/**
 * Returns the very rule it was given, once it is known to be one: what came from a file, a database or an editor.
 *
 * Refused are misspelt keys and names, values of another type than the field (nothing is converted: `"10"` is not 10), numbers that are
 * not finite, reversed bounds, days that do not exist, windows of no day, lists that name nothing, a rule that is muted throughout, more
 * than 10,000 parts or 50 levels, and objects that JSON cannot hold. What is muted must be right, too. Keys that only editors use (`path`,
 * `disabled`, `type`, `meta`, and `valueSource: "value"`) may be there and are not read.
 * Without a schema any name goes. With the rules behind the references, those that are referred to are checked as well, and may neither
 * lead in circles nor follow each other more than 50 times.
 * Cost: the size of the rule and of the schema.
 *
 * @param rule - Anything, such as what `JSON.parse` gave.
 * @param schema - The names that may be used, and their types.
 * @returns The same object.
 * @throws {@link RfmError} `BAD_RULE`, `UNKNOWN_FIELD`, `UNKNOWN_EVENT`, `UNKNOWN_REFERENCE`, `CYCLIC_REFERENCE`, each with the path of
 * the first fault; `UNKNOWN_OPTION`, `UNKNOWN_NAME` or `WRONG_TYPE` if the schema is malformed.
 *
 * @example
 * ```ts
 * const rule = validateRule(JSON.parse('{ "field": "points", "operator": ">=", "value": 100 }'), { fields: { points: "number" } });
 * rule; // => { field: "points", operator: ">=", value: 100 }
 * let path: string | undefined;
 * try { validateRule({ field: "points", operator: ">=", value: "100" }, { fields: { points: "number" } }); }
 * catch (error) { if (isRfmError(error)) path = error.details.path; }
 * path; // => "rule.value"
 * ```
 * @see {@link checkRule} to get all faults instead of an error, {@link normalizeRule} for what an editor holds
 * @since 0.1.0
 */
export function validateRule(rule: unknown, schema: RuleSchema = {}): Rule {
  checkSchema("validateRule", schema);
  return checkedRule("validateRule", "rule", rule, schema);
}
