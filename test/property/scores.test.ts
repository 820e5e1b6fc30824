import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyBins,
  type BinColumns,
  type BinModel,
  type BinSpec,
  cumeDist,
  type Dimension,
  equalWidth,
  fitBins,
  meanSplit,
  medianSplit,
  naturalBreaks,
  pandas,
  percentRank,
  type QuantileType,
  quantiles,
  rRfm,
  type Scores,
  spss,
  thresholds,
} from "../../src/index.js";
import { type Fraction, fractionOfDecimal, scoreByEdges, type7 } from "./brute-force.js";

/** Columns with their scales; nobody is named. */
type Columns = Required<Omit<BinColumns, "customer">>;

const MOST = Number.MAX_SAFE_INTEGER;
const DIMENSIONS = ["recency", "frequency", "monetary"] as const;
const LETTER = { recency: "r", frequency: "f", monetary: "m" } as const;

// Columns with ties, constants, counts close together (which are counted) and amounts far apart (which are sorted).
const column = (length: number): fc.Arbitrary<number[]> => {
  const all = (value: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
    fc.array(value, { minLength: length, maxLength: length, size: "max" });
  return fc.oneof(
    all(fc.integer({ min: 0, max: 3 })),
    all(fc.integer({ min: -5, max: 400 })),
    all(fc.integer({ min: -1e9, max: 1e12 })),
    all(fc.maxSafeInteger()),
    all(fc.constantFrom(MOST, MOST - 1, -MOST, 1 - MOST, 0)),
    fc.integer({ min: -9, max: 9 }).map((value) => new Array<number>(length).fill(value)),
  );
};

const columns: fc.Arbitrary<Columns> = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc.record({
    recency: fc.oneof(
      column(n),
      fc
        .array(fc.integer({ min: 0, max: 999 }), { minLength: n, maxLength: n, size: "max" })
        .map((days) => Int32Array.from(days)),
    ),
    frequency: column(n),
    monetary: column(n).map((amounts) => Float64Array.from(amounts)),
    frequencyScale: fc.constantFrom(1, 1_000_000),
    monetaryScale: fc.constantFrom(1, 100, 1000),
  }),
);

const bins = fc.oneof(fc.integer({ min: 2, max: 12 }), fc.constantFrom(2, 5, 100));

function scaleOf(of: Columns, dimension: Dimension): number {
  return { recency: 1, frequency: of.frequencyScale, monetary: of.monetaryScale }[dimension];
}

/** The scores by the definition: recency is reversed. */
function expectScores(
  of: Columns,
  scores: Scores,
  model: BinModel,
  edgesOf: (dimension: Dimension) => readonly Fraction[],
  closed: "right" | "left",
): void {
  for (const dimension of DIMENSIONS) {
    const edges = edgesOf(dimension);
    const k = edges.length + 1;
    const expected = Array.from(of[dimension], (value) => {
      const bin = scoreByEdges(value, edges, closed);
      return dimension === "recency" ? k + 1 - bin : bin;
    });
    expect([...scores[LETTER[dimension]]], dimension).toEqual(expected);
    const sizes = Array.from({ length: k }, (_, s) => expected.filter((score) => score === s + 1).length);
    expect(model[dimension].sizes, dimension).toEqual(sizes);
  }
}

