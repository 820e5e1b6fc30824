import type { DimensionBins } from "./bin-model.js";
import { cutsOf } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";
import { type Span, type Survey, surveyColumn } from "./survey-column.js";

/** What scoring needs to know of a dimension. */
type Scale = Pick<DimensionBins, "bins" | "best" | "closed" | "edges">;

/** The scores of a column, and how many values have each score, from score 1 upwards. */
export interface ScoredColumn {
  readonly scores: Uint8Array;
  readonly sizes: number[];
}

/** Scores a column and counts the scores: where the values are counted already, that is a look at the counters. */
export function scoreAndCount(values: IntegerColumn, bins: Scale, survey: Survey): ScoredColumn {
  const { counts } = survey;
  if (counts === null) {
    const scores = scoreColumn(values, bins, survey);
    return { scores, sizes: sizesOf(scores, bins.bins) };
  }
  const table = tableOf(survey, bins);
  const sizes = new Array<number>(bins.bins).fill(0);
  for (let i = 0; i < counts.length; i++) sizes[table[i] - 1] += counts[i];
  return { scores: byTable(values, survey.low, table), sizes };
}

/** The scores of a column: the first, and a step for every edge that the value is above. */
export function scoreColumn(values: IntegerColumn, bins: Scale, survey: Survey = surveyColumn(values)): Uint8Array {
  if (survey.counts !== null) return byTable(values, survey.low, tableOf(survey, bins));
  const scores = new Uint8Array(values.length);
  scoreBySteps(values, bins, scores);
  return scores;
}

/** Days and counts: the score of each integer is looked up. Four scores are written at once, in two thirds of the time: 0.8 ms a million. */
function byTable(values: IntegerColumn, low: number, table: Uint8Array): Uint8Array {
  const scores = new Uint8Array(values.length);
  const words = wordsOf(scores);
  const scoreAt = (i: number): number => table[(values[i] - low) | 0];
  let i = 0;
  for (let w = 0; w < words.length; w++, i += 4) {
    words[w] = scoreAt(i) | (scoreAt(i + 1) << 8) | (scoreAt(i + 2) << 16) | (scoreAt(i + 3) << 24);
  }
  for (; i < values.length; i++) scores[i] = scoreAt(i);
  return scores;
}

/** Scores as words of four, but for the last three at most. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length >> 2);
}

/** The score of each integer of a span. */
function tableOf({ low, width }: Span, bins: Scale): Uint8Array {
  const table = new Uint8Array(width);
  scoreBySteps(
    new Float64Array(width).map((_, i) => low + i),
    bins,
    table,
  );
  return table;
}

function scoreBySteps(values: IntegerColumn, { bins, best, closed, edges }: Scale, scores: Uint8Array): void {
  const cuts = cutsOf(edges, closed);
  scores.fill(best === "high" ? 1 : bins);
  for (let j = 0; j < cuts.length; j += 4) addSteps(values, cuts.subarray(j, j + 4), best === "high" ? 1 : -1, scores);
}

/**
 * Adds a step for each of up to four cuts that a value is above, to four scores at once. No branch depends on the data, for half of them
 * would be foreseen wrongly: a comparison as a number is none, and takes 2 ms a million where `? 1 : 0` takes 11.
 */
function addSteps(values: IntegerColumn, cuts: Float64Array, step: number, scores: Uint8Array): void {
  const none = Number.POSITIVE_INFINITY;
  const [a, b = none, c = none, d = none] = cuts;
  const words = wordsOf(scores);
  const above = (value: number): number =>
    Number(value > a) + Number(value > b) + Number(value > c) + Number(value > d);
  let i = 0;
  for (let w = 0; w < words.length; w++, i += 4) {
    const steps =
      above(values[i]) | (above(values[i + 1]) << 8) | (above(values[i + 2]) << 16) | (above(values[i + 3]) << 24);
    words[w] += Math.imul(step, steps);
  }
  for (; i < values.length; i++) scores[i] += step * above(values[i]);
}

/**
 * How many values have each score, from score 1 upwards. Four scores are read at once, each for a counter of its own, so that none waits
 * for the increment before it: 0.7 ms a million in place of 1.2.
 */
export function sizesOf(scores: Uint8Array, bins: number): number[] {
  const counts = new Uint32Array(1024);
  const words = wordsOf(scores);
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    counts[word & 255]++;
    counts[256 + ((word >>> 8) & 255)]++;
    counts[512 + ((word >>> 16) & 255)]++;
    counts[768 + (word >>> 24)]++;
  }
  for (let i = words.length * 4; i < scores.length; i++) counts[scores[i]]++;
  return Array.from({ length: bins }, (_, s) => counts[s + 1] + counts[s + 257] + counts[s + 513] + counts[s + 769]);
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
    for (let j = 0; j < cuts.length; j++) above += Number(values[i] > cuts[j]);
    scores[i] = start + step * above;
  }
  return scores;
}
