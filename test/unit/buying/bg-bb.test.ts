import { describe, expect, it } from "vitest";
import { shapeOf } from "../../../src/buying/bg-bb/bg-bb-form.js";
import { discountedStays } from "../../../src/buying/bg-bb/discounted-stays.js";
import { sumOfStays } from "../../../src/buying/bg-bb/sum-of-stays.js";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgBb,
  ledgerFromRows,
  loadBuyingModel,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseColumns,
  predictPurchases,
  probabilityAlive,
  purchaseCountProbability,
  usedOpportunities,
} from "../../../src/index.js";
import { beta } from "../../../src/simulate/distributions.js";
import { Random } from "../../../src/simulate/random.js";
import { expectRefused, wrong } from "../refused.js";

/** Histories of customers who use opportunities with a drawn chance until they are lost, with a drawn chance. */
function simulated(
  customers: number,
  seed: number,
  opportunities: number,
  useOf: (random: Random) => number,
  lossOf: (random: Random) => number,
) {
  const random = new Random(seed);
  const columns = { repeats: [] as number[], last: [] as number[], age: [] as number[] };
  for (let i = 0; i < customers; i++) {
    const [use, loss] = [useOf(random), lossOf(random)];
    const age = opportunities - (i % 3);
    let [repeats, last] = [0, 0];
    for (let at = 1; at <= age; at++) {
      if (random.uniform() < loss) break;
      if (random.uniform() >= use) continue;
      repeats++;
      last = at;
    }
    columns.repeats.push(repeats);
    columns.last.push(last);
    columns.age.push(age);
  }
  return columns;
}

const betaChance = (a: number, b: number) => (random: Random) => beta(random, a, b);
const modelOf = (parameters: { readonly [name: string]: number }): BuyingModel => ({
  ...fitBgBb({ repeats: [], last: [], age: [] }),
  parameters,
});

