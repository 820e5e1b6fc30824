import { describe, expect, it } from "vitest";
import { type Ledger, ledgerFromRows, type MeasureOptions, measureRfm, rfm } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

interface Line {
  readonly c: string;
  readonly d: string;
  readonly a: number;
  readonly o?: number;
}

function ledgerOf(...lines: Line[]): Ledger {
  return ledgerFromRows(lines, { customer: "c", date: "d", amount: "a", order: (row, i) => row.o ?? 1000 + i });
}

const ledger = ledgerOf(
  { c: "ann", d: "2026-03-01", a: 10 },
  { c: "ann", d: "2026-03-11", a: 20 },
  { c: "bob", d: "2026-03-06", a: 5 },
);

describe("asOf", () => {
  it("is by default the day of the last order, whatever refunds came after it", () => {
    expect(measureRfm(ledgerOf({ c: "a", d: "2026-03-01", a: 1 }, { c: "a", d: "2026-03-09", a: -1 })).asOf).toBe(
      measureRfm(ledgerOf({ c: "a", d: "2026-03-01", a: 1 })).asOf,
    );
  });

  it("in the past hides what came after it", () => {
    const table = measureRfm(ledger, { asOf: "2026-03-06" });
    expect([[...table.recency], [...table.frequency], [...table.monetary]]).toEqual([
      [5, 0],
      [1, 1],
      [1000, 500],
    ]);
    expect(table.diagnostics).toMatchObject({ counted: 2, afterAsOf: 1, beforeWindow: 0 });
  });

  it("before every order leaves nobody, counted as customers without orders", () => {
    const table = measureRfm(ledger, { asOf: "2020-01-01" });
    expect([table.size, table.diagnostics.afterAsOf, table.diagnostics.withoutOrders]).toEqual([
      0,
      3,
      { customers: 2, amount: 0 },
    ]);
  });

  it("in the future makes everybody older", () => {
    expect([...measureRfm(ledger, { asOf: "2026-12-31" }).recency]).toEqual([295, 300]);
  });

  it("is an instant in the zone of the ledger", () => {
    const shanghai = ledgerFromRows([{ c: 1, d: "2026-03-01", a: 1 }], {
      customer: "c",
      date: "d",
      amount: "a",
      timeZone: "Asia/Shanghai",
    });
    expect([...measureRfm(shanghai, { asOf: new Date("2026-03-01T16:00:00Z") }).recency]).toEqual([1]);
    expect([...measureRfm(shanghai, { asOf: "2026-03-01T15:59:59Z" }).recency]).toEqual([0]);
  });

  it.each(["soon", "", "2026-02-30", Number.NaN, null, {}, new Date(Number.NaN)])("is no %s", (asOf) => {
    expectRefused(() => measureRfm(ledger, { asOf: wrong<string>(asOf) }), "WRONG_TYPE", {
      where: "measureRfm",
      path: "options.asOf",
    });
  });
});

describe("the window", () => {
  it("counts day d if asOf - W < d <= asOf", () => {
    const sizes = [1, 5, 6, 10, 11].map((window) => measureRfm(ledger, { window }));
    expect(sizes.map((table) => table.diagnostics.counted)).toEqual([1, 1, 2, 2, 3]);
    expect(sizes.map((table) => table.diagnostics.beforeWindow)).toEqual([2, 2, 1, 1, 0]);
  });

  it("counts an order that began before it by its lines inside", () => {
    const split = ledgerOf({ c: "a", d: "2026-03-01", a: 10, o: 1 }, { c: "a", d: "2026-03-11", a: 20, o: 1 });
    const inside = measureRfm(split, { window: 5, monetary: "max" });
    expect([inside.frequency[0], inside.monetary[0]]).toEqual([1, 2000]);
    const both = measureRfm(split, { monetary: "max" });
    expect([both.frequency[0], both.monetary[0]]).toEqual([1, 3000]);
  });

  it("with only refunds of a customer in it has the customer's money under withoutOrders", () => {
    const refunded = ledgerOf(
      { c: "a", d: "2026-03-01", a: 10 },
      { c: "b", d: "2026-03-11", a: 5 },
      { c: "a", d: "2026-03-10", a: -4 },
    );
    expect(measureRfm(refunded, { window: 5 }).diagnostics.withoutOrders).toEqual({ customers: 1, amount: -400 });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "30", 365_251, null])("is no %s", (window) => {
    expectRefused(() => measureRfm(ledger, { window: wrong<number>(window) }), "OUT_OF_RANGE", {
      where: "measureRfm",
      path: "options.window",
    });
  });
});

