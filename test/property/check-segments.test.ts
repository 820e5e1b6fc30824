import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assignSegments,
  type Box,
  type Cell,
  checkSegments,
  type DefineSegmentsOptions,
  defineSegments,
  isRfmError,
  type SegmentDefinition,
  type Shape,
} from "../../src/index.js";

/** A segment as it was drawn: its definition, and what that means in the plainest words. */
interface Drawn {
  readonly definition: SegmentDefinition;
  readonly wants: (cell: Cell, code: string) => boolean;
  readonly codes: readonly string[];
}

interface Example {
  readonly shape: Shape;
  readonly drawn: readonly Drawn[];
  readonly options: DefineSegmentsOptions & { readonly shape: Shape };
}

interface Place {
  readonly code: string;
  readonly cell: Cell;
  readonly claimants: readonly string[];
}

const codeOf = (shape: Shape, { r, f, m }: Cell): string => [r, f, m].join(Math.max(...shape) > 9 ? "-" : "");

function cellsOf(shape: Shape): Cell[] {
  const cells: Cell[] = [];
  for (let r = 1; r <= shape[0]; r++)
    for (let f = 1; f <= shape[1]; f++) for (let m = 1; m <= shape[2]; m++) cells.push({ r, f, m, fm: (f + m) / 2 });
  return cells;
}

const counts = fc.integer({ min: 2, max: 4 });
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(counts, counts, counts) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(2, 11), counts, fc.constantFrom(2, 10)) },
);

const byCodes = (shape: Shape): fc.Arbitrary<Omit<SegmentDefinition, "id">> => {
  const codes = cellsOf(shape).map((cell) => codeOf(shape, cell));
  const wrong = fc.constantFrom("", "000", "0", "1-1-1-1", "111 112", codes[0] as string);
  return fc
    .tuple(fc.subarray(codes), fc.array(wrong, { maxLength: 2 }), fc.integer({ min: 0, max: 9 }))
    .map(([good, bad, chance]) => ({ cells: chance < 8 ? good : [...good, ...bad] }));
};

const rangeUpTo = (most: number, steps = 1): fc.Arbitrary<readonly [number, number] | undefined> =>
  fc.option(
    fc
      .tuple(fc.integer({ min: steps, max: most * steps }), fc.integer({ min: steps, max: most * steps }))
      .map(([a, b]) => [Math.min(a, b) / steps, Math.max(a, b) / steps] as const),
    { nil: undefined },
  );

const byBoxes = (shape: Shape): fc.Arbitrary<Omit<SegmentDefinition, "id">> => {
  const box = fc
    .record({
      r: rangeUpTo(shape[0]),
      f: rangeUpTo(shape[1]),
      m: rangeUpTo(shape[2]),
      fm: rangeUpTo(Math.min(shape[1], shape[2]), 2),
    })
    .map((sides) => Object.fromEntries(Object.entries(sides).filter(([, range]) => range !== undefined)) as Box);
  return fc.array(box, { minLength: 1, maxLength: 3 }).map((boxes) => ({ boxes }));
};

const byPredicate: fc.Arbitrary<Omit<SegmentDefinition, "id">> = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -9, max: 9 }))
  .map(([a, b, c]) => ({ where: ({ r, fm }: Cell) => a * r + b * fm > c }));

function wantsOf({ cells, boxes, where }: Omit<SegmentDefinition, "id">): Drawn["wants"] {
  if (cells !== undefined) return (_, code) => cells.includes(code);
  if (where !== undefined) return where;
  return (cell) =>
    (boxes ?? []).some((box) =>
      (Object.entries(box) as [keyof Cell, readonly [number, number]][]).every(
        ([side, [low, high]]) => cell[side] >= low && cell[side] <= high,
      ),
    );
}

