import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHURN_MODELS } from "../../src/churn/churn-model.js";
import {
  type ChurnModel,
  type ChurnModelName,
  type ChurnResult,
  type CustomerId,
  churnRisk,
  evaluateChurn,
  formatDay,
  type Ledger,
  ledgerFromColumns,
  ledgerFromRows,
  simulateOrders,
} from "../../src/index.js";

interface Sale {
  readonly c: CustomerId;
  readonly day: number;
  readonly a: number;
}

const BASE = 20_000;
const IDS: readonly CustomerId[] = ["ann", "__proto__", "constructor", "1", 1, 1n, "😀", "\ud800"];
const name = fc.constantFrom(...CHURN_MODELS);
const horizonDays = fc.constantFrom(1, 7, 30, 90, 365);

const day = fc.oneof(
  fc.integer({ min: BASE, max: BASE + 8 }),
  fc.integer({ min: BASE, max: BASE + 200 }),
  fc.constantFrom(BASE, BASE + 200),
);
const sale: fc.Arbitrary<Sale> = fc.record({
  c: fc.constantFrom(...IDS),
  day,
  a: fc.constantFrom(0, 5, 5, 12.5, 1e9, -3),
});
const sales = fc.oneof(
  { arbitrary: fc.array(sale, { maxLength: 40, size: "max" }), weight: 8 },
  { arbitrary: fc.constant<Sale[]>([]), weight: 1 },
  {
    arbitrary: fc.array(
      sale.map((one) => ({ ...one, day: BASE })),
      { maxLength: 8 },
    ),
    weight: 1,
  },
);

const ledgerOf = (rows: readonly Sale[]): Ledger =>
  ledgerFromRows(
    rows.map(({ c, day: d, a }) => ({ c, d: formatDay(d), a })),
    { customer: "c", date: "d", amount: "a" },
  );
const plain = (model: ChurnModel): ChurnModel => JSON.parse(JSON.stringify(model)) as ChurnModel;

/** The risk of each customer, by the text and type of the id. */
function byId(result: ChurnResult): Map<string, number> {
  return new Map(Array.from(result, ({ customer, risk }) => [`${typeof customer} ${String(customer)}`, risk]));
}

function expectNear(a: Map<string, number>, b: Map<string, number>): void {
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
  for (const [id, risk] of a) expect(Math.abs(risk - (b.get(id) ?? Number.NaN))).toBeLessThan(1e-7);
}

// Models of other customers, fitted once: what is asked of them must hold for any customer.
const fitted = new Map(
  CHURN_MODELS.map((model) => [
    model,
    churnRisk(ledgerFromColumns(simulateOrders({ customers: 400, seed: 5 })), { model, horizonDays: 60 }).model,
  ]),
);
const modelOf = (model: ChurnModelName): ChurnModel => fitted.get(model) as ChurnModel;

