import { describe, expect, it } from "vitest";
import { formatDay, parseDay, type RelativeDate } from "../../../src/index.js";
import { dayOfText, resolveDate } from "../../../src/rules/relative-date.js";

function resolved(anchor: RelativeDate["anchor"], offset: number, unit: RelativeDate["unit"], asOf: string): string {
  return formatDay(resolveDate({ mode: "relative", anchor, offset, unit }, parseDay(asOf)));
}

describe("a relative date", () => {
  it.each([
    ["now", "2024-02-29"],
    ["startOfDay", "2024-02-29"],
    ["endOfDay", "2024-02-29"],
    ["startOfWeek", "2024-02-26"],
    ["endOfWeek", "2024-03-03"],
    ["startOfMonth", "2024-02-01"],
    ["endOfMonth", "2024-02-29"],
    ["startOfYear", "2024-01-01"],
    ["endOfYear", "2024-12-31"],
  ] as const)("from %s starts there", (anchor, day) => {
    expect(resolved(anchor, 0, "month", "2024-02-29")).toBe(day);
  });

  it("counts weeks from Monday to Sunday", () => {
    expect(resolved("startOfWeek", 0, "day", "2024-03-03")).toBe("2024-02-26");
    expect(resolved("startOfWeek", 0, "day", "2024-03-04")).toBe("2024-03-04");
    expect(resolved("endOfWeek", 0, "day", "2024-03-04")).toBe("2024-03-10");
    expect(resolved("startOfWeek", 0, "day", "0001-01-01")).toBe("0001-01-01");
  });

  it("ends on the last day of a shorter month", () => {
    expect(resolved("now", 1, "month", "2024-01-31")).toBe("2024-02-29");
    expect(resolved("now", 13, "month", "2024-01-31")).toBe("2025-02-28");
    expect(resolved("now", -1, "month", "2024-03-31")).toBe("2024-02-29");
    expect(resolved("now", -1, "year", "2024-02-29")).toBe("2023-02-28");
    expect(resolved("now", 4, "year", "2024-02-29")).toBe("2028-02-29");
  });

  it("applies the anchor first and then the distance", () => {
    expect(resolved("endOfMonth", -1, "month", "2025-02-10")).toBe("2025-01-28");
    expect(resolved("startOfMonth", -1, "day", "2025-02-10")).toBe("2025-01-31");
    expect(resolved("startOfYear", -1, "week", "2025-02-10")).toBe("2024-12-25");
  });

  it("agrees with the arithmetic of Date on every anchor, unit and day", () => {
    for (const asOf of daysToTry()) {
      for (const [anchor, start] of Object.entries(STARTS) as [RelativeDate["anchor"], Start][]) {
        for (const unit of ["day", "week", "month", "year"] as const) {
          for (const offset of [-61, -25, -12, -1, 0, 1, 2, 11, 48]) {
            const actual = resolveDate({ mode: "relative", anchor, offset, unit }, asOf);
            const date = start(new Date(asOf * MS));
            if (shifted(date, offset, unit) !== actual)
              expect.fail(`${anchor} ${offset} ${unit} from ${formatDay(asOf)}`);
          }
        }
      }
    }
  });
});

describe("an absolute date", () => {
  it("is the same day on every day of analysis", () => {
    expect(resolveDate("2024-02-29", 0)).toBe(parseDay("2024-02-29"));
    expect(resolveDate("2024-02-29", 20_000)).toBe(parseDay("2024-02-29"));
  });

  it.each(["20240229", "2024-02-30", "2024-02-29T00:00", " 2024-02-29", "20240229  ", "0000-01-01", ""])(
    "has one form, which %j is not",
    (text) => {
      expect(dayOfText(text)).toBe(-2_147_483_648);
    },
  );
});

const MS = 86_400_000;

/** Every day of a leap year and of the year after, and a few far away. */
function daysToTry(): number[] {
  const first = parseDay("2024-01-01");
  const far = ["0101-01-01", "1900-02-28", "2000-02-29", "2100-03-01", "9899-12-31"].map((day) => parseDay(day));
  return [...Array.from({ length: 366 }, (_, i) => first + 2 * i), ...far];
}

type Start = (date: Date) => Date;

function on(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}

const same: Start = (date) => date;
const STARTS: { readonly [A in RelativeDate["anchor"]]: Start } = {
  now: same,
  startOfDay: same,
  endOfDay: same,
  startOfWeek: (date) => walk(date, -1, (day) => day.getUTCDay() === 1),
  endOfWeek: (date) => walk(date, 1, (day) => day.getUTCDay() === 0),
  startOfMonth: (date) => walk(date, -1, (day) => day.getUTCDate() === 1),
  endOfMonth: (date) => walk(date, 1, (day) => new Date(day.getTime() + MS).getUTCDate() === 1),
  startOfYear: (date) => on(date.getUTCFullYear(), 0, 1),
  endOfYear: (date) => on(date.getUTCFullYear(), 11, 31),
};

/** The first day from this one on, or back, that is wanted. */
function walk(from: Date, step: number, isWanted: (day: Date) => boolean): Date {
  let day = from;
  while (!isWanted(day)) day = new Date(day.getTime() + step * MS);
  return day;
}

function shifted(from: Date, offset: number, unit: RelativeDate["unit"]): number {
  if (unit === "day" || unit === "week") return from.getTime() / MS + offset * (unit === "week" ? 7 : 1);
  const months = offset * (unit === "year" ? 12 : 1);
  // A day that the month does not have makes Date run on into the next: then the last day before that is meant.
  const date = on(from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate());
  const first = on(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  while (date.getUTCMonth() !== first.getUTCMonth()) date.setUTCDate(date.getUTCDate() - 1);
  return date.getTime() / MS;
}