const examples: fc.Arbitrary<Example> = shapes.chain((shape) => {
  const claim = fc.oneof(byCodes(shape), byBoxes(shape), byPredicate);
  return fc
    .record({
      claims: fc.array(claim, { minLength: 1, maxLength: 6 }),
      match: fc.constantFrom("strict" as const, "first" as const),
      otherwise: fc.option(fc.constantFrom("rest", "s0", "s1"), { nil: undefined }),
    })
    .map(({ claims, match, otherwise }) => ({
      shape,
      drawn: claims.map((body, s) => ({
        definition: { id: `s${s}`, ...body },
        wants: wantsOf(body),
        codes: body.cells ?? [],
      })),
      options: { shape, match, ...(otherwise === undefined ? {} : { otherwise }) },
    }));
});

const placesOf = ({ shape, drawn }: Example): Place[] =>
  cellsOf(shape).map((cell) => {
    const code = codeOf(shape, cell);
    return { code, cell, claimants: drawn.filter(({ wants }) => wants(cell, code)).map((d) => d.definition.id) };
  });

const definitionsOf = ({ drawn }: Example): SegmentDefinition[] => drawn.map(({ definition }) => definition);
const idsOf = (example: Example): string[] =>
  [...new Set([...definitionsOf(example).map(({ id }) => id), ...(example.options.otherwise ?? "").split(" ")])].filter(
    (id) => id !== "",
  );

describe("checkSegments", () => {
  it("agrees with brute force over all cells", () => {
    fc.assert(
      fc.property(examples, (example) => {
        const places = placesOf(example);
        const report = checkSegments(definitionsOf(example), example.options);
        const uncovered = places.filter(({ claimants }) => claimants.length === 0);
        const contested = places.filter(({ claimants }) => claimants.length > 1);
        const { otherwise } = example.options;
        const sizes = idsOf(example).map((id) => ({
          id,
          claims: places.filter(({ claimants }) => claimants.includes(id)).length,
          wins: places.filter(({ claimants }) => (claimants[0] ?? otherwise) === id).length,
        }));
        expect(report.cells).toBe(places.length);
        expect(report.segments).toEqual(sizes);
        expect(report.uncovered).toEqual(uncovered.map(({ code }) => code));
        expect(report.overlapping).toEqual(
          contested.map(({ code, claimants }) => ({ cell: code, segments: claimants })),
        );
        expect(report.dead).toEqual(sizes.filter(({ wins }) => wins === 0).map(({ id }) => id));
        expect(report.isPartition).toBe(places.every(({ claimants }) => claimants.length === 1));
        expect(report.otherwise).toBe(otherwise ?? null);
        const good = new Set(places.map(({ code }) => code));
        const bad = example.drawn.flatMap(({ definition, codes }) =>
          codes.filter((code, i) => !good.has(code) || codes.indexOf(code) < i).map((code) => [definition.id, code]),
        );
        expect(report.invalid.map(({ segment, received }) => [segment, received])).toEqual(bad);
      }),
    );
  });

  it("has no fault where defineSegments accepts, and else the fault that it throws in front", () => {
    fc.assert(
      fc.property(examples, (example) => {
        const { faults } = checkSegments(definitionsOf(example), example.options);
        let code: string | undefined;
        try {
          defineSegments(definitionsOf(example), example.options);
        } catch (error) {
          if (!isRfmError(error)) throw error;
          code = error.code;
        }
        expect(faults[0]).toBe(code);
      }),
    );
  });

  it("proposes for every hole a segment that none is nearer than, by majority among the neighbours", () => {
    fc.assert(
      fc.property(examples, (example) => {
        const places = placesOf(example);
        const covered = places.filter(({ claimants }) => claimants.length > 0);
        const report = checkSegments(definitionsOf(example), example.options);
        expect(report.nearest.map(({ cell }) => cell)).toEqual(covered.length === 0 ? [] : report.uncovered);
        for (const { cell, segment, distance } of report.nearest) {
          const at = places.find(({ code }) => code === cell)?.cell as Cell;
          const away = (other: Cell): number =>
            Math.abs(at.r - other.r) + Math.abs(at.f - other.f) + Math.abs(at.m - other.m);
          const least = Math.min(...covered.map((place) => away(place.cell)));
          const votes = covered.filter((place) => away(place.cell) === least).map(({ claimants }) => claimants[0]);
          expect(distance).toBe(least);
          expect(votes).toContain(segment);
          if (least > 1) continue;
          const number = (id: string): number => votes.filter((vote) => vote === id).length;
          const most = Math.max(...votes.map((vote) => number(vote as string)));
          expect(segment).toBe(idsOf(example).find((id) => number(id) === most));
        }
      }),
    );
  });

  it("draws every cell with the letter of the segment that has it", () => {
    fc.assert(
      fc.property(examples, (example) => {
        const { shape, options } = example;
        const letters = readGrid(checkSegments(definitionsOf(example), options).grid, shape);
        const ids = idsOf(example);
        for (const { cell, code, claimants } of placesOf(example)) {
          const owner = claimants[0] ?? options.otherwise;
          const letter = owner === undefined ? "." : "ABCDEFGHIJ"[ids.indexOf(owner)];
          expect([code, letters.get([cell.r, cell.f, cell.m].join())]).toEqual([
            code,
            `${letter}${claimants.length > 1 ? "*" : ""}`,
          ]);
        }
      }),
    );
  });
});

