import { describe, expect, it } from "vitest";
import { risingRatioSums, risingSums } from "../../../src/math/rising.js";

/** Sums of n terms from the smallest on. */
function sum(n: number, term: (j: number) => number): number {
  let total = 0;
  for (let j = n - 1; j >= 0; j--) total += term(j);
  return total;
}

const COUNTS = [0, 1, 2, 7, 9_999, 10_000, 10_001, 12_345, 300_000];

function expectRelative(actual: number, expected: number): void {
  if (expected === 0) expect(actual).toBe(0);
  else expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(2e-12);
}

describe("sums over rising factorials", () => {
  it.each([1e-9, 0.24, 1, 37.5, 1e6])("of %d are those of their terms, also beyond where terms are summed", (c) => {
    const { log, first, second } = risingSums(c, COUNTS);
    COUNTS.forEach((n, i) => {
      expectRelative(
        log[i],
        sum(n, (j) => Math.log(c + j)),
      );
      expectRelative(
        first[i],
        sum(n, (j) => 1 / (c + j)),
      );
      expectRelative(
        second[i],
        sum(n, (j) => 1 / (c + j) ** 2),
      );
    });
  });

  it.each([
    [0.8, 2.4],
    [1e-10, 3],
    [5, 1e-10],
    [30, 1e7],
    [1e-4, 1e9],
  ])("of the ratio of %d and %d too", (a, b) => {
    const sums = risingRatioSums(a, b, COUNTS);
    COUNTS.forEach((n, i) => {
      const ratio = sum(n, (j) => -Math.log1p(a / (b + j)));
      // Beyond the terms the difference of two series is exact to the size of either.
      expect(Math.abs(sums.log[i] - ratio)).toBeLessThan(
        2e-12 * (n > 10_000 ? Math.max(1, n) : Math.abs(ratio)) + 1e-300,
      );
      expectRelative(
        sums.first[i],
        sum(n, (j) => 1 / (a + b + j)),
      );
      expectRelative(
        sums.second[i],
        sum(n, (j) => 1 / (a + b + j) ** 2),
      );
      if (n > 10_000) return;
      expectRelative(
        sums.firstByB[i],
        sum(n, (j) => a / ((b + j) * (a + b + j))),
      );
      expectRelative(
        sums.secondByB[i],
        sum(n, (j) => (a / ((b + j) * (a + b + j))) * (1 / (b + j) + 1 / (a + b + j))),
      );
    });
  });

  it("are empty for no counts", () => {
    expect(risingSums(1, []).log).toHaveLength(0);
    expect(risingRatioSums(1, 1, []).log).toHaveLength(0);
  });
});
