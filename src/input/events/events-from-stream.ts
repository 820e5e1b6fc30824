import { checkSource, forEachOf } from "../read-source.js";
import { EventColumnFeed } from "./columns-into-events.js";
import type { EventColumns } from "./event-columns.js";
import { EVENT_FIELDS, type EventRowOptions } from "./event-fields.js";
import type { EventLog } from "./event-log.js";
import { type EventSettings, eventSettingsOf } from "./event-options.js";
import { EventRowFeed } from "./rows-into-events.js";

/**
 * Resolves to a log of events that come one after the other: a sync or async iterable of rows, or of chunks of columns.
 *
 * With the field options `customer`, `type` and `date` the source holds rows, without them chunks of {@link EventColumns}. How the
 * source is cut makes no difference. The source is read once and, where it fails, its error is passed on. Memory: the events, as
 * numbers, and each different value of a field once; never the rows.
 *
 * @param source - The rows, or the chunks.
 * @param options - Where the values stand (rows only), what they mean and which types are kept.
 * @returns A promise of the log.
 * @throws {@link RfmError} as {@link eventsFromRows} and {@link eventsFromColumns} do; the promise rejects.
 *
 * @example Rows
 * ```ts
 * async function* cursor() { yield { c: 1, t: "view", d: "2026-03-01" }; yield { c: 1, t: "cart", d: "2026-03-08" }; }
 * const log = await eventsFromStream(cursor(), { customer: "c", type: "t", date: "d" });
 * [...log.days].map(formatDay); // => ["2026-03-01", "2026-03-08"]
 * ```
 * @example Chunks of columns
 * ```ts
 * const chunks = [
 *   { customer: Int32Array.of(1, 2), type: ["view", "view"], date: Int32Array.of(20000, 20000) },
 *   { customer: Int32Array.of(1), type: ["cart"], date: Int32Array.of(20007) },
 * ];
 * const chunked = await eventsFromStream(chunks);
 * [...chunked.offsets]; // => [0, 2, 3]
 * ```
 * @since 0.1.0
 */
export async function eventsFromStream<Row extends object>(
  source: Iterable<Row> | AsyncIterable<Row>,
  options: EventRowOptions<Row>,
): Promise<EventLog>;
/**
 * The same for chunks of columns.
 *
 * @param source - The chunks.
 * @param options - What the values mean and which types are kept.
 * @returns A promise of the log.
 */
export async function eventsFromStream(
  source: Iterable<EventColumns> | AsyncIterable<EventColumns>,
  options?: EventSettings,
): Promise<EventLog>;
export async function eventsFromStream(
  source: Iterable<object> | AsyncIterable<object>,
  options: EventSettings | EventRowOptions<object> = {},
): Promise<EventLog> {
  const where = "eventsFromStream";
  const settings = eventSettingsOf(where, options, EVENT_FIELDS);
  checkSource(where, source);
  if (EVENT_FIELDS.some((name) => name in options)) {
    const feed = new EventRowFeed<object>(settings, options as EventRowOptions<object>);
    await forEachOf(source, (row) => feed.add(row));
    return feed.finish();
  }
  let feed: EventColumnFeed | undefined;
  await forEachOf(source, (columns) => {
    feed ??= new EventColumnFeed(settings, columns as EventColumns);
    feed.add(columns as EventColumns);
  });
  return (feed ?? new EventColumnFeed(settings, { customer: [], type: [], date: [] })).finish();
}