describe("usedOpportunities", () => {
  const orders = [
    { c: "ann", d: "2025-01-31", a: 10 },
    { c: "ann", d: "2025-01-31", a: 10 },
    { c: "ann", d: "2025-03-01", a: 10 },
    { c: "ann", d: "2025-03-31", a: 10 },
    { c: "ann", d: "2025-05-02", a: 10 },
    { c: "bob", d: "2025-04-30", a: 10 },
    { c: "bob", d: "2025-05-01", a: -5 },
    { c: "cid", d: "2025-05-03", a: 10 },
    { c: "dee", d: "2025-01-01", a: -1 },
  ];
  const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });

  it("counts whole calendar months after that of the first purchase", () => {
    const months = usedOpportunities(ledger, { period: "month", asOf: "2025-05-31" });
    expect([...months.codes]).toEqual([0, 1, 2]);
    expect([...months.used]).toEqual([2, 0, 0]);
    expect([...months.last]).toEqual([4, 0, 0]);
    expect([...months.opportunities]).toEqual([4, 1, 0]);
    expect(months).toMatchObject({ kind: "rfm-kit/used-opportunities", period: "month" });
  });

  it("leaves out a month that asOf cuts short, and the purchases in it", () => {
    const months = usedOpportunities(ledger, { period: "month", asOf: "2025-05-30" });
    expect([...months.used]).toEqual([1, 0, 0]);
    expect([...months.last]).toEqual([2, 0, 0]);
    expect([...months.opportunities]).toEqual([3, 0, 0]);
  });

  it("has weeks from Monday to Sunday, days, and calendar years", () => {
    // 2025-04-27 is a Sunday.
    const rows = ["2025-04-27", "2025-04-28", "2025-05-04", "2025-05-05"].map((d) => ({ c: 1, d, a: 1 }));
    const one = ledgerFromRows(rows, { customer: "c", date: "d", amount: "a" });
    const weeks = usedOpportunities(one, { period: "week", asOf: "2025-05-11" });
    expect([weeks.used[0], weeks.last[0], weeks.opportunities[0]]).toEqual([2, 2, 2]);
    const days = usedOpportunities(one, { period: "day", asOf: "2025-05-11" });
    expect([days.used[0], days.last[0], days.opportunities[0]]).toEqual([3, 8, 14]);
    const years = usedOpportunities(one, { period: "year", asOf: "2027-12-30" });
    expect([years.used[0], years.last[0], years.opportunities[0]]).toEqual([0, 0, 1]);
  });

  it("is empty without purchases", () => {
    const none = ledgerFromRows([{ c: 1, d: "2025-01-01", a: -1 }], { customer: "c", date: "d", amount: "a" });
    for (const period of ["day", "week", "month", "year"] as const) {
      expect(usedOpportunities(none, { period }).codes.length).toBe(0);
    }
  });

  it("refuses what is no ledger, and a period that it does not know", () => {
    expectRefused(() => usedOpportunities(wrong({}), { period: "year" }), "WRONG_TYPE", { path: "ledger" });
    expectRefused(() => usedOpportunities(ledger, wrong({})), "UNKNOWN_NAME", { path: "options.period" });
    expectRefused(() => usedOpportunities(ledger, wrong(undefined)), "WRONG_TYPE", { path: "options" });
    expect(() => usedOpportunities(ledger, wrong({ period: "quarter" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: usedOpportunities: options.period must be "day" or "week" or "month" or "year"; received "quarter"]`,
    );
  });
});

describe("fitBgBb", () => {
  it("finds the parameters that simulated customers were drawn with", () => {
    const model = fitBgBb(simulated(20_000, 3, 12, betaChance(1.2, 2), betaChance(0.8, 5)));
    expect(model.fit).toMatchObject({ status: "converged", limit: null, customers: 20_000 });
    for (const [name, value] of Object.entries({ alpha: 1.2, beta: 2, gamma: 0.8, delta: 5 })) {
      expect(Math.abs(model.parameters[name] - value), name).toBeLessThan(4 * (model.fit.standardErrors[name] ?? 0));
    }
  });

  it("is the same for rows, counts and a ledger", () => {
    const columns = simulated(500, 5, 6, betaChance(1.2, 2), betaChance(0.8, 5));
    const { repeats, last, age } = columns;
    const cells = new Map<string, number>();
    repeats.forEach((x, i) => {
      const cell = `${x},${last[i]},${age[i]}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    });
    const keys = [...cells.keys()].map((cell) => cell.split(",").map(Number));
    const counted = {
      repeats: keys.map(([x]) => x),
      last: keys.map(([, t]) => t),
      age: keys.map(([, , n]) => n),
      counts: [...cells.values()],
    };
    expect(fitBgBb(counted)).toEqual(fitBgBb(columns));
    // One gift in the year of each opportunity used, the first in the year of the acquisition.
    const gifts = repeats.flatMap((x, c) => {
      const first = 2020 - age[c];
      const used = Array.from({ length: x }, (_, i) => (i === x - 1 ? last[c] : i + 1));
      return [0, ...used].map((at) => ({ c, d: `${first + at}-06-01`, a: 1 }));
    });
    const ledger = ledgerFromRows(gifts, { customer: "c", date: "d", amount: "a" });
    const years = usedOpportunities(ledger, { period: "year", asOf: "2020-12-31" });
    expect(fitBgBb(years)).toEqual({ ...fitBgBb(columns), asOf: "2020-12-31" });
    expect(predictionsOf(fitBgBb(years), columns)).toEqual([...expectedPurchases(fitBgBb(years), years, 2)]);
  });

  it("takes the length of an opportunity, by which horizons with a unit go", () => {
    const columns = { ...simulated(300, 5, 24, betaChance(1.2, 2), betaChance(0.8, 5)), timeUnit: "month" as const };
    const model = fitBgBb(columns);
    expect(model.timeUnit).toBe("month");
    const history = { repeats: 3, last: 9, age: 12 };
    const year = expectedPurchases(model, history, { value: 1, unit: "year" });
    expect(year).toBeCloseTo(expectedPurchases(model, history, 12), 12);
    const half = expectedPurchases(model, history, 12.5);
    expect(half).toBeCloseTo((year + expectedPurchases(model, history, 13)) / 2, 12);
  });
});

