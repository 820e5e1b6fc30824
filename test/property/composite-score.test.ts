import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compositeScore, isRfmError, quantiles, rfm, tableFromCustomers } from "../../src/index.js";

const customers = fc.array(fc.record({ days: fc.nat(40), count: fc.integer({ min: 1, max: 9 }), money: fc.nat(500) }), {
  maxLength: 60,
});
const weight = fc.oneof(fc.nat(9), fc.constantFrom(0.1, 0.2, 0.3, 1e-7, 123456.789));
const weights = fc.record({ r: weight, f: weight, m: weight }).filter(({ r, f, m }) => r + f + m > 0);
const bins = fc.integer({ min: 2, max: 7 }).map(quantiles);

function resultOf(rows: readonly { days: number; count: number; money: number }[], spec: ReturnType<typeof quantiles>) {
  const fields = { customer: "id", recency: "days", frequency: "count", monetary: "money" } as const;
  const table = tableFromCustomers(
    rows.map((row, id) => ({ id, ...row })),
    fields,
  );
  return rfm(table, { bins: { recency: spec, frequency: quantiles(3), monetary: quantiles(5) }, segments: null });
}

describe("compositeScore", () => {
  it("is the weighted share of each scale, and ranks as an exact comparison of fractions does", () => {
    fc.assert(
      fc.property(customers, weights, bins, (rows, w, spec) => {
        const result = resultOf(rows, spec);
        const { score, rank } = compositeScore(result, w);
        const share = ({ r, f, m }: { r: number; f: number; m: number }): number =>
          (w.r * (r - 1)) / (spec.bins - 1) + (w.f * (f - 1)) / 2 + (w.m * (m - 1)) / 4;
        const all = [...result];
        all.forEach((customer, i) => {
          // Doubles here, fractions there: a few last bits of a number up to 100.
          expect(score[i]).toBeCloseTo((100 * share(customer)) / (w.r + w.f + w.m), 9);
          expect(score[i]).toBeGreaterThanOrEqual(0);
          expect(score[i]).toBeLessThanOrEqual(100);
          expect(rank[i]).toBe(1 + score.filter((other) => other > score[i]).length);
        });
      }),
    );
  });

  it("does not depend on the size of the weights, only on their proportions", () => {
    fc.assert(
      fc.property(customers, fc.nat(9), fc.nat(9), (rows, r, f) => {
        const result = resultOf(rows, quantiles(5));
        const small = compositeScore(result, { r: r / 10, f: f / 10, m: 0.1 });
        expect(compositeScore(result, { r, f, m: 1 })).toEqual(small);
      }),
    );
  });

  it.each([{ r: -1 }, { f: Number.NaN }, { m: Number.POSITIVE_INFINITY }, { r: 0, f: 0, m: 0 }, { r: "1" }])(
    "refuses %j",
    (bad) => {
      let code = "";
      try {
        compositeScore(resultOf([], quantiles(5)), bad as { r: number });
      } catch (error) {
        if (isRfmError(error)) code = error.code;
      }
      expect(code).toBe("OUT_OF_RANGE");
    },
  );
});
