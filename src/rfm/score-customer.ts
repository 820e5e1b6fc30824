import { scoresBy } from "../binning/apply-bins.js";
import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { minorReader } from "../input/money/decimal.js";
import { segmentsOf } from "../segments/assign-segments.js";
import { cellCode } from "../segments/cell.js";
import type { SegmentMap, Shape } from "../segments/segment-map.js";
import { checkModel } from "./load-model.js";
import { frequencyScaleOf } from "./measure-definition.js";
import type { RfmModel } from "./rfm-model.js";

/**
 * The values of one customer, in the units of the caller.
 *
 * @since 0.1.0
 */
export interface CustomerValues {
  /** Days since the last order. */
  readonly recency: number;
  /** Orders or days, or the rate that the model measures. */
  readonly frequency: number;
  /** Money in major units. */
  readonly monetary: number | string | bigint;
}

/**
 * The scores of one customer.
 *
 * @since 0.1.0
 */
export interface CustomerScores<Id extends string | null = string | null> {
  /** Recency score. */
  readonly r: number;
  /** Frequency score. */
  readonly f: number;
  /** Monetary score. */
  readonly m: number;
  /** The cell, such as `"544"`, or `"10-3-7"` where a dimension has 10 or more bins. */
  readonly cell: string;
  /** The segment's id; `null` where the model has no segments. */
  readonly segment: Id;
}

/**
 * Returns the scores and the segment of one customer by a model, without any orders.
 *
 * The result is the one that {@link scoreRfm} gives a customer of these values. Cost: the model is checked at each call;
 * for many customers use {@link scoreRfm}.
 *
 * @param model - The model.
 * @param values - The customer's values.
 * @returns Scores, cell and segment.
 * @throws {@link RfmError} `BAD_MODEL`, `EMPTY_MODEL`, or `OUT_OF_RANGE` for a value that is none.
 *
 * @example
 * ```ts
 * const orders = [{ c: "ann", d: "2026-03-01", a: 10 }, { c: "bob", d: "2026-03-21", a: 30 }];
 * const { model } = rfm(orders, { customer: "c", date: "d", amount: "a", bins: quantiles(2), segments: null });
 * scoreCustomer(model, { recency: 3, frequency: 5, monetary: 12.5 }); // => { r: 2, f: 2, m: 1, cell: "221", segment: null }
 * ```
 * @since 0.1.0
 */
export function scoreCustomer<Id extends string | null>(
  model: RfmModel<Id>,
  values: CustomerValues,
): CustomerScores<Id> {
  const where = "scoreCustomer";
  checkModel(where, model);
  checkOptions(where, values, ["recency", "frequency", "monetary"], "values");
  const { bins, measure } = model;
  const recency = whole(where, "recency", values.recency, 1);
  const frequency = whole(where, "frequency", values.frequency, frequencyScaleOf(measure.frequency));
  const monetary = minorReader(measure.decimals).read(values.monetary);
  if (!Number.isSafeInteger(monetary)) {
    throw optionError("OUT_OF_RANGE", where, "values.monetary", "be an amount below 2^53 minor units", values.monetary);
  }
  const columns = [
    { values: Float64Array.of(recency), scale: bins.recency.scale },
    { values: Float64Array.of(frequency), scale: bins.frequency.scale },
    { values: Float64Array.of(monetary), scale: bins.monetary.scale },
  ];
  const scores = scoresBy(where, columns, bins);
  const [r, f, m] = [scores.r[0], scores.f[0], scores.m[0]];
  const shape: Shape = [bins.recency.bins, bins.frequency.bins, bins.monetary.bins];
  const map = model.segments as SegmentMap | null;
  const segment = map === null ? null : map.segments[segmentsOf(scores, map)[0]].id;
  return { r, f, m, cell: cellCode(shape, r, f, m), segment: segment as Id };
}

function whole(where: string, name: string, value: unknown, scale: number): number {
  const scaled = typeof value === "number" ? Math.round(value * scale) : Number.NaN;
  const isExact = scale > 1 || scaled === value;
  if (Number.isSafeInteger(scaled) && scaled >= 0 && isExact) return scaled;
  throw optionError(
    "OUT_OF_RANGE",
    where,
    `values.${name}`,
    scale > 1 ? "be a rate from 0" : "be a whole number from 0",
    value,
  );
}
