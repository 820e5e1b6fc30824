import type { IntegerColumn } from "./order-statistics.js";

/** The lowest and the highest value, and the count of integers from one to the other. Both mean nothing where there are no values. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly width: number;
}

/** What one look at a column tells. */
export interface Survey extends Span {
  /** How often each integer from `low` on occurs; `null` where the values lie too far apart for counting them. */
  readonly counts: Uint32Array | null;
}

// Days and orders are nearly always below this.
const SMALL_BITS = 12;
const MOST_SMALL = 2 ** SMALL_BITS;

// A counter for every so many values, and these more, pay: beyond, their memory is too far from the processor.
const VALUES_PER_COUNTER = 4;
const FREE_COUNTERS = 1024;

/** The span of a column and, where its values lie close together, their counts. */
export function surveyColumn(values: IntegerColumn): Survey {
  const small = values instanceof Int32Array && values.length > 0 ? countSmall(values) : null;
  if (small !== null) return trimmed(small);
  const span = spanOf(values);
  const isNarrow = values.length > 0 && span.width <= values.length / VALUES_PER_COUNTER + FREE_COUNTERS;
  return { ...span, counts: isNarrow ? countFrom(values, span) : null };
}

/**
 * Four values at a time are looked at more closely where one of them is beyond the extremes so far, which is rare: 0.75 ms a million doubles
 * in place of up to 1.7.
 */
export function spanOf(values: IntegerColumn): Span {
  let low = values[0];
  let high = low;
  let i = 0;
  for (; i + 4 <= values.length; i += 4) {
    const a = values[i];
    const b = values[i + 1];
    const c = values[i + 2];
    const d = values[i + 3];
    const below = Number(a < low) | Number(b < low) | Number(c < low) | Number(d < low);
    const above = Number(a > high) | Number(b > high) | Number(c > high) | Number(d > high);
    if ((below | above) === 0) continue;
    low = Math.min(low, a, b, c, d);
    high = Math.max(high, a, b, c, d);
  }
  for (; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return { low, high, width: high - low + 1 };
}

/**
 * Counts without looking for the extremes first, which takes longer than counting; `null` at the first value that is not small. Two values
 * at a time, each for counters of its own, so that none waits for an equal one before it: 0.8 ms a million in place of 1.1.
 */
function countSmall(values: Int32Array): Uint32Array | null {
  const counts = new Uint32Array(MOST_SMALL);
  const others = new Uint32Array(MOST_SMALL);
  const paired = values.length - (values.length % 2);
  for (let i = 0; i < paired; i += 2) {
    const value = values[i];
    const other = values[i + 1];
    // Also where one is negative: its upper bits are set.
    if ((value | other) >>> SMALL_BITS !== 0) return null;
    counts[value]++;
    others[other]++;
  }
  if (paired < values.length) {
    const last = values[paired];
    if (last >>> SMALL_BITS !== 0) return null;
    counts[last]++;
  }
  for (let i = 0; i < counts.length; i++) counts[i] += others[i];
  return counts;
}

function trimmed(counts: Uint32Array): Survey {
  let low = 0;
  while (counts[low] === 0) low++;
  let high = counts.length - 1;
  while (counts[high] === 0) high--;
  return { low, high, width: high - low + 1, counts: counts.subarray(low, high + 1) };
}

/** How often each integer of the span occurs. */
export function countFrom(values: IntegerColumn, { low, width }: Span): Uint32Array {
  const counts = new Uint32Array(width);
  for (let i = 0; i < values.length; i++) counts[values[i] - low]++;
  return counts;
}
