import { describe, expect, it } from "vitest";
import { digamma } from "../../../src/math/digamma.js";
import { EXPONENTIAL_INTEGRAL_NODES, scaledExponentialIntegral } from "../../../src/math/exponential-integral.js";
import { gaussLegendre } from "../../../src/math/gauss-legendre.js";
import { logBeta } from "../../../src/math/log-beta.js";
import { logGamma } from "../../../src/math/log-gamma.js";
import { digammaRise, trigammaRise } from "../../../src/math/polygamma-rise.js";
import { trigamma } from "../../../src/math/trigamma.js";

/** Rows of numbers, of arbitrary-precision arithmetic with 40 digits. */
function table(text: string): number[][] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
}

/** Expects two numbers to be the same but for rounding, relative to the larger of the expected one and `floor`. */
function expectNear(actual: number, expected: number, tolerance: number, floor = 0): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), floor, Number.MIN_VALUE);
  expect(error, `${actual} instead of ${expected}`).toBeLessThanOrEqual(tolerance);
}

// x, ln Gamma, digamma, trigamma
const VALUES = table(`
  1e-8             18.420680738180209      -100000000.57721565      10000000000000001
  0.001            6.9071788853838537      -1000.5755719318103      1000001.6425331958
  0.1              2.2527126517342059      -10.423754940411076      101.43329915079275
  0.5              0.57236494292470009     -1.9635100260214235      4.9348022005446793
  0.99999          5.7722388960930894e-6   -0.57723211436240804     1.6449581083109906
  1.00001          -5.7720744027504826e-6  -0.57719921568106888     1.6449100260348559
  1.2              -0.085374090003315837   -0.28903989659218835     1.2673772054237792
  1.46163214496836 -0.12148629053584961    -2.2410766695906463e-15  0.96767224544762322
  1.5              -0.12078223763524522    0.036489973978576521     0.93480220054467931
  1.99999          -4.2278111042416735e-6  0.42277788573759284      0.64493810801098677
  2.00001          4.2278755976483596e-6   0.42279078441893006      0.64493002573486004
  2.6              0.35741186354897984     0.75104745277347629      0.46780689312457988
  5.5              3.9578139676187163      1.6110931485817511       0.19934238698962766
  9.9              12.57717990421988       2.2411803166063814       0.10628304162874059
  10.1             13.027526738633237      2.2622143570941481       0.10407283129749604
  30               71.257038967168009      3.3844381326855249       0.033895060357739944
  1234.5           7550.5509010778949      7.1180162318279978       0.00081037272712696665
  1e12             26631021115915.652      27.631021115928048       1.0000000000005e-12
`);

describe("logGamma, digamma and trigamma", () => {
  it.each(VALUES)("have their values at %d", (x, log, first, second) => {
    expectNear(logGamma(x), log, 1e-15);
    expectNear(digamma(x), first, 1e-15, 1);
    expectNear(trigamma(x), second, 2e-15);
  });

  it("are exact relative to small values near the zeros", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    // Slopes at the zeros: -Euler's constant, 1 - Euler's constant, and trigamma at the zero of digamma.
    expectNear(logGamma(1 + 2 ** -40) / 2 ** -40, -0.5772156649015329, 1e-11);
    expectNear(logGamma(2 + 2 ** -40) / 2 ** -40, 0.4227843350984671, 1e-11);
    expectNear(digamma(1.46163214496836), -2.241_076_669_590_646e-15, 1e-12);
  });

  it("keep their recurrences across the places where the method changes", () => {
    for (let x = 0.01; x < 13; x += 0.0137) {
      expectNear(logGamma(x + 1) - logGamma(x), Math.log(x), 1e-14, 1);
      expectNear(digamma(x + 1) - digamma(x), 1 / x, 4e-15, 1);
      expectNear(trigamma(x) - trigamma(x + 1), 1 / (x * x), 4e-15, 1);
    }
  });

  it("keep the duplication formula of the gamma function", () => {
    for (let x = 0.05; x < 40; x *= 1.17) {
      const twice = logGamma(x) + logGamma(x + 0.5) - (1 - 2 * x) * Math.LN2 - 0.5 * Math.log(Math.PI);
      expectNear(logGamma(2 * x), twice, 2e-15, 10);
    }
  });
});

