import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreAndCount, scoreColumn, sizesOf } from "../../src/binning/score-column.js";
import { surveyColumn } from "../../src/binning/survey-column.js";

const MOST = Number.MAX_SAFE_INTEGER;

/** Spans close together, within small integers, at their ends, and as wide as doubles go: each is scored in its own way. */
const span = fc.constantFrom(
  [0, 9],
  [-40_000, 70_000],
  [-(2 ** 30) + 1, 2 ** 30 - 1],
  [-(2 ** 30), 2 ** 31 - 1],
  [-MOST, MOST],
);

const given = span.chain(([min, max]) => {
  const value = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(min, max)).map((n) => Math.min(max, Math.max(min, n)));
  const inside = fc.integer({ min, max });
  return fc.record({
    values: fc.array(fc.oneof(value, inside), { maxLength: 30 }),
    edges: fc
      .array(fc.oneof(inside, fc.constantFrom(min, max, -(2 ** 53), 2 ** 53)), { minLength: 1, maxLength: 6 })
      .map((edges) => edges.sort((a, b) => a - b)),
    best: fc.constantFrom("low" as const, "high" as const),
    closed: fc.constantFrom("left" as const, "right" as const),
    isHalf: fc.boolean(),
  });
});

describe("the scores of a column", () => {
  it("count the edges below each value, however far apart the values are", () => {
    fc.assert(
      fc.property(given, ({ values, edges, best, closed, isHalf }) => {
        const bins = edges.length + 1;
        const half = isHalf ? { num: 1, den: 2 } : { num: 0, den: 1 };
        const scale = { bins, best, closed, edges: edges.map((whole) => ({ whole, ...half })) };
        const expected = values.map((value) => {
          const isOver = (edge: number): boolean => value > edge || (closed === "left" && !isHalf && value === edge);
          const above = edges.filter(isOver).length;
          return best === "high" ? 1 + above : bins - above;
        });
        const columns = [Float64Array.from(values)];
        if (values.every((value) => (value | 0) === value)) columns.push(Int32Array.from(values) as never);
        for (const column of columns) {
          const scores = scoreColumn(column, scale);
          expect([...scores]).toEqual(expected);
          const sizes = Array.from({ length: bins }, (_, s) => expected.filter((score) => score === s + 1).length);
          expect(sizesOf(scores, bins)).toEqual(sizes);
          expect(scoreAndCount(column, scale, surveyColumn(column))).toEqual({ scores, sizes });
        }
      }),
    );
  });
});
