import { expect, it } from "vitest";
import {
  type CustomerRfm,
  fitBins,
  type Ledger,
  type LedgerDiagnostics,
  ledgerFromColumns,
  ledgerFromRows,
  ledgerFromStream,
  measureRfm,
  type OrderColumns,
  quantiles,
  rfm,
  rRfm,
} from "../../src/index.js";
import { expectPandasTable } from "./pandas-rules.js";
import { expectDplyrNtiles, expectRScores, expectRThresholds, expectType7, rExampleSegments } from "./r-rules.js";
import { byId, expectSame } from "./same.js";
import { describeWithData, once, readCsv, type TextRow } from "./shared-data.js";

const all = once(() => readCsv("uci-online-retail/online_retail_invoice_lines.csv.gz"));
const gross = once(() =>
  all().filter(
    (row) =>
      row["CustomerID"] !== "" &&
      !row["InvoiceNo"].startsWith("C") &&
      Number(row["Quantity"]) > 0 &&
      Number(row["UnitPrice"]) > 0,
  ),
);
const fields = {
  customer: "CustomerID",
  date: "InvoiceDate",
  amount: "UnitPrice",
  quantity: "Quantity",
  order: "InvoiceNo",
} as const;
// Prices have up to three decimals.
const settings = { decimals: 3, timeZone: "Europe/London" } as const;
const ledger = once(() => ledgerFromRows(gross(), { ...fields, ...settings }));
const options = { asOf: "2011-12-10" } as const;
const result = once(() => rfm(ledger(), { ...options, bins: rRfm(5), segments: rExampleSegments }));
const SCORES = "uci-online-retail/oracle_r_rfm_scores_and_segments_gross.csv";

describeWithData("Online Retail, gross", "uci-online-retail", () => {
  it("has 4,338 customers, measured on the day after the last order", () => {
    const table = measureRfm(ledger(), options);
    expect([table.size, gross().length]).toEqual([4338, 397_884]);
    expect(ledger().lastOrderDay).toBe((table.asOf as number) - 1);
    expect(ledger().diagnostics).toMatchObject({ purchases: 397_884, refunds: 0, roundedAmounts: 0, invalidRows: 0 });
  });

  it("has the values, scores and segments of the R package under rRfm(5)", () => {
    expectRScores(result(), SCORES);
  });

  it("has its thresholds", () => {
    expectRThresholds(result(), "uci-online-retail/oracle_r_rfm_thresholds_gross.csv");
  });

  it.each([4, 5, 10, 20])("has R's type-7 quantiles as the edges of quantiles(%i)", (k) => {
    const { recency, frequency, monetary } = fitBins(measureRfm(ledger(), options), quantiles(k));
    expectType7(
      { recency_days: recency, transaction_count: frequency, amount: monetary },
      "uci-online-retail/oracle_r_quantiles_types_1_to_9_gross.csv",
    );
  });

  it("has the table of pandas, scores by qcut with dropped edges and by qcut of first ranks", () => {
    const { order: _, ...withoutOrder } = fields;
    const lines = ledgerFromRows(gross(), { ...withoutOrder, ...settings });
    expectPandasTable(
      { table: measureRfm(ledger(), options), lines, decimals: 3 },
      "uci-online-retail/oracle_pandas_rfm_table_gross.csv",
    );
  });

  it("has the ntiles of dplyr by its rule on our values, and R's quartiles of money as quantiles(4)", () => {
    expectDplyrNtiles(rfm(ledger(), { ...options, bins: quantiles(4), segments: null }), SCORES);
  });

  it("is the same from columns, typed and UTF-8, and from streams of rows and of chunks", async () => {
    const expected = customersOf(ledger());
    const others = [
      ledgerFromColumns(columnsOf(gross()), settings),
      await ledgerFromStream(cursor(gross()), { ...fields, ...settings }),
      await ledgerFromStream(chunks(gross(), 50_000), settings),
    ];
    for (const other of others) {
      expect(other.diagnostics).toEqual(ledger().diagnostics);
      expectSame(customersOf(other), expected);
    }
  });

  it("is the same from prices and quantities as numbers, none of which counts as rounded", () => {
    const numbers = ledgerFromRows(gross(), {
      ...fields,
      ...settings,
      amount: (row) => Number(row["UnitPrice"]),
      quantity: (row) => Number(row["Quantity"]),
    });
    expect(numbers.amounts).toEqual(ledger().amounts);
    expect(numbers.diagnostics.roundedAmounts).toBe(0);
  });

  it("is the same in reverse order", () => {
    const reversed = ledgerFromRows([...gross()].reverse(), { ...fields, ...settings });
    expectSame(customersOf(reversed), customersOf(ledger()));
  });
});

