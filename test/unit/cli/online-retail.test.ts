import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { rfm } from "../../../src/index.js";
import { CliBundle } from "./run-cli.js";

// Seen from the project root: data that is read where it lies, never copied.
const FILE = resolve(__dirname, "../../../../shared/data/uci-online-retail/online_retail_invoice_lines.csv.gz");
const isAbsent = !existsSync(FILE);
if (isAbsent) console.warn(`SKIPPED for want of data: "rfm-kit segment on Online Retail" reads ${FILE}`);

const bundle = new CliBundle();
const FIELDS = {
  customer: "CustomerID",
  date: "InvoiceDate",
  amount: "UnitPrice",
  quantity: "Quantity",
  order: "InvoiceNo",
} as const;
const FLAGS = [
  ...Object.entries(FIELDS).flatMap(([field, column]) => [`--${field}`, column]),
  ...["--time-zone", "Europe/London", "--currency", "GBP", "--decimals", "3"],
];

describe.skipIf(isAbsent)(`rfm-kit segment on Online Retail as it is${isAbsent ? " (skipped: no data)" : ""}`, () => {
  it("accounts for every one of its 541,909 lines and equals rfm()", async () => {
    const cli = bundle.folder();
    const text = gunzipSync(readFileSync(FILE)).toString("utf8");
    cli.write("lines.csv", text);
    const run = await cli.run(["segment", "lines.csv", ...FLAGS, "--out", "c.csv", "--json"]);
    expect(run.code).toBe(0);
    const { rows, customers, orders, asOf } = JSON.parse(run.out);
    const { purchases, refunds, invalidRows, wrongLength, badQuotes, blank } = rows;
    expect({ rows: rows.rows, asOf }).toEqual({ rows: 541_909, asOf: "2011-12-09" });
    expect(purchases + refunds + invalidRows).toBe(541_909);
    expect({ purchases, refunds, invalidRows }).toEqual({ purchases: 397_924, refunds: 8905, invalidRows: 135_080 });
    expect([wrongLength.count, badQuotes.count, blank, rows.roundedAmounts]).toEqual([0, 0, 0, 0]);

    const lines = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    const options = { timeZone: "Europe/London", currency: "GBP", decimals: 3, onInvalid: "skip" } as const;
    const result = rfm(lines, { ...FIELDS, ...options });
    expect({ customers, orders }).toEqual({
      customers: 4339,
      orders: Array.from(result.table.frequency).reduce((a, b) => a + b, 0),
    });
    const expected = [...result].map((row) =>
      [row.customer, row.recency, row.frequency, row.monetary.toFixed(3), row.r, row.f, row.m, row.segment].join(),
    );
    expect(cli.read("c.csv").trimEnd().split("\n").slice(1)).toEqual(expected);
  });
});
