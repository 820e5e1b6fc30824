import type { Scalar } from "../../input/events/event-log.js";
import type { AttributeRule } from "../rule.js";

/** Whether a value of a field passes; `null` stands for a missing one. */
export type ValueTest = (value: Scalar | null) => boolean;

/**
 * The test of an attribute rule on plain values: text by code unit, numbers and bigints by size, and never one as the other.
 * A missing value fails every comparison, also the negative ones, and is seen by `null` and `notNull` alone.
 */
export function valueTest({ operator, value }: AttributeRule): ValueTest {
  if (operator === "null") return (v) => v === null;
  const test = presentTest(operator, value);
  return (v) => v !== null && test(v);
}

function presentTest(operator: AttributeRule["operator"], value: AttributeRule["value"]): (v: Scalar) => boolean {
  const one = value as Scalar;
  const [a, b] = Array.isArray(value) ? (value as readonly Scalar[]) : [];
  const text = String(value);
  switch (operator) {
    case "null":
    case "anniversary":
      return () => false;
    case "notNull":
      return () => true;
    case "=":
      return (v) => isEqual(v, one);
    case "!=":
      return (v) => !isEqual(v, one);
    case "<":
      return (v) => isOrdered(v, one) && v < one;
    case "<=":
      return (v) => isOrdered(v, one) && v <= one;
    case ">":
      return (v) => isOrdered(v, one) && v > one;
    case ">=":
      return (v) => isOrdered(v, one) && v >= one;
    case "between":
      return (v) => isBetween(v, a as Scalar, b as Scalar);
    case "notBetween":
      return (v) => !isBetween(v, a as Scalar, b as Scalar);
    case "in":
      return memberTest(value as readonly Scalar[]);
    case "notIn": {
      const isMember = memberTest(value as readonly Scalar[]);
      return (v) => !isMember(v);
    }
    case "contains":
      return (v) => typeof v === "string" && v.includes(text);
    case "beginsWith":
      return (v) => typeof v === "string" && v.startsWith(text);
    case "endsWith":
      return (v) => typeof v === "string" && v.endsWith(text);
    case "doesNotContain":
      return (v) => !(typeof v === "string" && v.includes(text));
    case "doesNotBeginWith":
      return (v) => !(typeof v === "string" && v.startsWith(text));
    case "doesNotEndWith":
      return (v) => !(typeof v === "string" && v.endsWith(text));
  }
}

/** A set, because a list may be long; a rule cannot spell a bigint, so one is looked for as the number it equals. */
function memberTest(values: readonly Scalar[]): (v: Scalar) => boolean {
  const members = new Set(values);
  return (v) => members.has(typeof v === "bigint" && BigInt(Number(v)) === v ? Number(v) : v);
}

function isEqual(a: Scalar, b: Scalar): boolean {
  return typeof a === "bigint" && typeof b === "number" ? BigInt(Number(a)) === a && Number(a) === b : a === b;
}

/** Whether one of two values can be less than the other: both are text or both are numbers. */
function isOrdered(a: Scalar, b: Scalar): boolean {
  return isNumeric(a) ? isNumeric(b) : typeof a === "string" && typeof b === "string";
}

function isNumeric(value: Scalar): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function isBetween(v: Scalar, low: Scalar, high: Scalar): boolean {
  return isOrdered(v, low) && isOrdered(v, high) && v >= low && v <= high;
}
