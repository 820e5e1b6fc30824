import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  customerEquity,
  customerSpend,
  customerValue,
  expectedSpend,
  fitGammaGamma,
  fitMbgNbd,
  type GammaGammaModel,
  type Ledger,
  ledgerFromColumns,
  ledgerFromRows,
  repeatPurchases,
  rfm,
  simulateOrders,
} from "../../src/index.js";

/** A number whose logarithm is spread evenly. */
const between = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

/** Mean spends of any kind: none, few, equal, tiny, huge, refunds. */
const spends = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 100_000 })),
    fc.oneof(fc.constantFrom(0, -3, 10, 10, 1e-9, 1e12), between(0.01, 1e4)),
  ),
  { maxLength: 25 },
);

const columnsOf = (rows: readonly (readonly [number, number])[]) => ({
  count: rows.map(([count]) => count),
  mean: rows.map(([, mean]) => mean),
});

describe("the gamma-gamma model", () => {
  it("is fitted to whatever spends there are, with finite numbers and a word where it is no interior optimum", () => {
    fc.assert(
      fc.property(spends, (rows) => {
        const model = fitGammaGamma(columnsOf(rows));
        const { fit, parameters, populationMean } = model;
        const kept = rows.filter(([count, mean]) => count > 0 && mean > 0);
        expect(fit.customers).toBe(kept.length);
        expect(fit.customers + fit.withoutPurchases + fit.withoutSpend).toBe(rows.length);
        for (const value of Object.values(parameters)) {
          expect(value).toBeGreaterThan(0);
          expect(Number.isFinite(value)).toBe(true);
        }
        expect(populationMean === null || (populationMean > 0 && Number.isFinite(populationMean))).toBe(true);
        expect(fit.status === "converged" || fit.warnings.length > 0).toBe(true);
        expect(fit.status === "no-data").toBe(kept.length === 0);
        const again = JSON.parse(JSON.stringify(model)) as GammaGammaModel;
        for (const [count, mean] of rows) {
          const expected = expectedSpend(again, { count, mean });
          expect(expected === null || (expected > 0 && Number.isFinite(expected))).toBe(true);
        }
      }),
    );
  });

  it("does not depend on the order of customers, to the last bit", () => {
    fc.assert(
      fc.property(
        spends.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(fitGammaGamma(columnsOf(shuffled))).toEqual(fitGammaGamma(columnsOf(rows)));
        },
      ),
    );
  });

  it("is the same in another currency but for gamma, in proportion", () => {
    const { customer, date, amount } = simulateOrders({ customers: 400, seed: 6 });
    const spend = customerSpend(ledgerFromColumns({ customer, date, amount }));
    const model = fitGammaGamma(spend);
    fc.assert(
      fc.property(between(1e-3, 1e4), (rate) => {
        const other = fitGammaGamma({ count: spend.count, mean: spend.mean.map((mean) => mean * rate) });
        expect(other.parameters["p"] / model.parameters["p"]).toBeCloseTo(1, 7);
        expect(other.parameters["q"] / model.parameters["q"]).toBeCloseTo(1, 7);
        expect(other.parameters["gamma"] / (rate * model.parameters["gamma"])).toBeCloseTo(1, 7);
        expect((other.populationMean ?? 0) / (rate * (model.populationMean ?? 0))).toBeCloseTo(1, 8);
        const shift = model.fit.customers * Math.log(rate);
        expect(other.fit.logLikelihood).toBeCloseTo((model.fit.logLikelihood ?? 0) - shift, 5);
      }),
      { numRuns: 20 },
    );
  });

  it("expects a mean between the customer's own and that of all, nearer to the own the more purchases it is of", () => {
    const parameters = fc.record({ p: between(0.1, 50), q: between(1.05, 50), gamma: between(0.1, 1e4) });
    const base = fitGammaGamma({ count: [1, 2], mean: [1, 9] });
    fc.assert(
      fc.property(parameters, fc.integer({ min: 1, max: 500 }), between(0.01, 1e5), (values, count, mean) => {
        const { p, q, gamma } = values;
        const all = (p * gamma) / (q - 1);
        const model: GammaGammaModel = {
          ...base,
          parameters: values,
          populationMean: all,
          fit: { ...base.fit, limit: null, status: "converged" },
        };
        const spend = expectedSpend(model, { count, mean }) ?? Number.NaN;
        const slack = 1e-12 * (all + mean);
        expect(spend).toBeGreaterThanOrEqual(Math.min(all, mean) - slack);
        expect(spend).toBeLessThanOrEqual(Math.max(all, mean) + slack);
        const more = expectedSpend(model, { count: count + 1, mean }) ?? Number.NaN;
        expect(Math.abs(more - mean)).toBeLessThanOrEqual(Math.abs(spend - mean) + slack);
        const weight = (q - 1) / (p * count + q - 1);
        expect(spend).toBeCloseTo(weight * all + (1 - weight) * mean, 5 - Math.ceil(Math.log10(all + mean)));
      }),
    );
  });
});

