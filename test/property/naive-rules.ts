import type {
  AttributeRule,
  CustomerId,
  EventRule,
  NumberOperator,
  RelativeDate,
  Rule,
  RuleGroup,
  RuleOperator,
  Scalar,
} from "../../src/index.js";

/** One thing that a customer did. */
export interface Deed {
  readonly customer: CustomerId;
  readonly type: string;
  /** A day number. */
  readonly day: number;
  /** Minor units. */
  readonly minor: number | null;
  readonly fields: { readonly [name: string]: Scalar | null };
}

/** What is known of a customer; a date as its day number. */
export interface Person {
  readonly customer: CustomerId;
  readonly fields: { readonly [name: string]: string | number | boolean | null };
}

/** Everything that rules can be asked about, as rows. */
export interface World {
  readonly deeds: readonly Deed[];
  readonly people: readonly Person[];
  /** The fields of people that are dates. */
  readonly dates: readonly string[];
  readonly decimals: number;
  readonly references: ReadonlyMap<string, Rule | ReadonlySet<CustomerId>>;
}

/** The question: who, on which day, with the events of up to which day. */
export interface Question {
  readonly world: World;
  readonly customer: CustomerId;
  readonly asOf: number;
  readonly known: number;
}

const MS_PER_DAY = 86_400_000;

/** Whether a rule holds, by the book: a filter and a count for every leaf, nothing shared and nothing clever. */
export function holds(rule: Rule, question: Question): boolean {
  if ("combinator" in rule) {
    const outcomes = rule.rules.filter((part) => !isSkipped(part)).map((part) => holds(part, question));
    const outcome = rule.combinator === "and" ? outcomes.every(Boolean) : outcomes.some(Boolean);
    return rule.not === true ? !outcome : outcome;
  }
  if ("event" in rule) return measureHolds(rule, question);
  if ("segment" in rule) {
    const target = question.world.references.get(rule.segment) as Rule | ReadonlySet<CustomerId>;
    return target instanceof Set ? target.has(question.customer) : holds(target as Rule, question);
  }
  const { world, customer, asOf } = question;
  const person = world.people.find((one) => one.customer === customer);
  const value = person?.fields[rule.field] ?? null;
  return compares(value, rule, asOf, world.dates.includes(rule.field));
}

export function isSkipped(rule: Rule): boolean {
  if (rule.muted === true) return true;
  return "combinator" in rule && rule.rules.length > 0 && rule.rules.every(isSkipped);
}

/** The deeds that count for a leaf. */
export function counted(rule: EventRule, { world, customer, asOf, known }: Question): Deed[] {
  const types = typeof rule.event === "string" ? [rule.event] : rule.event;
  const past = world.deeds.filter((deed) => deed.customer === customer && deed.day <= Math.min(asOf, known));
  return past.filter((deed) => {
    if (!types.includes(deed.type) || !isWithin(deed.day, rule.within, asOf)) return false;
    if (rule.where !== undefined && !isSkipped(rule.where) && !passes(deed, rule.where, asOf, world.decimals))
      return false;
    const except = rule.exceptKeyed;
    if (except === undefined) return true;
    const key = fieldOf(deed, except.key);
    return key === null || !past.some((other) => other.type === except.event && fieldOf(other, except.key) === key);
  });
}

function isWithin(day: number, within: EventRule["within"], asOf: number): boolean {
  if (within === undefined) return true;
  if ("days" in within) return asOf - within.days < day && day <= asOf;
  if (within.from !== undefined && day < dayOf(within.from, asOf)) return false;
  return within.to === undefined || day <= dayOf(within.to, asOf);
}

function passes(deed: Deed, rule: Rule, asOf: number, decimals: number): boolean {
  if ("combinator" in rule) {
    const group: RuleGroup = rule;
    const outcomes = group.rules.filter((part) => !isSkipped(part)).map((part) => passes(deed, part, asOf, decimals));
    const outcome = group.combinator === "and" ? outcomes.every(Boolean) : outcomes.some(Boolean);
    return group.not === true ? !outcome : outcome;
  }
  const leaf = rule as AttributeRule;
  // An amount is the decimal that it is; the nearest double spells it.
  const value = leaf.field === "value" ? major(deed.minor, decimals) : fieldOf(deed, leaf.field);
  return compares(value, leaf, asOf, false);
}

