import type { EventRule, Rule, RuleGroup } from "../../rules/rule.js";

/** The last days that count; `null` for all up to the day of the analysis. */
export type Days = number | null;

/** Any of these event types at least so many times. */
export function happened(types: readonly string[], days: Days, times = 1): EventRule {
  return measured(types, "count", times, days);
}

/** Any of these event types on at least so many different days. */
export function onDays(types: readonly string[], times: number, days: Days): EventRule {
  return measured(types, "distinctDays", times, days);
}

/** A review that is said to be positive, or is a rating of at least so much. */
export function reviewOf(sentiment: "positive" | number, days: Days): EventRule {
  const operator = typeof sentiment === "number" ? ">=" : "=";
  const where: RuleGroup = { combinator: "and", rules: [{ field: "sentiment", operator, value: sentiment }] };
  return { ...happened(["review"], days), where };
}

/** A yes in a field of the customer, whatever the day. */
export function is(field: string): Rule {
  return { field, operator: "=", value: true };
}

/** At least one of these. */
export function anyOf(...rules: readonly Rule[]): RuleGroup {
  return { combinator: "or", rules };
}

function measured(types: readonly string[], fn: "count" | "distinctDays", value: number, days: Days): EventRule {
  return {
    event: types.length === 1 ? types[0] : [...types],
    measure: { fn },
    operator: ">=",
    value,
    ...(days === null ? {} : { within: { days } }),
  };
}
