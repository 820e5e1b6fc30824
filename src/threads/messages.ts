import type { BucketRule } from "../accumulate/buckets/bucket-rule.js";
import type { Slice } from "../accumulate/transfer/add-slice.js";
import type { Exchange } from "../accumulate/transfer/exchange.js";
import type { PackedState } from "../accumulate/transfer/packed-state.js";
import type { DivisibleColumns, PlainColumns, Share } from "../accumulate/transfer/share.js";
import type { RfmErrorCode, RfmErrorDetails } from "../errors.js";
import type { OrderColumns } from "../input/order-columns.js";
import type { Settings } from "../input/order-options.js";

/** Settings without the function in them, which cannot leave its thread. */
type PlainSettings = Omit<Settings, "where" | "dayOfInstant">;

/** What a worker is asked to add up. */
export interface Task {
  readonly settings: PlainSettings;
  readonly rule: BucketRule | null;
  readonly work: Work;
}

/**
 * Whole columns; a slice of columns whose ids lie close together; or the rows of a share of the customers, which each thread finds by itself
 * or all together.
 */
export type Work =
  | { readonly columns: OrderColumns; readonly share: null; readonly slice: null }
  | { readonly columns: PlainColumns; readonly share: null; readonly slice: Slice }
  | { readonly columns: DivisibleColumns; readonly share: Share; readonly together: null }
  | { readonly columns: PlainColumns; readonly share: Share; readonly together: Together };

/** What threads share that read columns together. */
export interface Together {
  readonly exchange: Exchange;
  /** Where they wait for each other. */
  readonly meeting: Int32Array;
}

/** A task on its way to a worker. */
export interface Request {
  readonly id: number;
  readonly task: Task;
}

/**
 * What came of a task: sums, an error of this library as plain data, or another error as it is; nothing where another thread with which
 * it was done could not go on.
 */
export type Outcome =
  | { readonly state: PackedState }
  | { readonly stopped: true }
  | { readonly code: RfmErrorCode; readonly message: string; readonly details: RfmErrorDetails }
  | { readonly error: unknown };

/** An outcome on its way back. */
export interface Reply {
  readonly id: number;
  readonly outcome: Outcome;
}
