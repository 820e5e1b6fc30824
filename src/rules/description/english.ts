import { isDayText } from "../relative-date.js";
import type { AttributeRule, RelativeDate, RuleOperator, RuleWindow } from "../rule.js";
import type { EventParts, Language } from "./language.js";

export const ENGLISH: Language = {
  quote: (text) => JSON.stringify(text),
  isOwnWord: (name) => OWN_WORDS.test(name),
  constant: (holds, of) => (of === "customers" ? (holds ? "everyone" : "no one") : holds ? "anything" : "nothing"),
  join: (parts, combinator, isWhole) => parts.join(`${isWhole ? "," : ""} ${combinator} `),
  enclose: (text) => `(${text})`,
  not: (enclosed) => `not ${enclosed}`,
  reference: (name) => `in ${name}`,
  attribute,
  event,
};

const OWN_WORDS =
  /^(and|or|not|no|none|is|are|in|of|on|to|at|the|with|without|where|outside|since|until|today|missing|known|everyone|anything|nothing|true|false)$/i;

function attribute(field: string, { operator, value }: AttributeRule): string {
  const [is, has, does, contain] = isPlural(field)
    ? ["are", "have their", "do", ["contain", "begin with", "end with"]]
    : ["is", "has its", "does", ["contains", "begins with", "ends with"]];
  switch (operator) {
    case "null":
      return `${field} ${is} missing`;
    case "notNull":
      return `${field} ${is} known`;
    case "in":
      return `${field} ${is} one of ${listOf(value)}`;
    case "notIn":
      return `${field} ${is} none of ${listOf(value)}`;
    case "contains":
      return `${field} ${contain[0]} ${spellValue(value)}`;
    case "beginsWith":
      return `${field} ${contain[1]} ${spellValue(value)}`;
    case "endsWith":
      return `${field} ${contain[2]} ${spellValue(value)}`;
    case "doesNotContain":
      return `${field} ${does} not contain ${spellValue(value)}`;
    case "doesNotBeginWith":
      return `${field} ${does} not begin with ${spellValue(value)}`;
    case "doesNotEndWith":
      return `${field} ${does} not end with ${spellValue(value)}`;
    case "anniversary":
      return `${field} ${has} anniversary ${anniversaryText(value as number)}`;
    default:
      return `${field} ${is} ${comparison(operator, value)}`;
  }
}

/** Points are, a status is: the name of a field decides, in quotes or not. */
function isPlural(field: string): boolean {
  return /[^siu]s"?$/i.test(field);
}

function anniversaryText(days: number): string {
  return ["today", "today or tomorrow"][days] ?? `today or in the next ${days} days`;
}

function comparison(operator: RuleOperator, value: AttributeRule["value"]): string {
  const [low, high] = Array.isArray(value) ? value.map(spellValue) : [spellValue(value), ""];
  if (operator === "between") return `from ${low} to ${high}`;
  if (operator === "notBetween") return `outside ${low} to ${high}`;
  const words = isDayText(value) || typeof value === "object" ? DAY_ORDER : NUMBER_ORDER;
  return `${words[operator] ?? ""}${low}`;
}

const NUMBER_ORDER: { readonly [O in RuleOperator]?: string } = {
  "!=": "other than ",
  "<": "below ",
  ">": "above ",
  "<=": "at most ",
  ">=": "at least ",
};

const DAY_ORDER: { readonly [O in RuleOperator]?: string } = {
  "!=": "other than ",
  "<": "before ",
  ">": "after ",
  "<=": "on or before ",
  ">=": "on or after ",
};

