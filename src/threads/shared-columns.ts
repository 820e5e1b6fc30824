import type { AccumulatedColumns } from "../accumulate/accumulator.js";
import type { DivisibleColumns, PlainColumns } from "../accumulate/transfer/share.js";
import { isDictionary, isUtf8, tagOf } from "../input/column-forms.js";
import type { OrderColumns } from "../input/order-columns.js";
import { isIntegerArray } from "../input/read-id-column.js";

/** Columns as they go to another thread. */
export interface SharedColumns {
  readonly columns: OrderColumns;
  /** The same columns where all are numbers in typed arrays and the customers int32 ids, else `null`. */
  readonly divisible: DivisibleColumns | null;
  readonly rows: number;
}

/** Whether columns have the form that most have. */
export function arePlain(columns: DivisibleColumns): columns is PlainColumns {
  const { customer, date, amount, quantity } = columns;
  const forms = [customer, date, amount].map(tagOf).join();
  return forms === "Int32Array,Int32Array,Float64Array" && quantity === undefined;
}

type TypedArray = Int32Array | BigInt64Array;
type Values = readonly unknown[];

const NAMES = ["customer", "date", "amount", "quantity", "status"];

// By name, because arrays of another realm, and those of Node's Buffer, are to become plain ones of this realm.
const TYPES: Readonly<Record<string, new (buffer: SharedArrayBuffer) => unknown>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/**
 * The columns for other threads. Typed arrays are in shared memory: as they are where they lie there, else copied; arrays of values are
 * copied when they are sent. `null` where a value would be another one in another thread, and where anything is not in order:
 * `addColumns` says what.
 */
export function sharedColumns(given: AccumulatedColumns): SharedColumns | null {
  if (tagOf(given) !== "Object" || Object.keys(given).some((name) => !NAMES.includes(name))) return null;
  const { customer, date, amount, quantity, status } = given;
  const ids = sharedIds(customer);
  if (ids === null) return null;
  const { rows } = ids;
  const columns: Record<string, unknown> = { customer: ids.column };
  for (const [name, column] of Object.entries({ date, amount, quantity, status })) {
    if (column === undefined && (name === "quantity" || name === "status")) continue;
    const own = isTyped(column) && isKnownForm(name, column) ? shared(column) : plainValues(column);
    if (own === null || own.length !== rows) return null;
    columns[name] = own;
  }
  const isDivisible = isIntegerArray(ids.column) && fitsInt32(ids.column) && rows < 2 ** 31;
  return {
    columns: columns as unknown as OrderColumns,
    divisible: isDivisible && Object.values(columns).every(isTyped) ? (columns as unknown as DivisibleColumns) : null,
    rows,
  };
}

/** Whether a typed array may be such a column, by the rules of `addColumns`. */
function isKnownForm(name: string, column: unknown): boolean {
  if (name === "status") return false;
  const isDays = column instanceof Int32Array || column instanceof Float64Array || column instanceof BigInt64Array;
  return name !== "date" || isDays;
}

function sharedIds(column: unknown): { readonly column: unknown; readonly rows: number } | null {
  if (isTyped(column)) return { column: shared(column), rows: column.length };
  if (isUtf8(column)) {
    const { offsets, bytes, validity } = column;
    if (!isValidity(validity)) return null;
    const own = { offsets: shared(offsets), bytes: shared(bytes), ...validityOf(validity) };
    return { column: own, rows: Math.max(offsets.length - 1, 0) };
  }
  if (isDictionary(column)) {
    const { codes, validity } = column;
    const values = plainValues(column.values);
    if (!isValidity(validity) || values === null) return null;
    return { column: { codes: shared(codes), values, ...validityOf(validity) }, rows: codes.length };
  }
  const values = plainValues(column);
  return values === null ? null : { column: values, rows: values.length };
}

function isValidity(validity: unknown): boolean {
  return validity === undefined || (isTyped(validity) && validity instanceof Uint8Array);
}

function validityOf(validity: Uint8Array | undefined): { readonly validity?: Uint8Array } {
  return validity === undefined ? {} : { validity: shared(validity) };
}

/** The values of a plain array, if each is the same in another thread: classes and functions are not. */
function plainValues(column: unknown): Values | null {
  if (!Array.isArray(column) || Object.getPrototypeOf(column) !== Array.prototype) return null;
  return column.every(isPlain) ? column.slice() : null;
}

function isPlain(value: unknown): boolean {
  if (typeof value === "object") return value === null || Object.getPrototypeOf(value) === Date.prototype;
  return typeof value !== "function" && typeof value !== "symbol";
}

function isTyped(column: unknown): column is TypedArray {
  return ArrayBuffer.isView(column) && tagOf(column) in TYPES;
}

/** The array itself where its memory is shared, else a copy that is. */
function shared<T extends ArrayBufferView>(array: T): T {
  const Type = TYPES[tagOf(array)];
  const source = array as unknown as TypedArray;
  if (tagOf(source.buffer) === "SharedArrayBuffer") return array;
  const own = new Type(new SharedArrayBuffer(source.length * source.BYTES_PER_ELEMENT)) as Int32Array;
  own.set(source as Int32Array);
  return own as unknown as T;
}

function fitsInt32(ids: Int32Array | Uint32Array): boolean {
  if (tagOf(ids) !== "Uint32Array") return true;
  for (let i = 0; i < ids.length; i++) if (ids[i] > 0x7fffffff) return false;
  return true;
}
