import { describe, expect, it } from "vitest";
import {
  assignSegments,
  connectif11,
  defineSegments,
  quantiles,
  rfm,
  type Scores,
  type SegmentDefinition,
  type SegmentMap,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const shape = [2, 2, 2] as const;
const rest: SegmentDefinition = { id: "rest", where: ({ r }) => r === 1 };
const good: SegmentDefinition[] = [{ id: "new", where: ({ r }) => r === 2 }, rest];
const where = "defineSegments";

function define(segments: unknown, options: object = {}): SegmentMap {
  return defineSegments(wrong<SegmentDefinition[]>(segments), { shape, ...options });
}

describe("the segments of defineSegments", () => {
  it.each([[null], [undefined], [5], ["vip"], [{}], [[]], [new Array(255).fill(good[0])]])("are no %s", (segments) => {
    expectRefused(() => define(segments), "OUT_OF_RANGE", { where, path: "segments" });
  });

  it.each([null, undefined, 5, "vip", []])("are each an object, not %s", (segment) => {
    expectRefused(() => define([rest, segment]), "WRONG_TYPE", { where, path: "segments[1]" });
  });

  it("have ids: text, each once", () => {
    for (const id of ["", 5, null, undefined]) {
      expectRefused(() => define([rest, { ...good[0], id }]), "WRONG_TYPE", { path: "segments[1].id" });
    }
    expectRefused(() => define([rest, { ...rest }]), "DUPLICATE", { path: "segments[1].id", received: '"rest"' });
  });

  it("may have the names of object members", () => {
    const map = define([
      { id: "__proto__", where: good[0]?.where },
      { id: "constructor", where: rest.where },
    ]);
    expect(map.segments.map(({ id }) => id)).toEqual(["__proto__", "constructor"]);
  });

  it("have exactly one of cells, boxes and where", () => {
    expectRefused(() => define([rest, { id: "x" }]), "MISSING_OPTION", {
      path: "segments[1]",
      received: '"0 of them"',
    });
    expectRefused(() => define([rest, { id: "x", cells: [], boxes: [] }]), "MISSING_OPTION", {
      received: '"2 of them"',
    });
  });

  it("have no other option", () => {
    expectRefused(() => define([rest, { ...good[0], colour: "red" }]), "UNKNOWN_OPTION", {
      path: "segments[1].colour",
    });
  });

  it.each(["311", "11", "1111", "1-1-1", "abc", "011", " 111", 111, null, "１１１"])("have no cell %s", (cell) => {
    expectRefused(() => define([rest, { id: "x", cells: ["211", cell] }]), "BAD_CELL", {
      where,
      path: "segments[1].cells[1]",
    });
  });

  it("name each of their cells once", () => {
    expectRefused(() => define([rest, { id: "x", cells: ["211", "211"] }]), "DUPLICATE", {
      path: "segments[1].cells[1]",
      received: '"211"',
    });
  });

  it.each([[[0, 1]], [[1, 3]], [[2, 1]], [[1]], [[1, 2, 2]], [[1, 1.5]], [["1", "2"]], [1], ["1-2"], [null], [{}]])(
    "have no box with the range %s",
    (range) => {
      expectRefused(() => define([rest, { id: "x", boxes: [{ r: [2, 2] }, { f: range }] }]), "BAD_CELL", {
        path: "segments[1].boxes[1].f",
      });
    },
  );

  it("have boxes, cells and predicates of the right type", () => {
    expectRefused(() => define([rest, { id: "x", boxes: { r: [1, 1] } }]), "WRONG_TYPE", { path: "segments[1].boxes" });
    expectRefused(() => define([rest, { id: "x", boxes: [5] }]), "WRONG_TYPE", { path: "segments[1].boxes[0]" });
    expectRefused(() => define([rest, { id: "x", boxes: [{ x: [1, 1] }] }]), "UNKNOWN_OPTION", {
      path: "segments[1].boxes[0].x",
    });
    expectRefused(() => define([rest, { id: "x", cells: "211" }]), "WRONG_TYPE", { path: "segments[1].cells" });
    expectRefused(() => define([rest, { id: "x", where: "r > 1" }]), "WRONG_TYPE", { path: "segments[1].where" });
  });

  it("have a group and names that are text, checked here and not only when the map is used", () => {
    const [first] = good;
    expectRefused(() => define([{ ...first, group: 5 }, rest]), "WRONG_TYPE", { path: "segments[0].group" });
    expectRefused(() => define([{ ...first, names: { en: 5 } }, rest]), "WRONG_TYPE");
    expectRefused(() => define([{ ...first, names: "New" }, rest]), "WRONG_TYPE");
  });

  it("may be as many as a result can tell apart, the rest included", () => {
    const many = (count: number): SegmentDefinition[] =>
      Array.from({ length: count }, (_, i) => ({
        id: `s${i}`,
        cells: [[1 + (i >> 6), 1 + ((i >> 3) & 7), 1 + (i & 7)].join("")],
      }));
    const bins = quantiles(8);
    const rows = [{ c: 1, d: 0, a: 1 }];
    const fields = { customer: "c", date: "d", amount: "a", bins } as const;
    for (const count of [253, 254]) {
      let segments: SegmentMap;
      try {
        segments = defineSegments(many(count), { shape: [8, 8, 8], otherwise: "rest" });
      } catch (error) {
        expect(error).toMatchObject({ code: "OUT_OF_RANGE" });
        continue;
      }
      expect(rfm(rows, { ...fields, segments }).size).toBe(1);
    }
  });
});

describe("the options of defineSegments", () => {
  it.each([null, 5, "strict", []])("are no %s", (options) => {
    expectRefused(() => defineSegments(good, wrong<object>(options)), "WRONG_TYPE", { where, path: "options" });
  });

  it("have no unknown name", () => {
    expectRefused(() => define(good, { rest: "x" }), "UNKNOWN_OPTION", { path: "options.rest" });
    expectRefused(() => define(good, { match: "last" }), "UNKNOWN_NAME", { path: "options.match" });
  });

  it.each([[[2, 2]], [[2, 2, 2, 2]], [5], ["2x2x2"], [null]])("have no shape %s", (wrongShape) => {
    if (wrongShape === null) return;
    expectRefused(() => define(good, { shape: wrongShape }), "WRONG_TYPE", { path: "options.shape" });
  });

  it.each([1, 101, 2.5, "2", null])("have no shape with %s bins", (bins) => {
    expectRefused(() => define(good, { shape: [2, bins, 2] }), "OUT_OF_RANGE", { path: "options.shape[1]" });
  });

  it("have an id that is text", () => {
    for (const id of ["", 5]) expectRefused(() => define(good, { id }), "WRONG_TYPE", { path: "options.id" });
  });

  it("name the segment of the rest as text", () => {
    const [first] = good;
    for (const otherwise of ["", 5, {}, null]) {
      expectRefused(() => define([first], { otherwise }), "WRONG_TYPE", { path: "options.otherwise" });
    }
  });
});

describe("a map that is no partition", () => {
  it("is refused with the cells that are in no segment", () => {
    expectRefused(() => define([{ id: "new", cells: ["211", "212", "221"] }, rest]), "UNCOVERED_CELLS", {
      where,
      received: "222",
    });
  });

  it("is refused with the cells that are in two segments, and their names", () => {
    expectRefused(() => define([...good, { id: "twice", cells: ["111"] }]), "OVERLAPPING_CELLS", {
      where,
      received: "111 (rest, twice)",
    });
  });

  it("is refused with a segment that can never win", () => {
    expectRefused(() => define([...good, { id: "late", cells: ["111"] }], { match: "first" }), "DEAD_SEGMENT", {
      where,
      path: "segments[2]",
    });
    expectRefused(() => define([...good, { id: "empty", cells: [] }]), "DEAD_SEGMENT", { path: "segments[2]" });
    expectRefused(() => define(good, { otherwise: "others" }), "DEAD_SEGMENT");
  });

  it("lists at most twenty cells", () => {
    const { details, message } = errorOf(() => defineSegments([{ id: "one", cells: ["555"] }]));
    expect(details.received).toMatch(/^111, 112, .* and 104 more$/);
    expect(message).toContain("124 of 125");
  });

  it("counts a cell of three segments as one cell", () => {
    const three = [
      { id: "all", where: () => true },
      { id: "a", cells: ["111"] },
      { id: "b", cells: ["111"] },
    ];
    expect(errorOf(() => define(three)).message).not.toContain("2 are in two");
  });

  it("is refused in these words", () => {
    expect(() => define([{ id: "new", cells: ["211"] }, rest])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: defineSegments: every cell must be in a segment; 3 of 8 are in none: 212 (nearest: new), 221 (nearest: new), 222 (nearest: rest); options.otherwise names a segment for them]`,
    );
    expect(() => define([...good, { id: "twice", cells: ["111"] }])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: defineSegments: every cell must be in one segment; 1 are in several: 111 (rest, twice); options.match: "first" gives them to the first]`,
    );
    expect(() => define([...good, { id: "empty", cells: [] }])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: defineSegments: segments[2] ("empty") must win at least one cell; it wins none, remove it or put it earlier]`,
    );
    expect(() => define([{ id: "a", cells: ["511"] }])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: defineSegments: segments[0].cells[0] must be a cell of 2 x 2 x 2 such as "111"; received "511"]`,
    );
  });
});