describe("customerSpend", () => {
  const entries = fc.array(
    fc.record({
      c: fc.constantFrom<string | number | bigint>("a", "1", 1, 1n, "__proto__", "constructor", "😀"),
      day: fc.integer({ min: 0, max: 40 }),
      minor: fc.oneof(fc.constantFrom(0, 100, 100, -100), fc.integer({ min: -500, max: 5000 })),
      order: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 40, size: "max" },
  );

  /** The mean by its definition, customer by customer and day by day, from the ledger's entries. */
  function naive({ offsets, days, amounts, links }: Ledger, code: number, asOf: number, withFirst: boolean) {
    const own = Array.from({ length: offsets[code + 1] - offsets[code] }, (_, i) => offsets[code] + i).filter(
      (i) => days[i] <= asOf,
    );
    const bought = [...new Set(own.filter((i) => amounts[i] >= 0).map((i) => days[i]))].sort((x, y) => x - y);
    if (bought.length === 0) return null;
    const sums = new Map(bought.map((day) => [day, 0]));
    for (const i of own) {
      let at = days[i];
      if (amounts[i] < 0 && links !== null) {
        let entry = links[i];
        while (entry >= 0 && amounts[entry] < 0) entry = links[entry];
        if (entry >= 0) at = days[entry];
      }
      const day = bought.filter((one) => one <= at).at(-1);
      if (day !== undefined) sums.set(day, (sums.get(day) ?? 0) + amounts[i]);
    }
    const counted = withFirst ? bought : bought.slice(1);
    const total = counted.reduce((sum, day) => sum + (sums.get(day) ?? 0), 0);
    return { count: counted.length, mean: counted.length === 0 ? 0 : total / counted.length / 100 };
  }

  it("is the mean over purchase days with refunds where they belong", () => {
    fc.assert(
      fc.property(
        entries,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: -1, max: 45 }),
        (lines, withFirst, ordered, last) => {
          const BASE = 20_000;
          // Without orders in common each line is one of its own.
          const orders = lines.map((line, i) => ({ ...line, order: ordered ? line.order : -1 - i }));
          const ledger = ledgerFromRows(orders, {
            customer: "c",
            date: ({ day }) => (BASE + day) * 86_400_000,
            amount: ({ minor }) => minor / 100,
            order: "order",
            onInvalid: "skip",
          });
          const asOf = new Date((BASE + last) * 86_400_000);
          const spend = customerSpend(ledger, { asOf, purchases: withFirst ? "all" : "repeat" });
          const codes = Array.from({ length: ledger.customers.size }, (_, code) => code);
          const expected = codes.flatMap((code) => {
            const one = naive(ledger, code, BASE + last, withFirst);
            return one === null ? [] : [{ code, ...one }];
          });
          expect([...spend.codes]).toEqual(expected.map(({ code }) => code));
          expect([...spend.count]).toEqual(expected.map(({ count }) => count));
          expected.forEach(({ mean }, row) => {
            expect(spend.mean[row]).toBeCloseTo(mean, 9);
          });
          expect([...repeatPurchases(ledger, { asOf }).codes]).toEqual([...spend.codes]);
        },
      ),
    );
  });
});

