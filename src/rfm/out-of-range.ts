import type { BinModel, DimensionBins } from "../binning/bin-model.js";
import { type Span, spanOf } from "../binning/survey-column.js";
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

/** That of a table on which the model itself was fitted: no value is beyond its own range. */
export function noneOutOfRange(): OutOfRange {
  const none = (): BeyondFit => ({ below: 0, above: 0 });
  return { recency: none(), frequency: none(), monetary: none() };
}

/** Counts the values of a table, of which the spans may be known, beyond the range of a model. */
export function countOutOfRange(
  { recency, frequency, monetary }: Pick<RfmTable, "recency" | "frequency" | "monetary">,
  bins: BinModel,
  spans: readonly Span[] = [recency, frequency, monetary].map(spanOf),
): OutOfRange {
  return {
    recency: beyond(recency, spans[0], bins.recency),
    frequency: beyond(frequency, spans[1], bins.frequency),
    monetary: beyond(monetary, spans[2], bins.monetary),
  };
}

function beyond(values: Int32Array | Float64Array, span: Span, { min, max }: DimensionBins): BeyondFit {
  // Fixed thresholds fitted on nobody have no range to be beyond of.
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  if (values.length === 0 || (span.low >= low && span.high <= high)) return { below: 0, above: 0 };
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) below++;
    else if (values[i] > high) above++;
  }
  return { below, above };
}
