import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

describe("parseDay", () => {
  it.each([null, undefined, true, {}, [], 20_260_301n, Symbol("day"), () => 1])("refuses %s", (date) => {
    expectRefused(() => parseDay(wrong<string>(date)), "WRONG_TYPE", { where: "parseDay", path: "date" });
  });

  it("refuses an unknown zone, a wrong option and options that are none", () => {
    expectRefused(() => parseDay(0, { timeZone: "Atlantis" }), "UNKNOWN_TIME_ZONE", { where: "parseDay" });
    expectRefused(() => parseDay(0, wrong({ zone: "UTC" })), "UNKNOWN_OPTION", { path: "options.zone" });
    expectRefused(() => parseDay(0, wrong(null)), "WRONG_TYPE", { path: "options" });
  });

  it("refuses in these words", () => {
    expect(() => parseDay("1 March 2026")).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: parseDay: date must be a Date, epoch milliseconds or ISO text such as "2026-06-30"; received "1 March 2026"]`,
    );
    expect(() => parseDay(new Date(Number.NaN))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: parseDay: date must be a Date, epoch milliseconds or ISO text such as "2026-06-30"; received an invalid Date]`,
    );
  });
});

describe("formatDay", () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, -719_163, 2_932_897, "2026-03-01", null, 5n])(
    "refuses %s",
    (day) => {
      expectRefused(() => formatDay(wrong<number>(day)), "OUT_OF_RANGE", { where: "formatDay", path: "day" });
    },
  );

  it("refuses in these words", () => {
    expect(() => formatDay(1_767_225_600_000)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: formatDay: day must be an integer from -719162 to 2932896; received 1767225600000]`,
    );
  });
});
