import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeAt } from "../../src/buying/bg-bb/bg-bb-form.js";
import { bgBbLikelihood } from "../../src/buying/bg-bb/bg-bb-likelihood.js";
import { readOpportunities } from "../../src/buying/bg-bb/read-opportunities.js";
import { groupHistories } from "../../src/buying/group-histories.js";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgBb,
  logLikelihoodOf,
  noPurchaseProbability,
  probabilityAlive,
  purchaseCountProbability,
} from "../../src/index.js";
import { expectDerivatives } from "./expect-derivatives.js";

/** A number whose logarithm is spread evenly. */
const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

/** Parameters of the model and of all its limits, from tame to wild. */
const parameters = fc.tuple(
  fc.oneof(
    fc.record({ alpha: between(0.02, 50), beta: between(0.02, 50) }),
    fc.record({ alpha: between(1e-6, 1e6), beta: between(1e-6, 1e6) }),
    fc.record({ p: chance }),
  ),
  fc.oneof(
    fc.record({ gamma: between(0.02, 50), delta: between(0.02, 50) }),
    fc.record({ gamma: between(1e-6, 1e6), delta: between(1e-6, 1e6) }),
    fc.record({ theta: fc.oneof(fc.constant(0), chance) }),
  ),
);
const model = parameters.map(
  ([use, loss]): BuyingModel => ({
    ...fitBgBb({ repeats: [], last: [], age: [] }),
    parameters: { ...use, ...loss },
  }),
);
const history = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.nat(), fc.nat()).map(([age, a, b]) => {
  const last = a % (age + 1);
  return { repeats: last === 0 ? 0 : 1 + (b % last), last, age };
});
const horizon = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true }));

/** (c)_n */
function rising(c: number, n: number): number {
  let product = 1;
  for (let j = 0; j < n; j++) product *= c + j;
  return product;
}

