import { describe, expect, it } from "vitest";
import {
  type BuyingModel,
  discountedExpectedPurchases,
  expectedPurchases,
  expectedPurchasesOfNewcomer,
  fitBgCnbd,
  fitBgNbd,
  fitMbgCnbd,
  fitMbgNbd,
  fitNbd,
  logLikelihoodOf,
  noPurchaseProbability,
  parseDay,
  probabilityAlive,
  purchaseCountProbability,
  repeatPurchases,
} from "../../src/index.js";
import { CALIBRATION, cdnowLedger, cdnowPurchases, cdnowRounded, END } from "./cdnow-purchases.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

// The reference optima: parameters to six significant digits and more, log likelihoods to 1e-6.
const EXACT = {
  nbd: { parameters: [0.384766136, 12.0720228], logLikelihood: -9763.6576147 },
  bg: {
    parameters: [0.242594522, 4.41360202, 0.792922017, 2.42590678],
    errors: [0.0125574, 0.378224, 0.185734, 0.705414],
    logLikelihood: -9582.4292067,
  },
  mbg: {
    parameters: [0.524843159, 6.18308528, 0.891359391, 1.61400224],
    errors: [0.0832682, 0.695621, 0.15479, 0.537495],
    logLikelihood: -9582.1357156,
  },
  bg2: { parameters: [2, 0.226917214, 1.46291963, 0.944002254, 2.07432887], logLikelihood: -9855.3269741 },
  mbg2: { parameters: [2, 0.57989616, 2.2881488, 1.1344527, 1.58497422], logLikelihood: -9853.2531285 },
};

interface Optimum {
  readonly parameters: readonly number[];
  readonly errors?: readonly number[];
  readonly logLikelihood: number;
}

function expectOptimum({ fit, parameters }: BuyingModel, optimum: Optimum): void {
  expect(fit).toMatchObject({ status: "converged", limit: null, customers: 2357, warnings: [] });
  expect(fit.gradientNorm).toBeLessThan(1e-12);
  expect(Math.abs((fit.logLikelihood ?? 0) - optimum.logLikelihood)).toBeLessThan(2e-7);
  expectClose(Object.values(parameters), optimum.parameters, 5e-9);
  if (optimum.errors !== undefined) expectClose(Object.values(fit.standardErrors) as number[], optimum.errors, 5e-6);
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i]), `element ${i}: ${actual[i]} for ${expected[i]}`).toBeLessThanOrEqual(
      relative * Math.abs(expected[i]),
    );
  }
}

