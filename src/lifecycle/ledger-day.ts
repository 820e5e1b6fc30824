import { checkLedger } from "../input/check-ledger.js";
import { LAST_DAY } from "../input/days/calendar.js";
import { formatDay } from "../input/days/format-day.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { Ledger } from "../input/ledger.js";

/**
 * The day of the analysis of a ledger.
 *
 * @since 0.1.0
 */
export interface AsOfOptions {
  /** The day of the analysis; nothing after it is used. @defaultValue the day of the last order */
  readonly asOf?: DateLike | undefined;
}

/** Checks a ledger and reads the day of the analysis; `null` where there is no order and no day was stated. */
export function asOfDay(where: string, ledger: Ledger, asOf: unknown): number | null {
  checkLedger(where, "ledger", ledger);
  if (asOf === undefined) return ledger.lastOrderDay;
  return readAsOf(where, asOf, dayOfInstantIn(where, ledger.timeZone));
}

/** A day number as ISO text; `null` where it is missing or beyond the calendar, as an expected day may be. */
export function isoDay(day: number | null): string | null {
  return day === null || Number.isNaN(day) || day > LAST_DAY ? null : formatDay(day);
}
