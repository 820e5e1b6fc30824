import type { BinModel } from "../binning/bin-model.js";
import type { SegmentMap } from "../segments/segment-map.js";
import type { MeasureDefinition } from "./measure-definition.js";

/**
 * Everything that was fitted: how values are measured, the edges of the bins and the segment map. Plain JSON, so it can be
 * saved, compared, and used to score other customers on the same scale with {@link scoreRfm} or {@link scoreCustomer}.
 *
 * @since 0.1.0
 */
export interface RfmModel<Id extends string | null = string | null> {
  /** Always `"rfm-kit/rfm"`. */
  readonly kind: "rfm-kit/rfm";
  /** The version of this form. */
  readonly version: 1;
  /** The day of the analysis that it was fitted on, as ISO text; `null` where unknown. */
  readonly asOf: string | null;
  /** How values are measured. */
  readonly measure: MeasureDefinition;
  /** The bins. */
  readonly bins: BinModel;
  /** The segment map, or `null` for scores only. */
  readonly segments: Id extends string ? SegmentMap<Id> : null;
}
