import type { CustomerId } from "../input/ids/id-table.js";

/**
 * An event that speaks for a stage.
 *
 * @since 0.1.0
 */
export interface StageEvent {
  /** Its type. */
  readonly type: string;
  /** Its day as ISO text. */
  readonly day: string;
}

/**
 * One condition that speaks for a stage.
 *
 * @since 0.1.0
 */
export interface StageReason {
  /** Where it stands in the model, such as `stages[1].when.rules[0]`. */
  readonly path: string;
  /** Whether it holds; below a `not` a condition speaks for the stage because it does not. */
  readonly holds: boolean;
  /** The events that count, the latest first; none for what is known of the customer. */
  readonly events: readonly StageEvent[];
}

/**
 * One customer of a stage result.
 *
 * @since 0.1.0
 */
export interface StageAssignment<Id extends string = string> {
  /** The customer's id. */
  readonly customer: CustomerId;
  /** The stage's id; `null` for none. */
  readonly stage: Id | null;
  /** The first day of the present spell in it as ISO text, judged day by day; `null` where it has no beginning. */
  readonly since: string | null;
  /** The first day on which the stage is another if nothing more happens, as ISO text; `null` for never. */
  readonly expiresAt: string | null;
  /** The stage on that day; `null` for none, or where it never ends. */
  readonly expiresTo: Id | null;
  /** Every stage whose own rule holds, from shallow to deep. */
  readonly matched: readonly Id[];
  /** Why: the conditions that speak for the stage, then those of the stages that it requires. */
  readonly reasons: readonly StageReason[];
}

/**
 * How many customers are in a stage.
 *
 * @since 0.1.0
 */
export interface StageSize<Id extends string = string> {
  /** The stage's id; `null` for none. */
  readonly stage: Id | null;
  /** How many customers are in it. */
  readonly customers: number;
  /** Their share of all customers, 0 to 1; 0 where there are none at all. */
  readonly share: number;
}

/**
 * A stage result as columns, one element per customer. Each is made when it is first asked for and is the result's own; do not
 * write to it.
 *
 * @since 0.1.0
 */
export interface StageColumns {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** The position of the stage in `model.stages`; 255 for none. */
  readonly stage: Uint8Array;
  /** The first day of the present spell in days since 1970-01-01; -2147483648 where it has no beginning. */
  readonly since: Int32Array;
  /** The first day on which the stage is another if nothing more happens; -2147483648 for never. */
  readonly expiresAt: Int32Array;
  /** The position of the stage on that day; 255 for none, or where it never ends. */
  readonly expiresTo: Uint8Array;
}
