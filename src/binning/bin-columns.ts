import { checkInteger } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { DIMENSIONS } from "./bin-spec.js";
import { compareIds } from "./compare-ids.js";
import type { IntegerColumn } from "./order-statistics.js";
import type { CompareRows } from "./step-edges.js";
import type { Survey } from "./survey-column.js";

/**
 * The values to be cut into bins: integers, one per customer, in three columns of one length. An `RfmTable` is one.
 *
 * @since 0.1.0
 */
export interface BinColumns {
  /** Days since the last order. */
  readonly recency: Int32Array | Float64Array | readonly number[];
  /** Orders or days, or orders per period in units of `1 / frequencyScale`. */
  readonly frequency: Int32Array | Float64Array | readonly number[];
  /** Money in units of `1 / monetaryScale`. */
  readonly monetary: Int32Array | Float64Array | readonly number[];
  /** @defaultValue 1 */
  readonly frequencyScale?: number;
  /** @defaultValue 1 */
  readonly monetaryScale?: number;
  /** The customers' ids; only {@link ntile} needs them, to split ties by. */
  readonly customer?: ArrayLike<string | number | bigint>;
}

/** The three columns with their scales, in the order of the dimensions. */
export type CheckedColumns = readonly CheckedColumn[];

interface CheckedColumn {
  readonly values: IntegerColumn;
  readonly scale: number;
  /** Where somebody else wants it too. */
  readonly survey?: Survey;
}

/** Checks once that every value is an integer that a double holds exactly. */
export function checkColumns(where: string, columns: BinColumns): CheckedColumns {
  if (typeof columns !== "object" || columns === null) {
    throw optionError("WRONG_TYPE", where, "columns", "be { recency, frequency, monetary }", columns);
  }
  const scales = [1, columns.frequencyScale ?? 1, columns.monetaryScale ?? 1];
  return DIMENSIONS.map((dimension, d) => {
    const path = `columns.${dimension}`;
    const scale = checkInteger(where, `${path}Scale`, scales[d], 1, 1e9);
    const values = integers(where, path, columns[dimension]);
    if (values.length !== columns.recency.length) {
      throw optionError(
        "LENGTH_MISMATCH",
        where,
        path,
        `have the length of columns.recency, ${columns.recency.length}`,
        values.length,
      );
    }
    return { values, scale };
  });
}

function integers(where: string, path: string, column: unknown): IntegerColumn {
  if (column instanceof Int32Array) return column;
  if (!(column instanceof Float64Array) && !Array.isArray(column)) {
    throw optionError("WRONG_TYPE", where, path, "be an Int32Array, a Float64Array or an array of integers", column);
  }
  for (let i = 0; i < column.length; i++) {
    if (Number.isSafeInteger(column[i])) continue;
    throw optionError(
      "OUT_OF_RANGE",
      where,
      `${path}[${i}]`,
      "be an integer below 2^53 (money in minor units)",
      column[i],
    );
  }
  return column instanceof Float64Array ? column : Float64Array.from(column as number[]);
}

/** Orders rows by customer id, where the columns have them. */
export function compareRowsOf(where: string, { customer, recency }: BinColumns): CompareRows | null {
  if (customer === undefined || customer === null) return null;
  if (customer.length !== recency.length) {
    throw optionError(
      "LENGTH_MISMATCH",
      where,
      "columns.customer",
      `have the length of columns.recency, ${recency.length}`,
      customer.length,
    );
  }
  for (let i = 0; i < customer.length; i++) {
    if (["string", "number", "bigint"].includes(typeof customer[i])) continue;
    throw optionError("WRONG_TYPE", where, `columns.customer[${i}]`, "be text, a number or a bigint", customer[i]);
  }
  return (a, b) => compareIds(customer[a], customer[b]);
}
