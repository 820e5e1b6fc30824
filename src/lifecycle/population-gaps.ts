import type { GapColumns } from "./gap-columns.js";
import { countGaps, gapAtRank } from "./gap-counts.js";
import { OwnMedian } from "./own-median.js";
import { sumOfGaps } from "./shrinkage.js";

/**
 * The closed gaps of all customers together; `null` without a gap.
 *
 * @since 0.1.0
 */
export interface PopulationGaps {
  /** Customers with a purchase. */
  readonly customers: number;
  /** Customers with a gap: with two purchase days or more. */
  readonly repeaters: number;
  /** How many gaps they have. */
  readonly gaps: number;
  /** The mean of all gaps in days: who buys often counts often. */
  readonly meanGap: number | null;
  /** The median of all gaps. */
  readonly medianGap: number | null;
  /** The median of the repeaters' own medians: everybody counts once. */
  readonly medianOfMedians: number | null;
}

/** How many customers there are, and how many of them came again. */
export function countBuyers({ purchaseDays }: GapColumns): { readonly customers: number; readonly repeaters: number } {
  let customers = 0;
  let repeaters = 0;
  for (let c = 0; c < purchaseDays.length; c++) {
    if (purchaseDays[c] > 0) customers++;
    if (purchaseDays[c] > 1) repeaters++;
  }
  return { customers, repeaters };
}

export function populationGaps(columns: GapColumns): PopulationGaps {
  const { offsets, gaps } = columns;
  const { customers, repeaters } = countBuyers(columns);
  const own = new OwnMedian();
  const medians = new Float64Array(repeaters);
  let at = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    if (offsets[c + 1] > offsets[c]) medians[at++] = own.of(gaps, offsets[c], offsets[c + 1]);
  }
  return Object.freeze<PopulationGaps>({
    customers,
    repeaters,
    gaps: gaps.length,
    meanGap: gaps.length === 0 ? null : sumOfGaps(columns) / gaps.length,
    medianGap: medianGap(columns),
    medianOfMedians: medianOf(medians.sort()),
  });
}

function medianGap(columns: GapColumns): number | null {
  const count = columns.gaps.length;
  if (count === 0) return null;
  const { closed } = countGaps(columns);
  return (gapAtRank(closed, (count + 1) >> 1) + gapAtRank(closed, (count >> 1) + 1)) / 2;
}

function medianOf(sorted: Float64Array): number | null {
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
