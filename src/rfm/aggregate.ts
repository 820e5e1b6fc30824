import type { Ledger } from "../input/ledger.js";
import { fillFromIndex } from "./fill-from-index.js";
import { type Asked, fillRows, type Rows, roomForRows } from "./fill-rows.js";
import { indexOf, type LedgerIndex } from "./ledger-index.js";

/** The days that count: `low < day <= high`. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What one pass over the ledger finds for every customer with an order, and how many entries it used. */
export interface Aggregates {
  readonly size: number;
  readonly codes: Uint32Array;
  readonly olderCodes: Uint32Array;
  /** Customers without an order but with refunds, and their money. */
  readonly refundedCodes: Uint32Array;
  readonly refundedAmounts: Float64Array;
  /** Empty where not asked for. */
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly orders: Int32Array;
  /** Empty where not asked for. */
  readonly purchaseDays: Int32Array;
  readonly total: Float64Array;
  readonly counted: number;
  readonly beforeWindow: number;
}

const ALL: Asked = { firstDay: true, purchaseDays: true };

// No day is this far from 1970, and comparisons with an int32 are faster than with infinity.
const FAR = 0x7fffffff;

/** Recency, orders and money of every customer within a span of days. Cost: one pass over the entries. */
export function aggregate(ledger: Ledger, { low, high }: Span, asked: Asked = ALL): Aggregates {
  const lowest = Math.max(low, -FAR) | 0;
  const highest = Math.min(high, FAR) | 0;
  const index = indexOf(ledger);
  const customers = ledger.offsets.length - 1;
  const rows = index === null ? roomForRows(customers, asked) : roomWithin(index, customers, asked);
  if (index === null) fillRows(ledger, lowest, highest, asked, rows);
  else fillFromIndex(ledger, index, lowest, highest, asked, rows);
  const { size, older, counted, beforeWindow, codes } = rows;
  // The room of an index stays with it.
  const cut = <T extends Int32Array | Uint32Array | Float64Array>(column: T): T =>
    (index === null && size >= column.length ? column : column.slice(0, size)) as T;
  return {
    size,
    codes: cut(codes),
    olderCodes: codes.slice(customers - older).reverse(),
    refundedCodes: Uint32Array.from(rows.refundedCodes),
    refundedAmounts: Float64Array.from(rows.refundedAmounts),
    firstDay: cut(rows.firstDay),
    lastDay: cut(rows.lastDay),
    orders: cut(rows.orders),
    purchaseDays: cut(rows.purchaseDays),
    total: cut(rows.total),
    counted,
    beforeWindow,
  };
}

/** The room of the index, and of its own what is rarely asked for. */
function roomWithin({ room }: LedgerIndex, customers: number, asked: Asked): Rows {
  const firstDay = new Int32Array(asked.firstDay ? customers : 0);
  const purchaseDays = new Int32Array(asked.purchaseDays ? customers : 0);
  return { ...room, firstDay, purchaseDays };
}
