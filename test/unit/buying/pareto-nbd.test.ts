import { describe, expect, it } from "vitest";
import { groupHistories } from "../../../src/buying/group-histories.js";
import { growthSums } from "../../../src/buying/pareto-nbd/growth-sums.js";
import { paretoLikelihood } from "../../../src/buying/pareto-nbd/pareto-likelihood.js";
import { timeAlive } from "../../../src/buying/pareto-nbd/time-alive.js";
import { readPurchases } from "../../../src/buying/purchase-columns.js";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitParetoNbd,
  ledgerFromColumns,
  loadBuyingModel,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseColumns,
  probabilityAlive,
  purchaseCountProbability,
  repeatPurchases,
  simulateOrders,
} from "../../../src/index.js";
import { exponential, gamma } from "../../../src/simulate/distributions.js";
import { Random } from "../../../src/simulate/random.js";
import { expectRefused, wrong } from "../refused.js";

/** Histories of customers who buy at a drawn rate until they are lost, at a drawn rate; observed for 27 to 39 weeks. */
function simulated(
  customers: number,
  seed: number,
  rateOf: (random: Random) => number,
  lossOf: (random: Random) => number,
): PurchaseColumns & { readonly repeats: number[]; readonly last: number[]; readonly age: number[] } {
  const random = new Random(seed);
  const columns = { repeats: [] as number[], last: [] as number[], age: [] as number[] };
  for (let i = 0; i < customers; i++) {
    // Whole days keep the number of distinct times small.
    const age = (189 + Math.floor(random.uniform() * 84)) / 7;
    const rate = rateOf(random);
    const loss = lossOf(random);
    const end = loss === 0 ? age : Math.min(age, exponential(random) / loss);
    let repeats = 0;
    let last = 0;
    for (let time = exponential(random) / rate; time < end; time += exponential(random) / rate) {
      const day = Math.ceil(time * 7) / 7;
      if (day > age) break;
      last = day;
      repeats++;
    }
    columns.repeats.push(repeats);
    columns.last.push(last);
    columns.age.push(age);
  }
  return columns;
}

const gammaRate = (shape: number, scale: number) => (random: Random) => gamma(random, shape) / scale;
const modelOf = (parameters: { readonly [name: string]: number }): BuyingModel => ({
  ...fitParetoNbd({ repeats: [], last: [], age: [] }),
  parameters,
});

describe("fitParetoNbd", () => {
  it("finds the parameters that simulated customers were drawn with", () => {
    const model = fitParetoNbd(simulated(8000, 3, gammaRate(0.8, 8), gammaRate(1.2, 20)));
    const { status, standardErrors, gradientNorm } = model.fit;
    expect(status).toBe("converged");
    expect(gradientNorm).toBeLessThan(1e-9);
    for (const [name, value] of Object.entries({ r: 0.8, alpha: 8, s: 1.2, beta: 20 })) {
      expect(Math.abs(model.parameters[name] - value), name).toBeLessThan(4 * (standardErrors[name] ?? 0));
    }
    expect(standardErrors["r"]).toBeLessThan(0.05);
  });

  it("is at least as likely as the truth and as its neighbours", () => {
    const columns = simulated(500, 4, gammaRate(0.8, 8), gammaRate(1.2, 20));
    const model = fitParetoNbd(columns);
    const best = model.fit.logLikelihood ?? 0;
    expect(logLikelihoodOf(model, columns)).toBeCloseTo(best, 8);
    expect(logLikelihoodOf(modelOf({ r: 0.8, alpha: 8, s: 1.2, beta: 20 }), columns)).toBeLessThan(best);
    for (const name of ["r", "alpha", "s", "beta"]) {
      for (const factor of [0.99, 1.01]) {
        const parameters = { ...model.parameters, [name]: model.parameters[name] * factor };
        expect(logLikelihoodOf(modelOf(parameters), columns), name).toBeLessThan(best);
      }
    }
  });

  it("does not depend on the order of the rows, and counts stand for rows", () => {
    const columns = simulated(400, 5, gammaRate(1, 8), gammaRate(1, 20));
    const reversed = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column].reverse()]));
    expect(fitParetoNbd(wrong<PurchaseColumns>(reversed))).toEqual(fitParetoNbd(columns));
    const { repeats, last, age } = columns;
    const twice = { repeats: [...repeats, ...repeats], last: [...last, ...last], age: [...age, ...age] };
    expect(fitParetoNbd({ ...columns, counts: repeats.map(() => 2) })).toEqual(fitParetoNbd(twice));
  });

  it("begins with a share of the histories where there are many, and ends at the optimum of all", () => {
    const { customer, date, amount } = simulateOrders({ customers: 40_000, seed: 2 });
    const purchases = repeatPurchases(ledgerFromColumns({ customer, date, amount }));
    const histories = groupHistories(readPurchases("test", purchases), false);
    expect(histories.groups).toBeGreaterThan(20_000);
    const { parameters, fit } = fitParetoNbd(purchases);
    expect(fit.status).toBe("converged");
    const { r, alpha, s, beta } = parameters;
    const gradient = new Float64Array(4);
    const shape = { lambda: r / alpha, rho: 1 / r, mu: s / beta, sigma: 1 / s, pi: 0 };
    const value = paretoLikelihood(histories, 1)(shape, gradient, new Float64Array(16));
    expect(value).toBeCloseTo(fit.logLikelihood ?? 0, 5);
    for (const slope of gradient) expect(Math.abs(slope) / 40_000).toBeLessThan(1e-9);
  });
});

