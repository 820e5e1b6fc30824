import { expect } from "vitest";

const STEP = 1e-4;

/** A function of four coordinates that also writes its gradient and its second derivatives, row by row. */
type Derived = (at: readonly number[], gradient: Float64Array, hessian: Float64Array) => number;

/** Compares the derivatives that a function of four coordinates says it has with its differences. */
export function expectDerivatives(call: Derived, at: readonly number[]): void {
  const gradient = new Float64Array(4);
  const hessian = new Float64Array(16);
  call(at, gradient, hessian);
  const scale = 1 + Math.max(...hessian.map(Math.abs), ...gradient.map(Math.abs));
  for (let i = 0; i < 4; i++) {
    const slopes = [new Float64Array(4), new Float64Array(4)];
    const [low, high] = [-STEP, STEP].map((by, side) => {
      const moved = at.map((value, j) => (i === j ? value + by : value));
      return call(moved, slopes[side], new Float64Array(16));
    });
    expect(Math.abs((high - low) / (2 * STEP) - gradient[i]) / scale).toBeLessThan(1e-6);
    for (let j = 0; j < 4; j++) {
      const difference = (slopes[1][j] - slopes[0][j]) / (2 * STEP);
      expect(Math.abs(difference - hessian[4 * i + j]) / scale).toBeLessThan(1e-6);
    }
  }
}
