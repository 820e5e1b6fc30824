import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchForm } from "../../src/buying/bg-nbd/bg-candidate.js";
import { bgData } from "../../src/buying/bg-nbd/bg-data.js";
import { type BgSpread, spreadOf } from "../../src/buying/bg-nbd/bg-spread.js";
import { BETA_STARTS, FIXED_STARTS, oneRate, rateStart, startFrom } from "../../src/buying/bg-nbd/bg-starts.js";
import { expectedByRoots } from "../../src/buying/bg-nbd/expected-by-roots.js";
import { searchBg } from "../../src/buying/bg-nbd/search-bg.js";
import { groupHistories } from "../../src/buying/group-histories.js";
import { readPurchases } from "../../src/buying/purchase-columns.js";
import {
  type BuyingModel,
  type BuyingModelKind,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgNbd,
  fitMbgNbd,
  fitNbd,
  loadBuyingModel,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseColumns,
  type PurchaseHistory,
  predictPurchases,
  probabilityAlive,
  purchaseCountProbability,
} from "../../src/index.js";

const NO_DATA = fitBgNbd({ repeats: [], last: [], age: [] });

/** A number whose logarithm is uniform. */
function size(low: number, high: number): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
}

const rates = fc.oneof(
  fc.record({ r: size(0.02, 1e5), alpha: size(0.01, 1e6) }),
  fc.record({ lambda: fc.oneof(size(1e-6, 30), fc.constant(0)) }),
);
const drops = fc.oneof(
  fc.record({ a: size(1e-6, 1e6), b: size(1e-6, 1e6) }),
  fc.record({ p: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 0.999999, noNaN: true })) }),
);

const models: fc.Arbitrary<BuyingModel> = fc.oneof(
  rates.map((rate) => modelOf("rfm-kit/nbd", rate)),
  fc
    .tuple(fc.constantFrom<BuyingModelKind>("rfm-kit/bg-nbd", "rfm-kit/mbg-nbd"), rates, drops)
    .map(([kind, rate, drop]) => modelOf(kind, { ...rate, ...drop })),
  fc
    .tuple(
      fc.constantFrom<BuyingModelKind>("rfm-kit/bg-cnbd", "rfm-kit/mbg-cnbd"),
      fc.integer({ min: 1, max: 12 }),
      rates,
      drops,
    )
    .map(([kind, k, rate, drop]) => modelOf(kind, { k, ...rate, ...drop })),
);

/** Models with Erlang gaps whose rates are no wilder than data. */
const regular = fc
  .tuple(
    fc.constantFrom<BuyingModelKind>("rfm-kit/bg-cnbd", "rfm-kit/mbg-cnbd"),
    fc.integer({ min: 1, max: 12 }),
    fc.oneof(fc.record({ r: size(0.05, 20), alpha: size(0.5, 50) }), fc.record({ lambda: size(0.01, 10) })),
    fc.oneof(
      fc.record({ a: size(1e-3, 1e3), b: size(1e-3, 1e3) }),
      fc.record({
        p: fc.oneof(
          fc.constant(0),
          size(1e-9, 0.999),
          size(1e-12, 0.5).map((q) => 1 - q),
        ),
      }),
    ),
  )
  .map(([kind, k, rate, drop]) => modelOf(kind, { k, ...rate, ...drop }));

/** Expected purchases of a living customer by the probabilities of 0, 1, 2 ... stages; `null` where these are too many. */
function plainSum(spread: BgSpread, x: number, age: number, time: number, stage: number): number | null {
  const { k, rate, r, alpha, lambda, drop, a, b, p, first } = spread;
  const shape = r + k * x + stage;
  const z = rate === "gamma" ? time / (alpha + age + time) : lambda * time;
  let probability = Math.exp(rate === "gamma" ? shape * Math.log1p(-z) : -z);
  if (probability < 1e-250) return null;
  let sum = 0;
  let bought = 0;
  let stay = 1;
  let purchases = 0;
  for (let m = 0; m < 200_000; m++) {
    for (; bought < Math.floor((m + stage) / k); bought++) {
      purchases += stay;
      stay *= drop === "beta" ? (b + x + first + bought) / (a + b + x + first + bought) : 1 - p;
    }
    sum += probability * purchases;
    const growth = rate === "gamma" ? ((shape + m) / (m + 1)) * z : z / (m + 1);
    if (growth < 1 && (probability * growth * (1 + purchases)) / (1 - growth) < 1e-14 * (1 + sum)) return sum;
    probability *= growth;
  }
  return null;
}