describe("logBeta", () => {
  // a, b, ln B
  it.each(
    table(`
      0.3     0.7     1.3566652413497421
      0.001   5       6.9056726570620747
      1       1       0
      2.5     1e6     -34.254095399436516
      250     3.744   -19.213082580531121
      1e8     0.5     -8.6379754278014826
      1e6     1e6     -1386300.0033629211
      12      11      -15.864460932885823
      30000   0.01    4.4963905164364771
      40      1e9     -722.29887399721298
    `),
  )("has its value at (%d, %d), in either order", (a, b, log) => {
    expectNear(logBeta(a, b), log, 2e-15, 1);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  });

  it("keeps Pascal's rule: B(a + 1, b) + B(a, b + 1) = B(a, b)", () => {
    for (let a = 0.02; a < 3e3; a *= 2.3) {
      for (let b = 0.05; b < 3e3; b *= 3.1) {
        const parts = Math.exp(logBeta(a + 1, b) - logBeta(a, b)) + Math.exp(logBeta(a, b + 1) - logBeta(a, b));
        expectNear(parts, 1, 2e-12);
      }
    }
  });
});

describe("digammaRise and trigammaRise", () => {
  // a, b, digamma(a + b) - digamma(a), the same of trigamma
  it.each(
    table(`
      0.3    0.7    2.9253085572986002     -10.600430479259505
      0.001  5      1002.0819108988065     -1000001.4212590191
      250    3.744  0.014894516007718151   -5.9254918759396501e-5
      1e8    0.5    5.0000000125e-9        -5.000000025e-17
      1e6    0.5    5.00000125e-7 -5.0000025e-13
      8.9    0.001  0.0001189006495242956  -1.412085543012855e-5
      40     1e9    17.046938502411567     -0.025315102841291068
    `),
  )("keep their digits from %d by %d", (a, b, first, second) => {
    expectNear(digammaRise(a, b), first, 1e-13);
    expectNear(trigammaRise(a, b), second, 1e-13);
  });

  it("are 0 over no distance", () => {
    for (const a of [1e-3, 2, 9.99, 10, 1e9]) {
      expect(digammaRise(a, 0)).toBe(0);
      expect(trigammaRise(a, 0)).toBeCloseTo(0, 15);
    }
  });
});

describe("gaussLegendre", () => {
  it.each([1, 2, 3, 8, 24, 64])("with %d nodes is exact for every power up to degree 2n - 1, and no further", (n) => {
    const { nodes, weights } = gaussLegendre(n);
    expect(nodes.length).toBe(n);
    expect([...nodes]).toEqual([...nodes].sort((a, b) => a - b));
    const integral = (power: number): number =>
      nodes.reduce((sum, node, i) => sum + weights[i] * node ** power, 0) * (power + 1);
    for (let power = 0; power < 2 * n; power++) expectNear(integral(power), 1, 2e-14);
    if (n <= 8) expect(Math.abs(integral(2 * n) - 1)).toBeGreaterThan(1e-9);
  });
});

describe("scaledExponentialIntegral", () => {
  const rule = gaussLegendre(EXPONENTIAL_INTEGRAL_NODES);

  // s, z, e^z E_s(z)
  it.each(
    table(`
      0.5   0.1    4.055650792041964
      1     0.5    0.9229106324837305
      1     0.001  6.337874070325488
      0.05  30     0.03327960129329835
      2000  6      4.987523724358444e-4
      0     2      0.5
      0     0.001  1000
      0.3   1e-6   20571.382602041588
      3     0.999  0.29827920374663091
      3     1      0.29817368116159704
      1.5   1e-9   1.9998879041755599
      1e6   1e-4   1.0000009999009997e-6
    `),
  )("has its value at s = %d, z = %d", (s, z, value) => {
    expectNear(scaledExponentialIntegral(s, z, rule), value, 2e-14);
  });

  it("keeps the recurrence s E_(s+1)(z) = e^-z - z E_s(z) on both sides of z = 1", () => {
    for (let s = 0.1; s < 50; s *= 1.7) {
      for (let z = 1e-4; z < 50; z *= 2.1) {
        const next = scaledExponentialIntegral(s + 1, z, rule);
        expectNear(s * next + z * scaledExponentialIntegral(s, z, rule), 1, 1e-13);
      }
    }
  });

  it("is the geometric limit where s and z are huge", () => {
    // A customer lost at the one rate mu: the integral of exp(-rate u - mu u) is 1 / (rate + mu), here with 1e18 as the scale.
    expectNear(1e18 * scaledExponentialIntegral(0.04 * 1e18, 0.01 * 1e18, rule), 1 / 0.05, 1e-14);
  });
});
