import { dayOfCivil, daysInMonth, MS_PER_DAY } from "../input/days/calendar.js";
import { NO_DAY, parseDayText } from "../input/days/parse-day-text.js";
import type { RelativeDate } from "./rule.js";

/**
 * The day number of a date in a rule that was checked, seen from the day of the analysis. The anchor comes first, then the offset
 * from it: from the end of February, one month less is 28 January. Far offsets may leave the years 1 to 9999; no day of data does.
 */
export function resolveDate(date: string | RelativeDate, asOf: number): number {
  if (typeof date === "string") return dayOfText(date);
  const day = anchorDay(date.anchor, asOf);
  switch (date.unit) {
    case "day":
      return day + date.offset;
    case "week":
      return day + 7 * date.offset;
    case "month":
      return shiftMonths(day, date.offset);
    case "year":
      return shiftMonths(day, 12 * date.offset);
  }
}

/** The day number of an absolute date in a rule, in the one form `2026-03-01`; `NO_DAY` for any other text. */
export function dayOfText(text: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDayText(text, Math.floor) : NO_DAY;
}

/** Whether a value is an absolute date of a rule. */
export function isDayText(value: unknown): value is string {
  return typeof value === "string" && dayOfText(value) !== NO_DAY;
}

function anchorDay(anchor: RelativeDate["anchor"], asOf: number): number {
  const { year, month } = civilOf(asOf);
  switch (anchor) {
    case "now":
    case "startOfDay":
    case "endOfDay":
      return asOf;
    case "startOfWeek":
      return asOf - daysSinceMonday(asOf);
    case "endOfWeek":
      return asOf - daysSinceMonday(asOf) + 6;
    case "startOfMonth":
      return dayOfCivil(year, month, 1);
    case "endOfMonth":
      return dayOfCivil(year, month, daysInMonth(year, month));
    case "startOfYear":
      return dayOfCivil(year, 1, 1);
    case "endOfYear":
      return dayOfCivil(year, 12, 31);
  }
}

/** 1970-01-01, day 0, was a Thursday. */
function daysSinceMonday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The same day of another month, or the last day of a shorter one. */
function shiftMonths(day: number, months: number): number {
  const { year, month, date } = civilOf(day);
  const count = 12 * year + month - 1 + months;
  const toYear = Math.floor(count / 12);
  const toMonth = count - 12 * toYear + 1;
  return dayOfCivil(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

function civilOf(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const date = new Date(day * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
}
