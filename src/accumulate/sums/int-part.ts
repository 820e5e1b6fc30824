import { reseed, unseed } from "./mix.js";
import { addRecord, nextKey, nextUsed, unionSize } from "./ordered-records.js";
import {
  addTo,
  COUNT,
  FIRST,
  LAST,
  MOST_COUNT,
  newRecords,
  RECORD_BYTES,
  RECORD_INTS,
  type Records,
  recordsIn,
  totalAt,
} from "./record.js";

const FIRST_SLOTS = 8;

// A part of up to so many slots (of up to five million customers in all) has room to spare, for it is small: at 0.6 the way to a record
// is two thirds as long as at 0.8, and doubling moves each record twice on the way up and not five times. Together 40 % of the time.
const FULLEST_SMALL = 0.6;
// Fuller would save memory and lengthen the way to a record; growing by a quarter keeps the parts two thirds full at least.
const FULLEST = 0.8;
const GROWTH = 1.25;
// Where there are many slots (fifty million customers in all) memory counts for more than moving records: an eighth, and seven tenths.
const GROWTH_OF_MANY = 1.125;
// And a part has room behind it, which is not in memory until it is used, to grow where it stands: buffers that are left behind would be
// freed whenever it suits, and what stood there would fit nobody else, since all parts have the same size.
const CAPACITY_OF_MANY = 4;

// With a fair hash at four fifths full, no record stands hundreds of slots away from its place.
const LONGEST_WAY = 1000;
const TAIL = 256;

/** How much room a part has to spare: up to so many slots it is at most 0.6 full, and behind the last slot there are so many more. */
export interface Room {
  readonly smallSlots: number;
  readonly tail: number;
  /** From how many slots on there are many. */
  readonly manySlots: number;
}

export const ROOMY: Room = { smallSlots: 1 << 15, tail: TAIL, manySlots: 1 << 18 };

/** For many small parts, of which the memory counts: half of it. */
export const TIGHT: Room = { smallSlots: 64, tail: 64, manySlots: 1 << 18 };

// What a part has before its first customer: one free record, which nobody writes. An empty accumulator has 512 parts.
const EMPTY = /* @__PURE__ */ newRecords(1);

// From so many rows per line of the cache on, most lines are read anyway.
const MANY_ROWS_PER_LINE = 0.25;
const INTS_PER_LINE = 16;

const LOW_BITS = 0xffffff;
const SPAN = LOW_BITS + 1;

/** What an {@link IntPart} holds, as a message. */
export interface PackedPart {
  /** Which of the parts it is. */
  readonly part: number;
  /** The records. */
  readonly buffer: ArrayBuffer;
  readonly size: number;
  readonly slots: number;
  readonly seed: number;
  readonly seeds: number;
}

/**
 * The customers whose mixed ids begin with the same eight bits: a table with open addressing in which the records stand in the
 * order of their mixed ids, each at its place or as near behind it as they fit. So a table is walked in order without sorting, grows
 * in one sequential pass, and may be four fifths full. Keys are 2^24 less the lower 24 bits: they fall from place to place, and a
 * free record, being zero, ends every search without a comparison of its own.
 *
 * Keys that were chosen to crowd together are arranged anew by another seed; such a part must be sorted to be walked.
 */
export class IntPart {
  records: Records = EMPTY;
  size = 0;
  #slots = 0;
  #scale = 0;
  #seed = 0;
  #seeds = 1;
  readonly #top: number;
  readonly #room: Room;
  /** Nothing; see `#warm`. */
  warmth = 0;

  /** `top` is the eight bits, where they stand in a mixed id. */
  constructor(top: number, room: Room) {
    this.#top = top;
    this.#room = room;
  }

