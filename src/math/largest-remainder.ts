import { floorOf, plus, type Rational, ZERO } from "./rational.js";

/**
 * Whole parts in place of fractions that sum to a whole: every part rounded down, and what is then missing given, one each, to
 * those with the largest remainders (Hamilton's method); among equal ones to the first. Parts may be negative.
 */
export function largestRemainder(parts: readonly Rational[]): bigint[] {
  const whole = parts.map(floorOf);
  // A sum has a denominator that all of its parts divide.
  const sum = parts.reduce(plus, ZERO);
  const rests = parts.map(({ num, den }, i) => (num - whole[i] * den) * (sum.den / den));
  const missing = Number(rests.reduce((total, rest) => total + rest, 0n) / sum.den);
  const order = [...parts.keys()].sort((a, b) => (rests[a] > rests[b] ? -1 : rests[a] < rests[b] ? 1 : a - b));
  for (const i of order.slice(0, missing)) whole[i] += 1n;
  return whole;
}
