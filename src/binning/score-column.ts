import type { DimensionBins } from "./bin-model.js";
import { cutsOf } from "./edge.js";
import { type IntegerColumn, isNarrow, type Span, spanOf } from "./order-statistics.js";

/** What scoring needs to know of a dimension. */
type Scale = Pick<DimensionBins, "bins" | "best" | "closed" | "edges">;

/**
 * The scores of a column: the first, and a step for every edge that the value is above. No branch depends on the data, for half of them
 * would be foreseen wrongly: a million values take 1.3 ms by a table, 2 to 5 ms by the signs of differences, and 13 ms by comparisons.
 */
export function scoreColumn(values: IntegerColumn, bins: Scale): Uint8Array {
  const cuts = cutsOf(bins.edges, bins.closed);
  const start = bins.best === "high" ? 1 : bins.bins;
  const step = bins.best === "high" ? 1 : -1;
  const span = spanOf(values);
  if (isNarrow(values, span)) return byTable(values, span, scoresFrom(span, cuts, start, step));
  if (span.low < -MOST_SMALL || span.high > MOST_SMALL) return byComparing(values, cuts, start, step);
  // An edge beyond the small integers is one that no value, or every value, is above: so is the last of them.
  const small = Int32Array.from(cuts, (cut) => Math.max(-MOST_SMALL - 1, Math.min(MOST_SMALL, cut)));
  const ints = values instanceof Int32Array ? values : new Int32Array(values);
  return small.length === 4 ? byFourSigns(ints, small, start, step) : bySigns(ints, small, start, step);
}

// The difference of two such integers is an int32.
const MOST_SMALL = 2 ** 30 - 1;

/** The score of each integer of a span. */
function scoresFrom({ low, width }: Span, cuts: Float64Array, start: number, step: number): Uint8Array {
  return byComparing(
    Float64Array.from({ length: width }, (_, i) => low + i),
    cuts,
    start,
    step,
  );
}

/** Days and counts: the score of each integer is looked up. */
function byTable(values: IntegerColumn, { low }: Span, table: Uint8Array): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) scores[i] = table[values[i] - low];
  return scores;
}

/** Quintiles, the usual bins: the four differences without a loop. */
function byFourSigns(values: Int32Array, [a, b, c, d]: Int32Array, start: number, step: number): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    // The sign bit of a difference is 1 where the value is above the cut.
    const above = ((a - value) >>> 31) + ((b - value) >>> 31) + ((c - value) >>> 31) + ((d - value) >>> 31);
    scores[i] = start + step * above;
  }
  return scores;
}

function bySigns(values: Int32Array, cuts: Int32Array, start: number, step: number): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let above = 0;
    for (let j = 0; j < cuts.length; j++) above += (cuts[j] - value) >>> 31;
    scores[i] = start + step * above;
  }
  return scores;
}

function byComparing(values: IntegerColumn, cuts: Float64Array, start: number, step: number): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let above = 0;
    for (let j = 0; j < cuts.length; j++) above += value > cuts[j] ? 1 : 0;
    scores[i] = start + step * above;
  }
  return scores;
}

/** How many values have each score, from score 1 upwards. */
export function sizesOf(scores: Uint8Array, bins: number): number[] {
  // Two counters take turns: one alone would wait for its last increment where neighbours have the same score.
  const even = new Uint32Array(bins + 1);
  const odd = new Uint32Array(bins + 1);
  const paired = scores.length - (scores.length % 2);
  for (let i = 0; i < paired; i += 2) {
    even[scores[i]]++;
    odd[scores[i + 1]]++;
  }
  if (paired < scores.length) even[scores[paired]]++;
  return Array.from({ length: bins }, (_, score) => even[score + 1] + odd[score + 1]);
}

/** The same where the edges depend on the parent cell of the customer. */
export function scoreWithin(
  values: IntegerColumn,
  bins: Scale & Required<Pick<DimensionBins, "within">>,
  parents: Uint32Array,
): Uint8Array {
  const cutsBy = bins.within.map((group) => cutsOf(group?.edges ?? bins.edges, bins.closed));
  const start = bins.best === "high" ? 1 : bins.bins;
  const step = bins.best === "high" ? 1 : -1;
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const cuts = cutsBy[parents[i]];
    let above = 0;
    for (let j = 0; j < cuts.length; j++) above += values[i] > cuts[j] ? 1 : 0;
    scores[i] = start + step * above;
  }
  return scores;
}