describe("a map", () => {
  it("is frozen throughout and keeps groups and names", () => {
    const names = { en: "New", "zh-Hans": "新" };
    const map = define([{ ...good[0], group: "best", names }, rest], { id: "mine" });
    names.en = "changed";
    expect(map).toMatchObject({ id: "mine", segments: [{ group: "best", names: { en: "New" } }, {}] });
    const parts = [map, map.shape, map.segments, ...map.segments, ...map.segments.map(({ cells }) => cells)];
    expect(parts.every(Object.isFrozen)).toBe(true);
    expect(Object.isFrozen(map.segments[0]?.names)).toBe(true);
  });

  it("may put the rest into a segment that also claims cells, or into one that claims none", () => {
    const own = define(
      [
        { id: "a", cells: ["222"] },
        { id: "b", cells: ["111"] },
      ],
      { otherwise: "b" },
    );
    const other = define([{ id: "a", cells: ["222"] }, { id: "b" }], { otherwise: "b" });
    for (const map of [own, other]) expect(map.segments.map(({ cells }) => cells.length)).toEqual([1, 7]);
  });

  it("of the library is one that it takes back itself", () => {
    const again = defineSegments(connectif11.segments, { id: connectif11.id });
    const sorted = connectif11.segments.map((segment) => ({ ...segment, cells: [...segment.cells].sort() }));
    expect(again).toEqual({
      kind: connectif11.kind,
      version: connectif11.version,
      id: connectif11.id,
      shape: connectif11.shape,
      segments: sorted,
    });
  });
});

