import { checkSchema } from "./check-schema.js";
import { ruleFaults } from "./checked-rule.js";
import type { RuleFault, RuleSchema } from "./rule-schema.js";

/**
 * What {@link checkRule} found.
 *
 * @since 0.1.0
 */
export interface RuleReport {
  /** The faults in the order of the rule, at most 100; none if the rule is right. Of a list only the first bad element is among them. */
  readonly faults: readonly RuleFault[];
}

/**
 * Returns everything that is wrong with a rule, for an editor to show, where {@link validateRule} stops at the first.
 *
 * Cost: the size of the rule and of the schema.
 *
 * @param rule - Anything, such as what an editor holds.
 * @param schema - The names that may be used, and their types.
 * @returns The faults, each with its path; frozen.
 * @throws {@link RfmError} `UNKNOWN_OPTION`, `UNKNOWN_NAME` or `WRONG_TYPE` if the schema is malformed; never for the rule.
 *
 * @example
 * ```ts
 * const report = checkRule(
 *   { combinator: "and", rules: [{ field: "ponts", operator: ">=", value: 100 }, { segment: "" }] },
 *   { fields: { points: "number" } },
 * );
 * report.faults.map((fault) => fault.path); // => ["rule.rules[0].field", "rule.rules[1].segment"]
 * report.faults[0].code; // => "UNKNOWN_FIELD"
 * report.faults[0].message; // => 'rule.rules[0].field must name a known field of customers; received "ponts"; did you mean "points"?'
 * checkRule({ field: "points", operator: ">=", value: 100 }).faults; // => []
 * ```
 * @see {@link validateRule}
 * @since 0.1.0
 */
export function checkRule(rule: unknown, schema: RuleSchema = {}): RuleReport {
  checkSchema("checkRule", schema);
  return Object.freeze<RuleReport>({ faults: Object.freeze([...ruleFaults("rule", rule, schema)]) });
}
