import { describe, expect, it } from "vitest";
import {
  accumulate,
  type CustomerId,
  connectif11,
  ledgerFromColumns,
  ledgerFromRows,
  measureRfm,
  type OrderSettings,
  quantiles,
  type RfmResult,
  rfm,
  scoreRfm,
  tableFromCustomers,
  thresholds,
  update,
  type Warning,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

interface Order {
  readonly c: CustomerId;
  readonly d: string;
  readonly a: number;
  readonly o?: number;
  readonly s?: "paid" | "placed";
}

const fields = { customer: "c", date: "d", amount: "a" } as const;
const bins = {
  recency: thresholds([7, 30, 90, 180]),
  frequency: thresholds([1, 2, 3, 5]),
  monetary: thresholds([10, 20, 50, 100]),
};

const may: readonly Order[] = [
  { c: "ann", d: "2026-05-30", a: 90 },
  { c: "ann", d: "2026-05-01", a: 30 },
  { c: "bob", d: "2026-01-15", a: 20 },
  { c: "cid", d: "2026-03-10", a: 40 },
];

const none: readonly Order[] = [];
const fresh: readonly Order[] = [{ c: "ann", d: "2026-06-01", a: 1 }];

function ledger(orders: readonly Order[], settings: OrderSettings = {}) {
  return ledgerFromRows(orders, { ...fields, ...settings });
}

function result(orders: readonly Order[] = may, options: object = {}) {
  return rfm(ledger(orders), { bins, ...options });
}

describe("update", () => {
  it("lists the customers of new orders and nobody else, by ascending id", () => {
    const june = update(
      result(),
      [
        { c: "dee", d: "2026-06-02", a: 5 },
        { c: "bob", d: "2026-06-01", a: 75 },
      ],
      fields,
    );
    expect(june.kind).toBe("rfm-kit/update");
    expect([june.asOf, june.size, june.gained, june.moved]).toEqual(["2026-06-02", 2, 1, 1]);
    expect([...june.columns.customer]).toEqual(["bob", "dee"]);
    const [bob, dee] = june;
    expect(bob).toEqual({
      customer: "bob",
      from: result().get("bob")?.segment,
      to: "promising",
      move: "improved",
      before: result().get("bob"),
      after: {
        customer: "bob",
        recency: 1,
        frequency: 2,
        monetary: 95,
        r: 5,
        f: 2,
        m: 4,
        cell: "524",
        segment: "promising",
      },
    });
    expect(dee).toMatchObject({ from: null, before: null, after: { recency: 0, frequency: 1, monetary: 5 } });
    expect([...june.changes]).toEqual([...june]);
    expect([...june.changes]).toEqual([...june.changes]);
  });

  it("finds those who were not listed as of its own day", () => {
    const june = update(result(), [{ c: "bob", d: "2026-06-01", a: 75 }], { ...fields, asOf: "2026-09-30" });
    expect(june.get("ann")).toMatchObject({ recency: 123, r: 2, monetary: 120 });
    expect(june.get("bob")).toMatchObject({ recency: 121, frequency: 2 });
    expect(june.get("eve")).toBe(undefined);
    expect(june.get(wrong(null))).toBe(undefined);
    expect(june.get(wrong({}))).toBe(undefined);
  });

  it("counts who went from where to where, of those with new orders", () => {
    const june = update(
      result(),
      [
        { c: "ann", d: "2026-06-02", a: 5 },
        { c: "bob", d: "2026-06-02", a: 75 },
        { c: "dee", d: "2026-06-02", a: 5 },
      ],
      fields,
    );
    const { flow } = june;
    expect(flow?.from).toBe("2026-05-30");
    expect(flow?.to).toBe("2026-06-02");
    expect(flow?.totals).toMatchObject({ before: 2, after: 3, gained: 1, lost: 0 });
    expect(flow?.count(null, june.get("dee")?.segment ?? null)).toBe(1);
    expect(Object.isFrozen(flow)).toBe(true);
    expect(june.flow).toBe(flow);
  });

  it("tells who improved and who worsened, by the rank of the segments", () => {
    const orders: readonly Order[] = [
      ...may,
      ...["2026-05-26", "2026-05-27", "2026-05-28", "2026-05-29"].map((d) => ({ c: "eve", d, a: 40 })),
    ];
    const base = result(orders);
    expect(base.get("eve")?.segment).toBe("champions");
    const fresh = [
      { c: "eve", d: "2026-06-02", a: -155 },
      { c: "bob", d: "2026-06-02", a: 75 },
      { c: "dee", d: "2026-06-02", a: 5 },
    ];
    const june = update(base, fresh, fields);
    const fallen = [...june.changes].filter(({ from, move }) => from === "champions" && move === "worsened");
    expect(fallen.map(({ customer }) => customer)).toEqual(["eve"]);
    expect([...june].map(({ customer, move }) => [customer, move])).toEqual([
      ["bob", "improved"],
      ["dee", "gained"],
      ["eve", "worsened"],
    ]);
    expect(june.flow?.totals).toMatchObject({ improved: 1, worsened: 1 });
    const upside = connectif11.segments.map(({ id }) => id).reverse();
    const turned = update(base, fresh, { ...fields, rank: upside });
    expect([...turned].map(({ move }) => move)).toEqual(["worsened", "gained", "improved"]);
    expect(turned.flow?.rank).toEqual(upside.map((id) => [id]));
    const equal = update(base, ledger(fresh), { rank: [upside] });
    expect([...equal].map(({ move }) => move)).toEqual(["sideways", "gained", "sideways"]);
  });

  it("takes an empty array", () => {
    expect(update(result(), [], fields).size).toBe(0);
  });

  it("warns where a few new orders are long after everything else, as rfm does of all orders", () => {
    const sparse = ({ diagnostics }: { diagnostics: { warnings: readonly Warning[] } }): string[] =>
      diagnostics.warnings.filter(({ code }) => code === "SPARSE_END").map(({ message }) => message);
    const known = Array.from({ length: 30 }, (_, i) => ({ c: `c${i}`, d: `2026-05-${10 + (i % 20)}`, a: 5 }));
    const base = result(known);
    const stray: readonly Order[] = [
      { c: "c1", d: "2062-06-01", a: 5 },
      { c: "c2", d: "2026-06-01", a: 5 },
    ];
    const june = update(base, stray, fields);
    expect(sparse(june)).toMatchInlineSnapshot(`
      [
        "the last new order or refund of one customer is 13149 days after everything else: a date may be wrong; its day is taken as asOf, which no further update takes back, so check the new orders and update the result before them again",
      ]
    `);
    expect(sparse(result([...known, ...stray]))).toHaveLength(1);
    // Nobody bought for long: that is a gap, but not one before a few.
    const back: readonly Order[] = known.map((order) => ({ ...order, d: "2027-06-01" }));
    expect(sparse(update(base, back, fields))).toEqual([]);
    expect(sparse(result([...known, ...back]))).toEqual([]);
    // The day was asked for.
    expect(sparse(update(base, stray, { ...fields, asOf: "2062-06-01" }))).toEqual([]);
    // A refund moves asOf, too.
    expect(sparse(update(base, [{ c: "c1", d: "2062-06-01", a: -1 }], fields))).toHaveLength(1);
    // Of strangers, and of a chain that began with nobody.
    expect(sparse(update(base, [{ c: "new", d: "2062-06-01", a: 1 }], fields))).toHaveLength(1);
    expect(sparse(update(update(base, [], fields), stray, fields))).toEqual(sparse(june));
    expect(sparse(update(june, [{ c: "c3", d: "2026-06-02", a: 1 }], fields))).toEqual([]);
    // Few customers have gaps of their own.
    expect(sparse(update(result(known.slice(0, 10)), stray, fields))).toEqual([]);
    // More than one in a hundred, and more than three.
    const four = ["c1", "c2", "c3", "c4"].map((c) => ({ c, d: "2062-06-01", a: 5 }));
    expect(sparse(update(base, four.slice(1), fields))).toHaveLength(1);
    expect(sparse(update(base, four, fields))).toEqual([]);
  });

  it("is frozen, and so is what it holds", () => {
    const june = update(result(), none, fields);
    for (const part of [june, june.columns, june.columns.after, june.columns.before, june.diagnostics, june.changes]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("of no orders lists nobody, and takes the day that is stated", () => {
    const nothing = update(result(), none, fields);
    expect([nothing.size, nothing.asOf, [...nothing.changes]]).toEqual([0, "2026-05-30", []]);
    expect(nothing.get("ann")).toEqual(result().get("ann"));
    const later = update(nothing, none, { ...fields, asOf: "2026-12-31" });
    expect(later.get("ann")?.recency).toBe(215);
    expect(update(result([]), none, fields).asOf).toBe(null);
  });

  it("counts scores of a model without segments, and finds no changes", () => {
    const june = update(
      result(may, { segments: null }),
      [
        { c: "bob", d: "2026-06-01", a: 75 },
        { c: "dee", d: "2026-06-01", a: 1 },
      ],
      fields,
    );
    expect([june.flow, [...june.changes], june.moved, june.gained]).toEqual([null, [], 0, 1]);
    expect([...june].map(({ from, to, after }) => [from, to, after.cell])).toEqual([
      [null, null, "524"],
      [null, null, "511"],
    ]);
  });

  it("moves asOf to a refund too, so that everything counts", () => {
    const june = update(result(), [{ c: "ann", d: "2026-07-01", a: -20 }], fields);
    expect(june.asOf).toBe("2026-07-01");
    expect(june.get("ann")).toMatchObject({ recency: 32, frequency: 2, monetary: 100 });
    expect([june.size, june.gained]).toEqual([1, 0]);
  });

  it("remembers refunds of those who have no order yet, the result's and its own", () => {
    const base = result([...may, { c: "eve", d: "2026-05-02", a: -7 }]);
    const june = update(
      base,
      [
        { c: "fay", d: "2026-06-01", a: -3 },
        { c: "eve", d: "2026-06-01", a: -1 },
      ],
      fields,
    );
    expect([june.size, june.get("eve"), june.get("fay")]).toEqual([0, undefined, undefined]);
    expect(june.diagnostics.withoutOrders).toEqual({ customers: 2, amount: -1100 });
    const july = update(
      june,
      [
        { c: "eve", d: "2026-07-01", a: 10 },
        { c: "fay", d: "2026-07-01", a: 10 },
      ],
      fields,
    );
    expect([july.get("eve")?.monetary, july.get("fay")?.monetary, july.gained]).toEqual([2, 7, 2]);
  });

  it("does not touch customers whose rows are no purchases", () => {
    const rows: Order[] = [
      { c: "ann", d: "2026-06-01", a: 5, s: "placed" },
      { c: "bob", d: "2026-06-01", a: 5, s: "paid" },
    ];
    const june = update(result(), rows, { ...fields, status: "s" });
    expect([...june.columns.customer]).toEqual(["bob"]);
    expect(june.diagnostics.ledger.notPaid.placed).toBe(1);
  });

  it("counts a day that is the last known one no second time", () => {
    const base = result(may, { frequency: "days" });
    const june = update(
      base,
      [
        { c: "ann", d: "2026-05-30", a: 1 },
        { c: "ann", d: "2026-06-01", a: 1 },
        { c: "ann", d: "2026-06-01", a: 1 },
      ],
      fields,
    );
    expect(june.get("ann")?.frequency).toBe(3);
    const error = errorOf(() => update(june, [{ c: "ann", d: "2026-05-31", a: 1 }], fields));
    expect(error.code).toBe("OUT_OF_RANGE");
    expect(error.message).toMatchInlineSnapshot(
      `"update: newOrders must have no order of customer "ann" before the last one that is known, of 2026-06-01, where frequency counts days (whether that day counts already is not known; measure all orders again, with scoreRfm); received "2026-05-31""`,
    );
  });

  it("takes what the result was read with for rows", () => {
    const settings = { currency: "KWD", refunds: "ignore", timeZone: "Asia/Shanghai", customerIds: "text" } as const;
    const base = rfm([{ c: 1, d: "2026-05-30T20:00:00Z", a: 1.2345 }], { ...fields, ...settings, bins });
    const june = update(
      base,
      [
        { c: "1", d: "2026-06-01T20:00:00Z", a: "1.0005" },
        { c: 1n, d: "2026-06-01", a: -1 },
      ],
      fields,
    );
    expect(june.get(1)).toMatchObject({ customer: "1", monetary: 2.236, frequency: 2, recency: 0 });
    expect(june.asOf).toBe("2026-06-02");
    expect(june.diagnostics.ledger.ignoredRefunds).toBe(1);
  });

  it('knows 1, "1" and 1n apart, and says so where a batch has other types', () => {
    const base = rfm([{ c: 1, d: "2026-05-30", a: 1 }], { ...fields, bins });
    expect(base.diagnostics.warnings.map(({ code }) => code)).not.toContain("MIXED_ID_TYPES");
    const june = update(base, [{ c: "1", d: "2026-06-01", a: 1 }], fields);
    expect([june.gained, june.get("1")?.frequency, june.get(1)?.frequency, june.get(1n)]).toEqual([1, 1, 1, undefined]);
    expect(june.diagnostics.warnings.map(({ code }) => code)).toEqual(["MIXED_ID_TYPES"]);
    expect(update(june, [{ c: 1, d: "2026-06-02", a: 1 }], fields).diagnostics.warnings).toHaveLength(1);
    expect(update(base, [{ c: 1, d: "2026-06-02", a: 1 }], fields).diagnostics.warnings).toEqual([]);
  });

  it("says which values lie beyond those that the bins were fitted on", () => {
    const base = rfm(ledger(may), { bins: quantiles(5) });
    const june = update(base, [{ c: "ann", d: "2026-06-01", a: 900 }], fields);
    expect(june.diagnostics.outOfRange).toEqual({
      recency: { below: 0, above: 0 },
      frequency: { below: 0, above: 1 },
      monetary: { below: 0, above: 1 },
    });
  });

  it("sorts numbers by size before text by code point", () => {
    const ids = ["b", "a", 10n, 9, -3, 2 ** 31, "\u{1f600}", "\uff5e", "", "__proto__", "constructor"].filter(
      (id) => id !== "",
    );
    const june = update(
      result(),
      ids.map((c) => ({ c, d: "2026-06-01", a: 1 })),
      fields,
    );
    expect(june.columns.customer).toEqual([
      -3,
      9,
      10n,
      2 ** 31,
      "__proto__",
      "a",
      "b",
      "constructor",
      "\uff5e",
      "\u{1f600}",
    ]);
    const ints = [5, -2147483648, 0, 2147483647, -1, 4];
    const numbers = update(
      result(),
      ints.map((c) => ({ c, d: "2026-06-01", a: 1 })),
      fields,
    );
    expect(numbers.columns.customer).toEqual([-2147483648, -1, 0, 4, 5, 2147483647]);
  });

  it("carries on from an accumulator and from columns", () => {
    const customer = Int32Array.of(7, 8);
    const columns = { customer, date: Int32Array.of(20_000, 20_010), amount: Float64Array.of(5, 6) };
    const base = rfm(accumulate().addColumns(columns).table(), { bins });
    const next = update(
      base,
      ledgerFromColumns({ customer: Int32Array.of(8), date: Int32Array.of(20_020), amount: Float64Array.of(4) }),
    );
    expect(next.get(8)).toMatchObject({ recency: 0, frequency: 2, monetary: 10 });
    expect(next.get(7)).toMatchObject({ recency: 20, frequency: 1, monetary: 5 });
  });

  it("carries on from given totals, of which only the units are known", () => {
    const rows = [{ id: 1, last: "2026-05-01", n: 3, sum: 30 }];
    const totals = { customer: "id", lastOrder: "last", frequency: "n", monetary: "sum" } as const;
    const table = tableFromCustomers(rows, { ...totals, asOf: "2026-05-31" });
    const next = update(rfm(table, { bins }), ledger([{ c: 1, d: "2026-06-10", a: 5 }], { refunds: "ignore" }));
    expect(next.get(1)).toMatchObject({ recency: 0, frequency: 4, monetary: 35 });
    const means = rfm(tableFromCustomers(rows, { ...totals, monetaryIs: "mean" }), { bins });
    expectRefused(() => update(means, none, fields), "UNKNOWN_NAME", { path: "result.table.measure.monetary" });
    const largest = rfm(tableFromCustomers(rows, { ...totals, monetaryIs: "max" }), { bins });
    expect(update(largest, [{ c: 1, d: "2026-06-10", a: 35 }], fields).get(1)?.monetary).toBe(35);
  });

  it("adds an order of several lines once", () => {
    const base = rfm([{ c: "ann", d: "2026-05-30", a: 90, o: 1 }], { ...fields, order: "o", bins });
    const rows = [
      { c: "ann", d: "2026-06-01", a: 5, o: 2 },
      { c: "ann", d: "2026-06-03", a: 6, o: 2 },
    ];
    const june = update(base, rows, { ...fields, order: "o" });
    expect(june.get("ann")).toMatchObject({ frequency: 2, monetary: 101 });
  });
});

describe("update refuses", () => {
  it("a rank that does not name every segment, and any where there are none", () => {
    const says = { path: "options.rank" };
    expectRefused(() => update(result(), fresh, { ...fields, rank: ["champions"] }), "MISSING_OPTION", says);
    const none = result(may, { segments: null });
    expectRefused(() => update(none, ledger(fresh), { rank: wrong([]) }), "MODEL_MISMATCH", says);
  });

  it.each<[string, object, string, string]>([
    ["a window", { window: 365 }, "OUT_OF_RANGE", "window"],
    ["a rate", { frequency: { of: "orders", per: 30 } }, "UNKNOWN_NAME", "frequency"],
    ["a median", { monetary: "median" }, "UNKNOWN_NAME", "monetary"],
    ["a mean over orders where days are counted", { monetary: "mean", frequency: "days" }, "UNKNOWN_NAME", "monetary"],
  ])("%s", (_, options, code, name) => {
    const base = result(may, options);
    const path = `result.table.measure.${name}`;
    for (const rows of [none, fresh])
      expectRefused(() => update(base, rows, fields), wrong(code), { where: "update", path });
  });

  it("a refund where monetary is the largest order", () => {
    const base = result(may, { monetary: "max" });
    expect(update(base, fresh, fields).get("ann")?.monetary).toBe(90);
    expectRefused(() => update(base, [...fresh, { c: "bob", d: "2026-06-01", a: -1 }], fields), "OUT_OF_RANGE", {
      path: "newOrders",
    });
  });

  it("to move a result to a day on which orders count that it left out", () => {
    const base = result(may, { asOf: "2026-05-15" });
    const error = errorOf(() => update(base, fresh, fields));
    expect(error.code).toBe("OUT_OF_RANGE");
    expect(error.message).toMatchInlineSnapshot(
      `"update: result must have no order or refund after its asOf, where asOf moves on and they would count; measure it with a later asOf, or without the 1 after it; received "2026-05-15""`,
    );
    expect(update(base, [{ c: "ann", d: "2026-05-02", a: 1 }], fields).get("ann")).toMatchObject({
      recency: 13,
      monetary: 31,
    });
  });

  it("a result whose day is not known", () => {
    const rows = [{ id: 1, days: 3, n: 3, sum: 30 }];
    const table = tableFromCustomers(rows, { customer: "id", recency: "days", frequency: "n", monetary: "sum" });
    expectRefused(() => update(rfm(table, { bins }), fresh, fields), "OUT_OF_RANGE", { path: "result.asOf" });
    const refundsOnly = result([{ c: "ann", d: "2026-05-15", a: -1 }]);
    expectRefused(() => update(refundsOnly, fresh, fields), "OUT_OF_RANGE", { path: "result.asOf" });
  });

  it("an asOf before the result or a new order", () => {
    const says = { path: "options.asOf" };
    expectRefused(() => update(result(), none, { ...fields, asOf: "2026-05-29" }), "OUT_OF_RANGE", {
      ...says,
      received: '"2026-05-29"',
    });
    expectRefused(() => update(result(), fresh, { ...fields, asOf: "2026-05-31" }), "OUT_OF_RANGE", says);
    expectRefused(() => update(result(), ledger(fresh), { asOf: 20_000 }), "WRONG_TYPE", says);
  });

  it.each<[string, OrderSettings]>([
    ["decimals", { decimals: 3 }],
    ["currency", { currency: "EUR" }],
    ["refunds", { refunds: "ignore" }],
    ["timeZone", { timeZone: "Europe/Berlin" }],
  ])("new orders with other %s", (name, settings) => {
    const path = `newOrders.${name}`;
    expectRefused(() => update(result(), ledger(fresh, settings)), "MODEL_MISMATCH", { where: "update", path });
    expectRefused(() => update(result(), fresh, { ...fields, ...settings }), "MODEL_MISMATCH", { path });
  });

  it("ids that are known by text where those of the result are not, and the other way round", () => {
    const text = rfm(may, { ...fields, customerIds: "text", bins });
    expectRefused(() => update(text, ledger(fresh)), "MODEL_MISMATCH", { path: "newOrders" });
    expectRefused(() => update(result(), ledger(fresh, { customerIds: "text" })), "MODEL_MISMATCH", {
      path: "newOrders",
    });
  });

  it("sums, counts and recencies that it cannot hold", () => {
    const minor = { ...fields, amountIn: "minor" } as const;
    const much = rfm([{ c: "ann", d: "2026-05-30", a: Number.MAX_SAFE_INTEGER }], { ...minor, bins });
    expectRefused(() => update(much, [{ c: "ann", d: "2026-06-01", a: 1 }], minor), "TOTAL_TOO_LARGE", {
      received: '"ann"',
    });
    expect(update(much, [{ c: "ann", d: "2026-06-01", a: -1 }], minor).get("ann")?.monetary).toBe((2 ** 53 - 2) / 100);
    const rows = [{ id: "ann", days: 2 ** 31 - 1, n: 2 ** 31 - 1, sum: 30 }];
    const columns = { customer: "id", recency: "days", frequency: "n", monetary: "sum", asOf: "2026-05-30" } as const;
    const many = rfm(tableFromCustomers(rows, columns), { bins });
    expectRefused(() => update(many, fresh, fields), "TOTAL_TOO_LARGE", { received: '"ann"' });
    expectRefused(() => update(many, [{ c: "ann", d: "2026-06-01", a: -1 }], fields), "OUT_OF_RANGE", { path: "asOf" });
    const same = update(many, [{ c: "ann", d: "2026-05-30", a: -1 }], fields);
    expect(same.get("ann")).toMatchObject({ recency: 2 ** 31 - 1, frequency: 2 ** 31 - 1, monetary: 29 });
  });

  it("to score anybody on a model that was fitted on nobody", () => {
    const nobody = rfm(ledger([]), {});
    expectRefused(() => update(nobody, fresh, fields), "EMPTY_MODEL");
    expect(update(nobody, none, fields).size).toBe(0);
    expect(update(rfm(ledger([]), { bins }), fresh, fields).get("ann")?.frequency).toBe(1);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["text", "result"],
    ["a table", measureRfm(ledger(may))],
    ["a result that went through JSON", JSON.parse(JSON.stringify(result()))],
    ["an update that went through JSON", JSON.parse(JSON.stringify(update(result(), fresh, fields)))],
    ["a result without its columns", { table: result().table, model: result().model }],
    ["a result in name only", { table: { kind: "rfm-kit/table" }, model: { kind: "rfm-kit/rfm" } }],
  ])("%s as a result", (_, bad) => {
    expectRefused(() => update(wrong<RfmResult>(bad), fresh, fields), "WRONG_TYPE", {
      where: "update",
      path: "result",
    });
  });

  it("a result of another process, with the way across a restart", () => {
    const saved: RfmResult = JSON.parse(JSON.stringify(result()));
    expect(errorOf(() => update(saved, fresh, fields)).message).toMatch(/snapshot\(\).*loadModel/);
  });

  it("what are no new orders", () => {
    const call =
      (orders: unknown, options: unknown = fields) =>
      () =>
        update(result(), wrong<Order[]>(orders), wrong(options));
    expectRefused(call(null), "WRONG_TYPE", { path: "rows" });
    expectRefused(call(Promise.resolve([])), "WRONG_TYPE", { path: "rows" });
    expectRefused(call([5]), "BAD_ROW", { row: 0 });
    expectRefused(call(fresh, {}), "MISSING_OPTION", { path: "options.customer" });
    expectRefused(call(fresh, null), "WRONG_TYPE", { path: "options" });
    expectRefused(call(fresh, { ...fields, bins: 5 }), "UNKNOWN_OPTION", { path: "options.bins" });
    expectRefused(call(ledger(fresh), fields), "UNKNOWN_OPTION", { path: "options.customer" });
    expectRefused(call(JSON.parse(JSON.stringify(ledger(fresh))), {}), "WRONG_TYPE", { path: "newOrders" });
    expectRefused(call(measureRfm(ledger(may)), {}), "WRONG_TYPE", { path: "newOrders" });
    expectRefused(call([{ c: "ann", d: "?", a: 1 }]), "BAD_DATE", { where: "update", row: 0 });
  });
});

describe("a chain of updates", () => {
  it("gives as before what was listed last, of whatever day", () => {
    const base = result();
    const june = update(base, [{ c: "bob", d: "2026-06-01", a: 75 }], fields);
    const july = update(june, [{ c: "cid", d: "2026-07-01", a: 1 }], fields);
    const august = update(
      july,
      [
        { c: "bob", d: "2026-08-01", a: 1 },
        { c: "ann", d: "2026-08-01", a: 1 },
      ],
      fields,
    );
    const [ann, bob] = august;
    expect(ann?.before).toEqual(base.get("ann"));
    expect(bob?.before).toEqual([...june][0]?.after);
    expect(bob?.before?.recency).toBe(0);
    const all = [
      ...may,
      { c: "bob", d: "2026-06-01", a: 75 },
      { c: "cid", d: "2026-07-01", a: 1 },
      { c: "bob", d: "2026-08-01", a: 1 },
      { c: "ann", d: "2026-08-01", a: 1 },
    ];
    const anew = scoreRfm(all, base.model, fields);
    for (const customer of anew) expect(august.get(customer.customer)).toEqual(customer);
  });

  it("can fork: an update does not change by being updated", () => {
    const june = update(result(), [{ c: "bob", d: "2026-06-01", a: 75 }], fields);
    const one = update(june, [{ c: "bob", d: "2026-06-02", a: 1 }], fields);
    const other = update(june, [{ c: "bob", d: "2026-06-02", a: 2 }], fields);
    expect([june, one, other].map((each) => each.get("bob")?.monetary)).toEqual([95, 96, 97]);
  });

  it("keeps the segment ids of the map as types", () => {
    const june = update(rfm(ledger(may), { segments: connectif11 }), fresh, fields);
    const id: (typeof connectif11.segments)[number]["id"] | undefined = june.get("ann")?.segment;
    expect(connectif11.segments.map((segment) => segment.id)).toContain(id);
  });
});
