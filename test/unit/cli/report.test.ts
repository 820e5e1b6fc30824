import { describe, expect, it } from "vitest";
import { quantiles, rfm } from "../../../src/index.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();

function withOrders(rows: readonly object[] = MESSY_ORDERS): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(rows));
  return cli;
}

const FEW = [
  { customer: "ann", date: "2026-03-01", amount: "1000" },
  { customer: "ann", date: "2026-03-10", amount: "250.50" },
  { customer: "bob", date: "2026-02-01", amount: "20" },
  { customer: "cat", date: "2026-01-01", amount: "-3" },
  { customer: "cat", date: "2026-01-01", amount: "1" },
];

describe("the report of rfm-kit segment", () => {
  const flags = ["--bins", "2", "--segments", "map.json", "--currency", "EUR"];
  const map = JSON.stringify({ shape: [2, 2, 2], segments: [{ id: "最好", cells: ["222"] }], otherwise: "rest" });

  it("shows scores, segments with bars, and medians", async () => {
    const cli = withOrders(FEW);
    cli.write("map.json", map);
    expect((await cli.run(["segment", "orders.csv", ...COLUMNS, ...flags])).out).toMatchInlineSnapshot(`
      "orders.csv: 3 customers, 4 orders, revenue 1,268.50 EUR, as of 2026-03-10

      score      1        2
      recency    > 37     0–37
      frequency  1        > 1
      monetary   ≤ 20.00  > 20.00

      segment  customers   share                     revenue   share  days  orders     money
      最好             1  33.3 %  ████████          1,250.50  98.6 %     0       2  1,250.50
      rest             2  66.7 %  ████████████████     18.00   1.4 %  52.5       1      9.00

      Medians: days since the last order, orders, total in EUR.
      "
    `);
  });

  it("does with ASCII where the locale is no UTF-8, and with days and means", async () => {
    const cli = withOrders(FEW);
    const env = { LC_ALL: "C" };
    const other = ["--bins", "2", "--segments", "none", "--frequency", "days", "--monetary", "mean"];
    expect((await cli.run(["segment", "orders.csv", ...COLUMNS, ...other], { env })).out).toMatchInlineSnapshot(`
      "orders.csv: 3 customers, 4 orders, revenue 1,268.50, as of 2026-03-10

      score      1         2
      recency    > 37      0-37
      frequency  1         > 1
      monetary   <= 20.00  > 20.00

      segment  customers    share                     revenue    share  days  order days  money
      all              3  100.0 %  ################  1,268.50  100.0 %    37           1  20.00

      Medians: days since the last order, days with an order, mean order.
      "
    `);
  });

  it("says nothing on standard error beyond the account where standard error is no terminal", async () => {
    const { err } = await withOrders(FEW).run([
      "segment",
      "orders.csv",
      ...COLUMNS,
      "--bins",
      "2",
      "--segments",
      "none",
    ]);
    expect(err).toMatchInlineSnapshot(`
      "rows read    5
        purchases  4
        refunds    1
      without --order every row counts as an order of its own
      "
    `);
  });

  it("is one JSON object under --json, with the library's own summary", async () => {
    const cli = withOrders();
    const run = await cli.run([
      "segment",
      "orders.csv",
      ...COLUMNS,
      "--as-of",
      "2024-12-01",
      "--json",
      "--out",
      "c.csv",
    ]);
    const json = JSON.parse(run.out);
    const options = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
    const result = rfm(MESSY_ORDERS, { ...options, asOf: "2024-12-01", bins: quantiles(5) });
    expect(json.segments).toEqual(result.summary());
    expect(json).toMatchObject({
      input: "orders.csv",
      asOf: "2024-12-01",
      customers: result.size,
      orders: Array.from(result.table.frequency).reduce((a, b) => a + b, 0),
      measure: result.model.measure,
      bins: { recency: { method: "quantiles", bins: 5, sizes: result.model.bins.recency.sizes } },
      rows: { rows: MESSY_ORDERS.length },
      outputs: { customers: "c.csv", model: null, guardedIds: 2 },
    });
    expect(json.diagnostics.afterAsOf).toBe(result.diagnostics.afterAsOf);
  });
});
