import type {
  AmountColumn,
  DateColumn,
  DictionaryColumn,
  IdColumn,
  NumberArray,
  Utf8Column,
} from "../order-columns.js";
import type { Scalar } from "./event-log.js";

/**
 * A column of plain values. In arrays `null`, `undefined` and `""` are missing, in arrays of floating-point numbers `NaN`, which has
 * no other meaning there.
 *
 * @since 0.1.0
 */
export type ScalarColumn =
  | readonly (Scalar | null | undefined)[]
  | NumberArray
  | BigInt64Array
  | BigUint64Array
  | Utf8Column
  | DictionaryColumn<Scalar | null | undefined>;

/**
 * Events as columns of equal length, one element per event.
 *
 * @since 0.1.0
 */
export interface EventColumns {
  /** Who did it. */
  readonly customer: IdColumn;
  /** What was done, such as `"product_view"`. */
  readonly type: readonly string[] | Utf8Column | DictionaryColumn<string>;
  /** When. */
  readonly date: DateColumn;
  /** What it was done to. */
  readonly item?: ScalarColumn | undefined;
  /** The category of the item. */
  readonly category?: ScalarColumn | undefined;
  /** The brand of the item. */
  readonly brand?: ScalarColumn | undefined;
  /** What it was worth. `null`, `undefined` and `""` in an array, and `NaN` in a floating-point one, are no value. */
  readonly value?: AmountColumn | undefined;
  /** How it was meant, such as `"positive"`, or a rating. */
  readonly sentiment?: ScalarColumn | undefined;
  /** What ties events together, such as the number of a coupon or an order. */
  readonly key?: ScalarColumn | undefined;
  /** Further fields by name. */
  readonly fields?: { readonly [name: string]: ScalarColumn } | undefined;
}
