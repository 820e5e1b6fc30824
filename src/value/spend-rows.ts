import { optionError, type RfmError } from "../errors.js";
import type { NumberArray } from "../input/order-columns.js";

/**
 * Mean spends as plain columns, for summaries that another tool made: one element per customer.
 *
 * @since 0.1.0
 */
export interface SpendColumns {
  /** How many purchases each mean is of: whole numbers from 0. */
  readonly count: readonly number[] | NumberArray;
  /** The mean amount of a purchase in major units: a number from -1e15 to 1e15, and anything, such as `NaN`, where the count is 0. */
  readonly mean: readonly number[] | NumberArray;
}

/**
 * The means that a model can be fitted to, those above 0 (1e-15 at least) of at least one purchase, sorted by count and then by mean:
 * the order of the rows leaves no trace, not even in the rounding of a sum. Rows `starts[i] .. starts[i + 1] - 1` have the count
 * `counts[i]`.
 */
export interface SpendRows {
  readonly rows: number;
  readonly counts: Float64Array;
  readonly starts: Uint32Array;
  readonly means: Float64Array;
  readonly withoutPurchases: number;
  readonly withoutSpend: number;
}

/** Checks columns and takes the rows of them that count. */
export function spendRows(where: string, path: string, columns: SpendColumns): SpendRows {
  const count = columnOf(where, `${path}.count`, columns?.count);
  const mean = columnOf(where, `${path}.mean`, columns?.mean);
  if (mean.length !== count.length) {
    const received = `${mean.length} elements`;
    throw optionError("LENGTH_MISMATCH", where, `${path}.mean`, `have ${count.length}, as count has`, received);
  }
  const sizes = new Map<number, number>();
  let withoutPurchases = 0;
  let withoutSpend = 0;
  for (let row = 0; row < count.length; row++) {
    if (!isCount(count[row])) throw rowError(where, row, `${path}.count`, `be ${COUNT}`, count[row]);
    if (count[row] === 0) {
      withoutPurchases++;
      continue;
    }
    if (!isMoney(mean[row])) throw rowError(where, row, `${path}.mean`, `be ${MONEY}`, mean[row]);
    if (mean[row] >= LEAST_MONEY) sizes.set(count[row], (sizes.get(count[row]) ?? 0) + 1);
    else withoutSpend++;
  }
  const counts = Float64Array.from(sizes.keys()).sort();
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((value, i) => {
    starts[i + 1] = starts[i] + (sizes.get(value) as number);
    sizes.set(value, starts[i]);
  });
  const means = new Float64Array(starts[counts.length]);
  for (let row = 0; row < count.length; row++) {
    if (count[row] === 0 || mean[row] < LEAST_MONEY) continue;
    const at = sizes.get(count[row]) as number;
    means[at] = mean[row];
    sizes.set(count[row], at + 1);
  }
  counts.forEach((_, i) => {
    means.subarray(starts[i], starts[i + 1]).sort();
  });
  return { rows: means.length, counts, starts, means, withoutPurchases, withoutSpend };
}

const MOST_PURCHASES = 2 ** 30;
const MOST_MONEY = 1e15;
// Money this small is none: dividing by it would only lose digits.
const LEAST_MONEY = 1e-15;

/** What counts and means must be, for messages. */
export const COUNT: string = `a whole number from 0 to ${MOST_PURCHASES}`;
export const MONEY = "a number from -1e15 to 1e15";

/** Whether it may be a number of purchases. */
export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_PURCHASES;
}

/** Whether it may be an amount of money. */
export function isMoney(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= MOST_MONEY;
}

function columnOf(where: string, path: string, column: unknown): ArrayLike<number> {
  const isList = Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView));
  if (isList) return column as ArrayLike<number>;
  throw optionError("WRONG_TYPE", where, path, "be an array or typed array of numbers", column);
}

function rowError(where: string, row: number, path: string, requirement: string, received: unknown): RfmError {
  return optionError("OUT_OF_RANGE", `${where}: row ${row}`, path, requirement, received);
}
