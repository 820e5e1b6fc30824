import { describe, expect, it } from "vitest";
import {
  explainLogistic,
  type FitLogisticOptions,
  fitLogistic,
  type LogisticModel,
  predictLogistic,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const recency = [5, 10, 40, 80, 90, 200, 15, 120];
const orders = [9, 4, 5, 2, 3, 1, 6, 2];
const labels = [0, 0, 1, 0, 1, 1, 0, 1];
const model = fitLogistic({ features: { recency, orders }, labels });

function codes({ fit }: LogisticModel): string[] {
  return fit.warnings.map(({ code }) => code);
}

describe("fitLogistic", () => {
  it("makes plain frozen JSON with a kind and a version", () => {
    expect(model).toMatchObject({ kind: "rfm-kit/logistic", version: 1, ridge: 1 });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    const parts = [model, model.features, model.features[0], model.fit, model.fit.warnings];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });

  it("says how the fit went", () => {
    expect(model.fit).toMatchObject({ status: "converged", customers: 8, events: 4, warnings: [] });
    expect(model.fit.gradientNorm).toBeLessThan(1e-10);
    expect(model.fit.iterations).toBeLessThan(12);
    const p = predictLogistic(model, { recency, orders });
    const likelihood = p.reduce((sum, x, i) => sum + Math.log(labels[i] === 1 ? x : 1 - x), 0);
    expect(model.fit.logLikelihood).toBeCloseTo(likelihood, 12);
  });

  it("keeps mean and standard deviation by n, and gives a constant feature no weight, with a warning", () => {
    const features = { x: [1, 2, 3, 6], same: [0.1, 0.1, 0.1, 0.1] };
    const fitted = fitLogistic({ features, labels: [0, 1, 0, 1] });
    expect(fitted.features[0]).toMatchObject({ name: "x", mean: 3, scale: Math.sqrt(14 / 4), missingWeight: null });
    expect(fitted.features[1]).toEqual({
      name: "same",
      mean: 0.1,
      scale: 0,
      weight: 0,
      missing: 0,
      missingWeight: null,
    });
    expect(fitted.fit.warnings).toEqual([
      { code: "CONSTANT_FEATURE", message: 'the values of "same" do not differ, so it has no weight' },
    ]);
  });

  it("gives being missing a weight of its own, and the missing value that of the mean", () => {
    const x = [1, 2, 3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    const fitted = fitLogistic({ features: { x }, labels: [0, 1, 0, 1, 1, 1, 1, 0] });
    const [feature] = fitted.features;
    expect(feature).toMatchObject({ mean: 2.5, scale: Math.sqrt(1.25), missing: 4 });
    expect(feature?.missingWeight).toBeGreaterThan(0);
    const [atMean, missing] = predictLogistic(fitted, { x: [2.5, Number.NaN] });
    const odds = (p = Number.NaN): number => Math.log(p / (1 - p));
    expect(odds(missing) - odds(atMean)).toBeCloseTo(feature?.missingWeight ?? Number.NaN, 12);
  });

  it("knows nothing of a feature that is always missing", () => {
    const features = { x: [Number.NaN, Number.NaN], y: [0, 1] };
    const fitted = fitLogistic({ features, labels: [0, 1] });
    expect(fitted.features[0]).toEqual({ name: "x", mean: 0, scale: 0, weight: 0, missing: 2, missingWeight: null });
    expect(codes(fitted)).toEqual(["SEPARABLE", "CONSTANT_FEATURE"]);
    expect([...predictLogistic(fitted, { x: [5, Number.NaN], y: [1, 1] })]).toEqual([
      ...predictLogistic(fitted, { x: [Number.NaN, 7], y: [1, 1] }),
    ]);
  });

  it.each([1, 1e-3, 1e-6])("bounds the weights by the ridge where labels are told apart perfectly: %d", (ridge) => {
    const x = Array.from({ length: 40 }, (_, i) => i);
    const fitted = fitLogistic({ features: { x }, labels: x.map((i) => (i < 17 ? 0 : 1)), ridge });
    expect(fitted.fit.status).toBe("converged");
    expect(codes(fitted)).toEqual(["SEPARABLE"]);
    expect(Number.isFinite(fitted.features[0]?.weight)).toBe(true);
    expect([...predictLogistic(fitted, { x: [16, 17] })].map(Math.round)).toEqual([0, 1]);
  });

  it("gets there where only a tiny ridge bounds weights of thousands", () => {
    const x = Array.from({ length: 60 }, (_, i) => (60 / (i + 1)) ** 4);
    const fitted = fitLogistic({ features: { x }, labels: x.map((_, i) => (i < 40 && i !== 5 ? 1 : 0)), ridge: 1e-9 });
    expect(fitted.fit.status).toBe("converged");
    expect(fitted.fit.gradientNorm).toBeLessThan(1e-12);
    expect(fitted.features[0]?.weight).toBeGreaterThan(20);
  });

  it("shares a weight among features that say the same", () => {
    const both = fitLogistic({ features: { a: recency, b: recency }, labels, ridge: 1 });
    const half = fitLogistic({ features: { a: recency }, labels, ridge: 0.5 });
    const [a, b] = both.features;
    expect(a?.weight).toBeCloseTo(b?.weight ?? Number.NaN, 12);
    expect((a?.weight ?? 0) + (b?.weight ?? 0)).toBeCloseTo(half.features[0]?.weight ?? Number.NaN, 10);
  });

  it("says nearly the same of everybody where all labels are equal", () => {
    const fitted = fitLogistic({ features: { recency }, labels: new Array(8).fill(1) });
    expect([...predictLogistic(fitted, { recency: [1, 1000] })]).toEqual([8.5 / 9, 8.5 / 9]);
    expect(fitted.fit).toMatchObject({ status: "boundary", gradientNorm: null, iterations: 0 });
    expect(fitted.fit.logLikelihood).toBeCloseTo(8 * Math.log(8.5 / 9), 12);
    expect(codes(fitted)).toEqual(["ONE_CLASS"]);
  });

  it("says one half where there is nobody", () => {
    const fitted = fitLogistic({ features: { x: [] }, labels: [] });
    expect(fitted.fit).toMatchObject({ status: "no-data", logLikelihood: null });
    expect(codes(fitted)).toEqual(["NO_DATA"]);
    expect([...predictLogistic(fitted, { x: [5] })]).toEqual([0.5]);
  });

  it("fits the base rate where there are no features", () => {
    const fitted = fitLogistic({ features: {}, labels: [1, 0, 0, 0] });
    expect(fitted.intercept).toBeCloseTo(Math.log(1 / 3), 12);
    expect(predictLogistic(fitted, {})).toEqual(new Float64Array(0));
  });

  it("takes names that objects have of their own", () => {
    const features = Object.defineProperty({ constructor: orders }, "__proto__", { value: recency, enumerable: true });
    const fitted = fitLogistic<string>({ features: wrong(features), labels });
    expect(fitted.features.map(({ name }) => name)).toEqual(["constructor", "__proto__"]);
    expect(predictLogistic(fitted, wrong(features))).toHaveLength(8);
  });

  it.each<[string, string, string, unknown]>([
    ["nothing", "WRONG_TYPE", "options", undefined],
    ["an unknown option", "UNKNOWN_OPTION", "options.l2", { features: {}, labels: [], l2: 1 }],
    ["no features", "WRONG_TYPE", "options.features", { labels }],
    ["features as a list", "WRONG_TYPE", "options.features", { features: [recency], labels }],
    ["a feature that is no column", "WRONG_TYPE", 'options.features["x"]', { features: { x: 5 }, labels }],
    ["a feature of another length", "LENGTH_MISMATCH", 'options.features["x"]', { features: { x: [1] }, labels }],
    ["text in a feature", "OUT_OF_RANGE", 'options.features["x"][0]', { features: { x: ["1"] }, labels: [1] }],
    ["null in a feature", "OUT_OF_RANGE", 'options.features["x"][0]', { features: { x: [null] }, labels: [1] }],
    ["an infinite value", "OUT_OF_RANGE", 'options.features["x"][0]', { features: { x: [Infinity] }, labels: [1] }],
    ["too large a value", "OUT_OF_RANGE", 'options.features["x"][0]', { features: { x: [1e101] }, labels: [1] }],
    ["no labels", "WRONG_TYPE", "options.labels", { features: {} }],
    ["a label of 2", "OUT_OF_RANGE", "options.labels[1]", { features: {}, labels: [1, 2] }],
    ["no ridge at all", "OUT_OF_RANGE", "options.ridge", { features: {}, labels: [], ridge: 0 }],
    ["an infinite ridge", "OUT_OF_RANGE", "options.ridge", { features: {}, labels: [], ridge: Infinity }],
    ["a ridge of null", "OUT_OF_RANGE", "options.ridge", { features: {}, labels: [], ridge: null }],
    [
      "too many features",
      "OUT_OF_RANGE",
      "options.features",
      { features: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, []])), labels: [] },
    ],
  ])("refuses %s", (_, code, path, options) => {
    expectRefused(() => fitLogistic(wrong<FitLogisticOptions>(options)), wrong(code), { where: "fitLogistic", path });
  });

  it("refuses in these words", () => {
    expect(() => fitLogistic({ features: { x: [1] }, labels })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitLogistic: options.features["x"] must have 8 values, as the other columns have; received 1]`,
    );
    expect(() => fitLogistic({ features: {}, labels, ridge: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitLogistic: options.ridge must be a number from 1e-9 to 1e9; received 0]`,
    );
  });
});