describe("frequency", () => {
  const many = ledgerOf(
    { c: "a", d: "2026-03-01", a: 1 },
    { c: "a", d: "2026-03-01", a: 1 },
    { c: "a", d: "2026-03-04", a: 1 },
    { c: "a", d: "2026-03-10", a: -1 },
  );
  const frequency = (of: MeasureOptions["frequency"], asOf = "2026-03-10"): number =>
    measureRfm(many, { asOf, ...(of === undefined ? {} : { frequency: of }) }).frequency[0];

  it("counts orders or purchase days, never refunds", () => {
    expect([frequency(undefined), frequency("orders"), frequency("days")]).toEqual([3, 3, 2]);
  });

  it("as a rate is count * per / max(per, tenure) in millionths", () => {
    expect(frequency({ of: "orders", per: 30 })).toBe(3_000_000);
    expect(frequency({ of: "orders", per: 7 })).toBe(2_100_000);
    expect(frequency({ of: "days", per: 7 })).toBe(1_400_000);
    expect(frequency({ of: "days", per: 1 }, "2026-03-03")).toBe(333_333);
    expect(frequency({ of: "orders", per: 1 }, "2026-03-03")).toBe(666_667);
    expect(rfm(many, { asOf: "2026-03-10", frequency: { of: "orders", per: 7 } }).get("a")?.frequency).toBe(2.1);
  });

  it.each([
    "weeks",
    "",
    5,
    true,
    { of: "weeks", per: 7 },
    { per: 7 },
    { of: "orders" },
    { of: "orders", per: 0 },
    { of: "orders", per: 1.5 },
    { of: "orders", per: 7, from: 1 },
  ])("is no %j", (of) => {
    let code = "";
    try {
      measureRfm(many, { frequency: wrong<"days">(of) });
    } catch (error) {
      code = (error as { code: string }).code;
      expect((error as { details: { path: string } }).details.path).toMatch(/^options\.frequency/);
    }
    expect(["UNKNOWN_NAME", "OUT_OF_RANGE", "UNKNOWN_OPTION"]).toContain(code);
  });
});

describe("monetary", () => {
  const lines = ledgerOf(
    { c: "a", d: "2026-03-01", a: 10, o: 1 },
    { c: "a", d: "2026-03-02", a: 20, o: 2 },
    { c: "a", d: "2026-03-03", a: 5, o: 2 },
    { c: "a", d: "2026-03-04", a: -7, o: 1 },
    { c: "a", d: "2026-03-05", a: 0.01, o: 3 },
    { c: "a", d: "2026-03-05", a: -0.02, o: 4 },
  );

  it("is the total, or the mean, median or maximum over the orders, refunds of an order included", () => {
    const monetary = (of: MeasureOptions["monetary"]): number =>
      measureRfm(lines, of === undefined ? {} : { monetary: of }).monetary[0];
    expect([monetary(undefined), monetary("total")]).toEqual([2799, 2799]);
    // 27.99 over three orders; orders of 3.00, 25.00 and 0.01.
    expect([monetary("mean"), monetary("median"), monetary("max")]).toEqual([933, 300, 2500]);
  });

  it("is rounded half away from zero where it is no whole minor unit", () => {
    const of = (...amounts: number[]): Ledger =>
      ledgerOf(...amounts.map((a, i) => ({ c: "a", d: "2026-03-01", a, o: i + 1 })));
    expect(measureRfm(of(0.01, 0.02), { monetary: "mean" }).monetary[0]).toBe(2);
    expect(measureRfm(of(0.01, 0.02), { monetary: "median" }).monetary[0]).toBe(2);
    expect(measureRfm(of(0.01, 0, -0.04), { monetary: "mean" }).monetary[0]).toBe(-2);
    expect(Object.is(measureRfm(of(0.01, 0, 0, -0.01), { monetary: "mean" }).monetary[0], 0)).toBe(true);
  });

  it("leaves the revenue as it is", () => {
    expect(measureRfm(lines, { monetary: "max" }).revenue?.[0]).toBe(2799);
  });

  it.each(["sum", "", 5, {}])("is no %s", (monetary) => {
    expectRefused(() => measureRfm(ledger, { monetary: wrong<"total">(monetary) }), "UNKNOWN_NAME", {
      where: "measureRfm",
      path: "options.monetary",
    });
  });
});

describe("measureRfm", () => {
  it.each([null, undefined, 5, {}, [], { kind: "rfm-kit/table" }])("refuses %s as a ledger", (bad) => {
    expectRefused(() => measureRfm(wrong<Ledger>(bad)), "WRONG_TYPE", { where: "measureRfm", path: "ledger" });
  });

  it("refuses unknown options", () => {
    expectRefused(() => measureRfm(ledger, wrong({ asof: "2026-03-01" })), "UNKNOWN_OPTION", { path: "options.asof" });
    expectRefused(() => measureRfm(ledger, wrong(null)), "WRONG_TYPE", { path: "options" });
  });

  it("of no orders is an empty table", () => {
    const table = measureRfm(ledgerOf());
    expect(table).toMatchObject({ size: 0, asOf: null });
    expect(table.diagnostics).toMatchObject({ counted: 0, withoutOrders: { customers: 0, amount: 0 } });
  });

  it.each(["2026-03-01", "1960-03-01"])(
    "of refunds alone does not lose them, nor calls them late or early: %s",
    (d) => {
      const { diagnostics, asOf } = measureRfm(ledgerOf({ c: "a", d, a: -5 }));
      expect(asOf).toBeNull();
      expect(diagnostics).toMatchObject({
        beforeWindow: 0,
        afterAsOf: 0,
        withoutOrders: { customers: 1, amount: -500 },
      });
    },
  );

  it("refuses in these words", () => {
    expect(() => measureRfm(ledger, { asOf: "soon" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: measureRfm: options.asOf must be a Date, epoch milliseconds or ISO text such as "2026-06-30"; received "soon"]`,
    );
    expect(() => measureRfm(ledger, { window: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: measureRfm: options.window must be an integer from 1 to 365250; received 0]`,
    );
    expect(() => measureRfm(ledger, { frequency: wrong("weeks") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: measureRfm: options.frequency must be "orders", "days" or { of, per }; received "weeks"]`,
    );
    expect(() => measureRfm(wrong<Ledger>({}))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: measureRfm: ledger must be a ledger as this library made it (JSON does not keep one); received an object]`,
    );
  });
});
