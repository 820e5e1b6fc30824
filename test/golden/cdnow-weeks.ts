import { type Ledger, ledgerFromRows } from "../../src/index.js";
import { once, readShared } from "./shared-data.js";

/** The 10 % sample of CDNOW as a ledger: 2,357 customers won in the first quarter of 1997. */
export const cdnowLedger: () => Ledger = once(() =>
  ledgerFromRows(
    readShared("cdnow/cdnow_sample_purchases.txt")
      .trim()
      .split(/\r?\n/)
      .map((line) => {
        const [, customer, date, , amount] = line.trim().split(/\s+/);
        return { customer, date, amount };
      }),
    { customer: "customer", date: "date", amount: "amount" },
  ),
);

/** The last day of the calibration period of 39 weeks, and of all 78 weeks. */
export const CALIBRATION_END = "1997-09-30";
export const ALL_END = "1998-06-30";
