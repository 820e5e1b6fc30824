import { describe, expect, it } from "vitest";
import { fitLogistic, parseDay, predictLogistic, scoreMetrics } from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const HORIZON = 90;

/** Purchases of each customer, one a day. */
const customers = once(() => {
  const own = new Map<string, { day: number; price: number }[]>();
  for (const { Id = "", Date: day = "", Price } of readCsv("cdnow/cdnow_sample_purchases_merged_per_day.csv")) {
    own.set(Id, [...(own.get(Id) ?? []), { day: parseDay(day), price: Number(Price) }]);
  }
  return [...own.values()];
});

/** What is known of each customer on a day, times in weeks, and whether the next 90 days had no purchase. */
function known(day: string) {
  const cutOff = parseDay(day);
  const rows = customers().map((purchases) => {
    const before = purchases.filter((purchase) => purchase.day <= cutOff);
    const days = before.map((purchase) => purchase.day);
    const repeats = before.length - 1;
    const recency = (cutOff - Math.max(...days)) / 7;
    const age = (cutOff - Math.min(...days)) / 7;
    const mean = before.reduce((sum, { price }) => sum + price, 0) / before.length;
    const isLost = !purchases.some((purchase) => purchase.day > cutOff && purchase.day <= cutOff + HORIZON);
    return { repeats, recency, age, mean, label: isLost ? 1 : 0 };
  });
  const column = (of: (row: (typeof rows)[number]) => number): number[] => rows.map(of);
  const features = {
    repeats: column(({ repeats }) => Math.log1p(repeats)),
    recency: column(({ recency }) => Math.log1p(recency)),
    age: column(({ age }) => Math.log1p(age)),
    both: column(({ recency, repeats }) => Math.log1p(recency) * Math.log1p(repeats)),
    mean: column(({ mean }) => Math.log1p(mean)),
    hasRepeats: column(({ repeats }) => (repeats > 0 ? 1 : 0)),
  };
  return { features, labels: column(({ label }) => label) };
}

// Values that another program computed, published to four decimals.
describeWithData("a logistic regression on the CDNOW sample, trained a quarter before", "cdnow", () => {
  const metrics = once(() => {
    const model = fitLogistic(known("1997-06-30"));
    expect(model.fit.status).toBe("converged");
    const { features, labels } = known("1997-09-30");
    return scoreMetrics(predictLogistic(model, features), labels);
  });

  it("ranks with an AUC of .7933 and a lift of 1.172", () => {
    expect(metrics().auc?.toFixed(4)).toBe("0.7933");
    // Theirs is of the first 235 customers, ours of a tenth of 2,357.
    expect(Math.abs((metrics().lift[0]?.lift ?? 0) - 1.172)).toBeLessThan(0.001);
  });

  it("has a Brier score of .1137 and a log loss of .3729", () => {
    expect(metrics().brier?.score.toFixed(4)).toBe("0.1137");
    expect(metrics().logLoss?.toFixed(4)).toBe("0.3729");
  });

  it("has an expected calibration error of .0436", () => {
    expect(metrics().calibrationError?.toFixed(4)).toBe("0.0436");
  });
});

describe("a regression by hand", () => {
  it("of a single 0 or 1 has, without much of a ridge, the odds ratio of the table", () => {
    // 8 of 10 with it, 3 of 10 without: (8 / 2) / (3 / 7).
    const late = Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : 0));
    const labels = Array.from({ length: 20 }, (_, i) => (i % 10 < (i < 10 ? 8 : 3) ? 1 : 0));
    const model = fitLogistic({ features: { late }, labels, ridge: 1e-9 });
    const p = predictLogistic(model, { late: [1, 0] });
    expect(p[0]).toBeCloseTo(0.8, 9);
    expect(p[1]).toBeCloseTo(0.3, 9);
    expect(model.features[0]?.weight).toBeCloseTo(Math.log(8 / 2 / (3 / 7)) / 2, 9);
  });
});
