import { describe, expect, it } from "vitest";
import { ledgerFromRows, parseDay, repeatPurchases } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const columns = { customer: "c", date: "d", amount: "a" } as const;

const ledger = ledgerFromRows(
  [
    { c: "ann", d: "2026-01-01", a: 10 },
    { c: "bob", d: "2026-01-03", a: -5 },
    { c: "ann", d: "2026-01-11", a: 0 },
    { c: "ann", d: "2026-01-11", a: 7 },
    { c: "eve", d: "2026-01-20", a: 1 },
    { c: "ann", d: "2026-01-15", a: -10 },
    { c: "ann", d: "2026-01-31", a: 5 },
    { c: "bob", d: "2026-01-25", a: 5 },
  ],
  columns,
);

const ids = (purchases: ReturnType<typeof repeatPurchases>): unknown[] =>
  [...purchases.codes].map((code) => purchases.customers.id(code));

describe("repeatPurchases", () => {
  it("counts distinct days of purchases, zero amounts too, and no refunds", () => {
    const purchases = repeatPurchases(ledger);
    expect(ids(purchases)).toEqual(["ann", "bob", "eve"]);
    expect([...purchases.repeats]).toEqual([2, 0, 0]);
    expect([...purchases.lastDays]).toEqual([30, 0, 0]);
    expect([...purchases.ageDays]).toEqual([30, 6, 11]);
    expect(purchases.logGaps[0]).toBeCloseTo(Math.log(10) + Math.log(20), 14);
    expect([...purchases.logGaps.slice(1)]).toEqual([0, 0]);
    expect(purchases.asOf).toBe(parseDay("2026-01-31"));
    expect(purchases.timeUnit).toBe("week");
  });

  it("uses nothing after asOf and leaves out customers without a purchase until then", () => {
    const purchases = repeatPurchases(ledger, { asOf: "2026-01-19", timeUnit: "day" });
    expect(ids(purchases)).toEqual(["ann"]);
    expect([...purchases.repeats]).toEqual([1]);
    expect([...purchases.lastDays]).toEqual([10]);
    expect([...purchases.ageDays]).toEqual([18]);
    expect(purchases.timeUnit).toBe("day");
    expect(repeatPurchases(ledger, { asOf: "2020-01-01" }).codes).toHaveLength(0);
  });

  it("has an age of 0 on the day of the only purchase, and gaps longer than its table of logarithms", () => {
    const long = ledgerFromRows(
      [
        { c: 1, d: "2000-01-01", a: 1 },
        { c: 1, d: "2020-01-01", a: 1 },
        { c: 2, d: "2020-01-01", a: 1 },
      ],
      columns,
    );
    const purchases = repeatPurchases(long);
    expect([...purchases.ageDays]).toEqual([7305, 0]);
    expect(purchases.logGaps[0]).toBe(Math.log(7305));
  });

  it("gives empty columns without purchases", () => {
    const empty = repeatPurchases(ledgerFromRows<{ c: string; d: string; a: number }>([], columns));
    expect(empty.asOf).toBeNull();
    expect(empty.codes).toHaveLength(0);
    const refunds = repeatPurchases(ledgerFromRows([{ c: 1, d: "2026-01-01", a: -1 }], columns));
    expect(refunds.repeats).toHaveLength(0);
  });

  it("is frozen", () => {
    expect(Object.isFrozen(repeatPurchases(ledger))).toBe(true);
  });

  it("refuses what is no ledger, no date, no unit and no option", () => {
    expectRefused(() => repeatPurchases(wrong(JSON.parse(JSON.stringify(ledger)))), "WRONG_TYPE", { path: "ledger" });
    expectRefused(() => repeatPurchases(wrong(null)), "WRONG_TYPE", { path: "ledger" });
    expectRefused(() => repeatPurchases(ledger, { asOf: "soon" }), "WRONG_TYPE", { path: "options.asOf" });
    expectRefused(() => repeatPurchases(ledger, { asOf: 20_000 }), "WRONG_TYPE", { path: "options.asOf" });
    expectRefused(() => repeatPurchases(ledger, wrong({ unit: "day" })), "UNKNOWN_OPTION");
    expect(() => repeatPurchases(ledger, { timeUnit: wrong("days") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: repeatPurchases: options.timeUnit must be "day" or "week" or "month" or "year"; received "days"]`,
    );
  });
});
