import { reseed, unseed } from "./mix.js";
import { addTo, COUNT, newRecords, RECORD_INTS, type Records } from "./record.js";

const FIRST_SLOTS = 8;

// Fuller would save memory and lengthen the way to a record; growing by a quarter keeps the parts two thirds full at least.
const FULLEST = 0.8;
const GROWTH = 1.25;
// Up to here a part doubles: it is small, and growing costs more than its room.
const SMALL = 1024;

// With a fair hash at four fifths full, no record stands hundreds of slots away from its place.
const LONGEST_WAY = 1000;
const TAIL = 256;

const LOW_BITS = 0xffffff;
const SPAN = LOW_BITS + 1;

/**
 * The customers whose mixed ids begin with the same eight bits: a table with open addressing in which the records stand in the
 * order of their keys, each at its place or as near behind it as they fit. So a table is walked in order without sorting, grows in
 * one sequential pass, and may be four fifths full.
 *
 * Keys that were chosen to crowd together are arranged anew by another seed; such a part must be sorted to be walked.
 */
export class IntPart {
  records: Records;
  size = 0;
  #slots = 0;
  #scale = 0;
  #seed = 0;
  #seeds = 1;

  constructor() {
    this.records = this.#allocate(FIRST_SLOTS);
  }

  /** Adds rows of one order each: four int32 per row, which are the mixed id, the day and the amount as a double. */
  addRows(rows: Int32Array, amounts: Float64Array, start: number, end: number): void {
    for (let row = start; row < end; row++) {
      const day = rows[row * 4 + 1];
      const at = this.locate(rows[row * 4]);
      addTo(this.records, at, 1, day, day, amounts[row * 2 + 1]);
    }
  }

  /** The place of a mixed id's record; a new one has a count of 0, which the caller must raise at once. */
  locate(mixed: number): number {
    const key = this.#seed === 0 ? mixed : reseed(mixed, this.#seed);
    const { ints } = this.records;
    const home = (((key & LOW_BITS) * this.#scale) | 0) * RECORD_INTS;
    let at = home;
    while (ints[at + COUNT] !== 0 && ints[at] < key) at += RECORD_INTS;
    if (ints[at] === key && ints[at + COUNT] !== 0) return at;
    return this.#insert(mixed, key, home, at);
  }

  /** The place of a mixed id's record, or -1. */
  find(mixed: number): number {
    const key = this.#seed === 0 ? mixed : reseed(mixed, this.#seed);
    const { ints } = this.records;
    let at = (((key & LOW_BITS) * this.#scale) | 0) * RECORD_INTS;
    while (ints[at + COUNT] !== 0 && ints[at] < key) at += RECORD_INTS;
    return ints[at] === key && ints[at + COUNT] !== 0 ? at : -1;
  }

  /** The mixed id of the record at a place. */
  mixedAt(at: number): number {
    const key = this.records.ints[at];
    return this.#seed === 0 ? key : unseed(key, this.#seed);
  }

  /** The places of all records in the order of their mixed ids, if they must be sorted for it; `null` where they stand so. */
  sortedPlaces(): Float64Array | null {
    if (this.#seed === 0) return null;
    return sortedBy(this.records.ints, (at) => this.mixedAt(at));
  }

  #insert(mixed: number, key: number, home: number, at: number): number {
    if (this.size + 1 > this.#slots * FULLEST) {
      this.#rebuild(grownSlots(this.#slots));
      return this.locate(mixed);
    }
    const { ints } = this.records;
    let free = at;
    while (ints[free + COUNT] !== 0) free += RECORD_INTS;
    // The last record stays free, so that every walk ends.
    if (free - home > LONGEST_WAY * this.#seeds * RECORD_INTS || free >= ints.length - RECORD_INTS) {
      this.#nextSeed();
      this.#rebuild(this.#slots);
      return this.locate(mixed);
    }
    if (free > at) makeRoom(ints, at, free);
    ints[at] = key;
    this.size++;
    return at;
  }

  #nextSeed(): void {
    this.#seed = (Math.imul(this.#seeds, 0x9e3779b1) & LOW_BITS) | 1;
    this.#seeds++;
  }

  #allocate(slots: number): Records {
    // Doubles hold the product exactly enough: the place of a larger key is never before that of a smaller one.
    this.#scale = slots / SPAN;
    this.#slots = slots;
    return newRecords(slots + Math.min(slots, TAIL * this.#seeds) + 1);
  }

  /** Moves all records into a table of so many slots, under the next seed if they crowd together under this one. */
  #rebuild(slots: number): void {
    const own = this.records;
    const oldSeed = this.#seed;
    let to = this.#allocate(slots);
    while (!this.#moveInOrder(own, to)) {
      this.#nextSeed();
      sortUnder(own, this.size, oldSeed, this.#seed);
      to = this.#allocate(slots);
    }
    this.records = to;
  }

  /** Moves records that stand in the order of their keys; says whether they fit. */
  #moveInOrder(own: Records, to: Records): boolean {
    const scale = this.#scale;
    const last = to.ints.length - RECORD_INTS;
    const longest = LONGEST_WAY * this.#seeds * RECORD_INTS;
    const from = own.ints;
    const { ints } = to;
    let next = 0;
    for (let place = 0; place < from.length; place += RECORD_INTS) {
      if (from[place + COUNT] === 0) continue;
      const home = (((from[place] & LOW_BITS) * scale) | 0) * RECORD_INTS;
      const at = Math.max(home, next);
      if (at >= last || at - home > longest) return false;
      for (let w = 0; w < RECORD_INTS; w++) ints[at + w] = from[place + w];
      next = at + RECORD_INTS;
    }
    return true;
  }
}

function grownSlots(slots: number): number {
  return slots < SMALL ? slots * 2 : Math.ceil(slots * GROWTH);
}

/** The positions of mixed ids in the order of their keys under a seed. */
function orderUnder(mixed: Int32Array, seed: number): Float64Array {
  const packed = Float64Array.from(mixed, (m, i) => (reseed(m, seed) & LOW_BITS) * SPAN + i).sort();
  return packed.map((value) => value % SPAN);
}

/** The places of records in the order of a key that an int32 holds, all of one part. */
function sortedBy(ints: Int32Array, keyAt: (at: number) => number): Float64Array {
  const packed: number[] = [];
  for (let at = 0; at < ints.length; at += RECORD_INTS) {
    if (ints[at + COUNT] !== 0) packed.push((keyAt(at) & LOW_BITS) * 2 ** 28 + at / RECORD_INTS);
  }
  return Float64Array.from(packed)
    .sort()
    .map((value) => (value % 2 ** 28) * RECORD_INTS);
}
