import { describe, expect, it } from "vitest";
import { ledgerFromColumns, ledgerFromRows, rfm, tableFromCustomers } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const rows = [{ c: 1, d: "2026-03-01T23:30:00Z", a: 12.345, n: 1 }];
const columns = { customer: [1], date: [0], amount: [12.345] };
const fields = { customer: "c", date: "d", amount: "a" } as const;

/** Every function that takes the settings of orders. */
const takers: [string, (settings: object) => unknown][] = [
  ["ledgerFromRows", (settings) => ledgerFromRows(rows, { ...fields, ...settings })],
  ["ledgerFromColumns", (settings) => ledgerFromColumns(columns, settings)],
  ["rfm", (settings) => rfm(rows, { ...fields, ...settings })],
  [
    "tableFromCustomers",
    (settings) =>
      tableFromCustomers(rows, { customer: "c", lastOrder: "d", frequency: "n", monetary: "a", ...settings }),
  ],
];

describe.each(takers)("the settings of %s", (where, call) => {
  it.each(["Mars/Base", "", " UTC", 5, null, {}])("have no time zone %s", (timeZone) => {
    expectRefused(() => call({ timeZone }), "UNKNOWN_TIME_ZONE", { where, path: "options.timeZone" });
  });

  it.each(["XXX", "ABC", "usd", "", "US", "USDX", "AED AFN", 5, null])("have no currency %s", (currency) => {
    expectRefused(() => call({ currency }), "UNKNOWN_CURRENCY", { where, path: "options.currency" });
    expectRefused(() => call({ currency, decimals: 2 }), "UNKNOWN_CURRENCY", { where, path: "options.currency" });
  });

  it.each([-1, 10, 1.5, "2", Number.NaN, null])("have no %s decimals", (decimals) => {
    expectRefused(() => call({ decimals }), "OUT_OF_RANGE", { where, path: "options.decimals" });
  });

  it.each([
    ["amountIn", "cents"],
    ["customerIds", "string"],
    ["onInvalid", "collect"],
    ["onInvalid", null],
  ])("have no %s %s", (name, word) => {
    expectRefused(() => call({ [name]: word }), "UNKNOWN_NAME", { where, path: `options.${name}` });
  });

  it.each(["timezone", "Currency", "asof", "onError"])("have no option %s", (name) => {
    expectRefused(() => call({ [name]: 1 }), "UNKNOWN_OPTION", { where, path: `options.${name}` });
  });

  it("may be undefined one by one, which is the default", () => {
    const none = {
      timeZone: undefined,
      currency: undefined,
      decimals: undefined,
      amountIn: undefined,
      onInvalid: undefined,
    };
    expect(() => call(wrong(none))).not.toThrow();
  });
});

describe("the settings", () => {
  it.each(["drop", "", 5, null])("have no refund policy %s", (refunds) => {
    const call = (): unknown => ledgerFromRows(rows, { ...fields, refunds: wrong<"net">(refunds) });
    expectRefused(call, "UNKNOWN_NAME", { path: "options.refunds" });
  });

  it.each([null, undefined, 5, "options", []])("must be an object, not %s", (settings) => {
    expectRefused(() => ledgerFromRows(rows, wrong(settings)), "WRONG_TYPE", { path: "options" });
    if (settings !== undefined) {
      expectRefused(() => ledgerFromColumns(columns, wrong(settings)), "WRONG_TYPE", { path: "options" });
    }
  });

  it("set the decimals: as stated, else as the currency has, else 2", () => {
    const minorOf = (settings: object): number => ledgerFromRows(rows, { ...fields, ...settings }).amounts[0];
    expect(minorOf({})).toBe(1235);
    expect(minorOf({ decimals: 0 })).toBe(12);
    expect(minorOf({ decimals: 9 })).toBe(12_345_000_000);
    expect(minorOf({ currency: "JPY" })).toBe(12);
    expect(minorOf({ currency: "KWD" })).toBe(12_345);
    expect(minorOf({ currency: "JPY", decimals: 1 })).toBe(123);
    expect(minorOf({ amountIn: "minor" })).toBe(12);
  });

  it("count an amount that lost decimals as rounded", () => {
    const roundedWith = (settings: object): number =>
      ledgerFromRows(rows, { ...fields, ...settings }).diagnostics.roundedAmounts;
    expect([roundedWith({}), roundedWith({ decimals: 3 }), roundedWith({ amountIn: "minor" })]).toEqual([1, 0, 1]);
  });

  it("set the zone in which an instant becomes a day", () => {
    const dayIn = (timeZone: string): number => ledgerFromRows(rows, { ...fields, timeZone }).days[0];
    expect(dayIn("Asia/Shanghai") - dayIn("UTC")).toBe(1);
    expect(dayIn("America/New_York") - dayIn("UTC")).toBe(0);
  });

  it("are remembered by the ledger", () => {
    const settings = { timeZone: "Asia/Tokyo", currency: "JPY", refunds: "ignore" } as const;
    expect(ledgerFromRows(rows, { ...fields, ...settings })).toMatchObject({ ...settings, decimals: 0 });
    expect(ledgerFromRows(rows, fields)).toMatchObject({
      timeZone: "UTC",
      currency: null,
      refunds: "net",
      decimals: 2,
    });
  });

  it("are refused in these words", () => {
    expect(() => ledgerFromRows(rows, { ...fields, timeZone: "Asia/Peking" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.timeZone must be an IANA time zone such as "Asia/Shanghai" or "UTC"; received "Asia/Peking"]`,
    );
    expect(() => ledgerFromRows(rows, { ...fields, currency: "RMB" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.currency must be an ISO 4217 code in upper case letters such as "CNY" (or state options.decimals instead); received "RMB"]`,
    );
    expect(() =>
      ledgerFromRows(rows, { ...fields, ...wrong<object>({ timezone: "UTC" }) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.timezone is not an option (did you mean "timeZone"?); the options are customer, date, amount, quantity, order, status, timeZone, currency, decimals, amountIn, refunds, customerIds, onInvalid]`,
    );
    expect(() => ledgerFromRows(rows, { ...fields, refunds: wrong("drop") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.refunds must be "net" or "ignore" or "error"; received "drop"]`,
    );
  });
});