describe("assignSegments", () => {
  const scores: Scores = { r: Uint8Array.of(5, 1), f: Uint8Array.of(5, 1), m: Uint8Array.of(5, 1) };

  it("gives the position of each customer's segment", () => {
    expect([...assignSegments(scores, connectif11)]).toEqual([0, 10]);
    expect([
      ...assignSegments({ r: new Uint8Array(0), f: new Uint8Array(0), m: new Uint8Array(0) }, connectif11),
    ]).toEqual([]);
  });

  it("refuses columns of different lengths and scores outside the shape", () => {
    const where = "assignSegments";
    expectRefused(() => assignSegments({ ...scores, f: Uint8Array.of(1) }, connectif11), "LENGTH_MISMATCH", {
      where,
      path: "scores.f",
    });
    for (const bad of [0, 6]) {
      expectRefused(() => assignSegments({ ...scores, m: Uint8Array.of(1, bad) }, connectif11), "OUT_OF_RANGE", {
        where,
        path: "scores.m[1]",
        received: String(bad),
      });
    }
  });

  it.each([[null], [undefined], [5], [{}], [{ r: [1], f: [1] }], [{ r: 1, f: 1, m: 1 }]])(
    "refuses %s as scores",
    (bad) => {
      expectRefused(() => assignSegments(wrong<Scores>(bad), connectif11), "WRONG_TYPE", { where: "assignSegments" });
    },
  );

  it.each([
    ["nothing", undefined, "map"],
    ["a name", "connectif-11", "map"],
    ["another kind", { ...connectif11, kind: "x" }, "map.kind"],
    ["a cell missing", { ...connectif11, segments: connectif11.segments.slice(1) }, "map.segments"],
    ["no shape", { ...connectif11, shape: [5, 5] }, "map.shape"],
    [
      "a doubled id",
      { ...connectif11, segments: [...connectif11.segments, connectif11.segments[0]] },
      "map.segments[11].id",
    ],
    [
      "a doubled cell",
      { ...connectif11, segments: [...connectif11.segments, { id: "more", cells: ["555"] }] },
      "map.segments[11].cells[0]",
    ],
  ])("refuses a map that is none: %s", (_, map, path) => {
    expectRefused(() => assignSegments(scores, wrong<SegmentMap>(map)), "BAD_MODEL", { where: "assignSegments", path });
  });

  it("refuses in these words", () => {
    expect(() => assignSegments({ ...scores, m: Uint8Array.of(1, 9) }, connectif11)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: assignSegments: scores.m[1] must be from 1 to 5; received 9]`,
    );
    expect(() => assignSegments(scores, wrong<SegmentMap>("connectif-11"))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: assignSegments: map must be an object; received "connectif-11"]`,
    );
  });
});