describe("the edges of the Pareto/NBD", () => {
  it("is the NBD where nobody seems to be lost", () => {
    const columns = { repeats: [1, 2, 5, 9, 3], last: [20, 20, 20, 20, 20], age: [20, 20, 20, 20, 20] };
    const model = fitParetoNbd(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "no-dropout" });
    expect(Object.keys(model.parameters)).toEqual(["r", "alpha", "mu"]);
    expect(model.parameters["mu"]).toBe(0);
    expect(model.fit.standardErrors["mu"]).toBeNull();
    const { r, alpha } = model.parameters;
    const history = { repeats: 2, last: 5, age: 20 };
    expect(probabilityAlive(model, history)).toBe(1);
    expect(expectedPurchases(model, history, 7)).toBeCloseTo(((r + 2) / (alpha + 20)) * 7, 12);
    expect(noPurchaseProbability(model, history, 7)).toBeCloseTo(((alpha + 20) / (alpha + 27)) ** (r + 2), 12);
  });

  it("has one purchase rate for all where customers do not differ", () => {
    // Two purchases each, as regular as can be, and one customer who was lost early.
    const columns = { repeats: [2, 0], last: [20, 0], age: [30, 30], counts: [40, 10] };
    const model = fitParetoNbd(columns);
    expect(model.fit.warnings.map(({ code }) => code)).toContain("HOMOGENEOUS_RATE");
    expect(Object.keys(model.parameters)[0]).toBe("lambda");
    // A gamma distribution of rates about the same mean is less likely, the more so the wider it is.
    const { lambda, ...loss } = model.parameters;
    const wider = [1e6, 1e3, 10].map((r) => logLikelihoodOf(modelOf({ r, alpha: r / lambda, ...loss }), columns));
    const best = model.fit.logLikelihood ?? 0;
    expect(wider[0]).toBeCloseTo(best, 3);
    expect(wider[0]).toBeLessThan(best);
    expect(wider[1]).toBeLessThan(wider[0]);
    expect(wider[2]).toBeLessThan(wider[1]);
  });

  it("has one rate of loss for all where customers do not differ in it", () => {
    const same = { repeats: [3], last: [10], age: [20], counts: [1000] };
    const model = fitParetoNbd(same);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "homogeneous-dropout" });
    expect(model.fit.warnings.map(({ code }) => code)).toEqual(["HOMOGENEOUS_DROPOUT", "HOMOGENEOUS_RATE"]);
    const { lambda, mu } = model.parameters;
    // Purchases at rate lambda until the loss at rate mu: the density of 3 purchases up to 10 and silence to 20.
    const total = lambda + mu;
    const density = lambda ** 3 * ((mu / total) * Math.exp(-total * 10) + (lambda / total) * Math.exp(-total * 20));
    expect(model.fit.logLikelihood).toBeCloseTo(1000 * Math.log(density), 6);
    const next = (lambda * -Math.expm1(-mu * 5)) / mu;
    expect(expectedPurchasesOfNewcomer(model, 5)).toBeCloseTo(next, 12);
    const history = { repeats: 3, last: 10, age: 20 };
    const alive = (lambda ** 3 * Math.exp(-total * 20)) / density;
    expect(probabilityAlive(model, history)).toBeCloseTo(alive, 12);
    expect(discountedExpectedPurchases(model, history, { rate: 0.01 })).toBeCloseTo((alive * lambda) / (0.01 + mu), 12);
  });

  it("has a share that is lost at once where the others never are", () => {
    // Who came back did so to the end: of 1000 customers 300, at one rate.
    const columns = { repeats: [0, 5], last: [0, 30], age: [30, 30], counts: [700, 300] };
    const model = fitParetoNbd(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "polarised-dropout" });
    expect(model.fit.warnings.map(({ code }) => code)).toEqual(["POLARISED_DROPOUT", "HOMOGENEOUS_RATE"]);
    expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
    const { lambda, pi } = model.parameters;
    // By hand: buyers are never silent at e^(-30 lambda), and their mean is that of a Poisson distribution without its 0.
    const silent = Math.exp(-30 * lambda);
    expect((30 * lambda) / (1 - silent)).toBeCloseTo(5, 8);
    expect((1 - pi) * (1 - silent)).toBeCloseTo(0.3, 10);
    const likelihood =
      700 * Math.log(pi + (1 - pi) * silent) + 300 * (Math.log1p(-pi) + 5 * Math.log(lambda) - 30 * lambda);
    expect(model.fit.logLikelihood).toBeCloseTo(likelihood, 8);
    expect(likelihood).toBeCloseTo(-4796.44, 2);
    // The error of a share, but for what its correlation with the rate adds.
    expect(model.fit.standardErrors["pi"]).toBeCloseTo(Math.sqrt((pi * (1 - pi)) / 1000), 3);
  });

  it("answers every question where a share is lost at once", () => {
    const [r, alpha, pi] = [1.2, 8, 0.4];
    const model = modelOf({ r, alpha, pi });
    const buyer = { repeats: 2, last: 5, age: 20 };
    const silent = { repeats: 0, last: 0, age: 20 };
    const quiet = (time: number): number => (alpha / (alpha + time)) ** r;
    const alive = ((1 - pi) * quiet(20)) / (pi + (1 - pi) * quiet(20));
    expect(probabilityAlive(model, buyer)).toBe(1);
    expect(probabilityAlive(model, silent)).toBeCloseTo(alive, 12);
    expect(noPurchaseProbability(model, buyer, 7)).toBeCloseTo(((alpha + 20) / (alpha + 27)) ** (r + 2), 12);
    const later = (pi + (1 - pi) * quiet(27)) / (pi + (1 - pi) * quiet(20));
    expect(noPurchaseProbability(model, silent, 7)).toBeCloseTo(later, 12);
    expect(expectedPurchases(model, buyer, 7)).toBeCloseTo(((r + 2) / (alpha + 20)) * 7, 12);
    expect(expectedPurchases(model, silent, 7)).toBeCloseTo(alive * (r / (alpha + 20)) * 7, 12);
    const rate = 0.01;
    expect(discountedExpectedPurchases(model, silent, { rate })).toBeCloseTo((alive * r) / (alpha + 20) / rate, 12);
    expect(expectedPurchasesOfNewcomer(model, 7)).toBeCloseTo(((1 - pi) * r * 7) / alpha, 12);
    expect(purchaseCountProbability(model, 0, 7)).toBeCloseTo(pi + (1 - pi) * quiet(7), 12);
    expect(purchaseCountProbability(model, 1, 7)).toBeCloseTo((1 - pi) * r * quiet(7) * (7 / (alpha + 7)), 12);
    const columns = { repeats: [2, 0], last: [5, 0], age: [20, 20] };
    const density = (r * (r + 1) * alpha ** r) / (alpha + 20) ** (r + 2);
    const expected = Math.log((1 - pi) * density) + Math.log(pi + (1 - pi) * quiet(20));
    expect(logLikelihoodOf(model, columns)).toBeCloseTo(expected, 12);
  });

  it("comes to a share that is lost at once as s and beta go to 0", () => {
    const columns = { repeats: [0, 0, 2, 7], last: [0, 0, 9, 38], age: [20, 39, 25, 40] };
    const pi = 0.35;
    const limit = modelOf({ r: 0.9, alpha: 6, pi });
    const gapAt = (s: number): number => {
      // Survival up to the age 30 is kept.
      const near = modelOf({ r: 0.9, alpha: 6, s, beta: 30 * (1 - pi) ** (1 / s) });
      const risks = [near, limit].map((model) => noPurchaseProbability(model, { repeats: 0, last: 0, age: 20 }, 9));
      expect(Math.abs(risks[0] - risks[1])).toBeLessThan(s);
      return Math.abs(logLikelihoodOf(near, columns) - logLikelihoodOf(limit, columns));
    };
    const gaps = [0.1, 0.01, 0.005, 0.0025].map(gapAt);
    expect(gaps[1]).toBeLessThan(gaps[0]);
    expect(gaps[2] / gaps[1]).toBeCloseTo(0.5, 1);
    expect(gaps[3] / gaps[2]).toBeCloseTo(0.5, 1);
    expect(gaps[3]).toBeLessThan(0.03);
  });

  it("finds the share that simulated customers were lost at once with", () => {
    const atOnce = (share: number) => (random: Random) => (random.uniform() < share ? 1e9 : 0);
    for (const [seed, share, size] of [
      [7, 0.4, 800],
      [8, 0.7, 300],
      [9, 0.15, 3000],
    ] as const) {
      const columns = simulated(size, seed, gammaRate(2, 5), atOnce(share));
      const model = fitParetoNbd(columns);
      expect(model.fit.status, `${share}`).toBe("boundary");
      expect(model.fit.limit).toBe("polarised-dropout");
      expect(model.fit.gradientNorm).toBeLessThan(1e-9);
      expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
      for (const [name, truth] of Object.entries({ r: 2, alpha: 5, pi: share })) {
        const error = model.fit.standardErrors[name] ?? 0;
        expect(error, name).toBeGreaterThan(0);
        expect(Math.abs(model.parameters[name] - truth), name).toBeLessThan(4 * error);
      }
      expect(logLikelihoodOf(model, columns)).toBeCloseTo(model.fit.logLikelihood ?? 0, 6);
    }
  });

  it("is that limit also where a beta beyond all numbers would be likelier by a hair", () => {
    const atOnce = (random: Random): number => (random.uniform() < 0.3 ? 1e9 : 0);
    const columns = simulated(300, 86, gammaRate(3, 8), atOnce);
    const model = fitParetoNbd(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "polarised-dropout" });
    const { r, alpha, pi } = model.parameters;
    const [s, far] = [-Math.log1p(-pi) / 225, 225];
    const near = logLikelihoodOf(modelOf({ r, alpha, s, beta: 33 * Math.exp(-far) }), columns);
    expect(near).toBeGreaterThan(model.fit.logLikelihood ?? 0);
    expect(near).toBeLessThan((model.fit.logLikelihood ?? 0) + 0.1);
  });

  it("ends at an optimum also where that is close to the edge at which some are lost at once", () => {
    // Half of those who stay are lost much later, a few: s is small, and beta is tiny beyond all measure.
    const columns = simulated(3000, 12, gammaRate(2, 5), (random) =>
      random.uniform() < 0.4 ? 1e9 : random.uniform() < 0.04 ? 0.05 : 0,
    );
    const model = fitParetoNbd(columns);
    expect(model.fit).toMatchObject({ status: "converged", limit: null });
    expect(model.parameters["s"]).toBeLessThan(0.05);
    expect(model.parameters["beta"]).toBeLessThan(1e-9);
    const { r, alpha, s, beta } = model.parameters;
    const split = modelOf({ r, alpha, pi: 1 - (1 + 30 / beta) ** -s });
    expect(logLikelihoodOf(split, columns)).toBeLessThan(model.fit.logLikelihood ?? 0);
  });

  it("expects nothing where nobody came back", () => {
    const model = fitParetoNbd({ repeats: [0, 0], last: [0, 0], age: [20, 30] });
    expect(model.fit).toMatchObject({ status: "boundary", limit: "no-purchases", logLikelihood: 0, customers: 2 });
    const history = { repeats: 0, last: 0, age: 20 };
    expect(noPurchaseProbability(model, history, 50)).toBe(1);
    expect(expectedPurchases(model, history, 50)).toBe(0);
    expect(expectedPurchasesOfNewcomer(model, 50)).toBe(0);
    expect(discountedExpectedPurchases(model, history, { rate: 0.01 })).toBe(0);
    expect(purchaseCountProbability(model, 0, 50)).toBe(1);
    expect(purchaseCountProbability(model, 1, 50)).toBe(0);
  });

  it("says so where there are no customers", () => {
    const model = fitParetoNbd({ repeats: [], last: [], age: [] });
    expect(model.fit).toMatchObject({ status: "no-data", limit: null, logLikelihood: null, customers: 0 });
  });

  it.each<[string, PurchaseColumns]>([
    ["one customer", { repeats: [3], last: [10], age: [20] }],
    ["one customer who has just bought", { repeats: [3], last: [20], age: [20] }],
    ["customers won today", { repeats: [0, 3], last: [0, 10], age: [0, 20], counts: [1000, 1] }],
    ["one buyer among a thousand", { repeats: [0, 3], last: [0, 10], age: [20, 20], counts: [1000, 1] }],
    ["a million purchases", { repeats: [0, 1_000_000], last: [0, 10], age: [20, 20], counts: [10, 10] }],
    ["enormous times", { repeats: [0, 4, 5], last: [0, 1e14, 1e15], age: [1e15, 1e15, 1e15], counts: [9, 9, 9] }],
    ["tiny times", { repeats: [0, 4, 5], last: [0, 1e-12, 1e-11], age: [1e-11, 1e-11, 1e-11], counts: [9, 9, 9] }],
    ["a purchase at once", { repeats: [1], last: [0.001], age: [20], counts: [1000] }],
  ])("gives a usable model for %s", (_, columns) => {
    const model = fitParetoNbd(columns);
    expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
    const answers = [
      model.fit.logLikelihood ?? 0,
      ...probabilityAlive(model, columns),
      ...expectedPurchases(model, columns, 10),
      ...noPurchaseProbability(model, columns, 10),
      ...discountedExpectedPurchases(model, columns, { rate: 0.01 }),
      purchaseCountProbability(model, 2, 10),
    ];
    for (const answer of answers) expect(Number.isFinite(answer)).toBe(true);
    expect(logLikelihoodOf(model, columns)).toBeCloseTo(model.fit.logLikelihood ?? 0, 5);
  });
});

