import { dayOfCivil, daysInMonth, MS_PER_DAY } from "../../input/days/calendar.js";
import { NO_DAY } from "../../input/days/parse-day-text.js";
import type { DayTest } from "./day-test.js";

// A day of the year as one number: the month, 1 to 12, in the upper bits, the date in the lower five.
const CODES = 13 * 32;
const LEAP_DAY = 2 * 32 + 29;
const EVE_OF_LEAP_DAY = LEAP_DAY - 1;

/** Whether the day of the year of a date recurs within so many days from the day of the analysis; 29 February on the 28th in other years. */
export class Anniversary implements DayTest {
  readonly isDaily = true;
  readonly recurs = true;
  readonly #days: number;
  readonly #isSoon = new Uint8Array(CODES);

  constructor(days: number) {
    this.#days = days;
  }

  prepare(asOf: number): void {
    const isSoon = this.#isSoon.fill(0);
    const start = dayOfYear(asOf);
    let year = yearOf(asOf);
    let month = start >> 5;
    let date = start & 31;
    let last = daysInMonth(year, month);
    for (let left = this.#days; left >= 0; left--) {
      const code = month * 32 + date;
      isSoon[code] = 1;
      if (code === EVE_OF_LEAP_DAY && last === 28) isSoon[LEAP_DAY] = 1;
      date++;
      if (date <= last) continue;
      date = 1;
      month = (month % 12) + 1;
      if (month === 1) year++;
      last = daysInMonth(year, month);
    }
  }

  holds(day: number): boolean {
    return day !== NO_DAY && this.#isSoon[dayOfYear(day)] === 1;
  }

  changes(day: number, from: number, to: number, found: (asOf: number) => void): void {
    if (day === NO_DAY) return;
    const code = dayOfYear(day);
    const month = code >> 5;
    const date = code & 31;
    for (let year = yearOf(from) - 1; year <= yearOf(to) + 1 + MOST_YEARS; year++) {
      const anniversary = dayOfCivil(year, month, Math.min(date, daysInMonth(year, month)));
      found(anniversary - this.#days);
      found(anniversary + 1);
    }
  }
}

// An anniversary may be soon that lies this many years on.
const MOST_YEARS = 1;

function yearOf(day: number): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** The way back from `dayOfCivil`, without an object per customer. */
function dayOfYear(day: number): number {
  const shifted = day + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const sinceMarch = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * sinceMarch + 2) / 153);
  const date = sinceMarch - Math.floor((153 * month + 2) / 5) + 1;
  return (month < 10 ? month + 3 : month - 9) * 32 + date;
}
