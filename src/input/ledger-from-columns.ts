import { ColumnFeed } from "./columns-into-sink.js";
import type { Ledger } from "./ledger.js";
import type { OrderColumns } from "./order-columns.js";
import { type OrderSettings, settingsOf } from "./order-options.js";

/**
 * Returns a ledger of orders that are at hand as columns: typed arrays, arrays, Arrow's UTF-8 buffers or dictionaries.
 *
 * The same orders give the same ledger from {@link ledgerFromRows} and {@link ledgerFromStream}.
 * An `Int32Array` of dates holds days since 1970-01-01, other numbers epoch milliseconds.
 * Empty columns give an empty ledger. Cost: O(n); 12 bytes per entry of the ledger and 8 more per
 * line while it is built (24 and 12 with `order`; 12 more for an amount beyond 32 bits), and for integer ids a table of up to 8 codes per line. The columns are read, never changed or kept.
 *
 * @param columns - The columns; all of one length.
 * @param options - What the values mean; see {@link OrderSettings}.
 * @returns The ledger.
 * @throws {@link RfmError} `MISSING_COLUMN`, `LENGTH_MISMATCH` or `WRONG_TYPE` for the columns, the codes of
 * {@link RowIssueCode} for rows under `onInvalid: "throw"`, `TOTAL_TOO_LARGE` for sums beyond 2^53.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromColumns({
 *   customer: Int32Array.of(7, 9, 7),
 *   date: ["2026-03-01", "2026-03-02", "2026-03-09"],
 *   amount: Float64Array.of(12.5, 80, 20),
 * });
 * ledger.customers.size; // => 2
 * [...ledger.amounts]; // => [1250, 2000, 8000]
 * ```
 * @example Text ids as Arrow holds them
 * ```ts
 * const arrow = ledgerFromColumns({
 *   customer: { offsets: Int32Array.of(0, 1, 3), bytes: Uint8Array.of(97, 98, 99) },
 *   date: Int32Array.of(20000, 20001),
 *   amount: [1, 2],
 * });
 * [arrow.customers.id(0), arrow.customers.id(1)]; // => ["a", "bc"]
 * ```
 * @see {@link rfm} for the table that most callers want
 * @since 0.1.0
 */
export function ledgerFromColumns(columns: OrderColumns, options: OrderSettings = {}): Ledger {
  const settings = settingsOf("ledgerFromColumns", options, []);
  const feed = new ColumnFeed(settings, columns);
  feed.add(columns);
  return feed.sink.finish();
}
