import { type OrderSettings, settingsOf } from "../input/order-options.js";
import type { Accumulator } from "./accumulator.js";
import { type AccumulatedBuckets, readBuckets } from "./buckets/bucket-rule.js";
import { OrderAccumulator } from "./order-accumulator.js";
import { refuseOrder } from "./refuse-order.js";
import { State } from "./state.js";

/**
 * Options of {@link accumulate}.
 *
 * @since 0.1.0
 */
export interface AccumulateOptions extends OrderSettings {
  /** Into which buckets of days the sums go; windows and past days are measured at their edges. @defaultValue none */
  readonly buckets?: AccumulatedBuckets | undefined;
}

const WHERE = "accumulate";

/**
 * Returns an empty accumulator: it takes orders without end and keeps, per customer, the count of orders, the first and the last day
 * and the exact total, so its memory grows with the customers and not with the orders.
 *
 * One row is one order. What takes the single orders takes a ledger: several rows per order (`order`), purchase days, medians and
 * maxima, any window and any past day; asking for them is an error that says so. Refunds that are later than the last order are kept
 * by day, so that they count when they do on a ledger. Cost: constant time per row; per customer with an int32 id in a
 * typed array 30 to 38 bytes, the id included, where there are ten million or more, up to 80 where there are fewer (where ids lie so close
 * together that a chunk has more rows than ids from the least to the largest, 16 bytes for each of these ids); with a text of up to
 * 15 characters 70 to 130 bytes, of up to 39 110 to 210, the text included; others 24 bytes and the id. Up to 56 MiB of rows wait. Sums beyond 2^53 minor units are refused by
 * `table` and `snapshot`; with buckets by a table those of its window, and by `snapshot` those of one bucket.
 *
 * With `buckets` the sums are kept for every calendar month, week or run of days in which something came. Then windows that begin with the
 * first day of a bucket are measured to the last order's day, any later one, or the last day of a past bucket, as on a ledger; other edges
 * are refused with the nearest that can be. Rolling twelve months take months; where a model is frozen, weeks (`window: 364`) or runs of
 * days, because calendar months make windows of 365 and 366 days and a model takes its own window only. Cost: about 35 bytes per customer
 * and bucket in which the customer has something, and up to 40 MiB of rows that wait; 1.5 times the time per row where days come in order,
 * 3 times where 36 months come in any order; a table goes through all buckets, at 30 to 60 ns per customer and bucket. Each bucket weighs
 * 40 kB besides. Days as buckets are possible, but a bucket should have some thousand customers.
 *
 * @param options - What the values of orders mean, as for a ledger, and the buckets.
 * @returns The accumulator.
 * @throws {@link RfmError} `UNKNOWN_OPTION`, `UNKNOWN_NAME`, `OUT_OF_RANGE`, `UNKNOWN_CURRENCY` or `UNKNOWN_TIME_ZONE` for the options;
 * its methods those of {@link ledgerFromRows}, {@link ledgerFromColumns} and {@link measureRfm}, and `CONFLICTING_OPTIONS` for a merge
 * of different settings, and for a getter or function of a row that adds to the accumulator or looks at it while it is being read.
 *
 * @example A stream, day by day
 * ```ts
 * const sums = accumulate();
 * sums.addRows([{ c: "ann", d: "2026-03-01", a: 10 }, { c: "bob", d: "2026-03-01", a: 99 }], { customer: "c", date: "d", amount: "a" });
 * sums.addColumns({ customer: ["ann"], date: ["2026-03-21"], amount: [30] });
 * const table = sums.table({ asOf: "2026-03-31" });
 * rfm(table).get("ann")?.recency; // => 10
 * rfm(table).get("ann")?.monetary; // => 40
 * ```
 * @example Rolling windows from month to month
 * ```ts
 * const monthly = accumulate({ buckets: "month" }).addRows(
 *   [{ c: "ann", d: "2025-02-03", a: 10 }, { c: "ann", d: "2025-12-24", a: 30 }, { c: "bob", d: "2026-03-10", a: 5 }],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const february = monthly.table({ asOf: "2026-02-28", window: { buckets: 12 } });
 * february.measure.window; // => 365
 * rfm(february).get("ann")?.monetary; // => 30
 * rfm(monthly.table({ window: { buckets: 2 } })).get("ann"); // => undefined
 * ```
 * @example Two processes
 * ```ts
 * const here = accumulate().addColumns({ customer: Int32Array.of(1, 2), date: Int32Array.of(20500, 20501), amount: [5, 6] });
 * const there = accumulate().addColumns({ customer: Int32Array.of(1), date: Int32Array.of(20502), amount: [7] });
 * const all = accumulate().merge(here).merge(restoreAccumulator(there.snapshot()));
 * rfm(all.table()).get(1)?.monetary; // => 12
 * ```
 * @see {@link ledgerFromRows} for a ledger, which keeps the orders
 * @since 0.1.0
 */
export function accumulate(options: AccumulateOptions = {}): Accumulator {
  refuseOrder(WHERE, "options", options);
  const settings = settingsOf(WHERE, options, ["buckets"]);
  return new OrderAccumulator(
    settings,
    new State(settings, readBuckets(WHERE, options.buckets, settings.dayOfInstant)),
  );
}
