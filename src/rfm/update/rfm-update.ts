import type { CustomerId } from "../../input/ids/id-table.js";
import type { LedgerDiagnostics, Warning } from "../../input/ledger.js";
import type { SegmentFlowCounts } from "../count-flow.js";
import type { CustomerRfm } from "../customer-rfm.js";
import type { OutOfRange } from "../out-of-range.js";
import type { RfmColumns } from "../rfm-columns.js";
import type { RfmModel } from "../rfm-model.js";
import type { CustomersWithoutOrders } from "../rfm-table.js";
import type { SegmentMove } from "../segment-move.js";

/**
 * A customer with new orders, before and after them.
 *
 * @since 0.1.0
 */
export interface CustomerUpdate<Id extends string | null = string | null> {
  /** The id, with the type it came in. */
  readonly customer: CustomerId;
  /** The segment before; `null` for a gained customer, or where the model has no segments. */
  readonly from: Id | null;
  /** The segment after. */
  readonly to: Id;
  /** What that is by the rank of the segments; where the model has none, everybody who is not gained has stayed. */
  readonly move: SegmentMove;
  /**
   * The customer as last listed: by the result, or by the latest update before this one that listed it, as of the day of that.
   * `null` for a gained customer, who had no order.
   */
  readonly before: CustomerRfm<Id> | null;
  /** The customer with the new orders, as of the update's asOf. */
  readonly after: CustomerRfm<Id>;
}

/**
 * Values and scores of the customers of an update, one element each.
 *
 * @since 0.1.0
 */
export interface UpdateValues extends Omit<RfmColumns, "customer"> {}

/**
 * The columns of an update, one element per customer with new orders, by ascending id: numbers and bigints by size, then text by
 * code point. The typed arrays are the update's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface UpdateColumns {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** As last listed; a gained customer has a recency of -1, frequency, monetary and scores of 0, and the segment 255. */
  readonly before: UpdateValues;
  /** With the new orders, as of the update's asOf. */
  readonly after: UpdateValues;
}

/**
 * What became of the new orders.
 *
 * @since 0.1.0
 */
export interface UpdateDiagnostics {
  /** The rows of the new orders. */
  readonly ledger: LedgerDiagnostics;
  /** Customers with new refunds who have no order yet, and all their money in minor units: it counts once they buy. */
  readonly withoutOrders: CustomersWithoutOrders;
  /** Customers with new orders beyond the values that the bins were fitted on: they get the lowest or highest score. */
  readonly outOfRange: OutOfRange;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}

/**
 * What {@link update} returns: the customers with new orders, re-measured and re-scored on the model that the result has. Iterating
 * gives one {@link CustomerUpdate} after the other, by ascending id, made on demand. Frozen.
 *
 * @since 0.1.0
 */
export interface RfmUpdate<Id extends string | null = string | null> extends Iterable<CustomerUpdate<Id>> {
  /** Always `"rfm-kit/update"`. */
  readonly kind: "rfm-kit/update";
  /** How many customers have new orders or refunds: those that it lists. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where it is not known. */
  readonly asOf: string | null;
  /** How many of them had no order before. */
  readonly gained: number;
  /** How many of the others are in another segment now. */
  readonly moved: number;
  /** Those whose segment is another now, and those gained, by ascending id, made on demand. None where the model has no segments. */
  readonly changes: Iterable<CustomerUpdate<Id>>;
  /** How many went from which segment to which, of the customers with new orders; `null` where the model has no segments. */
  readonly flow: SegmentFlowCounts<NonNullable<Id>> | null;
  /** Typed arrays of the customers with new orders. */
  readonly columns: UpdateColumns;
  /** The model of the result, unchanged. */
  readonly model: RfmModel<Id>;
  /** What was dropped, rounded and merged, and what a user should know. */
  readonly diagnostics: UpdateDiagnostics;
  /**
   * Any customer of the result or its updates, re-measured as of asOf and scored on the model, also one without new orders;
   * `undefined` for one without an order. Cost: that of one customer.
   */
  get(customer: CustomerId): CustomerRfm<Id> | undefined;
}

/**
 * What {@link update} takes: a result of {@link rfm} or {@link scoreRfm}, or an update. It is the type of a variable that goes through a
 * chain of updates, and holds what both have.
 *
 * @since 0.1.0
 */
export interface Updatable<Id extends string | null = string | null> {
  /** The day of the analysis as ISO text; `null` where it is not known. */
  readonly asOf: string | null;
  /** The model, the same all along a chain. */
  readonly model: RfmModel<Id>;
  /** Any customer as of asOf; `undefined` for one without an order. */
  get(customer: CustomerId): CustomerRfm<Id> | undefined;
}
