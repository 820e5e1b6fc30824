import { describe, expect, it } from "vitest";
import { checkSegments, defineSegments, isRfmError } from "../../../src/index.js";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isRfmError(error)) return error.code;
    throw error;
  }
  return "none";
};

describe("an absurd map", () => {
  it("of a million cells and 254 segments is refused at once, by both", () => {
    const all = Array.from({ length: 254 }, (_, i) => ({ id: `s${i}`, boxes: [{}] }));
    expect(codeOf(() => checkSegments(all, { shape: [100, 100, 100] }))).toBe("OUT_OF_RANGE");
    expect(codeOf(() => defineSegments(all, { shape: [100, 100, 100] }))).toBe("OUT_OF_RANGE");
  });

  it("whose predicate answers with a promise, or not at all, is refused", () => {
    const where = (async () => false) as unknown as () => boolean;
    expect(codeOf(() => defineSegments([{ id: "a", where }], { otherwise: "rest" }))).toBe("WRONG_TYPE");
    expect(codeOf(() => defineSegments([{ id: "a", where: (() => {}) as never }], { otherwise: "rest" }))).toBe(
      "WRONG_TYPE",
    );
  });

  it.each([Symbol("x"), Object.create(null), { toString: 1 }])(
    "with a range of what cannot be spelled is refused",
    (odd) => {
      const boxes = [{ r: [odd, 2] as unknown as [number, number] }];
      expect(codeOf(() => defineSegments([{ id: "a", boxes }], { otherwise: "rest" }))).toBe("BAD_CELL");
    },
  );
});
