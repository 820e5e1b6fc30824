import { checkInteger, checkOneOf } from "../../checks/check-options.js";
import { CompensatedSum } from "../../math/compensated-sum.js";
import type { ScoreTally } from "./score-tally.js";

/**
 * How probabilities are put into bins.
 *
 * @since 0.1.0
 */
export interface CalibrationOptions {
  /** How many bins, from 1 to 1000; those that stay empty are left out. @defaultValue 10 */
  readonly bins?: number | undefined;
  /**
   * Bins of equal counts of customers, or of equal width. Equal probabilities are always in one bin: by count, that in which the
   * middle of theirs falls. @defaultValue "count"
   */
  readonly by?: "count" | "width" | undefined;
}

/** Distinct scores from `start` up to but without `end`, and their sums. */
export interface ScoreGroup {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly events: number;
  readonly meanScore: number;
}

/** A checked way to put distinct scores, by their position, into bins. */
export type BinOf = (tally: ScoreTally) => (position: number, before: number) => number;

/** Checks how to bin. */
export function readBins(where: string, { bins = 10, by = "count" }: CalibrationOptions): BinOf {
  checkInteger(where, "options.bins", bins, 1, 1000);
  return checkOneOf(where, "options.by", by, ["count", "width"]) === "count" ? byCount(bins) : byWidth(bins);
}

/** Every distinct score is a bin. */
export const EACH_SCORE: BinOf = () => (position) => position;

function byCount(bins: number): BinOf {
  return ({ counts, n }) =>
    (position, before) =>
      Math.floor((bins * (2 * before + counts[position])) / (2 * n));
}

function byWidth(bins: number): BinOf {
  return ({ scores }) =>
    (position) => {
      const p = scores[position];
      // The product may be rounded over an edge.
      const near = Math.floor(p * bins);
      const bin = near / bins > p ? near - 1 : (near + 1) / bins <= p ? near + 1 : near;
      return Math.min(bin, bins - 1);
    };
}

/** The groups that are not empty, ascending. */
export function groupScores(tally: ScoreTally, binOf: BinOf): ScoreGroup[] {
  const bin = binOf(tally);
  const groups: ScoreGroup[] = [];
  let before = 0;
  for (let start = 0, end = 0; start < tally.scores.length; start = end) {
    const own = bin(start, before);
    const first = before;
    while (end < tally.scores.length && bin(end, before) === own) before += tally.counts[end++];
    groups.push(groupOf(tally, start, end, before - first));
  }
  return groups;
}

function groupOf({ scores, counts, events }: ScoreTally, start: number, end: number, count: number): ScoreGroup {
  const sum = new CompensatedSum();
  let happened = 0;
  for (let i = start; i < end; i++) {
    // The mean of equal scores is that score, which count * score / count need not be.
    sum.add(counts[i] * (scores[i] - scores[start]));
    happened += events[i];
  }
  return { start, end, count, events: happened, meanScore: scores[start] + sum.value / count };
}