function modelOf(kind: BuyingModelKind, parameters: { readonly [name: string]: number }): BuyingModel {
  const standardErrors = Object.fromEntries(Object.keys(parameters).map((name) => [name, null]));
  return { ...NO_DATA, kind, parameters, fit: { ...NO_DATA.fit, standardErrors } };
}

const histories: fc.Arbitrary<PurchaseHistory> = fc
  .tuple(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 900 })), size(1e-3, 900))
  .chain(([repeats, age]) =>
    fc
      .double({ min: 1e-3, max: 1, noNaN: true })
      .map((share) => ({ repeats, last: repeats === 0 ? 0 : age * share, age })),
  );

describe("every model of the family", () => {
  it("gives probabilities, and numbers from 0, of any history", () => {
    fc.assert(
      fc.property(models, histories, size(1e-3, 1e4), (model, history, horizon) => {
        const alive = probabilityAlive(model, history);
        const risk = noPurchaseProbability(model, history, horizon);
        for (const p of [alive, risk]) expect(p >= 0 && p <= 1).toBe(true);
        expect(risk).toBeGreaterThanOrEqual(1 - alive - 1e-15);
        expect(noPurchaseProbability(model, history, 0)).toBe(1);
        const expected = expectedPurchases(model, history, horizon);
        expect(expected >= 0 && Number.isFinite(expected)).toBe(true);
        // Whoever is expected to buy so often buys at least once with no more than that probability.
        expect(1 - risk).toBeLessThanOrEqual(expected * (1 + 1e-9) + 1e-12);
        expect(loadBuyingModel(JSON.stringify(model)).parameters).toEqual(model.parameters);
      }),
    );
  });

  it("is the less sure of no purchase, and expects the more of them, the longer the horizon", () => {
    fc.assert(
      fc.property(models, histories, size(1e-3, 1e3), size(1.01, 9), (model, history, horizon, factor) => {
        const later = horizon * factor;
        const shorter = noPurchaseProbability(model, history, horizon);
        expect(noPurchaseProbability(model, history, later)).toBeLessThanOrEqual(shorter + 1e-14);
        const expected = expectedPurchases(model, history, horizon);
        expect(expectedPurchases(model, history, later)).toBeGreaterThanOrEqual(expected * (1 - 1e-9));
      }),
    );
  });

  it("says no purchase as often as the likelihood of a longer silence does", () => {
    fc.assert(
      fc.property(models, histories, size(1e-2, 1e3), (model, { repeats, last, age }, horizon) => {
        const valueAt = (time: number): number =>
          logLikelihoodOf(model, { repeats: [repeats], last: [last], age: [time], logGaps: [0] });
        const now = valueAt(age);
        if (!Number.isFinite(now)) return;
        const ratio = Math.exp(valueAt(age + horizon) - now);
        const noise = 1e-14 * (1 + Math.abs(now)) * (1 + repeats);
        expect(Math.abs(noPurchaseProbability(model, { repeats, last, age }, horizon) - ratio)).toBeLessThan(
          1e-10 + noise,
        );
      }),
    );
  });

  it("fears less for a customer who has just bought than for the same one before", () => {
    fc.assert(
      fc.property(models, histories, size(0.1, 300), (model, { repeats, last, age }, horizon) => {
        // The first repeat purchase is the first chance to be lost in the BG/NBD, and regular buyers pause after each.
        if ("k" in model.parameters || (repeats === 0 && model.kind === "rfm-kit/bg-nbd")) return;
        const before = noPurchaseProbability(model, { repeats, last, age }, horizon);
        const after = noPurchaseProbability(model, { repeats: repeats + 1, last: age, age }, horizon);
        expect(after).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });

  it("has counts that sum to 1 and whose mean is expected", () => {
    fc.assert(
      fc.property(models, size(0.01, 4), (model, share) => {
        const { alpha = 1, lambda = 0, r = 1, k = 1 } = model.parameters;
        // A time in which a hundred purchases are rare.
        const time = lambda > 0 ? Math.min(share * 5, 20 / lambda) : (alpha * share) / Math.max(1, r / 5);
        let sum = 0;
        let mean = 0;
        for (let n = 0; n < 260; n++) {
          const probability = purchaseCountProbability(model, n, time);
          sum += probability;
          mean += n * probability;
        }
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
        const expected = expectedPurchasesOfNewcomer(model, time);
        expect(Math.abs(mean - expected)).toBeLessThan(1e-9 * (1 + expected) + (k > 1 ? 1e-9 : 0));
      }),
    );
  });

  it("expects as much by a sum over complex roots as by a plain sum over stages", () => {
    const times = fc.tuple(size(0.1, 100), size(1, 300));
    fc.assert(
      fc.property(regular, fc.nat({ max: 5 }), times, fc.nat({ max: 11 }), (model, x, [age, time], given) => {
        const k = model.parameters["k"];
        const stage = given % k;
        const first = model.kind === "rfm-kit/mbg-cnbd" ? 1 : 0;
        const spread = spreadOf({ k, first }, model.parameters);
        const expected = plainSum(spread, x, age, time, stage);
        if (expected === null) return;
        expect(Math.abs(expectedByRoots(spread, x, age, time, stage) - expected)).toBeLessThan(1e-10 * (1 + expected));
      }),
    );
  });

  it("discounts by more at a higher rate, and never to more than what is expected in all", () => {
    fc.assert(
      fc.property(models, histories, size(1e-4, 1), (model, history, rate) => {
        const value = discountedExpectedPurchases(model, history, { rate });
        expect(value >= 0 && Number.isFinite(value)).toBe(true);
        expect(discountedExpectedPurchases(model, history, { rate: rate * 2 })).toBeLessThanOrEqual(
          value * (1 + 1e-10),
        );
        // What comes within the time 1 / rate is discounted by e at most.
        const soon = expectedPurchases(model, history, 1 / rate);
        expect(value).toBeGreaterThanOrEqual((soon / Math.E) * (1 - 1e-9));
      }),
    );
  });
});

/** Customers in whole days, with ties, none at all, and all alike. */
const customers = fc.array(
  fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 12 }), fc.nat({ max: 40 })).map(([x, last, silence]) => {
    const repeats = last === 0 ? 0 : x;
    return { repeats, last: repeats === 0 ? 0 : last, age: last + silence };
  }),
  { maxLength: 25 },
);

