import { formatDay } from "./format-day.js";
import { NO_DAY, parseDayText } from "./parse-day-text.js";

// From 1973 on; what is lower could be anything.
const LEAST_SECONDS = 100_000_000;

/** What is shown in messages for a number of an Int32Array of dates that is no day: an Int32Array counts days. */
export class DayNumber {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  /** What it may be instead, and what to do then. */
  get advice(): string {
    const value = this.#value;
    // A column of the caller's own class may be shorter than it says.
    if (!Number.isInteger(value)) return "";
    const written = parseDayText(String(value), Math.floor);
    if (written !== NO_DAY) {
      return `, which looks like ${formatDay(written)} written as a number; give such a column as text: Array.from(column, String)`;
    }
    if (Math.abs(value) < LEAST_SECONDS || value === NO_DAY) return "";
    const day = formatDay(Math.floor(value / 86_400));
    return `, which looks like seconds, of ${day}; give milliseconds: Float64Array.from(column, (s) => s * 1000)`;
  }

  toString(): string {
    return String(this.#value);
  }
}
