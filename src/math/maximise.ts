import { type Eigen, symmetricEigen } from "./symmetric-eigen.js";

/** Fills the gradient and the row-major Hessian at a point and returns the value; may return `-Infinity` outside its domain. */
export type Objective = (point: Float64Array, gradient: Float64Array, hessian: Float64Array) => number;

/** Where a search starts and when it ends. */
export interface MaximiseOptions {
  readonly start: ArrayLike<number>;
  /** The largest component of the gradient that counts as an optimum. */
  readonly tolerance: number;
  /** @defaultValue 100 */
  readonly maxSteps?: number;
  /** The longest step in any coordinate. @defaultValue 2 */
  readonly longestStep?: number;
}

/** The end of a search. */
export interface Maximum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  /** The largest component of the gradient, as an absolute value. */
  readonly gradientNorm: number;
  readonly steps: number;
  readonly converged: boolean;
  /** The smallest eigenvalue of the negative Hessian over the largest; near 0 or below where a direction is not determined. */
  readonly eigenRatio: number;
}

// Below this share of the largest curvature a direction counts as flat: its step would be noise.
const FLATTEST = 1e-14;
const MOST_HALVINGS = 60;
// Sums of millions of logarithms are exact to about this share of their size, or this much if they happen to cancel.
const NOISE = 1e-12;

/**
 * Climbs to a maximum by damped Newton steps with the exact Hessian, for a handful of coordinates. Where the surface is not concave
 * the eigenvalues of the negative Hessian are taken by their size, so that every step leads up; a step is cut to `longestStep` and
 * halved until the value does not fall. Near the top, where gains drown in rounding, steps go on as long as they halve the gradient.
 * Always returns the best point found, converged or not; a start outside the domain comes back as it is.
 */
export function maximise(objective: Objective, options: MaximiseOptions): Maximum {
  const { start, tolerance, maxSteps = 100, longestStep = 2 } = options;
  let here = evaluate(objective, Float64Array.from(start));
  let steps = 0;
  let stuck = !isUsable(here);
  while (!stuck && here.gradientNorm > tolerance && steps < maxSteps) {
    const step = newtonStep(here, longestStep);
    const next = climb(objective, here, step);
    stuck = next === null;
    if (next === null) break;
    here = next;
    steps++;
  }
  const converged = isUsable(here) && here.gradientNorm <= tolerance;
  return { ...here, steps, converged, eigenRatio: isUsable(here) ? eigenRatioOf(here.hessian, here.point.length) : 0 };
}

interface Place {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly gradientNorm: number;
}

function evaluate(objective: Objective, point: Float64Array): Place {
  const n = point.length;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const value = objective(point, gradient, hessian);
  return { point, value, gradient, hessian, gradientNorm: largest(gradient) };
}

/** Whether one may step from there: everything is finite. */
function isUsable({ value, gradient, hessian }: Place): boolean {
  return Number.isFinite(value) && gradient.every(Number.isFinite) && hessian.every(Number.isFinite);
}

/** The first of a step, its half, its quarter ... that does not lead down; `null` where none does. */
function climb(objective: Objective, from: Place, step: Float64Array): Place | null {
  const noise = NOISE * Math.max(1, Math.abs(from.value));
  // What the gradient promises: below the noise the value cannot judge, and the gradient must.
  let promise = 0;
  for (let i = 0; i < step.length; i++) promise += from.gradient[i] * step[i];
  for (let halving = 0, share = 1; halving < MOST_HALVINGS; halving++, share /= 2) {
    const next = evaluate(
      objective,
      from.point.map((x, i) => x + share * step[i]),
    );
    if (!isUsable(next)) continue;
    const isFlat = promise * share <= noise;
    const isNearer = next.value >= from.value - noise && next.gradientNorm <= from.gradientNorm / 2;
    if (isNearer || (!isFlat && next.value >= from.value)) return next;
    if (isFlat) return null;
  }
  return null;
}

function newtonStep({ gradient, hessian }: Place, longestStep: number): Float64Array {
  const n = gradient.length;
  const { values, vectors } = eigenOf(hessian, n);
  const floor = Math.max(FLATTEST * largest(values), Number.MIN_VALUE);
  const step = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let along = 0;
    for (let i = 0; i < n; i++) along += vectors[i * n + j] * gradient[i];
    const length = along / Math.max(Math.abs(values[j]), floor);
    for (let i = 0; i < n; i++) step[i] += length * vectors[i * n + j];
  }
  const size = largest(step);
  if (size === Number.POSITIVE_INFINITY || !(size >= 0)) return gradient.map((g) => Math.sign(g) * longestStep);
  return size > longestStep ? step.map((x) => (x / size) * longestStep) : step;
}

function eigenOf(hessian: Float64Array, n: number): Eigen {
  return symmetricEigen(
    hessian.map((h) => -h),
    n,
  );
}

function eigenRatioOf(hessian: Float64Array, n: number): number {
  const { values } = eigenOf(hessian, n);
  const most = largest(values);
  return most > 0 ? Math.min(...values) / most : 0;
}

/** The largest absolute value. */
function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