describe("the BG/BB", () => {
  it("has the likelihood of its formula, which sums to 1 over all histories", () => {
    const tame = fc.record({
      alpha: between(0.1, 9),
      beta: between(0.1, 9),
      gamma: between(0.1, 9),
      delta: between(0.1, 9),
    });
    fc.assert(
      fc.property(tame, fc.integer({ min: 0, max: 7 }), (values, n) => {
        const { alpha, beta, gamma, delta } = values;
        const any: BuyingModel = { ...fitBgBb({ repeats: [], last: [], age: [] }), parameters: values };
        const use = (x: number, q: number): number =>
          (rising(alpha, x) * rising(beta, q - x)) / rising(alpha + beta, q);
        let total = 0;
        for (let last = 0; last <= n; last++) {
          for (let x = last === 0 ? 0 : 1; x <= (last === 0 ? 0 : last); x++) {
            let naive = (use(x, n) * rising(delta, n)) / rising(gamma + delta, n);
            for (let q = last; q < n; q++)
              naive += (use(x, q) * gamma * rising(delta, q)) / rising(gamma + delta, q + 1);
            const log = logLikelihoodOf(any, { repeats: [x], last: [last], age: [n], timeUnit: any.timeUnit });
            expect(log).toBeCloseTo(Math.log(naive), 10);
            // In how many orders x uses up to the last one may have come.
            const orders = x === 0 ? 1 : rising(last - x + 1, x - 1) / rising(1, x - 1);
            total += orders * Math.exp(log);
          }
        }
        expect(total).toBeCloseTo(1, 10);
      }),
    );
  });

  it("gives probabilities, finite numbers, and more with a longer horizon", () => {
    fc.assert(
      fc.property(model, history, horizon, horizon, (any, customer, one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        const alive = probabilityAlive(any, customer);
        const risks = [near, far].map((h) => noPurchaseProbability(any, customer, h));
        for (const p of [alive, ...risks]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
        expect(risks[1]).toBeLessThanOrEqual(risks[0] * (1 + 1e-11));
        const expected = [near, far].map((h) => expectedPurchases(any, customer, h));
        const newcomer = [near, far].map((h) => expectedPurchasesOfNewcomer(any, h));
        for (const [less, more] of [expected, newcomer]) {
          expect(less).toBeGreaterThanOrEqual(0);
          expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-11));
        }
        expect(expected[1]).toBeLessThanOrEqual(far * (1 + 1e-12));
        // No more purchases than chances to be there, and none by who is lost: 1 - alive is known as well as alive is, to some units of 1 in the last place.
        expect(risks[1]).toBeGreaterThanOrEqual((1 - alive) * (1 - 1e-9) - 1e-14);
        expect(1 - risks[1]).toBeLessThanOrEqual(expected[1] * (1 + 1e-9) + 1e-11);
      }),
    );
  });

  it("expects of the next opportunity what its likelihood says, and goes on from there", () => {
    fc.assert(
      fc.property(model, history, (any, { repeats, last, age }) => {
        const log = (x: number, t: number, n: number): number =>
          logLikelihoodOf(any, { repeats: [x], last: [t], age: [n], timeUnit: any.timeUnit });
        const now = log(repeats, last, age);
        const used = Math.exp(log(repeats + 1, age + 1, age + 1) - now);
        const passed = Math.exp(log(repeats, last, age + 1) - now);
        expect(used + passed).toBeCloseTo(1, 9);
        expect(expectedPurchases(any, { repeats, last, age }, 1)).toBeCloseTo(used, 9);
        expect(noPurchaseProbability(any, { repeats, last, age }, 1)).toBeCloseTo(passed, 9);
        // Two opportunities: what the first says of the second.
        const after =
          used * (1 + expectedPurchases(any, { repeats: repeats + 1, last: age + 1, age: age + 1 }, 1)) +
          passed * expectedPurchases(any, { repeats, last, age: age + 1 }, 1);
        expect(expectedPurchases(any, { repeats, last, age }, 2)).toBeCloseTo(after, 8);
      }),
    );
  });

  it("counts uses whose probabilities sum to 1 and have the expected mean", () => {
    fc.assert(
      fc.property(
        model,
        fc.integer({ min: 0, max: 25 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (any, n, part) => {
          const time = n + part;
          let total = 0;
          let mean = 0;
          for (let k = 0; k <= n + 1; k++) {
            const probability = purchaseCountProbability(any, k, time);
            total += probability;
            mean += k * probability;
          }
          expect(total).toBeCloseTo(1, 9);
          expect(mean).toBeCloseTo(expectedPurchasesOfNewcomer(any, time), 8);
          expect(purchaseCountProbability(any, n + 2, time)).toBe(0);
        },
      ),
    );
  });

  it("discounts opportunities one by one", () => {
    fc.assert(
      fc.property(model, history, between(0.05, 1), (any, customer, rate) => {
        let sum = 0;
        let before = 0;
        for (let i = 1; i * rate < 45; i++) {
          const until = expectedPurchases(any, customer, i);
          sum += (until - before) * Math.exp(-rate * i);
          before = until;
        }
        expect(discountedExpectedPurchases(any, customer, { rate })).toBeCloseTo(sum, 8);
      }),
      { numRuns: 40 },
    );
  });

  it("has the gradient and Hessian of finite differences", () => {
    const rows = fc.array(fc.tuple(history, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 });
    const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(rows, fc.tuple(coordinate, coordinate, coordinate, coordinate), (customers, at) => {
        const columns = {
          repeats: customers.map(([{ repeats }]) => repeats),
          last: customers.map(([{ last }]) => last),
          age: customers.map(([{ age }]) => age),
          counts: customers.map(([, count]) => count),
        };
        const likelihood = bgBbLikelihood(groupHistories(readOpportunities("test", columns), false));
        const call = (values: readonly number[], gradient: Float64Array, hessian: Float64Array): number =>
          likelihood(shapeAt({ use: "beta", loss: "beta" }, values), gradient, hessian);
        expectDerivatives(call, at);
      }),
    );
  });

  it("is fitted to whatever histories there are, and is no less likely than other models", () => {
    const rows = fc.array(fc.tuple(history, fc.integer({ min: 0, max: 20 })), { maxLength: 12 });
    fc.assert(
      fc.property(rows, parameters, (customers, [use, loss]) => {
        const columns = {
          repeats: customers.map(([{ repeats }]) => repeats),
          last: customers.map(([{ last }]) => last),
          age: customers.map(([{ age }]) => age),
          counts: customers.map(([, count]) => count),
        };
        const fitted = fitBgBb(columns);
        const { logLikelihood, status, warnings } = fitted.fit;
        for (const value of Object.values(fitted.parameters)) expect(Number.isFinite(value)).toBe(true);
        expect(status === "converged" || warnings.length > 0).toBe(true);
        if (status === "no-data") return;
        const best = logLikelihood ?? Number.NaN;
        expect(logLikelihoodOf(fitted, columns)).toBeCloseTo(best, 6);
        const other = logLikelihoodOf({ ...fitted, parameters: { ...use, ...loss } }, columns);
        expect(best).toBeGreaterThanOrEqual(other - 1e-6 * (1 + Math.abs(best)));
      }),
    );
  });
});