function event(parts: EventParts): string {
  const { types, fn, field, operator, value, where, except } = parts;
  const without = except === null ? "" : ` without a ${except.event} of the same ${except.key}`;
  const what = `${types.join(" or ")}${where === "" ? "" : ` where (${where})`}${without}`;
  const during = windowText(parts.within);
  switch (fn) {
    case "count":
      if (operator === "=" && value === 0) return `no ${what}${during}`;
      return `${what} ${amount(operator, value, times, "fewer")}${during}`;
    case "distinctDays":
      if (operator === "=" && value === 0) return `${what} on no day${during}`;
      return `${what} on ${amount(operator, value, days, "fewer")}${during}`;
    case "distinct":
      if (operator === "=" && value === 0) return `${what} with no value of ${field}${during}`;
      return `${what} with ${amount(operator, value, differentValues, "fewer")} of ${field}${during}`;
    case "daysSinceLast":
      return `the last ${what}${during} was ${amount(operator, value, days, "less")} ago`;
    case "daysSinceFirst":
      return `the first ${what}${during} was ${amount(operator, value, days, "less")} ago`;
    default: {
      const of = operator === "notBetween" || operator === "!=" ? "" : " of";
      return `${what} with ${AGGREGATES[fn]} ${field}${of} ${amount(operator, value, String, "less")}${during}`;
    }
  }
}

const AGGREGATES = { sum: "a total", avg: "an average", min: "a lowest", max: "a highest" } as const;

/** A number with its unit; in a range the unit is always plural. */
type Spell = (value: number, isRange?: boolean) => string;

/** "at least 2 times", "2 to 5 days", "fewer than 2 or more than 5 days". */
function amount(
  operator: RuleOperator,
  value: number | readonly number[],
  spell: Spell,
  less: "fewer" | "less",
): string {
  if (typeof value === "number") {
    return `${operator === "<" ? `${less} than ` : (AMOUNT_ORDER[operator] ?? "")}${spell(value)}`;
  }
  const [low, high] = value;
  return operator === "between"
    ? `${low} to ${spell(high, true)}`
    : `${less} than ${low} or more than ${spell(high, true)}`;
}

const AMOUNT_ORDER: { readonly [O in RuleOperator]?: string } = {
  "=": "exactly ",
  "!=": "other than ",
  ">": "more than ",
  "<=": "at most ",
  ">=": "at least ",
};

function times(value: number, isRange = false): string {
  return value === 1 && !isRange ? "once" : `${value} times`;
}

function days(value: number, isRange = false): string {
  return counted(value, "day", isRange);
}

function differentValues(value: number, isRange = false): string {
  return counted(value, "different value", isRange);
}

function windowText(window: RuleWindow | undefined): string {
  if (window === undefined) return "";
  if ("days" in window) return window.days === 1 ? " today" : ` in the last ${window.days} days`;
  const { from, to } = window;
  if (to === undefined) return ` since ${spellValue(from)}`;
  return from === undefined ? ` until ${spellValue(to)}` : ` from ${spellValue(from)} to ${spellValue(to)}`;
}

function listOf(value: AttributeRule["value"]): string {
  return (value as readonly unknown[]).map(spellValue).join(", ");
}

function spellValue(value: unknown): string {
  if (typeof value === "object") return relativeText(value as RelativeDate);
  return typeof value === "string" && !isDayText(value) ? JSON.stringify(value) : String(value);
}

function relativeText({ anchor, offset, unit }: RelativeDate): string {
  const base = ANCHORS[anchor];
  if (offset === 0) return base;
  const distance = counted(Math.abs(offset), unit);
  if (base === "today") return offset < 0 ? `${distance} ago` : `${distance} from today`;
  return `${distance} ${offset < 0 ? "before" : "after"} ${base}`;
}

const ANCHORS: { readonly [A in RelativeDate["anchor"]]: string } = {
  now: "today",
  startOfDay: "today",
  endOfDay: "today",
  startOfWeek: "Monday of this week",
  endOfWeek: "Sunday of this week",
  startOfMonth: "the first day of this month",
  endOfMonth: "the last day of this month",
  startOfYear: "1 January of this year",
  endOfYear: "31 December of this year",
};

function counted(value: number, unit: string, isRange = false): string {
  return `${value} ${unit}${value === 1 && !isRange ? "" : "s"}`;
}
