import type { NumberArray } from "../../input/order-columns.js";
import { PARTS } from "../sums/part-of.js";

/** Which of several shares of the customers. Shares are parts of the int32 ids: none has a customer of another. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Columns whose customers can be told apart without a table: int32 ids, and numbers everywhere. */
export interface DivisibleColumns {
  readonly customer: NumberArray;
  readonly date: Int32Array | Float64Array | BigInt64Array;
  readonly amount: NumberArray | BigInt64Array | BigUint64Array;
  readonly quantity?: NumberArray | BigInt64Array | BigUint64Array | undefined;
}

/** Columns in the form that most have: most of their rows need nothing but to be read and added. */
export interface PlainColumns extends DivisibleColumns {
  readonly customer: Int32Array;
  readonly date: Int32Array;
  readonly amount: Float64Array;
  readonly quantity?: undefined;
}

/** Where the parts of a share begin, and where those of the next one do. */
export function partsOf({ index, of }: Share): { readonly first: number; readonly end: number } {
  return { first: Math.floor((PARTS * index) / of), end: Math.floor((PARTS * (index + 1)) / of) };
}
