import { checkInteger, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { FIRST_DAY } from "../../input/days/calendar.js";
import { formatDay } from "../../input/days/format-day.js";
import { readAsOf } from "../../input/days/parse-day.js";
import { checkWindow, MEASURE_OPTIONS } from "../../rfm/measure-definition.js";
import type { AccumulatedMeasures } from "../accumulator.js";
import type { State } from "../state.js";
import { type BucketRule, bucketOf, firstDayOf, lastDayOf } from "./bucket-rule.js";
import { viewOfDays } from "./view.js";

// A thousand years.
const MOST_DAYS = 365_250;
// Of one day each.
const MOST_BUCKETS: number = MOST_DAYS;

/** What a settled state is measured on: itself, or a view of the buckets of the window and the day that are asked for. */
export function measuredState(where: string, state: State, options: AccumulatedMeasures): State {
  if (state.buckets === null) return state;
  checkOptions(where, options, MEASURE_OPTIONS);
  const { rule } = state.buckets;
  const asOf = asOfOf(where, state, rule, options.asOf);
  const window = windowOf(where, rule, asOf, options.window);
  // Without any order there is no day to go back from, as on a ledger.
  const high = asOf ?? Number.POSITIVE_INFINITY;
  const low = window === null || asOf === null ? Number.NEGATIVE_INFINITY : asOf - window;
  return viewOfDays(state, low, high, { window, asOf });
}

function asOfOf(where: string, { settings, lastOrderDay }: State, rule: BucketRule, given: unknown): number | null {
  if (given === undefined) return Number.isFinite(lastOrderDay) ? lastOrderDay : null;
  const asOf = readAsOf(where, given, settings.dayOfInstant);
  const bucket = bucketOf(rule, asOf);
  const end = lastDayOf(rule, bucket);
  if (asOf >= lastOrderDay || asOf === end) return asOf;
  const before = firstDayOf(rule, bucket) - 1;
  const near = [...(before >= FIRST_DAY ? [before] : []), ...(end < lastOrderDay ? [end] : [])].map(formatDay);
  const requirement = `not be before the last order, ${formatDay(lastOrderDay)}, unless it is the last day of a bucket${near.length === 0 ? "" : `, such as ${near.join(" or ")}`}`;
  throw optionError("OUT_OF_RANGE", where, "options.asOf", requirement, formatDay(asOf));
}

function windowOf(where: string, rule: BucketRule, asOf: number | null, given: unknown): number | null {
  if (typeof given === "object" && given !== null) return daysOfBuckets(where, rule, asOf, given);
  const window = checkWindow(where, given);
  if (window === null || asOf === null) return window;
  const first = asOf - window + 1;
  if (first <= FIRST_DAY) return window;
  const bucket = bucketOf(rule, first);
  const start = firstDayOf(rule, bucket);
  if (first === start) return window;
  // The shorter one ends where it begins, if asOf is in the bucket itself.
  const starts = [firstDayOf(rule, bucket + 1), start].filter((day) => day <= asOf);
  const near = starts.map((day) => `${asOf - day + 1} (from ${formatDay(day)})`).join(" or ");
  const requirement = `begin with the first day of a bucket: with asOf ${formatDay(asOf)} it can be ${near}`;
  throw optionError("OUT_OF_RANGE", where, "options.window", requirement, window);
}

/** The days from the first one of the bucket that is so many before that of asOf, which is the last of them. */
function daysOfBuckets(where: string, rule: BucketRule, asOf: number | null, given: object): number | null {
  checkOptions(where, given, ["buckets"], "options.window");
  const { buckets } = given as { readonly buckets?: unknown };
  const path = "options.window.buckets";
  const count = checkInteger(where, path, buckets, 1, MOST_BUCKETS);
  if (asOf === null) {
    const requirement = "be given where there is no order, from whose day the buckets of the window would be counted";
    throw optionError("MISSING_OPTION", where, "options.asOf", requirement, undefined);
  }
  const days = asOf - firstDayOf(rule, bucketOf(rule, asOf) - count + 1) + 1;
  if (days <= MOST_DAYS) return checkWindow(where, days);
  throw optionError(
    "OUT_OF_RANGE",
    where,
    path,
    `be buckets of ${MOST_DAYS} days in all at most, a thousand years`,
    count,
  );
}
