import { BLOCK_ROWS } from "../order-block.js";

/** What is to be said of a value besides its minor units. */
export const PLAIN = 0;
export const ROUNDED = 1;
export const UNREADABLE = 2;

/** One block of rows after reading: codes, days and minor units, with a sentinel where a value could not be read. */
export interface EventBlock {
  readonly customer: Uint32Array;
  readonly type: Uint32Array;
  readonly day: Int32Array;
  /** Minor units, `NaN` where there is no value, an infinity where it is beyond 2^53. */
  readonly minor: Float64Array | null;
  /** `PLAIN`, `ROUNDED` or `UNREADABLE`. */
  readonly note: Uint8Array | null;
  /** One column of codes per field. */
  readonly fields: readonly Uint32Array[];
}

export function newEventBlock(hasValue: boolean, fields: number): EventBlock {
  return {
    customer: new Uint32Array(BLOCK_ROWS),
    type: new Uint32Array(BLOCK_ROWS),
    day: new Int32Array(BLOCK_ROWS),
    minor: hasValue ? new Float64Array(BLOCK_ROWS) : null,
    note: hasValue ? new Uint8Array(BLOCK_ROWS) : null,
    fields: Array.from({ length: fields }, () => new Uint32Array(BLOCK_ROWS)),
  };
}

/** The columns of an event, as messages name them; the fields follow by position. */
export const CUSTOMER = 0;
export const TYPE = 1;
export const DATE = 2;
export const VALUE = 3;
export const FIRST_FIELD = 4;

/** Gives the raw value of a column of the current block for a message; called only when something is wrong. */
export type EventReceived = (
  rowInBlock: number,
  column: number,
) => { readonly column: string; readonly value: unknown };
