import { ColumnFeed } from "./columns-into-sink.js";
import type { Ledger } from "./ledger.js";
import type { OrderColumns } from "./order-columns.js";
import { ORDER_FIELDS, type OrderOptions } from "./order-fields.js";
import { type OrderSettings, settingsOf } from "./order-options.js";
import { checkSource, forEachOf } from "./read-source.js";
import { RowFeed } from "./rows-into-sink.js";

/**
 * Resolves to a ledger of orders that come one after the other: a sync or async iterable of rows, or of chunks of columns.
 *
 * With the field options `customer`, `date` and `amount` the source holds rows, without them chunks of
 * {@link OrderColumns}. How the source is cut makes no difference. The source is read once and, where it fails, its error
 * is passed on. Memory: the lines, as numbers (8 bytes each, 12 with `order`, and 12 more for an amount beyond 32 bits), never the rows.
 *
 * @param source - The rows, or the chunks.
 * @param options - Where the values stand (rows only) and what they mean.
 * @returns A promise of the ledger.
 * @throws {@link RfmError} as {@link ledgerFromRows} and {@link ledgerFromColumns} do; the promise rejects.
 *
 * @example Rows
 * ```ts
 * async function* cursor() { yield { c: 1, d: "2026-03-01", a: 5 }; yield { c: 1, d: "2026-03-08", a: 7 }; }
 * const ledger = await ledgerFromStream(cursor(), { customer: "c", date: "d", amount: "a" });
 * [...ledger.amounts]; // => [500, 700]
 * ```
 * @example Chunks of columns
 * ```ts
 * const chunks = [
 *   { customer: Int32Array.of(1, 2), date: Int32Array.of(20000, 20000), amount: Float64Array.of(5, 6) },
 *   { customer: Int32Array.of(1), date: Int32Array.of(20007), amount: Float64Array.of(7) },
 * ];
 * const chunked = await ledgerFromStream(chunks);
 * [...chunked.offsets]; // => [0, 2, 3]
 * ```
 * @since 0.1.0
 */
export async function ledgerFromStream<Row extends object>(
  source: Iterable<Row> | AsyncIterable<Row>,
  options: OrderOptions<Row>,
): Promise<Ledger>;
/**
 * The same for chunks of columns.
 *
 * @param source - The chunks.
 * @param options - What the values mean.
 * @returns A promise of the ledger.
 */
export async function ledgerFromStream(
  source: Iterable<OrderColumns> | AsyncIterable<OrderColumns>,
  options?: OrderSettings,
): Promise<Ledger>;
export async function ledgerFromStream(
  source: Iterable<object> | AsyncIterable<object>,
  options: OrderSettings | OrderOptions<object> = {},
): Promise<Ledger> {
  const where = "ledgerFromStream";
  const settings = settingsOf(where, options, ORDER_FIELDS);
  checkSource(where, source);
  if (ORDER_FIELDS.some((name) => name in options)) {
    const feed = new RowFeed<object>(settings, options as OrderOptions<object>);
    await forEachOf(source, (row) => feed.add(row));
    return feed.finish();
  }
  let feed: ColumnFeed | undefined;
  await forEachOf(source, (columns) => {
    feed ??= new ColumnFeed(settings, columns as OrderColumns);
    feed.add(columns as OrderColumns);
  });
  return (feed ?? new ColumnFeed(settings, { customer: [], date: [], amount: [] })).sink.finish();
}
