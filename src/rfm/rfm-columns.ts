import type { Scores } from "../binning/apply-bins.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * The columns of a result, one element per customer, in the order of the table: that in which the customers were
 * first seen, of an accumulator's table that of {@link Accumulator}. The typed arrays are
 * the result's own; do not write to them.
 *
 * @since 0.1.0
 */
export interface RfmColumns extends Scores {
  /** The ids. */
  readonly customer: readonly CustomerId[];
  /** Days from the last order to asOf. */
  readonly recency: Int32Array;
  /** Orders or days, or a rate per period. */
  readonly frequency: Int32Array | Float64Array;
  /** Money in major units. */
  readonly monetary: Float64Array;
  /** The position of the segment in `model.segments.segments`; all 0 where there are no segments. */
  readonly segment: Uint8Array;
}

/** The columns of a table and its scores; those that must be computed are made when they are first asked for. */
export function columnsOf(table: RfmTable, scores: Scores, segment: Uint8Array): RfmColumns {
  const { codes, customers, frequencyScale, monetaryScale } = table;
  let customer: readonly CustomerId[] | undefined;
  let frequency: Int32Array | Float64Array | undefined;
  let monetary: Float64Array | undefined;
  return Object.freeze<RfmColumns>({
    get customer() {
      customer ??= Array.from(codes, (code) => customers.id(code));
      return customer;
    },
    recency: table.recency,
    get frequency() {
      frequency ??=
        frequencyScale === 1 ? table.frequency : Float64Array.from(table.frequency, (n) => n / frequencyScale);
      return frequency;
    },
    get monetary() {
      monetary ??= table.monetary.map((minor) => minor / monetaryScale);
      return monetary;
    },
    ...scores,
    segment,
  });
}
