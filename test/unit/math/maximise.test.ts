import { describe, expect, it } from "vitest";
import { maximise, type Objective } from "../../../src/math/maximise.js";
import { standardErrors } from "../../../src/math/standard-errors.js";
import { symmetricEigen } from "../../../src/math/symmetric-eigen.js";

/** -(1 - x)^2 - 100 (y - x^2)^2: a curved ridge whose top is at (1, 1). */
const banana: Objective = ([x, y], gradient, hessian) => {
  gradient.set([2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)]);
  hessian.set([-2 + 400 * y - 1200 * x * x, 400 * x, 400 * x, -200]);
  return -((1 - x) ** 2) - 100 * (y - x * x) ** 2;
};

describe("maximise", () => {
  it("finds the top of a curved ridge from far away", () => {
    const end = maximise(banana, { start: [-1.2, 1], tolerance: 1e-12 });
    expect(end.converged).toBe(true);
    expect([...end.point]).toEqual([expect.closeTo(1, 10), expect.closeTo(1, 10)]);
    expect(end.gradientNorm).toBeLessThanOrEqual(1e-12);
    expect(end.steps).toBeLessThan(40);
  });

  it("climbs where the surface is not concave", () => {
    // cos has its minimum at pi: a plain Newton step from 2.8 would go there.
    const wave: Objective = ([x], gradient, hessian) => {
      gradient[0] = -Math.sin(x);
      hessian[0] = -Math.cos(x);
      return Math.cos(x);
    };
    const end = maximise(wave, { start: [2.8], tolerance: 1e-13 });
    expect(end.converged).toBe(true);
    expect(Math.cos(end.point[0])).toBe(1);
  });

  it("takes no step longer than allowed, and leaves a place outside the domain by halving", () => {
    const visited: number[] = [];
    const root: Objective = ([x], gradient, hessian) => {
      visited.push(x);
      if (x > 5) return Number.NEGATIVE_INFINITY;
      // log(5 - x) + x / 10: its top is at -5.
      gradient[0] = -1 / (5 - x) + 0.1;
      hessian[0] = -1 / (5 - x) ** 2;
      return Math.log(5 - x) + x / 10;
    };
    const end = maximise(root, { start: [-90], tolerance: 1e-12, longestStep: 30 });
    expect(end.converged).toBe(true);
    expect(end.point[0]).toBeCloseTo(-5, 8);
    const jumps = visited.map((x, i) => (i === 0 ? 0 : Math.abs(x - visited[i - 1])));
    expect(Math.max(...jumps)).toBeLessThanOrEqual(60);
    expect(visited[1]).toBe(-60);
  });

  it("says so when there is no top, and still returns finite numbers", () => {
    const slope: Objective = ([x], gradient, hessian) => {
      gradient[0] = Math.exp(-x);
      hessian[0] = -Math.exp(-x);
      return -Math.exp(-x);
    };
    const end = maximise(slope, { start: [0], tolerance: 0, maxSteps: 5 });
    expect(end.converged).toBe(false);
    expect(end.steps).toBe(5);
    expect(end.point[0]).toBeCloseTo(5, 12);
  });

  it("returns a start outside the domain as it is", () => {
    const nowhere: Objective = () => Number.NEGATIVE_INFINITY;
    const end = maximise(nowhere, { start: [1, 2], tolerance: 1 });
    expect(end).toMatchObject({ converged: false, steps: 0, eigenRatio: 0, value: Number.NEGATIVE_INFINITY });
    expect([...end.point]).toEqual([1, 2]);
    const broken: Objective = () => Number.NaN;
    expect(maximise(broken, { start: [1], tolerance: 1 }).converged).toBe(false);
  });

  it("converges where the gains are smaller than the rounding of the value", () => {
    const high: Objective = ([x], gradient, hessian) => {
      gradient[0] = -2 * (x - 3) - 4 * (x - 3) ** 3;
      hessian[0] = -2 - 12 * (x - 3) ** 2;
      return 1e12 - (x - 3) ** 2 - (x - 3) ** 4;
    };
    const end = maximise(high, { start: [3.001], tolerance: 1e-13 });
    expect(end.converged).toBe(true);
    expect(end.point[0]).toBeCloseTo(3, 13);
  });

  it("reports how flat the flattest direction is", () => {
    const trough: Objective = ([x, y], gradient, hessian) => {
      gradient.set([-x, -1e-12 * y]);
      hessian.set([-1, 0, 0, -1e-12]);
      return -(x * x) / 2 - (1e-12 * y * y) / 2;
    };
    expect(maximise(trough, { start: [1, 0], tolerance: 1e-9 }).eigenRatio).toBeCloseTo(1e-12, 18);
  });
});

describe("symmetricEigen", () => {
  it("gives back the matrix", () => {
    const matrix = [4, 1, -2, 0.5, 1, 3, 0, 1, -2, 0, 1e-3, 2, 0.5, 1, 2, 7];
    const { values, vectors } = symmetricEigen(matrix, 4);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let product = 0;
        let same = 0;
        for (let k = 0; k < 4; k++) {
          product += vectors[i * 4 + k] * values[k] * vectors[j * 4 + k];
          same += vectors[k * 4 + i] * vectors[k * 4 + j];
        }
        expect(product).toBeCloseTo(matrix[i * 4 + j], 12);
        expect(same).toBeCloseTo(i === j ? 1 : 0, 13);
      }
    }
  });

  it("is exact for a diagonal matrix and for two equal rows", () => {
    expect([...symmetricEigen([3, 0, 0, -1], 2).values]).toEqual([3, -1]);
    expect([...symmetricEigen([1, 1, 1, 1], 2).values].sort()).toEqual([expect.closeTo(0, 15), expect.closeTo(2, 15)]);
    expect([...symmetricEigen([0, 2, 2, 0], 2).values].sort()).toEqual([expect.closeTo(-2, 15), expect.closeTo(2, 15)]);
  });
});

describe("standardErrors", () => {
  it("are the roots of the diagonal of the inverse", () => {
    // The inverse of [[2, 1], [1, 2]] has 2/3 on its diagonal.
    expect(standardErrors(Float64Array.of(-2, -1, -1, -2), 2)).toEqual([
      expect.closeTo(Math.sqrt(2 / 3), 14),
      expect.closeTo(Math.sqrt(2 / 3), 14),
    ]);
  });

  it("are null for a parameter that a flat or rising direction has a share in", () => {
    expect(standardErrors(Float64Array.of(-4, 0, 0, 0), 2)).toEqual([0.5, null]);
    expect(standardErrors(Float64Array.of(1, 0, 0, -4), 2)).toEqual([null, 0.5]);
    expect(standardErrors(Float64Array.of(-1, -1, -1, -1), 2)).toEqual([null, null]);
  });
});
