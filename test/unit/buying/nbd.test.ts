import { describe, expect, it } from "vitest";
import { fitNbd, type PurchaseColumns } from "../../../src/index.js";

/** Everybody observed for one unit: the textbook case, in which the mean has a closed form. */
const counts: PurchaseColumns = {
  repeats: [0, 1, 2, 3, 5, 9],
  last: [0, 0.5, 0.5, 0.9, 0.7, 1],
  age: [1, 1, 1, 1, 1, 1],
  counts: [100, 40, 20, 10, 5, 2],
};

describe("fitNbd", () => {
  it("has the mean of the data where everybody is observed equally long", () => {
    const { parameters, fit } = fitNbd(counts);
    const mean = (40 + 40 + 30 + 25 + 18) / 177;
    expect(parameters["r"] / parameters["alpha"]).toBeCloseTo(mean, 13);
    expect(fit).toMatchObject({ status: "converged", limit: null, customers: 177 });
    expect(fit.gradientNorm).toBeLessThan(1e-12);
  });

  it("is at a maximum", () => {
    const { parameters, fit } = fitNbd(counts);
    const { r, alpha } = parameters as { r: number; alpha: number };
    const valueAt = (shape: number, rate: number): number => {
      let value = 0;
      for (let i = 0; i < counts.repeats.length; i++) {
        const x = counts.repeats[i];
        let one = shape * Math.log(rate) - (shape + x) * Math.log(rate + 1);
        for (let j = 0; j < x; j++) one += Math.log(shape + j);
        value += (counts.counts?.[i] ?? 0) * one;
      }
      return value;
    };
    expect(fit.logLikelihood).toBeCloseTo(valueAt(r, alpha), 9);
    for (const [byR, byAlpha] of [
      [1.01, 1],
      [0.99, 1],
      [1, 1.01],
      [1, 0.99],
      [1.01, 1.01],
      [0.99, 0.99],
    ]) {
      expect(valueAt(r * byR, alpha * byAlpha)).toBeLessThan(valueAt(r, alpha));
    }
    // The standard error of r against the curvature of the profile over alpha.
    const profile = (shape: number): number => {
      const mean = r / alpha;
      return valueAt(shape, shape / mean);
    };
    const h = 1e-4;
    const curvature = (profile(r + h) - 2 * profile(r) + profile(r - h)) / h ** 2;
    expect(fit.standardErrors["r"]).toBeCloseTo(1 / Math.sqrt(-curvature), 5);
  });

  it("is the model of one rate where customers differ less than chance makes them", () => {
    const alike = fitNbd({ repeats: [2, 2, 3, 3, 2], last: [5, 6, 7, 8, 9], age: [10, 10, 10, 10, 10] });
    expect(alike.fit).toMatchObject({ status: "boundary", limit: "homogeneous-rate" });
    expect(alike.parameters).toEqual({ lambda: expect.closeTo(12 / 50, 13) });
    expect(alike.fit.warnings.map(({ code }) => code)).toEqual(["HOMOGENEOUS_RATE"]);
    // The root of the count over the time, of which the logarithm of the rate has one over the root of the count.
    expect(alike.fit.standardErrors["lambda"]).toBeCloseTo(12 / 50 / Math.sqrt(12), 12);
  });

  it("says which parameters the data leave open", () => {
    const few = fitNbd({ repeats: [0, 2, 0], last: [0, 5, 0], age: [10, 10, 10] });
    expect(few.fit.status).toBe("converged");
    expect(few.fit.warnings.map(({ code }) => code)).toEqual(["WEAK_PARAMETERS"]);
    expect(few.fit.warnings[0].message).toContain("r, alpha");
  });

  it("keeps the unit of columns and the day of a ledger", () => {
    const model = fitNbd({ ...counts, timeUnit: "month" });
    expect(model).toMatchObject({ kind: "rfm-kit/nbd", version: 1, timeUnit: "month", asOf: null });
    expect(fitNbd(counts).timeUnit).toBe("week");
  });
});
