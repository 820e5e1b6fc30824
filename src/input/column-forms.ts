import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { DictionaryColumn, Utf8Column } from "./order-columns.js";

/** The class of an object by name, also across realms: `"Float64Array"`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Whether a column holds text as bytes. */
export function isUtf8(column: unknown): column is Utf8Column {
  const { offsets, bytes } = (column ?? {}) as Partial<Utf8Column>;
  const isOffsets = offsets instanceof Int32Array || offsets instanceof Uint32Array || offsets instanceof BigInt64Array;
  return isOffsets && bytes instanceof Uint8Array;
}

/** Whether a column holds values by code. */
export function isDictionary(column: unknown): column is DictionaryColumn<never> {
  const { codes, values } = (column ?? {}) as Partial<DictionaryColumn<never>>;
  const length = values?.length as number;
  return (
    CODE_ARRAYS.some((type) => codes instanceof type) && Number.isInteger(length) && length >= 0 && length < 2 ** 31
  );
}

// Codes in floating point could be NaN, which would pass for the first value.
const CODE_ARRAYS = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array] as const;

/**
 * Refuses a key that a column of bytes or codes does not have: under another name, nulls would be values. Objects of a class, such as those
 * of other libraries, may have what they like.
 */
export function checkColumnKeys(where: string, path: string, column: Utf8Column | DictionaryColumn<unknown>): void {
  const prototype: unknown = Object.getPrototypeOf(column);
  if (prototype !== null && prototype !== Object.prototype) return;
  checkOptions(
    where,
    column,
    isUtf8(column) ? ["offsets", "bytes", "validity"] : ["codes", "values", "validity"],
    path,
  );
}

/** The offsets as numbers. */
export function plainOffsets(offsets: Utf8Column["offsets"]): Int32Array | Uint32Array | Float64Array {
  return offsets instanceof BigInt64Array ? Float64Array.from(offsets, Number) : offsets;
}

/** Refuses offsets that descend or leave the bytes. */
export function checkOffsets(where: string, path: string, offsets: ArrayLike<number>, bytes: number): void {
  let low = 0;
  let i = 0;
  for (; i < offsets.length && offsets[i] >= low; i++) low = offsets[i];
  if (i === offsets.length && low <= bytes) return;
  // Those before a descent may have left the bytes already.
  let first = 0;
  while (first < i && offsets[first] <= bytes) first++;
  const least = first === 0 ? 0 : offsets[first - 1];
  throw optionError("OUT_OF_RANGE", where, `${path}.offsets[${first}]`, `be from ${least} to ${bytes}`, offsets[first]);
}

/** Refuses a bitmap that is too short for the rows. */
export function checkValidity(where: string, path: string, validity: unknown, rows: number): void {
  if (validity === undefined || (validity instanceof Uint8Array && validity.length * 8 >= rows)) return;
  throw optionError(
    "LENGTH_MISMATCH",
    where,
    `${path}.validity`,
    `be a Uint8Array of at least ${Math.ceil(rows / 8)} bytes`,
    validity,
  );
}

/** Whether a row of a column with such a bitmap has a value. */
export function isValid(validity: Uint8Array | undefined, row: number): boolean {
  return validity === undefined || ((validity[row >> 3] >> (row & 7)) & 1) === 1;
}
