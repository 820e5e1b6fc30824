import { describe, expect, it } from "vitest";
import {
  customerEquity,
  customerValue,
  fitGammaGamma,
  fitMbgNbd,
  ledgerFromColumns,
  type RfmResult,
  repeatPurchases,
  rfm,
  simulateOrders,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const { customer, date, amount } = simulateOrders({ customers: 400, seed: 6, days: 500 });
const ledger = ledgerFromColumns({ customer, date, amount });
const model = fitMbgNbd(repeatPurchases(ledger));
const spend = fitGammaGamma(ledger);
const horizon = { value: 1, unit: "year" } as const;
const discount = { annual: 0.1 };
const values = customerValue(ledger, { model, spend, horizon, discount });

describe("customerEquity", () => {
  it("is the sum of the values of each segment's customers", () => {
    const result = rfm(ledger);
    const equity = customerEquity(values, result);
    expect(equity.segments.map(({ segment }) => segment)).toEqual(result.summary().map(({ segment }) => segment));
    for (const row of equity.segments) {
      const members = result.customersIn(row.segment).map((id) => values.get(id)?.value ?? 0);
      const sum = members.reduce((a, b) => a + b, 0);
      expect(row.customers).toBe(members.length);
      expect(row.value).toBeCloseTo(sum, 3);
      expect(row.share).toBeCloseTo(sum / equity.total, 6);
      expect(row.mean).toEqual(members.length === 0 ? null : expect.closeTo(sum / members.length, 4));
    }
    expect(equity).toMatchObject({ total: values.total, currency: null, withoutValue: 0 });
    expect(equity.outside).toEqual({ segment: null, customers: 0, value: 0, share: 0, mean: null });
  });

  it("is the same whatever the order of the orders, to the last digit kept", () => {
    const order = Array.from(customer.keys()).reverse();
    const reversed = ledgerFromColumns({
      customer: order.map((i) => customer[i]),
      date: Int32Array.from(order, (i) => date[i]),
      amount: Float64Array.from(order, (i) => amount[i]),
    });
    const other = customerValue(reversed, { model, spend, horizon, discount });
    expect(other.total).toBe(values.total);
    expect(customerEquity(other, rfm(reversed))).toEqual(customerEquity(values, rfm(ledger)));
  });

  it("counts customers outside the result, and finds those of another ledger by id", () => {
    const recent = rfm(ledger, { window: 120 });
    const equity = customerEquity(values, recent);
    expect(equity.outside.customers).toBe(values.size - recent.size);
    const sum = equity.segments.reduce((total, { value }) => total + value, 0) + equity.outside.value;
    expect(sum).toBeCloseTo(equity.total, 5);
    const twin = rfm(ledgerFromColumns({ customer, date, amount }), { window: 120 });
    expect(customerEquity(values, twin)).toEqual(equity);
  });

  it("is one row for a result without segments", () => {
    const { segments } = customerEquity(values, rfm(ledger, { segments: null }));
    expect(segments).toEqual([
      { segment: null, customers: 400, value: values.total, share: 1, mean: values.total / 400 },
    ]);
  });

  it("counts customers without a value, and has no shares of nothing", () => {
    const heavy = { ...spend, parameters: { p: 2, q: 0.5, gamma: 10 }, populationMean: null };
    const partly = customerValue(ledger, { model, spend: heavy, horizon, discount });
    const equity = customerEquity(partly, rfm(ledger));
    expect(equity.withoutValue).toBe(partly.columns.value.filter(Number.isNaN).length);
    expect(equity.withoutValue).toBeGreaterThan(0);
    const nothing = customerEquity(customerValue(ledger, { model, spend, horizon: 0, discount }), rfm(ledger));
    expect(nothing.segments.every(({ share }) => share === null)).toBe(true);
  });

  it("refuses what is no values or no result", () => {
    const result = rfm(ledger);
    expectRefused(() => customerEquity(wrong({}), result), "WRONG_TYPE", { where: "customerEquity", path: "values" });
    expectRefused(() => customerEquity(wrong(JSON.parse(JSON.stringify(values))), result), "WRONG_TYPE");
    expectRefused(() => customerEquity(values, wrong<RfmResult>(null)), "WRONG_TYPE", { path: "result" });
    const saved = JSON.parse(JSON.stringify(result));
    expectRefused(() => customerEquity(values, wrong<RfmResult>(saved)), "WRONG_TYPE", { path: "result" });
    const half = { ...JSON.parse(JSON.stringify(values)), codes: values.codes };
    expectRefused(() => customerEquity(wrong(half), result), "WRONG_TYPE", { path: "values" });
    for (const part of [{ table: saved.table }, { columns: saved.columns }, { model: null }]) {
      const { table, columns, model } = result;
      expectRefused(() => customerEquity(values, wrong<RfmResult>({ table, columns, model, ...part })), "WRONG_TYPE");
    }
    expect(() => customerEquity(values, wrong<RfmResult>({ table: 1 }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: customerEquity: result must be a result of rfm or scoreRfm (JSON does not keep one); received an object]`,
    );
  });
});
