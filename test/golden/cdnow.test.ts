import { expect, it } from "vitest";
import { fitBins, ledgerFromRows, measureRfm, quantiles, rfm, rRfm } from "../../src/index.js";
import { expectPandasTable } from "./pandas-rules.js";
import { expectDplyrNtiles, expectRScores, expectRThresholds, rExampleSegments } from "./r-rules.js";
import { byId, expectSame } from "./same.js";
import { describeWithData, once, readCsv, readShared } from "./shared-data.js";

interface Purchase {
  readonly sample: string;
  readonly day: string;
  readonly dollars: string;
}

const purchases = once(() =>
  readShared("cdnow/cdnow_sample_purchases.txt")
    .trim()
    .split(/\r?\n/)
    .map((line): Purchase => {
      const [, sample, day, , dollars] = line.trim().split(/\s+/) as [string, string, string, string, string];
      return { sample, day, dollars };
    }),
);
const ledger = once(() => ledgerFromRows(purchases(), { customer: "sample", date: "day", amount: "dollars" }));
// The day after 1998-06-30; frequency is purchase days, as the oracles of CDNOW count.
const options = { asOf: "1998-07-01", frequency: "days" } as const;
const SCORES = "cdnow/oracle_r_rfm_scores_and_segments.csv";

describeWithData("the CDNOW sample", "cdnow", () => {
  it("has the values, scores and segments of the R package under rRfm(5)", () => {
    expectRScores(rfm(ledger(), { ...options, bins: rRfm(5), segments: rExampleSegments }), SCORES);
  });

  it("has its thresholds", () => {
    expectRThresholds(
      rfm(ledger(), { ...options, bins: rRfm(5), segments: rExampleSegments }),
      "cdnow/oracle_r_rfm_thresholds.csv",
    );
  });

  it("has the table of pandas, scores by qcut with dropped edges and by qcut of first ranks", () => {
    expectPandasTable(
      { table: measureRfm(ledger(), options), lines: ledger(), decimals: 2 },
      "cdnow/oracle_pandas_rfm_table.csv",
    );
  });

  it("has the ntiles of dplyr by its rule on our values, and R's quartiles of money as quantiles(4)", () => {
    expectDplyrNtiles(rfm(ledger(), { ...options, bins: quantiles(4), segments: null }), SCORES);
  });

  it("is the same from the other two files of it: numbers as ids, and lines merged by day", () => {
    const byNumber = ledgerFromRows(readCsv("cdnow/cdnow_sample_purchases_btyd.csv"), {
      customer: (row) => Number(row["sampleid"]),
      date: "date",
      amount: "sales",
    });
    const perDay = ledgerFromRows(readCsv("cdnow/cdnow_sample_purchases_merged_per_day.csv"), {
      customer: (row) => Number(row["Id"]),
      date: "Date",
      amount: "Price",
    });
    const expected = byId(
      rfm(ledger(), options),
      ({ customer }) => String(Number(customer)),
      ({ customer: _, ...row }) => row,
    );
    for (const other of [byNumber, perDay]) {
      expectSame(
        byId(
          rfm(other, options),
          ({ customer }) => String(customer),
          ({ customer: _, ...row }) => row,
        ),
        expected,
      );
    }
  });

  it("counts zero spend as purchases", () => {
    const zero = purchases().filter(({ dollars }) => Number(dollars) === 0).length;
    expect(zero).toBeGreaterThan(0);
    expect(ledger().diagnostics).toMatchObject({ rows: 6919, purchases: 6919, zeroAmounts: zero, refunds: 0 });
  });

  it("fits the same bins from the table as in one call", () => {
    const table = measureRfm(ledger(), options);
    expect(fitBins(table, quantiles(5))).toEqual(rfm(table, { segments: null }).model.bins);
  });
});
