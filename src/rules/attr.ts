import { builtRule } from "./built-rule.js";
import type { AttributeRule, RelativeDate, RuleOperator, RuleScalar } from "./rule.js";

/**
 * Returns the rule that compares a field of the customer; inside `where` of {@link event}, a field of the event.
 *
 * Only `null` and `notNull` see missing values: every other comparison with one is false, the negative ones too. Nothing is converted:
 * `"10"` is not 10. Days are ISO text, or a distance from the day of the analysis.
 * The result is plain frozen JSON. Cost: the number of values.
 *
 * @param field - The field.
 * @param operator - `null` or `notNull`, whether the value is missing or there.
 * @returns An attribute rule.
 * @throws {@link RfmError} `BAD_RULE` if a part is malformed or does not fit the operator.
 *
 * @example
 * ```ts
 * attr("points", ">=", 100); // => { field: "points", operator: ">=", value: 100 }
 * attr("city", "in", ["Wuhan", "Xi'an"]).value; // => ["Wuhan", "Xi'an"]
 * attr("joined", "between", ["2026-01-01", "2026-06-30"]).operator; // => "between"
 * attr("email", "notNull"); // => { field: "email", operator: "notNull" }
 * attr("joined", ">=", { mode: "relative", anchor: "startOfMonth", offset: -1, unit: "month" }).field; // => "joined"
 * attr("birthday", "anniversary", 7).value; // => 7
 * ```
 * @see {@link event} for what customers did
 * @since 0.1.0
 */
export function attr(field: string, operator: "null" | "notNull"): AttributeRule;
/**
 * The same for a comparison with one value.
 *
 * @param field - The field.
 * @param operator - Whether they are equal.
 * @param value - The value.
 * @returns An attribute rule.
 */
export function attr(field: string, operator: "=" | "!=", value: RuleScalar | RelativeDate): AttributeRule;
/**
 * The same for an order: of numbers, of days, or of text by code unit.
 *
 * @param field - The field.
 * @param operator - On which side of the value.
 * @param value - The value.
 * @returns An attribute rule.
 */
export function attr(
  field: string,
  operator: "<" | ">" | "<=" | ">=",
  value: number | string | RelativeDate,
): AttributeRule;
/**
 * The same for a part of a text.
 *
 * @param field - The field.
 * @param operator - Where the part must, or must not, stand.
 * @param value - The part; not empty, upper and lower case differ.
 * @returns An attribute rule.
 */
export function attr(
  field: string,
  operator: "contains" | "beginsWith" | "endsWith" | "doesNotContain" | "doesNotBeginWith" | "doesNotEndWith",
  value: string,
): AttributeRule;
/**
 * The same for a list.
 *
 * @param field - The field.
 * @param operator - Whether the list must have the value.
 * @param values - At least one value.
 * @returns An attribute rule.
 */
export function attr(
  field: string,
  operator: "in" | "notIn",
  values: readonly (RuleScalar | RelativeDate)[],
): AttributeRule;
/**
 * The same for a range.
 *
 * @param field - The field.
 * @param operator - Inside or outside.
 * @param bounds - The lower and the upper bound, both of them inside.
 * @returns An attribute rule.
 */
export function attr(
  field: string,
  operator: "between" | "notBetween",
  bounds: readonly [number, number] | readonly [string | RelativeDate, string | RelativeDate],
): AttributeRule;
/**
 * The same for a day that comes back every year, such as a birthday.
 *
 * @param field - The field, a date.
 * @param operator - That the next one is near.
 * @param days - How many days away at the most; 0 is the day of the analysis.
 * @returns An attribute rule.
 */
export function attr(field: string, operator: "anniversary", days: number): AttributeRule;
export function attr(field: string, operator: RuleOperator, value?: AttributeRule["value"]): AttributeRule {
  return builtRule<AttributeRule>("attr", { field, operator, value });
}
