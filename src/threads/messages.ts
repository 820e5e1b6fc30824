import type { BucketRule } from "../accumulate/buckets/bucket-rule.js";
import type { DivisibleColumns, Share } from "../accumulate/transfer/add-share.js";
import type { PackedState } from "../accumulate/transfer/packed-state.js";
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

/** Whole columns, or the rows of a share of their customers. */
export type Work =
  | { readonly columns: OrderColumns; readonly share: null }
  | { readonly columns: DivisibleColumns; readonly share: Share };

/** A task on its way to a worker. */
export interface Request {
  readonly id: number;
  readonly task: Task;
}

/** What came of a task: sums, an error of this library as plain data, or another error as it is. */
export type Outcome =
  | { readonly state: PackedState }
  | { readonly code: RfmErrorCode; readonly message: string; readonly details: RfmErrorDetails }
  | { readonly error: unknown };

/** An outcome on its way back. */
export interface Reply {
  readonly id: number;
  readonly outcome: Outcome;
}
