import { describe, expect, it } from "vitest";
import {
  connectif11,
  type DefineSegmentsOptions,
  defineSegments,
  isRfmError,
  type RfmError,
  type SegmentDefinition,
  squeezely11,
} from "../../../src/index.js";

const small = { shape: [2, 2, 2] } as const;
const old: SegmentDefinition = { id: "old", boxes: [{ r: [1, 1] }] };
const recent: SegmentDefinition = { id: "recent", boxes: [{ r: [2, 2] }] };

/** The error of a definition that may be of any form. */
function refusal(segments: unknown, options: unknown = small): RfmError {
  try {
    defineSegments(segments as SegmentDefinition[], options as DefineSegmentsOptions);
  } catch (error) {
    if (isRfmError(error)) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("defineSegments", () => {
  it("turns codes, boxes and predicates into cells", () => {
    const map = defineSegments(
      [
        { id: "codes", cells: ["222", "111"] },
        { id: "boxes", boxes: [{ r: [2, 2], f: [1, 1] }, { m: [2, 2] }] },
        { id: "predicate", where: ({ r, f, m, fm }) => r <= 2 && f <= 2 && m === 1 && fm >= 1 },
      ],
      { ...small, match: "first" },
    );
    expect(map.segments.map(({ cells }) => cells)).toEqual([
      ["111", "222"],
      ["112", "122", "211", "212"],
      ["121", "221"],
    ]);
  });

  it("takes ranges of the combined score in halves", () => {
    const map = defineSegments(
      [
        { id: "low", boxes: [{ fm: [1, 2.5] }] },
        { id: "high", boxes: [{ fm: [3, 4.5] }] },
      ],
      { shape: [2, 5, 4] },
    );
    expect(map.segments[0]?.cells.slice(0, 10)).toEqual([
      ...["111", "112", "113", "114", "121", "122", "123", "131", "132", "141"],
    ]);
    expect(map.segments[1]?.cells.slice(0, 3)).toEqual(["124", "133", "134"]);
  });

  it("writes codes with dashes from ten bins on, and reads them", () => {
    const map = defineSegments(
      [
        { id: "best", cells: ["10-2-2"] },
        { id: "rest", where: ({ r, f, m }) => r * f * m < 40 },
      ],
      { shape: [10, 2, 2] },
    );
    expect(map.segments[1]?.cells.slice(-2)).toEqual(["10-1-2", "10-2-1"]);
  });

  it("asks a predicate once per cell", () => {
    let asked = 0;
    const where = (): boolean => ++asked > 0;
    defineSegments([{ id: "all", where }], { shape: [3, 4, 5] });
    expect(asked).toBe(60);
  });

  it("carries group, names and actions, frozen and its own", () => {
    const names = { en: "Old", "zh-Hans": "旧" };
    const map = defineSegments([{ ...old, group: "away", names, actions: { en: "Write." } }, recent], small);
    names.en = "changed";
    expect(map.segments[0]).toMatchObject({ group: "away", names: { en: "Old" }, actions: { en: "Write." } });
    expect(map.segments[1]).toEqual({ id: "recent", cells: ["211", "212", "221", "222"] });
    for (const part of [
      map,
      map.shape,
      map.segments,
      map.segments[0],
      map.segments[0]?.names,
      map.segments[0]?.actions,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("defines a preset again from its segments", () => {
    const { segments, shape } = defineSegments(squeezely11.segments, { id: "again" });
    const sorted = (map: typeof segments) => map.map((segment) => ({ ...segment, cells: [...segment.cells].sort() }));
    expect(shape).toEqual(squeezely11.shape);
    expect(sorted(segments)).toEqual(sorted(squeezely11.segments));
  });

  it("gives the rest to one of the segments, or to one more", () => {
    const vip = { id: "vip", cells: ["222"] } as const;
    const more = defineSegments([vip], { ...small, otherwise: "rest" });
    expect(more.segments.map(({ id, cells }) => [id, cells.length])).toEqual([
      ["vip", 1],
      ["rest", 7],
    ]);
    const own = defineSegments([{ id: "rest", cells: ["111"] }, vip], { ...small, otherwise: "rest" });
    expect(own.segments.map(({ id, cells }) => [id, cells.length])).toEqual([
      ["rest", 7],
      ["vip", 1],
    ]);
    const bare = defineSegments([{ id: "rest" }, vip], { ...small, otherwise: "rest" });
    expect(bare.segments.map(({ id, cells }) => [id, cells.length])).toEqual([
      ["rest", 7],
      ["vip", 1],
    ]);
  });
});

describe("defineSegments refuses", () => {
  it("holes, naming them and the nearest segment of each", () => {
    const map = connectif11.segments.map((segment) => ({
      ...segment,
      cells: segment.cells.filter((cell) => cell !== "544" && cell !== "125"),
    }));
    const error = refusal(map, {});
    expect(error.code).toBe("UNCOVERED_CELLS");
    expect(error.details).toEqual({ path: "segments", received: "125, 544" });
    expect(error.message).toBe(
      "defineSegments: every cell must be in a segment; 2 of 125 are in none: 125 (nearest: at-risk), 544 (nearest: champions); options.otherwise names a segment for them",
    );
  });

  it("many holes, naming twenty", () => {
    const { message } = refusal([{ id: "vip", cells: ["555"] }], {});
    expect(message).toContain("124 of 125 are in none: 111 (nearest: vip), 112 (nearest: vip),");
    expect(message).toContain("145 (nearest: vip) and 104 more;");
  });

  it("nothing but holes, with nothing to propose", () => {
    const { message } = refusal([{ id: "none", cells: [] }]);
    expect(message).toContain("8 of 8 are in none: 111, 112, 121, 122, 211, 212, 221, 222; ");
  });

  it("overlaps, naming all that want the cell", () => {
    const error = refusal([
      old,
      recent,
      { id: "vip", cells: ["222"] },
      { id: "all", boxes: [{ f: [2, 2], m: [2, 2] }] },
    ]);
    expect(error.code).toBe("OVERLAPPING_CELLS");
    expect(error.message).toBe(
      'defineSegments: every cell must be in one segment; 2 are in several: 122 (old, all), 222 (recent, vip, all); options.match: "first" gives them to the first',
    );
  });

  it("segments that can never win", () => {
    const error = refusal([old, recent, { id: "vip", cells: ["222"] }], { ...small, match: "first" });
    expect(error.code).toBe("DEAD_SEGMENT");
    expect(error.details.path).toBe("segments[2]");
    expect(error.message).toBe(
      'defineSegments: segments[2] ("vip") must win at least one cell; it wins none, remove it or put it earlier',
    );
    expect(refusal([old, recent], { ...small, otherwise: "rest" }).code).toBe("DEAD_SEGMENT");
  });

  it.each([
    ["BAD_CELL", "segments[0].cells[1]", [{ id: "a", cells: ["111", "131"] }]],
    ["BAD_CELL", "segments[0].cells[0]", [{ id: "a", cells: [111] }]],
    ["DUPLICATE", "segments[0].cells[1]", [{ id: "a", cells: ["111", "111"] }]],
    ["BAD_CELL", "segments[0].boxes[1].f", [{ id: "a", boxes: [{}, { f: [0, 2] }] }]],
    ["BAD_CELL", "segments[0].boxes[0].r", [{ id: "a", boxes: [{ r: [2, 1] }] }]],
    ["BAD_CELL", "segments[0].boxes[0].m", [{ id: "a", boxes: [{ m: [1.5, 2] }] }]],
    ["BAD_CELL", "segments[0].boxes[0].fm", [{ id: "a", boxes: [{ fm: [1.25, 2] }] }]],
    ["BAD_CELL", "segments[0].boxes[0].fm", [{ id: "a", boxes: [{ fm: [1, 2.5] }] }]],
    ["BAD_CELL", "segments[0].boxes[0].fm", [{ id: "a", boxes: [{ fm: 2 }] }]],
    ["UNKNOWN_OPTION", "segments[0].boxes[0].recency", [{ id: "a", boxes: [{ recency: [1, 2] }] }]],
    ["WRONG_TYPE", "segments[0].boxes", [{ id: "a", boxes: { r: [1, 2] } }]],
    ["WRONG_TYPE", "segments[0].cells", [{ id: "a", cells: "111" }]],
    ["WRONG_TYPE", "segments[0].where", [{ id: "a", where: "r > 1" }]],
    ["MISSING_OPTION", "segments[0]", [{ id: "a" }]],
    ["MISSING_OPTION", "segments[0]", [{ id: "a", cells: ["111"], boxes: [{}] }]],
    ["DUPLICATE", "segments[1].id", [old, { ...recent, id: "old" }]],
    ["WRONG_TYPE", "segments[0].id", [{ cells: ["111"] }]],
    ["WRONG_TYPE", "segments[0].group", [{ ...old, group: 1 }, recent]],
    ["WRONG_TYPE", "segments[0].names", [{ ...old, names: "Old" }, recent]],
    ["WRONG_TYPE", "segments[0].names", [{ ...old, names: ["Old"] }, recent]],
    ["WRONG_TYPE", "segments[0].actions", [{ ...old, actions: { en: 1 } }, recent]],
    ["UNKNOWN_OPTION", "segments[0].action", [{ ...old, action: "Write." }, recent]],
    ["WRONG_TYPE", "segments[0]", [null]],
    ["OUT_OF_RANGE", "segments", []],
    ["OUT_OF_RANGE", "segments", "old"],
  ])("with %s what is wrong at %s", (code, path, segments) => {
    const error = refusal(segments);
    expect([error.code, error.details.path ?? path]).toEqual([code, path]);
    expect(error.message).toContain(`defineSegments: ${path}`);
  });

  it.each([
    ["WRONG_TYPE", "options.shape", { shape: [5, 5] }],
    ["OUT_OF_RANGE", "options.shape[1]", { shape: [5, 1, 5] }],
    ["UNKNOWN_NAME", "options.match", { ...small, match: "last" }],
    ["WRONG_TYPE", "options.id", { ...small, id: "" }],
    ["WRONG_TYPE", "options.otherwise", { ...small, otherwise: 1 }],
    ["UNKNOWN_OPTION", "options.name", { ...small, name: "x" }],
    ["WRONG_TYPE", "options", null],
  ])("with %s the option at %s", (code, path, options) => {
    const error = refusal([old, recent], options);
    expect([error.code, error.details.path]).toEqual([code, path]);
  });

  it("more segments than a byte can tell apart, the one for the rest included", () => {
    const many = Array.from({ length: 255 }, (_, i) => ({ id: `s${i}`, cells: [`1-${(i % 99) + 1}-${i + 1}`] }));
    expect(refusal(many, { shape: [2, 99, 100] }).code).toBe("OUT_OF_RANGE");
    const error = refusal(many.slice(0, 254), { shape: [2, 99, 100], otherwise: "rest" });
    expect(error.message).toBe(
      'defineSegments: options.otherwise must be one of the segments, which are 254 already; received "rest"',
    );
  });
});
