import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IntPart } from "../../src/accumulate/sums/int-part.js";
import { COUNT, FIRST, LAST, RECORD_INTS, totalAt } from "../../src/accumulate/sums/record.js";
import type { Room } from "../../src/accumulate/sums/room.js";
import { ROW_INTS } from "../../src/accumulate/sums/row.js";

const TOP = -(2 ** 31);

/** Rooms in which a part grows where it stands after a few customers already. */
const room: fc.Arbitrary<Room> = fc.record({
  smallSlots: fc.constantFrom(8, 16),
  tail: fc.integer({ min: 3, max: 20 }),
  manySlots: fc.constantFrom(8, 16, 40, 1 << 18),
});

/** Mixed ids of one part: spread, close together, or at both ends. */
const mixedId = fc
  .oneof(
    fc.integer({ min: 0, max: 0xffffff }),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0xffffff - 40, max: 0xffffff }),
  )
  .map((low) => TOP | low);

/** Orders as rows that wait, the first of one minor unit, the next of two. */
function rowsOf(orders: readonly (readonly [number, number])[]): Int32Array {
  const rows = new Int32Array(orders.length * ROW_INTS);
  for (const [i, [mixed, day]] of orders.entries()) rows.set([mixed, day, i + 1], i * ROW_INTS);
  return rows;
}

/** What a part holds, by mixed id, in the order of its records. */
function contentOf(part: IntPart): [number, number[]][] {
  const { ints, floats } = part.records;
  const found: [number, number[]][] = [];
  for (let at = 0; at < ints.length; at += RECORD_INTS) {
    if (ints[at + COUNT] === 0) continue;
    found.push([part.mixedAt(at), [ints[at + COUNT], ints[at + FIRST], ints[at + LAST], floats[totalAt(at)]]]);
  }
  return found;
}

describe("a part of the sums", () => {
  it("holds what was added, in order, however it grows", () => {
    const order = fc.tuple(mixedId, fc.integer({ min: -5, max: 5 }));
    const batches = fc.array(fc.array(order, { maxLength: 120 }), { maxLength: 5 });
    fc.assert(
      fc.property(room, batches, (own, all) => {
        const part = new IntPart(TOP, own);
        const expected = new Map<number, number[]>();
        for (const orders of all) {
          part.addRows(rowsOf(orders), 0, orders.length);
          for (const [i, [mixed, day]] of orders.entries()) {
            const [count, first, last, total] = expected.get(mixed) ?? [0, day, day, 0];
            expected.set(mixed, [count + 1, Math.min(first, day), Math.max(last, day), total + i + 1]);
          }
        }
        const content = contentOf(part);
        expect(new Map(content)).toEqual(expected);
        expect(content.length).toBe(expected.size);
        expect(part.size).toBe(expected.size);
        if (part.isInOrder) expect(content.map(([mixed]) => mixed)).toEqual([...expected.keys()].sort((a, b) => a - b));
      }),
    );
  });

  it("grows where it stands as long as there is room, and comes back from a message", () => {
    const own = { smallSlots: 8, tail: 8, manySlots: 64 };
    const part = new IntPart(TOP, own);
    const buffers = new Set<ArrayBufferLike>();
    const lengths = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      part.addRows(rowsOf([[TOP | (Math.imul(i, 0x9e3779b1) & 0xffffff), 1]]), 0, 1);
      if (part.records.ints.length > 64 * RECORD_INTS) buffers.add(part.records.ints.buffer);
      lengths.add(part.records.ints.length);
    }
    expect(part.size).toBe(2000);
    expect(lengths.size).toBeGreaterThan(20);
    expect(buffers.size).toBeLessThan(8);
    const back = new IntPart(TOP, own);
    const content = contentOf(part);
    back.unpack(structuredClone(part.pack(0)));
    expect(contentOf(back)).toEqual(content);
    expect(back.records.ints.length).toBe(part.records.ints.length);
  });
});
