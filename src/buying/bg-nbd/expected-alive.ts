import { betaRule } from "../../math/beta-rule.js";
import { type BgSpread, exposure, shapeAt } from "./bg-spread.js";

/**
 * The expected purchases within a time of a customer who is alive, with exponential gaps.
 *
 * Under a chance p to be lost it is (1 - P(no purchase at p times the rate)) / p, of which this is the mean over the distribution of p. For a
 * beta distribution that mean is a series without singularities; where it would be long or would cancel, it is taken by quadrature.
 */
export function expectedAlive(spread: BgSpread, x: number, age: number, time: number): number {
  const { drop, p, a, b, rate, alpha, lambda, first } = spread;
  const shape = shapeAt(spread, x);
  const perTime = rate === "gamma" ? shape / (alpha + age) : lambda;
  if (drop === "none" || time === 0) return perTime * time;
  const givenP = (chance: number): number =>
    chance === 0 ? perTime * time : -Math.expm1(-shape * exposure(spread, age, chance * time)) / chance;
  if (drop === "fixed") return givenP(p);
  const stayed = b + (x + first);
  const z = time / (alpha + age + time);
  if (rate === "gamma" && z < LONGEST && isTame(shape, a, stayed)) {
    return bySeries(shape, a, stayed, time / (alpha + age), z);
  }
  const { nodes, weights } = betaRule(a, stayed);
  let mean = 0;
  for (let i = 0; i < nodes.length; i++) mean += weights[i] * givenP(nodes[i]);
  return mean;
}

// Beyond this argument the series takes more terms than quadrature takes nodes.
const LONGEST = 0.98;
// The series loses as many digits as this has.
const MOST_LOST = 1e3;
// Its terms change their sign this often at most; with each change they may be twice as large as their sum.
const MOST_TURNS = 4;
// Its sum grows like 50 to this power.
const MOST_POWER = 100;

/** Whether the series keeps its digits. */
function isTame(shape: number, a: number, b: number): boolean {
  return a + b < MOST_LOST * shape && a + b > shape - MOST_TURNS && a < MOST_POWER;
}

/**
 * The textbook form with a hypergeometric function divides by a - 1; here what is singular at a = 1 is one expm1 and a series that
 * begins at its second term. `b` counts the purchases survived.
 */
function bySeries(shape: number, a: number, b: number, ratio: number, z: number): number {
  const log = -Math.log1p(ratio);
  const power = a - 1;
  const phi = power === 0 ? log : Math.expm1(power * log) / power;
  const c = a + b - 1;
  const rest = c - shape;
  let term = rest * z;
  let sum = term;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    // a + b + (n - 1), not c + n: for tiny a and b the latter has no digits.
    term *= (((rest + n) * (power + n)) / ((a + b + (n - 1)) * (n + 1))) * z;
    sum += term;
  }
  return -c * phi - Math.exp(power * log) * sum;
}
