import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { opportunityFault, readOpportunities } from "./bg-bb/read-opportunities.js";
import type { UsedOpportunities } from "./bg-bb/used-opportunities.js";
import type { PurchaseHistory } from "./buying-model.js";
import {
  isCount,
  isTime,
  LONGEST_TIME,
  MOST_REPEATS,
  type PurchaseColumns,
  type Purchases,
  readPurchases,
} from "./purchase-columns.js";
import type { RepeatPurchases } from "./repeat-purchases.js";
import type { UsableModel } from "./usable-model.js";

/**
 * Histories of many customers: repeat purchases of a ledger, used opportunities for the BG/BB, or plain columns.
 *
 * @since 0.1.0
 */
export type CustomerHistories = RepeatPurchases | UsedOpportunities | PurchaseColumns;

/** Reads the histories of many, in the model's unit. */
export function readHistories(where: string, { inWholes, timeUnit }: UsableModel, given: CustomerHistories): Purchases {
  const isUsed = (given as UsedOpportunities | null)?.kind === "rfm-kit/used-opportunities";
  const isRepeated = (given as RepeatPurchases | null)?.kind === "rfm-kit/repeat-purchases";
  if (!inWholes) {
    if (isUsed) throw optionError("WRONG_TYPE", where, "purchases", "be repeat purchases for this model", given);
    return readPurchases(where, given as RepeatPurchases | PurchaseColumns, timeUnit);
  }
  if (isRepeated) throw optionError("WRONG_TYPE", where, "purchases", "be used opportunities for this model", given);
  const isPlain = !isUsed && typeof given === "object" && given !== null && !Array.isArray(given);
  const columns = isPlain ? { timeUnit, ...(given as PurchaseColumns) } : given;
  const read = readOpportunities(where, columns as UsedOpportunities | PurchaseColumns);
  if (read.timeUnit === timeUnit) return read;
  const path = isUsed ? "purchases.period" : "purchases.timeUnit";
  throw optionError("MODEL_MISMATCH", where, path, `be the model's, ${JSON.stringify(timeUnit)}`, read.timeUnit);
}

/** Whether one customer is given, not columns. */
export function isOneHistory(given: PurchaseHistory | CustomerHistories): given is PurchaseHistory {
  return typeof given === "object" && given !== null && !("kind" in given) && !isList(given.repeats);
}

function isList(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Checks the history of one customer, in the model's unit. */
export function readHistory(where: string, { inWholes }: UsableModel, given: PurchaseHistory): PurchaseHistory {
  checkOptions(where, given, ["repeats", "last", "age"], "history");
  const { repeats, last, age } = given;
  const check = (name: string, requirement: string, holds: boolean, value: unknown): void => {
    if (!holds) throw optionError("OUT_OF_RANGE", where, `history.${name}`, requirement, value);
  };
  check("repeats", `be a whole number from 0 to ${MOST_REPEATS}`, isCount(repeats), repeats);
  check("age", `be a number from 0 to ${LONGEST_TIME}`, isTime(age), age);
  if (repeats === 0) check("last", "be 0 where there are no repeats", last === 0, last);
  else check("last", "be above 0 and up to age where there are repeats", isTime(last) && last > 0 && last <= age, last);
  const fault = inWholes ? opportunityFault(repeats, last, age) : null;
  if (fault !== null) check(fault.name, fault.requirement, false, given[fault.name]);
  return { repeats, last, age };
}
