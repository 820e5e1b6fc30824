import type { RuleOperator } from "../rule.js";
import type { RuleFieldType } from "../rule-schema.js";
import { areReversed, checkDate, checkRelativeDate } from "./dates.js";
import type { FaultList } from "./fault-list.js";
import { nearestOfText, numberOfText } from "./number-text.js";
import { operandOf } from "./operators.js";
import { isPlainObject } from "./plain-data.js";

/** Notes what is wrong with the value of an attribute rule; of a list only the first bad element. */
export function checkOperand(
  faults: FaultList,
  path: string,
  operator: RuleOperator,
  value: unknown,
  type: RuleFieldType,
): void {
  const operand = operandOf(operator);
  switch (operand) {
    case "none":
      if (value !== undefined)
        faults.add(path, `not be there for ${operator}`, value, () => "; normalizeRule drops it");
      return;
    case "days":
      if (!isInteger(value, 0, MOST_DAYS)) faults.add(path, `be a number of days from 0 to ${MOST_DAYS}`, value);
      return;
    case "text":
      if (typeof value !== "string" || value === "") faults.add(path, "be text, not empty", value);
      return;
    case "list":
      checkList(faults, path, value, type);
      return;
    case "range":
      checkRange(faults, path, value, type);
      return;
    default:
      if (Array.isArray(value)) faults.add(path, "be one value", value, () => LIST_ADVICE[operator] ?? RANGE_ADVICE);
      else checkOne(faults, path, value, type, operand === "ordered");
  }
}

const LIST_ADVICE: { readonly [operator in RuleOperator]?: string } = {
  "=": '; a list belongs to the operator "in"',
  "!=": '; a list belongs to the operator "notIn"',
};
const RANGE_ADVICE = '; two bounds belong to the operator "between"';

// A day of the year recurs after this many days at the latest.
const MOST_DAYS = 366;

function checkList(faults: FaultList, path: string, value: unknown, type: RuleFieldType): void {
  if (!Array.isArray(value) || value.length === 0) {
    faults.add(path, "be a list of at least one value", value, () => adviceFor(faults, value, "list"));
    return;
  }
  for (let i = 0; i < value.length; i++) {
    if (!checkOne(faults, `${path}[${i}]`, value[i], type, false)) return;
  }
}

/** Notes what is wrong with two bounds. */
export function checkRange(faults: FaultList, path: string, value: unknown, type: RuleFieldType): void {
  if (!Array.isArray(value) || value.length !== 2) {
    faults.add(path, "be two values, the lower and the upper bound", value, () =>
      adviceFor(faults, value, "two values"),
    );
    return;
  }
  const [low, high]: unknown[] = value;
  const isLow = checkOne(faults, `${path}[0]`, low, type, true);
  const isHigh = checkOne(faults, `${path}[1]`, high, type, true);
  if (!isLow || !isHigh) return;
  if ((typeof low === "number") !== (typeof high === "number")) {
    faults.add(`${path}[1]`, `be a ${typeof low === "number" ? "number" : "text or date"} like the lower bound`, high);
  } else if (areReversed(low, high)) {
    faults.say(path, "must have the lower bound first");
  }
}

/** Notes what is wrong with one value, and returns whether nothing is. No value is ever read as one of another type. */
function checkOne(faults: FaultList, path: string, value: unknown, type: RuleFieldType, ordered: boolean): boolean {
  if (type === "date") return checkDate(faults, path, value);
  if (type === "any" && isPlainObject(value)) return checkRelativeDate(faults, path, value);
  const holds =
    (typeof value === "string" && (type === "text" || type === "any")) ||
    (typeof value === "number" && Number.isFinite(value) && (type === "number" || type === "any")) ||
    (typeof value === "boolean" && (type === "boolean" || type === "any") && !ordered);
  if (!holds) {
    const requirement = type === "any" ? (ordered ? ORDERED : ANY) : REQUIREMENT_BY_TYPE[type];
    faults.add(path, requirement, value, () => adviceFor(faults, value, type));
  }
  return holds;
}

const ANY = "be text, a finite number, true or false, or a relative date";
const ORDERED = "be text, a finite number or a relative date";
const REQUIREMENT_BY_TYPE: { readonly [T in "text" | "number" | "boolean"]: string } = {
  text: "be text, as the field is",
  number: "be a finite number, as the field is",
  boolean: "be true or false, as the field is",
};

/** Text where something else must be is mostly from an editor. */
export function adviceFor({ isNormalized }: FaultList, value: unknown, wanted: string): string {
  if (typeof value !== "string" || wanted === "text") return "";
  const nearest = wanted === "number" ? nearestOfText(value) : null;
  if (nearest !== null && numberOfText(value) === null) return `; as a number it would be rounded to ${nearest}`;
  return isNormalized ? "" : "; normalizeRule converts the text of editors";
}

export function isInteger(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}
