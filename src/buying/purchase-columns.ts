import { checkOptions } from "../checks/check-options.js";
import { optionError, type RfmError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import type { RepeatPurchases } from "./repeat-purchases.js";
import { checkTimeUnit, DAYS_IN, type TimeUnit } from "./time-unit.js";

/**
 * Repeat purchases as plain columns, for summaries that another tool made: one element per customer, or per group with `counts`.
 *
 * @since 0.1.0
 */
export interface PurchaseColumns {
  /** Repeat purchases (distinct purchase periods but the first): whole numbers from 0. */
  readonly repeats: ArrayLike<number>;
  /** Time from the first to the last purchase: 0 without repeats, else above 0 and up to `age`. It is no recency. */
  readonly last: ArrayLike<number>;
  /** Time from the first purchase to the end of observation. */
  readonly age: ArrayLike<number>;
  /** How many customers each element stands for: whole numbers from 0. @defaultValue 1 each */
  readonly counts?: ArrayLike<number> | undefined;
  /** The sum of the natural logarithms of the gaps between purchases, of all customers of an element; models with Erlang gaps need it. */
  readonly logGaps?: ArrayLike<number> | undefined;
  /** The unit of these times. @defaultValue "week" in a fit, and the model's unit in a prediction */
  readonly timeUnit?: TimeUnit | undefined;
}

/** Repeat purchases of either form, checked. Times are `last[i] / perUnit`, so that whole days stay whole. */
export interface Purchases {
  readonly rows: number;
  readonly repeats: ArrayLike<number>;
  readonly last: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  readonly counts: ArrayLike<number> | null;
  /** In the columns' own unit; `null` where it was not given. */
  readonly logGaps: ArrayLike<number> | null;
  readonly timeUnit: TimeUnit;
  readonly perUnit: number;
  readonly asOf: string | null;
}

const COLUMNS = ["repeats", "last", "age", "counts", "logGaps", "timeUnit"] as const;

/** Beyond these a column holds something else. */
export const MOST_REPEATS: number = 2 ** 30;
export const LONGEST_TIME = 1e15;

/** Reads either form at the door of a function. In a prediction times are turned into the model's unit, in a fit they keep their own. */
export function readPurchases(where: string, given: RepeatPurchases | PurchaseColumns, unit?: TimeUnit): Purchases {
  if ((given as { readonly kind?: unknown } | null)?.kind === "rfm-kit/ledger") {
    throw optionError(
      "WRONG_TYPE",
      where,
      "purchases",
      "be repeat purchases: of a ledger repeatPurchases(ledger)",
      given,
    );
  }
  return isRepeatPurchases(given) ? ofLedger(where, given, unit) : ofColumns(where, given, unit);
}

function isRepeatPurchases(given: RepeatPurchases | PurchaseColumns): given is RepeatPurchases {
  return (given as RepeatPurchases | null)?.kind === "rfm-kit/repeat-purchases";
}

function ofLedger(where: string, purchases: RepeatPurchases, unit: TimeUnit | undefined): Purchases {
  const { repeats, lastDays, ageDays, logGaps, asOf } = purchases;
  const rows = repeats?.length;
  const isSound =
    repeats instanceof Uint32Array &&
    [lastDays, ageDays].every((column) => column instanceof Int32Array && column.length === rows) &&
    logGaps instanceof Float64Array;
  if (!isSound) {
    const requirement = "be repeat purchases as this library made them (JSON does not keep them)";
    throw optionError("WRONG_TYPE", where, "purchases", requirement, purchases);
  }
  const timeUnit = unit ?? checkTimeUnit(where, "purchases.timeUnit", purchases.timeUnit);
  return {
    rows,
    repeats,
    last: lastDays,
    age: ageDays,
    counts: null,
    logGaps,
    timeUnit,
    perUnit: DAYS_IN[timeUnit],
    asOf: asOf === null ? null : formatDay(asOf),
  };
}

function ofColumns(where: string, columns: PurchaseColumns, unit: TimeUnit | undefined): Purchases {
  checkOptions(where, columns, COLUMNS, "purchases");
  const own = checkTimeUnit(where, "purchases.timeUnit", columns.timeUnit ?? unit);
  const { repeats, last, age, counts = null, logGaps = null } = columns;
  const rows = checkColumn(where, "repeats", repeats);
  for (const [name, column] of Object.entries({ last, age, counts, logGaps })) {
    if (column === null) continue;
    if (checkColumn(where, name, column) === rows) continue;
    const received = `${column.length} elements`;
    throw optionError("LENGTH_MISMATCH", where, `purchases.${name}`, `have ${rows}, as repeats has`, received);
  }
  for (let row = 0; row < rows; row++) checkRow(where, row, repeats[row], last[row], age[row]);
  checkEach(where, "counts", counts, "be a whole number from 0", isWhole);
  checkEach(where, "logGaps", logGaps, "be a finite number", Number.isFinite);
  const timeUnit = unit ?? own;
  const perUnit = DAYS_IN[timeUnit] / DAYS_IN[own];
  return { rows, repeats, last, age, counts, logGaps, timeUnit, perUnit, asOf: null };
}

/** The length of a column. */
function checkColumn(where: string, name: string, column: ArrayLike<number>): number {
  const isList = Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView));
  if (isList) return column.length;
  throw optionError("WRONG_TYPE", where, `purchases.${name}`, "be an array or typed array of numbers", column);
}

function checkRow(where: string, row: number, repeats: unknown, last: unknown, age: unknown): void {
  if (!isCount(repeats)) {
    throw rowError(where, row, "repeats", `be a whole number from 0 to ${MOST_REPEATS}`, repeats);
  }
  if (!isTime(age)) throw rowError(where, row, "age", `be a number from 0 to ${LONGEST_TIME}`, age);
  if (repeats === 0) {
    if (last !== 0) throw rowError(where, row, "last", "be 0 where there are no repeats", last);
  } else if (!isTime(last) || last === 0 || last > age) {
    const requirement = "be a time after the first purchase, above 0 and up to age, where there are repeats";
    throw rowError(where, row, "last", requirement, last);
  }
}

function checkEach(
  where: string,
  name: string,
  column: ArrayLike<number> | null,
  requirement: string,
  holds: (value: number) => boolean,
): void {
  if (column === null) return;
  for (let row = 0; row < column.length; row++) {
    if (!holds(column[row])) throw rowError(where, row, name, requirement, column[row]);
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether it may be a number of repeat purchases. */
export function isCount(value: unknown): value is number {
  return isWhole(value) && value <= MOST_REPEATS;
}

/** Whether it may be a length of time. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LONGEST_TIME;
}

function rowError(where: string, row: number, name: string, requirement: string, received: unknown): RfmError {
  return optionError("OUT_OF_RANGE", `${where}: row ${row}`, `purchases.${name}`, requirement, received);
}
