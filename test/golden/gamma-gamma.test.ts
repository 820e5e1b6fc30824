import { expect, it } from "vitest";
import { customerSpend, expectedSpend, fitGammaGamma, type GammaGammaModel, type SpendOf } from "../../src/index.js";
import { CALIBRATION_END, cdnowLedger } from "./cdnow-weeks.js";
import { describeWithData, readCsv } from "./shared-data.js";

function expectOptimum(model: GammaGammaModel, optimum: readonly number[], logLikelihood: number): void {
  const { p, q, gamma } = model.parameters;
  [p, q, gamma].forEach((value, i) => {
    expect(value / optimum[i]).toBeCloseTo(1, 6);
  });
  expect(Math.abs((model.fit.logLikelihood ?? 0) - logLikelihood)).toBeLessThan(1e-6);
  expect(model.fit).toMatchObject({ status: "converged", limit: null, warnings: [] });
  expect(model.fit.gradientNorm).toBeLessThan(1e-9);
}

const fitOn = (purchases: SpendOf): GammaGammaModel =>
  fitGammaGamma(cdnowLedger(), { asOf: CALIBRATION_END, purchases });

describeWithData("the gamma-gamma model on the CDNOW sample", "cdnow", () => {
  it("has its optimum on repeat purchases", () => {
    const model = fitOn("repeat");
    expectOptimum(model, [6.24957227, 3.74422467, 15.443521], -4055.9176948);
    expect(model.populationMean).toBeCloseTo(35.170371, 6);
    expect(model.fit).toMatchObject({ customers: 946, withoutPurchases: 1411, withoutSpend: 0 });
    expect(model.fit.correlation).toBeCloseTo(0.1139, 4);
    expect(model).toMatchObject({ asOf: CALIBRATION_END, purchases: "repeat", currency: null });
  });

  it("has it on all purchases, of which eight customers only had free ones", () => {
    const model = fitOn("all");
    expectOptimum(model, [9.88128626, 3.39875753, 7.92856918], -9898.4509366);
    expect(model.populationMean).toBeCloseTo(32.660434, 6);
    expect(model.fit).toMatchObject({ customers: 2349, withoutPurchases: 0, withoutSpend: 8 });
  });

  it("has it on means rounded to cents, as spreadsheets had them", () => {
    const rows = readCsv("cdnow/cdnow_sample_summary_weeks_spend_lifetimes.csv");
    const model = fitGammaGamma({
      count: rows.map((row) => Number(row["x"])),
      mean: rows.map((row) => Number(row["zbar"])),
    });
    expectOptimum(model, [6.24880249, 3.74458845, 15.447748], -4055.9232435);
    expect(model).toMatchObject({ asOf: null, purchases: null });
  });

  it("agrees with BTYD and CLVTools to the digits that they reach", () => {
    const files = ["cdnow/oracle_btyd_parameters.csv", "cdnow/oracle_clvtools_parameters.csv"];
    const rows = files.flatMap((file) => readCsv(file)).filter((row) => row["model"].startsWith("Gamma-Gamma"));
    expect(rows.length).toBe(12);
    const models = { repeat: fitOn("repeat"), all: fitOn("all") };
    for (const { model, parameter, value } of rows) {
      const own = models[model.includes("kept") ? "all" : "repeat"];
      const found = parameter === "LL" ? (own.fit.logLikelihood ?? 0) : own.parameters[parameter];
      expect(Math.abs(found / Number(value) - 1), `${model} ${parameter}`).toBeLessThan(1e-4);
    }
  });

  it("measures the means that BTYD did, and expects what it does, with its parameters", () => {
    const found = readCsv("cdnow/oracle_btyd_parameters.csv").filter((row) => row["model"] === "Gamma-Gamma");
    const parameter = (name: string): number => Number(found.find((row) => row["parameter"] === name)?.["value"]);
    const [p, q, gamma] = ["p", "q", "gamma"].map(parameter);
    const model: GammaGammaModel = {
      ...fitOn("repeat"),
      parameters: { p, q, gamma },
      populationMean: (p * gamma) / (q - 1),
    };
    const { count, mean } = customerSpend(cdnowLedger(), { asOf: CALIBRATION_END });
    const rows = readCsv("cdnow/oracle_btyd_per_customer.csv");
    expect(count.length).toBe(rows.length);
    rows.forEach((row, i) => {
      expect(count[i]).toBe(Number(row["x"]));
      expect(mean[i]).toBeCloseTo(Number(row["m_x"]), 6);
      const own = expectedSpend(model, { count: count[i], mean: mean[i] }) ?? 0;
      expect(own / Number(row["gg_expected_spend"])).toBeCloseTo(1, 9);
    });
  });
});
