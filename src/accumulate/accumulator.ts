import type { DateLike } from "../input/days/parse-day.js";
import type { OrderColumns } from "../input/order-columns.js";
import type { OrderFields } from "../input/order-fields.js";
import type { FrequencyRate } from "../rfm/measure-definition.js";
import type { RfmTable } from "../rfm/rfm-table.js";

/**
 * Where the values of an order stand in a row that an {@link Accumulator} takes. One row is one order, so there is no `order`.
 *
 * @since 0.1.0
 */
export interface AccumulatedFields<Row> extends Omit<OrderFields<Row>, "order"> {}

/**
 * Orders as columns that an {@link Accumulator} takes. One row is one order, so there is no `order`.
 *
 * @since 0.1.0
 */
export interface AccumulatedColumns extends Omit<OrderColumns, "order"> {}

/**
 * What an {@link Accumulator} can measure; see {@link MeasureOptions} for what each means. Purchase days, medians and maxima take a
 * ledger; windows and past days take one or {@link AccumulateOptions.buckets | buckets}.
 *
 * @since 0.1.0
 */
export interface AccumulatedMeasures {
  /** The day of the analysis: not before the last order, or the last day of a bucket. @defaultValue the day of the last order */
  readonly asOf?: DateLike | undefined;
  /** How many days count, the first of them being the first day of a bucket, or how many buckets. Takes buckets. @defaultValue all */
  readonly window?: number | BucketWindow | undefined;
  /** Orders, or orders per so many days. @defaultValue "orders" */
  readonly frequency?: "orders" | AccumulatedRate | undefined;
  /** The total of the amounts, or their mean over the orders. @defaultValue "total" */
  readonly monetary?: "total" | "mean" | undefined;
}

/**
 * A window of so many buckets: {@link MeasureDefinition.window} says how many days they have.
 *
 * @since 0.1.0
 */
export interface BucketWindow {
  /** How many buckets, that of asOf included. */
  readonly buckets: number;
}

/**
 * Orders per so many days; see {@link FrequencyMeasure}.
 *
 * @since 0.1.0
 */
export interface AccumulatedRate extends FrequencyRate {
  /** Orders: an accumulator does not know purchase days. */
  readonly of: "orders";
}

/**
 * What {@link Accumulator.tables} measures, and in tables of what size.
 *
 * @since 0.1.0
 */
export interface AccumulatedTables extends AccumulatedMeasures {
  /** The most customers of a table; those of a 256th of the int32 ids, or of the texts, stay together. @defaultValue 1,048,576 */
  readonly most?: number | undefined;
}

/**
 * Sums per customer, made by {@link accumulate}: what recency, frequency and monetary need, and no orders.
 *
 * Everything it gives depends on the orders alone, to the bit: not on their order, not on how they were cut into calls, not on how
 * accumulators were merged. Customers stand in an order of their ids: int32 ids ascend, then come texts of up to 15 characters, of up to
 * 39, and all others, each by a fixed hash.
 *
 * @since 0.1.0
 */
export interface Accumulator {
  /** Always `"rfm-kit/accumulator"`. */
  readonly kind: "rfm-kit/accumulator";
  /** Rows that came in, those that were left out included; the next row has this number. */
  readonly rows: number;
  /**
   * Adds orders that are at hand as rows. Where a row is refused by an error, those before it are in; `details.row` has its number,
   * counted over all calls.
   *
   * @param rows - The orders, an array or another iterable of objects.
   * @param options - Where the values stand in a row.
   * @returns The accumulator.
   */
  addRows<Row extends object>(rows: Iterable<Row>, options: AccumulatedFields<Row>): Accumulator;
  /**
   * Adds orders that are at hand as columns; see {@link OrderColumns}. Where a row is refused by an error, those before it are in.
   *
   * @param columns - The columns.
   * @returns The accumulator.
   */
  addColumns(columns: AccumulatedColumns): Accumulator;
  /**
   * Adds all that another accumulator holds, which stays as it is (itself: everything counts twice). It must have been made with the same currency, decimals, refunds,
   * time zone, customerIds and buckets. Cost: one pass over the customers of the other.
   *
   * @param other - The other accumulator.
   * @returns The accumulator.
   */
  merge(other: Accumulator): Accumulator;
  /**
   * The content as bytes, about 10 per customer with an int32 id: equal content, equal bytes. {@link restoreAccumulator} takes them.
   *
   * @returns The bytes.
   */
  snapshot(): Uint8Array;
  /**
   * The same bytes in pieces of about a MiB, which are made as they are gone through: for a file or an upload of hundreds of millions of
   * customers, whose bytes one array could not hold. Orders that come meanwhile are an error.
   *
   * @returns The pieces, anew each time.
   */
  snapshotPieces(): Iterable<Uint8Array>;
  /**
   * Recency, frequency and monetary of every customer with an order, to be given to {@link rfm} or {@link scoreRfm}. Row by row it
   * equals {@link measureRfm} on a ledger of the same rows; with buckets also on past days and in windows at their edges. Of customers
   * without a kept row nothing is known.
   *
   * @param options - The day of the analysis, and what frequency and monetary are.
   * @returns The table; it stays as it is when orders are added later.
   */
  table(options?: AccumulatedMeasures): RfmTable;
  /**
   * The same customers in several tables, for bases whose columns do not fit the memory beside the sums: fit a model with {@link fitRfm},
   * then score one table after the other with {@link scoreRfm}. They are made as they are gone through, each time anew. Which customers
   * a table has, and in which order, depends on their ids and on `most` alone; in stretches of int32 ids these do not ascend. Their account
   * of rows is that of the accumulator; customers without orders are counted in the table where they would stand.
   * A table knows its own customers only: who never bought, and {@link update}, take one table of all.
   * Orders that come while the tables are gone through are an error.
   *
   * @param options - As for `table`, and how many customers a table may have.
   * @returns The tables, one at least.
   */
  tables(options?: AccumulatedTables): Iterable<RfmTable>;
}
