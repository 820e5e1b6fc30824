/** An exact fraction; the denominator is above 0. Not reduced: those of decimals are powers of ten and stay small. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

export const ZERO: Rational = { num: 0n, den: 1n };
export const ONE: Rational = { num: 1n, den: 1n };

/** a + b. */
export function plus(a: Rational, b: Rational): Rational {
  if (a.den % b.den === 0n) return { num: a.num + b.num * (a.den / b.den), den: a.den };
  if (b.den % a.den === 0n) return { num: a.num * (b.den / a.den) + b.num, den: b.den };
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

/** a - b. */
export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { num: -b.num, den: b.den });
}

/** a * b. */
export function times(a: Rational, b: Rational): Rational {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** a / b, for b above 0. */
export function over(a: Rational, b: Rational): Rational {
  return { num: a.num * b.den, den: a.den * b.num };
}

/** Below 0, 0 or above 0 as a is less than, equal to or more than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The largest integer that is not above it. */
export function floorOf({ num, den }: Rational): bigint {
  const quotient = num / den;
  return num < 0n && quotient * den !== num ? quotient - 1n : quotient;
}

/** The smallest integer that is not below it. */
export function ceilingOf({ num, den }: Rational): bigint {
  return -floorOf({ num: -num, den });
}

/** The nearest double, ties to even; for values that are normal doubles. */
export function nearestNumber({ num, den }: Rational): number {
  const magnitude = num < 0n ? -num : num;
  if (magnitude === 0n) return 0;
  // 60 bits and a last one that tells whether anything was left over round as the quotient itself would.
  const shift = 60 + bitLength(den) - bitLength(magnitude);
  const dividend = shift > 0 ? magnitude << BigInt(shift) : magnitude;
  const divisor = shift < 0 ? den << BigInt(-shift) : den;
  const quotient = dividend / divisor;
  const rest = quotient * divisor === dividend ? 0n : 1n;
  const rounded = timesPowerOfTwo(Number((quotient << 1n) | rest), -shift - 1);
  return num < 0n ? -rounded : rounded;
}

/** The length up to 3 bits more, which does no harm. */
function bitLength(value: bigint): number {
  return 4 * value.toString(16).length;
}

function timesPowerOfTwo(value: number, exponent: number): number {
  // Beyond this the power itself is no normal double.
  const step = Math.max(-1000, Math.min(1000, exponent));
  return step === exponent ? value * 2 ** step : timesPowerOfTwo(value * 2 ** step, exponent - step);
}
