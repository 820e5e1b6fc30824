import { describe, expect, it } from "vitest";
import { loadModel, rfm } from "../../../src/index.js";
import { errorOf, expectRefused } from "../refused.js";

const rows = [1, 2, 3].map((c) => ({ c, d: `2026-03-0${c}`, a: c }));
const { model } = rfm(rows, { customer: "c", date: "d", amount: "a" });

describe("loadModel", () => {
  it("takes text or what JSON made of it", () => {
    expect(loadModel(JSON.stringify(model))).toEqual(model);
    expect(loadModel(model)).toBe(model);
  });

  it("keeps the cause where the text is no JSON", () => {
    const error = errorOf(() => loadModel("{"));
    expect([error.code, error.details.path]).toEqual(["BAD_MODEL", "model"]);
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it.each([
    ["model.kind", { ...model, kind: "rfm-kit/bins" }],
    ["model.version", { ...model, version: 2 }],
    ["model.asOf", { ...model, asOf: 20_000 }],
    ["model.asOf", { ...model, asOf: "1 March" }],
    ["model.measure", { ...model, measure: null }],
    ["model.measure.window", { ...model, measure: { ...model.measure, window: 0 } }],
    ["model.measure.frequency", { ...model, measure: { ...model.measure, frequency: "weeks" } }],
    ["model.measure.frequency", { ...model, measure: { ...model.measure, frequency: undefined } }],
    ["model.measure.monetary", { ...model, measure: { ...model.measure, monetary: "sum" } }],
    ["model.measure.monetary", { ...model, measure: { ...model.measure, monetary: null } }],
    ["model.measure.decimals", { ...model, measure: { ...model.measure, decimals: 12 } }],
    ["model.measure.currency", { ...model, measure: { ...model.measure, currency: "RMB" } }],
    ["model.measure.refunds", { ...model, measure: { ...model.measure, refunds: "drop" } }],
    ["model.measure.timeZone", { ...model, measure: { ...model.measure, timeZone: "Mars/Base" } }],
    ["model.bins", { ...model, bins: undefined }],
    ["model.bins.monetary.scale", { ...model, measure: { ...model.measure, decimals: 3 } }],
    ["model.bins.frequency.scale", { ...model, measure: { ...model.measure, frequency: { of: "orders", per: 30 } } }],
    ["model.segments", { ...model, segments: undefined }],
    [
      "model.segments.shape[0]",
      { ...model, segments: { ...model.segments, shape: [4, 5, 5], segments: fourByFive() } },
    ],
  ])("refuses with the path %s", (path, changed) => {
    expectRefused(() => loadModel(changed), "BAD_MODEL", { where: "loadModel", path });
  });

  it("refuses in these words", () => {
    expect(() => loadModel({ ...model, version: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadModel: model.version must be 1, the version that this release reads; received 2]`,
    );
    expect(() =>
      loadModel({ ...model, measure: { ...model.measure, refunds: "drop" } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: loadModel: model.measure.refunds must be "net", "ignore" or "error"; received "drop"]`,
    );
    expect(errorOf(() => loadModel("{")).message).toMatch(/^loadModel: model must be JSON; /);
  });

  it.each(["m.json", "./models/m 1.json", "/srv/M.JSON", "C:\\models\\m.json"])(
    "says that %s is a path and must be read first",
    (path) => {
      expect(errorOf(() => loadModel(path)).message).toContain("read the file first");
    },
  );

  it.each(["{", "", "hello", '["m.json'])("does not take %j for a path", (text) => {
    expect(errorOf(() => loadModel(text)).message).not.toContain("read the file first");
  });

  it("says that a result has its model within", () => {
    const result = rfm(rows, { customer: "c", date: "d", amount: "a" });
    for (const given of [result, JSON.stringify(result)]) {
      const error = errorOf(() => loadModel(given));
      expect([error.code, error.details.path]).toEqual(["BAD_MODEL", "model"]);
      expect(error.message).toContain("give result.model");
    }
  });
});

/** One segment of all cells of 4 x 5 x 5. */
function fourByFive(): { id: string; cells: string[] }[] {
  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
  return [{ id: "all", cells: upTo(4).flatMap((r) => upTo(5).flatMap((f) => upTo(5).map((m) => `${r}${f}${m}`))) }];
}
