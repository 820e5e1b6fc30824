import { expect, it } from "vitest";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitParetoNbd,
  noPurchaseProbability,
  predictPurchases,
  probabilityAlive,
  purchaseCountProbability,
  repeatPurchases,
} from "../../src/index.js";
import { ALL_END, CALIBRATION_END, cdnowLedger } from "./cdnow-weeks.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const calibration = once(() => repeatPurchases(cdnowLedger(), { asOf: CALIBRATION_END }));
const fitted = once(() => fitParetoNbd(calibration()));

/** A model with parameters that others found. */
function withParameters(r: number, alpha: number, s: number, beta: number): BuyingModel {
  return { ...fitted(), parameters: { r, alpha, s, beta } };
}

/** Expects the optimum of an independent search: s and beta are flat in the likelihood. */
function expectOptimum(model: BuyingModel, optimum: readonly number[], logLikelihood: number): void {
  const { r, alpha, s, beta } = model.parameters;
  [r, alpha].forEach((value, i) => {
    expect(value / optimum[i]).toBeCloseTo(1, 5);
  });
  [s, beta].forEach((value, i) => {
    expect(Math.abs(value / optimum[2 + i] - 1)).toBeLessThan(1e-3);
  });
  expect(Math.abs((model.fit.logLikelihood ?? 0) - logLikelihood)).toBeLessThan(1e-6);
  expect(model.fit).toMatchObject({ status: "converged", limit: null, customers: 2357 });
  expect(model.fit.gradientNorm).toBeLessThan(1e-9);
}

