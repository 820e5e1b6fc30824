import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf, surveyColumn } from "../../src/binning/survey-column.js";

const MOST = Number.MAX_SAFE_INTEGER;

/** Days and orders, the border up to which they are counted at once, and integers of any kind. */
const ints = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 4090, max: 4100 }),
  fc.integer({ min: -30, max: 2000 }),
  fc.integer(),
);
const intColumn = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 4095 }), { maxLength: 40 }),
  fc.array(fc.integer({ min: 4000, max: 4100 }), { maxLength: 40 }),
  fc.array(ints, { maxLength: 40 }),
);
const doubleColumn = fc.oneof(
  intColumn,
  fc.array(fc.oneof(fc.maxSafeInteger(), fc.constantFrom(-MOST, MOST, 0)), { maxLength: 40 }),
);

function expectSurvey(values: readonly number[], survey: ReturnType<typeof surveyColumn>): void {
  const low = Math.min(...values);
  const high = Math.max(...values);
  expect(survey).toMatchObject({ low, high, width: high - low + 1 });
  const { counts } = survey;
  if (counts === null) {
    // Only what lies far apart is left uncounted.
    expect(survey.width).toBeGreaterThan(1024 + values.length / 4);
    return;
  }
  expect(counts.length).toBe(survey.width);
  const expected = new Map<number, number>();
  for (const value of values) expected.set(value, (expected.get(value) ?? 0) + 1);
  const found = [...counts].flatMap((count, i) => (count === 0 ? [] : [[low + i, count] as const]));
  expect(found).toEqual([...expected].sort(([a], [b]) => a - b));
}

describe("the survey of a column", () => {
  it("has the extremes, and how often each value occurs unless they lie far apart", () => {
    fc.assert(
      fc.property(
        intColumn.filter((values) => values.length > 0),
        (values) => {
          expectSurvey(values, surveyColumn(Int32Array.from(values)));
        },
      ),
    );
    fc.assert(
      fc.property(
        doubleColumn.filter((values) => values.length > 0),
        (values) => {
          const column = Float64Array.from(values);
          expectSurvey(values, surveyColumn(column));
          expect(spanOf(column)).toMatchObject({ low: Math.min(...values), high: Math.max(...values) });
        },
      ),
    );
  });

  it("counts nothing where there are no values", () => {
    for (const none of [new Int32Array(0), new Float64Array(0)]) expect(surveyColumn(none).counts).toBeNull();
  });
});
