import type { Random } from "./random.js";

/** A draw from the exponential distribution of rate 1, by inversion. 1 - u is never 0. */
export function exponential(random: Random): number {
  return -Math.log(1 - random.uniform());
}

/** A draw from the standard normal distribution, by Marsaglia's polar method (1964). Its twin is dropped, so that a draw has no memory. */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * A draw from the gamma distribution of this shape and rate 1: Marsaglia and Tsang, "A simple method for generating gamma
 * variables", ACM TOMS 26 (2000). Below shape 1 a draw of shape + 1 is multiplied by u^(1/shape), as their section 6 says.
 */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) {
    const boosted = gamma(random, shape + 1);
    return boosted * (1 - random.uniform()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A draw from the beta distribution, as x / (x + y) of two gammas. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  const y = gamma(random, b);
  if (x + y > 0) return x / (x + y);
  // Both underflow only for tiny a and b, where the distribution is all but 0 or 1.
  return random.uniform() * (a + b) < a ? 1 : 0;
}
