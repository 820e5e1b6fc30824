import { describe, expect, it } from "vitest";
import {
  applyBins,
  type BinColumns,
  type BinModel,
  type BinsOption,
  custom,
  fitBins,
  loadModel,
  ntile,
  quantiles,
  type RfmErrorCode,
  rfm,
  rRfm,
  scoreRfm,
  thresholds,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const columns = { recency: [3, 30, 300], frequency: [1, 2, 9], monetary: [500, 700, 9900] };
const model = fitBins(columns, quantiles(2));

const MOST = Number.MAX_SAFE_INTEGER;
const zero = (values: readonly number[]): number[] => values.map(() => 0);
const money = (...monetary: number[]): BinColumns => ({
  recency: zero(monetary),
  frequency: zero(monetary),
  monetary,
  frequencyScale: 1,
  monetaryScale: 100,
});

describe.each([
  ["fitBins", (of: BinColumns) => fitBins(of, quantiles(2))],
  ["applyBins", (of: BinColumns) => applyBins(of, model)],
] as const)("the columns of %s", (where, call) => {
  it.each([null, undefined, 5, "columns"])("are no %s", (of) => {
    expectRefused(() => call(wrong<BinColumns>(of)), "WRONG_TYPE", { where, path: "columns" });
  });

  it.each(["recency", "frequency", "monetary"] as const)("have %s as integers", (name) => {
    for (const column of [undefined, null, 5, "123", {}, Uint8Array.of(1, 2, 3)]) {
      expectRefused(() => call({ ...columns, [name]: column }), "WRONG_TYPE", { where, path: `columns.${name}` });
    }
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "1", null, 1n]) {
      expectRefused(() => call({ ...columns, [name]: wrong<number[]>([1, value, 2]) }), "OUT_OF_RANGE", {
        where,
        path: `columns.${name}[1]`,
      });
    }
    expectRefused(() => call({ ...columns, [name]: Float64Array.of(1, 2.5, 3) }), "OUT_OF_RANGE", {
      path: `columns.${name}[1]`,
    });
  });

  it.each(["frequency", "monetary"] as const)("have one length: %s", (name) => {
    expectRefused(() => call({ ...columns, [name]: [1, 2] }), "LENGTH_MISMATCH", { where, path: `columns.${name}` });
  });

  it.each([0, -1, 0.5, Number.NaN, 1e10, "100", null])("have no scale %s", (scale) => {
    if (scale === null) return;
    expectRefused(() => call({ ...columns, monetaryScale: wrong<number>(scale) }), "OUT_OF_RANGE", {
      where,
      path: "columns.monetaryScale",
    });
  });
});