  /** Adds rows of one order each: four int32 per row, which are the mixed id, the day and the amount as a double. */
  addRows(rows: Int32Array, amounts: Float64Array, start: number, end: number): void {
    if (end - start > (this.records.ints.length / INTS_PER_LINE) * MANY_ROWS_PER_LINE) this.#warm();
    else if (this.size > 0) this.#touch(rows, start, end);
    let { ints, floats } = this.records;
    let scale = this.#scale;
    let seed = this.#seed;
    for (let row = start; row < end; row++) {
      const mixed = rows[row * 4];
      const day = rows[row * 4 + 1];
      // The look-up of `locate` again, in place: most rows are of known customers.
      const low = (seed === 0 ? mixed : reseed(mixed, seed)) & LOW_BITS;
      const key = SPAN - low;
      let at = ((low * scale) | 0) * RECORD_INTS;
      while (ints[at] > key) at += RECORD_INTS;
      if (ints[at] !== key || ints[at + COUNT] === MOST_COUNT) {
        at = this.locate(mixed);
        addTo(this.records, at, 1, day, day, amounts[row * 2 + 1]);
        ({ ints, floats } = this.records);
        scale = this.#scale;
        seed = this.#seed;
        continue;
      }
      ints[at + COUNT]++;
      // The minimum and the maximum by sign bits, which need no guess of the processor: 6 % less than by comparisons.
      const earlier = day - ints[at + FIRST];
      ints[at + FIRST] += earlier & (earlier >> 31);
      const later = ints[at + LAST] - day;
      ints[at + LAST] -= later & (later >> 31);
      floats[totalAt(at)] += amounts[row * 2 + 1];
    }
  }

