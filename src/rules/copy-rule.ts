import type { AttributeRule, EventRule, Rule, RuleGroup, RuleScalar } from "./rule.js";

/**
 * A deeply frozen copy of a checked rule with the keys of the language alone: what editors add is gone. Rules that are not wanted are
 * left out of their groups.
 */
export function copyRule(rule: Rule, isWanted: (rule: Rule) => boolean = () => true): Rule {
  if ("combinator" in rule) return copyGroup(rule, isWanted);
  if ("event" in rule) return copyEvent(rule, isWanted);
  if ("segment" in rule) return compact({ segment: rule.segment, ...marksOf(rule) }) as unknown as Rule;
  return copyAttribute(rule);
}

function copyGroup(group: RuleGroup, isWanted: (rule: Rule) => boolean): RuleGroup {
  const rules = Object.freeze(group.rules.filter(isWanted).map((rule) => copyRule(rule, isWanted)));
  return compact<RuleGroup>({ combinator: group.combinator, rules, not: group.not, ...marksOf(group) });
}

function copyAttribute(rule: AttributeRule): AttributeRule {
  const { field, operator, value } = rule;
  return compact<AttributeRule>({ field, operator, value: copyValue(value), ...marksOf(rule) });
}

function copyEvent(rule: EventRule, isWanted: (rule: Rule) => boolean): EventRule {
  const { event, measure, operator, value, within, where, exceptKeyed } = rule;
  return compact<EventRule>({
    event: copyValue(event),
    measure: copyValue(measure),
    operator,
    value: copyValue(value),
    within: copyValue(within),
    where: where === undefined || !isWanted(where) ? undefined : copyGroup(where, isWanted),
    exceptKeyed: copyValue(exceptKeyed),
    ...marksOf(rule),
  });
}

function marksOf({ id, muted }: Rule): Pick<Rule, "id" | "muted"> {
  return { id, muted };
}

/** A frozen copy of a scalar, a list or an object of scalars, two deep at the most. */
function copyValue<T>(value: T): T {
  // JSON has no negative zero.
  if (value === 0) return 0 as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((one: RuleScalar) => copyValue(one))) as T;
  return compact(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyValue(one)]))) as T;
}

/** The object without the keys that are undefined, frozen: what JSON gives back. */
function compact<T extends object>(fields: T): T {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(entries)) as T;
}