describe("predictLogistic", () => {
  it("takes a model from JSON and columns in any order", () => {
    const saved = JSON.parse(JSON.stringify(model));
    expect(predictLogistic(saved, { orders, recency })).toEqual(predictLogistic(model, { recency, orders }));
  });

  it("is the formula, column by column", () => {
    const p = predictLogistic(model, { recency, orders });
    const sum = (i: number): number =>
      model.features.reduce(
        (s, { mean, scale, weight }, f) => s + (weight * (([recency, orders][f]?.[i] ?? 0) - mean)) / scale,
        model.intercept,
      );
    p.forEach((x, i) => {
      expect(x).toBeCloseTo(1 / (1 + Math.exp(-sum(i))), 14);
    });
  });

  it("takes a value that was never missing before, and is, for the mean", () => {
    const [missing, atMean] = predictLogistic(model, {
      recency: [Number.NaN, model.features[0]?.mean ?? 0],
      orders: [3, 3],
    });
    expect(missing).toBe(atMean);
  });

  it("stays from 0 to 1 however far a value is", () => {
    expect([...predictLogistic(model, { recency: [1e100, -1e100], orders: [1, 1] })]).toEqual([1, 0]);
  });

  it.each<[string, string, string, unknown, unknown?]>([
    ["another kind", "BAD_MODEL", "model.kind", { ...model, kind: "rfm-kit/rfm" }],
    ["a later version", "BAD_MODEL", "model.version", { ...model, version: 2 }],
    ["null", "BAD_MODEL", "model", null],
    ["an intercept of null", "BAD_MODEL", "model.intercept", { ...model, intercept: null }],
    ["features that are none", "BAD_MODEL", "model.features", { ...model, features: {} }],
    ["too many features", "BAD_MODEL", "model.features", { ...model, features: new Array(1001) }],
    ["a feature that is none", "BAD_MODEL", "model.features[0]", { ...model, features: [5] }],
    [
      "a name twice",
      "BAD_MODEL",
      "model.features[1].name",
      { ...model, features: [model.features[0], model.features[0]] },
    ],
    ["a weight as text", "BAD_MODEL", "model.features[0].weight", changed({ weight: "1" })],
    ["a negative scale", "BAD_MODEL", "model.features[0].scale", changed({ scale: -1 })],
    ["a scale next to nothing", "BAD_MODEL", "model.features[0].scale", changed({ scale: 1e-200 })],
    ["a weight without a scale", "BAD_MODEL", "model.features[0].weight", changed({ scale: 0 })],
    ["a mean that is missing", "BAD_MODEL", "model.features[0].mean", changed({ mean: undefined })],
    ["a missing weight that is", "BAD_MODEL", "model.features[0].missingWeight", changed({ missingWeight: undefined })],
    ["no fit", "BAD_MODEL", "model.fit", { ...model, fit: undefined }],
    ["a column less", "MODEL_MISMATCH", 'features["orders"]', model, { recency }],
    ["a column more", "MODEL_MISMATCH", 'features["age"]', model, { recency, orders, age: orders }],
    ["columns of two lengths", "LENGTH_MISMATCH", 'features["orders"]', model, { recency, orders: [1] }],
  ])("refuses %s", (_, code, path, given, features = { recency, orders }) => {
    expectRefused(() => predictLogistic(wrong<LogisticModel>(given), wrong(features)), wrong(code), {
      where: "predictLogistic",
      path,
    });
  });

  it("refuses in these words", () => {
    expect(() => predictLogistic(model, wrong({ recency }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: predictLogistic: features must be the columns of the model; features["orders"] is missing]`,
    );
    expect(() =>
      predictLogistic(wrong<LogisticModel>(changed({ scale: -1 })), { recency, orders }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: predictLogistic: model.features[0].scale must be 0 or a number from 1e-100 to 1e+100; received -1]`,
    );
  });
});

function changed(field: object): object {
  return { ...model, features: [{ ...model.features[0], ...field }, model.features[1]] };
}

describe("explainLogistic", () => {
  const x = [1, 2, 3, 4, Number.NaN, Number.NaN, 5, 6];
  const fitted = fitLogistic({
    features: { x, late: [1, 0, 1, 0, 1, 0, 1, 0], same: new Array(8).fill(3) },
    labels: [1, 0, 1, 0, 1, 1, 0, 0],
  });

  it("lists the strongest first, with odds ratios", () => {
    const effects = explainLogistic(fitted);
    expect(effects.map(({ name, of, direction }) => `${name} ${of} ${direction}`)).toEqual([
      "x missing raises",
      "x value lowers",
      "late value raises",
      "same value none",
    ]);
    const sizes = effects.map(({ weight }) => Math.abs(weight));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    for (const { weight, oddsRatio } of effects) expect(oddsRatio).toBe(Math.exp(weight));
  });

  it("says it in words", () => {
    expect(explainLogistic(fitted).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "Where "x" is missing, the odds are multiplied by 2.13.",
        "More "x", a lower probability: one standard deviation more (1.71) multiplies the odds by 0.507.",
        "More "late", a higher probability: one standard deviation more (0.5) multiplies the odds by 1.89.",
        ""same" makes no difference.",
      ]
    `);
    expect(explainLogistic(fitted, "zh-Hans").map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "“x”缺失时，发生比变为2.13倍。",
        "“x”越大，概率越低：每增加一个标准差（1.71），发生比变为0.507倍。",
        "“late”越大，概率越高：每增加一个标准差（0.5），发生比变为1.89倍。",
        "“same”没有影响。",
      ]
    `);
  });

  it("is finite whatever the weight", () => {
    const [effect] = explainLogistic(wrong<typeof model>(changed({ weight: 1e99 })));
    expect(Number.isFinite(effect?.oddsRatio)).toBe(true);
  });

  it("refuses another language and what is no model", () => {
    expectRefused(() => explainLogistic(model, wrong("fr")), "UNKNOWN_NAME", {
      where: "explainLogistic",
      path: "language",
    });
    expectRefused(() => explainLogistic(wrong<LogisticModel>({})), "BAD_MODEL", {
      where: "explainLogistic",
      path: "model.kind",
    });
    expect(() => explainLogistic(wrong<LogisticModel>("model"))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: explainLogistic: model must be an object; received "model"]`,
    );
  });
});
