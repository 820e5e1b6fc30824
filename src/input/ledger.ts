import type { CustomerId } from "./ids/id-table.js";
import type { RefundPolicy } from "./order-options.js";
import type { RowIssue, RowIssues } from "./row-issues.js";

/**
 * The customers of a ledger or table. Each has a code, 0, 1, 2 ..., in the order in which they were first seen.
 *
 * @since 0.1.0
 */
export interface Customers {
  /** How many there are. */
  readonly size: number;
  /** Whether ids of all types are known by their text, as `customerIds: "text"` says. */
  readonly byText: boolean;
  /** The id of a code. Constant time. */
  id(code: number): CustomerId;
  /** The code of an id, or -1 where it is unknown. Constant time. */
  find(id: CustomerId): number;
}

/**
 * Something that a user should know although nothing is wrong with the call.
 *
 * @since 0.1.0
 */
export interface Warning {
  /** A stable word, such as `"MIXED_ID_TYPES"`. */
  readonly code: string;
  /** The same for people. */
  readonly message: string;
}

/**
 * Rows that their status keeps from being purchases.
 *
 * @since 0.1.0
 */
export interface UnpaidRows {
  /** Ordered, not paid. */
  readonly placed: number;
  /** Paid back. */
  readonly refunded: number;
  /** Called off. */
  readonly cancelled: number;
}

/**
 * Customers by the type of their id.
 *
 * @since 0.1.0
 */
export interface IdTypeCounts {
  /** Known by text. */
  readonly string: number;
  /** Known by a number. */
  readonly number: number;
  /** Known by a bigint. */
  readonly bigint: number;
}

/**
 * What became of every row: `rows = purchases + refunds + ignoredRefunds + placed + refunded + cancelled + invalidRows`.
 *
 * @since 0.1.0
 */
export interface LedgerDiagnostics {
  /** Rows that came in. */
  readonly rows: number;
  /** Rows kept as lines of purchases: amounts of zero or more. */
  readonly purchases: number;
  /** Of the purchases, those with an amount of zero. They are orders too. */
  readonly zeroAmounts: number;
  /** Rows kept as refunds: negative amounts. */
  readonly refunds: number;
  /** Negative rows left out by `refunds: "ignore"`. */
  readonly ignoredRefunds: number;
  /** Valid rows left out because their status says that they are no purchase. */
  readonly notPaid: UnpaidRows;
  /** Rows left out by `onInvalid: "skip"`, in all. */
  readonly invalidRows: number;
  /** The same by reason, with the first row numbers. A row with several faults counts under the first. */
  readonly invalid: RowIssues;
  /** Kept rows whose amount had more decimals than `decimals` and was rounded half away from zero. */
  readonly roundedAmounts: number;
  /** Kept rows that joined another row of the same order, day and sign. */
  readonly mergedLines: number;
  /** Order ids found under more than one customer (kept as an order of each), with the first rows that showed it. */
  readonly sharedOrders: RowIssue;
  /** Customers by the type of their id. */
  readonly customersByIdType: IdTypeCounts;
  /** What a user should know about it. */
  readonly warnings: readonly Warning[];
}

/**
 * Orders as columns, grouped by customer and sorted by day: everything after it is a sequential pass.
 *
 * Customer `c` has the entries `offsets[c] .. offsets[c + 1] - 1`. An entry is the lines of one order, of one day and one
 * sign: `amounts >= 0` is a purchase, below it a refund. The typed arrays are the ledger's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface Ledger {
  /** Always `"rfm-kit/ledger"`. */
  readonly kind: "rfm-kit/ledger";
  /** The customers, by code. A customer whose rows are all invalid or no purchases has no entries. */
  readonly customers: Customers;
  /** Where each customer's entries start; one more than there are customers. */
  readonly offsets: Uint32Array;
  /** The day of each entry, in days since 1970-01-01, ascending within a customer. */
  readonly days: Int32Array;
  /** The amount of each entry in minor units: an integer, exact. */
  readonly amounts: Float64Array;
  /** For each entry the entry before it of the same order, or -1; `null` where every order is one entry. */
  readonly links: Int32Array | null;
  /** The day of the latest purchase, or `null` where there is none. */
  readonly lastOrderDay: number | null;
  /** Decimals of the amounts: minor units per major unit are 10 to this power. */
  readonly decimals: number;
  /** The ISO 4217 code, if one was stated. */
  readonly currency: string | null;
  /** The zone in which instants became days. */
  readonly timeZone: string;
  /** How negative amounts were treated. */
  readonly refunds: RefundPolicy;
  /** What became of every row. */
  readonly diagnostics: LedgerDiagnostics;
}
