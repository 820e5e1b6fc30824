import { describe, expect, it } from "vitest";
import { quantiles, rRfm, thresholds } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

describe.each([
  ["quantiles", quantiles],
  ["rRfm", rRfm],
] as const)("%s", (method, make) => {
  it.each([1, 0, -5, 101, 2.5, Number.NaN, Number.POSITIVE_INFINITY, "5", null, undefined])(
    "has no %s bins",
    (bins) => {
      expectRefused(() => make(wrong<number>(bins)), "OUT_OF_RANGE", { where: method, path: "bins" });
    },
  );

  it("has 2 to 100 bins, as a frozen plain object", () => {
    expect(make(2)).toStrictEqual({ method, bins: 2 });
    expect(make(100).bins).toBe(100);
    expect(Object.isFrozen(make(5))).toBe(true);
  });

  it("refuses in these words", () => {
    const message = (): string => {
      try {
        make(1);
        return "";
      } catch (error) {
        return (error as Error).message.replace(method, "<method>");
      }
    };
    expect(message()).toMatchInlineSnapshot(`"<method>: bins must be an integer from 2 to 100; received 1"`);
  });
});

describe("thresholds", () => {
  it.each([[[]], [new Array(100).fill(0)], [5], ["30"], [null], [undefined], [{}], [Float64Array.of(1, 2)]])(
    "are no %s",
    (edges) => {
      expectRefused(() => thresholds(wrong<number[]>(edges)), "OUT_OF_RANGE", { where: "thresholds", path: "edges" });
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1e16, "5", null, 5n])("have no edge %s", (edge) => {
    expectRefused(() => thresholds([-2e15, wrong<number>(edge)]), "OUT_OF_RANGE", { path: "edges[1]" });
  });

  it.each([
    [[2, 1], "edges[1]", "1"],
    [[1, 2, 2], "edges[2]", "2"],
    [[0, -0], "edges[1]", "0"],
    [[1, 2, 3, 2.5], "edges[3]", "2.5"],
  ])("must ascend: %s", (edges, path, received) => {
    expectRefused(() => thresholds(edges), "NOT_INCREASING", { where: "thresholds", path, received });
  });

  it("are closed on the right or on the left", () => {
    expect([thresholds([1]).closed, thresholds([1], { closed: "left" }).closed]).toEqual(["right", "left"]);
    expectRefused(() => thresholds([1], { closed: wrong("both") }), "UNKNOWN_NAME", { path: "options.closed" });
    expectRefused(() => thresholds([1], wrong({ close: "left" })), "UNKNOWN_OPTION", { path: "options.close" });
    expectRefused(() => thresholds([1], wrong(null)), "WRONG_TYPE", { path: "options" });
  });

  it("are copied and frozen", () => {
    const edges = [1, 2];
    const spec = thresholds(edges);
    edges[0] = 99;
    expect(spec).toStrictEqual({ method: "thresholds", bins: 3, edges: [1, 2], closed: "right" });
    expect([Object.isFrozen(spec), Object.isFrozen(spec.edges)]).toEqual([true, true]);
  });

  it("refuse in these words", () => {
    expect(() => thresholds([30, 20])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: thresholds: edges[1] must be above edges[0], 30; received 20]`,
    );
    expect(() => thresholds([])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: thresholds: edges must be an array of 1 to 99 numbers; received an array of 0]`,
    );
  });
});
