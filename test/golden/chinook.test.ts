import { expect, it } from "vitest";
import { fitBins, ledgerFromRows, measureRfm, quantiles, rfm, rRfm } from "../../src/index.js";
import { ntile, qcutDrop, type Valued } from "./named-rules.js";
import { expectPandasTable } from "./pandas-rules.js";
import { expectRScores, expectRThresholds, expectType7, rExampleSegments } from "./r-rules.js";
import { byId, expectSame } from "./same.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const fields = { customer: "CustomerId", date: "InvoiceDate", order: "InvoiceId" } as const;
const ledger = once(() => ledgerFromRows(readCsv("chinook/invoices.csv"), { ...fields, amount: "Total" }));
const options = { asOf: "2025-12-23" } as const;
const result = once(() => rfm(ledger(), { ...options, bins: rRfm(5), segments: rExampleSegments }));
const SCORES = "chinook/oracle_r_rfm_scores_and_segments.csv";

describeWithData("the Chinook invoices", "chinook", () => {
  it("are measured on the day after the last order", () => {
    expect(ledger().lastOrderDay).toBe((measureRfm(ledger(), options).asOf as number) - 1);
  });

  it("have the values, scores and segments of the R package under rRfm(5), 58 of 59 customers tying at 7 orders", () => {
    expectRScores(result(), SCORES);
  });

  it("have its thresholds", () => {
    expectRThresholds(result(), "chinook/oracle_r_rfm_thresholds.csv");
  });

  it("have its segment summary", () => {
    const summary = result()
      .summary()
      .filter(({ customers }) => customers > 0)
      .map(({ segment, customers, frequency, revenue }) => [
        segment,
        customers,
        Math.round(Number(frequency.mean) * customers),
        revenue,
      ]);
    const expected = readCsv("chinook/oracle_r_rfm_segment_summary.csv").map((row) => [
      row["segment"],
      Number(row["customers"]),
      Number(row["orders"]),
      Number(row["revenue"]),
    ]);
    expect(new Map(summary.map((row) => [row[0], row]))).toEqual(new Map(expected.map((row) => [row[0], row])));
  });

  it.each([4, 5, 10, 20])("have R's type-7 quantiles as the edges of quantiles(%i)", (k) => {
    const { recency, frequency, monetary } = fitBins(measureRfm(ledger(), options), quantiles(k));
    expectType7(
      { recency_days: recency, transaction_count: frequency, amount: monetary },
      "chinook/oracle_r_quantiles_types_1_to_9.csv",
    );
  });

  it("have the table of pandas, scores by qcut with dropped edges and by qcut of first ranks", () => {
    const lines = ledgerFromRows(readCsv("chinook/invoices.csv"), {
      customer: "CustomerId",
      date: "InvoiceDate",
      amount: "Total",
    });
    expectPandasTable(
      { table: measureRfm(ledger(), options), lines, decimals: 2 },
      "chinook/oracle_pandas_rfm_table.csv",
    );
  });

  it("have the ntiles of dplyr and its quartiles of money, of which two edges are merged, by the rules on our values", () => {
    const rows = [...result()];
    const valued = (value: (row: (typeof rows)[number]) => number): Valued[] =>
      rows.map((row) => ({ id: String(row.customer), value: value(row) }));
    const minor = valued(({ monetary }) => Math.round(monetary * 100));
    const columns = [
      ntile(
        valued(({ recency }) => -recency),
        5,
      ),
      ntile(
        valued(({ frequency }) => frequency),
        5,
      ),
      ntile(minor, 5),
      qcutDrop(minor, 4),
    ];
    expectSame(
      byId(
        rows,
        ({ customer }) => String(customer),
        ({ customer }) => columns.map((column) => column.get(String(customer))),
      ),
      byId(
        readCsv(SCORES),
        (row) => row["customer_id"],
        (row) => [row["r_ntile"], row["f_ntile"], row["m_ntile"], row["m_quartile_cut"]].map(Number),
      ),
    );
  });

  it("are the same from their lines: price times quantity, several lines to an order", () => {
    const invoices = byId(
      readCsv("chinook/invoices.csv"),
      (row) => row["InvoiceId"],
      (row) => row,
    );
    const lines = readCsv("chinook/invoice_lines.csv").map((line) => ({ ...invoices.get(line["InvoiceId"]), ...line }));
    const fromLines = ledgerFromRows(lines, { ...fields, amount: "UnitPrice", quantity: "Quantity" });
    expect(fromLines.diagnostics.mergedLines).toBe(2240 - 412);
    expectSame(
      byId(
        rfm(fromLines, options),
        ({ customer }) => String(customer),
        (row) => row,
      ),
      byId(
        rfm(ledger(), options),
        ({ customer }) => String(customer),
        (row) => row,
      ),
    );
  });
});
