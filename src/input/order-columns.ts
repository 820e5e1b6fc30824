import type { DateLike } from "./days/parse-day.js";
import type { CustomerId } from "./ids/id-table.js";
import type { OrderStatus } from "./read-status.js";

/**
 * Any typed array of numbers.
 *
 * @since 0.1.0
 */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/**
 * Text as Arrow and Parquet readers give it: value `i` is the UTF-8 in `bytes[offsets[i] .. offsets[i + 1])`.
 *
 * @since 0.1.0
 */
export interface Utf8Column {
  /** One more than there are values, ascending. */
  readonly offsets: Int32Array | Uint32Array | BigInt64Array;
  /** The bytes of all values. */
  readonly bytes: Uint8Array;
  /** Arrow's validity bitmap: a cleared bit is a missing value. */
  readonly validity?: Uint8Array;
}

/**
 * Values by code: value `i` is `values[codes[i]]`.
 *
 * @since 0.1.0
 */
export interface DictionaryColumn<Value> {
  /** One code per row. A negative code is a missing value. */
  readonly codes: Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
  /** The value of each code. */
  readonly values: ArrayLike<Value>;
  /** Arrow's validity bitmap: a cleared bit is a missing value. */
  readonly validity?: Uint8Array;
}

/**
 * A column of ids.
 *
 * @since 0.1.0
 */
export type IdColumn =
  | readonly (CustomerId | null | undefined)[]
  | NumberArray
  | BigInt64Array
  | BigUint64Array
  | Utf8Column
  | DictionaryColumn<CustomerId | null | undefined>;

/**
 * A column of dates. An `Int32Array` holds days since 1970-01-01 (Arrow's date32); other numbers are epoch milliseconds.
 *
 * @since 0.1.0
 */
export type DateColumn = Int32Array | Float64Array | BigInt64Array | readonly (DateLike | null | undefined)[];

/**
 * A column of amounts or quantities.
 *
 * @since 0.1.0
 */
export type AmountColumn =
  | NumberArray
  | BigInt64Array
  | BigUint64Array
  | readonly (number | string | bigint | null | undefined)[];

/**
 * Orders as columns of equal length, one element per line of an order.
 *
 * @since 0.1.0
 */
export interface OrderColumns {
  /** Who bought. */
  readonly customer: IdColumn;
  /** When. */
  readonly date: DateColumn;
  /** How much: the amount of the line, or its unit price where `quantity` is given. */
  readonly amount: AmountColumn;
  /** How many pieces; the line's amount is then `amount * quantity`. */
  readonly quantity?: AmountColumn | undefined;
  /** Which order the line belongs to. Without it every line is an order of its own. */
  readonly order?: IdColumn | undefined;
  /** What became of the order. */
  readonly status?: readonly (OrderStatus | "" | null | undefined)[];
}
