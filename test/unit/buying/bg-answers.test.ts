import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  type BuyingModelKind,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgNbd,
  fitMbgNbd,
  ledgerFromColumns,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseHistory,
  predictPurchases,
  probabilityAlive,
  purchaseCountProbability,
  repeatPurchases,
  simulateOrders,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

function modelOf(kind: BuyingModelKind, parameters: { readonly [name: string]: number }): BuyingModel {
  return { ...fitBgNbd({ repeats: [], last: [], age: [] }), kind, parameters };
}

const bg = modelOf("rfm-kit/bg-nbd", { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
const mbg = modelOf("rfm-kit/mbg-nbd", { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 });
const nbd = modelOf("rfm-kit/nbd", { r: 0.385, alpha: 12.07 });
const regular = modelOf("rfm-kit/mbg-cnbd", { k: 3, r: 0.6, alpha: 1.5, a: 0.7, b: 1.9 });
const geometric = modelOf("rfm-kit/bg-nbd", { r: 0.4, alpha: 5, p: 0.25 });
const even = modelOf("rfm-kit/mbg-nbd", { lambda: 0.15, a: 0.8, b: 2.2 });
const plain = modelOf("rfm-kit/bg-nbd", { lambda: 0.15, p: 0.25 });
const ALL = { bg, mbg, nbd, regular, geometric, even, plain };

const HISTORIES: readonly PurchaseHistory[] = [
  { repeats: 0, last: 0, age: 0 },
  { repeats: 0, last: 0, age: 26 },
  { repeats: 1, last: 4, age: 30 },
  { repeats: 8, last: 20, age: 21 },
];

describe.each(Object.entries(ALL))("the answers of a model of kind %s", (_, model) => {
  it("agree: no purchase is the likelihood after the silence over that before", () => {
    for (const { repeats, last, age } of HISTORIES) {
      const valueAt = (at: number): number =>
        logLikelihoodOf(model, { repeats: [repeats], last: [last], age: [at], logGaps: [1] });
      const ratio = Math.exp(valueAt(age + 13) - valueAt(age));
      expect(noPurchaseProbability(model, { repeats, last, age }, 13)).toBeCloseTo(ratio, 12);
    }
  });

  it("agree: counts sum to 1 and their mean is what is expected", () => {
    let sum = 0;
    let mean = 0;
    for (let n = 0; n < 600; n++) {
      const probability = purchaseCountProbability(model, n, 30);
      sum += probability;
      mean += n * probability;
    }
    expect(sum).toBeCloseTo(1, 12);
    expect(mean / expectedPurchasesOfNewcomer(model, 30)).toBeCloseTo(1, 11);
    expect(purchaseCountProbability(model, 0, 30)).toBeCloseTo(noPurchaseProbability(model, HISTORIES[0], 30), 13);
    expect(purchaseCountProbability(model, 0, 0)).toBe(1);
    expect(purchaseCountProbability(model, 3, 0)).toBe(0);
    expect(expectedPurchasesOfNewcomer(model, 0)).toBe(0);
  });

  it("agree: discounted purchases are the integral of expected ones", () => {
    const rate = 0.05;
    for (const history of HISTORIES) {
      // The substitution u = v^2 takes away the kinks at 0; beyond 900 the weight is 1e-19.
      const steps = 600;
      let integral = 0;
      for (let i = 1; i <= steps; i++) {
        const v = (30 * i) / steps;
        const weight = i === steps ? 1 : i % 2 === 1 ? 4 : 2;
        const u = v * v;
        integral += weight * 2 * v * rate * Math.exp(-rate * u) * expectedPurchases(model, history, u);
      }
      integral *= 30 / steps / 3;
      expect(discountedExpectedPurchases(model, history, { rate }) / integral).toBeCloseTo(1, 7);
    }
  });

  it("are those of a customer for each row of columns, in any unit", () => {
    const columns = {
      repeats: HISTORIES.map(({ repeats }) => repeats),
      last: HISTORIES.map(({ last }) => last),
      age: HISTORIES.map(({ age }) => age),
    };
    const inDays = {
      repeats: columns.repeats,
      last: columns.last.map((weeks) => 7 * weeks),
      age: columns.age.map((weeks) => 7 * weeks),
      timeUnit: "day",
    } as const;
    const horizon = { value: 91, unit: "day" } as const;
    const predicted = predictPurchases(model, inDays, { horizon });
    expect(predicted.horizon).toBe(13);
    HISTORIES.forEach((history, i) => {
      expect(predicted.alive[i]).toBe(probabilityAlive(model, history));
      expect(predicted.noPurchase[i]).toBe(noPurchaseProbability(model, history, horizon));
      expect(predicted.expected[i]).toBe(expectedPurchases(model, history, 13));
    });
    expect(probabilityAlive(model, columns)).toEqual(predicted.alive);
    expect(noPurchaseProbability(model, columns, 13)).toEqual(predicted.noPurchase);
    expect(expectedPurchases(model, inDays, horizon)).toEqual(predicted.expected);
    expect([...discountedExpectedPurchases(model, columns, { rate: 0.01 })]).toEqual(
      HISTORIES.map((history) => discountedExpectedPurchases(model, history, { rate: 0.01 })),
    );
  });
});

describe("answers", () => {
  it("have the closed forms of the NBD", () => {
    const history = { repeats: 3, last: 10, age: 20 };
    const share = 3.385 / (12.07 + 20);
    expect(probabilityAlive(nbd, history)).toBe(1);
    expect(expectedPurchases(nbd, history, 8)).toBeCloseTo(8 * share, 13);
    expect(noPurchaseProbability(nbd, history, 8)).toBeCloseTo((32.07 / 40.07) ** 3.385, 13);
    expect(discountedExpectedPurchases(nbd, history, { rate: 0.1 })).toBeCloseTo(10 * share, 12);
  });

  it("have the closed forms of one chance to be lost", () => {
    const alive = probabilityAlive(geometric, { repeats: 3, last: 10, age: 20 });
    expect(alive).toBeCloseTo(1 / (1 + (0.25 / 0.75) * (25 / 15) ** 3.4), 13);
    const expected = expectedPurchases(geometric, { repeats: 3, last: 10, age: 20 }, 8);
    expect(expected).toBeCloseTo((alive * (1 - (25 / (25 + 0.25 * 8)) ** 3.4)) / 0.25, 13);
  });

  it("let one-time buyers live for ever in the BG/NBD alone", () => {
    const once = { repeats: 0, last: 0, age: 500 };
    expect(probabilityAlive(bg, once)).toBe(1);
    expect(probabilityAlive(mbg, once)).toBeLessThan(0.2);
    expect(noPurchaseProbability(bg, once, 13)).toBeGreaterThan(0.9);
  });

  it("do not change where a distribution shrinks to one number", () => {
    const history = { repeats: 2, last: 9, age: 14 };
    for (const size of [1e4, 1e7, 1e11]) {
      const narrow = modelOf("rfm-kit/bg-nbd", { r: 0.4, alpha: 5, a: 0.25 * size, b: 0.75 * size });
      const alike = modelOf("rfm-kit/bg-nbd", { r: 0.15 * size, alpha: size, p: 0.25 });
      for (const ask of [
        (model: BuyingModel) => probabilityAlive(model, history),
        (model: BuyingModel) => expectedPurchases(model, history, 40),
        (model: BuyingModel) => noPurchaseProbability(model, history, 40),
        (model: BuyingModel) => discountedExpectedPurchases(model, history, { rate: 0.01 }),
        (model: BuyingModel) => purchaseCountProbability(model, 3, 40),
      ]) {
        expect(Math.abs(ask(narrow) / ask(geometric) - 1)).toBeLessThan(10 / size + 1e-11);
        expect(Math.abs(ask(alike) / ask(plain) - 1)).toBeLessThan(200 / size + 1e-11);
      }
    }
  });

  it("hold for long times after short ones, where series would be long", () => {
    const fresh = { repeats: 0, last: 0, age: 0 };
    const quick = modelOf("rfm-kit/bg-nbd", { r: 0.3, alpha: 1e-6, a: 0.9, b: 2.5 });
    const expected = expectedPurchases(quick, fresh, 1000);
    // What is expected doubles with the time 2^(1 - a)-fold at most; there is no reference but the other way of taking the mean.
    expect(expectedPurchases(quick, fresh, 2000) / expected).toBeGreaterThan(1);
    expect(expectedPurchases(quick, fresh, 2000) / expected).toBeLessThan(2 ** 0.31);
    expect(
      expectedPurchases(modelOf("rfm-kit/bg-cnbd", { k: 4, r: 0.3, alpha: 1e-6, a: 0.9, b: 2.5 }), fresh, 1000),
    ).toBeGreaterThan(1);
  });

  it("keep their digits for endless times with Erlang gaps", () => {
    // One rate and no loss: one purchase in k stages, less (k - 1) / 2k since the first takes a whole gap (renewal theory).
    const steady = modelOf("rfm-kit/bg-cnbd", { k: 5, lambda: 1, p: 0 });
    const bought = { repeats: 3, last: 30, age: 30 };
    for (const time of [1e3, 1e5, 1e8]) {
      expect(expectedPurchases(steady, bought, time) - time / 5).toBeCloseTo(-0.4, time > 1e6 ? 7 : 9);
    }
    // One chance to be lost at each purchase: whoever buys for ever makes 1 / p of them.
    for (const p of [0.01, 0.5, 0.9999, 1 - 1e-9]) {
      const losing = modelOf("rfm-kit/bg-cnbd", { k: 7, r: 3, alpha: 4, p });
      const alive = probabilityAlive(losing, bought);
      expect(expectedPurchases(losing, bought, 1e12) / alive).toBeCloseTo(1 / p, 9);
    }
    // A distribution about one chance with hardly any width.
    const [wide, narrow] = [{ a: 2e9, b: 8e9 }, { p: 0.2 }].map((drop) =>
      expectedPurchases(modelOf("rfm-kit/mbg-cnbd", { k: 4, r: 0.3, alpha: 2, ...drop }), bought, 1e7),
    );
    expect(wide / narrow).toBeCloseTo(1, 7);
  });

  it("take a horizon in the model's unit or with a unit, and refuse others", () => {
    const history = HISTORIES[2];
    expect(noPurchaseProbability(bg, history, { value: 1, unit: "year" })).toBe(
      noPurchaseProbability(bg, history, 365.25 / 7),
    );
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY, "90", null, undefined, 1e16]) {
      expectRefused(() => noPurchaseProbability(bg, history, wrong(bad)), "OUT_OF_RANGE", { path: "horizon" });
    }
    expectRefused(() => expectedPurchases(bg, history, wrong({ value: 1 })), "MISSING_OPTION");
    expectRefused(() => expectedPurchases(bg, history, wrong({ value: 1, unit: "days" })), "UNKNOWN_NAME");
    expectRefused(() => expectedPurchases(bg, history, wrong({ value: 1, unit: "day", per: 2 })), "UNKNOWN_OPTION");
    expectRefused(() => expectedPurchases(bg, history, { value: -1, unit: "day" }), "OUT_OF_RANGE");
    expectRefused(() => expectedPurchasesOfNewcomer(bg, -1), "OUT_OF_RANGE", { path: "time" });
    expectRefused(() => purchaseCountProbability(bg, 1, Number.NaN), "OUT_OF_RANGE", { path: "time" });
    expectRefused(() => purchaseCountProbability(bg, 1.5, 1), "OUT_OF_RANGE", { path: "n" });
    expectRefused(() => predictPurchases(bg, { repeats: [], last: [], age: [] }, wrong({})), "OUT_OF_RANGE");
    for (const rate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expectRefused(() => discountedExpectedPurchases(bg, history, { rate }), "OUT_OF_RANGE", { path: "options.rate" });
    }
  });

  it("refuse histories that cannot be", () => {
    const ask = (history: unknown) => () => probabilityAlive(bg, wrong<PurchaseHistory>(history));
    expectRefused(ask({ repeats: 1, last: 0, age: 5 }), "OUT_OF_RANGE", { path: "history.last" });
    expectRefused(ask({ repeats: 1, last: 6, age: 5 }), "OUT_OF_RANGE", { path: "history.last" });
    expectRefused(ask({ repeats: 0, last: 1, age: 5 }), "OUT_OF_RANGE", { path: "history.last" });
    expectRefused(ask({ repeats: 0.5, last: 1, age: 5 }), "OUT_OF_RANGE", { path: "history.repeats" });
    expectRefused(ask({ repeats: 1, last: 1, age: Number.NaN }), "OUT_OF_RANGE", { path: "history.age" });
    expectRefused(ask({ last: 1, age: 2 }), "OUT_OF_RANGE", { path: "history.repeats" });
    expectRefused(ask({ repeats: 1, last: 1, age: 2, recency: 1 }), "UNKNOWN_OPTION");
    for (const bad of [null, undefined, 1, "x", []]) expectRefused(ask(bad), "WRONG_TYPE");
    expect(() => probabilityAlive(bg, { repeats: 2, last: 0, age: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: probabilityAlive: history.last must be above 0 and up to age where there are repeats; received 0]`,
    );
  });

  it("refuse what is no model", () => {
    const ask = (model: unknown) => () => probabilityAlive(wrong<BuyingModel>(model), HISTORIES[1]);
    for (const bad of [null, undefined, 1, "x", [], {}])
      expectRefused(ask(bad), "BAD_MODEL", { where: "probabilityAlive" });
    expectRefused(ask({ ...bg, kind: "toString" }), "BAD_MODEL", { path: "model.kind" });
    expectRefused(ask({ ...bg, version: 2 }), "BAD_MODEL", { path: "model.version" });
    expectRefused(ask({ ...bg, timeUnit: "hour" }), "BAD_MODEL", { path: "model.timeUnit" });
    expectRefused(ask({ ...bg, parameters: { ...bg.parameters, r: -1 } }), "BAD_MODEL", { path: "model.parameters.r" });
    expectRefused(ask({ ...bg, parameters: { ...bg.parameters, p: 0.1 } }), "BAD_MODEL");
    expectRefused(ask({ ...bg, parameters: { r: 1, alpha: 1, a: 1 } }), "BAD_MODEL", { path: "model.parameters.b" });
    expectRefused(ask({ ...bg, parameters: { lambda: 1, p: 1 } }), "BAD_MODEL", { path: "model.parameters.p" });
    expectRefused(ask({ ...regular, parameters: { ...regular.parameters, k: 2.5 } }), "BAD_MODEL", {
      path: "model.parameters.k",
    });
  });

  it("are alike for every order of the rows and every unit of the fit", () => {
    const ledger = ledgerFromColumns(simulateOrders({ customers: 500, seed: 11, days: 300 }));
    const horizon = { value: 60, unit: "day" } as const;
    const [days, years] = (["day", "year"] as const).map((timeUnit) => {
      const purchases = repeatPurchases(ledger, { timeUnit });
      return predictPurchases(fitMbgNbd(purchases), purchases, { horizon });
    });
    days.noPurchase.forEach((risk, i) => {
      expect(Math.abs(years.noPurchase[i] / risk - 1)).toBeLessThan(1e-9);
      expect(Math.abs(years.expected[i] / days.expected[i] - 1)).toBeLessThan(1e-9);
    });
    const { repeats, lastDays, ageDays } = repeatPurchases(ledger);
    const reversed = {
      repeats: repeats.slice().reverse(),
      last: lastDays.slice().reverse(),
      age: ageDays.slice().reverse(),
    };
    expect(fitBgNbd(reversed)).toEqual(fitBgNbd({ repeats, last: lastDays, age: ageDays }));
  });
});
