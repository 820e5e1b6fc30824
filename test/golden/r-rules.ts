import { expect } from "vitest";
import {
  type CustomerRfm,
  type DimensionBins,
  defineSegments,
  type RfmResult,
  type SegmentMap,
} from "../../src/index.js";
import { ntile } from "./named-rules.js";
import { byId, expectSame } from "./same.js";
import { readCsv } from "./shared-data.js";

/** The segments of the example of the R package rfm 0.3.0: ten boxes, the first match wins, the rest are "Others". */
export const rExampleSegments: SegmentMap<string> = defineSegments<string>(
  [
    { id: "Champions", boxes: [{ r: [5, 5], f: [5, 5], m: [5, 5] }] },
    { id: "Potential Loyalist", boxes: [{ r: [3, 5], f: [3, 5], m: [2, 5] }] },
    { id: "Loyal Customers", boxes: [{ r: [2, 4], f: [2, 4], m: [2, 4] }] },
    { id: "Promising", boxes: [{ r: [3, 4], f: [1, 3], m: [3, 5] }] },
    { id: "New Customers", boxes: [{ r: [4, 5], f: [1, 3], m: [1, 5] }] },
    { id: "Can't Lose Them", boxes: [{ r: [1, 2], f: [3, 4], m: [4, 5] }] },
    { id: "At Risk", boxes: [{ r: [1, 2], f: [2, 5], m: [4, 5] }] },
    { id: "Need Attention", boxes: [{ r: [1, 3], f: [3, 5], m: [3, 5] }] },
    { id: "About To Sleep", boxes: [{ r: [2, 3], f: [1, 3], m: [1, 4] }] },
    { id: "Lost", boxes: [{ r: [1, 1], f: [1, 5], m: [1, 5] }] },
  ],
  { id: "r-rfm-example", match: "first", otherwise: "Others" },
);

/** Expects recency, count, amount, the three scores and the segment of every customer to be those of the R package. */
export function expectRScores(result: RfmResult<string>, file: string): void {
  expectSame(
    byId(
      result,
      ({ customer }) => String(customer),
      ({ recency, frequency, monetary, r, f, m, segment }) => ({ recency, frequency, monetary, r, f, m, segment }),
    ),
    byId(
      readCsv(file),
      (row) => row["customer_id"],
      (row) => ({
        recency: Number(row["recency_days"]),
        frequency: Number(row["transaction_count"]),
        monetary: Number(row["amount"]),
        r: Number(row["recency_score"]),
        f: Number(row["frequency_score"]),
        m: Number(row["monetary_score"]),
        segment: row["segment"],
      }),
    ),
  );
}

/** Expects the bins of the model to have the limits that the R package prints: [min, cut), [cut, cut) ... [cut, max + 1). */
export function expectRThresholds(result: RfmResult<string>, file: string): void {
  const expected = readCsv(file);
  for (const dimension of ["recency", "frequency", "monetary"] as const) {
    const limits = limitsOf(result.model.bins[dimension]);
    expect(limits.length).toBe(expected.length + 1);
    expected.forEach((row, i) => {
      expect(Math.abs(limits[i] - Number(row[`${dimension}_lower`]))).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(limits[i + 1] - Number(row[`${dimension}_upper`]))).toBeLessThanOrEqual(1e-9);
    });
  }
}

function limitsOf({ edges, scale, min, max }: DimensionBins): number[] {
  const cuts = edges.map(({ whole, num, den }) => (whole + num / den) / scale);
  return [Number(min) / scale, ...cuts, Number(max) / scale + 1];
}

/** Expects the exact edges at the given fractions to be the type-7 quantiles of R. */
export function expectType7(
  bins: { readonly [Variable in "recency_days" | "transaction_count" | "amount"]: DimensionBins },
  file: string,
): void {
  let compared = 0;
  for (const row of readCsv(file)) {
    if (row["type"] !== "7") continue;
    const { edges, scale, bins: k } = bins[row["variable"] as keyof typeof bins];
    const j = Number(row["p"]) * k;
    if (Math.abs(j - Math.round(j)) > 1e-9 || j < 0.5 || j > k - 0.5) continue;
    const { whole, num, den } = edges[Math.round(j) - 1];
    expect(Math.abs((whole + num / den) / scale - Number(row["value"]))).toBeLessThanOrEqual(1e-9);
    compared++;
  }
  expect(compared).toBeGreaterThan(0);
}

/** Expects dplyr's ntiles by their rule on our values, recency from the longest ago, and R's quartiles of money as our scores. */
export function expectDplyrNtiles(result: RfmResult, file: string): void {
  const rows = [...result];
  const tilesOf = (value: (row: CustomerRfm) => number): Map<string, number> =>
    ntile(
      rows.map((row) => ({ id: String(row.customer), value: value(row) })),
      5,
    );
  const tiles = [tilesOf((row) => -row.recency), tilesOf((row) => row.frequency), tilesOf((row) => row.monetary)];
  expectSame(
    byId(
      rows,
      ({ customer }) => String(customer),
      ({ customer, m }) => [...tiles.map((tile) => tile.get(String(customer))), m],
    ),
    byId(
      readCsv(file),
      (row) => row["customer_id"],
      (row) => [row["r_ntile"], row["f_ntile"], row["m_ntile"], row["m_quartile_cut"]].map(Number),
    ),
  );
}
