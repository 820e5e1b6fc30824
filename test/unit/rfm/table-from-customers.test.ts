import { describe, expect, it } from "vitest";
import { type CustomerOptions, type RfmTable, type RowIssueCode, rfm, tableFromCustomers } from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

interface Row {
  readonly id: string | number | bigint | null;
  readonly days: number | string | null;
  readonly last: string | Date | number | null;
  readonly orders: number | string | null;
  readonly spent: number | string | bigint | null;
}

const good: Row = { id: "ann", days: 5, last: "2026-03-01", orders: 2, spent: "12.50" };
const byDays: CustomerOptions<Row> = { customer: "id", recency: "days", frequency: "orders", monetary: "spent" };
const byDate: CustomerOptions<Row> = { customer: "id", lastOrder: "last", frequency: "orders", monetary: "spent" };
const where = "tableFromCustomers";

function rowsWith(change: Partial<Record<keyof Row, unknown>>): Row[] {
  return [good, wrong<Row>({ ...good, id: "bob", ...change }), { ...good, id: "cid" }];
}

function input(table: RfmTable): unknown {
  return table.diagnostics.customerRows;
}

const invalid: [code: RowIssueCode, column: keyof Row, options: CustomerOptions<Row>, values: unknown[]][] = [
  ["MISSING_CUSTOMER", "id", byDays, [null, undefined, "", " "]],
  ["BAD_CUSTOMER", "id", byDays, [Number.NaN, 2 ** 53, true, {}]],
  ["DUPLICATE_CUSTOMER", "id", byDays, ["ann"]],
  ["BAD_RECENCY", "days", byDays, [-1, 0.5, "x", "", null, undefined, Number.NaN, 2 ** 31, "-3", "1.0"]],
  ["BAD_DATE", "last", byDate, ["x", "", null, undefined, Number.NaN, new Date(Number.NaN)]],
  ["BAD_FREQUENCY", "orders", byDays, [-1, 0.5, "x", "", null, undefined, Number.NaN, 2 ** 31]],
  ["BAD_AMOUNT", "spent", byDays, ["x", "", null, undefined, Number.NaN, Number.POSITIVE_INFINITY]],
  ["AMOUNT_TOO_LARGE", "spent", byDays, [1e15, "1e20", 10n ** 20n]],
  ["AFTER_AS_OF", "last", { ...byDate, asOf: "2026-03-01" }, ["2026-03-02"]],
];
const cases = invalid.flatMap(([code, column, options, values]) =>
  values.map((value) => [code, column, value, options] as const),
);

