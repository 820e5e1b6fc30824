import { describe, expect, it } from "vitest";
import { CODED_FROM, LateRefunds } from "../../../src/accumulate/late-refunds.js";

/** Refunds of few customers and days, ids and codes with equal bits among them, more than one look is worth. */
function manyRefunds(): [key: number, day: number, amount: number][] {
  const keys = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), CODED_FROM, CODED_FROM + 1, CODED_FROM + 2 ** 31];
  const days = [-719_162, -1, 0, 1, 20_000, 2_932_896];
  return Array.from({ length: 5000 }, (_, i) => [keys[(i * 7) % 8], days[(i * i + (i >> 3)) % 6], i + 1]);
}

interface Refund {
  readonly key: number;
  readonly day: number;
  readonly count: number;
  readonly amount: number;
}

function listOf(late: LateRefunds): Refund[] {
  const list: Refund[] = [];
  late.each((key, day, count, amount) => list.push({ key, day, count, amount }));
  return list;
}

describe("late refunds", () => {
  it("are joined by customer and day in the order of the keys, and handed over once an order has come", () => {
    const late = new LateRefunds();
    const open = new Map<string, Refund>();
    for (const [key, day, amount] of manyRefunds()) {
      late.add(key, day, 1, amount);
      const known = open.get(`${key} ${day}`) ?? { key, day, count: 0, amount: 0 };
      open.set(`${key} ${day}`, { ...known, count: known.count + 1, amount: known.amount + amount });
    }
    expect(late.isLong).toBe(true);
    const taken: number[] = [];
    late.settle(
      0,
      (key) => key,
      (_key, day, count) => taken.push(day, count),
    );
    const expected = [...open.values()].filter(({ day }) => day > 0).sort((a, b) => a.key - b.key || a.day - b.day);
    expect(listOf(late)).toEqual(expected);
    expect(late.size).toBe(expected.length);
    expect(late.isLong).toBe(false);
    expect(taken.filter((_, i) => i % 2 === 0).every((day) => day <= 0)).toBe(true);
    const handed = taken.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b, 0);
    expect(handed + expected.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });

  it("take another key when they are looked at, and may then be those of one customer", () => {
    const late = new LateRefunds();
    late.add(CODED_FROM + 3, 10, 1, 5);
    late.add(7, 10, 2, 6);
    late.settle(
      9,
      () => 7,
      () => expect.unreachable(),
    );
    expect(listOf(late)).toEqual([{ key: 7, day: 10, count: 3, amount: 11 }]);
    late.settle(
      10,
      (key) => key,
      (...refund) => expect(refund).toEqual([7, 10, 3, 11]),
    );
    expect(late.size).toBe(0);
  });
});
