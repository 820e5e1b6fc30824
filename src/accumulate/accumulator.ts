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
 * What an {@link Accumulator} can measure; see {@link MeasureOptions} for what each means. Windows, purchase days, medians and maxima
 * take a ledger.
 *
 * @since 0.1.0
 */
export interface AccumulatedMeasures {
  /** The day of the analysis, not before the last order. @defaultValue the day of the last order */
  readonly asOf?: DateLike | undefined;
  /** Orders, or orders per so many days. @defaultValue "orders" */
  readonly frequency?: "orders" | AccumulatedRate | undefined;
  /** The total of the amounts, or their mean over the orders. @defaultValue "total" */
  readonly monetary?: "total" | "mean" | undefined;
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
 * Sums per customer, made by {@link accumulate}: what recency, frequency and monetary need, and no orders.
 *
 * Everything it gives depends on the orders alone, to the bit: not on their order, not on how they were cut into calls, not on how
 * accumulators were merged. Customers stand in an order of their ids: int32 ids by a fixed mixing of their bits, then all others by
 * a fixed hash.
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
   * Adds all that another accumulator holds, which stays as it is. It must have been made with the same currency, decimals, refunds,
   * time zone and customerIds. Cost: one pass over the customers of the other.
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
   * Recency, frequency and monetary of every customer with an order, to be given to {@link rfm} or {@link scoreRfm}. Row by row it
   * equals {@link measureRfm} on a ledger of the same rows. Of customers without a kept row nothing is known.
   *
   * @param options - The day of the analysis, and what frequency and monetary are.
   * @returns The table; it stays as it is when orders are added later.
   */
  table(options?: AccumulatedMeasures): RfmTable;
}