function predictionsOf(model: BuyingModel, columns: PurchaseColumns): number[] {
  return [...expectedPurchases(model, columns, 2)];
}

describe("the edges of the BG/BB", () => {
  it("is the beta-binomial model where nobody seems to be lost", () => {
    const columns = { repeats: [1, 2, 3, 4], last: [4, 4, 4, 4], age: [4, 4, 4, 4], counts: [10, 3, 2, 12] };
    const model = fitBgBb(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "no-dropout" });
    expect(Object.keys(model.parameters)).toEqual(["alpha", "beta", "theta"]);
    const { alpha, beta: b } = model.parameters;
    const history = { repeats: 2, last: 3, age: 4 };
    expect(probabilityAlive(model, history)).toBe(1);
    expect(expectedPurchases(model, history, 3)).toBeCloseTo((3 * (alpha + 2)) / (alpha + b + 4), 12);
  });

  it("has one chance to be lost, and one to use an opportunity, where customers do not differ", () => {
    const model = fitBgBb({ repeats: [2], last: [3], age: [6], counts: [50] });
    expect(model.fit).toMatchObject({ status: "boundary", limit: "homogeneous-dropout" });
    const { p, theta } = model.parameters;
    let lost = 0;
    for (let q = 3; q < 6; q++) lost += theta * (1 - theta) ** q * p ** 2 * (1 - p) ** (q - 2);
    const stayed = (1 - theta) ** 6 * p ** 2 * (1 - p) ** 4;
    expect(model.fit.logLikelihood).toBeCloseTo(50 * Math.log(lost + stayed), 9);
    const history = { repeats: 2, last: 3, age: 6 };
    expect(probabilityAlive(model, history)).toBeCloseTo((stayed * (1 - theta)) / (lost + stayed), 12);
    const worth = (1 - theta) / 1.1;
    expect(discountedExpectedPurchases(model, history, { rate: Math.log(1.1) })).toBeCloseTo(
      ((stayed / (lost + stayed)) * p * worth) / (1 - worth),
      12,
    );
  });

  it("has a chance of 1 where everybody uses every opportunity", () => {
    const model = fitBgBb({ repeats: [6, 4], last: [6, 4], age: [6, 4], counts: [3, 5] });
    expect(model.fit.limit).toBe("no-dropout");
    expect(model.parameters["p"]).toBeGreaterThan(1 - 1e-9);
    expect(expectedPurchases(model, { repeats: 6, last: 6, age: 6 }, 3)).toBeCloseTo(3, 6);
  });

  it("names the limit in which some are lost at once and the others never", () => {
    const columns = { repeats: [0, 1, 2, 3], last: [0, 3, 3, 3], age: [3, 3, 3, 3], counts: [400, 10, 60, 200] };
    const model = fitBgBb(columns);
    expect(model.fit).toMatchObject({ status: "boundary", limit: "polarised-dropout" });
    expect(probabilityAlive(model, { repeats: 2, last: 3, age: 3 })).toBeGreaterThan(0.999);
    expect(probabilityAlive(model, { repeats: 0, last: 0, age: 3 })).toBeLessThan(0.2);
  });

  it("expects nothing where nobody came back, and says where there are no customers", () => {
    const model = fitBgBb({ repeats: [0], last: [0], age: [6], counts: [7] });
    expect(model.fit).toMatchObject({ status: "boundary", limit: "no-purchases", logLikelihood: 0 });
    expect(expectedPurchases(model, { repeats: 0, last: 0, age: 6 }, 5)).toBe(0);
    expect(noPurchaseProbability(model, { repeats: 0, last: 0, age: 6 }, 5)).toBe(1);
    expect(fitBgBb({ repeats: [], last: [], age: [] }).fit.status).toBe("no-data");
  });

  it.each<[string, PurchaseColumns]>([
    ["one customer", { repeats: [2], last: [3], age: [6] }],
    ["customers without an opportunity yet", { repeats: [0, 1], last: [0, 1], age: [0, 1], counts: [5, 5] }],
    ["one opportunity", { repeats: [0, 1], last: [0, 1], age: [1, 1], counts: [5, 5] }],
    ["users until they are lost", { repeats: [1, 2, 3, 0], last: [1, 2, 3, 0], age: [6, 6, 6, 6] }],
    ["those who always do or never", { repeats: [0, 6], last: [0, 6], age: [6, 6], counts: [40, 60] }],
    ["thousands of opportunities", { repeats: [3, 2000, 0], last: [900, 3000, 0], age: [3000, 3000, 3000] }],
  ])("gives a usable model for %s", (_, columns) => {
    const model = fitBgBb(columns);
    expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
    const answers = [
      model.fit.logLikelihood ?? 0,
      ...probabilityAlive(model, columns),
      ...expectedPurchases(model, columns, 10),
      ...noPurchaseProbability(model, columns, 10),
      ...discountedExpectedPurchases(model, columns, { rate: 0.1 }),
      purchaseCountProbability(model, 2, 10),
      expectedPurchasesOfNewcomer(model, 1e6),
    ];
    for (const answer of answers) expect(Number.isFinite(answer)).toBe(true);
    expect(logLikelihoodOf(model, columns)).toBeCloseTo(model.fit.logLikelihood ?? 0, 6);
  });
});

