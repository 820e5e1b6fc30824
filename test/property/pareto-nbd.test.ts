import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupHistories } from "../../src/buying/group-histories.js";
import { paretoLikelihood } from "../../src/buying/pareto-nbd/pareto-likelihood.js";
import { NO_SPREAD } from "../../src/buying/pareto-nbd/pareto-shape.js";
import { splitLikelihood } from "../../src/buying/pareto-nbd/split-likelihood.js";
import { readPurchases } from "../../src/buying/purchase-columns.js";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitParetoNbd,
  logLikelihoodOf,
  noPurchaseProbability,
  probabilityAlive,
  purchaseCountProbability,
} from "../../src/index.js";
import { expectDerivatives } from "./expect-derivatives.js";

/** A number whose logarithm is spread evenly. */
const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

/** Parameters of the model and of all its limits, from tame to wild. */
const parameters = fc.oneof(
  fc.record({ r: between(0.02, 50), alpha: between(0.01, 1000), s: between(0.02, 50), beta: between(0.01, 1000) }),
  fc.record({ r: between(0.02, 50), alpha: between(0.01, 1000), mu: fc.oneof(fc.constant(0), between(1e-6, 10)) }),
  fc.record({ lambda: between(1e-4, 100), s: between(0.02, 50), beta: between(0.01, 1000) }),
  fc.record({ lambda: between(1e-4, 100), mu: fc.oneof(fc.constant(0), between(1e-6, 10)) }),
  fc.record({
    r: between(0.02, 50),
    alpha: between(0.01, 1000),
    pi: fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
  }),
  fc.record({ lambda: between(1e-4, 100), pi: fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }) }),
  fc.record({ r: between(1e-8, 1e8), alpha: between(1e-8, 1e8), s: between(1e-8, 1e8), beta: between(1e-8, 1e8) }),
);
const model = parameters.map(
  (values): BuyingModel => ({ ...fitParetoNbd({ repeats: [], last: [], age: [] }), parameters: { ...values } }),
);
const history = fc
  .record({
    repeats: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3000 })),
    share: fc.oneof(fc.constant(1), fc.double({ min: 1e-6, max: 1, noNaN: true })),
    age: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 800, noNaN: true })),
  })
  .map(({ repeats, share, age }) =>
    age === 0 || repeats === 0 ? { repeats: 0, last: 0, age } : { repeats, last: share * age, age },
  );
const horizon = fc.oneof(fc.constant(0), between(0.01, 3000));