describeWithData("models fitted to the CDNOW sample", "cdnow", () => {
  it("count the repeat purchases of every week", () => {
    for (const row of readCsv("cdnow/cdnow_sample_cumulative_repeats_by_week.csv")) {
      const day = parseDay("1996-12-31") + 7 * Number(row["week"]);
      const { repeats } = repeatPurchases(cdnowLedger(), { asOf: new Date(day * 86_400_000) });
      expect(
        repeats.reduce((a, b) => a + b, 0),
        `week ${row["week"]}`,
      ).toBe(Number(row["cumulative_repeat"]));
    }
  });

  it("take the published summary from the orders", () => {
    const { customers, codes, repeats, lastDays, ageDays } = cdnowPurchases(CALIBRATION);
    const published = new Map(readCsv("cdnow/cdnow_sample_summary_weeks_btyd.csv").map((row) => [row["ID"], row]));
    expect(repeats.length).toBe(2357);
    codes.forEach((code, i) => {
      const row = published.get(String(customers.id(code)));
      expect(repeats[i]).toBe(Number(row?.["x"]));
      expect(lastDays[i] / 7).toBeCloseTo(Number(row?.["t_x"]), 6);
      expect(ageDays[i] / 7).toBeCloseTo(Number(row?.["T_cal"]), 6);
    });
  });

  it("have the reference optima and standard errors on whole days", () => {
    const purchases = cdnowPurchases(CALIBRATION);
    expectOptimum(fitNbd(purchases), EXACT.nbd);
    expectOptimum(fitBgNbd(purchases), EXACT.bg);
    expectOptimum(fitMbgNbd(purchases), EXACT.mbg);
    expectOptimum(fitBgCnbd(purchases, { k: 2 }), EXACT.bg2);
    expectOptimum(fitMbgCnbd(purchases, { k: 2 }), EXACT.mbg2);
  });

  it("have them on the rounded weeks of the spreadsheet", () => {
    expectOptimum(fitBgNbd(cdnowRounded()), {
      parameters: [0.242592907, 4.41353156, 0.792886148, 2.42575344],
      logLikelihood: -9582.4255606,
    });
    expectOptimum(fitMbgNbd(cdnowRounded()), {
      parameters: [0.524837984, 6.18299202, 0.891356155, 1.61399933],
      logLikelihood: -9582.1326849,
    });
  });

  it("have them on all 78 weeks", () => {
    const purchases = cdnowPurchases(END);
    expectOptimum(fitBgNbd(purchases), {
      parameters: [0.253561156, 5.44725751, 0.607365425, 2.64723448],
      logLikelihood: -17138.2339646,
    });
    expectOptimum(fitMbgNbd(purchases), {
      parameters: [0.617843332, 8.65696031, 0.551524948, 1.00905915],
      logLikelihood: -17127.3732555,
    });
  });

  it("choose exponential gaps among Erlang ones", () => {
    const purchases = cdnowPurchases(CALIBRATION);
    const bg = fitBgCnbd(purchases);
    expect(bg.parameters).toEqual({ k: 1, ...fitBgNbd(purchases).parameters });
    expect(bg.fit.logLikelihood).toBe(fitBgNbd(purchases).fit.logLikelihood);
    expect(fitMbgCnbd(purchases).parameters).toEqual({ k: 1, ...fitMbgNbd(purchases).parameters });
  });

  it("have the log likelihood that their parts sum up to", () => {
    const purchases = cdnowPurchases(CALIBRATION);
    for (const model of [fitNbd(purchases), fitMbgNbd(purchases), fitBgCnbd(purchases, { k: 3 })]) {
      expect(logLikelihoodOf(model, purchases)).toBeCloseTo(model.fit.logLikelihood ?? 0, 8);
    }
  });

  it("have the forecasts and errors of the holdout", () => {
    const calibration = cdnowPurchases(CALIBRATION);
    const actual = cdnowPurchases(END).repeats.map((x, i) => x - calibration.repeats[i]);
    expect(actual.reduce((a, b) => a + b, 0)).toBe(1882);
    const forecast = (model: BuyingModel): [number, number] => {
      const expected = expectedPurchases(model, calibration, 39);
      const error = expected.reduce((sum, value, i) => sum + Math.abs(value - actual[i]), 0);
      return [expected.reduce((a, b) => a + b, 0), error / expected.length];
    };
    expect(forecast(fitNbd(calibration))).toEqual([expect.closeTo(2929.8, 1), expect.closeTo(1.041, 4)]);
    expect(forecast(fitBgNbd(calibration))).toEqual([expect.closeTo(1653.4, 1), expect.closeTo(0.7855, 4)]);
    expect(forecast(fitMbgNbd(calibration))).toEqual([expect.closeTo(1576.7, 1), expect.closeTo(0.7648, 4)]);
  });

  it("have the reference sums over the cohort", () => {
    const calibration = cdnowPurchases(CALIBRATION);
    const oldest = calibration.ageDays.reduce((a, b) => Math.max(a, b));
    const customersOf = new Map<number, number>();
    for (const age of calibration.ageDays) customersOf.set(age, (customersOf.get(age) ?? 0) + 1);
    const sumAt = (model: BuyingModel, week: number): number =>
      [...customersOf].reduce((sum, [age, customers]) => {
        const time = Math.max(0, week - (oldest - age) / 7);
        return sum + customers * expectedPurchasesOfNewcomer(model, time);
      }, 0);
    const [bg, mbg] = [fitBgNbd(calibration), fitMbgNbd(calibration)];
    expect(sumAt(bg, 39)).toBeCloseTo(2501.526, 3);
    expect(sumAt(mbg, 39)).toBeCloseTo(2482.955, 3);
    expect(sumAt(bg, 78)).toBeCloseTo(4165.664, 3);
    expect(sumAt(mbg, 78)).toBeCloseTo(4054.616, 3);
  });
});