describe("a churn risk", () => {
  it("is a number from 0 to 1 for every customer with a purchase, and all the rest is finite", () => {
    fc.assert(
      fc.property(sales, name, horizonDays, fc.option(day), (rows, model, horizon, asOf) => {
        const options = asOf === null ? {} : { asOf: formatDay(asOf) };
        const result = churnRisk(ledgerOf(rows), { model, horizonDays: horizon, ...options });
        const last = asOf ?? Math.max(...rows.filter(({ a }) => a >= 0).map((row) => row.day));
        const bought = rows.filter((row) => row.a >= 0 && row.day <= last).map(({ c }) => `${typeof c} ${String(c)}`);
        expect(new Set(byId(result).keys())).toEqual(new Set(bought));
        const [low, high] = result.bands;
        for (const { risk, band, alive, expectedOrders, expectedSpend, valueAtRisk, reasons } of result) {
          expect(risk >= 0 && risk <= 1).toBe(true);
          expect(alive === null || (alive >= 0 && alive <= 1)).toBe(true);
          for (const value of [expectedOrders, expectedSpend, valueAtRisk]) {
            expect(value >= 0 && Number.isFinite(value)).toBe(true);
          }
          expect(band).toBe(risk >= high ? "high" : risk >= low ? "medium" : "low");
          expect(reasons.length > 0 && reasons.every((reason) => !/NaN|undefined|Infinity/.test(reason))).toBe(true);
        }
        const customers = result.summary().reduce((sum, of) => sum + of.customers, 0);
        expect(customers).toBe(result.size);
      }),
    );
  });

  it("is the same by the model from JSON", () => {
    fc.assert(
      fc.property(sales, sales, name, (rows, others, model) => {
        const first = churnRisk(ledgerOf(rows), { model });
        expect(churnRisk(ledgerOf(rows), { model: plain(first.model) }).columns.risk).toEqual(first.columns.risk);
        const scored = churnRisk(ledgerOf(others), { model: plain(first.model) }).columns.risk;
        expect(churnRisk(ledgerOf(others), { model: first.model }).columns.risk).toEqual(scored);
      }),
    );
  });

  it("depends neither on the order of the rows nor on the names of the customers", () => {
    const shuffled = sales.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, name, ([rows, other], model) => {
        const first = churnRisk(ledgerOf(rows), { model });
        const second = churnRisk(ledgerOf(other), { model });
        expectNear(byId(first), byId(second));
        const renamed = churnRisk(ledgerOf(rows.map((row) => ({ ...row, c: `x${IDS.indexOf(row.c)}` }))), { model });
        const byRow = ({ columns }: ChurnResult): Map<string, number> =>
          new Map(Array.from(columns.risk, (risk, row) => [`row ${row}`, risk]));
        expectNear(byRow(renamed), byRow(first));
      }),
    );
  });

  it("knows nothing of what comes after asOf", () => {
    fc.assert(
      fc.property(sales, sales, name, day, horizonDays, (rows, others, model, asOf, horizon) => {
        const before = rows.filter((row) => row.day <= asOf);
        // Later rows of the same customers, so that codes stay as they are.
        const later = others.filter((row) => row.day > asOf && before.some(({ c }) => c === row.c));
        const options = { model, asOf: formatDay(asOf), horizonDays: horizon };
        const known = churnRisk(ledgerOf(before), options);
        const all = churnRisk(ledgerOf([...before, ...later]), options);
        expect(all.columns.risk).toEqual(known.columns.risk);
        expect(all.columns.valueAtRisk).toEqual(known.columns.valueAtRisk);
        expect(all.model).toEqual(known.model);
      }),
    );
  });

  it("is the same in another unit of money", () => {
    fc.assert(
      fc.property(sales, name, fc.constantFrom(100, 1000), (rows, model, unit) => {
        const first = churnRisk(ledgerOf(rows), { model });
        const second = churnRisk(ledgerOf(rows.map((row) => ({ ...row, a: row.a * unit }))), { model });
        expectNear(byId(second), byId(first));
      }),
    );
  });

  it("falls as the horizon grows, by every model that answers for any", () => {
    const any = fc.constantFrom<ChurnModelName>("mbg-nbd", "bg-nbd", "pareto-nbd", "nbd", "survival");
    fc.assert(
      fc.property(
        sales,
        any,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (rows, model, a, more) => {
          const [short, long] = [a, a + more].map((days) =>
            churnRisk(ledgerOf(rows), { model: modelOf(model), horizonDays: days }),
          ) as [ChurnResult, ChurnResult];
          short.columns.risk.forEach((risk, row) => {
            expect(long.columns.risk[row]).toBeLessThanOrEqual(risk + 1e-12);
            expect(long.columns.expectedOrders[row]).toBeGreaterThanOrEqual(short.columns.expectedOrders[row] - 1e-9);
          });
        },
      ),
    );
  });

  it("falls with an order on asOf", () => {
    const monotone = fc.constantFrom<ChurnModelName>(
      "mbg-nbd",
      "pareto-nbd",
      "nbd",
      "pooled-percentile",
      "recency",
      "hiatus",
    );
    fc.assert(
      fc.property(sales, monotone, fc.constantFrom(...IDS), (rows, model, c) => {
        const asOf = formatDay(BASE + 200);
        const options = { model: modelOf(model), asOf };
        const before = churnRisk(ledgerOf(rows), options).get(c)?.risk;
        const after = churnRisk(ledgerOf([...rows, { c, day: BASE + 200, a: 5 }]), options).get(c)?.risk;
        if (before !== undefined) expect(after).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });

  it("lists whom to save by value at risk without the lost, ties as they were first seen", () => {
    fc.assert(
      fc.property(sales, fc.integer({ min: 0, max: 10 }), (rows, count) => {
        const result = churnRisk(ledgerOf(rows), { model: "nbd" });
        const naive = [...result]
          .map((row, position) => ({ row, position }))
          .filter(({ row }) => row.risk <= 0.9)
          .sort((a, b) => b.row.valueAtRisk - a.row.valueAtRisk || a.position - b.position)
          .slice(0, count);
        expect(result.saveFirst(count)).toEqual(naive.map(({ row }) => row));
      }),
    );
  });
});

describe("an evaluation of churn", () => {
  it("counts those who had bought by the cut-off and those who did not come back", () => {
    fc.assert(
      fc.property(sales, day, horizonDays, (rows, cutoff, horizon) => {
        const options = { cutoff: formatDay(cutoff), horizonDays: horizon, asOf: formatDay(BASE + 1000) };
        const { customers, lost, candidates, baseRate } = evaluateChurn(ledgerOf(rows), {
          ...options,
          candidates: ["recency", "nbd"],
        });
        const purchases = rows.filter(({ a }) => a >= 0);
        const known = new Set(purchases.filter((row) => row.day <= cutoff).map(({ c }) => c));
        const back = purchases.filter((row) => row.day > cutoff && row.day <= cutoff + horizon);
        const returned = new Set(back.map(({ c }) => c).filter((c) => known.has(c)));
        expect([customers, lost]).toEqual([known.size, known.size - returned.size]);
        expect(baseRate === null).toBe(known.size === 0);
        for (const { metrics, orders } of candidates) {
          expect(metrics.customers).toBe(customers);
          if (orders === null) continue;
          const days = new Set(
            back.filter(({ c }) => known.has(c)).map(({ c, day: d }) => `${typeof c} ${String(c)} ${d}`),
          );
          expect(orders.actual).toBe(days.size);
        }
      }),
    );
  });

  it("is the same whatever comes after its horizon", () => {
    fc.assert(
      fc.property(sales, sales, day, name, (rows, others, cutoff, model) => {
        const end = cutoff + 30;
        const early = rows.filter((row) => row.day <= end);
        const later = others.filter((row) => row.day > end && early.some(({ c }) => c === row.c));
        const options = {
          cutoff: formatDay(cutoff),
          horizonDays: 30,
          asOf: formatDay(BASE + 1000),
          candidates: [model],
        };
        expect(evaluateChurn(ledgerOf([...early, ...later]), options)).toEqual(evaluateChurn(ledgerOf(early), options));
      }),
    );
  });
});
