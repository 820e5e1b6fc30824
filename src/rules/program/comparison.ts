import type { EventRule } from "../rule.js";
import { type Accumulator, FIRST, LAST, MAX_FIELD, MIN_FIELD, SUM_MIXED, SUM_WIDE } from "./accumulator.js";
import { WORD } from "./exact-column.js";
import { type ExactTest, exactTest } from "./exact-test.js";
import { asDoubles, DOUBLE_ENDS, type Interval, intervalOf, wholeEnds } from "./interval.js";
import { type MeanTest, meanTest } from "./mean-test.js";

/** How the number of an accumulator is compared. */
const PLAIN = 0;
/** By how many days lie between it and the day of the analysis. */
export const AGE = 1;
/** In two words. */
export const WIDE = 2;
/** Divided by how many were added. */
export const MEAN = 3;

/** What a leaf asks of an accumulator: whether its number lies from low to high; negated, outside. */
export interface Comparison extends Interval<number> {
  readonly kind: number;
  /** The position of the accumulator. */
  readonly accumulator: number;
  /** The upper words of the ends; of `WIDE` alone. */
  readonly lowUpper: number;
  readonly highUpper: number;
  /** Of `MEAN` alone. */
  readonly mean: MeanTest | null;
  /** The test of a sum that an outlier was added to, which the words cannot hold; `null` where the field has no outlier. */
  readonly exact: ExactTest | null;
}

/** The comparison of a checked event rule. */
export function comparisonOf(
  { measure, operator, value }: EventRule,
  position: number,
  { op, decimals, outliers }: Accumulator,
): Comparison {
  const [a, b] = typeof value === "number" ? [value, value] : value;
  const exact = outliers === null ? null : exactTest(operator, a, b, outliers.decimals);
  const common = { kind: PLAIN, accumulator: position, lowUpper: 0, highUpper: 0, mean: null, exact };
  if (measure.fn === "avg") {
    return { ...common, kind: MEAN, ...NEVER, mean: meanTest(operator, a, b, decimals) };
  }
  if (op === MIN_FIELD || op === MAX_FIELD) return { ...common, ...intervalOf(operator, a, b, DOUBLE_ENDS) };
  const interval = intervalOf(operator, a, b, wholeEnds(decimals));
  if (op === SUM_WIDE || op === SUM_MIXED) return { ...common, kind: WIDE, ...inWords(interval) };
  return { ...common, kind: op === FIRST || op === LAST ? AGE : PLAIN, ...asDoubles(interval) };
}

const NEVER = { low: 1, high: 0, negated: false };

/** The ends in words as sums have them, the lower from 0 to below 2^53. An upper word that is no double is out of reach. */
function inWords({
  low,
  high,
  negated,
}: Interval<bigint>): Interval<number> & Pick<Comparison, "lowUpper" | "highUpper"> {
  return {
    low: Number(BigInt.asUintN(53, low)),
    high: Number(BigInt.asUintN(53, high)),
    lowUpper: Number(low >> 53n),
    highUpper: Number(high >> 53n),
    negated,
  };
}

/** Whether a sum in two words lies between the ends. */
export function holdsWide(
  upper: number,
  lower: number,
  { low, high, lowUpper, highUpper, negated }: Comparison,
): boolean {
  const carry = Math.floor(lower / WORD);
  const top = upper + carry;
  const rest = lower - carry * WORD;
  const isAtLeast = top > lowUpper || (top === lowUpper && rest >= low);
  const isAtMost = top < highUpper || (top === highUpper && rest <= high);
  return (isAtLeast && isAtMost) !== negated;
}
