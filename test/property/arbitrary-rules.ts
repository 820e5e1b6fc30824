import fc from "fast-check";
import type {
  AttributeRule,
  EventMeasure,
  EventRule,
  ExceptKeyed,
  NumberOperator,
  ReferenceRule,
  RelativeDate,
  Rule,
  RuleGroup,
  RuleOperator,
  RuleScalar,
  RuleWindow,
} from "../../src/rules/rule.js";

/** The type of a field, in the words of a schema. */
export type FieldType = "text" | "number" | "boolean" | "date";

/** What generated rules may name, and the values that they compare with. */
export interface RuleWords {
  /** The fields of customers; without any there are no attribute rules. */
  readonly fields?: { readonly [name: string]: FieldType };
  /** The event types; without any there are no event rules. */
  readonly eventTypes?: readonly string[];
  /** The fields of events, `value` among them if it may be named. */
  readonly eventFields?: { readonly [name: string]: FieldType };
  /** The names that may be referred to; without any there are no references. */
  readonly references?: readonly string[];
  /** Texts, from which values are drawn. @defaultValue hostile and plain ones */
  readonly texts?: readonly string[];
  /** Numbers, from which values are drawn. @defaultValue small integers and halves */
  readonly numbers?: readonly number[];
  /** The first and the last absolute day that is named. @defaultValue 120 days from 2024-10-04 */
  readonly days?: readonly [number, number];
}

/** The keys of every rule that say nothing of customers. */
const MARKS = { id: fc.constantFrom("", "r1"), muted: fc.integer({ min: 0, max: 7 }).map((n) => n === 0) };

/** Plain objects with some keys always and others at times: what JSON gives, so without null prototypes. */
function record<T>(
  required: { readonly [key: string]: fc.Arbitrary<unknown> },
  optional: { readonly [key: string]: fc.Arbitrary<unknown> } = {},
): fc.Arbitrary<T> {
  const options = { requiredKeys: Object.keys(required), noNullPrototype: true };
  return fc.record({ ...required, ...optional }, options) as unknown as fc.Arbitrary<T>;
}

/** 2024-10-04, around which the days of generated orders lie. */
const BASE_DAY = 20_000;

const TEXTS = ["a", "b", "ab", "A", "", "10", "true", "é", "😀", "\ud800", "__proto__", 'say "a"'];
const NUMBERS = [-1, 0, 0.5, 1, 2, 3, 10, 100];

const relativeDate = record<RelativeDate>({
  mode: fc.constant("relative" as const),
  anchor: fc.constantFrom<RelativeDate["anchor"]>(
    "now",
    "startOfDay",
    "endOfDay",
    "startOfWeek",
    "endOfWeek",
    "startOfMonth",
    "endOfMonth",
    "startOfYear",
    "endOfYear",
  ),
  offset: fc.oneof(fc.integer({ min: -3, max: 1 }), fc.integer({ min: -60, max: 20 })),
  unit: fc.constantFrom<RelativeDate["unit"]>("day", "week", "month", "year"),
});

/** A small valid rule over the given words: all leaves, operators, measures, windows and mutes; its root is never muted. */
export function ruleOver(words: RuleWords): fc.Arbitrary<Rule> {
  const { rule } = fc.letrec<{ rule: Rule; group: RuleGroup }>((tie) => ({
    rule: fc.oneof({ maxDepth: 3, depthSize: "small" }, leafOver(words), tie("group")),
    group: groupOf(tie("rule")),
  }));
  return rule.filter((root) => !isMuted(root));
}

/** A leaf of any kind that the words allow. */
export function leafOver(words: RuleWords): fc.Arbitrary<Rule> {
  const kinds: fc.Arbitrary<Rule>[] = [];
  if (Object.keys(words.fields ?? {}).length > 0) kinds.push(attributeOver(words.fields ?? {}, words));
  if ((words.eventTypes ?? []).length > 0) kinds.push(eventOver(words), eventOver(words));
  if ((words.references ?? []).length > 0) kinds.push(referenceOver(words));
  return kinds.length === 0 ? fc.constantFrom<Rule>(...EMPTY_GROUPS) : fc.oneof(...kinds);
}

