import { describe, expect, it } from "vitest";
import { orderStatistics } from "../../../src/binning/order-statistics.js";

/** The same numbers at every run, spread as a function of a fraction says. */
function column(size: number, value: (fraction: number, i: number) => number): Float64Array {
  let seed = 11;
  return Float64Array.from({ length: size }, (_, i) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return value(seed / 2 ** 32, i);
  });
}

describe("order statistics", () => {
  const most = Number.MAX_SAFE_INTEGER;
  it.each<[string, Float64Array]>([
    ["few", column(4_000, (u) => Math.floor(u * 1e9))],
    ["money", column(20_000, (u) => Math.floor(Math.exp(20 * u)))],
    ["below and above nothing", column(20_000, (u) => Math.floor((u - 0.5) * 1e12))],
    ["all below nothing", column(20_000, (u) => -Math.floor(Math.exp(30 * u)) - 1)],
    ["one far away", column(20_000, (u, i) => (i === 777 ? most : Math.floor(u * 1e8)))],
    ["the widest", column(20_000, (u, i) => [most, -most, 0, 1, -1][i] ?? Math.floor((2 * u - 1) * most))],
    ["ties", column(20_000, (u) => 1e12 * Math.floor(u * 7) - 3e12)],
    ["two values far apart", column(20_000, (_, i) => (i % 3 === 0 ? most : -most))],
    ["zeros of both signs", column(20_000, (u) => [0, -0, 1e9, -1e9][Math.floor(4 * u)])],
    ["zeros of both signs, the lowest", column(20_000, (u) => [0, -0, 1e9][Math.floor(3 * u)])],
    ["zeros of both signs, the highest", column(20_000, (u) => [0, -0, -1e9][Math.floor(3 * u)])],
    ["narrow", column(20_000, (u) => Math.floor(u * 730))],
  ])("are the elements of the sorted column: %s", (_, values) => {
    const sorted = values.slice().sort();
    const some = [19_999, 777, 0, 1, 777, 1_999, 2_000, 3_999, 9_999, 10_000, 19_998].filter((p) => p < values.length);
    for (const positions of [[], some, Array.from(values.keys())]) {
      expect(positions.map(orderStatistics(values, positions))).toEqual(positions.map((p) => sorted[p]));
    }
    expect(values).not.toEqual(sorted);
  });
});
