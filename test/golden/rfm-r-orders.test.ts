import { expect, it } from "vitest";
import { formatDay, ledgerFromRows, measureRfm, parseDay, quantiles, rfm, rRfm } from "../../src/index.js";
import { unitsOf } from "./exact.js";
import { spssNtiles, type Valued } from "./named-rules.js";
import { expectPandasTable } from "./pandas-rules.js";
import { expectRScores, expectRThresholds, rExampleSegments } from "./r-rules.js";
import { byId, expectSame } from "./same.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const fields = { customer: "customer_id", date: "order_date", amount: "revenue" } as const;

const orders = once(() => readCsv("rfm-r/orders.csv"));
const dayAfter = once(() => formatDay(Math.max(...orders().map((row) => parseDay(row["order_date"]))) + 1));
const result = once(() => rfm(orders(), { ...fields, asOf: dayAfter(), bins: rRfm(5), segments: rExampleSegments }));

describeWithData("the example orders of the R package rfm", "rfm-r", () => {
  it("have the recency, count, amount, scores and segments of the R package under rRfm(5)", () => {
    expectRScores(result(), "rfm-r/oracle_r_rfm_orders_scores_and_segments.csv");
  });

  it("have its thresholds", () => {
    expectRThresholds(result(), "rfm-r/oracle_r_rfm_orders_thresholds.csv");
  });

  it("have its segment summary: customers, orders and revenue", () => {
    const ordersOf = new Map<string, number>();
    for (const { segment, frequency } of result()) ordersOf.set(segment, (ordersOf.get(segment) ?? 0) + frequency);
    const summary = result()
      .summary()
      .filter(({ customers }) => customers > 0)
      .map(({ segment, customers, revenue }) => ({ segment, customers, orders: ordersOf.get(segment), revenue }));
    const expected = readCsv("rfm-r/oracle_r_rfm_orders_segment_summary.csv").map((row) => ({
      segment: row["segment"],
      customers: Number(row["customers"]),
      orders: Number(row["orders"]),
      revenue: Number(row["revenue"]),
    }));
    expect(
      byId(
        summary,
        ({ segment }) => segment,
        (row) => row,
      ),
    ).toEqual(
      byId(
        expected,
        ({ segment }) => segment,
        (row) => row,
      ),
    );
  });

  it("differ under quantiles(5) in one recency and two monetary scores, where R's cut lies less than 1 above a value", () => {
    const ours = rfm(orders(), { ...fields, asOf: dayAfter(), bins: quantiles(5), segments: null });
    const differing = { r: [] as number[], f: [] as number[], m: [] as number[] };
    for (const own of ours) {
      const other = result().get(own.customer);
      if (own.r !== other?.r) differing.r.push(own.recency);
      if (own.f !== other?.f) differing.f.push(own.frequency);
      if (own.m !== other?.m) differing.m.push(own.monetary);
    }
    differing.m.sort((a, b) => a - b);
    expect(differing).toEqual({ r: [297], f: [], m: [255, 506] });
  });

  it("have the table of pandas, scores by qcut with dropped edges and by qcut of first ranks", () => {
    const ledger = ledgerFromRows(orders(), fields);
    expectPandasTable(
      { table: measureRfm(ledger, { asOf: dayAfter() }), lines: ledger, decimals: 2 },
      "rfm-r/oracle_pandas_orders_rfm_table.csv",
    );
  });

  it("have the NTILES of PSPP, independent and nested, by its rule on our values", () => {
    const table = measureRfm(ledgerFromRows(orders(), fields), { asOf: dayAfter() });
    const ids = Array.from(table.codes, (code) => String(table.customers.id(code)));
    const valued = (values: ArrayLike<number>, sign = 1): Valued[] =>
      ids.map((id, row) => ({ id, value: sign * values[row] }));
    // Recency is ranked downwards: the newest are last.
    const columns = { r: valued(table.recency, -1), f: valued(table.frequency), m: valued(table.monetary) };
    const scores = { r: spssNtiles(columns.r, 5), f: spssNtiles(columns.f, 5), m: spssNtiles(columns.m, 5) };
    const withinR = nested(columns.f, (id) => String(scores.r.get(id)));
    const withinRF = nested(columns.m, (id) => `${scores.r.get(id)} ${withinR.get(id)}`);
    expectSame(
      byId(
        ids.map((id, row) => ({ id, row })),
        ({ id }) => id,
        ({ id, row }) => ({
          values: [table.recency[row], table.frequency[row], table.monetary[row]],
          scores: [scores.r.get(id), scores.f.get(id), scores.m.get(id)],
          nested: [withinR.get(id), withinRF.get(id)],
        }),
      ),
      byId(
        readCsv("rfm-r/oracle_pspp_orders_ntiles_independent_and_nested.csv"),
        (row) => row["customer_id"],
        (row) => ({
          values: [Number(row["recency_days"]), Number(row["frequency"]), unitsOf(row["monetary"], 2)],
          scores: [Number(row["r_independent"]), Number(row["f_independent"]), Number(row["m_independent"])],
          nested: [Number(row["f_nested_in_r"]), Number(row["m_nested_in_r_f"])],
        }),
      ),
    );
  });
});

/** The NTILES of each group by itself. */
function nested(values: readonly Valued[], groupOf: (id: string) => string): Map<string, number> {
  const groups = new Map<string, Valued[]>();
  for (const value of values) {
    const group = groups.get(groupOf(value.id));
    if (group === undefined) groups.set(groupOf(value.id), [value]);
    else group.push(value);
  }
  return new Map([...groups.values()].flatMap((group) => [...spssNtiles(group, 5)]));
}
