import { describe, expect, it } from "vitest";
import {
  connectif11,
  defineSegments,
  ledgerFromRows,
  measureRfm,
  quantiles,
  type RfmOptions,
  type RfmTable,
  rfm,
  type SegmentMap,
  thresholds,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const rows = [
  { c: "ann", d: "2026-03-01", a: 10 },
  { c: "bob", d: "2026-03-02", a: 20 },
  { c: "cid", d: "2026-03-03", a: 30 },
];
const fields = { customer: "c", date: "d", amount: "a" } as const;
const ledger = ledgerFromRows(rows, fields);
const table = measureRfm(ledger);

describe("rfm", () => {
  it.each([null, undefined, 5, "rows", {}, { kind: "rfm-kit/rfm" }])("refuses %s as orders", (orders) => {
    expectRefused(() => rfm(wrong<typeof rows>(orders), fields), "WRONG_TYPE", { where: "rfm", path: "rows" });
  });

  it.each([
    ["a table that went through JSON", JSON.parse(JSON.stringify(table)) as unknown],
    ["a ledger that went through JSON", JSON.parse(JSON.stringify(ledger)) as unknown],
    ["a table in name only", { kind: "rfm-kit/table" }],
    ["a ledger in name only", { kind: "rfm-kit/ledger" }],
  ])("refuses %s", (_, orders) => {
    expectRefused(() => rfm(wrong<RfmTable>(orders)), "WRONG_TYPE", { where: "rfm" });
  });

  it("passes on the faults of rows under its own name", () => {
    expectRefused(() => rfm([{ ...rows[0], d: "never" }], wrong<typeof fields>(fields)), "BAD_DATE", {
      where: "rfm",
      row: 0,
    });
    expectRefused(() => rfm(rows, wrong<typeof fields>({ customer: "c", date: "d" })), "MISSING_OPTION", {
      where: "rfm",
      path: "options.amount",
    });
    expectRefused(() => rfm(rows, { ...fields, window: 0 }), "OUT_OF_RANGE", { where: "rfm", path: "options.window" });
  });

  it("takes only the options that its source can follow", () => {
    expectRefused(() => rfm(rows, wrong<typeof fields>({ ...fields, bin: 5 })), "UNKNOWN_OPTION", {
      path: "options.bin",
    });
    expectRefused(() => rfm(ledger, wrong<object>({ refunds: "net" })), "UNKNOWN_OPTION", { path: "options.refunds" });
    expectRefused(() => rfm(table, wrong<object>({ asOf: "2026-03-03" })), "UNKNOWN_OPTION", { path: "options.asOf" });
    expectRefused(() => rfm(rows, wrong<RfmOptions<(typeof rows)[0]>>(null)), "WRONG_TYPE", { path: "options" });
  });

  it.each([null, 5, "quantiles"])("has no bins %s", (bins) => {
    expectRefused(() => rfm(table, { bins: wrong(bins) }), "WRONG_TYPE", { where: "rfm", path: "options.bins" });
  });

  it("names the dimension whose bins are wrong", () => {
    const bins = {
      recency: quantiles(5),
      frequency: wrong<ReturnType<typeof quantiles>>({ method: "x" }),
      monetary: quantiles(5),
    };
    expectRefused(() => rfm(table, { bins }), "UNKNOWN_NAME", { where: "rfm", path: "options.bins.frequency.method" });
  });

  it.each(["connectif-11", 5, true, () => 1])("has no segments %s", (segments) => {
    expectRefused(() => rfm(table, { segments: wrong<SegmentMap>(segments) }), "WRONG_TYPE", {
      where: "rfm",
      path: "options.segments",
    });
  });

  it.each([[[]], [{}], [{ ...connectif11, segments: [] }]])("has no segments %j", (segments) => {
    expectRefused(() => rfm(table, { segments: wrong<SegmentMap>(segments) }), "BAD_MODEL", { where: "rfm" });
  });

  it("refuses segments of another shape than the bins", () => {
    expectRefused(() => rfm(table, { bins: quantiles(4) }), "SHAPE_MISMATCH", {
      where: "rfm",
      path: "options.segments",
      received: "4 x 4 x 4",
    });
    const small = defineSegments([{ id: "all", where: () => true }], { shape: [2, 2, 2] });
    expectRefused(() => rfm(table, { segments: small }), "SHAPE_MISMATCH", { received: "5 x 5 x 5" });
  });

  it("without segments has scores only", () => {
    const result = rfm(table, { bins: quantiles(12), segments: null });
    expect([...result].map(({ cell, segment }) => [cell, segment])).toEqual([
      ["1-1-1", null],
      ["7-1-6", null],
      ["12-1-12", null],
    ]);
    expect(result.summary()).toMatchObject([{ segment: null, customers: 3, share: 1, revenue: 60, revenueShare: 1 }]);
  });

  it("of orders that all lie elsewhere says where they are", () => {
    const messageOf = (options: { asOf?: string | number; window?: number }): string | undefined => {
      const { size, diagnostics } = rfm(rows, { ...fields, ...options });
      expect(size).toBe(0);
      return diagnostics.warnings.find(({ code }) => code === "NO_CUSTOMERS")?.message;
    };
    const days = rows.map(({ d }) => Date.parse(d));
    const seconds = Math.max(...days) / 1000;
    expect(messageOf({ asOf: seconds })).toBe(
      `no customer has an order that counts: ${rows.length} orders and refunds are later than 1970-01-21, the day of the analysis, so nothing was scored`,
    );
    expect(messageOf({ asOf: "2040-01-01", window: 1 })).toContain(
      `${rows.length} orders and refunds are before the window`,
    );
  });

  it("of no orders is empty and says so", () => {
    const result = rfm([] as typeof rows, fields);
    expect([result.size, result.asOf, [...result], result.get("ann")]).toEqual([0, null, [], undefined]);
    expect(result.diagnostics.warnings.map(({ code }) => code)).toEqual(["NO_CUSTOMERS"]);
    expect(result.summary().every(({ customers, share, revenue }) => customers + share + Number(revenue) === 0)).toBe(
      true,
    );
    expect(result.summary()[0]).toMatchObject({ revenueShare: null, recency: { mean: null, median: null } });
  });

  it("of one customer gives the scores of a constant column", () => {
    expect(rfm(rows.slice(0, 1), fields).get("ann")).toMatchObject({ r: 5, f: 1, m: 1, cell: "511", segment: "new" });
  });

  it("warns of scores that nobody has, by dimension", () => {
    const { warnings } = rfm(table, { bins: quantiles(2), segments: null }).diagnostics;
    expect(warnings).toMatchObject([
      { code: "EMPTY_BINS", message: expect.stringContaining("frequency: no customer has score 2") },
    ]);
  });

  it("does not blame ties where fixed thresholds leave a bin empty", () => {
    const bins = { recency: thresholds([1000]), frequency: thresholds([1000]), monetary: thresholds([1000]) };
    for (const { message } of rfm(table, { bins, segments: null }).diagnostics.warnings) {
      expect(message).not.toContain("because equal values share a score");
    }
  });

  it("has no share of revenue where the whole is not positive", () => {
    const refunded = [...rows, { c: "ann", d: "2026-03-02", a: -100 }];
    expect(rfm(refunded, { ...fields, segments: null }).summary()).toMatchObject([
      { revenue: -40, revenueShare: null },
    ]);
  });

  it("carries what became of the rows", () => {
    const result = rfm([...rows, { c: "", d: "2026-03-01", a: 1 }], {
      ...fields,
      onInvalid: "skip",
      asOf: "2026-03-02",
    });
    expect(result.diagnostics).toMatchObject({
      customerRows: null,
      ledger: { rows: 4, invalidRows: 1, invalid: { MISSING_CUSTOMER: { count: 1, firstRows: [3] } } },
      counted: 2,
      afterAsOf: 1,
      withoutOrders: { customers: 1, amount: 0 },
    });
  });

  it("refuses in these words", () => {
    expect(() => rfm(table, { bins: quantiles(4) })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: rfm: options.segments ("connectif-11") is made for 5 x 5 x 5 bins; received bins of 4 x 4 x 4; define segments of that shape, or give segments: null for scores only]`,
    );
    expect(() => rfm(table, { segments: wrong<SegmentMap>("connectif-11") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: rfm: options.segments must be a segment map such as connectif11, or null; received "connectif-11"]`,
    );
    expect(() => rfm(wrong<RfmTable>(5))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: rfm: rows must be an array or another iterable of objects; received 5]`,
    );
  });
});

describe("rfm on a table", () => {
  it.each(["asOf", "window", "frequency", "monetary"])("says where %s belongs", (name) => {
    const error = errorOf(() => rfm(table, wrong<object>({ [name]: 1 })));
    expect([error.code, error.details.path]).toEqual(["UNKNOWN_OPTION", `options.${name}`]);
    expect(error.message).toContain("measured already");
    expect(error.message).toContain(`give { ${name} } to accumulator.table() or measureRfm()`);
  });
});
