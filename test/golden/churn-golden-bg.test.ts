import { expect, it } from "vitest";
import {
  type BuyingModel,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgNbd,
  fitMbgNbd,
  logLikelihoodOf,
  probabilityAlive,
} from "../../src/index.js";
import { describeWithData, once, readShared } from "./shared-data.js";

/** A case of the file of values computed with 50 digits; numbers are decimal text. */
interface Case {
  readonly model: string;
  readonly params: readonly string[];
  readonly x: number;
  readonly tx: string;
  readonly T: string;
  readonly logLik: string;
  readonly pAlive: string;
  readonly cet: { readonly [horizon: string]: string };
  readonly expectation?: { readonly [time: string]: string };
}

const FILE = "../reference/churn-golden.json";
const FITS = { bgnbd: fitBgNbd, mbgnbd: fitMbgNbd } as const;

const cases = once((): Case[] => {
  const { cases: all } = JSON.parse(readShared(FILE)) as { cases: Case[] };
  return all.filter(({ model }) => model in FITS);
});

function modelOf({ model, params }: Case): BuyingModel {
  const [r, alpha, a, b] = params.map(Number) as [number, number, number, number];
  const empty = FITS[model as keyof typeof FITS]({ repeats: [], last: [], age: [] });
  return { ...empty, parameters: { r, alpha, a, b } };
}

// Below the smallest normal number 0 is the only right double.
function expectRelative(actual: number, text: string, tolerance: number): void {
  const expected = Number(text);
  if (Math.abs(expected) < 2.3e-308) expect(actual).toBe(0);
  else expect(Math.abs(actual / expected - 1), `${actual} for ${text}`).toBeLessThanOrEqual(tolerance);
}

describeWithData("BG/NBD and MBG/NBD to fifty digits", FILE, () => {
  it("has 51 histories and 5 newcomers", () => {
    expect(cases().filter(({ expectation }) => expectation === undefined)).toHaveLength(51);
    expect(cases().filter(({ expectation }) => expectation !== undefined)).toHaveLength(5);
  });

  it("likelihoods, probabilities and expectations of histories", () => {
    for (const one of cases()) {
      if (one.expectation !== undefined) continue;
      const model = modelOf(one);
      const [repeats, last, age] = [one.x, Number(one.tx), Number(one.T)];
      const value = logLikelihoodOf(model, { repeats: [repeats], last: [last], age: [age] });
      const expected = Number(one.logLik);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
      expectRelative(probabilityAlive(model, { repeats, last, age }), one.pAlive, 1e-12);
      for (const [horizon, cet] of Object.entries(one.cet)) {
        expectRelative(expectedPurchases(model, { repeats, last, age }, Number(horizon)), cet, 1e-12);
      }
    }
  });

  it("expectations of newcomers", () => {
    for (const one of cases()) {
      for (const [time, expected] of Object.entries(one.expectation ?? {})) {
        expectRelative(expectedPurchasesOfNewcomer(modelOf(one), Number(time)), expected, 1e-12);
      }
    }
  });
});
