import { EventColumnFeed } from "./columns-into-events.js";
import type { EventColumns } from "./event-columns.js";
import type { EventLog } from "./event-log.js";
import { type EventSettings, eventSettingsOf } from "./event-options.js";

/**
 * Returns a log of behaviour events that are at hand as columns: typed arrays, arrays, Arrow's UTF-8 buffers or dictionaries.
 *
 * The same events give the same log from {@link eventsFromRows} and {@link eventsFromStream}. An `Int32Array` of dates holds days
 * since 1970-01-01, other numbers epoch milliseconds. In a `Float64Array` of values or of a field `NaN` is missing.
 * Empty columns give an empty log. Cost: as for {@link eventsFromRows}; dictionaries are looked up once per value, not per row. The
 * columns are read, never changed or kept.
 *
 * @param columns - The columns; all of one length.
 * @param options - What the values mean and which types are kept; see {@link EventSettings}.
 * @returns The log.
 * @throws {@link RfmError} `MISSING_COLUMN`, `LENGTH_MISMATCH`, `WRONG_TYPE` or `CONFLICTING_OPTIONS` for the columns, the codes of
 * {@link RowIssueCode} for rows under `onInvalid: "throw"`, `OUT_OF_RANGE` for more than 65,535 types or a code that a dictionary does
 * not have, `TOTAL_TOO_LARGE` for values of a customer that add up beyond 2^53.
 *
 * @example
 * ```ts
 * const log = eventsFromColumns({
 *   customer: Int32Array.of(7, 9, 7),
 *   type: { codes: Uint8Array.of(1, 0, 0), values: ["view", "purchase"] },
 *   date: Int32Array.of(20001, 20000, 20000),
 *   value: Float64Array.of(12.5, NaN, NaN),
 * });
 * [...log.types].map((type) => log.typeNames[type]); // => ["view", "purchase", "view"]
 * [...(log.values ?? [])]; // => [NaN, 1250, NaN]
 * ```
 * @since 0.1.0
 */
export function eventsFromColumns(columns: EventColumns, options: EventSettings = {}): EventLog {
  const settings = eventSettingsOf("eventsFromColumns", options, []);
  const feed = new EventColumnFeed(settings, columns);
  feed.add(columns);
  return feed.finish();
}
