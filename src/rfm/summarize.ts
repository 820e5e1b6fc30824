import { orderStatistics } from "../binning/order-statistics.js";
import { rowsByGroup } from "../binning/rows-by-group.js";
import { ExactSum } from "../math/exact-sum.js";
import type { SegmentMap } from "../segments/segment-map.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * The centre of a column, in the units of the caller; `null` for a segment without customers.
 *
 * @since 0.1.0
 */
export interface Centre {
  /** The arithmetic mean. */
  readonly mean: number | null;
  /** The middle value, or the mean of the two middle values. */
  readonly median: number | null;
}

/**
 * One segment of a result.
 *
 * @since 0.1.0
 */
export interface SegmentSummary<Id extends string | null = string | null> {
  /** The segment's id; `null` for the one row of a result without segments. */
  readonly segment: Id;
  /** How many customers are in it. */
  readonly customers: number;
  /** Their share of all customers, 0 to 1. */
  readonly share: number;
  /** The total of their amounts in major units, whatever monetary measures; `null` where it is not known. */
  readonly revenue: number | null;
  /** Its share of the total of all customers; `null` where that is not positive or not known. */
  readonly revenueShare: number | null;
  /** Days since the last order. */
  readonly recency: Centre;
  /** Frequency as measured. */
  readonly frequency: Centre;
  /** Monetary as measured, in major units. */
  readonly monetary: Centre;
}

/** Summarises every segment of a map, in its order. */
export function summarize<Id extends string | null>(
  table: RfmTable,
  segment: Uint8Array,
  map: SegmentMap | null,
): SegmentSummary<Id>[] {
  const ids = map === null ? [null] : map.segments.map(({ id }) => id);
  const { starts, rows } = rowsByGroup(segment, ids.length);
  const { revenue, monetaryScale, frequencyScale } = table;
  const whole = revenue === null ? null : sumOf(revenue);
  return ids.map((id, s) => {
    const members = rows.subarray(starts[s], starts[s + 1]);
    const sum = revenue === null ? null : sumOf(revenue, members);
    return {
      segment: id as Id,
      customers: members.length,
      share: table.size === 0 ? 0 : members.length / table.size,
      revenue: sum === null ? null : sum / monetaryScale,
      revenueShare: sum === null || whole === null || whole <= 0 ? null : sum / whole,
      recency: centreOf(table.recency, members, 1),
      frequency: centreOf(table.frequency, members, frequencyScale),
      monetary: centreOf(table.monetary, members, monetaryScale),
    };
  });
}

function sumOf(column: Float64Array, members?: Uint32Array): number {
  const sum = new ExactSum();
  if (members === undefined) for (let i = 0; i < column.length; i++) sum.add(column[i]);
  else for (let i = 0; i < members.length; i++) sum.add(column[members[i]]);
  return sum.value;
}

function centreOf(column: Int32Array | Float64Array, members: Uint32Array, scale: number): Centre {
  const count = members.length;
  if (count === 0) return { mean: null, median: null };
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = column[members[i]];
  const middle = count >> 1;
  const at = orderStatistics(values, [middle - 1 + (count % 2), middle]);
  const median = (at(middle - 1 + (count % 2)) + at(middle)) / 2;
  return { mean: sumOf(values) / count / scale, median: median / scale };
}
