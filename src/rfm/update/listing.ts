import { scoresBy } from "../../binning/apply-bins.js";
import { optionError } from "../../errors.js";
import type { CustomerId } from "../../input/ids/id-table.js";
import { divideRounded } from "../../math/divide-rounded.js";
import { cellCode, cellIndex } from "../../segments/cell.js";
import type { SegmentMap } from "../../segments/segment-map.js";
import type { CustomerRfm } from "../customer-rfm.js";
import type { Base } from "./base.js";
import type { Standings } from "./standings.js";

/** Money as `monetary` has it, in minor units, of the first so many customers; 0 of those without an order. */
export function monetaryOf({ table }: Base<string | null>, { money, count }: Standings, size: number): Float64Array {
  const monetary = new Float64Array(size);
  const isMean = table.measure.monetary === "mean";
  for (let i = 0; i < size; i++) {
    if (count[i] > 0) monetary[i] = isMean ? divideRounded(money[i], count[i]) : money[i];
  }
  return monetary;
}

// A table keeps recencies as int32.
const MOST_DAYS = 0x7fffffff;

/** Measures recency as of a day and scores the first so many customers, who have orders, by the model; in place. */
export function list(
  where: string,
  base: Base<string | null>,
  standings: Standings,
  monetary: Float64Array,
  asOf: number,
): void {
  const { model, cells, shape, table } = base;
  const size = monetary.length;
  const recency = standings.recency.subarray(0, size);
  for (let i = 0; i < size; i++) {
    const days = asOf - standings.lastDay[i];
    // Given recencies may be of any size.
    if (days > MOST_DAYS) throw optionError("OUT_OF_RANGE", where, "asOf", "leave recencies below 2^31 days", days);
    recency[i] = days;
  }
  const scores = scoresBy(
    where,
    [
      { values: recency, scale: 1 },
      { values: standings.count.subarray(0, size), scale: table.frequencyScale },
      { values: monetary, scale: table.monetaryScale },
    ],
    model.bins,
  );
  standings.r.set(scores.r);
  standings.f.set(scores.f);
  standings.m.set(scores.m);
  for (let i = 0; i < size; i++) {
    standings.segment[i] = cells === null ? 0 : cells[cellIndex(shape, scores.r[i], scores.f[i], scores.m[i])];
  }
}

/** The id of a segment by its position; `null` where there are none. */
export function segmentIdOf<Id extends string | null>({ model }: Base<Id>, position: number): Id {
  const map = model.segments as SegmentMap | null;
  return (map === null ? null : map.segments[position].id) as Id;
}

/** A listed customer. */
export function customerAt<Id extends string | null>(
  base: Base<Id>,
  customer: CustomerId,
  standings: Standings,
  monetary: Float64Array,
  at: number,
): CustomerRfm<Id> {
  const { shape, table } = base;
  const { recency, count, r, f, m, segment } = standings;
  return {
    customer,
    recency: recency[at],
    frequency: count[at],
    monetary: monetary[at] / table.monetaryScale,
    r: r[at],
    f: f[at],
    m: m[at],
    cell: cellCode(shape, r[at], f[at], m[at]),
    segment: segmentIdOf(base, segment[at]),
  };
}
