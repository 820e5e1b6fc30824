import { describe, expect, it } from "vitest";
import { formatDay, isRfmError, ledgerFromColumns, parseDay } from "../../src/index.js";

const DAY = 86_400_000;

/** Date's own arithmetic; years below 100 need setUTCFullYear. */
function dayByDate(year: number, month: number, date: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, date) / DAY;
}

function codeOf(text: string): string {
  try {
    return formatDay(parseDay(text));
  } catch (error) {
    return isRfmError(error) ? error.code : "another error";
  }
}

describe("days from 0001-01-01 to 9999-12-31", () => {
  it("are those of Date for the first, the last and one other day of every month", () => {
    const texts: string[] = [];
    const expected: number[] = [];
    for (let year = 1; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        const last = new Date(dayByDate(year, month + 1, 1) * DAY - DAY).getUTCDate();
        for (const date of [1, 2 + ((year * 12 + month) % 25), last]) {
          texts.push(`${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`);
          expected.push(dayByDate(year, month, date));
        }
      }
    }
    // Every text is a customer, so the entries of the ledger stand in the order of the texts.
    const { days } = ledgerFromColumns({
      customer: Int32Array.from(texts, (_, i) => i),
      date: texts,
      amount: new Float64Array(texts.length),
    });
    expect(texts.filter((_, i) => days[i] !== expected[i])).toEqual([]);
    expect(texts.filter((text, i) => formatDay(expected[i]) !== text)).toEqual([]);
  });

  it("are the same from parseDay, there and back, for one day in a thousand", () => {
    for (let day = dayByDate(1, 1, 1); day <= dayByDate(9999, 12, 31); day += 997) {
      expect(parseDay(formatDay(day))).toBe(day);
      expect(parseDay(day * DAY)).toBe(day);
    }
  });

  it("end at the years 1 and 9999", () => {
    expect(formatDay(parseDay("0001-01-01"))).toBe("0001-01-01");
    expect(formatDay(parseDay("9999-12-31"))).toBe("9999-12-31");
    expect(parseDay(new Date("9999-12-31T23:59:59.999Z"))).toBe(dayByDate(9999, 12, 31));
    expect([codeOf("0000-12-31"), codeOf("10000-01-01")]).toEqual(["WRONG_TYPE", "WRONG_TYPE"]);
  });

  it("refuse the day after the last of every month", () => {
    for (const year of [1900, 2000, 2023, 2024]) {
      for (let month = 1; month <= 12; month++) {
        const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const of = (date: number): string => codeOf(`${year}-${String(month).padStart(2, "0")}-${date}`);
        expect([of(last).slice(-2), of(last + 1)]).toEqual([String(last), "WRONG_TYPE"]);
      }
    }
  });
});

describe("the text of a date", () => {
  it.each([
    ["2026-03-01", "2026-03-01"],
    ["20260301", "2026-03-01"],
    ["  2026-03-01\n", "2026-03-01"],
    ["2024-02-29", "2024-02-29"],
    ["2026-03-01T09:30", "2026-03-01"],
    ["2026-03-01 09:30", "2026-03-01"],
    ["2026-03-01t09:30z", "2026-03-01"],
    ["2026-03-01T23:59:59", "2026-03-01"],
    ["2026-03-01T23:59:59.999999999", "2026-03-01"],
    ["2026-03-01T23:59:59,5", "2026-03-01"],
    ["2026-03-01T23:59:59Z", "2026-03-01"],
    ["2026-03-01T23:59:59-00:01", "2026-03-02"],
    ["2026-03-01T23:59:59.999-00:00", "2026-03-01"],
    ["2026-03-01T00:00+00:01", "2026-02-28"],
    ["2026-03-01T20:00-0500", "2026-03-02"],
    ["2026-03-01T20:00-05", "2026-03-02"],
    ["2026-03-01T07:59:59.999+08:00", "2026-02-28"],
    ["2026-03-01T08:00:00.000+08:00", "2026-03-01"],
    ["2026-03-01T00:00+23:59", "2026-02-28"],
  ])("%j is the day %s in UTC", (text, day) => {
    expect(codeOf(text)).toBe(day);
  });

  it.each([
    "",
    " ",
    "2026",
    "2026-03",
    "2026-3-1",
    "2026-03-1",
    "26-03-01",
    "2026/03/01",
    "01.03.2026",
    "03/01/2026",
    "2026-03-01T",
    "2026-03-01T9:30",
    "2026-03-01T09",
    "2026-03-01T24:00",
    "2026-03-01T09:60",
    "2026-03-01T09:30:60",
    "2026-03-01T09:30:",
    "2026-03-01T09:30:00.",
    "2026-03-01T09:30:00.Z",
    "2026-03-01T09:30ZZ",
    "2026-03-01T09:30 Z",
    "2026-03-01T09:30+",
    "2026-03-01T09:30+8",
    "2026-03-01T09:30+08:",
    "2026-03-01T09:30+08:0",
    "2026-03-01T09:30+08:000",
    "2026-03-01T09:30+08:60",
    "2026-03-01T09:30+24:00",
    "2026-03-01X09:30",
    "2026-03-01T09:30:00 UTC",
    "2026-03-01Z",
    "2026-03-01+08:00",
    "2026-00-01",
    "2026-13-01",
    "2026-03-00",
    "2026-03-32",
    "2025-02-29",
    "1900-02-29",
    "0000-01-01",
    "-2026-03-01",
    "+002026-03-01",
    "2026-W10-1",
    "2026-060",
    "2026060",
    "202603011",
    "20260301Z",
    "1767225600000",
    "２０２６-03-01",
    "2026–03–01",
    "today",
    "null",
    "NaN",
  ])("%j is no day", (text) => {
    expect(codeOf(text)).toBe("WRONG_TYPE");
  });

  it("with a time and no offset is the written day in every zone", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Niue", "UTC"]) {
      for (const text of ["2026-03-01", "2026-03-01T00:00", "2026-03-01T23:59:59.999"]) {
        expect(formatDay(parseDay(text, { timeZone }))).toBe("2026-03-01");
      }
    }
  });

  it("with an offset is an instant, whose day is that of the zone", () => {
    expect(formatDay(parseDay("2026-03-01T12:00:00Z", { timeZone: "Pacific/Kiritimati" }))).toBe("2026-03-02");
    expect(formatDay(parseDay("2026-03-01T10:59:59Z", { timeZone: "Pacific/Niue" }))).toBe("2026-02-28");
  });
});

describe("a number or a Date", () => {
  it.each([
    [0, "1970-01-01"],
    [-1, "1969-12-31"],
    [-0.5, "1969-12-31"],
    [DAY - 1, "1970-01-01"],
    [DAY, "1970-01-02"],
    [new Date("2026-06-30T23:59:59.999Z"), "2026-06-30"],
  ])("%s is the day of that instant", (value, day) => {
    expect(formatDay(parseDay(value))).toBe(day);
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    8.64e15,
    1_767_225_600_000_000,
    Date.UTC(10_000, 0, 1),
    new Date(Number.NaN),
  ])("%s is no day", (value) => {
    expect(() => parseDay(value)).toThrow(expect.objectContaining({ code: "WRONG_TYPE" }));
  });
});

function padded(n: number, length: number): string {
  return String(n).padStart(length, "0");
}
