import { describe, expect, it } from "vitest";
import { type BinModel, type BinSpec, fitBins, quantiles, rRfm } from "../../src/index.js";
import { ntile, qcutDrop, rankFirstQcut, spssNtiles } from "./named-rules.js";

// The worked example of the RFM reference: 1000 customers, 540 with one order, 200 with two, and so on.
const COUNTS = new Map([
  [1, 540],
  [2, 200],
  [3, 100],
  [4, 60],
  [5, 40],
  [8, 30],
  [12, 20],
  [20, 10],
]);
const orders = [...COUNTS].flatMap(([value, count]) => new Array<number>(count).fill(value));

function binned(spec: BinSpec, monetary: readonly number[] = orders, monetaryScale = 1): BinModel {
  const recency = monetary.map((_, i) => i);
  const frequency = monetary === orders ? orders : recency;
  return fitBins({ recency, frequency, monetary, monetaryScale }, spec);
}

describe("the worked example of 1000 frequencies", () => {
  it.each([
    ["quantiles", quantiles(5)],
    ["rRfm", rRfm(5)],
  ] as const)("fills the scores of %s with 540, 0, 200, 100 and 160", (_, spec) => {
    expect(binned(spec).frequency.sizes).toEqual([540, 0, 200, 100, 160]);
  });

  it("has the quintiles 1, 1, 2, 3, which rRfm raises to cuts at 2, 2, 3, 4", () => {
    const wholes = (spec: BinSpec): number[] => binned(spec).frequency.edges.map(({ whole }) => whole);
    expect(binned(quantiles(5)).frequency.edges.every(({ num }) => num === 0)).toBe(true);
    expect(wholes(quantiles(5))).toEqual([1, 1, 2, 3]);
    expect(wholes(rRfm(5))).toEqual([2, 2, 3, 4]);
    expect(wholes(quantiles(4))).toEqual([1, 1, 3]);
  });

  it("gives 1 order score 1, 2 score 3, 3 score 4 and more score 5, without splitting a tie", () => {
    const ends = (value: number): number[] => [orders.indexOf(value), orders.lastIndexOf(value)];
    const { sizes } = binned(quantiles(5)).frequency;
    const reached = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((a, b) => a + b));
    expect([ends(1)[1], ends(2)[1], ends(3)[1], ends(20)[1]].map((i) => i + 1)).toEqual([
      reached[0],
      reached[2],
      reached[3],
      reached[4],
    ]);
  });

  // The rules that the oracle tests apply to our values, held to the sizes that the tools themselves gave.
  it.each([
    ["SPSS NTILES", spssNtiles, 5, [0, 540, 0, 300, 160]],
    ["SQL ntile", ntile, 5, [200, 200, 200, 200, 200]],
    ["qcut of first ranks", rankFirstQcut, 5, [200, 200, 200, 200, 200]],
    ["qcut with dropped edges", qcutDrop, 5, [740, 100, 160, 0, 0]],
    ["qcut into 4 with dropped edges", qcutDrop, 4, [840, 160, 0, 0]],
  ] as const)("has the published sizes under %s as the tests compute it", (_, rule, k, expected) => {
    const sizes = new Array<number>(k).fill(0);
    const values = orders.map((value, i) => ({ id: String(i).padStart(4, "0"), value }));
    for (const score of rule(values, k).values()) sizes[score - 1]++;
    expect(sizes).toEqual(expected);
  });

  it("has the published tile sizes where n does not divide: NTILE 3/3/2, qcut of first ranks 3/2/3", () => {
    const eight = Array.from({ length: 8 }, (_, i) => ({ id: String(i), value: i }));
    const sizes = (scores: Map<string, number>): number[] =>
      [1, 2, 3].map((tile) => [...scores.values()].filter((score) => score === tile).length);
    expect(sizes(ntile(eight, 3))).toEqual([3, 3, 2]);
    expect(sizes(rankFirstQcut(eight, 3))).toEqual([3, 2, 3]);
  });
});

describe("decimals under rRfm", () => {
  it("collapse: 20 amounts from 0.05 to 1.00 all score 1", () => {
    const amounts = Array.from({ length: 20 }, (_, i) => 5 * (i + 1));
    expect(binned(rRfm(5), amounts, 100).monetary.sizes).toEqual([20, 0, 0, 0, 0]);
    expect(binned(quantiles(5), amounts, 100).monetary.sizes).toEqual([4, 4, 4, 4, 4]);
  });

  it("collapse: 10.20 to 12.10 in steps of 0.10 give 14, 4, 2, 0 and 0", () => {
    const amounts = Array.from({ length: 20 }, (_, i) => 1020 + 10 * i);
    expect(binned(rRfm(5), amounts, 100).monetary.sizes).toEqual([14, 4, 2, 0, 0]);
  });
});