describeWithData("the answers of BTYD at its own optimum", "cdnow", () => {
  const model = once((): BuyingModel => {
    const rows = readCsv("cdnow/oracle_btyd_parameters.csv").filter((row) => row["model"] === "BG/NBD");
    const of = (name: string): number => Number(rows.find((row) => row["parameter"] === name)?.["value"]);
    return modelOf("rfm-kit/bg-nbd", [of("r"), of("alpha"), of("a"), of("b")]);
  });

  it("are ours for every customer", () => {
    for (const row of readCsv("cdnow/oracle_btyd_per_customer.csv")) {
      const history = { repeats: Number(row["x"]), last: weeks(row["t_x"]), age: weeks(row["T_cal"]) };
      const alive = Number(row["bgnbd_palive"]);
      expect(Math.abs(probabilityAlive(model(), history) - alive), row["ID"]).toBeLessThan(1e-10);
      const expected = Number(row["bgnbd_cet39"]);
      expect(Math.abs(expectedPurchases(model(), history, 39) / expected - 1), row["ID"]).toBeLessThan(1e-9);
    }
  });

  it("are ours for newcomers", () => {
    for (const row of readCsv("cdnow/oracle_btyd_expected_repeats_by_week.csv")) {
      const expected = Number(row["bgnbd_expected"]);
      expect(Math.abs(expectedPurchasesOfNewcomer(model(), Number(row["t"])) / expected - 1)).toBeLessThan(1e-10);
    }
    for (const row of readCsv("cdnow/oracle_btyd_pmf_39_weeks.csv")) {
      const expected = Number(row["bgnbd_pmf_t39"]);
      expect(Math.abs(purchaseCountProbability(model(), Number(row["x"]), 39) / expected - 1)).toBeLessThan(1e-10);
    }
  });
});

/** Weeks of the oracle are rounded to ten digits; the data are in whole days. */
function weeks(text: string | undefined): number {
  return Math.round(7 * Number(text)) / 7;
}

const NAMES = ["r", "alpha", "a", "b"];

function modelOf(kind: "rfm-kit/bg-nbd" | "rfm-kit/mbg-nbd", values: readonly number[]): BuyingModel {
  const empty = { repeats: [], last: [], age: [] };
  const model = kind === "rfm-kit/bg-nbd" ? fitBgNbd(empty) : fitMbgNbd(empty);
  return { ...model, parameters: Object.fromEntries(values.map((value, i) => [NAMES[i], value])) };
}

describe("the reference answers at the exact optima", () => {
  const bg = modelOf("rfm-kit/bg-nbd", EXACT.bg.parameters);
  const mbg = modelOf("rfm-kit/mbg-nbd", EXACT.mbg.parameters);

  it.each([
    [0, 0, 39, 13, 0.938432262436, 0.95161120901],
    [1, 2, 38, 13, 0.93602070173, 0.940459421295],
    [2, 30, 38, 52, 0.391320952265, 0.38958191548],
    [26, 30, 31, 13, 0.058024962944, 0.062703622141],
  ])("P(no purchase) of (%d, %d, %d) within %d weeks", (repeats, last, age, horizon, ofBg, ofMbg) => {
    expect(noPurchaseProbability(bg, { repeats, last, age }, horizon)).toBeCloseTo(ofBg, 11);
    expect(noPurchaseProbability(mbg, { repeats, last, age }, horizon)).toBeCloseTo(ofMbg, 11);
  });

  it.each([
    [0, 0, 39, 1.01206173375, 0.7203982385],
    [2, 30, 38, 5.23897949511, 4.98749659408],
  ])("discounted purchases of (%d, %d, %d)", (repeats, last, age, ofBg, ofMbg) => {
    expect(discountedExpectedPurchases(bg, { repeats, last, age }, { rate: 0.0027 })).toBeCloseTo(ofBg, 10);
    expect(discountedExpectedPurchases(mbg, { repeats, last, age }, { rate: 0.0027 })).toBeCloseTo(ofMbg, 10);
  });

  it("expected purchases of newcomers", () => {
    const of = (model: BuyingModel): number[] => [1, 39, 78].map((time) => expectedPurchasesOfNewcomer(model, time));
    expectClose(of(bg), [0.0531842915, 1.19501004, 1.85795839], 5e-9);
    expectClose(of(mbg), [0.0530603234, 1.18227975, 1.80363042], 5e-9);
  });

  it("expectations at which textbook forms fail", () => {
    const small = modelOf("rfm-kit/bg-nbd", [0.11, 2.24, 0.31, 0.5]);
    const atOne = modelOf("rfm-kit/bg-nbd", [0.243, 4.414, 1, 2.426]);
    const nearOne = modelOf("rfm-kit/bg-nbd", [0.243, 4.414, 1 + 1e-15, 2.426]);
    const history = { repeats: 2, last: 30.43, age: 38.86 };
    expect(expectedPurchases(small, { repeats: 0, last: 0, age: 1 }, 30)).toBeCloseTo(0.564588615532785, 12);
    expect(expectedPurchases(atOne, history, 39)).toBeCloseTo(1.10213678604, 10);
    expect(expectedPurchases(nearOne, history, 39)).toBeCloseTo(1.10213678604, 10);
  });
});
