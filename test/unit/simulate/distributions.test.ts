import { describe, expect, it } from "vitest";
import { beta, exponential, gamma, normal } from "../../../src/simulate/distributions.js";
import { Random } from "../../../src/simulate/random.js";

const DRAWS = 200_000;

/** How many standard errors mean and variance are from what they should be, the latter by the fourth moment of the draws. */
function deviations(draw: (random: Random) => number, mean: number, variance: number): [number, number] {
  const random = new Random(20_240_101);
  const draws = Float64Array.from({ length: DRAWS }, () => draw(random));
  const ofMean = moment(draws, (x) => x, mean) / Math.sqrt(variance / DRAWS);
  const squares = draws.map((x) => (x - mean) ** 2);
  const fourth = squares.reduce((sum, s) => sum + (s - variance) ** 2, 0) / DRAWS;
  const ofVariance = moment(squares, (s) => s, variance) / Math.sqrt(fourth / DRAWS);
  return [Math.abs(ofMean), Math.abs(ofVariance)];
}

function moment(values: Float64Array, of: (x: number) => number, expected: number): number {
  return values.reduce((sum, x) => sum + of(x), 0) / values.length - expected;
}

describe("each distribution has its mean and variance within four standard errors", () => {
  it.each([
    ["exponential", exponential, 1, 1],
    ["normal", normal, 0, 1],
    ["gamma of shape 0.1", (random: Random) => gamma(random, 0.1), 0.1, 0.1],
    ["gamma of shape 0.9", (random: Random) => gamma(random, 0.9), 0.9, 0.9],
    ["gamma of shape 1", (random: Random) => gamma(random, 1), 1, 1],
    ["gamma of shape 6.25", (random: Random) => gamma(random, 6.25), 6.25, 6.25],
    ["gamma of shape 1000", (random: Random) => gamma(random, 1000), 1000, 1000],
    ["beta of 0.6 and 6", (random: Random) => beta(random, 0.6, 6), 0.6 / 6.6, (0.6 * 6) / (6.6 ** 2 * 7.6)],
    ["beta of 2 and 3", (random: Random) => beta(random, 2, 3), 0.4, 6 / (25 * 6)],
    ["beta of tiny shapes", (random: Random) => beta(random, 1e-6, 3e-6), 0.25, 0.1875],
  ] as const)("%s", (_, draw, mean, variance) => {
    const [ofMean, ofVariance] = deviations(draw, mean, variance);
    expect(ofMean).toBeLessThan(4);
    expect(ofVariance).toBeLessThan(4);
  });
});

describe("gamma", () => {
  it("of shape 1 is exponential: the empirical distribution is nowhere farther from it than the 0.1 % point of Kolmogorov's", () => {
    const random = new Random(3);
    const draws = Float64Array.from({ length: DRAWS }, () => gamma(random, 1)).sort();
    const distance = draws.reduce((most, x, i) => Math.max(most, Math.abs((i + 0.5) / DRAWS - (1 - Math.exp(-x)))), 0);
    expect(distance * Math.sqrt(DRAWS)).toBeLessThan(1.95);
  });
});
