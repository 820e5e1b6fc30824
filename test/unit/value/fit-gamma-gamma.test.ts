import { describe, expect, it } from "vitest";
import { expectedSpend, fitGammaGamma, type GammaGammaModel, ledgerFromRows } from "../../../src/index.js";
import { maximise } from "../../../src/math/maximise.js";
import { gamma as drawGamma } from "../../../src/simulate/distributions.js";
import { Random } from "../../../src/simulate/random.js";
import { gammaGammaLikelihood } from "../../../src/value/gamma-gamma-likelihood.js";
import { spendRows } from "../../../src/value/spend-rows.js";
import { expectRefused, wrong } from "../refused.js";

/** Mean spends of customers with 1, 2, 3 ... purchases, drawn from the model. */
function simulated(customers: number, seed: number, shape: number, rateOf: (random: Random) => number) {
  const random = new Random(seed);
  const count = Array.from({ length: customers }, (_, i) => 1 + (i % 7));
  const mean = count.map((x) => drawGamma(random, shape * x) / (x * rateOf(random)));
  return { count, mean };
}

const ORDINARY = simulated(200, 2, 6, (random) => drawGamma(random, 3.5) / 15);

describe("fitGammaGamma", () => {
  it("finds the parameters that simulated spends were drawn with", () => {
    const columns = simulated(20_000, 9, 6, (random) => drawGamma(random, 3.5) / 15);
    const { parameters, fit, populationMean } = fitGammaGamma(columns);
    const truth = { p: 6, q: 3.5, gamma: 15 };
    for (const [name, value] of Object.entries(truth)) {
      const error = fit.standardErrors[name] ?? 0;
      expect(Math.abs(parameters[name] - value)).toBeLessThan(4 * error);
      expect(error / value).toBeLessThan(0.1);
    }
    expect(populationMean).toBeCloseTo(36, -0.5);
    expect(fit).toMatchObject({ status: "converged", limit: null, customers: 20_000, warnings: [] });
  });

  it("does not depend on the order of the rows, to the last bit", () => {
    const forwards = fitGammaGamma(ORDINARY);
    const backwards = fitGammaGamma({ count: [...ORDINARY.count].reverse(), mean: [...ORDINARY.mean].reverse() });
    expect(backwards).toEqual(forwards);
  });

  it("takes typed arrays and a ledger, and says what it used", () => {
    const columns = { count: Uint32Array.from(ORDINARY.count), mean: Float64Array.from(ORDINARY.mean) };
    expect(fitGammaGamma(columns)).toEqual(fitGammaGamma(ORDINARY));
    const mean = ORDINARY.mean.map((amount) => Math.round(amount * 100) / 100);
    const orders = mean.flatMap((a, c) => [
      { c, d: "2026-01-01", a: 999 },
      { c, d: "2026-02-01", a },
    ]);
    const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a", currency: "EUR" });
    const model = fitGammaGamma(ledger, { asOf: "2026-06-30" });
    expect(model.parameters).toEqual(fitGammaGamma({ count: mean.map(() => 1), mean }).parameters);
    expect(model).toMatchObject({
      kind: "rfm-kit/gamma-gamma",
      version: 1,
      currency: "EUR",
      asOf: "2026-06-30",
      purchases: "repeat",
    });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(JSON.stringify(model).length).toBeLessThan(1000);
  });

  it("leaves out customers without purchases and those with a mean of 0 or below, and counts them", () => {
    const model = fitGammaGamma({
      count: [...ORDINARY.count, 0, 3, 2],
      mean: [...ORDINARY.mean, 7, 0, -4],
    });
    expect(model.parameters).toEqual(fitGammaGamma(ORDINARY).parameters);
    expect(model.fit).toMatchObject({ customers: 200, withoutPurchases: 1, withoutSpend: 2 });
  });

  it("warns of spend that depends on the number of purchases", () => {
    const count = Array.from({ length: 60 }, (_, i) => 1 + (i % 6));
    const model = fitGammaGamma({ count, mean: count.map((x, i) => 10 * x + (i % 5)) });
    expect(model.fit.correlation).toBeGreaterThan(0.9);
    expect(model.fit.warnings.map(({ code }) => code)).toContain("DEPENDENT_SPEND");
  });

  it("has no correlation where all have as many purchases", () => {
    expect(fitGammaGamma({ count: [2, 2, 2], mean: [1, 2, 3] }).fit.correlation).toBeNull();
  });

  it("has no population mean where q is 1 or below, never a negative one", () => {
    const model = fitGammaGamma(simulated(3000, 4, 2, (random) => drawGamma(random, 0.5) / 15));
    expect(model.parameters["q"]).toBeLessThan(1);
    expect(model.populationMean).toBeNull();
    expect(model.fit.warnings.map(({ code }) => code)).toEqual(["NO_POPULATION_MEAN"]);
    expect(expectedSpend(model, { count: 0, mean: 0 })).toBeNull();
    expect(expectedSpend(model, { count: 3, mean: 40 })).toBeGreaterThan(0);
  });
});