function major(minor: number | null, decimals: number): number | null {
  return minor === null ? null : Number(`${minor}e-${decimals}`);
}

function fieldOf(deed: Deed, name: string): Scalar | null {
  return name === "value" ? deed.minor : (deed.fields[name] ?? null);
}

function compares(value: Scalar | null, rule: AttributeRule, asOf: number, isDate: boolean): boolean {
  const { operator } = rule;
  if (operator === "null") return value === null;
  if (value === null) return false;
  if (operator === "notNull") return true;
  if (operator === "anniversary")
    return recurs(isDate ? (value as number) : textDay(value), rule.value as number, asOf);
  const operands = Array.isArray(rule.value) ? rule.value : [rule.value];
  // Dates of events are ISO text, which sorts as days do; dates of people are day numbers.
  const isOfDays = isDate || operands.some((operand) => typeof operand === "object");
  const left = isOfDays && !isDate ? textDay(value) : value;
  if (isOfDays && Number.isNaN(left)) return ["!=", "notIn", "notBetween"].includes(operator);
  const right = operands.map((operand) =>
    isOfDays ? dayOf(operand as string | RelativeDate, asOf) : (operand as Scalar),
  );
  return scalarHolds(left, operator, right);
}

function scalarHolds(left: Scalar, operator: RuleOperator, right: readonly Scalar[]): boolean {
  const [a, b] = right as [Scalar, Scalar];
  const isText = typeof left === "string";
  switch (operator) {
    case "=":
      return same(left, a);
    case "!=":
      return !same(left, a);
    case "in":
      return right.some((one) => same(left, one));
    case "notIn":
      return !right.some((one) => same(left, one));
    case "<":
      return alike(left, a) && left < a;
    case "<=":
      return alike(left, a) && left <= a;
    case ">":
      return alike(left, a) && left > a;
    case ">=":
      return alike(left, a) && left >= a;
    case "between":
      return alike(left, a) && left >= a && left <= b;
    case "notBetween":
      return !(alike(left, a) && left >= a && left <= b);
    case "contains":
      return isText && left.indexOf(a as string) >= 0;
    case "doesNotContain":
      return !(isText && left.indexOf(a as string) >= 0);
    case "beginsWith":
      return isText && left.slice(0, (a as string).length) === a;
    case "doesNotBeginWith":
      return !(isText && left.slice(0, (a as string).length) === a);
    case "endsWith":
      return isText && left.length >= (a as string).length && left.slice(left.length - (a as string).length) === a;
    case "doesNotEndWith":
      return !(isText && left.length >= (a as string).length && left.slice(left.length - (a as string).length) === a);
    default:
      throw new Error(operator);
  }
}

function same(a: Scalar, b: Scalar): boolean {
  // A rule, being JSON, can name a bigint only by the number that it is.
  return typeof a === "bigint" && typeof b === "number" ? Number.isInteger(b) && BigInt(b) === a : a === b;
}

function alike(a: Scalar, b: Scalar): boolean {
  const kind = (value: Scalar): string => (typeof value === "bigint" ? "number" : typeof value);
  return kind(a) === kind(b) && kind(a) !== "boolean";
}

function measureHolds(rule: EventRule, question: Question): boolean {
  const { decimals } = question.world;
  const deeds = counted(rule, question);
  const days = deeds.map(({ day }) => day);
  const field = rule.measure.field ?? "";
  const values = deeds.map((deed) => fieldOf(deed, field)).filter((value) => value !== null);
  const numbers = values
    .filter((value) => typeof value === "number" || typeof value === "bigint")
    .map((value) => (field === "value" ? { top: BigInt(value), bottom: 10n ** BigInt(decimals) } : fraction(value)));
  const total = numbers.reduce(plus, { top: 0n, bottom: 1n });
  const order = (a: Fraction, b: Fraction): number => sign(minus(a, b));
  switch (rule.measure.fn) {
    case "count":
      return numberHolds(fraction(deeds.length), rule);
    case "distinctDays":
      return numberHolds(fraction(new Set(days).size), rule);
    case "distinct":
      return numberHolds(fraction(new Set(values).size), rule);
    case "sum":
      return numberHolds(total, rule);
    case "avg":
      return numbers.length > 0 && numberHolds({ ...total, bottom: total.bottom * BigInt(numbers.length) }, rule);
    case "min":
      return numbers.length > 0 && numberHolds([...numbers].sort(order)[0], rule);
    case "max":
      return numbers.length > 0 && numberHolds([...numbers].sort(order)[numbers.length - 1], rule);
    case "daysSinceLast":
      return days.length > 0 && numberHolds(fraction(question.asOf - Math.max(...days)), rule);
    case "daysSinceFirst":
      return days.length > 0 && numberHolds(fraction(question.asOf - Math.min(...days)), rule);
  }
}

