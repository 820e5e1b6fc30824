import type { NumberOperator } from "../rule.js";
import { scaled } from "./interval.js";

/** Whether the quotient of a sum of any size and a count compares as a rule says; exactly. A sum itself has the count 1. */
export type ExactTest = (sum: bigint, count: number) => boolean;

/** The test of sums in units of which `10^decimals` make one of the rule's. */
export function exactTest(operator: NumberOperator, a: number, b: number, decimals: number): ExactTest {
  const low = scaled(a, decimals);
  const high = scaled(b, decimals);
  const sign = (sum: bigint, count: number, { num, den }: typeof low): number => {
    const left = sum * den;
    const right = num * BigInt(count);
    return left < right ? -1 : left > right ? 1 : 0;
  };
  switch (operator) {
    case "=":
      return (sum, count) => sign(sum, count, low) === 0;
    case "!=":
      return (sum, count) => sign(sum, count, low) !== 0;
    case "<":
      return (sum, count) => sign(sum, count, low) < 0;
    case "<=":
      return (sum, count) => sign(sum, count, low) <= 0;
    case ">":
      return (sum, count) => sign(sum, count, low) > 0;
    case ">=":
      return (sum, count) => sign(sum, count, low) >= 0;
    case "between":
      return (sum, count) => sign(sum, count, low) >= 0 && sign(sum, count, high) <= 0;
    case "notBetween":
      return (sum, count) => sign(sum, count, low) < 0 || sign(sum, count, high) > 0;
  }
}