describe("sums over opportunities to come", () => {
  const shapes = [
    { alpha: 1, beta: 1, gamma: 0.4, delta: 2 },
    { alpha: 1, beta: 1, gamma: 1, delta: 3 },
    { alpha: 1, beta: 1, gamma: 1 + 1e-12, delta: 3 },
    { alpha: 1, beta: 1, gamma: 7, delta: 0.3 },
    { alpha: 1, beta: 1, theta: 0.2 },
    { alpha: 1, beta: 1, theta: 0 },
  ].map(shapeOf);
  /** The probability to be there at each of the next opportunities, one after the other. */
  const stays = (shape: (typeof shapes)[0], n: number, count: number): number[] => {
    let there = 1;
    return Array.from({ length: count }, (_, i) => {
      const left = shape.stay + shape.psi * (n + i);
      there *= left / (left + shape.loss);
      return there;
    });
  };

  it("are those of a plain sum, with and without discount", () => {
    for (const shape of shapes) {
      for (const n of [0, 6, 50]) {
        for (const h of [0, 1, 7, 300]) {
          const plain = stays(shape, n, h).reduce((a, b) => a + b, 0);
          expect(sumOfStays(shape, n, h)).toBeCloseTo(plain, 9);
        }
        const plain = stays(shape, n, 3000).reduce((sum, stay, i) => sum + stay * Math.exp(-0.02 * (i + 1)), 0);
        expect(discountedStays(shape, n, 0.02)).toBeCloseTo(plain, 9);
      }
    }
  });

  it.each([1e-15, 1.3133973852382047e-6, 1e-3, 0.4, 0.6, 0.999])("keep their digits at a loss of %s", (theta) => {
    const shape = shapeOf({ p: 0.5, theta });
    // To be there at the next one is not to be lost before it; over three the sum is short enough to be written out.
    expect(Math.abs(sumOfStays(shape, 0, 1) / shape.stay - 1)).toBeLessThan(4e-16);
    const { stay } = shape;
    expect(Math.abs(sumOfStays(shape, 0, 3) / (stay + stay ** 2 + stay ** 3) - 1)).toBeLessThan(1e-15);
  });

  it("stay exact where so many count that the rest is an integral", () => {
    const [shape] = shapes;
    let plain = 0;
    let there = 1;
    for (let i = 0; i < 3e6; i++) {
      const left = shape.stay + shape.psi * i;
      there *= left / (left + shape.loss);
      plain += there * Math.exp(-2e-5 * (i + 1));
    }
    expect(discountedStays(shape, 0, 2e-5) / plain).toBeCloseTo(1, 10);
    expect(sumOfStays(shape, 0, 1e9)).toBeGreaterThan(sumOfStays(shape, 0, 1e8));
  });
});