describe("the edges of the gamma-gamma model", () => {
  it("is one mean for all where customers do not differ", () => {
    const model = fitGammaGamma({ count: [1, 4, 9, 16], mean: [9.5, 10.2, 9.9, 10.05] });
    expect(model.fit).toMatchObject({ status: "boundary", limit: "same-customers" });
    expect(model.fit.warnings[0].code).toBe("SAME_CUSTOMERS");
    const { p, nu } = model.parameters;
    expect(model.populationMean).toBeCloseTo((9.5 + 4 * 10.2 + 9 * 9.9 + 16 * 10.05) / 30, 12);
    expect(p / nu).toBeCloseTo(model.populationMean ?? 0, 12);
    expect(expectedSpend(model, { count: 5, mean: 99 })).toBe(model.populationMean);
  });

  it("is the customer's own mean where purchases do not differ", () => {
    // The same spread of means whatever their number of purchases.
    const spends = [5, 6, 7, 8, 10, 12, 16, 25, 60];
    const counts = [1, 10, 100, 1000];
    const columns = {
      count: counts.flatMap((x) => spends.map(() => x)),
      mean: counts.flatMap(() => spends),
    };
    const model = fitGammaGamma(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "same-purchases" });
    const { q, c } = model.parameters;
    expect(model.populationMean).toBeCloseTo(c / (q - 1), 12);
    expect(expectedSpend(model, { count: 2, mean: 99 })).toBe(99);
    expect(expectedSpend(model, { count: 0, mean: 99 })).toBe(model.populationMean);
  });

  it("is no better than the limit that it took: its likelihood tends to that of the limit", () => {
    const rows = spendRows("test", "spend", { count: [1, 4, 9, 16], mean: [9.5, 10.2, 9.9, 10.05] });
    const { parameters, fit } = fitGammaGamma({ count: [1, 4, 9, 16], mean: [9.5, 10.2, 9.9, 10.05] });
    const at = (q: number): number => {
      const point = Float64Array.of(Math.log(parameters["p"]), Math.log(q), Math.log(q / parameters["nu"]));
      return gammaGammaLikelihood(rows)(point, new Float64Array(3), new Float64Array(9));
    };
    const limit = fit.logLikelihood ?? 0;
    expect(at(1e4)).toBeLessThan(limit);
    expect(limit - at(1e6)).toBeLessThan((limit - at(1e4)) / 50);
    expect(limit - at(1e6)).toBeGreaterThan(0);
  });

  it.each([
    ["one customer", { count: [3], mean: [12.5] }, 12.5],
    ["customers who all spend the same", { count: [1, 2, 9], mean: [7, 7, 7] }, 7],
  ])("is that spend for %s", (_, columns, spend) => {
    const model = fitGammaGamma(columns);
    expect(model.fit).toMatchObject({
      status: "boundary",
      limit: "same-spend",
      logLikelihood: null,
      gradientNorm: null,
    });
    expect(model.parameters).toEqual({ mean: spend });
    expect(model.populationMean).toBe(spend);
    expect(expectedSpend(model, { count: 0, mean: 0 })).toBe(spend);
  });

  it("says so where there is nothing to fit", () => {
    const model = fitGammaGamma({ count: [0, 2], mean: [5, 0] });
    expect(model).toMatchObject({ parameters: {}, populationMean: null, fit: { status: "no-data", customers: 0 } });
    expect(model.fit.warnings.map(({ code }) => code)).toEqual(["NO_DATA"]);
    expect(expectedSpend(model, { count: 2, mean: 9 })).toBeNull();
  });

  it.each([
    ["two customers", [1, 1], [1, 1e6]],
    ["amounts of all sizes", [1, 2, 3], [1e-15, 1, 1e15]],
    ["a million purchases", [1e6, 2e6, 1e6], [1, 3, 2]],
    ["nearly equal amounts", [1, 2, 3], [10, 10, 10.001]],
  ])("gives finite numbers for %s", (_, count, mean) => {
    const model = fitGammaGamma({ count, mean });
    const numbers = [...Object.values(model.parameters), model.populationMean, model.fit.logLikelihood];
    for (const number of numbers) expect(number === null || Number.isFinite(number)).toBe(true);
    expect(model.fit.status).not.toBe("not-converged");
  });
});

