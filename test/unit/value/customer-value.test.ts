import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  customerSpend,
  customerValue,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedSpend,
  fitBgBb,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  type GammaGammaModel,
  type LedgerValueOptions,
  ledgerFromColumns,
  ledgerFromRows,
  repeatPurchases,
  simulateOrders,
  usedOpportunities,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const { customer, date, amount } = simulateOrders({ customers: 300, seed: 11, days: 400 });
const ledger = ledgerFromColumns({ customer, date, amount });
const purchases = repeatPurchases(ledger);
const customers = customerSpend(ledger);
const spend = fitGammaGamma(customers);
const model = fitParetoNbd(purchases);
const options: LedgerValueOptions = {
  model,
  spend,
  horizon: { value: 12, unit: "month" },
  discount: { annual: 0.15 },
};

/** The value of row i by its definition, one period after the other: purchases of a period times what they are worth. */
function naive(row: number, bounds: readonly number[], yearsUntilPaid: (i: number) => number, annual: number): number {
  const history = {
    repeats: purchases.repeats[row],
    last: purchases.lastDays[row] / 7,
    age: purchases.ageDays[row] / 7,
  };
  let sum = 0;
  for (let i = 1; i < bounds.length; i++) {
    const within = expectedPurchases(model, history, bounds[i]) - expectedPurchases(model, history, bounds[i - 1]);
    sum += within / (1 + annual) ** yearsUntilPaid(i);
  }
  return sum * (expectedSpend(spend, { count: customers.count[row], mean: customers.mean[row] }) ?? 0);
}

const MONTH = 30.4375 / 7;
const months = (count: number): number[] => Array.from({ length: count + 1 }, (_, i) => i * MONTH);

