import { NO_DAY, parseDayText } from "../../input/days/parse-day-text.js";
import type { DayOfInstant } from "../../input/days/time-zone.js";
import { usageError } from "./cli-error.js";

/** Refuses a flag whose value is no day. */
export function checkDay(flag: string, text: string, dayOfInstant: DayOfInstant): void {
  if (parseDayText(text, dayOfInstant) !== NO_DAY) return;
  throw usageError(`--${flag} must be a day such as 2026-06-30; received ${JSON.stringify(text)}`);
}
