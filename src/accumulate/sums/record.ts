import { scratch } from "../../memory/scratch.js";

/**
 * What is kept of a customer, in one record of 24 bytes, so that a row touches one line of the cache or two: the key, the count of
 * orders (0 where the record is free), the first and the last day as int32, and the total in minor units as a double.
 */
export const RECORD_INTS = 6;
export const COUNT = 1;
export const FIRST = 2;
export const LAST = 3;

/** The largest count. Beyond it counts stay where they are, and are refused when they are asked for. */
export const MOST_COUNT = 0x7fffffff;

/**
 * In the place of the last day of a customer's refunds: later than any day, it says in a view of some buckets that there are purchases
 * in older ones.
 */
export const OLDER: number = 2 ** 30;

/** Records, seen as int32 and as doubles. */
export interface Records {
  readonly ints: Int32Array;
  readonly floats: Float64Array;
}

export const RECORD_BYTES: number = RECORD_INTS * 4;

/** Free records, with room behind them for so many in all. */
export function newRecords(count: number, capacity: number = count): Records {
  return recordsIn(scratch(capacity * RECORD_BYTES), count);
}

/** The first records of a buffer. */
export function recordsIn(buffer: ArrayBufferLike, count: number): Records {
  return { ints: new Int32Array(buffer, 0, count * RECORD_INTS), floats: new Float64Array(buffer, 0, count * 3) };
}

/** Where the total of the record at an int32 place stands among the doubles. */
export function totalAt(at: number): number {
  return (at >> 1) + 2;
}

/** Adds orders to the record at an int32 place. */
export function addTo(
  { ints, floats }: Records,
  at: number,
  count: number,
  first: number,
  last: number,
  total: number,
): void {
  const known = ints[at + COUNT];
  if (known === 0 || first < ints[at + FIRST]) ints[at + FIRST] = first;
  if (known === 0 || last > ints[at + LAST]) ints[at + LAST] = last;
  // A sum beyond 2^53 is inexact and stays beyond: it is refused when it is asked for.
  floats[totalAt(at)] += total;
  ints[at + COUNT] = known > MOST_COUNT - count ? MOST_COUNT : known + count;
}
