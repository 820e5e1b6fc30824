import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyBins,
  assignSegments,
  type Box,
  type Cell,
  connectif11,
  type DefineSegmentsOptions,
  defineSegments,
  fitBins,
  isRfmError,
  quantiles,
  type RfmError,
  rfm,
  type SegmentDefinition,
  type SegmentMap,
  type Shape,
} from "../../src/index.js";
import { orders } from "./arbitrary-orders.js";
import { ALL_FIELDS, rowOf } from "./forms.js";

/** Every cell of a shape, in the order of the codes. */
function cellsOf([r, f, m]: Shape): Cell[] {
  const upTo = (bins: number): number[] => Array.from({ length: bins }, (_, i) => i + 1);
  return upTo(r).flatMap((r) => upTo(f).flatMap((f) => upTo(m).map((m) => ({ r, f, m, fm: (f + m) / 2 }))));
}

/** Three digits, or numbers with dashes where one of them can have two. */
function codeOf(shape: Shape, { r, f, m }: Cell): string {
  return [r, f, m].join(shape.some((bins) => bins >= 10) ? "-" : "");
}

/** A segment as the test knows it: which cells it claims, and a definition that says the same. */
interface Claim {
  readonly claims: (cell: Cell) => boolean;
  readonly definition: Omit<SegmentDefinition, "id">;
}

function claimOf(shape: Shape): fc.Arbitrary<Claim> {
  const cells = cellsOf(shape);
  const score = (bins: number): fc.Arbitrary<readonly [number, number]> =>
    fc
      .tuple(fc.integer({ min: 1, max: bins }), fc.integer({ min: 1, max: bins }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const box: fc.Arbitrary<Box> = fc.record(
    { r: score(shape[0]), f: score(shape[1]), m: score(shape[2]) },
    { requiredKeys: [] },
  );
  const isIn = (box: Box, cell: Cell): boolean =>
    (["r", "f", "m"] as const).every((d) => {
      const [low, high] = box[d] ?? [1, 100];
      return cell[d] >= low && cell[d] <= high;
    });
  return fc.oneof(
    fc.subarray(cells).map((chosen) => ({
      claims: (cell: Cell) => chosen.some((c) => c.r === cell.r && c.f === cell.f && c.m === cell.m),
      definition: { cells: chosen.map((cell) => codeOf(shape, cell)) },
    })),
    fc.array(box, { maxLength: 3 }).map((boxes) => ({
      claims: (cell: Cell) => boxes.some((box) => isIn(box, cell)),
      definition: { boxes },
    })),
    fc.integer({ min: 0, max: 15 }).map((twice) => ({
      claims: ({ fm }: Cell) => fm * 2 > twice,
      definition: { where: ({ fm }: Cell) => fm * 2 > twice },
    })),
  );
}

const smallShape = fc.tuple(
  fc.integer({ min: 2, max: 3 }),
  fc.integer({ min: 2, max: 3 }),
  fc.integer({ min: 2, max: 2 }),
);
const definitions = smallShape.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    claims: fc.array(claimOf(shape), { minLength: 1, maxLength: 4 }),
    match: fc.constantFrom("strict" as const, "first" as const),
    otherwise: fc.constantFrom(undefined, "rest", "s0"),
  }),
);

function attempt(segments: readonly SegmentDefinition[], options: DefineSegmentsOptions): SegmentMap | RfmError {
  try {
    return defineSegments(segments, options);
  } catch (error) {
    if (isRfmError(error)) return error;
    throw error;
  }
}

