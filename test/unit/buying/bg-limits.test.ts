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
});
