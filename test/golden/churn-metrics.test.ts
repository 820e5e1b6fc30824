import { describe, expect, it } from "vitest";
import { auc, liftTable, parseDay, scoreMetrics } from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const CUT_OFF = parseDay("1997-09-30");

/** Days since the last purchase at the cut-off, and whether the next so many days had none: 1 is lost. */
function scored(horizon: number): { recency: number[]; labels: number[] } {
  const days = new Map<string, number[]>();
  for (const { Id = "", Date: day = "" } of readCsv("cdnow/cdnow_sample_purchases_merged_per_day.csv")) {
    days.set(Id, [...(days.get(Id) ?? []), parseDay(day)]);
  }
  const all = [...days.values()];
  const recency = all.map((own) => CUT_OFF - Math.max(...own.filter((day) => day <= CUT_OFF)));
  const labels = all.map((own) => (own.some((day) => day > CUT_OFF && day <= CUT_OFF + horizon) ? 0 : 1));
  return { recency, labels };
}

// Values that another program computed, published to four decimals.
describeWithData("churn of the CDNOW sample", "cdnow", () => {
  const long = once(() => scored(273));
  const short = once(() => scored(90));

  it("is .7098 within 273 days and .8311 within 90", () => {
    const rate = ({ labels }: { labels: number[] }): string =>
      (labels.reduce((a, b) => a + b) / labels.length).toFixed(4);
    expect([long(), short()].map(rate)).toEqual(["0.7098", "0.8311"]);
  });

  it("is ranked by recency with an AUC of .7714 and .7843, and a lift of 1.152", () => {
    const area = ({ recency, labels }: { recency: number[]; labels: number[] }): string | undefined =>
      auc(recency, labels)?.toFixed(4);
    expect([long(), short()].map(area)).toEqual(["0.7714", "0.7843"]);
    expect(liftTable(short().recency, short().labels)[0]?.lift?.toFixed(3)).toBe("1.152");
  });

  it("is not told by a silence that nobody can have reached", () => {
    const { recency, labels } = long();
    const metrics = scoreMetrics(
      recency.map((days) => (days > 273 ? 1 : 0)),
      labels,
    );
    expect([metrics.auc, metrics.brier?.score.toFixed(4), metrics.logLoss?.toFixed(2)]).toEqual([
      0.5,
      "0.7098",
      "9.81",
    ]);
  });

  it("is told a little by a silence of 90 days", () => {
    const { recency, labels } = short();
    // Two customers bought just 90 days before: the published values lie between the two ways to count them.
    const [open, closed] = [90, 89].map((days) =>
      scoreMetrics(
        recency.map((own) => (own > days ? 1 : 0)),
        labels,
      ),
    );
    const between = (value: number, ends: readonly (number | null | undefined)[], slack: number): void => {
      const [low = Number.NaN, high = Number.NaN] = ends.map(Number).sort((a, b) => a - b);
      expect(value).toBeGreaterThan(low - slack);
      expect(value).toBeLessThan(high + slack);
    };
    between(0.6961, [open?.auc, closed?.auc], 5e-5);
    between(0.1739, [open?.brier?.score, closed?.brier?.score], 5e-5);
    between(2.4, [open?.logLoss, closed?.logLoss], 5e-3);
    expect([open, closed].map((metrics) => metrics?.lift[0]?.lift?.toFixed(3))).toEqual(["1.080", "1.080"]);
  });
});

describe("a worked example of the parts of a Brier score", () => {
  // Ten days of rain forecasts: 0.8 was said five times and it rained four, 0.2 five times and it rained twice.
  const p = [0.8, 0.8, 0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.2, 0.2];
  const rain = [1, 1, 1, 1, 0, 1, 1, 0, 0, 0];

  it("adds up by hand", () => {
    const { brier } = scoreMetrics(p, rain);
    expect(brier?.reliability).toBeCloseTo((5 * 0 + 5 * 0.04) / 10, 15);
    expect(brier?.resolution).toBeCloseTo((5 * 0.04 + 5 * 0.04) / 10, 15);
    expect(brier?.uncertainty).toBeCloseTo(0.24, 15);
    expect(brier?.score).toBeCloseTo((4 * 0.04 + 0.64 + 2 * 0.64 + 3 * 0.04) / 10, 15);
  });
});
