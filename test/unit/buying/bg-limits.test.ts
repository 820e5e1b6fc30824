import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgCnbd,
  fitBgNbd,
  fitMbgCnbd,
  fitMbgNbd,
  fitNbd,
  loadBuyingModel,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseColumns,
  probabilityAlive,
  purchaseCountProbability,
} from "../../../src/index.js";

const FITS = [fitNbd, fitBgNbd, fitMbgNbd, fitBgCnbd, fitMbgCnbd];

/** Repeats, last and age of customers. */
function columns(...rows: readonly (readonly [number, number, number])[]): PurchaseColumns {
  return {
    repeats: rows.map(([x]) => x),
    last: rows.map(([, last]) => last),
    age: rows.map(([, , age]) => age),
    logGaps: rows.map(([x, last]) => (x === 0 ? 0 : x * Math.log(last / x))),
  };
}

/** Every answer of a model must be a number that it can be, also for customers unlike those it was fitted to. */
function expectUsable(model: BuyingModel): void {
  for (const parameter of Object.values(model.parameters)) expect(Number.isFinite(parameter)).toBe(true);
  for (const error of Object.values(model.fit.standardErrors)) expect(error === null || error >= 0).toBe(true);
  expect(Object.keys(model.fit.standardErrors)).toEqual(Object.keys(model.parameters));
  for (const [repeats, last, age] of [
    [0, 0, 0],
    [0, 0, 50],
    [1, 3, 40],
    [12, 30, 30],
    [300, 99, 100],
  ]) {
    const history = { repeats, last, age };
    for (const probability of [
      probabilityAlive(model, history),
      noPurchaseProbability(model, history, 13),
      purchaseCountProbability(model, repeats, age),
    ]) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    for (const number of [
      expectedPurchases(model, history, 13),
      discountedExpectedPurchases(model, history, { rate: 0.01 }),
      expectedPurchasesOfNewcomer(model, age),
    ]) {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(number)).toBe(true);
    }
  }
  expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
}

