import type { NumberOperator, RuleOperator } from "../rule.js";
import type { RuleFieldType } from "../rule-schema.js";

export const NUMBER_OPERATORS: readonly NumberOperator[] = ["=", "!=", "<", ">", "<=", ">=", "between", "notBetween"];

const EQUALITY: readonly RuleOperator[] = ["=", "!=", "in", "notIn", "null", "notNull"];
const ORDER: readonly RuleOperator[] = ["<", ">", "<=", ">=", "between", "notBetween"];
const TEXT: readonly RuleOperator[] = [
  "contains",
  "beginsWith",
  "endsWith",
  "doesNotContain",
  "doesNotBeginWith",
  "doesNotEndWith",
];

/** The operators that make sense for a field. Text is ordered by code unit. */
export const OPERATORS_BY_TYPE: { readonly [T in RuleFieldType]: readonly RuleOperator[] } = {
  text: [...EQUALITY, ...ORDER, ...TEXT],
  number: [...EQUALITY, ...ORDER],
  boolean: EQUALITY,
  date: [...EQUALITY, ...ORDER, "anniversary"],
  any: [...EQUALITY, ...ORDER, ...TEXT, "anniversary"],
};

/** What stands on the right of an operator. */
type Operand = "none" | "one" | "ordered" | "text" | "list" | "range" | "days";

export function operandOf(operator: RuleOperator): Operand {
  if (operator === "null" || operator === "notNull") return "none";
  if (operator === "in" || operator === "notIn") return "list";
  if (operator === "between" || operator === "notBetween") return "range";
  if (operator === "anniversary") return "days";
  if (TEXT.includes(operator)) return "text";
  return operator === "=" || operator === "!=" ? "one" : "ordered";
}
