import { isoDay } from "../../lifecycle/ledger-day.js";

/** Days as ISO text; empty where they are missing, or expected after the year 9999. */
export class DayTexts {
  // A day comes again and again, and writing one costs as much as the rest of a row.
  readonly #texts: Map<number, string>;

  /** `missing` is the number of no day, besides NaN. */
  constructor(missing = Number.NaN) {
    this.#texts = new Map([[missing, ""]]);
  }

  of(day: number): string {
    let text = this.#texts.get(day);
    if (text === undefined) this.#texts.set(day, (text = isoDay(day) ?? ""));
    return text;
  }
}