describe("the likelihood of the gamma-gamma model", () => {
  it("has the gradient and Hessian of finite differences", () => {
    const rows = spendRows("test", "spend", { count: [1, 2, 3, 1, 40, 2], mean: [10, 25, 14, 60, 31, 22] });
    const likelihood = gammaGammaLikelihood(rows);
    const step = 1e-4;
    for (const point of [
      [1, 1, 1],
      [0.3, -0.5, 2],
      [6, 0.2, -3],
      [-2, 5, 4],
    ]) {
      const gradient = new Float64Array(3);
      const hessian = new Float64Array(9);
      likelihood(Float64Array.from(point), gradient, hessian);
      for (let i = 0; i < 3; i++) {
        const [low, high] = [-step, step].map((by) => {
          const slope = new Float64Array(3);
          const moved = Float64Array.from(point, (x, j) => (i === j ? x + by : x));
          return { value: likelihood(moved, slope, new Float64Array(9)), slope };
        });
        const scale = 1 + Math.abs(gradient[i]);
        expect(Math.abs((high.value - low.value) / (2 * step) - gradient[i]) / scale).toBeLessThan(1e-6);
        for (let j = 0; j < 3; j++) {
          const difference = (high.slope[j] - low.slope[j]) / (2 * step);
          expect(Math.abs(difference - hessian[3 * i + j]) / (1 + Math.abs(difference))).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("has its optimum where the search says, from other starts too", () => {
    const rows = spendRows("test", "spend", ORDINARY);
    const { parameters } = fitGammaGamma(ORDINARY);
    for (const start of [
      [0, 0, 0],
      [3, 3, 3],
      [-1, 2, 4],
    ]) {
      const end = maximise(gammaGammaLikelihood(rows), { start, tolerance: 1e-10 });
      expect(Array.from(end.point, Math.exp)).toEqual([
        expect.closeTo(parameters["p"], 6),
        expect.closeTo(parameters["q"], 6),
        expect.closeTo(parameters["gamma"], 5),
      ]);
    }
  });
});

describe("what fitGammaGamma and expectedSpend refuse", () => {
  const model = fitGammaGamma(ORDINARY);
  const broken = (change: object): GammaGammaModel => wrong({ ...model, ...change });

  it("refuses columns that cannot be", () => {
    expectRefused(() => fitGammaGamma({ count: [1, 1.5], mean: [1, 2] }), "OUT_OF_RANGE", { path: "spend.count" });
    expectRefused(() => fitGammaGamma({ count: [1, -1], mean: [1, 2] }), "OUT_OF_RANGE", { path: "spend.count" });
    expectRefused(() => fitGammaGamma({ count: [1, 1], mean: [1, Number.NaN] }), "OUT_OF_RANGE", {
      path: "spend.mean",
    });
    expectRefused(() => fitGammaGamma({ count: [1, 1], mean: [1, 1e16] }), "OUT_OF_RANGE", { path: "spend.mean" });
    expectRefused(() => fitGammaGamma({ count: [1, 1], mean: [1] }), "LENGTH_MISMATCH", { path: "spend.mean" });
    expectRefused(() => fitGammaGamma(wrong({ count: [1] })), "WRONG_TYPE", { path: "spend.mean" });
    expectRefused(() => fitGammaGamma(wrong(null)), "WRONG_TYPE", { where: "fitGammaGamma" });
    expectRefused(() => fitGammaGamma(wrong([1, 2])), "WRONG_TYPE");
    const columns = { count: [1, 2], mean: [3, 4] };
    for (const kind of ["rfm-kit/lifetime-values", "rfm-kit/customer-spend", undefined]) {
      expectRefused(() => fitGammaGamma(wrong({ ...columns, kind })), "WRONG_TYPE", { path: "spend" });
    }
    expectRefused(() => fitGammaGamma(wrong({ count: [1], mean: [1], money: [1] })), "UNKNOWN_OPTION");
    expectRefused(() => fitGammaGamma(wrong(ORDINARY), { purchases: "all" }), "UNKNOWN_OPTION");
    expect(() => fitGammaGamma({ count: [1, 2], mean: [1, wrong("2")] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitGammaGamma: row 1: spend.mean must be a number from -1e15 to 1e15; received "2"]`,
    );
  });

  it("does not look at a mean of no purchases", () => {
    const { count, mean } = ORDINARY;
    const more = fitGammaGamma({ count: [0, ...count], mean: [Number.NaN, ...mean] });
    expect(more).toEqual(fitGammaGamma({ count: [0, ...count], mean: [0, ...mean] }));
    expect(expectedSpend(model, { count: 0, mean: Number.NaN })).toBe(model.populationMean);
  });

  it("refuses a spend that cannot be", () => {
    const path = "spend.count";
    expectRefused(() => expectedSpend(model, { count: -1, mean: 1 }), "OUT_OF_RANGE", { where: "expectedSpend", path });
    expectRefused(() => expectedSpend(model, { count: 1, mean: Number.NaN }), "OUT_OF_RANGE", { path: "spend.mean" });
    expectRefused(() => expectedSpend(model, wrong({ count: 1, mean: 1, x: 1 })), "UNKNOWN_OPTION");
    expectRefused(() => expectedSpend(model, wrong(undefined)), "WRONG_TYPE");
  });

  it.each([
    ["another kind", { kind: "rfm-kit/nbd" }, "model.kind"],
    ["a later version", { version: 2 }, "model.version"],
    ["a parameter of 0", { parameters: { ...model.parameters, p: 0 } }, "model.parameters.p"],
    ["a parameter that is no number", { parameters: { ...model.parameters, q: "3" } }, "model.parameters.q"],
    ["a parameter too few", { parameters: { p: 1, q: 2 } }, "model.parameters.gamma"],
    ["a parameter too many", { parameters: { ...model.parameters, s: 1 } }, "model.parameters.s"],
    ["a mean that does not follow", { populationMean: 1 }, "model.populationMean"],
    ["an unknown limit", { fit: { ...model.fit, limit: "toString" } }, "model.fit.limit"],
    ["the parameters of no limit", { fit: { ...model.fit, limit: "same-spend" } }, "model.parameters.mean"],
    ["no parameters", { parameters: null }, "model.parameters"],
    ["no report", { fit: [] }, "model.fit"],
    ["a currency that is no text", { currency: 978 }, "model.currency"],
    ["unknown purchases", { purchases: "first" }, "model.purchases"],
  ])("refuses a model with %s", (_, change, path) => {
    expectRefused(() => expectedSpend(broken(change), { count: 1, mean: 1 }), "BAD_MODEL", { path });
  });

  it("refuses what is no model", () => {
    for (const value of [null, undefined, 7, "model", [], () => model]) {
      expectRefused(() => expectedSpend(wrong(value), { count: 1, mean: 1 }), "BAD_MODEL", { path: "model" });
    }
    expect(() =>
      expectedSpend(broken({ parameters: { p: 1, q: 2, gamma: Number.POSITIVE_INFINITY } }), { count: 1, mean: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: expectedSpend: model.parameters.gamma must be a number above 0; received Infinity]`,
    );
  });

  it("takes every model that a fit made, from JSON too", () => {
    const fits = [
      ORDINARY,
      { count: [3], mean: [5] },
      { count: [1, 4, 9, 16], mean: [9.5, 10.2, 9.9, 10.05] },
      { count: [], mean: [] },
    ];
    for (const columns of fits) {
      const own = fitGammaGamma(columns);
      const again = JSON.parse(JSON.stringify(own)) as GammaGammaModel;
      expect(expectedSpend(again, { count: 3, mean: 20 })).toBe(expectedSpend(own, { count: 3, mean: 20 }));
    }
  });
});