describe("scores by quantiles", () => {
  it("are 1 + the number of exact type-7 quantiles strictly below the value", () => {
    fc.assert(
      fc.property(columns, fc.tuple(bins, bins, bins), (of, k) => {
        const specs = { recency: quantiles(k[0]), frequency: quantiles(k[1]), monetary: quantiles(k[2]) };
        const model = fitBins(of, specs);
        expectScores(
          of,
          applyBins(of, model),
          model,
          (dimension) => type7([...of[dimension]], specs[dimension].bins),
          "right",
        );
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("have edges that are the exact fractions, reduced", () => {
    fc.assert(
      fc.property(columns, bins, (of, k) => {
        const model = fitBins(of, quantiles(k));
        for (const dimension of DIMENSIONS) {
          const expected = type7([...of[dimension]], k);
          model[dimension].edges.forEach(({ whole, num, den }, j) => {
            expect((BigInt(whole) * BigInt(den) + BigInt(num)) * expected[j].den).toBe(expected[j].num * BigInt(den));
            expect(num >= 0 && num < den && gcd(num, den) === 1).toBe(true);
          });
        }
      }),
    );
  });

  it("of a constant column are 1, and k for recency, however many customers and bins there are", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), bins, (value, n, k) => {
        const constant = new Array<number>(n).fill(value);
        const model = fitBins({ recency: constant, frequency: constant, monetary: constant }, quantiles(k));
        const { r, f, m } = applyBins({ recency: [value], frequency: [value], monetary: [value] }, model);
        expect([r[0], f[0], m[0]]).toEqual([k, 1, 1]);
      }),
    );
  });
});

describe("scores by rRfm", () => {
  it("are 1 + the number of cuts, quantile plus one unit of the caller, at or below the value", () => {
    fc.assert(
      fc.property(columns, bins, (of, k) => {
        const model = fitBins(of, rRfm(k));
        expectScores(
          of,
          applyBins(of, model),
          model,
          (dimension) =>
            type7([...of[dimension]], k).map(({ num, den }) => ({
              num: num + den * BigInt(scaleOf(of, dimension)),
              den,
            })),
          "left",
        );
      }),
    );
  });
});

describe("scores by thresholds", () => {
  // Edges as people write them, as computers compute them, and integers; values on the edges and one unit beside them.
  const edge = fc.oneof(
    fc.integer({ min: -1000, max: 100_000 }).map((n) => n / 100),
    fc.integer({ min: -1000, max: 1000 }).map((n) => n * 0.1),
    fc.integer({ min: 0, max: 400 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -9e15, max: 9e15, noNaN: true }),
    fc.constantFrom(0.1 + 0.2, 1e-7, 1e-20, 9e15, -9e15, 0.6, 0.6000000000000001),
  );
  const edges = fc
    .uniqueArray(edge, { minLength: 1, maxLength: 6, selector: (value) => (value === 0 ? 0 : value) })
    .map((found) => found.sort((a, b) => a - b));
  const cases = fc.record({
    recency: edges,
    frequency: edges,
    monetary: edges,
    closed: fc.constantFrom("right" as const, "left" as const),
    frequencyScale: fc.constantFrom(1, 1_000_000),
    monetaryScale: fc.constantFrom(1, 100, 1000),
  });

  function near(given: readonly number[], scale: number): number[] {
    return given
      .flatMap((value) => {
        const { num, den } = fractionOfDecimal(value);
        const below = Number((num * BigInt(scale)) / den);
        return [below - 1, below, below + 1];
      })
      .concat(0, MOST, -MOST)
      .map((value) => Math.max(-MOST, Math.min(MOST, value)));
  }

  const cut = (values: readonly number[]): number[] => values.slice(0, 6);

  it("are 1 + the number of edges below the value, taken by their decimal text, on either side of which it may lie", () => {
    fc.assert(
      fc.property(cases, ({ closed, frequencyScale, monetaryScale, ...edgesOf }) => {
        const scale = { recency: 1, frequency: frequencyScale, monetary: monetaryScale };
        const of = {
          recency: cut(near(edgesOf.recency, 1)),
          frequency: cut(near(edgesOf.frequency, frequencyScale)),
          monetary: cut(near(edgesOf.monetary, monetaryScale)),
          frequencyScale,
          monetaryScale,
        };
        const spec = (dimension: Dimension): BinSpec => thresholds(edgesOf[dimension], { closed });
        const model = fitBins(of, {
          recency: spec("recency"),
          frequency: spec("frequency"),
          monetary: spec("monetary"),
        });
        expectScores(
          of,
          applyBins(of, model),
          model,
          (dimension) =>
            edgesOf[dimension].map((value) => {
              const { num, den } = fractionOfDecimal(value);
              return { num: num * BigInt(scale[dimension]), den };
            }),
          closed,
        );
      }),
      { numRuns: 3 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });
});

describe("scores by any method", () => {
  const fixed = fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom("right" as const, "left" as const),
    )
    .map(([edges, closed]) =>
      thresholds(
        edges.sort((a, b) => a - b),
        { closed },
      ),
    );
  // All but ntile, which splits equal values.
  const counted = fc.constantFrom(quantiles, rRfm, spss, percentRank, cumeDist, pandas, equalWidth, naturalBreaks);
  const spec: fc.Arbitrary<BinSpec> = fc.oneof<fc.Arbitrary<BinSpec>[]>(
    fc.tuple(counted, bins).map(([method, k]) => method(k)),
    fc.tuple(counted, fc.constant(5)).map(([method, k]) => method(k)),
    fc.constantFrom(meanSplit(), medianSplit()),
    fc.tuple(bins, fc.integer({ min: 1, max: 9 })).map(([k, type]) => quantiles(k, { type: type as QuantileType })),
    fixed,
  );
  const specs = fc.record({ recency: spec, frequency: spec, monetary: spec });

  it("partition the customers: sizes add up, scores lie in 1..k, equal values share one, a better value is never worse", () => {
    fc.assert(
      fc.property(columns, specs, (of, chosen) => {
        const model = fitBins(of, chosen);
        const scores = applyBins(of, model);
        for (const dimension of DIMENSIONS) {
          const k = chosen[dimension].bins;
          const own = scores[LETTER[dimension]];
          const values = [...of[dimension]];
          expect(model[dimension].sizes.reduce((a, b) => a + b)).toBe(values.length);
          expect(model[dimension].sizes.length).toBe(k);
          const sign = dimension === "recency" ? -1 : 1;
          const rows = values.map((value, i) => ({ value, score: own[i] })).sort((a, b) => a.value - b.value);
          rows.forEach(({ value, score }, i) => {
            expect(score >= 1 && score <= k).toBe(true);
            const before = rows[Math.max(i - 1, 0)];
            if (value === before.value) expect(score).toBe(before.score);
            else expect(sign * (score - before.score)).toBeGreaterThanOrEqual(0);
          });
        }
      }),
    );
  });

  it("are the same after the model went through JSON, and in whatever order the customers stand", () => {
    fc.assert(
      fc.property(columns, specs, (of, chosen) => {
        const model = fitBins(of, chosen);
        const reversed = {
          ...of,
          recency: [...of.recency].reverse(),
          frequency: [...of.frequency].reverse(),
          monetary: [...of.monetary].reverse(),
        };
        expect(fitBins(reversed, chosen)).toEqual(model);
        expect(applyBins(of, JSON.parse(JSON.stringify(model)))).toEqual(applyBins(of, model));
      }),
    );
  });

  it("inside one another are those of each parent by itself, and come back from JSON", () => {
    const nesting = fc.shuffledSubarray([...DIMENSIONS], { minLength: 3, maxLength: 3 });
    const cuts = fc.constantFrom(quantiles(2), quantiles(3), spss(3), pandas(3), thresholds([0, 50]));
    const threeCuts = fc.record({ recency: cuts, frequency: cuts, monetary: cuts });
    fc.assert(
      fc.property(columns, threeCuts, nesting, (of, chosen, order) => {
        const nested = order as unknown as readonly [Dimension, Dimension, Dimension];
        const model = fitBins(of, chosen, { nested });
        const scores = applyBins(of, model);
        let groups = [...of.recency.keys()].map(() => "all");
        for (const dimension of order) {
          const own = scores[LETTER[dimension]];
          for (const group of new Set(groups)) {
            const rows = [...of.recency.keys()].filter((i) => groups[i] === group);
            const part = partOf(of, rows);
            expect(rows.map((i) => own[i])).toEqual([...applyBins(part, fitBins(part, chosen))[LETTER[dimension]]]);
          }
          groups = groups.map((group, i) => `${group} ${own[i]}`);
        }
        expect(applyBins(of, JSON.parse(JSON.stringify(model)))).toEqual(scores);
      }),
    );
  });

  it("keep to the lowest and highest for values beyond those fitted on", () => {
    fc.assert(
      fc.property(columns, bins, (of, k) => {
        const model = fitBins(of, quantiles(k));
        const beyond = (dimension: Dimension): number[] => {
          const low = Math.min(...of[dimension]);
          const high = Math.max(...of[dimension]);
          return [low, Math.max(low - 1000, -MOST), high, Math.min(high + 1000, MOST)];
        };
        const scores = applyBins(
          { ...of, recency: beyond("recency"), frequency: beyond("frequency"), monetary: beyond("monetary") },
          model,
        );
        for (const letter of ["r", "f", "m"] as const) {
          const [low, lower, high, higher] = scores[letter];
          const sign = letter === "r" ? -1 : 1;
          expect(sign * (low - lower)).toBeGreaterThanOrEqual(0);
          expect(sign * (higher - high)).toBeGreaterThanOrEqual(0);
          expect([1, k]).toContain(lower);
          expect(Math.max(...scores[letter])).toBeLessThanOrEqual(k);
        }
      }),
    );
  });
});

/** Some rows of the columns. */
function partOf(of: Columns, rows: readonly number[]): Columns {
  const part = (dimension: Dimension): number[] => rows.map((i) => of[dimension][i]);
  return { ...of, recency: part("recency"), frequency: part("frequency"), monetary: part("monetary") };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
