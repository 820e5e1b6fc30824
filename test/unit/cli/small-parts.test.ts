import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closest } from "../../../src/checks/closest.js";
import { glyphsFor } from "../../../src/cli/report/glyphs.js";
import { moneyText } from "../../../src/cli/report/money-text.js";
import { textTable } from "../../../src/cli/report/text-table.js";

describe("moneyText", () => {
  it.each([
    [0, 2, "0.00"],
    [-0, 2, "0.00"],
    [5, 2, "0.05"],
    [-5, 2, "-0.05"],
    [123456, 2, "1234.56"],
    [7, 0, "7"],
    [1, 9, "0.000000001"],
    [Number.MAX_SAFE_INTEGER, 2, "90071992547409.91"],
    [-Number.MAX_SAFE_INTEGER, 9, "-9007199.254740991"],
  ])("of %d with %i decimals is %s", (minor, decimals, text) => {
    expect(moneyText(minor, decimals)).toBe(text);
  });

  it("is exact for every integer", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (minor, decimals) => {
        expect(BigInt(moneyText(minor, decimals).replace(".", ""))).toBe(BigInt(minor));
      }),
    );
  });
});

describe("closest", () => {
  it.each([
    ["custmer", ["customer", "date", "amount"], "customer"],
    ["customer", ["InvoiceNo", "CustomerID", "Country"], "CustomerID"],
    ["Customer_ID", ["customer id", "customer"], "customer id"],
    ["amuont", ["count", "amount"], "amount"],
    ["price", ["customer", "date", "amount"], undefined],
    ["x", ["customer"], undefined],
    ["", ["customer"], undefined],
  ])("to %j among %j is %j", (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected);
  });
});

describe("textTable", () => {
  it("aligns wide characters and marks", () => {
    const columns = [
      { title: "name", align: "left" as const },
      { title: "n", align: "right" as const },
    ];
    expect(textTable(columns, [["李雷", "1"], ["e\u0301te", "22"], ["plain"]])).toEqual([
      "name    n",
      "李雷    1",
      "e\u0301te    22",
      "plain",
    ]);
  });
});

describe("bars", () => {
  it.each([
    [{ LANG: "de_DE.UTF-8" }, 1, "█".repeat(16)],
    [{}, 0.5, "█".repeat(8)],
    [{ LC_ALL: "C.utf8" }, 0.01, "▏"],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, 0.5, "########"],
    [{}, 0, ""],
  ])("in %j of %d are %s", (env, share, bar) => {
    expect(glyphsFor(env).bar(share)).toBe(bar);
  });
});
