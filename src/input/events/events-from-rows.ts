import { checkRows } from "../check-rows.js";
import { EVENT_FIELDS, type EventRowOptions } from "./event-fields.js";
import type { EventLog } from "./event-log.js";
import { eventSettingsOf } from "./event-options.js";
import { EventRowFeed } from "./rows-into-events.js";

/**
 * Returns a log of behaviour events that are at hand as rows: an array or any other iterable of objects.
 *
 * Each field is a key of the rows or a function `(row, index) => value`. In optional fields `null`, `undefined` and `""` are
 * missing; values become whole minor units, exactly, as amounts of orders do. The order of the rows makes no difference but to which
 * customer comes first and which of two events of one customer, day and type stands first. No rows give an empty log.
 * Cost: O(n log n) at worst, O(n) where rows come by day; rows are read, never changed or kept. Memory: 6 bytes per event, 8 more
 * with values and 4 for each field, and some 16 more while the log is built; each different value of a field once.
 *
 * @param rows - The events, in any order.
 * @param options - Where the values stand, what they mean and which types are kept; see {@link EventRowOptions}.
 * @returns The log.
 * @throws {@link RfmError} `MISSING_OPTION`, `MISSING_COLUMN` for a key that no row has, `CONFLICTING_OPTIONS` for a further field
 * named like a standard one, the codes of {@link RowIssueCode} for rows under `onInvalid: "throw"`, `OUT_OF_RANGE` for more than 65,535
 * types, `TOTAL_TOO_LARGE` for values of a customer that add up beyond 2^53.
 *
 * @example
 * ```ts
 * const rows = [
 *   { who: "ann", what: "view", at: "2026-03-02", sku: "A-1" },
 *   { who: "bob", what: "cart", at: "2026-03-01", sku: "A-1" },
 *   { who: "ann", what: "view", at: "2026-03-01", sku: "B-7" },
 * ];
 * const log = eventsFromRows(rows, { customer: "who", type: "what", date: "at", item: "sku" });
 * log.typeNames; // => ["cart", "view"]
 * [...log.offsets]; // => [0, 2, 3]
 * [...log.days].map(formatDay); // => ["2026-03-01", "2026-03-02", "2026-03-01"]
 * [...log.fields["item"].codes].map((code) => log.fields["item"].values[code]); // => ["B-7", "A-1", "A-1"]
 * ```
 * @example Only some types, under other names
 * ```ts
 * const hits = [{ c: 1, t: "pv", d: "2026-03-01" }, { c: 1, t: "buy", d: "2026-03-01" }, { c: 2, t: "ping", d: "2026-03-01" }];
 * const fields = { customer: "c", type: "t", date: "d" } as const;
 * const kept = eventsFromRows(hits, { ...fields, types: { pv: "product_view", buy: "purchase" } });
 * kept.typeNames; // => ["product_view", "purchase"]
 * kept.diagnostics.unknown; // => [{ type: "ping", rows: 1 }]
 * ```
 * @see {@link eventsWithOrders} for purchases that stand in a ledger
 * @since 0.1.0
 */
export function eventsFromRows<Row extends object>(rows: Iterable<Row>, options: EventRowOptions<Row>): EventLog {
  const where = "eventsFromRows";
  const settings = eventSettingsOf(where, options, EVENT_FIELDS);
  checkRows(where, rows, { columns: "eventsFromColumns", stream: "eventsFromStream" });
  const feed = new EventRowFeed<Row>(settings, options);
  if (Array.isArray(rows)) feed.reserve(rows.length);
  for (const row of rows) feed.add(row);
  return feed.finish();
}