describe("what fitBgBb refuses", () => {
  it("refuses opportunities that cannot be", () => {
    const good = { repeats: [1], last: [2], age: [3] };
    const path = "purchases.last";
    expectRefused(() => fitBgBb({ ...good, last: [4] }), "OUT_OF_RANGE", { path });
    expectRefused(() => fitBgBb({ ...good, last: [1.5] }), "OUT_OF_RANGE", { path });
    expectRefused(() => fitBgBb({ ...good, age: [3.5] }), "OUT_OF_RANGE", { path: "purchases.age" });
    expectRefused(() => fitBgBb({ ...good, age: [1e6] }), "OUT_OF_RANGE", { path: "purchases.age" });
    expectRefused(() => fitBgBb({ ...good, repeats: [] }), "LENGTH_MISMATCH");
    expectRefused(() => fitBgBb(wrong(null)), "WRONG_TYPE");
    expectRefused(() => fitBgBb(wrong([1])), "WRONG_TYPE");
    expectRefused(() => fitBgBb(wrong({ kind: "rfm-kit/used-opportunities" })), "WRONG_TYPE");
    expect(() => fitBgBb({ ...good, repeats: [3], last: [2] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitBgBb: row 0: purchases.repeats must be no more opportunities than there were up to the last used; received 3]`,
    );
  });

  it.each<[string, { readonly [name: string]: unknown }]>([
    ["a chance of 1", { p: 1, theta: 0 }],
    ["a negative size", { alpha: 1, beta: -1, theta: 0 }],
    ["a parameter too few", { alpha: 1, theta: 0.1 }],
    ["those of the Pareto/NBD", { r: 1, alpha: 1, s: 1, beta: 1 }],
  ])("refuses a model with %s", (_, parameters) => {
    expectRefused(() => expectedPurchasesOfNewcomer(modelOf(wrong(parameters)), 1), "BAD_MODEL");
  });

  it("answers of customers who buy where nobody does", () => {
    const history = { repeats: 2, last: 3, age: 5 };
    for (const columns of [
      { repeats: [0], last: [0], age: [30] },
      { repeats: [], last: [], age: [] },
    ]) {
      const model = fitBgBb(columns);
      expect(probabilityAlive(model, history)).toBe(1);
      expect(noPurchaseProbability(model, history, 2.5)).toBe(1);
      expect(expectedPurchases(model, history, 2.5)).toBe(0);
      expect(discountedExpectedPurchases(model, history, { rate: 0.1 })).toBe(0);
      const { alive, noPurchase, expected } = predictPurchases(
        model,
        { repeats: [2], last: [3], age: [5] },
        { horizon: 2 },
      );
      expect([alive[0], noPurchase[0], expected[0]]).toEqual([1, 1, 0]);
      expect(logLikelihoodOf(model, { repeats: [2], last: [3], age: [5] })).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  it("looks ahead no further than a million opportunities", () => {
    const model = modelOf({ alpha: 1.2, beta: 0.8, gamma: 0.7, delta: 2.8 });
    const history = { repeats: 2, last: 3, age: 5 };
    expectRefused(() => noPurchaseProbability(model, history, 1e6 + 1), "OUT_OF_RANGE", { path: "horizon" });
    expectRefused(() => expectedPurchases(model, history, { value: 1e7, unit: "year" }), "OUT_OF_RANGE");
    expectRefused(() => purchaseCountProbability(model, 2, 1e8), "OUT_OF_RANGE", { path: "time" });
    expect(noPurchaseProbability(model, history, 1e6)).toBeGreaterThan(0);
  });
});
