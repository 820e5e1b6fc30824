import { describe, expect, it } from "vitest";
import { ledgerFromRows } from "../../src/index.js";
import { decimalsOf } from "../../src/input/money/currency.js";

// Funds and units of account of ISO 4217, and VED: real codes for which no price is ever printed, so that Intl has no name.
const UNKNOWN_TO_INTL = ["BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "VED", "XAD"];
// In force since 2024 and 2025: the Intl of older engines does not list them yet.
const YOUNG = ["XCG", "ZWG"];
// ISO 4217 has two decimals for these (three for IQD); Intl gives the number that is customary in print, none.
const PRINTED_WITHOUT_DECIMALS = [
  ..."AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SOS SYP YER".split(" "),
  // Older data only.
  ..."AMD CRC GYD MNT MUR RSD SLE STN TZS UZS".split(" "),
];

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function knownCodes(): string[] {
  const codes: string[] = [];
  for (const a of LETTERS) {
    for (const b of LETTERS) {
      for (const c of LETTERS) if (decimalsOrNone(a + b + c) !== undefined) codes.push(a + b + c);
    }
  }
  return codes;
}

function decimalsOrNone(code: string): number | undefined {
  try {
    return decimalsOf("test", undefined, code);
  } catch {
    return undefined;
  }
}

describe("the currency table", () => {
  const codes = knownCodes();

  it("has only codes that Intl knows too, but for the named funds", () => {
    const intl = new Set(Intl.supportedValuesOf("currency"));
    const unknown = codes.filter((code) => !intl.has(code));
    expect([...UNKNOWN_TO_INTL, ...YOUNG]).toEqual(expect.arrayContaining(unknown));
    expect(codes.length).toBeGreaterThan(150);
  });

  it("has the decimals of Intl, but for the named currencies whose printed form has fewer than the standard", () => {
    const differing = codes.filter((code) => {
      const format = new Intl.NumberFormat("en", { style: "currency", currency: code });
      return !UNKNOWN_TO_INTL.includes(code) && decimalsOrNone(code) !== format.resolvedOptions().maximumFractionDigits;
    });
    expect(PRINTED_WITHOUT_DECIMALS).toEqual(expect.arrayContaining(differing));
  });

  it.each([
    ["JPY", 0],
    ["KRW", 0],
    ["ISK", 0],
    ["UYI", 0],
    ["USD", 2],
    ["CNY", 2],
    ["EUR", 2],
    ["HUF", 2],
    ["KWD", 3],
    ["TND", 3],
    ["IQD", 3],
    ["CLF", 4],
    ["UYW", 4],
  ])("gives %s %i decimals", (currency, decimals) => {
    const ledger = ledgerFromRows([{ c: 1, d: "2026-01-01", a: 1 }], {
      customer: "c",
      date: "d",
      amount: "a",
      currency,
    });
    expect([ledger.decimals, ledger.amounts[0], ledger.currency]).toEqual([decimals, 10 ** decimals, currency]);
  });

  it("has none of the codes of metals, tests and no currency, which have no minor unit", () => {
    for (const code of ["XAU", "XAG", "XPT", "XPD", "XTS", "XXX", "XDR"]) expect(decimalsOrNone(code)).toBeUndefined();
  });

  it("has the currencies of the larger economies", () => {
    const large =
      "USD EUR CNY JPY GBP INR BRL CAD RUB KRW AUD MXN IDR TRY SAR CHF PLN TWD SEK ARS NOK THB ILS SGD HKD VND";
    for (const code of large.split(" ")) expect(codes).toContain(code);
  });
});
