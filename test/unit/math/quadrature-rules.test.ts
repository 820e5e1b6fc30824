import { describe, expect, it } from "vitest";
import { betaRule } from "../../../src/math/beta-rule.js";
import { gammaRule } from "../../../src/math/gamma-rule.js";
import { pointRule, type QuadratureRule } from "../../../src/math/quadrature-rule.js";

function mean({ nodes, weights }: QuadratureRule, f: (node: number) => number): number {
  return nodes.reduce((sum, node, i) => sum + weights[i] * f(node), 0);
}

function expectRelative(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(5e-14);
}

const SHAPES = [1e-8, 0.01, 0.5, 1, 3, 7, 12, 60, 1e4, 1e9];

describe("betaRule", () => {
  it.each(SHAPES.flatMap((a) => SHAPES.map((b) => [a, b])))("of %d and %d has the moments", (a, b) => {
    const rule = betaRule(a, b);
    expectRelative(
      mean(rule, () => 1),
      1,
    );
    expectRelative(
      mean(rule, (p) => p),
      a / (a + b),
    );
    expectRelative(
      mean(rule, (p) => p * p),
      (a / (a + b)) * ((a + 1) / (a + b + 1)),
    );
    expect(rule.nodes.length).toBeLessThan(420);
  });

  it("has the means of functions with a pole below 0", () => {
    expectRelative(
      mean(betaRule(1, 1), (p) => 1 / (p + 0.001)),
      Math.log(1.001 / 0.001),
    );
    expectRelative(
      mean(betaRule(2, 1), (p) => 1 / (p + 0.1)),
      2 * (1 - 0.1 * Math.log(11)),
    );
    // The arcsine distribution: 1 / sqrt(c (1 + c)).
    expectRelative(
      mean(betaRule(0.5, 0.5), (p) => 1 / (p + 1e-6)),
      1 / Math.sqrt(1e-6 * (1 + 1e-6)),
    );
  });
});

describe("gammaRule", () => {
  it.each(SHAPES)("of shape %d has the moments", (shape) => {
    const rule = gammaRule(shape);
    expectRelative(
      mean(rule, () => 1),
      1,
    );
    expectRelative(
      mean(rule, (t) => t),
      shape,
    );
    expectRelative(
      mean(rule, (t) => t * t),
      shape * (shape + 1),
    );
    expect(rule.nodes.length).toBeLessThan(340);
  });

  it("has the means of functions with a pole below 0", () => {
    // E 1/(1 + t) is the integral of e^(-t) t^(shape - 1) / (1 + t), here to fifty digits; at shape 1 Gompertz' constant.
    expectRelative(
      mean(gammaRule(1), (t) => 1 / (1 + t)),
      0.596347362323194,
    );
    expectRelative(
      mean(gammaRule(0.24), (t) => 1 / (1 + t)),
      0.870952004995586,
    );
    expectRelative(
      mean(gammaRule(7), (t) => 1 / (1 + t)),
      0.139717149114338,
    );
  });
});

describe("pointRule", () => {
  it("is its one node", () => {
    expect(mean(pointRule(0.3), (p) => p * p)).toBe(0.09);
  });
});
