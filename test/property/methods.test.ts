import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyBins,
  type BinColumns,
  type BinSpec,
  cumeDist,
  custom,
  equalWidth,
  fitBins,
  meanSplit,
  medianSplit,
  naturalBreaks,
  ntile,
  pandas,
  percentRank,
  quantiles,
  rfm,
  rRfm,
  spss,
  tableFromCustomers,
  thresholds,
} from "../../src/index.js";

type Method = readonly [name: string, of: (bins: number) => BinSpec];

const TIED: readonly Method[] = [
  ["quantiles", quantiles],
  ...([1, 2, 3, 4, 5, 6, 8, 9] as const).map(
    (type): Method => [`quantiles of type ${type}`, (k) => quantiles(k, { type })],
  ),
  ["spss", spss],
  ["percentRank", percentRank],
  ["cumeDist", cumeDist],
  ["pandas", pandas],
  ["rRfm", rRfm],
  ["equalWidth", equalWidth],
  ["naturalBreaks", naturalBreaks],
  ["meanSplit", () => meanSplit()],
  ["medianSplit", () => medianSplit()],
  ["thresholds", (k) => thresholds(Array.from({ length: k - 1 }, (_, i) => 3 * i - 4))],
  [
    "custom",
    (k) => custom(k, (sorted) => Array.from({ length: k - 1 }, (_, i) => sorted[Math.floor((i * sorted.length) / k)])),
  ],
];
const ALL: readonly Method[] = [...TIED, ["ntile", ntile]];
// What is defined by the distances of the values, or by their ranks: a change of unit changes nothing.
const AFFINE = ALL.filter(([name]) => !["rRfm", "thresholds"].includes(name));

/** Nothing, one, all equal, all different, ties at the edges, extremes. */
const values = fc.oneof(
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }),
  fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 40 }),
  fc.integer({ min: 1, max: 30 }).map((n) => new Array<number>(n).fill(7)),
  fc.array(fc.constantFrom(-(2 ** 40), 0, 1, 2, 2 ** 40), { minLength: 1, maxLength: 30 }),
);
const bins = fc.integer({ min: 2, max: 20 });

const columnsOf = (list: readonly number[], ids = list.map((_, i) => i)): BinColumns => ({
  recency: list,
  frequency: list,
  monetary: list,
  customer: ids,
});

/** The scores that fitting gives, by the path of rfm, which alone splits ties. Values are lifted to be days and counts. */
function fitted(
  list: readonly number[],
  spec: BinSpec,
  ids = list.map((_, i) => i),
): { r: number[]; f: number[]; m: number[] } {
  const low = Math.min(...list, 1);
  const rows = list.map((value, i) => ({ id: ids[i], value: value - low + 1, money: value }));
  const fields = { customer: "id", recency: "value", frequency: "value", monetary: "money", decimals: 0 } as const;
  const { r, f, m } = rfm(tableFromCustomers(rows, fields), { bins: spec, segments: null }).columns;
  return { r: [...r], f: [...f], m: [...m] };
}

const small = fc.oneof(
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }),
  fc.integer({ min: 1, max: 20 }).map((n) => new Array<number>(n).fill(7)),
);

describe.each(TIED)("%s", (_, of) => {
  it("keeps ties together, never scores a better value worse, and stays within the scale", () => {
    fc.assert(
      fc.property(values, bins, (list, k) => {
        const spec = of(k);
        const { r, f } = applyBins(columnsOf(list), fitBins(columnsOf(list), spec));
        for (let i = 0; i < list.length; i++) {
          expect(r[i] >= 1 && r[i] <= spec.bins && f[i] >= 1 && f[i] <= spec.bins).toBe(true);
          for (let j = 0; j < list.length; j++) {
            if (list[i] < list[j]) expect(f[i] <= f[j] && r[i] >= r[j]).toBe(true);
            else if (list[i] === list[j]) expect(f[i] === f[j] && r[i] === r[j]).toBe(true);
          }
        }
      }),
    );
  });

  it("scores by its model, from JSON, as fitting did", () => {
    fc.assert(
      fc.property(values, bins, (list, k) => {
        const model = fitBins(columnsOf(list), of(k));
        const { r, f, m } = applyBins(columnsOf(list), JSON.parse(JSON.stringify(model)));
        for (const [scores, { sizes }] of [
          [r, model.recency],
          [f, model.frequency],
          [m, model.monetary],
        ] as const) {
          expect(sizes).toEqual(sizes.map((_, s) => scores.filter((score) => score === s + 1).length));
        }
      }),
    );
  });
});

describe.each(ALL)("%s", (_, of) => {
  it("does not depend on the order of the customers", () => {
    fc.assert(
      fc.property(small, bins, fc.infiniteStream(fc.nat()), (list, k, stream) => {
        const order = list.map((_, i) => ({ i, key: stream.next().value as number })).sort((a, b) => a.key - b.key);
        const shuffled = fitted(
          order.map(({ i }) => list[i]),
          of(k),
          order.map(({ i }) => i),
        );
        const plain = fitted(list, of(k));
        for (const letter of ["r", "f", "m"] as const) {
          expect(order.map((_, place) => shuffled[letter][place])).toEqual(order.map(({ i }) => plain[letter][i]));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("gives everybody a score of the full scale, also where all values are equal", () => {
    const spec = of(5);
    const scores = fitted([4, 4, 4, 4, 4, 4], spec);
    for (const score of [...scores.r, ...scores.f, ...scores.m]) expect(score >= 1 && score <= spec.bins).toBe(true);
  });
});

describe.each(AFFINE)("%s", (_, of) => {
  it("gives the same scores in another unit and from another zero", () => {
    fc.assert(
      fc.property(
        small,
        bins,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -1000, max: 1000 }),
        (list, k, a, b) => {
          expect(
            fitted(
              list.map((value) => a * value + b),
              of(k),
            ).m,
          ).toEqual(fitted(list, of(k)).m);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("nested bins", () => {
  it("are, inside each parent, the bins of its customers alone", () => {
    const row = fc.record({ recency: fc.nat(9), frequency: fc.nat(9), monetary: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 4 }), (rows, k) => {
        const column = (name: "recency" | "frequency" | "monetary", of = rows): number[] => of.map((row) => row[name]);
        const columns = (of = rows): BinColumns => ({
          recency: column("recency", of),
          frequency: column("frequency", of),
          monetary: column("monetary", of),
        });
        const nested = applyBins(columns(), fitBins(columns(), quantiles(k), { nested: true }));
        const independent = applyBins(columns(), fitBins(columns(), quantiles(k)));
        expect(nested.r).toEqual(independent.r);
        for (let r = 1; r <= k; r++) {
          const inR = rows.filter((_, i) => nested.r[i] === r);
          if (inR.length === 0) continue;
          const alone = applyBins(columns(inR), fitBins(columns(inR), quantiles(k)));
          expect([...nested.f].filter((_, i) => nested.r[i] === r)).toEqual([...alone.f]);
        }
      }),
    );
  });
});
