import { spell } from "../errors.js";
import type { EventField, EventLog, Scalar } from "../input/events/event-log.js";
import { typesIn } from "./leaves-in.js";
import { isMuted } from "./muted.js";
import { isDateRule } from "./program/day-test.js";
import { type ValueTest, valueTest } from "./program/value-test.js";
import type { AttributeRule, EventRule, Rule, RuleScalar } from "./rule.js";

const MOST_FOUND = 5;

/**
 * What an event rule asks of the fields of its events in vain, once for each field: a value for `=` or `in` that none has, such as
 * `"review" events whose sentiment is "positive"; none has it; found: "5" (12)`, or a number where all have text, or the other way
 * round. Fields that no event has are left out, and so are amounts and days.
 */
export function absentValues(log: EventLog, rule: EventRule): string[] {
  const { where, measure } = rule;
  const wanted = new Map<string, RuleScalar[]>();
  const kinds = new Map<string, Kind>();
  if (where !== undefined) {
    collectWanted(wanted, where, false);
    collectKinds(kinds, where);
  }
  if (measure.field !== undefined && measure.fn !== "distinct") kinds.set(measure.field, "number");
  const types = typesIn(rule);
  const isAsked = log.typeNames.map((name) => types.includes(name));
  const absent = (field: string, what: string, isWanted: ValueTest): string[] => {
    const column = Object.hasOwn(log.fields, field) ? log.fields[field] : undefined;
    if (column === undefined || column.values.length <= 1) return [];
    const counts = countUnlessFound(log, isAsked, column, isWanted);
    if (counts === null) return [];
    return [`${listed(types)} events whose ${field} is ${what}; none has it; found: ${foundText(column, counts)}`];
  };
  return [
    ...[...wanted].flatMap(([field, values]) => {
      const what = `${values.length === 1 ? "" : "one of "}${listed(values)}`;
      return absent(field, what, valueTest({ field, operator: "in", value: values }));
    }),
    ...[...kinds].flatMap(([field, kind]) =>
      absent(field, kind === "number" ? "a number" : "text", (value) => isOfKind(value, kind)),
    ),
  ];
}

type Kind = "number" | "text";

function isOfKind(value: Scalar | null, kind: Kind): boolean {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return kind === "number" ? isNumber : typeof value === "string";
}

/** What the values of fields must be so that one can be less than another: text is never compared with numbers. */
function collectKinds(kinds: Map<string, Kind>, rule: Rule): void {
  if (isMuted(rule)) return;
  if ("combinator" in rule) {
    for (const part of rule.rules) collectKinds(kinds, part);
  } else if ("field" in rule && /^[<>]|^between$/.test(rule.operator) && !isDateRule(rule)) {
    const [value] = Array.isArray(rule.value) ? rule.value : [rule.value];
    kinds.set(rule.field, typeof value === "number" ? "number" : "text");
  }
}

/** The values that fields are compared with for equality; what is turned round may well be there in no event. */
function collectWanted(wanted: Map<string, RuleScalar[]>, rule: Rule, isNegated: boolean): void {
  if (isMuted(rule)) return;
  if ("combinator" in rule) {
    for (const part of rule.rules) collectWanted(wanted, part, isNegated !== (rule.not === true));
  } else if (!isNegated && "field" in rule && isEquality(rule)) {
    const { value } = rule;
    const values = (Array.isArray(value) ? value : [value]) as readonly RuleScalar[];
    wanted.set(rule.field, [...new Set([...(wanted.get(rule.field) ?? []), ...values])]);
  }
}

function isEquality(rule: AttributeRule): boolean {
  return (rule.operator === "=" || rule.operator === "in") && !isDateRule(rule);
}

/** How many events of the types have each code of a field; `null` as soon as one has a wanted value, or if there is no event. */
function countUnlessFound(
  { types }: EventLog,
  isAsked: readonly boolean[],
  { codes, values }: EventField,
  isWanted: ValueTest,
): Float64Array | null {
  const passes = values.map(isWanted);
  const counts = new Float64Array(values.length);
  let events = 0;
  for (let i = 0; i < types.length; i++) {
    if (!isAsked[types[i]]) continue;
    if (passes[codes[i]]) return null;
    counts[codes[i]]++;
    events++;
  }
  return events === 0 ? null : counts;
}

/** The most frequent values, then how many events have none. */
function foundText({ values }: EventField, counts: Float64Array): string {
  // Codes are in the order of the rows, on which nothing may depend.
  const isBefore = (a: number, b: number): boolean =>
    counts[a] > counts[b] || (counts[a] === counts[b] && orderOf(values[a]) < orderOf(values[b]));
  const first: number[] = [];
  let found = 0;
  // There may be a million of them: they are not sorted for the sake of a few.
  for (let code = 1; code < counts.length; code++) {
    if (counts[code] === 0) continue;
    found++;
    let at = first.length;
    while (at > 0 && isBefore(code, first[at - 1])) at--;
    if (at === MOST_FOUND) continue;
    first.splice(at, 0, code);
    if (first.length > MOST_FOUND) first.pop();
  }
  const shown = first.map((code) => `${spell(values[code])} (${counts[code]})`);
  const rest = found - shown.length;
  const present = `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const missing = counts[0] > 0 ? `missing (${counts[0]})` : "";
  return [present, missing].filter((text) => text !== "").join(", ");
}

/** Text by which different values can be ordered. */
function orderOf(value: Scalar | null): string {
  return `${typeof value} ${value}`;
}

function listed(values: readonly RuleScalar[]): string {
  const shown = values.slice(0, MOST_FOUND).map(spell).join(", ");
  return values.length > MOST_FOUND ? `${shown} and ${values.length - MOST_FOUND} more` : shown;
}