describe("fits at the edge", () => {
  it("say that there are no data, and expect nothing", () => {
    for (const fitModel of FITS) {
      const model = fitModel(columns());
      expect(model.fit).toMatchObject({ status: "no-data", limit: null, logLikelihood: null, customers: 0 });
      expect(model.fit.warnings.map(({ code }) => code)).toEqual(["NO_DATA"]);
      expect(expectedPurchasesOfNewcomer(model, 100)).toBe(0);
      expectUsable(model);
    }
  });

  it("say that nobody came back", () => {
    for (const fitModel of FITS) {
      const model = fitModel(columns([0, 0, 10], [0, 0, 20], [0, 0, 0]));
      expect(model.fit).toMatchObject({ status: "boundary", limit: "no-purchases", logLikelihood: 0, customers: 3 });
      expect(noPurchaseProbability(model, { repeats: 0, last: 0, age: 10 }, 50)).toBe(1);
      expect(logLikelihoodOf(model, columns([0, 0, 33]))).toBe(0);
      expect(logLikelihoodOf(model, columns([1, 2, 33]))).toBe(Number.NEGATIVE_INFINITY);
      expectUsable(model);
    }
  });

  it("are models of one customer", () => {
    for (const row of [
      [1, 5, 10],
      [1, 10, 10],
      [7, 30, 90],
      [1000, 99, 100],
    ] as const) {
      // Erlang gaps of one customer are best at the largest k: twelve searches, once is enough.
      for (const fitModel of row[0] === 7 ? FITS : FITS.slice(0, 3)) {
        const model = fitModel(columns(row));
        expect(model.fit.status).toBe("boundary");
        expect(logLikelihoodOf(model, columns(row))).toBeCloseTo(model.fit.logLikelihood ?? 0, 6);
        expectUsable(model);
      }
    }
  });

  it("are models of customers who are all alike", () => {
    const alike = columns(...Array.from({ length: 50 }, () => [4, 20, 30] as const));
    // One rate for all: 200 purchases in 1500 weeks.
    expect(fitNbd(alike)).toMatchObject({
      fit: { status: "boundary", limit: "homogeneous-rate" },
      parameters: { lambda: expect.closeTo(200 / 1500, 12) },
    });
    for (const fitModel of FITS) expectUsable(fitModel(alike));
  });

  it("find no dropout where everybody buys to the end", () => {
    const busy = columns([3, 30, 30], [9, 29, 30], [1, 25, 31], [30, 31, 31], [14, 28, 29]);
    for (const fitModel of [fitBgNbd, fitMbgNbd]) {
      const { fit: report, parameters } = fitModel(busy);
      expect(report).toMatchObject({ status: "boundary", limit: "no-dropout" });
      expect(report.warnings.map(({ code }) => code)).toContain("NO_DROPOUT");
      const nbd = fitNbd(busy);
      expect(parameters).toEqual({ ...nbd.parameters, p: 0 });
      expect(report.logLikelihood).toBe(nbd.fit.logLikelihood);
      expect(probabilityAlive(fitModel(busy), { repeats: 2, last: 1, age: 99 })).toBe(1);
    }
  });

  it("find one chance to be lost where nobody buys twice again", () => {
    const once = columns([1, 2, 30], [1, 9, 30], [1, 4, 25], [0, 0, 30], [0, 0, 28], [1, 20, 33]);
    const model = fitBgNbd(once);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "homogeneous-dropout" });
    expect(model.parameters["p"]).toBeGreaterThan(0.999);
    expectUsable(model);
    expect(fitMbgNbd(once).parameters["p"] ?? 0).toBeLessThan(0.999);
  });

  it("find chances of all or nothing", () => {
    // After the first repeat purchase a part is silent at once, the others go on to the end.
    const rows = Array.from(
      { length: 30 },
      (_, i) => (i % 3 === 0 ? [1, 1, 40] : [20 + i, 39, 40]) as [number, number, number],
    );
    const model = fitBgNbd(columns(...rows));
    expect(model.fit).toMatchObject({ status: "boundary", limit: "polarised-dropout" });
    expect(model.parameters["a"] / (model.parameters["a"] + model.parameters["b"])).toBeCloseTo(1 / 3, 3);
    expectUsable(model);
  });

  it("are no worse than the NBD, which is a limit of all", () => {
    const mixed = columns([0, 0, 30], [2, 8, 30], [1, 29, 31], [5, 11, 31], [0, 0, 22], [9, 28, 29], [3, 7, 40]);
    const nbd = fitNbd(mixed).fit.logLikelihood ?? 0;
    for (const fitModel of [fitBgNbd, fitMbgNbd, fitBgCnbd, fitMbgCnbd]) {
      expect(fitModel(mixed).fit.logLikelihood).toBeGreaterThanOrEqual(nbd - 1e-9);
    }
  });

  it("stand times of any size", () => {
    const scale = (factor: number): PurchaseColumns => {
      const rows = [
        [0, 0, 30],
        [2, 8, 30],
        [1, 29, 31],
        [5, 11, 31],
        [0, 0, 22],
        [9, 28, 29],
      ] as const;
      return columns(...rows.map(([x, last, age]) => [x, last * factor, age * factor] as const));
    };
    const at = fitMbgNbd(scale(1));
    for (const factor of [1e-200, 1e-9, 1e9, 3e13]) {
      const far = fitMbgNbd(scale(factor));
      expect(far.fit.status).toBe(at.fit.status);
      expect(far.parameters["r"] / at.parameters["r"]).toBeCloseTo(1, 8);
      const history = { repeats: 2, last: 8 * factor, age: 30 * factor };
      const expected = expectedPurchases(at, { repeats: 2, last: 8, age: 30 }, 10);
      if (factor > 1e-100) expect(expectedPurchases(far, history, 10 * factor) / expected).toBeCloseTo(1, 8);
    }
  });

  it("stand very many purchases", () => {
    const heavy = columns([100_000, 99, 100], [50_000, 40, 100], [1, 3, 100], [0, 0, 100], [20_000_000, 100, 100]);
    for (const fitModel of [fitNbd, fitBgNbd, fitMbgNbd]) {
      const model = fitModel(heavy);
      expect(model.fit.gradientNorm).toBeLessThan(1e-9);
      expect(logLikelihoodOf(model, heavy) / (model.fit.logLikelihood ?? 0)).toBeCloseTo(1, 10);
      expectUsable(model);
    }
  });

  it("are the best of several optima", () => {
    // An optimum away from the edges, at -350.75, is worse than one chance to be lost for all.
    const rates = {
      repeats: [0, 6, 0, 13, 0, 6, 2, 0, 15, 6, 2, 7, 11, 1, 0, 0, 11, 0, 10, 1, 8],
      last: [0, 3.989, 0, 24, 0, 18, 18.077, 0, 8, 9.972, 9.471, 33, 24, 41, 0, 0, 9.704, 0, 20.796, 13.869, 5.171],
      age: [38, 12, 6, 24, 37, 18, 21, 38, 8, 28, 33, 33, 24, 41, 7, 29, 19, 23, 24, 36, 11],
      counts: [1, 1, 1, 5, 5, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    };
    const edge = fitMbgNbd(rates);
    expect(edge.fit).toMatchObject({ status: "boundary", limit: "homogeneous-dropout" });
    const other = { ...edge, parameters: { r: 0.4686, alpha: 1.1207, p: 0.0556 } };
    expect(edge.fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihoodOf(other, rates));
    expect(edge.fit.logLikelihood).toBeGreaterThan(-349.82);
  });

  it("find that all are alike in their loss where no loss at all is an optimum too", () => {
    const few = {
      repeats: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0],
      last: [0, 0, 0, 0, 0, 0, 0, 0, 0, 18.455, 0, 0, 0, 0, 38.637, 0.95, 0, 0, 0, 17, 0, 0, 0, 0, 0],
      age: [29, 42, 39, 38, 19, 6, 42, 14, 14, 26, 37, 40, 12, 8, 43, 10, 31, 29, 40, 17, 17, 10, 11, 11, 26],
      counts: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1, 5, 5, 1, 1, 1],
    };
    const model = fitMbgNbd(few);
    const other = { ...model, parameters: { r: 0.089548, alpha: 2.0197, p: 0.46847 } };
    expect(model.fit.limit).toBe("homogeneous-dropout");
    expect(model.fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihoodOf(other, few));
  });

  it("are the family where only a narrow way leads to it", () => {
    // One rate for all, at -410.47, is worse than rates that differ a little.
    const narrow = {
      repeats: [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 4,
        4, 5, 5, 5, 6, 6, 7, 9,
      ],
      last: [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0.1, 0.31, 1.9, 3.22, 4.09, 4.41, 5.37, 5.59, 5.79, 6.32, 6.51, 10.45, 16.92, 18.88, 27.56,
        33.59, 3.25, 7.85, 8.6, 9.39, 10.53, 11.26, 13.53, 14.97, 16.26, 20.07, 21.31, 6.4, 7.34, 11.31, 31.07, 33.34,
        12.11, 18.86, 40.41, 14.68, 15.37, 18.92, 36.38,
      ],
      age: [
        5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
        35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 48, 49, 5, 24, 34, 13, 13, 13, 30, 28, 30, 30, 47, 12, 37, 26,
        30, 39, 24, 21, 18, 27, 15, 18, 27, 31, 19, 26, 26, 36, 14, 19, 33, 34, 21, 27, 41, 22, 31, 27, 38,
      ],
      counts: [
        6, 4, 4, 1, 2, 7, 4, 6, 6, 3, 5, 5, 8, 5, 6, 7, 1, 1, 3, 3, 4, 5, 2, 2, 4, 1, 3, 1, 7, 3, 3, 4, 2, 3, 3, 4, 2,
        2, 5, 3, 5, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1,
      ],
    };
    const model = fitMbgNbd(narrow);
    expect(model.fit).toMatchObject({ status: "converged", limit: null });
    const other = { ...model, parameters: { r: 3.9, alpha: 29, a: 0.478, b: 0.142 } };
    expect(model.fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihoodOf(other, narrow));
    expect(model.fit.logLikelihood).toBeGreaterThan(-409.3);
  });
});
