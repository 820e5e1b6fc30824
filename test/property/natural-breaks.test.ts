import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBins, naturalBreaks } from "../../src/index.js";

/** A non-negative fraction. */
interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

const ZERO: Fraction = { num: 0n, den: 1n };
const plus = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
const isLess = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den;

/** n * sum of squares minus the square of the sum, over n: exact. */
function spread(values: readonly number[]): Fraction {
  const n = BigInt(values.length);
  const sum = values.reduce((total, value) => total + BigInt(value), 0n);
  const squares = values.reduce((total, value) => total + BigInt(value) ** 2n, 0n);
  return { num: n * squares - sum * sum, den: n };
}

/** The least spread of all cuts of the sorted distinct values into so many runs. */
function least(list: readonly number[], distinct: readonly number[], runs: number): Fraction {
  if (runs === 1) return spread(list.filter((value) => distinct.includes(value)));
  let best: Fraction | undefined;
  for (let end = 1; end <= distinct.length - runs + 1; end++) {
    const first = spread(list.filter((value) => distinct.slice(0, end).includes(value)));
    const total = plus(first, least(list, distinct.slice(end), runs - 1));
    if (best === undefined || isLess(total, best)) best = total;
  }
  return best ?? ZERO;
}

describe("naturalBreaks", () => {
  const cents = fc.integer({ min: 0, max: 500 });
  const extreme = fc.constantFrom(-1e15, -1e12, -1e10, -1e9, 1e9, 1e12, 5e14);
  const lists = fc
    .tuple(fc.array(cents, { minLength: 3, maxLength: 8 }), fc.array(extreme, { maxLength: 2 }))
    .map(([near, far]) => [...near, ...far]);

  it("finds the least spread, exactly, also beside customers a billion times as large", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 2, max: 4 }), (list, k) => {
        const columns = { recency: list.map(() => 1), frequency: list.map(() => 1), monetary: list };
        const { edges } = fitBins(columns, naturalBreaks(k)).monetary;
        const binOf = (value: number): number => edges.filter(({ whole }) => value > whole).length;
        const bins = Array.from({ length: k }, (_, bin) => list.filter((value) => binOf(value) === bin));
        const ours = bins
          .filter((bin) => bin.length > 0)
          .map(spread)
          .reduce(plus, ZERO);
        const distinct = [...new Set(list)].sort((a, b) => a - b);
        expect(isLess(least(list, distinct, Math.min(k, distinct.length)), ours)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
