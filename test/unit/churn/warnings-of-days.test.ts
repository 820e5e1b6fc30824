import { describe, expect, it } from "vitest";
import {
  churnRisk,
  customerSpend,
  customerValue,
  evaluateChurn,
  fitGammaGamma,
  fitMbgNbd,
  formatDay,
  type Ledger,
  ledgerFromColumns,
  repeatPurchases,
  simulateOrders,
} from "../../../src/index.js";

const orders = simulateOrders({ customers: 600, seed: 11 });
const ledger = ledgerFromColumns(orders);
const lastDay = ledger.lastOrderDay ?? 0;

/** The orders and some more, each on a day after their end, of the first customer. */
function withLate(...daysLater: number[]): Ledger {
  return ledgerFromColumns({
    customer: [...orders.customer, ...daysLater.map(() => orders.customer[0])],
    date: Int32Array.from([...orders.date, ...daysLater.map((later) => lastDay + later)]),
    amount: [...orders.amount, ...daysLater.map(() => 5)],
  });
}

const found = (warnings: readonly { code: string; message: string }[], code: string): string[] =>
  warnings.filter((warning) => warning.code === code).map(({ message }) => message);

describe("an end of the data with next to no orders", () => {
  it("is told by churnRisk, evaluateChurn and customerValue", () => {
    const late = withLate(1100);
    const { warnings } = churnRisk(late, { model: "mbg-nbd" }).diagnostics;
    expect(found(warnings, "SPARSE_END")[0]).toMatch(/^the last 1,100 days hold 0\.\d+ % of the orders/);
    expect(found(evaluateChurn(withLate(1100, 1190), { candidates: ["nbd"] }).warnings, "SPARSE_END")).toHaveLength(1);
    const model = fitMbgNbd(repeatPurchases(late));
    const spend = fitGammaGamma(late);
    const options = { model, spend, horizon: { value: 1, unit: "year" }, discount: { annual: 0.1 } } as const;
    expect(found(customerValue(late, options).warnings, "SPARSE_END")).toHaveLength(1);
  });

  it("is a long gap before a few orders, however long the time before", () => {
    const codes = (own: Ledger) => found(churnRisk(own, { model: "nbd" }).diagnostics.warnings, "SPARSE_END").length;
    expect([codes(ledger), codes(withLate(30)), codes(withLate(181)), codes(withLate(181, 200))]).toEqual([0, 0, 1, 1]);
  });

  it("is gone with asOf stated", () => {
    const { warnings } = churnRisk(withLate(1100), { model: "nbd", asOf: formatDay(lastDay) }).diagnostics;
    expect(warnings).toEqual([]);
  });
});

describe("a model of another time", () => {
  const model = fitMbgNbd(repeatPurchases(ledger));
  const spend = fitGammaGamma(ledger);
  const options = { model, spend, horizon: { value: 1, unit: "year" }, discount: { annual: 0.1 } } as const;

  it("is told by customerValue, for either model, and with it that nobody bought", () => {
    const asOf = formatDay(lastDay + 366);
    const { warnings } = customerValue(ledger, { ...options, asOf });
    expect(found(warnings, "MODEL_OUTDATED").map((message) => message.split(" is of")[0])).toEqual([
      "the model of buying",
      "the model of spend",
    ]);
    expect(found(warnings, "NO_RECENT_ORDER")).toHaveLength(1);
    const measured = { purchases: repeatPurchases(ledger, { asOf }), spend: customerSpend(ledger, { asOf }) };
    expect(customerValue(measured, options).warnings).toEqual(warnings);
    expect(customerValue(ledger, options).warnings).toEqual([]);
  });

  it("is told by churnRisk, and not within a year", () => {
    const old = churnRisk(ledger, { model: "nbd", asOf: formatDay(lastDay - 29) }).model;
    const of = (days: number) =>
      found(churnRisk(withLate(days), { model: old }).diagnostics.warnings, "MODEL_OUTDATED").length;
    expect([of(0), of(336), of(337)]).toEqual([0, 0, 1]);
  });
});

describe("survival", () => {
  /** Customers who order so often every 30 days. */
  const regular = (silent: number): Ledger =>
    ledgerFromColumns({
      customer: Array.from({ length: 600 }, (_, i) => Math.floor(i / 20)),
      date: Int32Array.from({ length: 600 }, (_, i) => 20_000 + 30 * (i % 20) - (i < 20 ? silent : 0)),
      amount: Array.from({ length: 600 }, () => 10),
    });

  it("gives those who always came back a risk near 0, without a warning", () => {
    const result = churnRisk(regular(0), { model: "survival" });
    expect(Math.max(...result.columns.risk)).toBeLessThan(0.002);
    expect(found(result.diagnostics.warnings, "SHORT_FOLLOW_UP")).toEqual([]);
    const { risk } = result.model;
    expect(risk.by === "survival" && [risk.days, risk.until]).toEqual([[30], 30]);
  });

  it("gives the one who broke the habit the highest", () => {
    const { columns } = churnRisk(regular(300), { model: "survival" });
    expect(columns.risk[0]).toBe(1);
    expect(Math.max(...columns.risk.slice(1))).toBeLessThan(0.002);
  });
});

describe("the warning that there is no holdout", () => {
  const messageOf = (own: Ledger): string => found(churnRisk(own).diagnostics.warnings, "NO_HOLDOUT")[0] ?? "";
  const same = (customers: number, ...days: number[]): Ledger =>
    ledgerFromColumns({
      customer: Array.from({ length: customers * days.length }, (_, i) => i % customers),
      date: Int32Array.from({ length: customers * days.length }, (_, i) => days[Math.floor(i / customers)] ?? 0),
      amount: Array.from({ length: customers * days.length }, (_, i) => 1 + (i % 7)),
    });

  it("says which of the three it was, with numbers", () => {
    expect(messageOf(same(60, 20_000, 20_200))).toMatch(
      /^60 customers had bought by 2025-\d\d-\d\d, .* fewer than 200:/,
    );
    expect(messageOf(same(250, 20_000, 20_200))).toContain("0 did not buy again, fewer than 20");
    const gone = ledgerFromColumns({
      customer: Array.from({ length: 251 }, (_, i) => i % 250),
      date: Int32Array.from({ length: 251 }, (_, i) => (i < 250 ? 20_000 : 20_200)),
      amount: Array.from({ length: 251 }, () => 5),
    });
    expect(messageOf(gone)).toContain("of 250 who had bought by");
    expect(messageOf(gone)).toContain(", 1 bought again, fewer than 20");
  });
});
