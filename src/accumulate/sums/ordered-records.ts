import { addTo, COUNT, FIRST, LAST, RECORD_INTS, type Records, totalAt } from "./record.js";

/** The place of the first record from a place on; the length where there is none. */
export function nextUsed(ints: Int32Array, from: number): number {
  let at = from;
  while (at < ints.length && ints[at + COUNT] === 0) at += RECORD_INTS;
  return at;
}

/** Which of the keys of two records, at least one of which is there, comes first. */
export function nextKey(own: Int32Array, a: number, other: Int32Array, b: number): number {
  if (a >= own.length) return other[b];
  return b >= other.length || own[a] >= other[b] ? own[a] : other[b];
}

/** How many keys two tables in the order of their keys have together. */
export function unionSize(own: Int32Array, other: Int32Array): number {
  let size = 0;
  let a = nextUsed(own, 0);
  let b = nextUsed(other, 0);
  while (a < own.length || b < other.length) {
    const key = nextKey(own, a, other, b);
    if (a < own.length && own[a] === key) a = nextUsed(own, a + RECORD_INTS);
    if (b < other.length && other[b] === key) b = nextUsed(other, b + RECORD_INTS);
    size++;
  }
  return size;
}

/** Adds what a record holds to another. */
export function addRecord(to: Records, at: number, from: Records, place: number): void {
  const { ints, floats } = from;
  addTo(to, at, ints[place + COUNT], ints[place + FIRST], ints[place + LAST], floats[totalAt(place)]);
}
