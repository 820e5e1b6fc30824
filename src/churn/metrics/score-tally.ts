import { optionError } from "../../errors.js";

/** Customers by score: every distinct score once, ascending, with how many have it and in how many of them the event happened. */
export interface ScoreTally {
  readonly scores: Float64Array;
  readonly counts: Uint32Array;
  readonly events: Uint32Array;
  /** How many customers there are. */
  readonly n: number;
  /** In how many the event happened. */
  readonly total: number;
}

/** Checks scores and labels and tallies them. Every metric is a function of the tally, so that the order of the rows cannot matter. */
export function tallyScores(where: string, scores: ArrayLike<number>, labels: ArrayLike<number>): ScoreTally {
  checkColumns(where, "scores", scores, labels);
  return tally(where, "scores", scores, labels, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** The same for scores that are probabilities. */
export function tallyProbabilities(
  where: string,
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): ScoreTally {
  checkColumns(where, "probabilities", probabilities, labels);
  return tally(where, "probabilities", probabilities, labels, 0, 1);
}

function checkColumns(where: string, path: string, scores: unknown, labels: unknown): void {
  const length = lengthOf(where, path, scores);
  const other = lengthOf(where, "labels", labels);
  if (other === length) return;
  throw optionError("LENGTH_MISMATCH", where, "labels", `have the length of ${path}, ${length}`, other);
}

function lengthOf(where: string, path: string, column: unknown): number {
  const isColumn = Array.isArray(column) || (ArrayBuffer.isView(column) && "length" in column);
  if (isColumn) return (column as ArrayLike<unknown>).length;
  throw optionError("WRONG_TYPE", where, path, "be an array of numbers", column);
}

function tally(
  where: string,
  path: string,
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  least: number,
  most: number,
): ScoreTally {
  const n = scores.length;
  const range = most === 1 ? "from 0 to 1" : "that is finite";
  let total = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    if (label !== 0 && label !== 1) throw optionError("OUT_OF_RANGE", where, `labels[${i}]`, "be 0 or 1", label);
    if (!Number.isFinite(scores[i]) || scores[i] < least || scores[i] > most) {
      throw optionError("OUT_OF_RANGE", where, `${path}[${i}]`, `be a number ${range}`, scores[i]);
    }
    total += label;
  }
  const kinds: readonly [Float64Array, Float64Array] = [new Float64Array(n - total), new Float64Array(total)];
  const filled = [0, 0];
  // -0 and 0 are one score.
  for (let i = 0; i < n; i++) kinds[labels[i]][filled[labels[i]]++] = scores[i] + 0;
  return merge(kinds[0].sort(), kinds[1].sort());
}

function merge(without: Float64Array, withEvent: Float64Array): ScoreTally {
  const n = without.length + withEvent.length;
  const scores = new Float64Array(n);
  const counts = new Uint32Array(n);
  const events = new Uint32Array(n);
  let distinct = 0;
  let a = 0;
  let b = 0;
  while (a < without.length || b < withEvent.length) {
    const score = b >= withEvent.length || without[a] < withEvent[b] ? without[a] : withEvent[b];
    const before = a + b;
    const eventsBefore = b;
    while (a < without.length && without[a] === score) a++;
    while (b < withEvent.length && withEvent[b] === score) b++;
    scores[distinct] = score;
    counts[distinct] = a + b - before;
    events[distinct++] = b - eventsBefore;
  }
  const all = withEvent.length;
  return {
    scores: scores.slice(0, distinct),
    counts: counts.slice(0, distinct),
    events: events.slice(0, distinct),
    n,
    total: all,
  };
}