function columnsOf(rows: readonly PurchaseHistory[]): PurchaseColumns {
  return {
    repeats: rows.map(({ repeats }) => repeats),
    last: rows.map(({ last }) => last),
    age: rows.map(({ age }) => age),
  };
}

describe("every fit of the family", () => {
  it("ends with a usable model that is no worse than its limits, whatever the customers", () => {
    fc.assert(
      fc.property(customers, (rows) => {
        const columns = columnsOf(rows);
        const nbd = fitNbd(columns);
        for (const model of [nbd, fitBgNbd(columns), fitMbgNbd(columns)]) {
          expect(["converged", "boundary", "no-data"]).toContain(model.fit.status);
          expect(model.fit.gradientNorm ?? 0).toBeLessThan(1e-9);
          expect(loadBuyingModel(JSON.stringify(model))).toEqual(model);
          const value = model.fit.logLikelihood ?? 0;
          expect(value).toBeGreaterThanOrEqual((nbd.fit.logLikelihood ?? 0) - 1e-7);
          expect(Math.abs(logLikelihoodOf(model, columns) - value)).toBeLessThan(1e-8 * (1 + Math.abs(value)));
          const { alive, noPurchase, expected } = predictPurchases(model, columns, { horizon: 20 });
          for (let i = 0; i < rows.length; i++) {
            expect(alive[i] >= 0 && alive[i] <= 1 && noPurchase[i] >= 0 && noPurchase[i] <= 1).toBe(true);
            expect(expected[i] >= 0 && Number.isFinite(expected[i])).toBe(true);
          }
        }
      }),
    );
  });

  it("is as likely as whatever one start alone leads to, in the family or at its edges", () => {
    const some = customers.filter((rows) => rows.some(({ repeats }) => repeats > 0));
    fc.assert(
      fc.property(some, fc.constantFrom(0, 1), fc.integer({ min: 1, max: 3 }), (rows, first, k) => {
        const data = bgData(groupHistories(readPurchases("test", columnsOf(rows)), false));
        const family = { k, first } as const;
        const best = searchBg(data, family, true).value;
        const rates = rateStart(data, family);
        for (const start of [...BETA_STARTS, ...FIXED_STARTS]) {
          const point = startFrom(rates, start);
          const drop = start.drop.length === 2 ? "beta" : "fixed";
          for (const [rate, from] of [
            ["gamma", point],
            ["fixed", oneRate(point)],
          ] as const) {
            const { value } = searchForm(data, { ...family, rate, drop }, from);
            expect(best).toBeGreaterThanOrEqual(value - 1e-7 * (1 + Math.abs(value)));
          }
        }
      }),
    );
  });

  it("does not depend on the order of rows, on counting equal ones, or on the unit", () => {
    fc.assert(
      fc.property(customers, fc.constantFrom(1 / 7, 3, 1000), (rows, factor) => {
        const model = fitMbgNbd(columnsOf(rows));
        const backwards = [...rows].reverse();
        expect(fitMbgNbd(columnsOf(backwards))).toEqual(model);
        const twice = fitMbgNbd({ ...columnsOf(rows), counts: rows.map(() => 2) });
        expect(fitMbgNbd(columnsOf([...rows, ...rows])).parameters).toEqual(twice.parameters);
        const scaled = rows.map(({ repeats, last, age }) => ({ repeats, last: last * factor, age: age * factor }));
        const other = fitMbgNbd(columnsOf(scaled));
        expect(other.fit.status).toBe(model.fit.status);
        const [here, there] = [
          predictPurchases(model, columnsOf(rows), { horizon: 20 }),
          predictPurchases(other, columnsOf(scaled), { horizon: 20 * factor }),
        ];
        here.expected.forEach((expected, i) => {
          expect(Math.abs(there.expected[i] - expected)).toBeLessThan(1e-6 * (1 + expected));
          expect(Math.abs(there.noPurchase[i] - here.noPurchase[i])).toBeLessThan(1e-6);
        });
      }),
    );
  });
});