/** The cell codes that an error lists, each once. */
function listed(error: RfmError): string[] {
  const codes = String(error.details.received).match(/\b\d+(-\d+-\d+)?\b(?= \(|,|$)/g) ?? [];
  return [...new Set(codes)].sort();
}

describe("a segment map", () => {
  it("gives every cell to the segment that claims it, or names exactly the cells that none or two claim", () => {
    fc.assert(
      fc.property(definitions, ({ shape, claims, match, otherwise }) => {
        const segments = claims.map(({ definition }, i) => ({ id: `s${i}`, ...definition }));
        const result = attempt(segments, { shape, match, ...(otherwise === undefined ? {} : { otherwise }) });
        const cells = cellsOf(shape);
        const claimants = cells.map((cell) => claims.flatMap(({ claims }, i) => (claims(cell) ? [`s${i}`] : [])));
        const codes = (holds: (claimants: readonly string[]) => boolean): string[] =>
          cells.filter((_, i) => holds(claimants[i])).map((cell) => codeOf(shape, cell));
        const twice = match === "strict" ? codes(({ length }) => length > 1) : [];
        const uncovered = otherwise === undefined ? codes(({ length }) => length === 0) : [];
        const ids = [...new Set([...segments.map(({ id }) => id), ...(otherwise === undefined ? [] : [otherwise])])];
        const won = new Map(ids.map((id) => [id, codes((all) => (all[0] ?? otherwise) === id)]));
        if (twice.length > 0) {
          expect(result).toMatchObject({ code: "OVERLAPPING_CELLS" });
          expect(listed(result as RfmError)).toEqual(twice.sort());
        } else if (uncovered.length > 0) {
          expect(result).toMatchObject({ code: "UNCOVERED_CELLS" });
          expect(listed(result as RfmError)).toEqual(uncovered.sort());
        } else if ([...won.values()].some(({ length }) => length === 0)) {
          expect(result).toMatchObject({ code: "DEAD_SEGMENT" });
          const dead = ids.findIndex((id) => won.get(id)?.length === 0);
          expect((result as RfmError).details.path).toBe(`segments[${dead}]`);
        } else {
          expect(result).toMatchObject({ kind: "rfm-kit/segments", version: 1, shape });
          const { segments: found } = result as SegmentMap;
          expect(new Map(found.map(({ id, cells }) => [id, cells]))).toEqual(won);
          expect(found.map(({ id }) => id)).toEqual(ids);
        }
      }),
      { numRuns: 5 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("asks a predicate once per cell", () => {
    fc.assert(
      fc.property(smallShape, (shape) => {
        const asked: Cell[] = [];
        const where = (cell: Cell): boolean => {
          asked.push(cell);
          return true;
        };
        const map = defineSegments([{ id: "all", where }], { shape });
        rfm([{ c: 1, d: 0, a: 1 }], {
          customer: "c",
          date: "d",
          amount: "a",
          bins: { recency: quantiles(shape[0]), frequency: quantiles(shape[1]), monetary: quantiles(shape[2]) },
          segments: map,
        });
        expect(asked).toEqual(cellsOf(shape));
      }),
      { numRuns: 20 },
    );
  });

  it("is plain JSON and assigns the same after a round trip", () => {
    fc.assert(
      fc.property(smallShape, fc.infiniteStream(fc.nat({ max: 99 })), ([...shape], stream) => {
        const ids = ["a", "b", "c"];
        const cells = cellsOf(shape);
        const owner = cells.map((_, i) => (i < ids.length ? ids[i] : ids[stream.next().value % ids.length]));
        const map = defineSegments(
          ids.map((id) => ({ id, cells: cells.filter((_, i) => owner[i] === id).map((cell) => codeOf(shape, cell)) })),
          { shape },
        );
        const scores = {
          r: Uint8Array.from(cells, ({ r }) => r),
          f: Uint8Array.from(cells, ({ f }) => f),
          m: Uint8Array.from(cells, ({ m }) => m),
        };
        const copy = JSON.parse(JSON.stringify(map)) as typeof map;
        expect(copy).toStrictEqual(map);
        expect([...assignSegments(scores, copy)].map((s) => ids[s])).toEqual(owner);
      }),
    );
  });
});

describe("cell codes", () => {
  const wide = fc
    .tuple(fc.integer({ min: 2, max: 14 }), fc.integer({ min: 2, max: 14 }), fc.integer({ min: 2, max: 14 }))
    .map(([...shape]) => shape);

  it("are unambiguous in every shape, and each can be given back", () => {
    fc.assert(
      fc.property(wide, (shape) => {
        const expected = cellsOf(shape).map((cell) => codeOf(shape, cell));
        const [all] = defineSegments([{ id: "all", where: () => true }], { shape }).segments;
        expect(all.cells).toEqual(expected);
        expect(new Set(expected).size).toBe(expected.length);
        const back = defineSegments([{ id: "all", cells: expected }], { shape });
        expect(back.segments[0].cells).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("of the customers agree with their scores and their segment", () => {
    fc.assert(
      fc.property(orders(), wide, fc.integer({ min: 3, max: 40 }), (lines, shape, limit) => {
        const result = rfm(lines.map(rowOf), {
          ...ALL_FIELDS,
          bins: { recency: quantiles(shape[0]), frequency: quantiles(shape[1]), monetary: quantiles(shape[2]) },
          segments: defineSegments(
            [{ id: "high", where: ({ r, f, m }) => r + f + m > Math.min(limit, shape[0] + shape[1] + shape[2] - 1) }],
            {
              shape,
              otherwise: "low",
            },
          ),
        });
        for (const { r, f, m, cell, segment } of result) {
          expect(cell).toBe(codeOf(shape, { r, f, m, fm: 0 }));
          const isHigh = r + f + m > Math.min(limit, shape[0] + shape[1] + shape[2] - 1);
          expect(segment).toBe(isHigh ? "high" : "low");
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("connectif11", () => {
  it("has each of the 125 cells in exactly one segment", () => {
    const codes = connectif11.segments.flatMap(({ cells }) => cells);
    expect([...codes].sort()).toEqual(cellsOf([5, 5, 5]).map((cell) => codeOf([5, 5, 5], cell)));
  });

  it("gives every customer the segment of the cell", () => {
    fc.assert(
      fc.property(orders(), (lines) => {
        const result = rfm(lines.map(rowOf), ALL_FIELDS);
        const scores = applyBins(result.table, fitBins(result.table, quantiles(5)));
        expect([...assignSegments(scores, connectif11)]).toEqual([...result.columns.segment]);
        for (const { cell, segment } of result) {
          expect(connectif11.segments.find(({ cells }) => cells.includes(cell))?.id).toBe(segment);
        }
      }),
    );
  });
});

describe("the segments of many customers", () => {
  // The cells of the first three shapes are numbered by a byte each; those of the last are too many.
  const shapes: readonly Shape[] = [
    [5, 5, 5],
    [4, 8, 8],
    [2, 3, 2],
    [4, 8, 9],
  ];
  const group = (shape: Shape, { r, f, m }: Cell): number => (r * 7 + f * 3 + m * shape[2]) % 3;

  it("are those of their cells, for any number of them and wherever their scores begin in memory", () => {
    const given = fc.constantFrom(...shapes).chain((shape) => {
      const score = (bins: number): fc.Arbitrary<number> =>
        fc.oneof(fc.integer({ min: 1, max: bins }), fc.constantFrom(1, bins));
      return fc.record({
        shape: fc.constant(shape),
        cells: fc.array(fc.tuple(...shape.map(score)), { maxLength: 21 }),
        starts: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
      });
    });
    fc.assert(
      fc.property(given, ({ shape, cells, starts }) => {
        const map = defineSegments(
          ["a", "b", "c"].map((id, s) => ({ id, where: (cell: Cell) => group(shape, cell) === s })),
          { shape },
        );
        const column = (d: number): Uint8Array => {
          const start = starts[d] as number;
          return Uint8Array.from([...new Array(start).fill(1), ...cells.map((cell) => cell[d])]).subarray(start);
        };
        const segments = assignSegments({ r: column(0), f: column(1), m: column(2) }, map);
        const expected = cells.map(([r, f, m]) => group(shape, { r, f, m, fm: 0 } as Cell));
        expect([...segments]).toEqual(expected);
      }),
    );
  });
});
