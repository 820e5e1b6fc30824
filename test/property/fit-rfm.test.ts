import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Selection } from "../../src/binning/selection.js";
import {
  type BinSpec,
  connectif11,
  equalWidth,
  fitRfm,
  meanSplit,
  medianSplit,
  pandas,
  quantiles,
  type RfmTable,
  rfm,
  rRfm,
  scoreRfm,
  tableFromCustomers,
  thresholds,
} from "../../src/index.js";

const MOST = Number.MAX_SAFE_INTEGER;

/** Integers with ties, outliers and both ends of what a double holds. */
const integers = (low: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.integer({ min: Math.max(low, 0), max: 5 }), weight: 3 },
    { arbitrary: fc.integer({ min: Math.max(low, 0), max: 100_000 }), weight: 3 },
    { arbitrary: fc.maxSafeInteger().filter((n) => n >= low), weight: 1 },
    { arbitrary: fc.constantFrom(Math.max(low, -MOST), MOST, 2 ** 36, 2 ** 36 + 1, 2 ** 52), weight: 1 },
  );

/** An array cut into pieces, some of them empty. */
function cut<T>(all: readonly T[], at: readonly number[]): T[][] {
  const ends = [...at.map((n) => n % (all.length + 1)).sort((a, b) => a - b), all.length];
  return ends.map((end, i) => all.slice(i === 0 ? 0 : ends[i - 1], end));
}

describe("a selection", () => {
  it("finds what stands at the positions of the sorted whole", () => {
    const given = fc.record({
      values: fc.array(integers(-MOST), { minLength: 1, maxLength: 40 }),
      cuts: fc.array(fc.nat(), { maxLength: 4 }),
      // Few or many: said, not made.
      size: fc.constantFrom(40, 2 ** 20),
      asked: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(given, ({ values, cuts, size, asked }) => {
        const sorted = [...values].sort((a, b) => a - b);
        const positions = asked.map((n) => n % values.length);
        const selection = new Selection(sorted[0], sorted[sorted.length - 1], size, positions);
        let passes = 0;
        while (!selection.isDone) {
          for (const piece of cut(values, cuts)) selection.count(Float64Array.from(piece));
          selection.narrow();
          passes++;
        }
        expect(positions.map((position) => selection.at(position))).toEqual(positions.map((at) => sorted[at]));
        expect(passes).toBeLessThanOrEqual(4);
      }),
    );
  });
});

const spec = (bins: number): fc.Arbitrary<BinSpec> =>
  fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((type) => quantiles(bins, { type: type as 1 })),
    fc.constantFrom(pandas(bins), rRfm(bins), equalWidth(bins)),
    fc.constant(thresholds(Array.from({ length: bins - 1 }, (_, i) => 1 + i * 10))),
  );

const customers = fc.array(
  fc.record({
    recency: fc.integer({ min: 0, max: 4000 }),
    frequency: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 ** 31 - 1 })),
    monetary: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -1e9, max: 1e12 })),
  }),
  { maxLength: 25 },
);

function tableOf(rows: readonly object[], from: number): RfmTable {
  return tableFromCustomers(
    rows.map((row, i) => ({ id: from + i, ...row })),
    { customer: "id", recency: "recency", frequency: "frequency", monetary: "monetary", amountIn: "minor" } as never,
  );
}

describe("fitRfm", () => {
  it("gives the model of one table, to the bit, and the same scores", () => {
    const bins = fc.record({ recency: spec(5), frequency: spec(5), monetary: spec(5) });
    fc.assert(
      fc.property(customers, fc.array(fc.nat(), { maxLength: 3 }), bins, (rows, cuts, given) => {
        const whole = rfm(tableOf(rows, 0), { bins: given });
        let from = 0;
        const tables = cut(rows, cuts).map((piece) => {
          const table = tableOf(piece, from);
          from += piece.length;
          return table;
        });
        const model = fitRfm(tables, { bins: given });
        expect(JSON.stringify(model)).toBe(JSON.stringify(whole.model));
        if (rows.length > 0) expect(tables.flatMap((table) => [...scoreRfm(table, model)])).toEqual([...whole]);
      }),
    );
  });

  it("splits in two as one table does, without segments", () => {
    fc.assert(
      fc.property(customers, fc.constantFrom(meanSplit(), medianSplit()), (rows, bins) => {
        const half = rows.length >> 1;
        const tables = [tableOf(rows.slice(0, half), 0), tableOf(rows.slice(half), half)];
        const model = fitRfm(tables, { bins, segments: null });
        expect(JSON.stringify(model)).toBe(JSON.stringify(rfm(tableOf(rows, 0), { bins, segments: null }).model));
      }),
    );
  });

  it("has the default bins and map of rfm", () => {
    const table = tableOf([{ recency: 1, frequency: 1, monetary: 1 }], 0);
    expect(fitRfm([table]).segments).toBe(connectif11);
    expect(fitRfm([table])).toEqual(rfm(table).model);
  });
});
