import { NO_DAY } from "../../input/days/parse-day-text.js";
import { isoDay } from "../../lifecycle/ledger-day.js";

/** Days as ISO text; empty where they are missing, or expected after the year 9999. */
export class DayTexts {
  // A day comes again and again, and writing one costs as much as the rest of a row.
  readonly #texts = new Map<number, string>([[NO_DAY, ""]]);

  of(day: number): string {
    let text = this.#texts.get(day);
    if (text === undefined) this.#texts.set(day, (text = isoDay(day) ?? ""));
    return text;
  }
}