describe("the likelihood of the Pareto/NBD", () => {
  it("is that of the textbook's hypergeometric form by a plain sum", () => {
    // L = (r)_x alpha^r beta^s ((alpha + T)^-k (beta + T)^-s + s times the integral), by Simpson's rule with 20,000 steps.
    const [r, alpha, s, beta] = [0.7, 5, 0.9, 12];
    const integrand = (k: number) => (y: number) => (alpha + y) ** -k * (beta + y) ** -(s + 1);
    for (const [x, last, age] of [
      [0, 0, 30],
      [2, 12, 30],
      [7, 29, 30],
      [3, 1, 400],
    ]) {
      const f = integrand(r + x);
      const steps = 20_000;
      const h = (age - last) / steps;
      let sum = f(last) + f(age);
      for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(last + i * h);
      const inner = (alpha + age) ** -(r + x) * (beta + age) ** -s + (s * sum * h) / 3;
      let rising = 1;
      for (let j = 0; j < x; j++) rising *= r + j;
      const expected = Math.log(rising * alpha ** r * beta ** s * inner);
      const columns = { repeats: [x], last: [last], age: [age] };
      expect(logLikelihoodOf(modelOf({ r, alpha, s, beta }), columns)).toBeCloseTo(expected, 9);
    }
  });

  it("keeps its digits where growth is summed by Stirling's series", () => {
    const xs = Float64Array.of(0, 5, 4096, 4097, 5000, 20_000);
    for (const rho of [1e-18, 1e-6, 0.02, 1, 300]) {
      const sums = growthSums(rho, xs);
      xs.forEach((x, i) => {
        const [log, first, second] = [0, 0, 0].map(() => ({ sum: 0, lost: 0 }));
        const add = (to: { sum: number; lost: number }, value: number): void => {
          const y = value - to.lost;
          const t = to.sum + y;
          to.lost = t - to.sum - y;
          to.sum = t;
        };
        for (let j = 0; j < x; j++) {
          add(log, Math.log1p(rho * j));
          add(first, (rho * j) / (1 + rho * j));
          add(second, (rho * j) / (1 + rho * j) ** 2);
        }
        expect(Math.abs(sums.log[i] - log.sum)).toBeLessThan(1e-11 * (1 + x));
        expect(Math.abs(sums.first[i] - first.sum)).toBeLessThan(1e-12 * (1 + x));
        expect(Math.abs(sums.second[i] - second.sum)).toBeLessThan(1e-12 * (1 + x));
      });
    }
  });
});

