import { addRecord, nextKey, nextUsed } from "./ordered-records.js";
import { COUNT, newRecords, RECORD_INTS, type Records } from "./record.js";
import { sortedBy } from "./sorted-by.js";

const LOW_BITS = 0xffffff;
/** Keys are this less the lower 24 bits of what they stand for: they fall from place to place. */
export const SPAN: number = LOW_BITS + 1;

/** How the keys of a table are spread over it, and how far from its place a record may stand, in int32. */
export interface Spread {
  readonly scale: number;
  readonly longest: number;
}

/** Moves records that stand in the order of their keys into a free table; says whether they fit. */
export function moveInOrder(own: Records, to: Records, { scale, longest }: Spread): boolean {
  const last = to.ints.length - RECORD_INTS;
  const from = own.ints;
  const { ints } = to;
  let next = 0;
  for (let place = 0; place < from.length; place += RECORD_INTS) {
    if (from[place + COUNT] === 0) continue;
    const home = (((SPAN - from[place]) * scale) | 0) * RECORD_INTS;
    const at = Math.max(home, next);
    if (at >= last || at - home > longest) return false;
    for (let w = 0; w < RECORD_INTS; w++) ints[at + w] = from[place + w];
    next = at + RECORD_INTS;
  }
  return true;
}

/** Merges two tables that stand in the order of the same keys into a free one; says whether all fit. */
export function mergeInOrder(own: Records, other: Records, to: Records, { scale, longest }: Spread): boolean {
  const last = to.ints.length - RECORD_INTS;
  let a = nextUsed(own.ints, 0);
  let b = nextUsed(other.ints, 0);
  let next = 0;
  while (a < own.ints.length || b < other.ints.length) {
    const key = nextKey(own.ints, a, other.ints, b);
    const home = (((SPAN - key) * scale) | 0) * RECORD_INTS;
    const at = Math.max(home, next);
    if (at >= last || at - home > longest) return false;
    to.ints[at] = key;
    if (a < own.ints.length && own.ints[a] === key) {
      addRecord(to, at, own, a);
      a = nextUsed(own.ints, a + RECORD_INTS);
    }
    if (b < other.ints.length && other.ints[b] === key) {
      addRecord(to, at, other, b);
      b = nextUsed(other.ints, b + RECORD_INTS);
    }
    next = at + RECORD_INTS;
  }
  return true;
}

/** Moves all records of a table, in order, to the end of a longer one in the same buffer; returns where they begin. */
export function moveToEnd(own: Records, to: Records): number {
  const { ints } = to;
  let end = ints.length;
  for (let at = own.ints.length - RECORD_INTS; at >= 0; at -= RECORD_INTS) {
    if (ints[at + COUNT] === 0) continue;
    end -= RECORD_INTS;
    for (let w = 0; w < RECORD_INTS; w++) ints[end + w] = ints[at + w];
  }
  ints.fill(0, 0, end);
  return end;
}

/**
 * Moves the records that stand together at the end of a table to their places, which are never behind them. Says whether they fit; if
 * not, all are still there and in order.
 */
export function spreadFromEnd({ ints }: Records, end: number, { scale, longest }: Spread): boolean {
  const last = ints.length - RECORD_INTS;
  let next = 0;
  for (let place = end; place < ints.length; place += RECORD_INTS) {
    const home = (((SPAN - ints[place]) * scale) | 0) * RECORD_INTS;
    const at = Math.max(home, next);
    if (at > place || at >= last || at - home > longest) return false;
    next = at + RECORD_INTS;
    if (at === place) continue;
    for (let w = 0; w < RECORD_INTS; w++) {
      ints[at + w] = ints[place + w];
      ints[place + w] = 0;
    }
  }
  return true;
}

// Up to here a loop is faster than the call of a function.
const FEW_INTS = 16 * RECORD_INTS;

/** Moves the records from `at` to `free` on by one, and clears the first. */
export function makeRoom(ints: Int32Array, at: number, free: number): void {
  if (free - at > FEW_INTS) ints.copyWithin(at + RECORD_INTS, at, free);
  else for (let i = free - 1; i >= at; i--) ints[i + RECORD_INTS] = ints[i];
  for (let i = at; i < at + RECORD_INTS; i++) ints[i] = 0;
}

/** The places of so many records in the order of a key, all of one part. */
export function sortedByKey(ints: Int32Array, size: number, keyAt: (at: number) => number): Uint32Array {
  const keys = new Uint32Array(size);
  const places = new Uint32Array(size);
  for (let at = 0, i = 0; i < size; at += RECORD_INTS) {
    if (ints[at + COUNT] === 0) continue;
    keys[i] = keyAt(at) & LOW_BITS;
    places[i++] = at;
  }
  const order = sortedBy(keys);
  for (let i = 0; i < size; i++) order[i] = places[order[i]];
  return order;
}

/** So many records with other keys, given by the lower bits that they stand for, close together and in the order of these. */
export function rekeyed({ ints }: Records, size: number, lowAt: (at: number) => number): Records {
  const places = sortedByKey(ints, size, lowAt);
  const to = newRecords(size);
  for (let i = 0; i < places.length; i++) {
    const at = places[i];
    to.ints.set(ints.subarray(at, at + RECORD_INTS), i * RECORD_INTS);
    to.ints[i * RECORD_INTS] = SPAN - lowAt(at);
  }
  return to;
}
