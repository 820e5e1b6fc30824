import {
  type Ledger,
  ledgerFromRows,
  type PurchaseColumns,
  type RepeatPurchases,
  repeatPurchases,
} from "../../src/index.js";
import { once, readCsv, type TextRow } from "./shared-data.js";

/** The end of the 39 weeks that models are fitted to, and of the whole 78. */
export const CALIBRATION = "1997-09-30";
export const END = "1998-06-30";

/** The orders of the CDNOW sample, customers by number. */
export const cdnowLedger: () => Ledger = once(() =>
  ledgerFromRows(readCsv("cdnow/cdnow_sample_purchases_btyd.csv"), {
    customer: (row: TextRow) => Number(row["sampleid"]),
    date: "date",
    amount: "sales",
  }),
);

/** Repeat purchases in whole days: the "exact" times of the literature. */
export function cdnowPurchases(asOf: string): RepeatPurchases {
  return repeatPurchases(cdnowLedger(), { asOf });
}

/** The published spreadsheet's summary, in which times are weeks rounded to two decimals. */
export const cdnowRounded: () => PurchaseColumns = once(() => {
  const rows = readCsv("cdnow/cdnow_sample_summary_weeks_lifetimes.csv");
  const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[name]));
  return { repeats: column("frequency"), last: column("recency"), age: column("T") };
});