describe("timeAlive", () => {
  it("has no singularity at a shape of 1, and its limits without spread or loss", () => {
    expect(timeAlive(0, 1, 10)).toBe(10);
    expect(timeAlive(0.1, 1e-18, 10)).toBeCloseTo(-Math.expm1(-1) / 0.1, 12);
    expect(timeAlive(0.1, 1, 10)).toBeCloseTo(Math.log(2) / 0.1, 12);
    for (const step of [1e-15, 1e-12, 1e-8]) {
      expect(timeAlive(0.1, 1 + step, 10)).toBeCloseTo(Math.log(2) / 0.1, 6);
      expect(timeAlive(0.1, 1 - step, 10)).toBeCloseTo(Math.log(2) / 0.1, 6);
    }
    expect(timeAlive(1e-300, 3, 10)).toBe(10);
  });
});

describe("what fitParetoNbd refuses", () => {
  it("refuses columns that cannot be", () => {
    const good = { repeats: [1], last: [2], age: [3] };
    const where = "fitParetoNbd";
    expectRefused(() => fitParetoNbd({ ...good, last: [4] }), "OUT_OF_RANGE", { path: "purchases.last" });
    expectRefused(() => fitParetoNbd({ ...good, repeats: [-1] }), "OUT_OF_RANGE", { path: "purchases.repeats" });
    expectRefused(() => fitParetoNbd({ ...good, age: [] }), "LENGTH_MISMATCH", { where, path: "purchases.age" });
    expectRefused(() => fitParetoNbd(wrong(null)), "WRONG_TYPE", { where });
    expect(() => fitParetoNbd({ ...good, repeats: [1.5] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitParetoNbd: row 0: purchases.repeats must be a whole number from 0 to 1073741824; received 1.5]`,
    );
  });

  it.each<[string, { readonly [name: string]: unknown }]>([
    ["a negative shape", { r: -1, alpha: 2, s: 1, beta: 3 }],
    ["a parameter too few", { r: 1, alpha: 2, s: 1 }],
    ["a parameter too many", { r: 1, alpha: 2, s: 1, beta: 3, lambda: 1 }],
    ["parameters of two kinds", { r: 1, lambda: 2, mu: 0 }],
    ["a parameter that is no number", { r: 1, alpha: "2", s: 1, beta: 3 }],
    ["an infinite one", { lambda: Number.POSITIVE_INFINITY, mu: 0 }],
    ["those of another model", { r: 1, alpha: 2, a: 1, b: 3 }],
    ["nobody lost at once", { r: 1, alpha: 2, pi: 0 }],
    ["everybody lost at once", { r: 1, alpha: 2, pi: 1 }],
    ["two kinds of loss", { r: 1, alpha: 2, mu: 1, pi: 0.5 }],
  ])("refuses a model with %s", (_, parameters) => {
    const model = modelOf(wrong(parameters));
    expectRefused(() => expectedPurchasesOfNewcomer(model, 1), "BAD_MODEL");
  });
});
