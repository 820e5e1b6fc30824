import type { Customers, LedgerDiagnostics, Warning } from "../input/ledger.js";
import type { RowIssues } from "../input/row-issues.js";
import type { MeasureDefinition } from "./measure-definition.js";

/**
 * Recency, frequency and monetary of every customer with an order, as columns of integers. Row `i` is the customer with code
 * `codes[i]`; rows stand in the order of the codes, which is that in which the customers were first seen, or that of
 * an {@link Accumulator}. The typed arrays are those
 * that results go on using; do not write to them.
 *
 * @since 0.1.0
 */
export interface RfmTable {
  /** Always `"rfm-kit/table"`. */
  readonly kind: "rfm-kit/table";
  /** How many customers it has. */
  readonly size: number;
  /** All known customers, also those without an order. */
  readonly customers: Customers;
  /** The code of each row's customer, ascending. */
  readonly codes: Uint32Array;
  /** The codes, ascending, of customers all of whose orders are older than the window: they bought, but do not count here. */
  readonly olderCodes: Uint32Array;
  /** The codes, ascending, of customers without an order that counts who have refunds that do. */
  readonly refundedCodes: Uint32Array;
  /** Their money in minor units: below zero. */
  readonly refundedAmounts: Float64Array;
  /** The day of the analysis, or `null` where there is no order and none was stated. */
  readonly asOf: number | null;
  /** Days from the last order to asOf. */
  readonly recency: Int32Array;
  /** Orders or days, or a rate in units of `1 / frequencyScale`. */
  readonly frequency: Int32Array | Float64Array;
  /** 1, or 1,000,000 for a rate. */
  readonly frequencyScale: number;
  /** Money in minor units. */
  readonly monetary: Float64Array;
  /** Minor units per major unit: 10 to the power of the decimals. */
  readonly monetaryScale: number;
  /** The total of each customer's amounts in minor units, whatever `monetary` is; `null` where it is not known. */
  readonly revenue: Float64Array | null;
  /** How the values were measured. */
  readonly measure: MeasureDefinition;
  /** What became of the rows and entries. */
  readonly diagnostics: TableDiagnostics;
}

/**
 * What became of the input of a table.
 *
 * @since 0.1.0
 */
export interface TableDiagnostics {
  /** The rows of orders; `null` for a table of given totals. */
  readonly ledger: LedgerDiagnostics | null;
  /** The rows of given totals; `null` for a table that was measured on orders. */
  readonly customerRows: CustomerRowsDiagnostics | null;
  /** Entries of the ledger that were measured. */
  readonly counted: number;
  /** Entries left out because they are older than the window. */
  readonly beforeWindow: number;
  /** Entries left out because they are after asOf. */
  readonly afterAsOf: number;
  /** Known customers who are not in the table, having no order within the window, and their money (refunds) within it. */
  readonly withoutOrders: CustomersWithoutOrders;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}

/**
 * Known customers who are not in a table.
 *
 * @since 0.1.0
 */
export interface CustomersWithoutOrders {
  /** How many. */
  readonly customers: number;
  /** Their money within the window in minor units: refunds. */
  readonly amount: number;
}

/**
 * What became of the rows of a customer table: `rows = used + withoutOrders + invalidRows`.
 *
 * @since 0.1.0
 */
export interface CustomerRowsDiagnostics {
  /** Rows that came in. */
  readonly rows: number;
  /** Rows in the table. */
  readonly used: number;
  /** Rows with a frequency of 0. */
  readonly withoutOrders: number;
  /** Rows left out by `onInvalid: "skip"`. */
  readonly invalidRows: number;
  /** The same by reason. */
  readonly invalid: RowIssues;
  /** Amounts that had more decimals than `decimals`. */
  readonly roundedAmounts: number;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}
