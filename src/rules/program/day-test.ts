import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { NO_DAY } from "../../input/days/parse-day-text.js";
import { dayOfText, resolveDate } from "../relative-date.js";
import type { AttributeRule, NumberOperator, RelativeDate } from "../rule.js";
import { Anniversary } from "./anniversary.js";
import { type Interval, intervalOf } from "./interval.js";

type DateOperand = string | RelativeDate;

/** The test of a date field against dates of a rule, some of which may depend on the day of the analysis. */
export interface DayTest {
  /** Whether the outcome may change from one day to the next. */
  readonly isDaily: boolean;
  /** Whether it changes again and again, as the years go by. */
  readonly recurs: boolean;
  /** Sets the day of the analysis. */
  prepare(asOf: number): void;
  /** Whether a day of data passes; `NO_DAY` stands for a missing one. */
  holds(day: number): boolean;
  /**
   * Calls back with every day of the analysis on which the outcome for a day of data can differ from that of the day before; if that
   * goes on for ever, those from one day to another.
   */
  changes(day: number, from: number, to: number, found: (asOf: number) => void): void;
}

/** Whether an attribute rule speaks of dates in a way that plain values cannot be compared with. */
export function isDateRule({ operator, value }: AttributeRule): boolean {
  if (operator === "anniversary") return true;
  return Array.isArray(value) ? value.some(isRelative) : isRelative(value);
}

export function dayTest(rule: AttributeRule): DayTest {
  const { operator, value } = rule;
  switch (operator) {
    case "null":
      return new Presence(false);
    case "notNull":
      return new Presence(true);
    case "anniversary":
      return new Anniversary(value as number);
    case "in":
    case "notIn":
      return new DayList(value as readonly DateOperand[], operator === "notIn");
    default: {
      const [a, b] = (Array.isArray(value) ? value : [value, value]) as [DateOperand, DateOperand];
      return new DayRange(operator as NumberOperator, a, b);
    }
  }
}

class Presence implements DayTest {
  readonly isDaily = false;
  readonly recurs = false;
  readonly #wanted: boolean;

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  prepare(): void {}

  holds(day: number): boolean {
    return (day !== NO_DAY) === this.#wanted;
  }

  changes(): void {}
}

class DayRange implements DayTest {
  readonly isDaily: boolean;
  readonly recurs = false;
  readonly #operator: NumberOperator;
  readonly #ends: readonly [DateOperand, DateOperand];
  #interval: Interval<number> = { low: 1, high: 0, negated: false };

  constructor(operator: NumberOperator, a: DateOperand, b: DateOperand) {
    this.#operator = operator;
    this.#ends = [a, b];
    this.isDaily = this.#ends.some(isRelative);
  }

  prepare(asOf: number): void {
    const [a, b] = this.#ends;
    this.#interval = intervalOf(this.#operator, resolveDate(a, asOf), resolveDate(b, asOf), DAY_ENDS);
  }

  holds(day: number): boolean {
    const { low, high, negated } = this.#interval;
    return day !== NO_DAY && (day >= low && day <= high) !== negated;
  }

  changes(day: number, _from: number, _to: number, found: (asOf: number) => void): void {
    for (const end of this.#ends) passings(end, day, found);
  }
}

class DayList implements DayTest {
  readonly isDaily: boolean;
  readonly recurs = false;
  readonly #dates: readonly DateOperand[];
  readonly #negated: boolean;
  #days: ReadonlySet<number> = new Set();

  constructor(dates: readonly DateOperand[], negated: boolean) {
    this.#dates = dates;
    this.#negated = negated;
    this.isDaily = dates.some(isRelative);
  }

  prepare(asOf: number): void {
    this.#days = new Set(this.#dates.map((date) => resolveDate(date, asOf)));
  }

  holds(day: number): boolean {
    return day !== NO_DAY && this.#days.has(day) !== this.#negated;
  }

  changes(day: number, _from: number, _to: number, found: (asOf: number) => void): void {
    for (const date of this.#dates) passings(date, day, found);
  }
}

const DAY_ENDS = {
  lowest: Number.NEGATIVE_INFINITY,
  highest: Number.POSITIVE_INFINITY,
  atLeast: (day: number) => day,
  above: (day: number) => day + 1,
  atMost: (day: number) => day,
  below: (day: number) => day - 1,
};

/** The days of the analysis on which a relative date reaches a day of data and passes it. */
function passings(date: DateOperand, day: number, found: (asOf: number) => void): void {
  if (day === NO_DAY || !isRelative(date)) return;
  found(firstReaching(date, day));
  found(firstReaching(date, day + 1));
}

/**
 * The first day of the analysis from which on a date is not before a day; one beyond the calendar where there is none. A relative
 * date never goes back as the days go by, so it can be searched for by halves.
 */
export function firstReaching(date: DateOperand, day: number): number {
  let low = FIRST_DAY;
  let high = LAST_DAY + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (resolveDate(date, middle) >= day) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function isRelative(date: unknown): date is RelativeDate {
  return typeof date === "object" && date !== null;
}

/** The day of a plain value that spells one, else `NO_DAY`. */
export function dayOfValue(value: unknown): number {
  return typeof value === "string" ? dayOfText(value) : NO_DAY;
}