const EMPTY_GROUPS: readonly RuleGroup[] = [
  { combinator: "and", rules: [] },
  { combinator: "or", rules: [] },
];

function groupOf<R extends Rule>(rule: fc.Arbitrary<R>, maxLength = 3): fc.Arbitrary<RuleGroup> {
  const required = { combinator: fc.constantFrom("and", "or"), rules: fc.array(rule, { maxLength }) };
  return record<RuleGroup>(required, { not: fc.boolean(), ...MARKS });
}

/** An attribute rule over fields of known types. */
function attributeOver(
  fields: { readonly [name: string]: FieldType },
  words: RuleWords = {},
): fc.Arbitrary<AttributeRule> {
  return fc.constantFrom(...Object.entries(fields)).chain(([field, type]) =>
    fc.constantFrom(...OPERATORS[type]).chain((operator) => {
      const value = operandOf(type, operator, words);
      const required = { field: fc.constant(field), operator: fc.constant(operator) };
      return record<AttributeRule>(value === null ? required : { ...required, value }, MARKS);
    }),
  );
}

const ORDER: readonly RuleOperator[] = ["=", "!=", "<", ">", "<=", ">=", "in", "notIn", "between", "notBetween"];
const PRESENCE: readonly RuleOperator[] = ["null", "notNull"];
const OPERATORS: { readonly [T in FieldType]: readonly RuleOperator[] } = {
  text: [
    ...ORDER,
    ...PRESENCE,
    "contains",
    "beginsWith",
    "endsWith",
    "doesNotContain",
    "doesNotBeginWith",
    "doesNotEndWith",
  ],
  number: [...ORDER, ...PRESENCE],
  boolean: ["=", "!=", "in", "notIn", ...PRESENCE],
  date: [...ORDER, ...PRESENCE, "anniversary"],
};

/** What the operator takes, or `null` where it takes nothing. */
function operandOf(type: FieldType, operator: RuleOperator, words: RuleWords): fc.Arbitrary<unknown> | null {
  const one: fc.Arbitrary<RuleScalar | RelativeDate> = scalarOf(type, words);
  if (operator === "null" || operator === "notNull") return null;
  if (operator === "anniversary") return fc.integer({ min: 0, max: 60 });
  if (operator === "in" || operator === "notIn") return fc.array(one, { minLength: 1, maxLength: 4 });
  if (operator === "between" || operator === "notBetween") return fc.tuple(one, one).map(inOrder);
  return /[a-z]{4}/.test(operator) ? one.filter((text) => text !== "") : one;
}

function scalarOf(type: FieldType, words: RuleWords): fc.Arbitrary<RuleScalar | RelativeDate> {
  if (type === "text") return fc.constantFrom(...(words.texts ?? TEXTS));
  if (type === "number") return fc.constantFrom(...(words.numbers ?? NUMBERS));
  return type === "boolean" ? fc.boolean() : dayOver(words);
}

/** A day as a rule names it: ISO text or a relative date. */
function dayOver({ days = [BASE_DAY, BASE_DAY + 120] }: RuleWords): fc.Arbitrary<string | RelativeDate> {
  const absolute = fc.integer({ min: days[0], max: days[1] }).map((day) => {
    return new Date(day * 86_400_000).toISOString().slice(0, 10);
  });
  return fc.oneof(absolute, relativeDate);
}

/** Turns bounds round where they are certainly reversed, which validation refuses. */
function inOrder<T>([low, high]: [T, T]): [T, T] {
  if (typeof low !== "object" && typeof high !== "object") return low > high ? [high, low] : [low, high];
  if (typeof low !== "object" || typeof high !== "object") return [low, high];
  const [a, b] = [low as RelativeDate, high as RelativeDate];
  const isReversed = a.anchor === b.anchor && a.unit === b.unit && a.offset > b.offset;
  return isReversed ? [high, low] : [low, high];
}

