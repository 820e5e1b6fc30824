import { digammaRest } from "./digamma.js";
import { trigammaRest } from "./trigamma.js";

// From here on the asymptotic series serve both ends of the difference; the recurrence leads there.
const LARGE = 10;

/**
 * digamma(a + b) - digamma(a) for a > 0 and b >= 0, as a sum of terms that all have the factor b: subtracting two values would lose
 * a small difference.
 */
export function digammaRise(a: number, b: number): number {
  let steps = 0;
  let x = a;
  for (; x < LARGE; x++) steps += b / (x * (x + b));
  return Math.log1p(b / x) + (digammaRest(x) - digammaRest(x + b)) + steps;
}

/** trigamma(a + b) - trigamma(a) in the same way; 0 or below. */
export function trigammaRise(a: number, b: number): number {
  let steps = 0;
  let x = a;
  for (; x < LARGE; x++) steps += (b / (x * (x + b))) * (1 / x + 1 / (x + b));
  const y = x + b;
  return trigammaRest(y) / y - trigammaRest(x) / x - b / (x * y) - steps;
}
