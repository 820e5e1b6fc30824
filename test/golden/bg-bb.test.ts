import { expect, it } from "vitest";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  fitBgBb,
  ledgerFromRows,
  logLikelihoodOf,
  noPurchaseProbability,
  type PurchaseColumns,
  probabilityAlive,
  usedOpportunities,
} from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const rows = once(() =>
  readCsv("donations-bgbb/donations_matrix_btyd.csv").map((row) =>
    ["x", "t.x", "n.cal", "custs"].map((name) => Number(row[name])),
  ),
);
const columns = once((): PurchaseColumns & { readonly counts: number[] } => ({
  repeats: rows().map(([x]) => x),
  last: rows().map(([, last]) => last),
  age: rows().map(([, , n]) => n),
  counts: rows().map(([, , , customers]) => customers),
}));
const fitted = once(() => fitBgBb(columns()));
const OPTIMUM = { alpha: 1.20352235, beta: 0.749716358, gamma: 0.656718208, delta: 2.78344223 };

describeWithData("the BG/BB on yearly donations", "donations-bgbb", () => {
  it("has the optimum and standard errors of an independent search", () => {
    const errors = { alpha: 0.0693914, beta: 0.0294477, gamma: 0.0510099, delta: 0.320819 };
    const { parameters, fit } = fitted();
    for (const [name, value] of Object.entries(OPTIMUM)) expect(parameters[name] / value).toBeCloseTo(1, 7);
    for (const [name, value] of Object.entries(errors))
      expect((fit.standardErrors[name] ?? 0) / value).toBeCloseTo(1, 5);
    expect(fit.logLikelihood).toBeCloseTo(-33225.5812743, 6);
    expect(fit).toMatchObject({ status: "converged", limit: null, customers: 11_104, warnings: [] });
  });

  it("has the likelihood of the beta-binomial model where nobody is lost", () => {
    const model: BuyingModel = { ...fitted(), parameters: { alpha: 0.48727515, beta: 0.826433972, theta: 0 } };
    expect(logLikelihoodOf(model, columns())).toBeCloseTo(-35516.1098962, 5);
  });

  it("answers as an arbitrary-precision computation does", () => {
    const model: BuyingModel = { ...fitted(), parameters: OPTIMUM };
    const none = { repeats: 0, last: 0, age: 6 };
    const two = { repeats: 2, last: 4, age: 6 };
    expect(probabilityAlive(model, none)).toBeCloseTo(0.1081332821, 8);
    expect(probabilityAlive(model, two)).toBeCloseTo(0.589657185, 8);
    expect(expectedPurchases(model, none, { value: 5, unit: "year" })).toBeCloseTo(0.0728633411, 9);
    expect(expectedPurchases(model, two, 5)).toBeCloseTo(1.057603526, 8);
    expect(noPurchaseProbability(model, none, 5)).toBeCloseTo(0.9521927903, 9);
    expect(noPurchaseProbability(model, two, 5)).toBeCloseTo(0.5194526755, 9);
    const expected = expectedPurchases(fitted(), columns(), 5);
    expect(expected.reduce((sum, n, i) => sum + columns().counts[i] * n, 0)).toBeCloseTo(12_884.16, 2);
  });

  it("answers cell by cell as BTYD does, with its parameters", () => {
    const found = readCsv("donations-bgbb/oracle_btyd_bgbb_parameters.csv");
    const parameters = Object.fromEntries(
      Object.keys(OPTIMUM).map((name) => [name, Number(found.find((row) => row["parameter"] === name)?.["value"])]),
    );
    const model: BuyingModel = { ...fitted(), parameters };
    const cells = readCsv("donations-bgbb/oracle_btyd_bgbb_by_cell.csv");
    expect(cells.length).toBe(22);
    for (const cell of cells) {
      const history = { repeats: Number(cell["x"]), last: Number(cell["t_x"]), age: Number(cell["n_cal"]) };
      expect(probabilityAlive(model, history) / Number(cell["palive"])).toBeCloseTo(1, 9);
      expect(expectedPurchases(model, history, 5) / Number(cell["cet5"])).toBeCloseTo(1, 9);
      const dert = discountedExpectedPurchases(model, history, { rate: Math.log(1.1) });
      expect(dert / Number(cell["dert_d0.1"])).toBeCloseTo(1, 9);
    }
  });

  it("has the published discounted purchases of a donor of every year", () => {
    const model: BuyingModel = { ...fitted(), parameters: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 } };
    const always = { repeats: 6, last: 6, age: 6 };
    expect(discountedExpectedPurchases(model, always, { rate: Math.log(1.1) })).toBeCloseTo(5.8976011591, 9);
  });
});

describeWithData("yearly opportunities of simulated customers", "discretesim-btyd", () => {
  const ledger = once(() =>
    ledgerFromRows(readCsv("discretesim-btyd/discrete_sim_purchases.csv.gz"), {
      customer: "cust",
      date: "date",
      amount: () => 1,
    }),
  );

  it("are those that a plain count finds", () => {
    const { customers, codes, used, last, opportunities } = usedOpportunities(ledger(), {
      period: "year",
      asOf: "1983-12-31",
    });
    const years = new Map<string, Set<number>>();
    for (const { cust, date } of readCsv("discretesim-btyd/discrete_sim_purchases.csv.gz")) {
      const year = Number(date.slice(0, 4));
      if (year > 1983) continue;
      years.set(cust, (years.get(cust) ?? new Set()).add(year));
    }
    expect(codes.length).toBe(years.size);
    codes.forEach((code, row) => {
      const own = [...(years.get(customers.id(code) as string) ?? [])].sort((a, b) => a - b);
      expect([used[row], last[row], opportunities[row]]).toEqual([
        own.length - 1,
        (own.at(-1) ?? 0) - own[0],
        1983 - own[0],
      ]);
    });
  });

  it("are fitted, and forecast the years held back", () => {
    const years = usedOpportunities(ledger(), { period: "year", asOf: "1976-12-31" });
    const model = fitBgBb(years);
    expect(model.fit.status).toBe("converged");
    const later = usedOpportunities(ledger(), { period: "year", asOf: "1982-12-31" });
    const actual = new Map(Array.from(later.codes, (code, row) => [code, later.used[row]]));
    const expected = expectedPurchases(model, years, 6);
    let held = 0;
    years.codes.forEach((code, row) => {
      held += (actual.get(code) ?? 0) - years.used[row];
    });
    const forecast = expected.reduce((sum, n) => sum + n, 0);
    expect(Math.abs(forecast / held - 1)).toBeLessThan(0.05);
  });
});