/** An event rule: its filter looks at the fields of events alone. */
export function eventOver(words: RuleWords): fc.Arbitrary<EventRule> {
  const types = fc.constantFrom(...(words.eventTypes ?? []));
  const eventFields = words.eventFields ?? {};
  const names = Object.keys(eventFields);
  const event = fc.oneof(types, fc.array(types, { minLength: 1, maxLength: 3 }));
  const exceptKeyed = (): fc.Arbitrary<ExceptKeyed> => record({ event: types, key: fc.constantFrom(...names) });
  const ofFields = names.length === 0 ? {} : { where: whereOver(eventFields, words), exceptKeyed: exceptKeyed() };
  return fc.tuple(measureOver(eventFields), comparison(words)).chain(([measure, { operator, value }]) => {
    const wanted = { measure: fc.constant(measure), operator: fc.constant(operator), value: fc.constant(value) };
    return record<EventRule>({ event, ...wanted }, { within: windowOver(words), ...ofFields, ...MARKS });
  });
}

function whereOver(fields: { readonly [name: string]: FieldType }, words: RuleWords): fc.Arbitrary<RuleGroup> {
  const leaf = attributeOver(fields, words);
  return groupOf<Rule>(fc.oneof({ arbitrary: leaf, weight: 4 }, { arbitrary: groupOf(leaf, 2), weight: 1 }), 2);
}

function measureOver(eventFields: { readonly [name: string]: FieldType }): fc.Arbitrary<EventMeasure> {
  const all = Object.keys(eventFields);
  const numbers = all.filter((name) => eventFields[name] === "number");
  const plain = fc.constantFrom<EventMeasure["fn"]>("count", "distinctDays", "daysSinceLast", "daysSinceFirst");
  const kinds: fc.Arbitrary<EventMeasure>[] = [plain.map((fn) => ({ fn }))];
  if (all.length > 0) kinds.push(fc.constantFrom(...all).map((field) => ({ fn: "distinct", field })));
  if (numbers.length > 0) {
    const fn = fc.constantFrom<EventMeasure["fn"]>("sum", "avg", "min", "max");
    kinds.push(record<EventMeasure>({ fn, field: fc.constantFrom(...numbers) }));
  }
  return fc.oneof(...kinds);
}

type Comparison = Pick<EventRule, "operator" | "value">;

function comparison({ numbers = NUMBERS }: RuleWords): fc.Arbitrary<Comparison> {
  const number = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...numbers));
  const operator = fc.constantFrom<NumberOperator>("=", "!=", "<", ">", "<=", ">=");
  const range = fc.constantFrom<NumberOperator>("between", "notBetween");
  return fc.oneof(
    { arbitrary: record<Comparison>({ operator, value: number }), weight: 3 },
    { arbitrary: record<Comparison>({ operator: range, value: fc.tuple(number, number).map(inOrder) }), weight: 1 },
  );
}

/** A window that is not certainly empty. */
function windowOver(words: RuleWords): fc.Arbitrary<RuleWindow> {
  const day = dayOver(words);
  return fc.oneof<fc.Arbitrary<RuleWindow>[]>(
    fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 400 })).map((days) => ({ days })),
    day.map((from) => ({ from })),
    day.map((to) => ({ to })),
    fc.tuple(day, day).map((pair) => {
      const [from, to] = inOrder(pair);
      return { from, to };
    }),
  );
}

function referenceOver({ references = [] }: RuleWords): fc.Arbitrary<ReferenceRule> {
  return record<ReferenceRule>({ segment: fc.constantFrom(...references) }, MARKS);
}

/** Whether a rule is skipped: muted, or a group of which every rule is. Written anew, so that it can judge the library. */
export function isMuted(rule: Rule): boolean {
  if (rule.muted === true) return true;
  return "combinator" in rule && rule.rules.length > 0 && rule.rules.every(isMuted);
}
