import type { CustomerId } from "../input/ids/id-table.js";
import type { CustomerScores } from "./score-customer.js";

/**
 * One customer of a result.
 *
 * @since 0.1.0
 */
export interface CustomerRfm<Id extends string | null = string | null> extends CustomerScores<Id> {
  /** The id, with the type it came in. */
  readonly customer: CustomerId;
  /** Days from the last order to asOf. */
  readonly recency: number;
  /** Orders or days, or a rate per period. */
  readonly frequency: number;
  /** Money in major units. */
  readonly monetary: number;
}
