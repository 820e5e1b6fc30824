import { describe, expect, it } from "vitest";
import {
  auc,
  brierDecomposition,
  brierScore,
  calibrationTable,
  expectedCalibrationError,
  liftTable,
  logLoss,
  scoreMetrics,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

describe("auc", () => {
  it("counts pairs in the right order, and ties as one half", () => {
    expect(auc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
    expect(auc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0);
    expect(auc([1, 2, 2, 3], [0, 1, 0, 1])).toBe(3.5 / 4);
    expect(auc([7, 7, 7, 7], [0, 1, 0, 1])).toBe(0.5);
  });

  it("takes 0 and -0 for one score", () => {
    expect(auc([-0, 0, 0, -0], [0, 1, 0, 1])).toBe(0.5);
  });

  it("is null where there is no pair", () => {
    expect([auc([], []), auc([1, 2], [1, 1]), auc([1, 2], [0, 0])]).toEqual([null, null, null]);
  });

  it("takes scores of any finite size, and typed arrays", () => {
    expect(auc(Float64Array.of(-1e300, 5, 1e300), Uint8Array.of(0, 1, 1))).toBe(1);
  });
});

describe("brierScore", () => {
  it("is the mean squared distance", () => {
    expect(brierScore([0.5, 0.25, 1], [0, 1, 1])).toBeCloseTo((0.25 + 0.5625) / 3, 15);
    expect(brierScore([0, 1], [0, 1])).toBe(0);
    expect(brierScore([0, 1], [1, 0])).toBe(1);
    expect(brierScore([], [])).toBeNull();
  });
});

describe("brierDecomposition", () => {
  it("gives the base rate as a score no reliability, no resolution and all uncertainty", () => {
    const parts = brierDecomposition([0.25, 0.25, 0.25, 0.25], [0, 0, 0, 1]);
    expect(parts).toMatchObject({ score: 0.1875, reliability: 0, resolution: 0, uncertainty: 0.1875 });
  });

  it("gives a perfect score a resolution that makes up for the uncertainty", () => {
    const parts = brierDecomposition([0, 0, 0, 1], [0, 0, 0, 1]);
    expect(parts).toMatchObject({ score: 0, reliability: 0, resolution: 0.1875, uncertainty: 0.1875 });
  });

  it("makes up for what differs within bins", () => {
    const parts = brierDecomposition([0.25, 0.75, 1], [0, 1, 1], { bins: 1 });
    // Mean 2/3 in both columns, deviations -5/12, 1/12, 4/12 and -2/3, 1/3, 1/3.
    expect(parts?.reliability).toBeCloseTo(0, 15);
    expect(parts?.resolution).toBeCloseTo(0, 15);
    expect(parts?.withinVariance).toBeCloseTo((25 + 1 + 16) / 144 / 3, 15);
    expect(parts?.withinCovariance).toBeCloseTo((2 * (10 + 1 + 4)) / 36 / 3, 15);
    expect(parts?.score).toBeCloseTo(0.125 / 3, 15);
  });

  it("is null without customers", () => {
    expect(brierDecomposition([], [])).toBeNull();
  });
});

describe("logLoss", () => {
  it("clips at a millionth", () => {
    expect(logLoss([1, 0], [1, 0])).toBeCloseTo(-Math.log(1 - 1e-6), 15);
    expect(logLoss([0], [1])).toBe(-Math.log(1e-6));
    expect(logLoss([1e-9], [1])).toBe(-Math.log(1e-6));
    expect(logLoss([], [])).toBeNull();
  });
});

describe("calibrationTable", () => {
  const distinct = Array.from({ length: 25 }, (_, i) => i / 25);
  const labels = distinct.map((_, i) => i % 2);

  it("makes bins of equal counts, as near as can be", () => {
    const table = calibrationTable(distinct, labels);
    expect(table).toHaveLength(10);
    expect(table.every(({ customers }) => customers === 2 || customers === 3)).toBe(true);
    expect(table.reduce((sum, { customers }) => sum + customers, 0)).toBe(25);
  });

  it("keeps equal probabilities together and leaves empty bins out", () => {
    const tied = [...new Array(70).fill(0.1), ...new Array(30).fill(0.9)];
    const table = calibrationTable(tied, new Array(100).fill(0));
    expect(table.map(({ customers, lowest, highest }) => [customers, lowest, highest])).toEqual([
      [70, 0.1, 0.1],
      [30, 0.9, 0.9],
    ]);
  });

  it("makes bins of equal width, closed below, the last one also above", () => {
    const table = calibrationTable([0, 0.1, 0.2, 0.3, 0.7, 0.9, 1], [0, 0, 0, 0, 1, 1, 1], { by: "width" });
    expect(table.map(({ lowest, highest }) => [lowest, highest])).toEqual([
      [0, 0],
      [0.1, 0.1],
      [0.2, 0.2],
      [0.3, 0.3],
      [0.7, 0.7],
      [0.9, 1],
    ]);
    // 0.29 * 100 is below 29.
    const hundredths = Array.from({ length: 100 }, (_, i) => i / 100);
    const fine = calibrationTable(hundredths, new Array(100).fill(0), { bins: 100, by: "width" });
    expect(fine.map(({ lowest }) => lowest)).toEqual(hundredths);
  });

  it("has a mean of equal probabilities that is that probability", () => {
    const [bin] = calibrationTable(new Array(7).fill(0.1), new Array(7).fill(1));
    expect(bin).toEqual({ lowest: 0.1, highest: 0.1, customers: 7, events: 7, meanProbability: 0.1, rate: 1 });
  });

  it("is empty without customers", () => {
    expect(calibrationTable([], [])).toEqual([]);
  });
});

describe("expectedCalibrationError", () => {
  it("weighs the distances of bins by their customers", () => {
    // 0.25 said of four of whom two had it, 1 said of one who had not.
    const p = [0.25, 0.25, 0.25, 0.25, 1];
    expect(expectedCalibrationError(p, [1, 1, 0, 0, 0])).toBe((4 * 0.25 + 1) / 5);
    expect(expectedCalibrationError(p, [1, 1, 0, 0, 0], { bins: 1 })).toBe(0);
    expect(expectedCalibrationError([], [])).toBeNull();
  });
});

describe("liftTable", () => {
  it("gives a perfect score all events in the first groups", () => {
    const labels = Array.from({ length: 20 }, (_, i) => (i >= 16 ? 1 : 0));
    const table = liftTable(
      labels.map((_, i) => i),
      labels,
    );
    expect(table.map(({ gain }) => gain)).toEqual([0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(table[0]).toMatchObject({ group: 1, lowestScore: 18, customers: 2, events: 2, rate: 1, lift: 5 });
    expect(table[4]).toMatchObject({ lift: 0, share: 0.5, cumulativeLift: 2 });
  });

  it("gives tied customers their mean rate on both sides of a border: a constant score lifts nothing", () => {
    const table = liftTable(new Array(7).fill(3), [1, 0, 0, 1, 0, 0, 0]);
    expect(table).toHaveLength(10);
    for (const { lift, cumulativeLift, lowestScore, customers } of table) {
      expect([lift, cumulativeLift, lowestScore, customers]).toEqual([1, 1, 3, 0.7]);
    }
  });

  it("has no lift where nothing happened, and no groups without customers", () => {
    expect(liftTable([1, 2], [0, 0], { groups: 1 })).toEqual([
      {
        group: 1,
        lowestScore: 1,
        customers: 2,
        events: 0,
        rate: 0,
        lift: null,
        share: 1,
        gain: null,
        cumulativeLift: null,
      },
    ]);
    expect(liftTable([], [])).toEqual([]);
  });
});

describe("scoreMetrics", () => {
  const p = [0.1, 0.4, 0.4, 0.8, 0.9, 0.2];
  const labels = [0, 1, 0, 1, 1, 0];

  it("has what each measure gives alone", () => {
    const metrics = scoreMetrics(p, labels, { bins: 3, by: "width", groups: 4, cut: 0.4 });
    const bins = { bins: 3, by: "width" } as const;
    expect(metrics).toMatchObject({
      customers: 6,
      events: 3,
      baseRate: 0.5,
      auc: auc(p, labels),
      brier: brierDecomposition(p, labels, bins),
      logLoss: logLoss(p, labels),
      calibrationError: expectedCalibrationError(p, labels, bins),
      calibration: calibrationTable(p, labels, bins),
      lift: liftTable(p, labels, { groups: 4 }),
      accuracy: 5 / 6,
      cut: 0.4,
    });
    expect(metrics.meanProbability).toBeCloseTo(2.8 / 6, 15);
    expect(metrics.bias).toBeCloseTo(2.8 / 6 - 0.5, 15);
    expect(metrics.brier?.score).toBe(brierScore(p, labels));
  });

  it("says null for nobody, and is plain frozen JSON", () => {
    expect(scoreMetrics([], [])).toEqual({
      customers: 0,
      events: 0,
      baseRate: null,
      meanProbability: null,
      bias: null,
      auc: null,
      brier: null,
      logLoss: null,
      accuracy: null,
      cut: 0.5,
      calibrationError: null,
      calibration: [],
      lift: [],
    });
    const metrics = scoreMetrics(p, labels);
    expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
    const parts = [metrics, metrics.brier, metrics.calibration, metrics.calibration[0], metrics.lift, metrics.lift[0]];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });

  it("measures one class without an AUC", () => {
    expect(scoreMetrics([0.5, 0.75], [1, 1])).toMatchObject({ auc: null, baseRate: 1, accuracy: 1, bias: -0.375 });
  });
});

describe("the metrics refuse", () => {
  it.each<[string, string, () => unknown]>([
    ["labels of another length", "labels", () => auc([1, 2], [1])],
    ["what is no column", "scores", () => auc(wrong("12"), [1, 0])],
    ["a view without elements", "labels", () => auc([1], wrong(new DataView(new ArrayBuffer(1))))],
    ["a score that is not finite", "scores[1]", () => auc([1, Number.NaN], [1, 0])],
    ["an infinite score", "scores[0]", () => liftTable([Number.POSITIVE_INFINITY], [1])],
    ["a label that is neither 0 nor 1", "labels[1]", () => brierScore([0.5, 0.5], [1, 2])],
    ["a label that is true", "labels[0]", () => brierScore([0.5], [wrong(true)])],
    ["a probability above 1", "probabilities[0]", () => logLoss([1.5], [1])],
    ["a probability below 0", "probabilities[0]", () => calibrationTable([-0.1], [1])],
    ["a probability as text", "probabilities[0]", () => brierScore([wrong("0.5")], [1])],
    ["no bins", "options.bins", () => calibrationTable([], [], { bins: 0 })],
    ["another kind of bins", "options.by", () => expectedCalibrationError([], [], { by: wrong("size") })],
    ["an unknown option", "options.bin", () => brierDecomposition([], [], wrong({ bin: 5 }))],
    ["half a group", "options.groups", () => liftTable([], [], { groups: 0.5 })],
    ["a cut above 1", "options.cut", () => scoreMetrics([], [], { cut: 2 })],
  ])("%s", (_, path, call) => {
    const codes = { "options.by": "UNKNOWN_NAME", "options.bin": "UNKNOWN_OPTION", scores: "WRONG_TYPE" } as const;
    const code = codes[path as keyof typeof codes] ?? (path === "labels" ? undefined : "OUT_OF_RANGE");
    if (code === undefined) expect(call).toThrow(/: labels must /);
    else expectRefused(call, code, { path });
  });

  it("in these words", () => {
    expect(() => auc([1, 2], [1])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: auc: labels must have the length of scores, 2; received 1]`,
    );
    expect(() => auc([1], [wrong("1")])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: auc: labels[0] must be 0 or 1; received "1"]`,
    );
    expect(() => brierScore([1.5], [1])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: brierScore: probabilities[0] must be a number from 0 to 1; received 1.5]`,
    );
    expect(() => brierDecomposition([0.5], wrong(null))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: brierDecomposition: labels must be an array of numbers; received null]`,
    );
    expect(() => logLoss([Number.NaN], [1])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: logLoss: probabilities[0] must be a number from 0 to 1; received NaN]`,
    );
    expect(() => calibrationTable([], [], { bins: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: calibrationTable: options.bins must be an integer from 1 to 1000; received 0]`,
    );
    expect(() => expectedCalibrationError([], [], { by: wrong("size") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: expectedCalibrationError: options.by must be "count" or "width"; received "size"]`,
    );
    expect(() => liftTable([], [], { groups: 1001 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: liftTable: options.groups must be an integer from 1 to 1000; received 1001]`,
    );
    expect(() => scoreMetrics([], [], { cut: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: scoreMetrics: options.cut must be a number from 0 to 1; received 2]`,
    );
  });
});
