import { checkInteger, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { dayOfCivil, FIRST_DAY, LAST_DAY, MS_PER_DAY } from "../../input/days/calendar.js";
import { formatDay } from "../../input/days/format-day.js";
import { type DateLike, readDayOption } from "../../input/days/parse-day.js";
import type { DayOfInstant } from "../../input/days/time-zone.js";

/**
 * Into which buckets of days an {@link Accumulator} puts its sums: calendar months, weeks from Monday on, or any number of days.
 *
 * @since 0.1.0
 */
export type AccumulatedBuckets = "week" | "month" | BucketDays;

/**
 * Buckets of so many days each.
 *
 * @since 0.1.0
 */
export interface BucketDays {
  /** How many days a bucket has, 1 to 3660. */
  readonly days: number;
  /** A day on which a bucket begins. @defaultValue 1970-01-01 */
  readonly from?: DateLike | undefined;
}

/** How days fall into buckets, in the one form that each way has: two rules are the same where both numbers are. */
export interface BucketRule {
  /** The days of a bucket; 0 for calendar months. */
  readonly days: number;
  /** The first day from 1970-01-01 on with which a bucket begins; 0 for calendar months. */
  readonly offset: number;
}

// Ten years: windows of longer buckets would be no windows.
export const MOST_BUCKET_DAYS = 3660;

// 1970-01-05, a Monday.
const MONDAY = 4;

const MONTHS: BucketRule = { days: 0, offset: 0 };

/** Reads the option; `null` where there are to be no buckets. */
export function readBuckets(where: string, value: unknown, dayOfInstant: DayOfInstant): BucketRule | null {
  const path = "options.buckets";
  if (value === undefined) return null;
  if (value === "month") return MONTHS;
  if (value === "week") return { days: 7, offset: MONDAY };
  if (typeof value !== "object" || value === null) {
    const code = typeof value === "string" ? "UNKNOWN_NAME" : "WRONG_TYPE";
    throw optionError(code, where, path, 'be "week", "month" or { days, from }', value);
  }
  checkOptions(where, value, ["days", "from"], path);
  const { days, from = 0 } = value as { readonly days?: unknown; readonly from?: unknown };
  const length = checkInteger(where, `${path}.days`, days, 1, MOST_BUCKET_DAYS);
  const first = readDayOption(where, `${path}.from`, from, dayOfInstant);
  return { days: length, offset: ((first % length) + length) % length };
}

/** The number of the bucket in which a day falls; the numbers ascend with the days. */
export function bucketOf({ days, offset }: BucketRule, day: number): number {
  if (days > 0) return Math.floor((day - offset) / days);
  const date = new Date(day * MS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a bucket. Buckets end where the calendar does. */
export function firstDayOf(rule: BucketRule, bucket: number): number {
  return Math.max(FIRST_DAY, startOf(rule, bucket));
}

/** The last day of a bucket. */
export function lastDayOf(rule: BucketRule, bucket: number): number {
  return Math.min(LAST_DAY, startOf(rule, bucket + 1) - 1);
}

function startOf({ days, offset }: BucketRule, bucket: number): number {
  if (days > 0) return bucket * days + offset;
  const year = Math.floor(bucket / 12);
  return dayOfCivil(year, bucket - year * 12 + 1, 1);
}

/** The rule in words, for messages. */
export function spellRule(rule: BucketRule | null): string {
  if (rule === null) return "none";
  if (rule.days === 0) return "calendar months";
  return `${rule.days} days from ${formatDay(rule.offset)}`;
}
