import { expect, it } from "vitest";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  expectedSpend,
  fitBgBb,
  fitGammaGamma,
  fitParetoNbd,
  logLikelihoodOf,
  probabilityAlive,
} from "../../src/index.js";
import { gammaGammaLikelihood } from "../../src/value/gamma-gamma-likelihood.js";
import { spendRows } from "../../src/value/spend-rows.js";
import { describeWithData, once, readShared } from "./shared-data.js";

/** Of a list of cases with values by arithmetic of 50 digits; numbers are texts. */
interface Case {
  readonly model: string;
  readonly params: readonly string[];
  readonly x: number;
  readonly tx?: string | number;
  readonly T?: string;
  readonly n?: number;
  readonly m?: string;
  readonly logLik?: string;
  readonly pAlive?: string;
  readonly cet?: { readonly [horizon: string]: string };
  readonly expectation?: { readonly [time: string]: string };
  readonly dert?: { readonly [rate: string]: string };
  readonly expectedSpend?: string;
}

const cases = once(() => (JSON.parse(readShared("../reference/churn-golden.json")) as { cases: Case[] }).cases);
const ofModel = (name: string): Case[] => cases().filter(({ model }) => model === name);
const EMPTY = { repeats: [], last: [], age: [] };
// Doubles below this are 0.
const SMALLEST = 2.3e-308;

/** Expects a value to a share of it; one below all doubles to be 0. */
function expectNear(actual: number, text: string, what: string, tolerance = 1e-12): void {
  const expected = Number(text);
  if (Math.abs(expected) < SMALLEST) expect(actual, what).toBe(0);
  else expect(Math.abs(actual / expected - 1), `${what}: ${actual} instead of ${text}`).toBeLessThan(tolerance);
}

/** The answers of a model of buying, each against its value. */
function expectAnswers(model: BuyingModel, one: Case): void {
  const what = JSON.stringify(one);
  const history = { repeats: one.x, last: Number(one.tx), age: Number(one.T ?? one.n) };
  if (one.logLik !== undefined) {
    const columns = { repeats: [history.repeats], last: [history.last], age: [history.age], timeUnit: model.timeUnit };
    const scale = Math.max(1, Math.abs(Number(one.logLik)));
    expect(Math.abs(logLikelihoodOf(model, columns) - Number(one.logLik)) / scale, what).toBeLessThan(1e-12);
  }
  if (one.pAlive !== undefined) expectNear(probabilityAlive(model, history), one.pAlive, what);
  for (const [horizon, text] of Object.entries(one.cet ?? {})) {
    expectNear(expectedPurchases(model, history, Number(horizon)), text, what);
  }
  for (const [time, text] of Object.entries(one.expectation ?? {})) {
    expectNear(expectedPurchasesOfNewcomer(model, Number(time)), text, what);
  }
  for (const [rate, text] of Object.entries(one.dert ?? {})) {
    expectNear(discountedExpectedPurchases(model, history, { rate: Number(rate) }), text, what);
  }
}

describeWithData("values of arbitrary-precision arithmetic", "../reference/churn-golden.json", () => {
  it("are those of the Pareto/NBD", () => {
    const found = ofModel("pnbd");
    expect(found.length).toBe(48);
    for (const one of found) {
      const [r, alpha, s, beta] = one.params.map(Number);
      expectAnswers({ ...fitParetoNbd(EMPTY), parameters: { r, alpha, s, beta } }, one);
    }
  });

  it("are those of the BG/BB", () => {
    const found = ofModel("bgbb");
    expect(found.length).toBe(11);
    for (const one of found) {
      const [alpha, beta, gamma, delta] = one.params.map(Number);
      expectAnswers({ ...fitBgBb(EMPTY), parameters: { alpha, beta, gamma, delta } }, one);
    }
  });

  it("are those of the gamma-gamma model", () => {
    const found = ofModel("gammagamma");
    expect(found.length).toBe(5);
    for (const { params, x, m, logLik, expectedSpend: spend } of found) {
      const [p, q, gamma] = params.map(Number);
      const mean = Number(m);
      const populationMean = (p * gamma) / (q - 1);
      const model = { ...fitGammaGamma({ count: [1, 1], mean: [1, 2] }), parameters: { p, q, gamma }, populationMean };
      const open = { ...model, fit: { ...model.fit, limit: null } };
      expectNear(expectedSpend(open, { count: x, mean }) ?? 0, spend ?? "", "expected spend");
      const likelihood = gammaGammaLikelihood(spendRows("test", "spend", { count: [x], mean: [mean] }));
      const point = Float64Array.of(Math.log(p), Math.log(q), Math.log(gamma));
      expectNear(likelihood(point, new Float64Array(3), new Float64Array(9)), logLik ?? "", "log likelihood", 1e-13);
    }
  });
});
