import { describe, expect, it } from "vitest";
import { checkSegments, connectif11, isRfmError, type RfmError, rfGrid10, rRfm030 } from "../../../src/index.js";

const small = { shape: [2, 2, 2] } as const;

/** The error of a definition that may be of any form. */
function refusal(...args: readonly unknown[]): RfmError {
  try {
    (checkSegments as (...args: readonly unknown[]) => unknown)(...args);
  } catch (error) {
    if (isRfmError(error)) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("checkSegments", () => {
  const segments = [
    { id: "vip", cells: ["222", "12", "222"] },
    { id: "regular", boxes: [{ r: [2, 2], m: [2, 2] }] },
    { id: "shadow", cells: ["212"] },
    { id: "old", boxes: [{ r: [1, 1], f: [1, 1] }, { r: [0, 1] }] },
  ] as const;

  it("reports everything at once and throws nothing", () => {
    const { grid, ...report } = checkSegments(segments, { ...small, id: "mine" });
    expect(report).toEqual({
      id: "mine",
      shape: [2, 2, 2],
      cells: 8,
      segments: [
        { id: "vip", claims: 1, wins: 1 },
        { id: "regular", claims: 2, wins: 1 },
        { id: "shadow", claims: 1, wins: 0 },
        { id: "old", claims: 2, wins: 2 },
      ],
      uncovered: ["121", "122", "211", "221"],
      otherwise: null,
      nearest: [
        { cell: "121", segment: "old", distance: 1 },
        { cell: "122", segment: "vip", distance: 1 },
        { cell: "211", segment: "regular", distance: 1 },
        { cell: "221", segment: "vip", distance: 1 },
      ],
      overlapping: [
        { cell: "212", segments: ["regular", "shadow"] },
        { cell: "222", segments: ["vip", "regular"] },
      ],
      dead: ["shadow"],
      invalid: [
        { code: "BAD_CELL", segment: "vip", path: "segments[0].cells[1]", received: "12" },
        { code: "DUPLICATE", segment: "vip", path: "segments[0].cells[2]", received: "222" },
        { code: "BAD_CELL", segment: "old", path: "segments[3].boxes[1].r", received: "[0, 1]" },
      ],
      isPartition: false,
      faults: ["BAD_CELL", "DUPLICATE", "OVERLAPPING_CELLS", "UNCOVERED_CELLS", "DEAD_SEGMENT"],
    });
    expect(grid).toContain("in no segment");
  });

  it("gives the rest to otherwise, still saying which cells that is and what is nearest", () => {
    const report = checkSegments([{ id: "vip", cells: ["222"] }], { ...small, otherwise: "rest" });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ otherwise: "rest", isPartition: false, dead: [] });
    expect(report.uncovered).toHaveLength(7);
    expect(report.nearest[0]).toEqual({ cell: "111", segment: "vip", distance: 3 });
    expect(report.segments[1]).toEqual({ id: "rest", claims: 0, wins: 7 });
  });

  it("takes overlaps as a fault only where the first may not have them", () => {
    const both = [
      { id: "a", boxes: [{ r: [1, 1] as const }] },
      { id: "b", boxes: [{}] },
    ];
    expect(checkSegments(both, small).faults).toEqual(["OVERLAPPING_CELLS"]);
    expect(checkSegments(both, { ...small, match: "first" }).faults).toEqual([]);
    expect(checkSegments(both, { ...small, match: "first" }).overlapping).toHaveLength(4);
  });

  it("takes the arguments as one object", () => {
    const options = { shape: [2, 2, 2], match: "first", otherwise: "rest" } as const;
    expect(checkSegments({ ...options, segments })).toEqual(checkSegments(segments, options));
  });

  it("takes a map, also one with mistakes that was read from a file", () => {
    expect(checkSegments(rRfm030)).toMatchObject({ id: "r-rfm-0.3.0", faults: [], isPartition: true });
    const map = JSON.parse(JSON.stringify(connectif11));
    map.segments[0].cells[0] = "5555";
    map.segments[1].cells.push("111");
    const report = checkSegments(map);
    expect(report.faults).toEqual(["BAD_CELL", "OVERLAPPING_CELLS", "UNCOVERED_CELLS"]);
    expect(report.nearest).toEqual([{ cell: "555", segment: "champions", distance: 1 }]);
    expect(report.overlapping).toEqual([{ cell: "111", segments: ["loyal", "lost"] }]);
  });

  it("proposes nothing where nothing is claimed", () => {
    expect(checkSegments([{ id: "none", cells: [] }], small)).toMatchObject({ nearest: [], dead: ["none"] });
  });

  it("proposes across distances in one pass, also on a million cells", () => {
    const report = checkSegments(
      [
        { id: "low", cells: ["1-1-1"] },
        { id: "high", cells: ["100-100-100"] },
      ],
      { shape: [100, 100, 100] },
    );
    expect(report.nearest).toHaveLength(999_998);
    expect(report.nearest[0]).toEqual({ cell: "1-1-2", segment: "low", distance: 1 });
    expect(report.nearest.at(-1)).toEqual({ cell: "100-100-99", segment: "high", distance: 1 });
    expect(Math.max(...report.nearest.slice(0, 100_000).map(({ distance }) => distance))).toBe(148);
  });

  it("freezes the report", () => {
    const report = checkSegments(segments, small);
    for (const part of [report, report.uncovered, report.nearest[0], report.overlapping[0]?.segments, report.faults]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it.each([
    ["MISSING_OPTION", [[{ id: "a" }], small]],
    [
      "DUPLICATE",
      [
        [
          { id: "a", cells: [] },
          { id: "a", cells: [] },
        ],
        small,
      ],
    ],
    ["CONFLICTING_OPTIONS", [connectif11, {}]],
    ["UNKNOWN_OPTION", [{ segments, name: "x" }]],
    ["OUT_OF_RANGE", [{ shape: [2, 2, 2] }]],
    ["WRONG_TYPE", ["connectif-11"]],
    ["WRONG_TYPE", [null]],
    ["WRONG_TYPE", [segments, null]],
    ["BAD_MODEL", [{ ...connectif11, version: 2 }]],
    ["BAD_MODEL", [{ ...connectif11, shape: [5, 5] }]],
  ])("refuses with %s what is no definition", (code, args) => {
    expect(refusal(...args).code).toBe(code);
  });
});

describe("the drawing", () => {
  it("shows a map for one monetary score after the other, with a legend", () => {
    expect(`\n${checkSegments(connectif11).grid}\n`).toMatchInlineSnapshot(`
      "
           m 1         m 2         m 3         m 4         m 5
      r\\f  1 2 3 4 5   1 2 3 4 5   1 2 3 4 5   1 2 3 4 5   1 2 3 4 5
      5    D E C C C   D E C C C   E E C B C   E E F A A   E E F A A
      4    D D C C C   D D C C C   E C C F C   E E F B A   E E B A A
      3    D G G C C   G J J C C   E C C F C   E F F B B   E F B B B
      2    J G J J J   J J J H H   G J J H H   I H H H H   I H H H H
      1    K K K K K   K J J H H   I J H H H   I H H I I   I H H H I

      A   7  champions
      B   8  loyal
      C  24  potential-loyalist
      D   7  new
      E  16  promising
      F   8  need-attention
      G   5  about-to-sleep
      H  22  at-risk
      I   8  cant-lose
      J  14  hibernating
      K   6  lost
      "
    `);
  });

  it("draws monetary scores that look alike once", () => {
    expect(`\n${checkSegments(rfGrid10).grid}\n`).toMatchInlineSnapshot(`
      "
           m 1-5
      r\\f  1 2 3 4 5
      5    H I I J J
      4    G I I F F
      3    D D E F F
      2    A A B B C
      1    A A B B C

      A  20  hibernating
      B  20  at-risk
      C  10  cant-lose
      D  10  about-to-sleep
      E   5  need-attention
      F  20  loyal
      G   5  promising
      H   5  new
      I  20  potential-loyalist
      J  10  champions
      "
    `);
  });

  it("marks holes, cells that several want, and segments that never win", () => {
    const { grid } = checkSegments(
      [
        { id: "a", boxes: [{ r: [1, 2], f: [1, 2] }] },
        { id: "b", boxes: [{ r: [2, 3], f: [2, 3], m: [1, 1] }] },
        { id: "c\u001b[2J\n", cells: ["111"] },
      ],
      { shape: [3, 3, 2] },
    );
    expect(`\n${grid}\n`).toMatchInlineSnapshot(`
      "
           m 1     m 2
      r\\f  1 2 3   1 2 3
      3    . B B   . . .
      2    A A*B   A A .
      1    A*A .   A A .

      A  8  a
      B  3  b
      C  0  c?[2J? (never wins)
      .  7  in no segment
      *  2  in several segments, drawn as the first
      "
    `);
  });

  it("puts grids below each other where they would be wider than 80 columns", () => {
    const { grid } = checkSegments([{ id: "a", where: ({ r, f, m }) => (r + f + m) % 2 === 0 }], {
      shape: [2, 20, 3],
      otherwise: "b",
    });
    expect(`\n${grid}\n`).toMatchInlineSnapshot(`
      "
           m 1
      r\\f   1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20
      2     A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B
      1     B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A

           m 2
      r\\f   1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20
      2     B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A
      1     A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B

           m 3
      r\\f   1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20
      2     A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B
      1     B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A  B  A

      A  60  a
      B  60  b (has the rest)
      "
    `);
    expect(Math.max(...grid.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("uses two letters from 27 segments on", () => {
    const { grid } = checkSegments(
      Array.from({ length: 32 }, (_, i) => ({
        id: `s${i}`,
        boxes: [{ f: [(i % 4) + 1, (i % 4) + 1] as const, r: [(i >> 2) + 1, (i >> 2) + 1] as const }],
      })),
      { shape: [8, 4, 2] },
    );
    expect(grid.split("\n").slice(0, 4)).toEqual([
      "     m 1-2",
      "r\\f   1  2  3  4",
      "8    BC BD BE BF",
      "7    AY AZ BA BB",
    ]);
  });
});
