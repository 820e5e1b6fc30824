import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GoldenOrder } from "../../src/accumulate/sums/golden-order.js";
import { mix } from "../../src/accumulate/sums/mix.js";
import { PARTS, partOf } from "../../src/accumulate/sums/part-of.js";

/** All offsets, as many at a time as fit. */
function inOrder(low: number, width: number, atOnce: number): number[] {
  const order = new GoldenOrder(low, width);
  const offsets = new Int32Array(atOnce);
  const all: number[] = [];
  for (let count = order.fill(offsets); count > 0; count = order.fill(offsets)) all.push(...offsets.subarray(0, count));
  return all;
}

const lows = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 2 ** 31 - 500),
);
const fibonacci = fc.constantFrom(1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987);
const widths = fc.oneof(fc.integer({ min: 1, max: 1500 }), fibonacci);

describe("the order of the mixes of ids that follow each other", () => {
  it("is the one that sorting gives, also around the end of all int32, however many are asked for at once", () => {
    fc.assert(
      fc.property(lows, widths, fc.integer({ min: 1, max: 64 }), (low, width, atOnce) => {
        const sorted = Array.from({ length: width }, (_, offset) => offset).sort((a, b) => mix(low + a) - mix(low + b));
        expect(inOrder(low, width, atOnce)).toEqual(sorted);
      }),
      { numRuns: 300 },
    );
  });

  it("goes through parts that are so even that 16 bits count the largest range", () => {
    const width = 16_000_000 + 2 * (16_000_000 >> 10);
    const sizes = new Int32Array(PARTS);
    for (let offset = 0; offset < width; offset++) sizes[partOf(mix(1 + offset))]++;
    expect(Math.max(...sizes)).toBeLessThan(2 ** 16);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(16);
  });
});
