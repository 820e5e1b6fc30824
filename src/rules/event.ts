import { checkOptions } from "../checks/check-options.js";
import { builtRule } from "./built-rule.js";
import type {
  AttributeRule,
  EventMeasure,
  EventRule,
  ExceptKeyed,
  NumberOperator,
  RuleGroup,
  RuleWindow,
} from "./rule.js";

/**
 * Options of {@link event}.
 *
 * @since 0.1.0
 */
export interface EventOptions {
  /** What is measured: by its name, or with the field that it looks at. @defaultValue "count" */
  readonly measure?: "count" | "distinctDays" | "daysSinceLast" | "daysSinceFirst" | EventMeasure | undefined;
  /** Which days count: a number stands for so many days, the day of the analysis included. @defaultValue all up to the day of the analysis */
  readonly within?: number | RuleWindow | undefined;
  /** Which of the events count, by their fields. @defaultValue all */
  readonly where?: RuleGroup | AttributeRule | undefined;
  /** Leaves out events that have a partner with the same key. @defaultValue none */
  readonly exceptKeyed?: ExceptKeyed | undefined;
}

/**
 * Returns the rule that holds for customers who did something at least once.
 *
 * Of several event types any counts. Events after the day of the analysis never do. The result is plain frozen JSON.
 * Cost: the size of the rule.
 *
 * @param types - The event type, or several.
 * @param options - The window, a filter, partners.
 * @returns An event rule.
 * @throws {@link RfmError} `BAD_RULE` if a part is malformed, `UNKNOWN_OPTION` or `WRONG_TYPE` for the options.
 *
 * @example
 * ```ts
 * event("purchase", { within: 365 }).operator; // => ">="
 * event("purchase", ">=", 2, { within: 365 }).within; // => { days: 365 }
 * event(["cart", "favorite"], "=", 0).measure; // => { fn: "count" }
 * event("purchase", "between", [100, 500], { measure: { fn: "sum", field: "value" } }).value; // => [100, 500]
 * event("purchase", ">=", 2, { measure: "distinctDays" }).measure; // => { fn: "distinctDays" }
 * event("purchase", { where: attr("category", "=", "tea") }).where?.rules.length; // => 1
 * ```
 * @see {@link attr} for what is known of customers
 * @since 0.1.0
 */
export function event(types: string | readonly string[], options?: EventOptions): EventRule;
/**
 * The same for a comparison: without events `count`, `distinctDays`, `distinct` and `sum` are 0, and any other comparison is false.
 *
 * @param types - The event type, or several.
 * @param operator - The comparison.
 * @param value - The number it is compared with; two, the lower one first, for `between` and `notBetween`.
 * @param options - What is measured, the window, a filter, partners.
 * @returns An event rule.
 */
export function event(
  types: string | readonly string[],
  operator: "=" | "!=" | "<" | ">" | "<=" | ">=",
  value: number,
  options?: EventOptions,
): EventRule;
/**
 * The same for a range.
 *
 * @param types - The event type, or several.
 * @param operator - Inside or outside.
 * @param value - The lower and the upper bound, both of them inside.
 * @param options - What is measured, the window, a filter, partners.
 * @returns An event rule.
 */
export function event(
  types: string | readonly string[],
  operator: "between" | "notBetween",
  value: readonly [number, number],
  options?: EventOptions,
): EventRule;
export function event(
  types: string | readonly string[],
  second: NumberOperator | EventOptions = {},
  bound?: number | readonly [number, number],
  last: EventOptions = {},
): EventRule {
  const isShort = typeof second !== "string";
  const options = isShort ? second : last;
  checkOptions("event", options, ["measure", "within", "where", "exceptKeyed"]);
  const { measure = "count", within, where, exceptKeyed } = options;
  return builtRule<EventRule>("event", {
    event: types,
    measure: typeof measure === "string" ? { fn: measure } : measure,
    operator: isShort ? ">=" : second,
    value: isShort ? 1 : (bound as number),
    within: typeof within === "number" ? { days: within } : within,
    where: where !== undefined && isLeaf(where) ? { combinator: "and", rules: [where] } : where,
    exceptKeyed,
  });
}

function isLeaf(where: RuleGroup | AttributeRule): where is AttributeRule {
  return typeof where === "object" && where !== null && "field" in where;
}