/** An exact number. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** The decimal that a number spells. */
function fraction(value: number | bigint): Fraction {
  const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
  const [whole, decimals = ""] = mantissa.split(".") as [string, string?];
  const shift = Number(exponent) - decimals.length;
  const top = BigInt(whole + decimals);
  return shift >= 0 ? { top: top * 10n ** BigInt(shift), bottom: 1n } : { top, bottom: 10n ** BigInt(-shift) };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { top: -b.top, bottom: b.bottom });
}

function sign({ top }: Fraction): number {
  return top < 0n ? -1 : top > 0n ? 1 : 0;
}

function numberHolds(
  left: Fraction,
  { operator, value }: { operator: NumberOperator; value: EventRule["value"] },
): boolean {
  const [a, b] = (typeof value === "number" ? [value, value] : value).map((bound) =>
    sign(minus(left, fraction(bound))),
  ) as [number, number];
  switch (operator) {
    case "=":
      return a === 0;
    case "!=":
      return a !== 0;
    case "<":
      return a < 0;
    case "<=":
      return a <= 0;
    case ">":
      return a > 0;
    case ">=":
      return a >= 0;
    case "between":
      return a >= 0 && b <= 0;
    case "notBetween":
      return !(a >= 0 && b <= 0);
  }
}

/** The day number of a date of a rule, with the arithmetic of `Date`. */
function dayOf(date: string | RelativeDate, asOf: number): number {
  if (typeof date === "string") return textDay(date);
  const now = new Date(asOf * MS_PER_DAY);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const monday = asOf - ((now.getUTCDay() + 6) % 7);
  const anchors: { readonly [anchor in RelativeDate["anchor"]]: number } = {
    now: asOf,
    startOfDay: asOf,
    endOfDay: asOf,
    startOfWeek: monday,
    endOfWeek: monday + 6,
    startOfMonth: dayAt(year, month, 1),
    endOfMonth: dayAt(year, month + 1, 0),
    startOfYear: dayAt(year, 0, 1),
    endOfYear: dayAt(year, 11, 31),
  };
  const anchor = anchors[date.anchor];
  if (date.unit === "day") return anchor + date.offset;
  if (date.unit === "week") return anchor + 7 * date.offset;
  const from = new Date(anchor * MS_PER_DAY);
  const months = from.getUTCMonth() + (date.unit === "year" ? 12 : 1) * date.offset;
  const last = new Date(dayAt(from.getUTCFullYear(), months + 1, 0) * MS_PER_DAY).getUTCDate();
  return dayAt(from.getUTCFullYear(), months, Math.min(from.getUTCDate(), last));
}

function dayAt(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date) / MS_PER_DAY;
}

/** The day number of a text such as 2026-03-01, `NaN` for any other value. */
function textDay(value: unknown): number {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) / MS_PER_DAY : Number.NaN;
}

function recurs(day: number, within: number, asOf: number): boolean {
  if (Number.isNaN(day)) return false;
  const wanted = new Date(day * MS_PER_DAY);
  for (let ahead = asOf; ahead <= asOf + within; ahead++) {
    const date = new Date(ahead * MS_PER_DAY);
    const isLeap = new Date(Date.UTC(date.getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
    const isLeapDay = wanted.getUTCMonth() === 1 && wanted.getUTCDate() === 29;
    const dateOfMonth = isLeapDay && !isLeap ? 28 : wanted.getUTCDate();
    if (date.getUTCMonth() === wanted.getUTCMonth() && date.getUTCDate() === dateOfMonth) return true;
  }
  return false;
}
