import { fractionOf } from "../../math/fraction-of.js";
import type { NumberOperator } from "../rule.js";

/** A comparison as a stretch of values: whether one lies from low to high, both included, or, negated, outside. */
export interface Interval<T> {
  readonly low: T;
  readonly high: T;
  readonly negated: boolean;
}

/** How the ends of a stretch are found. */
interface Ends<V, T> {
  readonly lowest: T;
  readonly highest: T;
  /** The first value that is not below v. */
  atLeast(v: V): T;
  /** The first value beyond v. */
  above(v: V): T;
  /** The last value that is not beyond v. */
  atMost(v: V): T;
  /** The last value below v. */
  below(v: V): T;
}

/** The stretch of a comparison with one value, or with two where it is between them. */
export function intervalOf<V, T>(operator: NumberOperator, a: V, b: V, ends: Ends<V, T>): Interval<T> {
  const { lowest, highest } = ends;
  switch (operator) {
    case "=":
      return { low: ends.atLeast(a), high: ends.atMost(a), negated: false };
    case "!=":
      return { low: ends.atLeast(a), high: ends.atMost(a), negated: true };
    case "<":
      return { low: lowest, high: ends.below(a), negated: false };
    case "<=":
      return { low: lowest, high: ends.atMost(a), negated: false };
    case ">":
      return { low: ends.above(a), high: highest, negated: false };
    case ">=":
      return { low: ends.atLeast(a), high: highest, negated: false };
    case "between":
      return { low: ends.atLeast(a), high: ends.atMost(b), negated: false };
    case "notBetween":
      return { low: ends.atLeast(a), high: ends.atMost(b), negated: true };
  }
}

/** For doubles: the neighbour of a double is the end of an open stretch. */
export const DOUBLE_ENDS: Ends<number, number> = {
  lowest: Number.NEGATIVE_INFINITY,
  highest: Number.POSITIVE_INFINITY,
  atLeast: (v) => v,
  above: (v) => neighbour(v, 1),
  atMost: (v) => v,
  below: (v) => neighbour(v, -1),
};

/** The next double upwards or downwards. */
function neighbour(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  double[0] = value;
  // The bits of doubles of one sign are ordered like their magnitudes.
  bits[0] += BigInt(value > 0 ? direction : -direction);
  return double[0];
}

// Beyond every sum that an event log can hold, in any unit.
const FAR = 10n ** 700n;

/**
 * For whole numbers of a unit of which `10^decimals` make one of the rule's: a rule's 0.1 is the decimal that it spells, so
 * that 10 cents are 0.1, which no double is.
 */
export function wholeEnds(decimals: number): Ends<number, bigint> {
  const floor = (v: number): bigint => {
    const { num, den } = scaled(v, decimals);
    const quotient = num / den;
    return num < 0n && quotient * den !== num ? quotient - 1n : quotient;
  };
  return {
    lowest: -FAR,
    highest: FAR,
    atLeast: (v) => -floor(-v),
    above: (v) => floor(v) + 1n,
    atMost: floor,
    below: (v) => -floor(-v) - 1n,
  };
}

/** A number of a rule in units of which `10^decimals` make one, as an exact fraction. */
export function scaled(value: number, decimals: number): { readonly num: bigint; readonly den: bigint } {
  const { num, den } = fractionOf(value);
  return decimals >= 0 ? { num: num * 10n ** BigInt(decimals), den } : { num, den: den * 10n ** BigInt(-decimals) };
}

/** A stretch of whole numbers for values that doubles hold exactly: ends beyond 2^53 are out of reach. */
export function asDoubles({ low, high, negated }: Interval<bigint>): Interval<number> {
  return { low: reachable(low), high: reachable(high), negated };
}

function reachable(end: bigint): number {
  if (end > 9_007_199_254_740_992n) return Number.POSITIVE_INFINITY;
  return end < -9_007_199_254_740_992n ? Number.NEGATIVE_INFINITY : Number(end);
}
