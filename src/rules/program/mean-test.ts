import type { NumberOperator } from "../rule.js";
import { WORD } from "./exact-column.js";
import { scaled } from "./interval.js";

/** Whether the quotient of a sum, `upper * 2^53 + lower`, and a count compares as a rule says; exactly, without rounding it. */
export type MeanTest = (upper: number, lower: number, count: number) => boolean;

/** A number of a rule as an exact fraction, and the nearest double. */
interface Bound {
  readonly num: bigint;
  readonly den: bigint;
  readonly near: number;
  /** Whether `near` is the number itself. */
  readonly isWhole: boolean;
}

export function meanTest(operator: NumberOperator, a: number, b: number, decimals: number): MeanTest {
  const low = boundOf(a, decimals);
  const high = boundOf(b, decimals);
  switch (operator) {
    case "=":
      return (upper, lower, count) => compare(upper, lower, count, low) === 0;
    case "!=":
      return (upper, lower, count) => compare(upper, lower, count, low) !== 0;
    case "<":
      return (upper, lower, count) => compare(upper, lower, count, low) < 0;
    case "<=":
      return (upper, lower, count) => compare(upper, lower, count, low) <= 0;
    case ">":
      return (upper, lower, count) => compare(upper, lower, count, low) > 0;
    case ">=":
      return (upper, lower, count) => compare(upper, lower, count, low) >= 0;
    case "between":
      return (upper, lower, count) => isBetween(upper, lower, count, low, high);
    case "notBetween":
      return (upper, lower, count) => !isBetween(upper, lower, count, low, high);
  }
}

function boundOf(value: number, decimals: number): Bound {
  const { num, den } = scaled(value, decimals);
  const near = Number(num) / Number(den);
  return { num, den, near, isWhole: den === 1n && Math.abs(near) <= WORD };
}

function isBetween(upper: number, lower: number, count: number, low: Bound, high: Bound): boolean {
  return compare(upper, lower, count, low) >= 0 && compare(upper, lower, count, high) <= 0;
}

// Relative: what a few roundings to the nearest double can add up to, and some.
const DOUBT = 2 ** -49;

/** The sign of the mean minus the bound. Products of whole numbers up to 2^53 are exact; means that only seem equal are multiplied out. */
function compare(upper: number, lower: number, count: number, { num, den, near, isWhole }: Bound): number {
  if (isWhole && upper === 0 && Math.abs(near * count) <= WORD) return lower - near * count;
  const mean = (upper * WORD + lower) / count;
  const difference = mean - near;
  if (Math.abs(difference) > (Math.abs(mean) + Math.abs(near)) * DOUBT) return difference;
  const left = (BigInt(upper) * BigInt(WORD) + BigInt(lower)) * den;
  const right = num * BigInt(count);
  return left < right ? -1 : left > right ? 1 : 0;
}
