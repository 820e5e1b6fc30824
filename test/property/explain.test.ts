import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  naturalBreaks,
  pandas,
  quantiles,
  rfm,
  rRfm,
  scoreCustomer,
  spss,
  tableFromCustomers,
  thresholds,
} from "../../src/index.js";

const customers = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    count: fc.integer({ min: 1, max: 9 }),
    cents: fc.integer({ min: -500, max: 5000 }),
  }),
  { minLength: 1, maxLength: 40 },
);
const bins = fc.constantFrom(
  quantiles(5),
  quantiles(3),
  rRfm(4),
  spss(5),
  pandas(5),
  naturalBreaks(4),
  thresholds([2, 20], { closed: "left" }),
);

const tableOf = (rows: readonly { days: number; count: number; cents: number }[]) =>
  tableFromCustomers(
    rows.map((row, id) => ({ id, ...row })),
    { customer: "id", recency: "days", frequency: "count", monetary: "cents", amountIn: "minor" },
  );

describe("explain", () => {
  it("names the nearest value with another score: there the score is as it says, one unit before it is still the same", () => {
    fc.assert(
      fc.property(customers, bins, (rows, spec) => {
        const result = rfm(tableOf(rows), { bins: spec, segments: null });
        for (const [id, row] of rows.entries()) {
          const explanation = result.explain(id);
          const own = { recency: row.days, frequency: row.count, monetary: row.cents / 100 };
          for (const [dimension, letter, unit] of [
            ["recency", "r", 1],
            ["frequency", "f", 1],
            ["monetary", "m", 100],
          ] as const) {
            const scoreAt = (units: number): number =>
              scoreCustomer(result.model, { ...own, [dimension]: units / unit })[letter];
            const { value, score, better, worse } = explanation?.scores[dimension] ?? {
              value: -1,
              score: -1,
              better: null,
              worse: null,
            };
            expect(value).toBe(own[dimension]);
            expect(score).toBe(scoreAt(Math.round(value * unit)));
            for (const step of [better, worse]) {
              if (step === null || (dimension === "frequency" && step.value < 0)) continue;
              const at = Math.round(step.value * unit);
              expect(scoreAt(at)).toBe(step.score);
              expect(scoreAt(at + Math.sign(Math.round(value * unit) - at))).toBe(score);
              expect(step.distance).toBeCloseTo(Math.abs(step.value - value), 9);
            }
            expect(better === null || better.score > score).toBe(true);
            expect(worse === null || worse.score < score).toBe(true);
          }
        }
      }),
    );
  });

  it("uses the edges of the parent cell where dimensions are nested", () => {
    fc.assert(
      fc.property(customers, (rows) => {
        const result = rfm(tableOf(rows), { bins: quantiles(3), nested: true, segments: null });
        for (const { customer, f, frequency } of result) {
          const better = result.explain(customer)?.scores.frequency.better;
          const twin = [...result].find(
            (other) => other.r === result.get(customer)?.r && other.f > f && better != null,
          );
          // Whoever in the same recency bin scores better has at least the value that is named.
          if (twin !== undefined && better != null) expect(twin.frequency).toBeGreaterThanOrEqual(better.value);
          expect(result.explain(customer)?.scores.frequency.value).toBe(frequency);
        }
      }),
    );
  });

  it("knows nobody whom the result does not know, and only the languages it has", () => {
    const result = rfm(tableOf([{ days: 1, count: 1, cents: 1 }]), { segments: null });
    expect(result.explain("nobody")).toBeUndefined();
    expect(() => result.explain(0, "fr" as "en")).toThrow(/language/);
  });

  it("says it in a sentence, in English and in Chinese", () => {
    const result = rfm(
      [
        { c: "ann", d: "2026-06-01", a: 10 },
        { c: "ann", d: "2026-06-30", a: 20 },
        { c: "bob", d: "2026-06-01", a: 50 },
      ],
      { customer: "c", date: "d", amount: "a", currency: "EUR" },
    );
    expect(result.explain("bob")?.text).toMatchInlineSnapshot(
      `"Last order: 29 days ago (score 1 of 5, 6 days fewer for 2). Frequency: 1 order (score 1 of 5, 1 more order for 5). Monetary: 50.00 EUR (score 5 of 5). Cell 115 is in "Can't lose"."`,
    );
    expect(result.explain("bob", "zh-Hans")?.text).toMatchInlineSnapshot(
      `"距上次下单29天（5分制得1分，再少6天得2分）。购买频次1单（5分制得1分，再多1单得5分）。消费金额50.00 EUR（5分制得5分）。所在单元115，属于“不要失去”。"`,
    );
  });
});