const times = fc.oneof(
  fc.nat({ max: 5 }),
  fc.nat({ max: 65_000 }),
  fc.double({ min: 0, max: 5, noNaN: true }),
  fc.constantFrom(0.1, 0.2, 1 / 3, 1e15, 5e-324, 2 ** 31, 2 ** 24 - 1),
);

describe("groups of equal histories", () => {
  it("are those of a map, sorted, whatever the numbers", () => {
    const row = fc
      .tuple(fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(2 ** 30, 70_000)), times, times, fc.nat({ max: 3 }))
      .map(([x, t, u, count]) => {
        const [low, high] = t < u ? [t, u] : [u, t];
        const repeats = low > 0 ? x : 0;
        return { repeats, last: repeats === 0 ? 0 : low, age: high, count };
      });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.boolean(), (rows, counted) => {
        const columns = { ...columnsOf(rows), ...(counted ? { counts: rows.map(({ count }) => count) } : {}) };
        const grouped = groupHistories(readPurchases("test", columns), true);
        const naive = new Map<string, number>();
        for (const { repeats, age, last, count } of rows) {
          const key = `${repeats} ${age} ${last}`;
          naive.set(key, (naive.get(key) ?? 0) + (counted ? count : 1));
        }
        const keys = Array.from(
          { length: grouped.groups },
          (_, g) => `${grouped.x[grouped.xAt[g]]} ${grouped.age[grouped.ageAt[g]]} ${grouped.last[grouped.lastAt[g]]}`,
        );
        expect(new Map(keys.map((key, g) => [key, grouped.count[g]]))).toEqual(naive);
        expect(keys).toHaveLength(naive.size);
        rows.forEach(({ repeats, age, last }, i) => {
          expect(keys[grouped.groupOf?.[i] ?? -1]).toBe(`${repeats} ${age} ${last}`);
        });
        for (let g = 1; g < grouped.groups; g++) {
          const [xs, ages, lasts] = [grouped.xAt, grouped.ageAt, grouped.lastAt].map((at) => at[g] - at[g - 1]);
          expect(xs > 0 || (xs === 0 && (ages > 0 || (ages === 0 && lasts > 0)))).toBe(true);
        }
        expect([...grouped.xStart]).toEqual([
          ...Array.from(grouped.x, (_, i) => grouped.xAt.indexOf(i)),
          grouped.groups,
        ]);
        expect(grouped.customers).toBe([...naive.values()].reduce((a, b) => a + b, 0));
      }),
    );
  });
});