describe("customerValue", () => {
  const { customer, date, amount } = simulateOrders({ customers: 30, seed: 8, days: 300 });
  const ledger = ledgerFromColumns({ customer, date, amount });
  const model = fitMbgNbd(repeatPurchases(ledger));
  const spend = fitGammaGamma(ledger, { purchases: "all" });
  const settings = fc.record({
    horizon: between(1, 60),
    annual: between(0.001, 3),
    margin: fc.double({ min: 0, max: 1, noNaN: true }),
    period: fc.constantFrom("week", "month", "year"),
  } as const);

  it("rises with horizon and margin, falls with the discount and with later payment", () => {
    fc.assert(
      fc.property(
        settings,
        fc.double({ min: 1.01, max: 3, noNaN: true }),
        ({ horizon, annual, margin, period }, factor) => {
          const at = (change: object) =>
            customerValue(ledger, { model, spend, horizon, discount: { annual }, margin, period, ...change }).columns
              .value;
          const values = at({});
          const longer = at({ horizon: horizon * factor });
          const dearer = at({ discount: { annual: annual * factor } });
          const fuller = at({ margin: margin + (1 - margin) / 2 });
          const [start, mid, end] = (["start", "mid", "end"] as const).map((timing) => at({ timing }));
          // A longer horizon moves the middle and the end of the last period: only payments at the start stay where they are.
          const longerStart = at({ horizon: horizon * factor, timing: "start" });
          for (let row = 0; row < values.length; row++) {
            const slack = 1e-9 * values[row] + 1e-12;
            expect(values[row]).toBeGreaterThanOrEqual(0);
            expect(longerStart[row]).toBeGreaterThanOrEqual(start[row] - slack);
            expect(longer[row]).toBeGreaterThanOrEqual(end[row] * (1 - 1e-9) - slack);
            expect(dearer[row]).toBeLessThanOrEqual(values[row] + slack);
            expect(fuller[row]).toBeGreaterThanOrEqual(values[row] - slack);
            expect(mid[row]).toBeLessThanOrEqual(start[row] + slack);
            expect(end[row]).toBeLessThanOrEqual(mid[row] + slack);
            expect(values[row]).toBe(mid[row]);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("is below the infinite horizon, which falls with the discount, and sums to the equity of any segments", () => {
    fc.assert(
      fc.property(settings, ({ horizon, annual, margin }) => {
        const of = (reach: number | "infinite", rate: number) =>
          customerValue(ledger, { model, spend, horizon: reach, discount: { annual: rate }, margin });
        const values = of(horizon, annual);
        const ever = of("infinite", annual);
        const dearer = of("infinite", annual * 1.5);
        for (let row = 0; row < values.size; row++) {
          const value = ever.columns.value[row];
          expect(values.columns.value[row]).toBeLessThanOrEqual(value * (1 + 1e-3) + 1e-9);
          expect(dearer.columns.value[row]).toBeLessThanOrEqual(value * (1 + 1e-9));
        }
        const { total, segments, outside } = customerEquity(values, rfm(ledger));
        const sum = segments.reduce((all, { value }) => all + value, outside.value);
        expect(sum).toBeCloseTo(total, 4);
        expect(total).toBe(values.total);
        const shares = segments.reduce((all, { share }) => all + (share ?? 0), outside.share ?? 0);
        expect(shares).toBeCloseTo(total === 0 ? 0 : 1, 9);
      }),
      { numRuns: 10 },
    );
  });
});
