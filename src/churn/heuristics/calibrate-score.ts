import { tallyScores } from "../metrics/score-tally.js";

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
  const tally = tallyScores(where, scores, lost);
  const starts: number[] = [];
  const counts: number[] = [];
  const events: number[] = [];
  let before = 0;
  let isOpen = false;
  for (let i = 0; i < tally.scores.length; i++) {
    if (!isOpen) {
      starts.push(tally.scores[i]);
      counts.push(0);
      events.push(0);
    }
    const group = starts.length - 1;
    counts[group] += tally.counts[i];
    events[group] += tally.events[i];
    before += tally.counts[i];
    isOpen = before * MOST_GROUPS < starts.length * tally.n;
    while (starts.length > 1 && !isOpen && rateAt(counts, events, -1) <= rateAt(counts, events, -2)) {
      pool(starts, counts, events);
      isOpen = before * MOST_GROUPS < starts.length * tally.n && isOpen;
    }
  }
  while (starts.length > 1 && rateAt(counts, events, -1) <= rateAt(counts, events, -2)) pool(starts, counts, events);
  if (starts.length === 0) return { edges: [], rates: [0.5] };
  return { edges: starts.slice(1), rates: counts.map((count, g) => (events[g] + 0.5) / (count + 1)) };
}

function rateAt(counts: readonly number[], events: readonly number[], from: number): number {
  const group = counts.length + from;
  return (events[group] + 0.5) / (counts[group] + 1);
}

function pool(starts: number[], counts: number[], events: number[]): void {
  starts.pop();
  counts[counts.length - 2] += counts[counts.length - 1];
  events[events.length - 2] += events[events.length - 1];
  counts.pop();
  events.pop();
}

/** The rate of each score. */
export function ratesOf({ edges, rates }: ScoreRates, scores: Float64Array): Float64Array {
  return scores.map((score) => {
    let group = 0;
    while (group < edges.length && edges[group] <= score) group++;
    return rates[group];
  });
}