describeWithData("Online Retail as it is", "uci-online-retail", () => {
  it.each([["net"], ["ignore"], ["error"]] as const)(
    "has every one of its 541,909 lines accounted for under refunds: %s",
    (refunds) => {
      const raw = ledgerFromRows(all(), { ...fields, ...settings, refunds, onInvalid: "skip" });
      const expected = { missing: 0, zero: 0, negative: 0, purchases: 0 };
      for (const row of all()) {
        const amount = Number(row["Quantity"]) * Number(row["UnitPrice"]);
        if (row["CustomerID"] === "") expected.missing++;
        else if (amount < 0) expected.negative++;
        else {
          expected.purchases++;
          if (amount === 0) expected.zero++;
        }
      }
      const { diagnostics } = raw;
      expect(diagnostics.rows).toBe(541_909);
      expect(accounted(diagnostics)).toBe(541_909);
      expect(diagnostics).toMatchObject({
        purchases: expected.purchases,
        zeroAmounts: expected.zero,
        refunds: refunds === "net" ? expected.negative : 0,
        ignoredRefunds: refunds === "ignore" ? expected.negative : 0,
        invalidRows: expected.missing + (refunds === "error" ? expected.negative : 0),
        roundedAmounts: 0,
      });
      expect(diagnostics.invalid.MISSING_CUSTOMER?.count).toBe(expected.missing);
    },
  );
});

function accounted(d: LedgerDiagnostics): number {
  const { placed, refunded, cancelled } = d.notPaid;
  return d.purchases + d.refunds + d.ignoredRefunds + placed + refunded + cancelled + d.invalidRows;
}

function customersOf(orders: Ledger): Map<string, CustomerRfm> {
  return byId(
    rfm(orders, options),
    ({ customer }) => String(customer),
    (row) => row,
  );
}

async function* cursor(rows: readonly TextRow[]): AsyncGenerator<TextRow> {
  yield* rows;
}

function* chunks(rows: readonly TextRow[], size: number): Generator<OrderColumns> {
  for (let from = 0; from < rows.length; from += size) yield columnsOf(rows.slice(from, from + size));
}

/** Ids as Arrow's UTF-8, orders as a dictionary, days as Int32Array, prices as text and quantities as integers. */
function columnsOf(rows: readonly TextRow[]): OrderColumns {
  const encoder = new TextEncoder();
  const texts = rows.map((row) => encoder.encode(row["CustomerID"]));
  const offsets = new Int32Array(rows.length + 1);
  texts.forEach((text, i) => {
    offsets[i + 1] = offsets[i] + text.length;
  });
  const bytes = new Uint8Array(offsets[rows.length]);
  texts.forEach((text, i) => {
    bytes.set(text, offsets[i]);
  });
  const values = [...new Set(rows.map((row) => row["InvoiceNo"]))];
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return {
    customer: { offsets, bytes },
    date: Int32Array.from(rows, (row) => Date.parse(row["InvoiceDate"].slice(0, 10)) / 86_400_000),
    amount: rows.map((row) => row["UnitPrice"]),
    quantity: rows.map((row) => BigInt(row["Quantity"])),
    order: { codes: Uint32Array.from(rows, (row) => codeOf.get(row["InvoiceNo"]) as number), values },
  };
}