describe("customerValue", () => {
  it.each([
    ["start", -1],
    ["mid", -0.5],
    ["end", 0],
  ] as const)("is the sum of its definition, paid at the %s of months", (timing, shift) => {
    const { columns } = customerValue(ledger, { ...options, timing });
    for (let row = 0; row < 300; row += 7) {
      const expected = naive(row, months(12), (i) => (i + shift) / 12, 0.15);
      expect(columns.value[row] / expected).toBeCloseTo(1, 10);
    }
  });

  it("is that of lifetimes but for the length of a month, which it takes as 4.345 weeks", () => {
    const { columns } = customerValue(ledger, { ...options, timing: "end", discount: { annual: 1.01 ** 12 - 1 } });
    for (let row = 0; row < 300; row += 13) {
      // sum of (E(i) - E(i - 1)) / (1 + monthly rate)^i over steps of 4.345 weeks
      const bounds = Array.from({ length: 13 }, (_, i) => i * 4.345);
      const theirs = naive(row, bounds, (i) => (i * Math.log(1.01)) / Math.log(1.01 ** 12), 1.01 ** 12 - 1);
      expect(Math.abs(columns.value[row] / theirs - 1)).toBeLessThan(4.348 / 4.345 - 1 + 1e-4);
    }
  });

  it("ends the last period with the horizon", () => {
    const horizon = { value: 40, unit: "day" } as const;
    const { columns } = customerValue(ledger, { ...options, horizon, timing: "end" });
    const bounds = [0, MONTH, 40 / 7];
    const expected = naive(5, bounds, (i) => [0, 1 / 12, 40 / 365.25][i], 0.15);
    expect(columns.value[5] / expected).toBeCloseTo(1, 10);
    const whole = customerValue(ledger, { ...options, horizon: { value: 52 * 7 + 1.25, unit: "day" } });
    expect(whole.total / customerValue(ledger, options).total).toBeCloseTo(1, 12);
  });

  it("counts purchases alone without discount, and nothing at a horizon of 0", () => {
    const free = customerValue(ledger, { ...options, discount: { annual: 0 } });
    const expected = expectedPurchases(model, purchases, { value: 12, unit: "month" });
    for (let row = 0; row < 300; row++) expect(free.columns.discountedPurchases[row]).toBeCloseTo(expected[row], 10);
    expect(customerValue(ledger, { ...options, horizon: 0 }).total).toBe(0);
  });

  it("is spend times DERT over an infinite horizon, which finite ones approach", () => {
    const ever = customerValue(ledger, { ...options, horizon: "infinite" });
    const dert = discountedExpectedPurchases(model, purchases, { rate: (Math.log(1.15) * 7) / 365.25 });
    for (let row = 0; row < 300; row += 7) expect(ever.columns.discountedPurchases[row]).toBeCloseTo(dert[row], 10);
    const long = customerValue(ledger, { ...options, horizon: { value: 100, unit: "year" } });
    expect(long.total / ever.total).toBeGreaterThan(0.99);
    expect(long.total).toBeLessThan(ever.total * (1 + 1e-6));
  });

  it("is the same in days as in weeks, for customers measured already, and by customer", () => {
    const inDays = fitParetoNbd(repeatPurchases(ledger, { timeUnit: "day" }));
    const values = customerValue(ledger, options);
    const other = customerValue(ledger, { ...options, model: inDays });
    expect(other.total / values.total).toBeCloseTo(1, 8);
    const measured = customerValue({ purchases, spend: customers }, { ...options });
    expect(measured.columns.value).toEqual(values.columns.value);
    expect(values.size).toBe(300);
    const id = values.columns.customer[17];
    expect(values.get(id)).toEqual({
      customer: id,
      discountedPurchases: values.columns.discountedPurchases[17],
      spend: values.columns.spend[17],
      value: values.columns.value[17],
    });
    expect(values.get("nobody")).toBeUndefined();
    expect(values.total).toBeCloseTo(
      values.columns.value.reduce((a, b) => a + b, 0),
      3,
    );
  });

  it("takes the share of the margin", () => {
    const revenue = customerValue(ledger, options);
    const profit = customerValue(ledger, { ...options, margin: 0.25 });
    profit.columns.value.forEach((value, row) => {
      expect(value).toBeCloseTo(0.25 * revenue.columns.value[row], 12);
    });
    expect(customerValue(ledger, { ...options, margin: 0 }).total).toBe(0);
  });

  it("measures at asOf, and leaves out who bought only later", () => {
    const asOf = new Date((date[0] + 100) * 86_400_000);
    const values = customerValue(ledger, { ...options, asOf });
    expect(values.size).toBe(repeatPurchases(ledger, { asOf }).codes.length);
    expect(values.asOf).toBe(date[0] + 100);
    const late = values.customers.id(299);
    if (values.columns.customer.includes(late)) throw new Error("the last customer bought too early for this test");
    expect(values.get(late)).toBeUndefined();
  });

  it("takes means of all purchases where the spend model does", () => {
    const all = fitGammaGamma(ledger, { purchases: "all" });
    const { columns } = customerValue(ledger, { ...options, spend: all });
    const own = customerSpend(ledger, { purchases: "all" });
    expect(columns.spend[3]).toBe(expectedSpend(all, { count: own.count[3], mean: own.mean[3] }));
  });

  it("values opportunities with a BG/BB", () => {
    const monthly = usedOpportunities(ledger, { period: "month" });
    const discrete = fitBgBb(monthly);
    const values = customerValue(ledger, { ...options, model: discrete, timing: "end" });
    const expected = [12, 11, 10].map((h) => expectedPurchases(discrete, monthly, h)[2]);
    expect(expected[0]).toBeGreaterThan(expected[1]);
    let sum = 0;
    for (let i = 1; i <= 12; i++) {
      const [until, before] = [i, i - 1].map((h) => expectedPurchases(discrete, monthly, h)[2]);
      sum += (until - before) / 1.15 ** (i / 12);
    }
    expect(values.columns.discountedPurchases[2]).toBeCloseTo(sum, 10);
    const ever = customerValue(ledger, { ...options, model: discrete, horizon: "infinite" });
    expect(ever.total).toBeGreaterThan(values.total);
  });

  it("has no value where the spend model has no mean, and says so", () => {
    const heavy: GammaGammaModel = { ...spend, parameters: { p: 2, q: 0.5, gamma: 10 }, populationMean: null };
    const values = customerValue(ledger, { ...options, spend: heavy });
    const once = customers.count.indexOf(0);
    const often = customers.count.findIndex((count) => count > 0);
    expect(values.columns.value[once]).toBeNaN();
    expect(values.get(values.columns.customer[once])).toMatchObject({ spend: null, value: null });
    expect(values.columns.value[often]).toBeGreaterThan(0);
    const missing = customers.count.filter((count) => count === 0).length;
    expect(values.warnings).toEqual([
      { code: "MISSING_VALUES", message: expect.stringContaining(`${missing} customers`) },
    ]);
    expect(Number.isFinite(values.total)).toBe(true);
  });

  it("works with every model of buying, and with models from JSON", () => {
    const mbg = JSON.parse(JSON.stringify(fitMbgNbd(purchases))) as BuyingModel;
    const again = JSON.parse(JSON.stringify(spend)) as GammaGammaModel;
    const values = customerValue(ledger, { ...options, model: mbg, spend: again });
    expect(values.total / customerValue(ledger, options).total).toBeCloseTo(1, 0);
  });

  it("is empty for an empty ledger", () => {
    const empty = ledgerFromRows([] as { c: 1; d: string; a: 1 }[], { customer: "c", date: "d", amount: "a" });
    const values = customerValue(empty, options);
    expect(values).toMatchObject({ size: 0, total: 0, asOf: null, warnings: [] });
  });
});

