import type { Customers, IdTypeCounts, Warning } from "../ledger.js";
import type { RowIssues } from "../row-issues.js";

/**
 * A value that a field of an event or of a customer can hold.
 *
 * @since 0.1.0
 */
export type Scalar = string | number | bigint | boolean;

/**
 * A field of events by code: event `i` has `values[codes[i]]`. Code 0 is a missing value; the others are the values in use, in the
 * order in which the rows brought them. Values are told apart by type: `"1"` is not `1`.
 *
 * @since 0.1.0
 */
export interface EventField {
  /** One code per event. */
  readonly codes: Uint32Array;
  /** The value of each code, none of them twice; the first is `null`. */
  readonly values: readonly (Scalar | null)[];
}

/**
 * How many rows had one event type that was not asked for.
 *
 * @since 0.1.0
 */
export interface UnknownType {
  /** The type as it stood in the rows. */
  readonly type: string;
  /** How many rows. */
  readonly rows: number;
}

/**
 * What became of the orders that `eventsWithOrders` added, of one ledger.
 *
 * @since 0.1.0
 */
export interface OrderEvents {
  /** The type that their events have. */
  readonly type: string;
  /** How many events were added: orders with a purchase. */
  readonly events: number;
  /** Purchases of these orders on later days, which are no events: how many pairs of order and day. */
  readonly laterDays: number;
  /** Refunds, which are no events: how many pairs of order and day, those among them that reduced the value of an event included. */
  readonly refunds: number;
}

/**
 * What became of every row: `rows = events + unknownTypes + invalidRows`. Events that were added from orders are no rows; they
 * are counted in `orders`.
 *
 * @since 0.1.0
 */
export interface EventDiagnostics {
  /** Rows that came in. */
  readonly rows: number;
  /** Rows kept as events. */
  readonly events: number;
  /** Valid rows left out because their type is not among the given `types`. */
  readonly unknownTypes: number;
  /** The most frequent of these types, at most 20. */
  readonly unknown: readonly UnknownType[];
  /** Rows left out by `onInvalid: "skip"`, in all. */
  readonly invalidRows: number;
  /** The same by reason, with the first row numbers. */
  readonly invalid: RowIssues;
  /** Kept rows whose value had more decimals than `decimals` and was rounded half away from zero. */
  readonly roundedValues: number;
  /** Customers by the type of their id. */
  readonly customersByIdType: IdTypeCounts;
  /** What `eventsWithOrders` added, one entry for each ledger. */
  readonly orders: readonly OrderEvents[];
  /** What a user should know about it. */
  readonly warnings: readonly Warning[];
}

/**
 * Behaviour events as columns, grouped by customer and sorted by day (events of one day by type, so that their order in the
 * input makes no difference to anything that reads days and types).
 *
 * Customer `c` has the events `offsets[c] .. offsets[c + 1] - 1`. The typed arrays are the log's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface EventLog {
  /** Always `"rfm-kit/events"`. */
  readonly kind: "rfm-kit/events";
  /** The customers, by code, in first-seen order. A customer whose rows were all left out has no events. */
  readonly customers: Customers;
  /** Where each customer's events start; one more than there are customers. */
  readonly offsets: Uint32Array;
  /** The day of each event, in days since 1970-01-01, ascending within a customer. */
  readonly days: Int32Array;
  /** The position of each event's type in `typeNames`. */
  readonly types: Uint16Array;
  /** The types in use, ascending by code unit. */
  readonly typeNames: readonly string[];
  /** The value of each event in minor units, an exact integer; `NaN` where it has none; `null` where no event has. */
  readonly values: Float64Array | null;
  /** Decimals of the values: minor units per major unit are 10 to this power. */
  readonly decimals: number;
  /** The ISO 4217 code of the values, if one was stated. */
  readonly currency: string | null;
  /**
   * The further fields by name: `item`, `category`, `brand`, `sentiment`, `key`, and those of the option `fields`. Without a
   * prototype: a name that is not there gives `undefined`, whatever it is.
   */
  readonly fields: { readonly [name: string]: EventField };
  /** The day of the latest event, or `null` where there is none. */
  readonly lastDay: number | null;
  /** The zone in which instants became days. */
  readonly timeZone: string;
  /** What became of every row. */
  readonly diagnostics: EventDiagnostics;
}
