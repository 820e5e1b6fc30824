import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commaRewrite, dateRewrite } from "../../../src/cli/csv/foreign-text.js";
import { formatDay, parseDay } from "../../../src/index.js";
import { CliFolders } from "./run-cli.js";

const folders = new CliFolders();

describe("dates that are not ISO", () => {
  it.each([
    ["dmy", "31/12/2011", "2011-12-31"],
    ["dmy", "1.2.2011 8:26", "2011-02-01T08:26"],
    ["mdy", "12/31/2011 23:59:01", "2011-12-31T23:59:01"],
    ["mdy", "1-2-2011", "2011-01-02"],
    ["dmy", "2011-12-31", "2011-12-31"],
    ["dmy", "31/12-2011", "31/12-2011"],
    ["dmy", "31/12/11", "31/12/11"],
    ["mdy", "12/31/2011 8:26 PM", "12/31/2011 8:26 PM"],
    ["iso", "31/12/2011", "31/12/2011"],
  ] as const)("as %s: %j is %j", (format, text, iso) => {
    expect(dateRewrite(format)(text)).toBe(iso);
  });

  it("are the same day as in ISO, every day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 90_000 }), (day) => {
        const [year, month, date] = formatDay(day).split("-");
        expect(parseDay(dateRewrite("dmy")(`${date}/${month}/${year}`))).toBe(day);
        expect(parseDay(dateRewrite("mdy")(`${Number(month)}/${Number(date)}/${year} 1:00`))).toBe(day);
      }),
    );
  });
});

describe("amounts with a decimal comma", () => {
  it.each([
    ["1.234,50", "1234.50"],
    ["-1.234.567,8", "-1234567.8"],
    ["12,50", "12.50"],
    ["1234", "1234"],
    ["1 234,5", "1234.5"],
    ["12.50", "12.50, not with a decimal comma"],
    ["1.23,4", "1.23,4"],
    ["1,234,5", "1,234,5"],
    ["", ""],
    ["abc", "abc"],
    ["€ 1.234,50", "€ 1.234,50"],
    ["+0.5", "+0.5, not with a decimal comma"],
  ])("%j is %j", (text, plain) => {
    expect(commaRewrite(true)(text)).toBe(plain);
    expect(commaRewrite(false)(text)).toBe(text);
  });
});

describe("rfm-kit segment on a file from a European spreadsheet", () => {
  it("reads it with three flags, and says how where it is called without", async () => {
    const cli = folders.folder();
    cli.write("export.csv", "Kunde;Datum;Summe\nA;31/12/2025;1.234,50\nB;01/02/2026;7,00\n");
    const columns = [
      "--customer",
      "Kunde",
      "--date",
      "Datum",
      "--amount",
      "Summe",
      "--delimiter",
      ";",
      "--out",
      "c.csv",
    ];
    const plain = await cli.run(["segment", "export.csv", ...columns]);
    expect(plain.code).toBe(1);
    expect(plain.err).toContain("--date-format dmy");
    expect(plain.err).toContain("--decimal-comma");
    const read = await cli.run(["segment", "export.csv", ...columns, "--date-format", "dmy", "--decimal-comma"]);
    expect(read.code).toBe(0);
    expect(cli.read("c.csv").split(/\r?\n/).slice(1, 3)).toEqual([
      "A,32,1,1234.50,1,1,5,cant-lose",
      "B,0,1,7.00,5,1,1,new",
    ]);
    expect(plain.err).toContain(
      'no date (ISO dates such as 2026-06-30 are read)  2  rows 2, 3; first: "31/12/2025", which --date-format dmy reads\n',
    );
    const us = await cli.run(["segment", "export.csv", ...columns, "--date-format", "mdy", "--decimal-comma"]);
    expect(us.err).toContain(
      '  no date (12/31/2026 and ISO dates are read)  1  row 2; first: "31/12/2025", which --date-format dmy reads\n',
    );
    const wrong = await cli.run(["segment", "export.csv", ...columns, "--date-format", "ymd"]);
    expect(wrong).toMatchObject({ code: 2 });
  });
});
