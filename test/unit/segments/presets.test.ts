import { describe, expect, it } from "vitest";
import * as rfmKit from "../../../src/index.js";
import { assignSegments, ocard3, type SegmentMap } from "../../../src/index.js";

const presets = Object.values<unknown>(rfmKit).filter(
  (value): value is SegmentMap => (value as { kind?: unknown } | null)?.kind === "rfm-kit/segments",
);

/** The paths of all parts of a value that can be written to. */
function looseParts(path: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => looseParts(`${path}.${key}`, part));
  return Object.isFrozen(value) ? inner : [path, ...inner];
}

describe("a segment preset", () => {
  it("is one of eleven", () => {
    expect(presets.length).toBe(11);
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))("%s is frozen through and through", (id, preset) => {
    expect(looseParts(id, preset)).toEqual([]);
  });

  it("cannot be changed under another user, nor can the texts that presets share", () => {
    const scores = { r: Uint8Array.of(2), f: Uint8Array.of(2), m: Uint8Array.of(2) };
    const before = assignSegments(scores, ocard3);
    const loose = ocard3 as unknown as { segments: { cells: string[]; actions: { en: string } }[] };
    expect(() => loose.segments[0].cells.push("111")).toThrow(TypeError);
    expect(() => loose.segments.reverse()).toThrow(TypeError);
    expect(() => {
      loose.segments[0].actions.en = "Send nothing.";
    }).toThrow(TypeError);
    expect(assignSegments(scores, ocard3)).toEqual(before);
  });
});
