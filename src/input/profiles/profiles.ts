import type { Scalar } from "../events/event-log.js";
import type { Customers, Warning } from "../ledger.js";
import type { RowIssues } from "../row-issues.js";

/**
 * What a field of a customer holds. A `"date"` is a calendar day.
 *
 * @since 0.1.0
 */
export type ProfileType = "text" | "number" | "boolean" | "date";

/**
 * A field of customers, one element per customer.
 *
 * @since 0.1.0
 */
export type ProfileColumn =
  | TextColumn
  | {
      /** Finite numbers; `NaN` where missing. */
      readonly type: "number";
      /** One per customer. */
      readonly values: Float64Array;
    }
  | {
      /** Yes or no. */
      readonly type: "boolean";
      /** 0 no, 1 yes, 2 missing; one per customer. */
      readonly values: Uint8Array;
    }
  | {
      /** Calendar days. */
      readonly type: "date";
      /** Days since 1970-01-01; -2147483648 where missing; one per customer. */
      readonly values: Int32Array;
    };

/**
 * Text of customers by code: customer `c` has `values[codes[c]]`. Code 0 is a missing value.
 *
 * @since 0.1.0
 */
export interface TextColumn {
  /** Text. */
  readonly type: "text";
  /** One code per customer. */
  readonly codes: Uint32Array;
  /** The text of each code; the first is `null`. */
  readonly values: readonly (string | null)[];
}

/**
 * What became of every row: `rows = profiles + invalidRows`.
 *
 * @since 0.1.0
 */
export interface ProfileDiagnostics {
  /** Rows that came in. */
  readonly rows: number;
  /** Rows kept: one per customer. */
  readonly profiles: number;
  /** Rows left out by `onInvalid: "skip"`, in all. */
  readonly invalidRows: number;
  /** The same by reason, with the first row numbers. */
  readonly invalid: RowIssues;
  /** What a user should know about it. */
  readonly warnings: readonly Warning[];
}

/**
 * What is known of customers besides their orders and events: columns by name, one element per customer.
 *
 * @since 0.1.0
 */
export interface Profiles {
  /** Always `"rfm-kit/profiles"`. */
  readonly kind: "rfm-kit/profiles";
  /** The customers, by code, in the order of the rows. */
  readonly customers: Customers;
  /** The fields by name. */
  readonly columns: { readonly [name: string]: ProfileColumn };
  /** The zone in which instants became days. */
  readonly timeZone: string;
  /** What became of every row. */
  readonly diagnostics: ProfileDiagnostics;
}

/** The value of a field as rules compare it; a date is its day number, a missing value `null`. */
export type ProfileValue = Scalar | null;