describeWithData("the Pareto/NBD on the CDNOW sample", "cdnow", () => {
  it("has its optimum and standard errors on 39 weeks, exact days", () => {
    expectOptimum(fitted(), [0.553277047, 10.5776835, 0.606239989, 11.6687353], -9594.9761789);
    const { r, alpha, s, beta } = fitted().fit.standardErrors;
    expect(r).toBeCloseTo(0.0476279, 6);
    expect(alpha).toBeCloseTo(0.842723, 5);
    expect(s).toBeCloseTo(0.187281, 5);
    expect(beta).toBeCloseTo(6.21111, 3);
  });

  it("has it on all 78 weeks", () => {
    const model = fitParetoNbd(repeatPurchases(cdnowLedger(), { asOf: ALL_END }));
    expectOptimum(model, [0.563003664, 12.5591691, 0.408107277, 10.5145447], -17135.8358861);
  });

  it("has it on weeks rounded to two decimals, as spreadsheets had them", () => {
    const rows = readCsv("cdnow/cdnow_sample_summary_weeks_lifetimes.csv");
    const column = (name: string): number[] => rows.map((row) => Number(row[name]));
    const model = fitParetoNbd({ repeats: column("frequency"), last: column("recency"), age: column("T") });
    expectOptimum(model, [0.553275509, 10.5776122, 0.606213569, 11.6679112], -9594.9739298);
  });

  it("is the same in days but for the unit", () => {
    const days = fitParetoNbd(repeatPurchases(cdnowLedger(), { asOf: CALIBRATION_END, timeUnit: "day" }));
    expect(days.parameters.r).toBeCloseTo(fitted().parameters.r, 8);
    expect(days.parameters.alpha).toBeCloseTo(7 * fitted().parameters.alpha, 6);
    // Each of 2,457 repeat purchases has a density per unit of time.
    const shift = -2457 * Math.log(7);
    expect(days.fit.logLikelihood).toBeCloseTo((fitted().fit.logLikelihood ?? 0) + shift, 6);
  });

  it("expects of newcomers and of the cohort what others do", () => {
    const expected = [0.0510063757, 1.21340402, 1.90986613];
    [1, 39, 78].forEach((weeks, i) => {
      expect(expectedPurchasesOfNewcomer(fitted(), weeks)).toBeCloseTo(expected[i], 7);
    });
    const { ageDays } = calibration();
    const oldest = Math.max(...ageDays) / 7;
    const cohort = (week: number): number =>
      ageDays.reduce((sum, days) => sum + expectedPurchasesOfNewcomer(fitted(), week - (oldest - days / 7)), 0);
    expect(cohort(39)).toBeCloseTo(2532.782, 2);
    expect(cohort(78)).toBeCloseTo(4275.388, 2);
  });

  it("has the risks and the discounted purchases of an arbitrary-precision computation", () => {
    const rows = [
      [0, 0, 39, 13, 0.966727953963],
      [1, 2, 38, 13, 0.947764759195],
      [2, 30, 38, 52, 0.362325247699],
      [26, 30, 31, 13, 0.041907256692],
    ];
    const model = withParameters(0.553277047, 10.5776835, 0.606239989, 11.6687353);
    for (const [repeats, last, age, horizon, risk] of rows) {
      expect(noPurchaseProbability(model, { repeats, last, age }, horizon)).toBeCloseTo(risk, 11);
    }
    const dert = (repeats: number, last: number, age: number): number =>
      discountedExpectedPurchases(model, { repeats, last, age }, { rate: 0.0027 });
    expect(dert(0, 0, 39)).toBeCloseTo(0.474763589732, 11);
    expect(dert(2, 30, 38)).toBeCloseTo(6.59499161654, 10);
    const published = withParameters(0.5629966, 12.559037, 0.4081095, 10.5148048);
    expect(discountedExpectedPurchases(published, { repeats: 7, last: 35, age: 77.86 }, { rate: 0.0027 })).toBeCloseTo(
      1.86418332807,
      10,
    );
  });

  it("forecasts the next 39 weeks as well as others do", () => {
    const { expected } = predictPurchases(fitted(), calibration(), { horizon: { value: 39, unit: "week" } });
    const later = repeatPurchases(cdnowLedger(), { asOf: ALL_END }).repeats;
    const before = calibration().repeats;
    const actual = Array.from(later, (n, i) => n - before[i]);
    expect(actual.reduce((a, b) => a + b, 0)).toBe(1882);
    expect(expected.reduce((a, b) => a + b, 0)).toBeCloseTo(1665.5, 1);
    const error = expected.reduce((sum, n, i) => sum + Math.abs(n - actual[i]), 0) / actual.length;
    expect(error).toBeCloseTo(0.7545, 4);
  });

  it("answers customer by customer as BTYD does, with its parameters", () => {
    const found = readCsv("cdnow/oracle_btyd_parameters.csv").filter((row) => row["model"] === "Pareto/NBD");
    const parameter = (name: string): number => Number(found.find((row) => row["parameter"] === name)?.["value"]);
    const model = withParameters(parameter("r"), parameter("alpha"), parameter("s"), parameter("beta"));
    const rows = readCsv("cdnow/oracle_btyd_per_customer.csv");
    const histories = {
      repeats: rows.map((row) => Number(row["x"])),
      last: rows.map((row) => Number(row["t_x"])),
      age: rows.map((row) => Number(row["T_cal"])),
    };
    const columns = {
      pnbd_palive: probabilityAlive(model, histories),
      pnbd_cet39: expectedPurchases(model, histories, 39),
      "pnbd_dert_d0.0027": discountedExpectedPurchases(model, histories, { rate: 0.0027 }),
    };
    for (const [name, own] of Object.entries(columns)) {
      let worst = 0;
      own.forEach((value, i) => {
        worst = Math.max(worst, Math.abs(value / Number(rows[i][name]) - 1));
      });
      expect(worst, name).toBeLessThan(2e-7);
    }
  });

  it("expects and counts newcomers' purchases as BTYD does", () => {
    const found = readCsv("cdnow/oracle_btyd_parameters.csv").filter((row) => row["model"] === "Pareto/NBD");
    const parameter = (name: string): number => Number(found.find((row) => row["parameter"] === name)?.["value"]);
    const model = withParameters(parameter("r"), parameter("alpha"), parameter("s"), parameter("beta"));
    for (const row of readCsv("cdnow/oracle_btyd_expected_repeats_by_week.csv")) {
      const own = expectedPurchasesOfNewcomer(model, Number(row["t"]));
      expect(own / Number(row["pnbd_expected"])).toBeCloseTo(1, 9);
    }
    for (const row of readCsv("cdnow/oracle_btyd_pmf_39_weeks.csv")) {
      const own = purchaseCountProbability(model, Number(row["x"]), 39);
      expect(own / Number(row["pnbd_pmf_t39"])).toBeCloseTo(1, 8);
    }
  });
});
