import { describe, expect, it } from "vitest";
import {
  assignSegments,
  connectif11,
  isRfmError,
  type RfmError,
  rRfm030,
  type SegmentMap,
} from "../../../src/index.js";

const none = { r: new Uint8Array(), f: new Uint8Array(), m: new Uint8Array() };

/** The error of a map that may be of any form. */
function refusal(map: unknown): RfmError {
  try {
    assignSegments(none, map as SegmentMap);
  } catch (error) {
    if (isRfmError(error)) return error;
    throw error;
  }
  throw new Error("was accepted");
}

/** connectif11 or rRfm030 after a change that its type forbids. */
// biome-ignore lint/suspicious/noExplicitAny: the point is to break the type
function changed(map: SegmentMap, change: (map: any) => void): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(map));
  change(copy);
  return copy;
}

describe("a segment map from a file", () => {
  it("is accepted with and without its optional fields", () => {
    for (const map of [connectif11, rRfm030]) {
      expect(assignSegments(none, JSON.parse(JSON.stringify(map)))).toHaveLength(0);
      const { kind, version, id, shape, segments } = map;
      const bare = { kind, version, id, shape, segments: segments.map(({ id, cells }) => ({ id, cells })) };
      expect(assignSegments(none, bare)).toHaveLength(0);
    }
  });

  it.each([
    ["map", null],
    ["map.kind", changed(connectif11, (map) => (map.kind = "rfm-kit/rfm"))],
    ["map.version", changed(connectif11, (map) => (map.version = 2))],
    ["map.id", changed(connectif11, (map) => (map.id = 11))],
    ["map.title", changed(connectif11, (map) => (map.title = { en: "x" }))],
    ["map.sources", changed(connectif11, (map) => (map.sources = "https://example.com"))],
    ["map.sources", changed(connectif11, (map) => (map.sources = ["javascript:alert(1)"]))],
    ["map.shape", changed(connectif11, (map) => (map.shape = [5, 5, 1]))],
    ["map.segments", changed(connectif11, (map) => (map.segments = []))],
    ["map.groups", changed(connectif11, (map) => (map.groups = {}))],
    ["map.groups[1].id", changed(connectif11, (map) => (map.groups[1].id = "best"))],
    ["map.groups[0].names", changed(connectif11, (map) => (map.groups[0].names = null))],
    ["map.segments[3].group", changed(connectif11, (map) => (map.segments[3].group = "worst"))],
    ["map.segments[3].group", changed(rRfm030, (map) => (map.segments[3].group = 3))],
    ["map.segments[2]", changed(connectif11, (map) => (map.segments[2] = "new"))],
    ["map.segments[2].id", changed(connectif11, (map) => (map.segments[2].id = "loyal"))],
    ["map.segments[2].names", changed(connectif11, (map) => (map.segments[2].names.en = 1))],
    ["map.segments[2].actions", changed(connectif11, (map) => (map.segments[2].actions = ["Write."]))],
    ["map.segments[2].cells", changed(connectif11, (map) => (map.segments[2].cells = "555"))],
    ["map.segments[2].cells[0]", changed(connectif11, (map) => (map.segments[2].cells[0] = "556"))],
    ["map.segments[1].cells[8]", changed(connectif11, (map) => map.segments[1].cells.push("555"))],
    ["map.segments", changed(connectif11, (map) => map.segments[1].cells.pop())],
    ["map.resolved", changed(rRfm030, (map) => (map.resolved = true))],
    ["map.resolved.uncovered", changed(rRfm030, (map) => (map.resolved.uncovered = ["215"]))],
    ["map.resolved.uncovered.to", changed(rRfm030, (map) => (map.resolved.uncovered.to = "rest"))],
    ["map.resolved.uncovered.cells", changed(rRfm030, (map) => map.resolved.uncovered.cells.push("555"))],
    ["map.resolved.uncovered.cells", changed(rRfm030, (map) => (map.resolved.uncovered.cells = "215"))],
    ["map.resolved.overlapping", changed(rRfm030, (map) => map.resolved.overlapping.push("556"))],
    ["map.resolved.dead", changed(rRfm030, (map) => (map.resolved.dead = ["lost"]))],
    ["map.resolved.dead", changed(rRfm030, (map) => (map.resolved.dead = [1]))],
  ])("is refused with the path of the bad field, %s", (path, map) => {
    const { code, details, message } = refusal(map);
    expect([code, details.path]).toEqual(["BAD_MODEL", path]);
    expect(message).toMatch(/^assignSegments: map\S* must be .+; received /);
  });
});

describe("assignSegments", () => {
  it("refuses scores of different lengths, and scores outside the shape", () => {
    const column = Uint8Array.of(1, 5);
    expect(() => assignSegments({ r: column, f: column, m: Uint8Array.of(1) }, connectif11)).toThrow(
      "assignSegments: scores.m must have the length of scores.r, 2; received 1",
    );
    expect(() => assignSegments({ r: column, f: Uint8Array.of(1, 6), m: column }, connectif11)).toThrow(
      "assignSegments: scores.f[1] must be from 1 to 5; received 6",
    );
  });
});
