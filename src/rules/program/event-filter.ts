import type { EventField, EventLog } from "../../input/events/event-log.js";
import { isMuted } from "../muted.js";
import type {
  AttributeRule,
  NumberOperator,
  RelativeDate,
  Rule,
  RuleGroup,
  RuleOperator,
  RuleScalar,
} from "../rule.js";
import { type DayTest, dayTest, isDateRule, isRelative } from "./day-test.js";
import { AMOUNT, type EventFields } from "./event-fields.js";
import { asDoubles, type Interval, intervalOf, wholeEnds } from "./interval.js";
import { valueTest } from "./value-test.js";

/** Which events count: all, none, those whose code of one field the table marks, or those that pass a test. */
export type EventFilter = boolean | CodeFilter | EventTest;

/** A filter on one field: one look-up for an event. */
interface CodeFilter {
  readonly codes: Uint32Array;
  /** 1 for each code that passes. */
  readonly table: Uint8Array;
}

/** Whether the event at a position of the log passes. */
export type EventTest = (event: number) => boolean;

/** A part of a filter whose outcome depends on the day of the analysis: a test of the day that the code of an event stands for. */
export interface DailyPart {
  readonly test: DayTest;
  readonly codes: Uint32Array;
  /** The day of each code. */
  readonly days: Int32Array;
}

/** What a filter is made of. */
interface Source {
  readonly log: EventLog;
  readonly fields: EventFields;
  /** Collects the parts that must be told the day of the analysis. */
  readonly daily: DailyPart[];
}

/** The filter of a checked `where`, which holds groups and attribute rules alone. */
export function eventFilter(source: Source, rule: Rule): EventFilter {
  return "combinator" in rule ? groupFilter(source, rule) : attributeFilter(source, rule as AttributeRule);
}

/** A filter as a test. */
export function testOf(filter: EventFilter): EventTest {
  if (typeof filter === "boolean") return () => filter;
  if (typeof filter === "function") return filter;
  const { codes, table } = filter;
  return (event) => table[codes[event]] === 1;
}

function groupFilter(source: Source, { combinator, rules, not }: RuleGroup): EventFilter {
  const parts = rules.filter((rule) => !isMuted(rule)).map((rule) => eventFilter(source, rule));
  const whole = combine(parts, combinator === "and");
  return not === true ? negate(whole) : whole;
}

/** AND or OR over filters: constants fall away, and those on one field become one table. */
function combine(parts: readonly EventFilter[], isAnd: boolean): EventFilter {
  if (parts.includes(!isAnd)) return !isAnd;
  const tables = new Map<Uint32Array, Uint8Array>();
  const filters: EventFilter[] = [];
  for (const part of parts) {
    if (typeof part === "function") filters.push(part);
    else if (typeof part === "object") tables.set(part.codes, merge(tables.get(part.codes), part.table, isAnd));
  }
  for (const [codes, table] of tables) filters.push({ codes, table });
  if (filters.length <= 1) return filters[0] ?? isAnd;
  return untilOne(filters.map(testOf), !isAnd);
}

/** A test that is as soon as one of several is so, and else the contrary. */
function untilOne(tests: readonly EventTest[], outcome: boolean): EventTest {
  return (event) => {
    for (let i = 0; i < tests.length; i++) if (tests[i](event) === outcome) return outcome;
    return !outcome;
  };
}

function merge(known: Uint8Array | undefined, table: Uint8Array, isAnd: boolean): Uint8Array {
  if (known === undefined) return table;
  return table.map((passes, code) => (isAnd ? passes & known[code] : passes | known[code]));
}

function negate(filter: EventFilter): EventFilter {
  if (typeof filter === "boolean") return !filter;
  if (typeof filter === "function") return (event) => !filter(event);
  return { codes: filter.codes, table: filter.table.map((passes) => 1 - passes) };
}

function attributeFilter(source: Source, rule: AttributeRule): EventFilter {
  if (rule.field === AMOUNT) return amountFilter(source.log, rule);
  const field = source.fields.field(rule.field);
  if (field === null) return rule.operator === "null";
  if (isDateRule(rule)) return dateFilter(source, field, rule);
  const test = valueTest(rule);
  return { codes: field.codes, table: Uint8Array.from(field.values, (value) => (test(value) ? 1 : 0)) };
}

/** The filter of a rule with dates that depend on the day of the analysis. */
function dateFilter(source: Source, field: EventField, rule: AttributeRule): EventFilter {
  const positive = POSITIVE[rule.operator];
  if (positive !== undefined) {
    // What is there and is no date is not that date.
    const others = negate(dateFilter(source, field, { ...rule, operator: positive }));
    return combine([attributeFilter(source, { field: rule.field, operator: "notNull" }), others], true);
  }
  if (rule.operator !== "in") return dayFilter(source, field, rule);
  // A list may also hold plain values, which are compared as such.
  const values = rule.value as readonly (RuleScalar | RelativeDate)[];
  const plain = attributeFilter(source, {
    ...rule,
    value: values.filter((value) => !isRelative(value)) as RuleScalar[],
  });
  const relative = dayFilter(source, field, { ...rule, value: values.filter(isRelative) });
  return combine([plain, relative], false);
}

const POSITIVE: { readonly [operator in RuleOperator]?: RuleOperator } = {
  "!=": "=",
  notIn: "in",
  notBetween: "between",
};

function dayFilter({ fields, daily }: Source, field: EventField, rule: AttributeRule): EventFilter {
  const { codes } = field;
  const days = fields.days(rule.field, field);
  const test = dayTest(rule);
  daily.push({ test, codes, days });
  return (event) => test.holds(days[codes[event]]);
}

/** Amounts are compared in minor units, exactly. */
function amountFilter({ values, decimals }: EventLog, { operator, value }: AttributeRule): EventFilter {
  if (values === null) return operator === "null";
  const intervalFor = (a: number, b: number, comparison: NumberOperator): Interval<number> =>
    asDoubles(intervalOf(comparison, a, b, wholeEnds(decimals)));
  switch (operator) {
    case "null":
      return (event) => Number.isNaN(values[event]);
    case "notNull":
      return (event) => !Number.isNaN(values[event]);
    case "in":
    case "notIn": {
      const ends = (value as readonly number[]).map((one) => intervalFor(one, one, "="));
      const members = new Set(ends.filter(({ low, high }) => low === high).map(({ low }) => low));
      const isIn = operator === "in";
      return (event) => !Number.isNaN(values[event]) && members.has(values[event]) === isIn;
    }
    default: {
      const [a, b] = (Array.isArray(value) ? value : [value, value]) as [number, number];
      const { low, high, negated } = intervalFor(a, b, operator as NumberOperator);
      return (event) => {
        const amount = values[event];
        return !Number.isNaN(amount) && (amount >= low && amount <= high) !== negated;
      };
    }
  }
}
