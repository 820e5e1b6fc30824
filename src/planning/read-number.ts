import { optionError } from "../errors.js";
import { fractionOf } from "../math/fraction-of.js";
import type { Rational } from "../math/rational.js";

/** The most minor units of an amount: 15 digits, so that every amount has a double of its own. */
export const MOST_MINOR = 1e15;

// Anything smaller is a mistake, and quotients of such numbers would leave the range of doubles.
const LEAST = 1e-30;

/** A number from 0, exactly as its shortest decimal text spells it. */
export function readNumber(where: string, path: string, value: unknown, most: number): Rational {
  const isNumber = typeof value === "number" && value >= 0 && value <= most;
  if (value === undefined) throw optionError("MISSING_OPTION", where, path, "be given", value);
  if (!isNumber) throw optionError("OUT_OF_RANGE", where, path, `be a number from 0 to ${most}`, value);
  if (value !== 0 && value < LEAST) throw optionError("OUT_OF_RANGE", where, path, `be 0 or at least ${LEAST}`, value);
  return fractionOf(value);
}

/** A part of something, from 0 to 1. */
export function readPart(where: string, path: string, value: unknown): Rational {
  return readNumber(where, path, value, 1);
}

/** A number of people. */
export function readCount(where: string, path: string, value: unknown): bigint {
  if (value === undefined) throw optionError("MISSING_OPTION", where, path, "be given", value);
  if (Number.isSafeInteger(value) && (value as number) >= 0) return BigInt(value as number);
  throw optionError("OUT_OF_RANGE", where, path, `be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`, value);
}

/** An amount of money in minor units. */
export function readMinor(where: string, path: string, value: unknown, decimals: number): bigint {
  const { num, den } = readNumber(where, path, value, MOST_MINOR / 10 ** decimals);
  const minor = num * 10n ** BigInt(decimals);
  if (minor % den === 0n) return minor / den;
  throw optionError("OUT_OF_RANGE", where, path, `have at most ${decimals} decimals`, value);
}