  /** Reads the table from end to end, which brings it into the cache before its records are looked up here and there: 40 % less. */
  #warm(): void {
    const { ints } = this.records;
    let sum = 0;
    for (let i = 0; i < ints.length; i += INTS_PER_LINE) sum = (sum + ints[i]) | 0;
    // Kept, so that the reading is not optimised away.
    this.warmth = sum;
  }

  /**
   * Reads the line where each row's record should be, and the next. Nothing waits for what is read, so that many lines come at once;
   * when they are looked up one by one, each would be waited for: a quarter of the time where the tables are far larger than the cache.
   */
  #touch(rows: Int32Array, start: number, end: number): void {
    const { ints } = this.records;
    const scale = this.#scale;
    const seed = this.#seed;
    let sum = 0;
    for (let row = start; row < end; row++) {
      const mixed = rows[row * 4];
      const low = (seed === 0 ? mixed : reseed(mixed, seed)) & LOW_BITS;
      const at = ((low * scale) | 0) * RECORD_INTS;
      sum = (sum + ints[at] + ints[at + INTS_PER_LINE]) | 0;
    }
    this.warmth = sum;
  }

  /**
   * Makes room for so many further customers. What comes in the order of the keys would otherwise crowd at the beginning of a table
   * that is growing.
   */
  reserve(customers: number): void {
    const slots = slotsFor(this.size + customers, this.#room);
    if (slots > this.#slots) this.#rebuild(slots);
  }

  /** Adds all that a part of the same customers' bits holds, in one pass over both, and in the order of both where they have one. */
  merge(other: IntPart): void {
    if (other.size === 0) return;
    if (this.#seed === 0 && other.#seed === 0 && this.#mergeInOrder(other.records)) return;
    const { ints } = other.records;
    for (let at = nextUsed(ints, 0); at < ints.length; at = nextUsed(ints, at + RECORD_INTS)) {
      const place = this.locate(other.mixedAt(at));
      addRecord(this.records, place, other.records, at);
    }
  }

  /** The content, to be moved into another thread: the part gives its records away and must not be used any more. */
  pack(part: number): PackedPart {
    const { buffer } = this.records.ints;
    return {
      part,
      buffer: buffer as ArrayBuffer,
      size: this.size,
      slots: this.#slots,
      seed: this.#seed,
      seeds: this.#seeds,
    };
  }

  /** Adds a content that is nobody else's: as it is where the part has none, which costs nothing. */
  unpack(packed: PackedPart): void {
    if (this.size > 0) {
      const other = new IntPart(this.#top, this.#room);
      other.unpack(packed);
      this.merge(other);
      return;
    }
    this.size = packed.size;
    this.#slots = packed.slots;
    this.#scale = packed.slots / SPAN;
    this.#seed = packed.seed;
    this.#seeds = packed.seeds;
    this.records = recordsIn(packed.buffer, packed.slots === 0 ? 1 : this.#recordsFor(packed.slots));
  }

  /** How many customers this part and another of the same bits have together. */
  countWith(other: IntPart): number {
    if (this.size === 0 || other.size === 0) return this.size + other.size;
    if (this.isInOrder && other.isInOrder) return unionSize(this.records.ints, other.records.ints);
    const mixed = new Set<number>();
    for (const part of [this, other]) {
      const { ints } = part.records;
      for (let at = nextUsed(ints, 0); at < ints.length; at = nextUsed(ints, at + RECORD_INTS))
        mixed.add(part.mixedAt(at));
    }
    return mixed.size;
  }

  /** The place of a mixed id's record; a new one has a count of 0, which the caller must raise at once. */
  locate(mixed: number): number {
    const low = this.#seed === 0 ? mixed & LOW_BITS : reseed(mixed, this.#seed) & LOW_BITS;
    const key = SPAN - low;
    const { ints } = this.records;
    const home = ((low * this.#scale) | 0) * RECORD_INTS;
    let at = home;
    while (ints[at] > key) at += RECORD_INTS;
    return ints[at] === key ? at : this.#insert(mixed, key, home, at);
  }

  /** The mixed id of the record at a place. */
  mixedAt(at: number): number {
    const low = SPAN - this.records.ints[at];
    return this.#top | (this.#seed === 0 ? low : unseed(low, this.#seed));
  }

  /** Whether the records stand in the order of their mixed ids. */
  get isInOrder(): boolean {
    return this.#seed === 0;
  }

  /** The places of all records in the order of their mixed ids, if they must be sorted for it; `null` where they stand so. */
  sortedPlaces(): Float64Array | null {
    if (this.#seed === 0) return null;
    return sortedBy(this.records.ints, (at) => this.mixedAt(at));
  }

  /** Merges two tables that stand in the order of the same keys; says whether all fit. */
  #mergeInOrder(other: Records): boolean {
    const own = this.records;
    const before = { slots: this.#slots, scale: this.#scale };
    const size = unionSize(own.ints, other.ints);
    const to = this.#allocate(Math.max(before.slots, slotsFor(size, this.#room)));
    const last = to.ints.length - RECORD_INTS;
    let a = nextUsed(own.ints, 0);
    let b = nextUsed(other.ints, 0);
    let next = 0;
    while (a < own.ints.length || b < other.ints.length) {
      const key = nextKey(own.ints, a, other.ints, b);
      const home = (((SPAN - key) * this.#scale) | 0) * RECORD_INTS;
      const at = Math.max(home, next);
      if (at >= last || at - home > LONGEST_WAY * RECORD_INTS) {
        this.#slots = before.slots;
        this.#scale = before.scale;
        return false;
      }
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
    this.records = to;
    this.size = size;
    return true;
  }

  #insert(mixed: number, key: number, home: number, at: number): number {
    if (this.size + 1 > mostRecords(this.#slots, this.#room)) {
      this.#rebuild(grownSlots(this.#slots, this.#room));
      return this.locate(mixed);
    }
    const { ints } = this.records;
    let free = at;
    while (ints[free + COUNT] !== 0) free += RECORD_INTS;
    // The last record stays free, so that every walk ends.
    if (free - home > LONGEST_WAY * this.#seeds * RECORD_INTS || free >= ints.length - RECORD_INTS) {
      this.#rekey();
      this.#rebuild(this.#slots);
      return this.locate(mixed);
    }
    if (free > at) makeRoom(ints, at, free);
    ints[at] = key;
    this.size++;
    return at;
  }

  /** Gives the records the keys of the next seed, and puts them close together in the order of these. */
  #rekey(): void {
    const { records } = this;
    const seed = (Math.imul(this.#seeds, 0x9e3779b1) & LOW_BITS) | 1;
    const lowAt = (at: number): number => reseed(this.mixedAt(at), seed) & LOW_BITS;
    const places = sortedBy(records.ints, lowAt);
    const to = newRecords(this.size);
    for (let i = 0; i < places.length; i++) {
      const at = places[i];
      to.ints.set(records.ints.subarray(at, at + RECORD_INTS), i * RECORD_INTS);
      to.ints[i * RECORD_INTS] = SPAN - lowAt(at);
    }
    this.records = to;
    this.#seed = seed;
    this.#seeds++;
  }

  #allocate(slots: number): Records {
    // Doubles hold the product exactly enough: the place of a larger key is never before that of a smaller one.
    this.#scale = slots / SPAN;
    this.#slots = slots;
    const count = this.#recordsFor(slots);
    return newRecords(count, slots < this.#room.manySlots ? count : count * CAPACITY_OF_MANY);
  }

  /** The records of so many slots, and of the tail behind them. */
  #recordsFor(slots: number): number {
    return slots + Math.min(slots, this.#room.tail * this.#seeds) + 1;
  }

  /**
   * Moves all records to where they belong among more slots, within the buffer that they have, if there is room: first to its end,
   * then from there, one after the other, to their places, which are never behind them. Says whether that could be done; if not,
   * all are still there and in order.
   */
  #growInPlace(slots: number): boolean {
    const count = this.#recordsFor(slots);
    const { buffer, length } = this.records.ints;
    if (slots < this.#room.manySlots || this.size === 0 || buffer.byteLength < count * RECORD_BYTES) return false;
    const to = recordsIn(buffer, count);
    const { ints } = to;
    let end = ints.length;
    for (let at = length - RECORD_INTS; at >= 0; at -= RECORD_INTS) {
      if (ints[at + COUNT] === 0) continue;
      end -= RECORD_INTS;
      for (let w = 0; w < RECORD_INTS; w++) ints[end + w] = ints[at + w];
    }
    ints.fill(0, 0, end);
    this.records = to;
    this.#slots = slots;
    this.#scale = slots / SPAN;
    const last = ints.length - RECORD_INTS;
    const longest = LONGEST_WAY * this.#seeds * RECORD_INTS;
    let next = 0;
    for (let place = end; place < ints.length; place += RECORD_INTS) {
      const home = (((SPAN - ints[place]) * this.#scale) | 0) * RECORD_INTS;
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

  /** Moves all records into a table of so many slots, under the next seed if they crowd together under this one. */
  #rebuild(slots: number): void {
    if (this.#growInPlace(slots)) return;
    let to = this.#allocate(slots);
    while (!this.#moveInOrder(this.records, to)) {
      this.#rekey();
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
      const home = (((SPAN - from[place]) * scale) | 0) * RECORD_INTS;
      const at = Math.max(home, next);
      if (at >= last || at - home > longest) return false;
      for (let w = 0; w < RECORD_INTS; w++) ints[at + w] = from[place + w];
      next = at + RECORD_INTS;
    }
    return true;
  }
}

/** The fewest slots, on the way on which a table grows, for so many records. */
function slotsFor(size: number, room: Room): number {
  let slots = FIRST_SLOTS;
  while (size > mostRecords(slots, room)) slots = grownSlots(slots, room);
  return slots;
}

function grownSlots(slots: number, { smallSlots, manySlots }: Room): number {
  if (slots === 0) return FIRST_SLOTS;
  if (slots < smallSlots) return slots * 2;
  return Math.ceil(slots * (slots < manySlots ? GROWTH : GROWTH_OF_MANY));
}

function mostRecords(slots: number, { smallSlots }: Room): number {
  return slots * (slots <= smallSlots ? FULLEST_SMALL : FULLEST);
}

// Up to here a loop is faster than the call of a function.
const FEW_INTS = 16 * RECORD_INTS;

/** Moves the records from `at` to `free` on by one, and clears the first. */
function makeRoom(ints: Int32Array, at: number, free: number): void {
  if (free - at > FEW_INTS) ints.copyWithin(at + RECORD_INTS, at, free);
  else for (let i = free - 1; i >= at; i--) ints[i + RECORD_INTS] = ints[i];
  for (let i = at; i < at + RECORD_INTS; i++) ints[i] = 0;
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
