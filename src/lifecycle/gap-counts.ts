import type { GapColumns } from "./gap-columns.js";

/** How many gaps there are of each length: `closed[d]` and `open[d]` of d days. */
export interface GapCounts {
  readonly closed: Uint32Array;
  readonly open: Uint32Array;
}

/** Counts the gaps of all customers. Days are few, so a count per day takes less time than any sort. */
export function countGaps({ asOf, gaps, purchaseDays, lastDay }: GapColumns): GapCounts {
  let longest = 0;
  for (let i = 0; i < gaps.length; i++) if (gaps[i] > longest) longest = gaps[i];
  let earliest = asOf ?? 0;
  for (let c = 0; c < lastDay.length; c++) if (purchaseDays[c] > 0 && lastDay[c] < earliest) earliest = lastDay[c];
  const closed = new Uint32Array(longest + 1);
  const open = new Uint32Array((asOf ?? 0) - earliest + 1);
  for (let i = 0; i < gaps.length; i++) closed[gaps[i]]++;
  for (let c = 0; c < lastDay.length; c++) if (purchaseDays[c] > 0) open[(asOf as number) - lastDay[c]]++;
  return { closed, open };
}

/** The smallest length that at least `rank` of the counted gaps do not exceed; ranks count from 1. */
export function gapAtRank(counts: Uint32Array, rank: number): number {
  let below = 0;
  for (let days = 0; days < counts.length; days++) {
    below += counts[days];
    if (below >= rank) return days;
  }
  return Number.NaN;
}
