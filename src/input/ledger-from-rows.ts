import { besideObjects, counted, type Memory, scratch } from "../memory/scratch.js";
import { checkRows } from "./check-rows.js";
import { BATCH_ROWS } from "./ids/text-batch.js";
import type { Ledger } from "./ledger.js";
import { ORDER_FIELDS, type OrderOptions } from "./order-fields.js";
import { settingsOf } from "./order-options.js";
import { RowFeed } from "./rows-into-sink.js";

/**
 * Returns a ledger of orders that are at hand as rows: an array or any other iterable of objects.
 *
 * Each field is a key of the rows or a function `(row, index) => value`. Several rows with one order id are one order.
 * No rows give an empty ledger. Cost: O(n), one look at each row; rows are read, never changed or kept.
 *
 * @param rows - The lines of orders, in any order.
 * @param options - Where the values stand and what they mean; see {@link OrderOptions}.
 * @returns The ledger.
 * @throws {@link RfmError} `MISSING_OPTION`, `MISSING_COLUMN` for a key that no row has, the codes of
 * {@link RowIssueCode} for rows under `onInvalid: "throw"`, `TOTAL_TOO_LARGE` for sums beyond 2^53.
 *
 * @example
 * ```ts
 * const lines = [
 *   { who: "ann", placed: "2026-03-01", total: "12.50", id: 1 },
 *   { who: "ann", placed: "2026-03-01", total: "7.50", id: 1 },
 *   { who: "bob", placed: "2026-03-04", total: "80", id: 2 },
 * ];
 * const ledger = ledgerFromRows(lines, { customer: "who", date: "placed", amount: "total", order: "id" });
 * [...ledger.amounts]; // => [2000, 8000]
 * ledger.diagnostics.mergedLines; // => 1
 * ```
 * @example A function of the row, and rows that are not valid
 * ```ts
 * const sales = [{ c: "ann", at: "2026-03-01", cents: 1250 }, { c: "", at: "2026-03-02", cents: 100 }];
 * const kept = ledgerFromRows(sales, { customer: "c", date: "at", amount: (row) => row.cents / 100, onInvalid: "skip" });
 * kept.diagnostics.invalid; // => { MISSING_CUSTOMER: { count: 1, firstRows: [1] } }
 * ```
 * @see {@link rfm} for the table that most callers want
 * @since 0.1.0
 */
export function ledgerFromRows<Row extends object>(rows: Iterable<Row>, options: OrderOptions<Row>): Ledger {
  return ledgerOf("ledgerFromRows", rows, options, [], counted);
}

/** The same under the name of another function, which may have further options and keeps the ledger to itself. */
export function rowLedger<Row extends object>(
  where: string,
  rows: Iterable<Row>,
  options: OrderOptions<Row>,
  furtherOptions: readonly string[],
): Ledger {
  return ledgerOf(where, rows, options, furtherOptions, scratch);
}

function ledgerOf<Row extends object>(
  where: string,
  rows: Iterable<Row>,
  options: OrderOptions<Row>,
  furtherOptions: readonly string[],
  memory: Memory,
): Ledger {
  const settings = settingsOf(where, options, [...ORDER_FIELDS, ...furtherOptions]);
  checkRows(where, rows, { columns: "ledgerFromColumns", stream: "ledgerFromStream" });
  const feed = new RowFeed<Row>(settings, options, Array.isArray(rows) ? BATCH_ROWS : undefined);
  const known = Array.isArray(rows) ? rows.length : 0;
  besideObjects(known);
  feed.sink.reserve(known);
  for (const row of rows) feed.add(row);
  return feed.finish(memory);
}
