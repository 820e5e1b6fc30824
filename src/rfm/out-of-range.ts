import type { BinModel, DimensionBins } from "../binning/bin-model.js";
import { spanOf } from "../binning/order-statistics.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * How many customers have a value beyond those that a dimension was fitted on.
 *
 * @since 0.1.0
 */
export interface BeyondFit {
  /** Below the lowest. */
  readonly below: number;
  /** Above the highest. */
  readonly above: number;
}

/**
 * The same for each dimension.
 *
 * @since 0.1.0
 */
export interface OutOfRange {
  /** Fewer or more days. */
  readonly recency: BeyondFit;
  /** Fewer or more orders. */
  readonly frequency: BeyondFit;
  /** Less or more money. */
  readonly monetary: BeyondFit;
}

/** Counts the values of a table beyond the range of a model. */
export function countOutOfRange(
  table: Pick<RfmTable, "recency" | "frequency" | "monetary">,
  bins: BinModel,
): OutOfRange {
  return {
    recency: beyond(table.recency, bins.recency),
    frequency: beyond(table.frequency, bins.frequency),
    monetary: beyond(table.monetary, bins.monetary),
  };
}

function beyond(values: Int32Array | Float64Array, { min, max }: DimensionBins): BeyondFit {
  // Fixed thresholds fitted on nobody have no range to be beyond of.
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  const span = spanOf(values);
  if (values.length === 0 || (span.low >= low && span.high <= high)) return { below: 0, above: 0 };
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) below++;
    else if (values[i] > high) above++;
  }
  return { below, above };
}
