/**
 * The quotient of an integer and a positive integer, rounded half away from zero. Exact up to 2^53: the remainder of two
 * doubles is exact, and so is the division of what is left.
 */
export function divideRounded(dividend: number, divisor: number): number {
  const magnitude = Math.abs(dividend);
  const rest = magnitude % divisor;
  const quotient = (magnitude - rest) / divisor + (2 * rest >= divisor ? 1 : 0);
  return dividend < 0 ? 0 - quotient : quotient;
}
