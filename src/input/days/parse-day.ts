import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { LAST_DAY } from "./calendar.js";
import { NO_DAY } from "./parse-day-text.js";
import { readDay } from "./read-day.js";
import { dayOfInstantIn } from "./time-zone.js";

/**
 * A date as callers have it: a `Date`, epoch milliseconds, or ISO 8601 text.
 *
 * @since 0.1.0
 */
export type DateLike = Date | number | string;

/**
 * Options of {@link parseDay}.
 *
 * @since 0.1.0
 */
export interface ParseDayOptions {
  /** The IANA zone in which instants become calendar days. @defaultValue "UTC" */
  readonly timeZone?: string | undefined;
}

/**
 * Returns the day number of a date: whole days since 1970-01-01 of its calendar day in `timeZone`.
 *
 * Text without a time (`"2026-03-01"`, `"20260301"`) is that calendar day in every zone. Text with a time and no offset
 * is local to `timeZone`, so its written day counts. A `Date`, epoch milliseconds and text with an offset are instants;
 * their day follows the zone, daylight saving included. Years run from 1 to 9999.
 * Cost: constant; the zone's rules are looked up anew at each call, so use a ledger for many rows.
 *
 * @param date - The date.
 * @param options - The zone.
 * @returns Days since 1970-01-01, negative before.
 * @throws {@link RfmError} `WRONG_TYPE` if it is no date, `UNKNOWN_TIME_ZONE` if the zone is unknown.
 *
 * @example
 * ```ts
 * parseDay("1970-01-02"); // => 1
 * parseDay("2026-03-01T20:00:00Z") - parseDay("2026-03-01"); // => 0
 * parseDay("2026-03-01T20:00:00Z", { timeZone: "Asia/Shanghai" }) - parseDay("2026-03-01"); // => 1
 * ```
 * @see {@link formatDay} for the way back
 * @since 0.1.0
 */
export function parseDay(date: DateLike, options: ParseDayOptions = {}): number {
  checkOptions("parseDay", options, ["timeZone"]);
  return readDayOption("parseDay", "date", date, dayOfInstantIn("parseDay", options.timeZone ?? "UTC"));
}

/** A day given as an option or argument: anything that is no date is refused with the option's name. */
export function readDayOption(
  where: string,
  path: string,
  value: unknown,
  dayOfInstant: (ms: number) => number,
): number {
  const day = readDay(value, dayOfInstant);
  if (day === NO_DAY) {
    throw optionError(
      "WRONG_TYPE",
      where,
      path,
      'be a Date, epoch milliseconds or ISO text such as "2026-06-30"',
      value,
    );
  }
  return day;
}

/** The option asOf. A small number is a day number that was mistaken for milliseconds: silently it would be 1970. */
export function readAsOf(where: string, value: unknown, dayOfInstant: (ms: number) => number): number {
  if (typeof value === "number" && value !== 0 && Math.abs(value) <= LAST_DAY) {
    throw optionError(
      "WRONG_TYPE",
      where,
      "options.asOf",
      `be milliseconds if it is a number; for a day number give formatDay(${value})`,
      value,
    );
  }
  return readDayOption(where, "options.asOf", value, dayOfInstant);
}
