import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  fitBgCnbd,
  fitBgNbd,
  fitMbgCnbd,
  fitMbgNbd,
  fitNbd,
  ledgerFromColumns,
  type PurchaseColumns,
  predictPurchases,
  purchaseCountProbability,
  repeatPurchases,
  type SimulateParameters,
  simulateOrders,
} from "../../src/index.js";
import { beta, exponential, gamma } from "../../src/simulate/distributions.js";
import { Random } from "../../src/simulate/random.js";

/** Every parameter lies within four of its standard errors of the one that the data were made with. */
function expectRecovered({ parameters, fit }: BuyingModel, made: { readonly [name: string]: number }): void {
  expect(fit.status).toBe("converged");
  for (const [name, value] of Object.entries(made)) {
    const error = fit.standardErrors[name] ?? 0;
    expect(error, name).toBeGreaterThan(0);
    expect(Math.abs(parameters[name] - value) / error, `${name} ${parameters[name]} for ${value}`).toBeLessThan(4);
    // A standard error as large as the parameter would prove nothing.
    expect(error, name).toBeLessThan(value);
  }
}

const WORLDS: readonly Partial<SimulateParameters>[] = [
  { r: 0.9, alpha: 12, a: 0.6, b: 6 },
  { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  { r: 2, alpha: 30, a: 1.5, b: 12 },
];

describe("the BG/NBD fitted to simulated orders", () => {
  it.each(WORLDS.map((world, i) => [i + 1, world] as const))(
    "of world %d has the parameters of the simulation",
    (seed, world) => {
      const orders = simulateOrders({ customers: 6000, seed, days: 700, parameters: world });
      const model = fitBgNbd(repeatPurchases(ledgerFromColumns(orders)));
      expectRecovered(model, world as { [name: string]: number });
    },
  );

  it("foretells what happens after the data end: how many buy nothing, and how often they buy", () => {
    const ledger = ledgerFromColumns(simulateOrders({ customers: 5000, seed: 9, days: 730, acquisitionDays: 365 }));
    const then = repeatPurchases(ledger, { asOf: "2025-01-31" });
    const now = repeatPurchases(ledger, { asOf: "2025-05-01" });
    const { noPurchase, expected } = predictPurchases(fitBgNbd(then), then, { horizon: { value: 90, unit: "day" } });
    let silent = 0;
    let bought = 0;
    then.codes.forEach((code, i) => {
      // Everybody was won by the end of 2024, so the rows of both are the same customers.
      expect(now.codes[i]).toBe(code);
      const more = now.repeats[i] - then.repeats[i];
      bought += more;
      if (more === 0) silent++;
    });
    const sum = (column: Float64Array): number => column.reduce((a, b) => a + b, 0);
    // The number of the silent has a spread of at most the root of n / 4; the number of purchases a few times its root.
    expect(Math.abs(sum(noPurchase) - silent)).toBeLessThan(4 * Math.sqrt(5000 / 4));
    expect(Math.abs(sum(expected) - bought)).toBeLessThan(8 * Math.sqrt(bought));
  });
});

/** Parameters of a world with Erlang gaps, and in which customers may be lost at the first purchase. */
interface World {
  readonly k: number;
  readonly first: 0 | 1;
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Customers of a world in continuous time, written straight from the story that the models tell. */
function customersOf(world: World, customers: number, seed: number, ages = [20, 80]): PurchaseColumns {
  const random = new Random(seed);
  const columns = { repeats: [] as number[], last: [] as number[], age: [] as number[], logGaps: [] as number[] };
  for (let i = 0; i < customers; i++) {
    const rate = gamma(random, world.r) / world.alpha;
    const chance = beta(random, world.a, world.b);
    const age = ages[0] + (ages[1] - ages[0]) * random.uniform();
    let [time, repeats, last, logs] = [0, 0, 0, 0];
    let isLost = world.first === 1 && random.uniform() < chance;
    while (!isLost) {
      let gap = 0;
      for (let stage = 0; stage < world.k; stage++) gap += exponential(random) / rate;
      time += gap;
      if (time > age) break;
      repeats++;
      last = time;
      logs += Math.log(gap);
      isLost = random.uniform() < chance;
    }
    columns.repeats.push(repeats);
    columns.last.push(last);
    columns.age.push(age);
    columns.logGaps.push(logs);
  }
  return columns;
}

describe("models fitted to customers in continuous time", () => {
  it("MBG/NBD", () => {
    const { k, first, ...made } = { k: 1, first: 1, r: 0.8, alpha: 6, a: 0.9, b: 3 } as const;
    expectRecovered(fitMbgNbd(customersOf({ k, first, ...made }, 6000, 1)), made);
  });

  it("BG/CNBD-k, k included", () => {
    const { k, first, ...made } = { k: 3, first: 0, r: 0.9, alpha: 3, a: 0.8, b: 3 } as const;
    const model = fitBgCnbd(customersOf({ k, first, ...made }, 3000, 2));
    expect(model.parameters["k"]).toBe(3);
    expectRecovered(model, made);
  });

  it("MBG/CNBD-k, k included", () => {
    const { k, first, ...made } = { k: 2, first: 1, r: 1.2, alpha: 4, a: 1, b: 4 } as const;
    const model = fitMbgCnbd(customersOf({ k, first, ...made }, 3000, 3));
    expect(model.parameters["k"]).toBe(2);
    expectRecovered(model, made);
  });

  it("NBD, which the others become where nobody is lost", () => {
    const made = { r: 0.7, alpha: 9 };
    const columns = customersOf({ k: 1, first: 0, ...made, a: 1e-6, b: 1e6 }, 3000, 4);
    expectRecovered(fitNbd(columns), made);
    const bg = fitBgNbd(columns);
    expect((bg.fit.logLikelihood ?? 0) - (fitNbd(columns).fit.logLikelihood ?? 0)).toBeLessThan(4);
  });

  it("count purchases as the model says, also with Erlang gaps", () => {
    const world: World = { k: 3, first: 1, r: 0.9, alpha: 3, a: 0.8, b: 3 };
    const repeats = Array.from(customersOf(world, 10_000, 5, [20, 20]).repeats);
    const model = fitMbgCnbd({ repeats: [], last: [], age: [], logGaps: [] });
    const { k, r, alpha, a, b } = world;
    const known: BuyingModel = { ...model, parameters: { k, r, alpha, a, b } };
    for (const n of [0, 1, 2, 4, 9]) {
      const probability = purchaseCountProbability(known, n, 20);
      const share = repeats.filter((count) => count === n).length / 10_000;
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / 10_000));
    }
  });
});
