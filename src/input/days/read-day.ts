import { FIRST_DAY, LAST_DAY } from "./calendar.js";
import { NO_DAY, parseDayText } from "./parse-day-text.js";
import type { DayOfInstant } from "./time-zone.js";

/** The calendar day of a `Date`, epoch milliseconds or ISO text, or `NO_DAY` for anything else. */
export function readDay(value: unknown, dayOfInstant: DayOfInstant): number {
  if (typeof value === "string") return parseDayText(value, dayOfInstant);
  if (typeof value === "number") return dayOfMs(value, dayOfInstant);
  if (isDate(value)) return dayOfMs(Date.prototype.getTime.call(value), dayOfInstant);
  return NO_DAY;
}

/** A Date, also of another realm, where `instanceof` says no. */
function isDate(value: unknown): value is Date {
  if (typeof value !== "object" || value === null) return false;
  try {
    // Throws for whatever only looks like a Date, such as one made by Object.create.
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day of an instant, or `NO_DAY` where it is not finite or outside the years 1 to 9999. */
export function dayOfMs(ms: number, dayOfInstant: DayOfInstant): number {
  if (!(ms >= FIRST_MS && ms <= LAST_MS)) return NO_DAY;
  const day = dayOfInstant(ms);
  return day >= FIRST_DAY && day <= LAST_DAY ? day : NO_DAY;
}

const FIRST_MS = (FIRST_DAY - 1) * 86_400_000;
const LAST_MS = (LAST_DAY + 2) * 86_400_000;