/** The marks of the cells, read back from the drawing. */
function readGrid(grid: string, shape: Shape): Map<string, string> {
  const letters = new Map<string, string>();
  const lines = grid.split("\n");
  for (const [at, line] of lines.entries()) {
    const blocks = [...line.matchAll(/\bm (\d+)(?:-(\d+))?/g)].map(([, first, last]) =>
      [first, last ?? first].map(Number),
    );
    for (let r = shape[0]; blocks.length > 0 && r >= 1; r--) {
      const [, label, marks] = /^(\d+)(.*)$/.exec(lines[at + 2 + shape[0] - r] as string) ?? [];
      expect(Number(label)).toBe(r);
      const found = [...(marks as string).matchAll(/[A-Z.]\*?/g)].map(([mark]) => mark);
      expect(found).toHaveLength(blocks.length * shape[1]);
      found.forEach((mark, i) => {
        const [first, last] = blocks[Math.floor(i / shape[1])] as [number, number];
        for (let m = first; m <= last; m++) letters.set([r, (i % shape[1]) + 1, m].join(), mark);
      });
    }
  }
  return letters;
}

describe("a map that defineSegments accepts", () => {
  const accepted = examples
    .map((example) => ({
      ...example,
      options: { ...example.options, match: "first" as const, otherwise: example.options.otherwise ?? "rest" },
    }))
    .filter((example) => checkSegments(definitionsOf(example), example.options).faults.length === 0);

  it("gives every cell to the first segment that claims it, also after a file", () => {
    fc.assert(
      fc.property(accepted, (example) => {
        const map = defineSegments(definitionsOf(example), example.options);
        const read = JSON.parse(JSON.stringify(map)) as typeof map;
        expect(read).toEqual(map);
        const places = placesOf(example);
        const column = (letter: "r" | "f" | "m"): Uint8Array => Uint8Array.from(places, ({ cell }) => cell[letter]);
        const assigned = assignSegments({ r: column("r"), f: column("f"), m: column("m") }, read);
        places.forEach(({ claimants }, i) => {
          expect(map.segments[assigned[i] as number]?.id).toBe(claimants[0] ?? example.options.otherwise);
        });
      }),
    );
  });

  it("is a partition to checkSegments, and defines itself again", () => {
    fc.assert(
      fc.property(accepted, (example) => {
        const map = defineSegments(definitionsOf(example), example.options);
        expect(checkSegments(map)).toMatchObject({ faults: [], isPartition: true, dead: [], uncovered: [] });
        expect(defineSegments(map.segments, { id: map.id, shape: map.shape })).toEqual(map);
      }),
    );
  });
});
