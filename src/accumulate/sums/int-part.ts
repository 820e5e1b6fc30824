import { reseed, unseed } from "./mix.js";
import {
  makeRoom,
  mergeInOrder,
  moveInOrder,
  moveToEnd,
  rekeyed,
  SPAN,
  type Spread,
  sortedByKey,
  spreadFromEnd,
} from "./move-records.js";
import { addRecord, nextUsed, unionSize } from "./ordered-records.js";
import type { PackedPart } from "./packed-ints.js";
import { INTS_PER_LINE, readAll, readHomes } from "./read-ahead.js";
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
import { capacityFor, grownSlots, longestWay, mostRecords, type Room, slotsFor } from "./room.js";
import { AMOUNT, DAY, ROW_INTS } from "./row.js";
import type { SumColumns } from "./sum-columns.js";

// What a part has before its first customer: one free record, which nobody writes. An empty accumulator has 512 parts.
const EMPTY = /* @__PURE__ */ newRecords(1);

// From so many rows per line of the cache on, most lines are read anyway.
const MANY_ROWS_PER_LINE = 0.25;

const ROWS_READ_AHEAD = 1024;

const LOW_BITS = 0xffffff;

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
  /** Nothing: it keeps what was read ahead from being optimised away. */
  warmth = 0;

  /** `top` is the eight bits, where they stand in a mixed id. */
  constructor(top: number, room: Room) {
    this.#top = top;
    this.#room = room;
  }

  /** Adds the rows `start .. end - 1`. */
  addRows(rows: Int32Array, start: number, end: number): void {
    const { length } = this.records.ints;
    if (end - start > (length / INTS_PER_LINE) * MANY_ROWS_PER_LINE) {
      this.warmth = readAll(this.records.ints);
      this.#addRows(rows, start, end);
      return;
    }
    // What is read ahead for more rows would be gone from the cache when it is needed.
    for (let from = start; from < end; from += ROWS_READ_AHEAD) {
      const to = Math.min(end, from + ROWS_READ_AHEAD);
      this.warmth = readHomes(this.records.ints, this.#scale, this.#seed, rows, from, to);
      this.#addRows(rows, from, to);
    }
  }

  #addRows(rows: Int32Array, start: number, end: number): void {
    let { ints, floats } = this.records;
    let scale = this.#scale;
    let seed = this.#seed;
    for (let row = start * ROW_INTS; row < end * ROW_INTS; row += ROW_INTS) {
      const mixed = rows[row];
      const day = rows[row + DAY];
      // The look-up of `locate` again, in place: most rows are of known customers.
      const low = (seed === 0 ? mixed : reseed(mixed, seed)) & LOW_BITS;
      const key = SPAN - low;
      let at = ((low * scale) | 0) * RECORD_INTS;
      while (ints[at] > key) at += RECORD_INTS;
      if (ints[at] !== key || ints[at + COUNT] === MOST_COUNT) {
        at = this.locate(mixed);
        addTo(this.records, at, 1, day, day, rows[row + AMOUNT]);
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
      floats[totalAt(at)] += rows[row + AMOUNT];
    }
  }

  /**
   * Makes room for so many further customers. What comes in the order of the keys would otherwise crowd at the beginning of a table
   * that is growing.
   */
  reserve(customers: number): void {
    const slots = slotsFor(this.size + customers, this.#room);
    if (slots > this.#slots) this.#rebuild(slots);
  }

  /** Adds the customers `from .. to - 1` of columns, all of this part. */
  addColumns({ mixed, count, firstDay, lastDay, total }: SumColumns, from: number, to: number): void {
    this.reserve(to - from);
    for (let i = from; i < to; i++) {
      const at = this.locate(mixed[i]);
      addTo(this.records, at, count[i], firstDay[i], lastDay[i], total[i]);
    }
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
    return { part, buffer, size: this.size, slots: this.#slots, seed: this.#seed, seeds: this.#seeds };
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
  sortedPlaces(): Uint32Array | null {
    if (this.#seed === 0) return null;
    return sortedByKey(this.records.ints, this.size, (at) => this.mixedAt(at));
  }

  /** Merges two tables that stand in the order of the same keys; says whether all fit. */
  #mergeInOrder(other: Records): boolean {
    const own = this.records;
    const before = { slots: this.#slots, scale: this.#scale };
    const size = unionSize(own.ints, other.ints);
    const to = this.#allocate(Math.max(before.slots, slotsFor(size, this.#room)));
    if (!mergeInOrder(own, other, to, { scale: this.#scale, longest: this.#longestWay })) {
      this.#slots = before.slots;
      this.#scale = before.scale;
      return false;
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
    if (free - home > this.#longestWay || free >= ints.length - RECORD_INTS) {
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
    const seed = (Math.imul(this.#seeds, 0x9e3779b1) & LOW_BITS) | 1;
    this.records = rekeyed(this.records, this.size, (at) => reseed(this.mixedAt(at), seed) & LOW_BITS);
    this.#seed = seed;
    this.#seeds++;
  }

  #allocate(slots: number): Records {
    // Doubles hold the product exactly enough: the place of a larger key is never before that of a smaller one.
    this.#scale = slots / SPAN;
    this.#slots = slots;
    const count = this.#recordsFor(slots);
    return newRecords(count, capacityFor(slots, count, this.#room));
  }

  /** How far a record may stand from its place, in int32. */
  get #longestWay(): number {
    return longestWay(this.#slots, this.#room) * this.#seeds * RECORD_INTS;
  }

  get #spread(): Spread {
    return { scale: this.#scale, longest: this.#longestWay };
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
    const { buffer } = this.records.ints;
    if (slots < this.#room.manySlots || this.size === 0 || buffer.byteLength < count * RECORD_BYTES) return false;
    const to = recordsIn(buffer, count);
    const end = moveToEnd(this.records, to);
    this.records = to;
    this.#slots = slots;
    this.#scale = slots / SPAN;
    return spreadFromEnd(to, end, this.#spread);
  }

  /** Moves all records into a table of so many slots, under the next seed if they crowd together under this one. */
  #rebuild(slots: number): void {
    if (this.#growInPlace(slots)) return;
    let to = this.#allocate(slots);
    while (!moveInOrder(this.records, to, this.#spread)) {
      this.#rekey();
      to = this.#allocate(slots);
    }
    this.records = to;
  }
}