describe("the Pareto/NBD", () => {
  it("gives probabilities, finite numbers, and more with a longer horizon", () => {
    fc.assert(
      fc.property(model, history, horizon, horizon, (any, customer, one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        const alive = probabilityAlive(any, customer);
        const risks = [near, far].map((h) => noPurchaseProbability(any, customer, h));
        const expected = [near, far].map((h) => expectedPurchases(any, customer, h));
        const newcomer = [near, far].map((h) => expectedPurchasesOfNewcomer(any, h));
        for (const p of [alive, ...risks]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
        expect(risks[1]).toBeLessThanOrEqual(risks[0] * (1 + 1e-11));
        for (const [less, more] of [expected, newcomer]) {
          expect(less).toBeGreaterThanOrEqual(0);
          expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-12));
          expect(Number.isFinite(more)).toBe(true);
        }
        // Who is lost does not buy: no purchase is at least as likely as being lost.
        expect(risks[1]).toBeGreaterThanOrEqual((1 - alive) * (1 - 1e-9));
        // A purchase cannot be likelier than purchases are many.
        expect(1 - risks[1]).toBeLessThanOrEqual(expected[1] * (1 + 1e-9) + 1e-11);
      }),
    );
  });

  it("has a risk that is the ratio of two likelihoods, and is as likely as its counts say", () => {
    fc.assert(
      fc.property(model, history, between(0.01, 300), (any, customer, time) => {
        const log = (age: number): number =>
          logLikelihoodOf(any, {
            repeats: [customer.repeats],
            last: [customer.last],
            age: [age],
            timeUnit: any.timeUnit,
          });
        const [now, later] = [log(customer.age), log(customer.age + time)];
        // The logarithms themselves are rounded, and large where parameters are.
        const slack = 1e-9 + 1e-15 * (Math.abs(now) + Math.abs(later));
        expect(Math.abs(noPurchaseProbability(any, customer, time) - Math.exp(later - now))).toBeLessThan(slack);
        expect(purchaseCountProbability(any, 0, time)).toBeCloseTo(
          noPurchaseProbability(any, { repeats: 0, last: 0, age: 0 }, time),
          9,
        );
      }),
    );
  });

  it("counts purchases whose probabilities sum to 1 and have the expected mean", () => {
    const rates = { r: between(0.3, 20), alpha: between(2, 50) };
    const tame = fc.oneof(
      fc.record({ ...rates, s: between(0.1, 20), beta: between(0.5, 200) }),
      fc.record({ ...rates, pi: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }),
    );
    fc.assert(
      fc.property(tame, between(0.1, 40), (values, time) => {
        const any: BuyingModel = { ...fitParetoNbd({ repeats: [], last: [], age: [] }), parameters: values };
        let total = 0;
        let mean = 0;
        for (let n = 0; n < 2000 && total < 1 - 1e-13; n++) {
          const probability = purchaseCountProbability(any, n, time);
          total += probability;
          mean += n * probability;
        }
        expect(total).toBeCloseTo(1, 9);
        expect(mean / expectedPurchasesOfNewcomer(any, time)).toBeCloseTo(1, 6);
      }),
      { numRuns: 30 },
    );
  });

  it("discounts less the lower the rate, and never beyond the expectation of an endless horizon", () => {
    fc.assert(
      fc.property(model, history, between(1e-3, 2), (any, customer, rate) => {
        const discounted = discountedExpectedPurchases(any, customer, { rate });
        const less = discountedExpectedPurchases(any, customer, { rate: rate / 2 });
        expect(discounted).toBeGreaterThanOrEqual(0);
        expect(less).toBeGreaterThanOrEqual(discounted * (1 - 1e-11));
        expect(Number.isFinite(less)).toBe(true);
        expect(discounted).toBeLessThanOrEqual(expectedPurchases(any, customer, 1e9) * (1 + 1e-9));
      }),
    );
  });

  it("is DERT as the integral of what it expects, by a plain sum", () => {
    fc.assert(
      fc.property(model, history, between(0.02, 0.5), (any, customer, rate) => {
        // rate times the integral of exp(-rate u) E(u): by the midpoint rule over t = rate u in quantiles of the exponential.
        const steps = 2000;
        let sum = 0;
        for (let i = 0; i < steps; i++) {
          sum += expectedPurchases(any, customer, -Math.log(1 - (i + 0.5) / steps) / rate) / steps;
        }
        const discounted = discountedExpectedPurchases(any, customer, { rate });
        expect(Math.abs(sum - discounted)).toBeLessThanOrEqual(1e-3 * discounted + 1e-12);
      }),
      { numRuns: 15 },
    );
  });

  it("has the gradient and Hessian of finite differences, also for customers in groups", () => {
    const customers = fc.array(fc.tuple(history, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 });
    const point = fc.tuple(
      fc.double({ min: -6, max: 1, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -6, max: 0, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(customers, point, fc.boolean(), (rows, at, isSplit) => {
        const columns = {
          repeats: rows.map(([{ repeats }]) => Math.min(repeats, 60)),
          last: rows.map(([{ last }]) => last),
          age: rows.map(([{ age }]) => age),
          counts: rows.map(([, count]) => count),
        };
        const histories = groupHistories(readPurchases("test", columns), false);
        const likelihood = (isSplit ? splitLikelihood : paretoLikelihood)(histories, 1);
        const call = (values: readonly number[], gradient: Float64Array, hessian: Float64Array): number => {
          const [lambda, rho, mu, sigma] = values.map(Math.exp);
          if (isSplit)
            return likelihood({ lambda, rho, mu: 0, sigma: NO_SPREAD, pi: mu / (1 + mu) }, gradient, hessian);
          return likelihood({ lambda, rho, mu, sigma, pi: 0 }, gradient, hessian);
        };
        expectDerivatives(call, at);
      }),
    );
  });

  it("is fitted to whatever histories there are, and is no less likely than other models", () => {
    const customers = fc.array(fc.tuple(history, fc.integer({ min: 0, max: 20 })), { maxLength: 12 });
    fc.assert(
      fc.property(customers, parameters, (rows, others) => {
        const columns = {
          repeats: rows.map(([{ repeats }]) => Math.min(repeats, 100)),
          last: rows.map(([{ last }]) => last),
          age: rows.map(([{ age }]) => age),
          counts: rows.map(([, count]) => count),
        };
        const fitted = fitParetoNbd(columns);
        const { logLikelihood, status, customers: size, warnings } = fitted.fit;
        expect(size).toBe(rows.reduce((sum, [, count]) => sum + count, 0));
        if (size === 0) {
          expect(status).toBe("no-data");
          return;
        }
        for (const value of Object.values(fitted.parameters)) expect(Number.isFinite(value)).toBe(true);
        expect(Number.isFinite(logLikelihood)).toBe(true);
        expect(status === "converged" || warnings.length > 0).toBe(true);
        const best = logLikelihood ?? 0;
        expect(logLikelihoodOf(fitted, columns)).toBeCloseTo(best, 5);
        const other = logLikelihoodOf({ ...fitted, parameters: { ...others } }, columns);
        const slack = 1e-6 + 1e-9 * Math.abs(best);
        expect(best).toBeGreaterThanOrEqual(other - slack);
      }),
    );
  });
});
