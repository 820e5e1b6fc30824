import type { Quadrature } from "./gauss-legendre.js";

/** How many Gauss-Legendre nodes {@link scaledExponentialIntegral} wants. */
export const EXPONENTIAL_INTEGRAL_NODES = 64;

// What lies this far below the top of the logarithm of the integrand is left out: e^-40 is 4e-18.
const DEPTH = 40;
// The continued fraction needs fewer than a hundred steps from z = 1 on.
const MOST_STEPS = 200;
const SMALLEST = 1e-300;

/**
 * e^z E_s(z), the integral of e^(-z v) (1 + v)^(-s) over v from 0 to infinity, for s >= 0 and z > 0, where E_s is the generalised
 * exponential integral. From z = 1 on its continued fraction by Lentz's method; below it v = e^w - 1 makes the integrand smooth, and
 * the rule sums it. The relative error is below 1e-13 for s from 0 to a million and z from 1e-9 on.
 */
export function scaledExponentialIntegral(s: number, z: number, rule: Quadrature): number {
  return z >= 1 ? continuedFraction(s, z) : quadrature(s, z, rule);
}

function continuedFraction(s: number, z: number): number {
  let b = z + s;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < MOST_STEPS; i++) {
    const a = -i * (s - 1 + i);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

function quadrature(s: number, z: number, { nodes, weights }: Quadrature): number {
  const fall = s - 1;
  // Below s = 1 the integrand first rises, up to where z e^w is 1 - s.
  const top = fall < 0 && z < -fall ? Math.log(-fall / z) : 0;
  const height = -z * Math.expm1(top) - fall * top;
  const end = endOf(fall, z, height);
  // The part before the top is as long as z is small: each side has its own nodes.
  let sum = 0;
  for (const [from, to] of [
    [0, top],
    [top, end],
  ]) {
    const length = to - from;
    if (!(length > 0)) continue;
    let part = 0;
    for (let j = 0; j < nodes.length; j++) {
      const w = from + length * nodes[j];
      part += weights[j] * Math.exp(-z * Math.expm1(w) - fall * w - height);
    }
    sum += length * part;
  }
  return sum * Math.exp(height);
}

/** Where the logarithm of the integrand is `DEPTH` below its top: Newton's method from the right, where the function is convex. */
function endOf(fall: number, z: number, height: number): number {
  let w = Math.log1p(2000 / z);
  for (let step = 0; step < 50; step++) {
    const rise = Math.expm1(w);
    const move = (z * rise + fall * w + height - DEPTH) / (z * (rise + 1) + fall);
    w -= move;
    if (Math.abs(move) < 0.01) break;
  }
  return w;
}