describe("a customer row that cannot be used", () => {
  it.each(cases)("is refused as %s for its %s %s", (code, column, value, options) => {
    expectRefused(() => tableFromCustomers(rowsWith({ [column]: value }), options), code, {
      where,
      path: column,
      row: 1,
    });
  });

  it.each(cases)("is left out and counted as %s for its %s %s", (code, column, value, options) => {
    const table = tableFromCustomers(rowsWith({ [column]: value }), { ...options, onInvalid: "skip" });
    expect(table.size).toBe(2);
    expect(input(table)).toMatchObject({ rows: 3, used: 2, withoutOrders: 0, invalidRows: 1 });
    expect(input(table)).toHaveProperty("invalid", { [code]: { count: 1, firstRows: [1] } });
  });

  it.each([null, undefined, 5, "x"])("is refused or counted as BAD_ROW when it is %s", (row) => {
    const rows = [good, wrong<Row>(row)];
    expectRefused(() => tableFromCustomers(rows, byDays), "BAD_ROW", { where, row: 1 });
    expect(input(tableFromCustomers(rows, { ...byDays, onInvalid: "skip" }))).toMatchObject({
      used: 1,
      invalidRows: 1,
    });
  });

  it("does not bar a later valid row of the same customer", () => {
    const rows = [{ ...good, spent: "x" }, { ...good, id: "bob" }, good];
    const table = tableFromCustomers(rows, { ...byDays, onInvalid: "skip" });
    expect([...rfm(table)].map(({ customer }) => customer)).toEqual(["ann", "bob"]);
  });

  it("is refused in these words", () => {
    expect(() => tableFromCustomers(rowsWith({ id: "ann" }), byDays)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: tableFromCustomers: row 1: id must be in one row only; received "ann" (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => tableFromCustomers(rowsWith({ days: -3 }), byDays)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: tableFromCustomers: row 1: days must be a whole number of days from 0; received -3 (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() =>
      tableFromCustomers(rowsWith({ last: "2026-03-02" }), { ...byDate, asOf: "2026-03-01" }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: tableFromCustomers: row 1: last must not be after asOf; received "2026-03-02" (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });
});

describe("the options of tableFromCustomers", () => {
  it("have exactly one of recency and lastOrder", () => {
    expectRefused(() => tableFromCustomers([good], { ...byDays, lastOrder: "last" }), "CONFLICTING_OPTIONS", { where });
    const { recency: _, ...neither } = byDays;
    expectRefused(() => tableFromCustomers([good], neither), "MISSING_OPTION", { where });
  });

  it.each(["customer", "frequency", "monetary"] as const)("have %s", (name) => {
    const { [name]: _, ...rest } = byDays;
    expectRefused(() => tableFromCustomers([good], wrong(rest)), "MISSING_OPTION", { where, path: `options.${name}` });
  });

  it.each(["customer", "recency", "frequency", "monetary"] as const)("name a key that a row has: %s", (name) => {
    for (const onInvalid of ["throw", "skip"] as const) {
      expectRefused(() => tableFromCustomers([good], { ...byDays, [name]: "nope", onInvalid }), "MISSING_COLUMN", {
        where,
        path: `options.${name}`,
      });
    }
  });

  it("name a key that a row has: lastOrder", () => {
    expectRefused(() => tableFromCustomers([good], { ...byDate, lastOrder: wrong("nope") }), "MISSING_COLUMN", {
      path: "options.lastOrder",
    });
  });

  it("have a date as asOf and a measure as monetaryIs", () => {
    expectRefused(() => tableFromCustomers([good], { ...byDate, asOf: "soon" }), "WRONG_TYPE", {
      path: "options.asOf",
    });
    expectRefused(() => tableFromCustomers([good], { ...byDate, monetaryIs: wrong("sum") }), "UNKNOWN_NAME", {
      where,
      path: "options.monetaryIs",
    });
  });

  it.each([null, undefined, 5, {}, "rows"])("come after rows, which are not %s", (rows) => {
    expectRefused(() => tableFromCustomers(wrong<Row[]>(rows), byDays), "WRONG_TYPE", { where, path: "rows" });
  });
});

describe("a table of customers", () => {
  it("takes numbers as text, and money as number, text or bigint", () => {
    const table = tableFromCustomers([{ ...good, days: " 7 ", orders: "3", spent: 5n }], byDays);
    expect([table.recency[0], table.frequency[0], table.monetary[0]]).toEqual([7, 3, 500]);
  });

  it("counts recency from asOf, by default the latest last order", () => {
    const rows = rowsWith({ last: "2026-03-11" });
    expect([...tableFromCustomers(rows, byDate).recency]).toEqual([10, 0, 10]);
    expect([...tableFromCustomers(rows, { ...byDate, asOf: "2026-03-12" }).recency]).toEqual([11, 1, 11]);
  });

  it("leaves out and counts customers with no orders, whatever else their rows say", () => {
    const table = tableFromCustomers(rowsWith({ orders: 0, last: null, spent: null }), byDate);
    expect([table.size, table.diagnostics.withoutOrders.customers]).toEqual([2, 1]);
    expect(input(table)).toMatchObject({ rows: 3, used: 2, withoutOrders: 1, invalidRows: 0 });
    const twice = rowsWith({ orders: 0, id: "ann" });
    expect(errorOf(() => tableFromCustomers(twice, byDays)).code).toBe("DUPLICATE_CUSTOMER");
  });

  it("knows the revenue only where the money is a total", () => {
    expect(tableFromCustomers([good], byDays).revenue?.[0]).toBe(1250);
    const mean = tableFromCustomers([good], { ...byDays, monetaryIs: "mean" });
    expect(mean.revenue).toBeNull();
    expect(rfm(mean, { segments: null }).summary()).toMatchObject([{ revenue: null, revenueShare: null }]);
  });

  it("counts amounts that lost decimals", () => {
    expect(input(tableFromCustomers([{ ...good, spent: 1.005 }], byDays))).toMatchObject({ roundedAmounts: 1 });
  });

  it("warns of ids of several types, as a ledger does", () => {
    const table = tableFromCustomers(
      [
        { ...good, id: 1 },
        { ...good, id: "1" },
      ],
      byDays,
    );
    expect(table.size).toBe(2);
    expect(table.diagnostics.warnings.map(({ code }) => code)).toEqual(["MIXED_ID_TYPES"]);
  });

  it("of no rows is empty", () => {
    expect(tableFromCustomers([] as Row[], byDays)).toMatchObject({ size: 0, asOf: null });
    expect(tableFromCustomers([] as Row[], byDate)).toMatchObject({ size: 0, asOf: null });
    expect(rfm(tableFromCustomers([] as Row[], byDate)).size).toBe(0);
  });
});
