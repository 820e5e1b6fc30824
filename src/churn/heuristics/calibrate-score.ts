import { type ScoreTally, tallyScores } from "../metrics/score-tally.js";

/** Rates by score: `rates[g]` from `edges[g - 1]` up to below `edges[g]`. */
export interface ScoreRates {
  readonly edges: readonly number[];
  readonly rates: readonly number[];
}

// Enough to follow a curve, few enough that each holds customers.
const MOST_GROUPS = 20;

/**
 * Turns a score into the rate at which those with such a score were lost: groups of equal size, no tied customers apart, each with
 * the rate (lost + 1/2) / (customers + 1), and neighbours pooled until the rates rise (Ayer et al. 1955).
 */
export function calibrateScore(where: string, scores: Float64Array, lost: Uint8Array): ScoreRates {
  const rising = poolFalling(groupsOf(tallyScores(where, scores, lost)), ({ count, events }) => events / count);
  // Half a customer more draws small groups to the middle, so that one of them may fall below its neighbour again.
  const pooled = poolFalling(rising, smoothedRate);
  if (pooled.length === 0) return { edges: [], rates: [0.5] };
  return { edges: pooled.slice(1).map(({ start }) => start), rates: pooled.map(smoothedRate) };
}

/** Customers with scores from `start` on. */
interface Group {
  readonly start: number;
  readonly count: number;
  readonly events: number;
}

function groupsOf({ scores, counts, events, n }: ScoreTally): Group[] {
  const groups: Group[] = [];
  let first = 0;
  let count = 0;
  let lost = 0;
  let before = 0;
  for (let i = 0; i < scores.length; i++) {
    count += counts[i];
    lost += events[i];
    // A group ends where so many customers are through as so many equal groups would hold.
    const isFull = (before + count) * MOST_GROUPS >= n * (Math.floor((before * MOST_GROUPS) / n) + 1);
    if (!isFull && i + 1 < scores.length) continue;
    groups.push({ start: scores[first], count, events: lost });
    before += count;
    first = i + 1;
    count = 0;
    lost = 0;
  }
  return groups;
}

function poolFalling(groups: readonly Group[], rateOf: (group: Group) => number): Group[] {
  const pooled: Group[] = [];
  for (const group of groups) {
    pooled.push(group);
    while (pooled.length > 1 && rateOf(pooled[pooled.length - 2]) >= rateOf(pooled[pooled.length - 1])) {
      const { count, events } = pooled.pop() as Group;
      const last = pooled[pooled.length - 1];
      pooled[pooled.length - 1] = { ...last, count: last.count + count, events: last.events + events };
    }
  }
  return pooled;
}

function smoothedRate({ count, events }: Group): number {
  return (events + 0.5) / (count + 1);
}

/** The rate of each score. */
export function ratesOf({ edges, rates }: ScoreRates, scores: Float64Array): Float64Array {
  return scores.map((score) => {
    let group = 0;
    while (group < edges.length && edges[group] <= score) group++;
    return rates[group];
  });
}
