/**
 * An exact edge between two bins, in integer units (days, orders, minor units): `whole + num / den`, with
 * `0 <= num < den`. A value is an integer, so it is above the edge exactly if it is above `whole`.
 *
 * @since 0.1.0
 */
export interface Edge {
  /** The integer at or below the edge. */
  readonly whole: number;
  /** Numerator of the rest. */
  readonly num: number;
  /** Denominator of the rest. */
  readonly den: number;
}

/** The edge num / den, reduced. */
export function edgeOf(num: bigint, den: bigint): Edge {
  let whole = num / den;
  if (whole * den > num) whole -= 1n;
  // No value reaches 2^53, so an edge out there cuts like one at it.
  if (whole >= LIMIT) return { whole: Number(LIMIT), num: 0, den: 1 };
  if (whole < -LIMIT) return { whole: -Number(LIMIT), num: 0, den: 1 };
  const rest = num - whole * den;
  const common = gcd(rest, den);
  if (den / common < LIMIT) return { whole: Number(whole), num: Number(rest / common), den: Number(den / common) };
  // Between two integers every fraction cuts alike: one too fine for doubles is rounded down, but not to zero.
  const fine = (rest * (LIMIT - 1n)) / den;
  return { whole: Number(whole), num: fine === 0n ? 1 : Number(fine), den: Number(LIMIT - 1n) };
}

/** 2^53: no value is this large, and the double is exact. */
const LIMIT = 9_007_199_254_740_992n;

/** Whether one edge lies below another. */
export function isBelow(a: Edge, b: Edge): boolean {
  if (a.whole !== b.whole) return a.whole < b.whole;
  return BigInt(a.num) * BigInt(b.den) < BigInt(b.num) * BigInt(a.den);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** The edge as a number in the units of the caller, such as major units of money; for people, not for comparing. */
export function edgeValue(edge: Edge, scale: number): number {
  // Edges at 2^53 are crossed by no value: they cut off bins that nobody can reach.
  if (Math.abs(edge.whole) >= 2 ** 53) return edge.whole < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  // One division of integers where they fit, so that 102.216 is not 102.21600000000001.
  const num = edge.whole * edge.den + edge.num;
  const den = edge.den * scale;
  if (Number.isSafeInteger(num) && Number.isSafeInteger(den)) return num / den;
  return (edge.whole + edge.num / edge.den) / scale;
}

/**
 * The largest integers that are still below or on the edges, so that a score is a count of integer comparisons.
 * In left-closed bins a value on the edge is already above it.
 */
export function cutsOf(edges: readonly Edge[], closed: "right" | "left"): Float64Array {
  return Float64Array.from(edges, ({ whole, num }) => (closed === "left" && num === 0 ? whole - 1 : whole));
}
