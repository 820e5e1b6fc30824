import { describe, expect, it } from "vitest";
import { CODED_FROM, LateRefunds } from "../../../src/accumulate/late-refunds.js";

/** Refunds of few customers and days, ids and codes with equal bits among them, more than one look is worth. */
function manyRefunds(): [key: number, day: number, amount: number][] {
  const keys = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), CODED_FROM, CODED_FROM + 1, CODED_FROM + 2 ** 31];
  const days = [-719_162, -1, 0, 1, 20_000, 2_932_896];
  return Array.from({ length: 5000 }, (_, i) => [keys[(i * 7) % 8], days[(i * i + (i >> 3)) % 6], i + 1]);
}

describe("late refunds", () => {
  it("are joined by customer and day where they first stood, and handed over once an order has come", () => {
    const late = new LateRefunds();
    const open = new Map<string, { key: number; day: number; count: number; amount: number }>();
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
    const expected = [...open.values()].filter(({ day }) => day > 0);
    expect(late.list).toEqual(expected);
    expect(late.size).toBe(expected.length);
    expect(late.isLong).toBe(false);
    expect(taken.filter((_, i) => i % 2 === 0).every((day) => day <= 0)).toBe(true);
    const handed = taken.filter((_, i) => i % 2 === 1).reduce((a, b) => a + b, 0);
    expect(handed + late.list.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
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
    expect(late.list).toEqual([{ key: 7, day: 10, count: 3, amount: 11 }]);
    late.settle(
      10,
      (key) => key,
      (...refund) => expect(refund).toEqual([7, 10, 3, 11]),
    );
    expect(late.size).toBe(0);
  });
});