describe("the bins", () => {
  it.each([null, undefined, 5, "quantiles"])("are no %s", (bins) => {
    expectRefused(() => fitBins(columns, wrong<BinsOption>(bins)), "WRONG_TYPE", { where: "fitBins", path: "bins" });
  });

  it("have all three dimensions and no other", () => {
    const { recency, frequency } = { recency: quantiles(2), frequency: quantiles(2) };
    expectRefused(() => fitBins(columns, wrong<BinsOption>({ recency, frequency })), "MISSING_OPTION", {
      path: "bins.monetary",
    });
    expectRefused(() => fitBins(columns, wrong<BinsOption>([])), "MISSING_OPTION", { path: "bins.recency" });
    const extra = { recency, frequency, monetary: recency, money: recency };
    expectRefused(() => fitBins(columns, wrong<BinsOption>(extra)), "UNKNOWN_OPTION", { path: "bins.money" });
  });

  it("written by hand are checked as if they were made by the functions", () => {
    expectRefused(() => fitBins(columns, wrong<BinsOption>({ method: "jenks", bins: 5 })), "UNKNOWN_NAME", {
      where: "fitBins",
      path: "bins.recency.method",
    });
    for (const method of [JSON.parse('{ "toString": 1 }'), Object.create(null), ["quantiles"], null]) {
      const bins = wrong<BinsOption>({ method, bins: 5 });
      expectRefused(() => fitBins(columns, bins), "UNKNOWN_NAME", { path: "bins.recency.method" });
    }
    const refused = (spec: object, code: RfmErrorCode, key: string) => {
      const own = quantiles(2);
      const bins = wrong<BinsOption>({ recency: own, frequency: spec, monetary: own });
      expectRefused(() => fitBins(columns, bins), code, { where: "fitBins", path: `bins.frequency.${key}` });
    };
    refused({ method: "quantiles", bins: 1 }, "OUT_OF_RANGE", "bins");
    refused({ method: "quantiles", bins: 2, type: 10 }, "OUT_OF_RANGE", "type");
    refused({ method: "rRfm", bins: 500 }, "OUT_OF_RANGE", "bins");
    refused({ method: "thresholds", edges: [1, 1] }, "NOT_INCREASING", "edges[1]");
    refused({ method: "thresholds", edges: [1], closed: "both" }, "UNKNOWN_NAME", "closed");
    refused({ method: "custom", bins: 2, edges: [1] }, "WRONG_TYPE", "edges");
    expectRefused(
      () => fitBins(columns, { method: "thresholds", bins: 3, edges: [2, 1], closed: "right" }),
      "NOT_INCREASING",
    );
    const terse = wrong<BinsOption>({ method: "thresholds", edges: [2] });
    expect(fitBins(columns, terse).frequency).toMatchObject({ bins: 2, closed: "right" });
    for (const sloppy of [
      { method: "thresholds", bins: 7, edges: [2] },
      { method: "meanSplit", bins: 5 },
    ]) {
      expectRefused(() => fitBins(columns, wrong<BinsOption>(sloppy)), "OUT_OF_RANGE", { path: "bins.recency.bins" });
    }
    const misspelt = wrong<BinsOption>({ method: "quantiles", bins: 5, tpye: 6 });
    expectRefused(() => fitBins(columns, misspelt), "UNKNOWN_OPTION", { path: "bins.recency.tpye" });
  });

  it("may differ in method and number from one dimension to the next", () => {
    const bins = { recency: thresholds([10, 100]), frequency: quantiles(2), monetary: rRfm(4) };
    const fitted = fitBins(columns, bins);
    expect([fitted.recency, fitted.frequency, fitted.monetary].map(({ method, bins }) => [method, bins])).toEqual([
      ["thresholds", 3],
      ["quantiles", 2],
      ["rRfm", 4],
    ]);
  });

  it("fitted on nobody have no edges, but for thresholds, and score nobody", () => {
    const none = { recency: [], frequency: [], monetary: [] };
    const empty = fitBins(none, quantiles(5));
    expect(empty.recency).toMatchObject({ edges: [], sizes: [0, 0, 0, 0, 0], min: null, max: null });
    expect([...applyBins(none, empty).r]).toEqual([]);
    expectRefused(() => applyBins(columns, empty), "EMPTY_MODEL", { where: "applyBins", path: "model.recency" });
    expect([...applyBins(columns, fitBins(none, thresholds([10]))).r]).toEqual([2, 1, 1]);
  });

  it("are refused in these words", () => {
    expect(() => fitBins(columns, wrong<BinsOption>(5))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitBins: bins must be quantiles(5), or { recency, frequency, monetary } of such; received 5]`,
    );
    expect(() => fitBins(columns, wrong<BinsOption>({ method: "kmeans" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitBins: bins.recency.method must be one of quantiles, thresholds, custom, spss, percentRank, cumeDist, pandas, rRfm, ntile, equalWidth, naturalBreaks, meanSplit, medianSplit; received "kmeans"]`,
    );
    expect(() => fitBins({ ...columns, monetary: [1, 2.5, 3] }, quantiles(2))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitBins: columns.monetary[1] must be an integer below 2^53 (money in minor units); received 2.5]`,
    );
  });
});

describe("the edges of custom", () => {
  const fitWith = (edges: unknown): unknown =>
    fitBins(
      columns,
      custom(3, () => wrong<number[]>(edges)),
    );

  it.each([[undefined], [null], [5], [[1]], [[1, 2, 3]], [Float64Array.of(1, 2)]])("are not %s", (edges) => {
    expectRefused(() => fitWith(edges), "LENGTH_MISMATCH", { where: "custom" });
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e16], ["9"], [null], [undefined], [[]], [[5]], [true], [{}]])(
    "are finite numbers, not %s",
    (edge) => {
      expectRefused(() => fitWith([1, edge]), "OUT_OF_RANGE", { where: "custom", path: "edges(sorted)[1]" });
    },
  );

  it("do not descend, but may be equal", () => {
    expectRefused(() => fitWith([2, 1]), "NOT_INCREASING", { where: "custom", path: "edges(sorted)[1]" });
    expect(
      fitBins(
        columns,
        custom(3, () => [2, 2]),
      ).frequency.sizes,
    ).toEqual([2, 0, 1]);
  });

  it("come from a function that gets the sorted values in the units of the caller, one for each dimension", () => {
    const seen: number[][] = [];
    const middle = custom(2, (sorted) => {
      seen.push([...sorted]);
      return [sorted[1] as number];
    });
    fitBins({ ...columns, monetaryScale: 100 }, middle);
    expect(seen).toEqual([
      [3, 30, 300],
      [1, 2, 9],
      [5, 7, 99],
    ]);
    expectRefused(() => custom(2, wrong<() => number[]>([5])), "WRONG_TYPE", { where: "custom", path: "edges" });
  });
});

describe("the customers of ntile", () => {
  const tied = { recency: [1, 1, 2], frequency: [1, 1, 2], monetary: [1, 1, 2] };

  it("are needed", () => {
    expectRefused(() => fitBins(tied, ntile(2)), "MISSING_COLUMN", { where: "fitBins", path: "columns.customer" });
    expectRefused(() => fitBins({ ...tied, customer: wrong<string[]>(null) }, ntile(2)), "MISSING_COLUMN");
  });

  it("have the length of the other columns: without it the result would depend on the order of the rows", () => {
    for (const customer of [["a"], ["a", "b", "c", "d"], []]) {
      expectRefused(() => fitBins({ ...tied, customer }, ntile(2)), "LENGTH_MISMATCH", {
        where: "fitBins",
        path: "columns.customer",
      });
    }
  });
});

describe("the model of applyBins", () => {
  it.each([
    ["nothing", undefined, "model"],
    ["an array", [], "model"],
    ["another kind", { ...model, kind: "rfm-kit/rfm" }, "model.kind"],
    ["a later version", { ...model, version: 2 }, "model.version"],
    ["no count of customers", { ...model, customers: -1 }, "model.customers"],
    ["a dimension missing", { ...model, monetary: undefined }, "model.monetary"],
    ["recency the other way round", { ...model, recency: { ...model.recency, best: "high" } }, "model.recency.best"],
    ["too few edges", { ...model, recency: { ...model.recency, bins: 3 } }, "model.recency.edges"],
    ["one bin", { ...model, recency: { ...model.recency, bins: 1, edges: [] } }, "model.recency.bins"],
    ["an edge that is none", { ...model, recency: { ...model.recency, edges: [5] } }, "model.recency.edges[0]"],
    [
      "an edge that is no proper fraction",
      { ...model, recency: { ...model.recency, edges: [{ whole: 1, num: 2, den: 2 }] } },
      "model.recency.edges[0]",
    ],
    [
      "edges that descend",
      {
        ...model,
        recency: {
          ...model.recency,
          bins: 3,
          sizes: [1, 1, 1],
          edges: [5, 4].map((whole) => ({ whole, num: 0, den: 1 })),
        },
      },
      "model.recency.edges[1]",
    ],
    [
      "edges that descend by a fraction",
      {
        ...model,
        recency: {
          ...model.recency,
          bins: 3,
          sizes: [1, 1, 1],
          edges: [2, 1].map((num) => ({ whole: 5, num, den: 3 })),
        },
      },
      "model.recency.edges[1]",
    ],
    ["sizes of another number", { ...model, recency: { ...model.recency, sizes: [3] } }, "model.recency.sizes"],
  ])("is refused with the path of the bad field: %s", (_, changed, path) => {
    expectRefused(() => applyBins(columns, wrong<BinModel>(changed)), "BAD_MODEL", { where: "applyBins", path });
  });

  it("is refused where its parts no longer fit together: sizes and the number of customers, edges and customers", () => {
    const { recency } = model;
    for (const changed of [
      { ...model, recency: { ...recency, sizes: [7, 7] } },
      { ...model, customers: 9 },
      { ...model, recency: { ...recency, edges: [] } },
    ]) {
      expectRefused(() => applyBins(columns, changed), "BAD_MODEL");
    }
  });

  it("has the scales of the columns", () => {
    expectRefused(() => applyBins({ ...columns, monetaryScale: 100 }, model), "MODEL_MISMATCH", {
      where: "applyBins",
      path: "monetary",
      received: "100",
    });
  });

  it("is refused in these words", () => {
    expect(() => applyBins(columns, { ...model, customers: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: applyBins: model.customers must be a count; received -1]`,
    );
    expect(() => applyBins({ ...columns, frequencyScale: 10 }, model)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: applyBins: frequency must have the scale of the model, 1; received 10]`,
    );
    const empty = fitBins({ recency: [], frequency: [], monetary: [] }, quantiles(2));
    expect(() => applyBins(columns, empty)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: applyBins: model.recency was fitted on no customer and scores nobody]`,
    );
  });
});

describe("edges at the ends of the numbers", () => {
  it("beyond the largest amount have nobody above them", () => {
    const beyond = thresholds([9e15], { closed: "left" });
    expect([...applyBins(money(MOST), fitBins(money(MOST), beyond)).m]).toEqual([1]);
    expect(fitBins(money(MOST, MOST), rRfm(2)).monetary.sizes).toEqual([2, 0]);
  });

  it("below the smallest amount have everybody above them", () => {
    for (const closed of ["right", "left"] as const) {
      expect(fitBins(money(-MOST), thresholds([-9e15], { closed })).monetary.sizes).toEqual([0, 1]);
    }
  });

  it("of very fine decimals make a model that the library takes back", () => {
    const bins = { recency: thresholds([0.6, 0.6000000000000001]), frequency: quantiles(3), monetary: quantiles(3) };
    const rows = [{ c: 1, d: "2026-03-01", a: 5 }];
    const result = rfm(rows, { customer: "c", date: "d", amount: "a", bins, segments: null });
    const loaded = loadModel(JSON.stringify(result.model));
    expect([...scoreRfm(rows, loaded, { customer: "c", date: "d", amount: "a" })]).toEqual([...result]);
  });
});
