/** How many rows are read before they are admitted: small enough that a block of every column stays in the L2 cache. */
export const BLOCK_ROWS = 8192;

/** One block of rows after reading: codes, days and minor units, with a sentinel where a value could not be read. */
export interface OrderBlock {
  readonly customer: Uint32Array;
  readonly order: Uint32Array | null;
  readonly day: Int32Array;
  readonly minor: Float64Array;
  /** 1 where the amount lost decimals. */
  readonly rounded: Uint8Array;
  /** Non-zero where the quantity, not the price, was unreadable. */
  readonly badQuantity: Uint8Array | null;
  readonly status: Uint8Array | null;
}

export function newOrderBlock(rows: number, hasOrder: boolean, hasQuantity: boolean, hasStatus: boolean): OrderBlock {
  return {
    customer: new Uint32Array(rows),
    order: hasOrder ? new Uint32Array(rows) : null,
    day: new Int32Array(rows),
    minor: new Float64Array(rows),
    rounded: new Uint8Array(rows),
    badQuantity: hasQuantity ? new Uint8Array(rows) : null,
    status: hasStatus ? new Uint8Array(rows) : null,
  };
}

/** The columns of an order row, as messages name them. */
export type OrderField = "row" | "customer" | "order" | "date" | "amount" | "quantity" | "status";

/** Gives the raw value of a field of the current block for a message; called only when something is wrong. */
export type Received = (rowInBlock: number, field: OrderField) => { readonly column: string; readonly value: unknown };
