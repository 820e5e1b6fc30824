import { checkInteger } from "../../checks/check-options.js";
import { FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./calendar.js";

/**
 * Returns a day number as ISO text, `YYYY-MM-DD`.
 *
 * @param day - Whole days since 1970-01-01, within the years 1 to 9999.
 * @returns The calendar day.
 * @throws {@link RfmError} `OUT_OF_RANGE` if it is not such an integer.
 *
 * @example
 * ```ts
 * formatDay(0); // => "1970-01-01"
 * formatDay(parseDay("2026-06-30")); // => "2026-06-30"
 * ```
 * @see {@link parseDay} for the way back
 * @since 0.1.0
 */
export function formatDay(day: number): string {
  checkInteger("formatDay", "day", day, FIRST_DAY, LAST_DAY);
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