describe("what customerValue refuses", () => {
  const call = (change: object) => () => customerValue(ledger, wrong({ ...options, ...change }));

  it.each([
    ["no model", { model: undefined }, "MISSING_OPTION", "options.model"],
    ["no spend model", { spend: undefined }, "MISSING_OPTION", "options.spend"],
    ["no horizon", { horizon: undefined }, "MISSING_OPTION", "options.horizon"],
    ["no discount", { discount: undefined }, "MISSING_OPTION", "options.discount"],
    ["a discount as a number", { discount: 0.15 }, "WRONG_TYPE", "options.discount"],
    ["a discount per month", { discount: { monthly: 0.01 } }, "UNKNOWN_OPTION", "options.discount.monthly"],
    ["a negative discount", { discount: { annual: -0.1 } }, "OUT_OF_RANGE", "options.discount.annual"],
    ["a discount in per cent", { discount: { annual: 15 } }, "OUT_OF_RANGE", "options.discount.annual"],
    ["a margin in per cent", { margin: 25 }, "OUT_OF_RANGE", "options.margin"],
    ["a negative horizon", { horizon: -1 }, "OUT_OF_RANGE", "options.horizon"],
    ["an unknown timing", { timing: "late" }, "UNKNOWN_NAME", "options.timing"],
    ["an unknown period", { period: "quarter" }, "UNKNOWN_NAME", "options.period"],
    ["too many periods", { period: "day", horizon: { value: 10, unit: "year" } }, "OUT_OF_RANGE", "options.period"],
    [
      "no discount for ever",
      { horizon: "infinite", discount: { annual: 0 } },
      "OUT_OF_RANGE",
      "options.discount.annual",
    ],
    ["a period for ever", { horizon: "infinite", period: "month" }, "CONFLICTING_OPTIONS", "options.period"],
    ["a timing for ever", { horizon: "infinite", timing: "end" }, "CONFLICTING_OPTIONS", "options.timing"],
    ["an unknown option", { currency: "EUR" }, "UNKNOWN_OPTION", "options.currency"],
    ["the models the wrong way round", { model: spend, spend: model }, "BAD_MODEL", "model.kind"],
    ["another currency", { spend: { ...spend, currency: "EUR" } }, undefined, undefined],
  ] as const)("refuses %s", (_, change, code, path) => {
    // A model of euros on a ledger that states no currency is not refused: nothing is known to be wrong.
    if (code === undefined) expect(call(change)).not.toThrow();
    else expectRefused(call(change), code, { where: "customerValue", path });
  });

  it("refuses a spend model of another currency, and means of other purchases", () => {
    const rows = [{ c: 1, d: "2026-01-01", a: 5 }];
    const dollars = ledgerFromRows(rows, { customer: "c", date: "d", amount: "a", currency: "USD" });
    const euros = { ...spend, currency: "EUR" };
    expect(() => customerValue(dollars, { ...options, spend: euros })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: customerValue: options.spend.currency must be that of the customers, USD; received "EUR"]`,
    );
    const all = customerSpend(ledger, { purchases: "all" });
    const path = "options.spend.purchases";
    expectRefused(() => customerValue({ purchases, spend: all }, options), "MODEL_MISMATCH", { path });
  });

  it("refuses customers of another day or ledger, and asOf for them", () => {
    const path = "customers.purchases";
    const early = repeatPurchases(ledger, { asOf: new Date((date[0] + 50) * 86_400_000) });
    expectRefused(() => customerValue({ purchases: early, spend: customers }, options), "MODEL_MISMATCH", { path });
    const twin = repeatPurchases(ledgerFromColumns({ customer, date, amount }));
    expectRefused(() => customerValue({ purchases: twin, spend: customers }, options), "MODEL_MISMATCH", { path });
    const measured = { purchases, spend: customers };
    expectRefused(() => customerValue(measured, wrong({ ...options, asOf: "2026-01-01" })), "UNKNOWN_OPTION");
    expectRefused(() => customerValue(wrong({ purchases }), options), "WRONG_TYPE", { path: "customers.spend" });
    for (const half of [{ count: [1] }, { mean: undefined }]) {
      const spend = wrong<typeof customers>({ ...customers, ...half });
      expectRefused(() => customerValue({ purchases, spend }, options), "WRONG_TYPE", { path: "customers.spend" });
    }
    expectRefused(() => customerValue(wrong({ purchases: {}, spend: customers }), options), "WRONG_TYPE", { path });
    expectRefused(() => customerValue(wrong(null), options), "WRONG_TYPE");
  });

  it("refuses opportunities for a model of times, and times for a model of opportunities", () => {
    const monthly = usedOpportunities(ledger, { period: "month" });
    expectRefused(() => customerValue({ purchases: monthly, spend: customers }, options), "WRONG_TYPE");
    const discrete = { ...options, model: fitBgBb(monthly) };
    expectRefused(() => customerValue({ purchases, spend: customers }, discrete), "WRONG_TYPE");
  });
});
