import { compareIds } from "../../binning/compare-ids.js";
import { NARROW, unpackText, WIDE } from "../../input/ids/text-batch.js";
import { scratch } from "../../memory/scratch.js";
import { readAll } from "../sums/read-ahead.js";
import { addTo, COUNT, FIRST, LAST, MOST_COUNT, RECORD_INTS, type Records, totalAt } from "../sums/record.js";
import { AMOUNT, DAY, ROW_INTS } from "../sums/row.js";

const FIRST_SLOTS = 8;
const FULLEST = 0.6;

// With a fair hash at three fifths full, no record stands hundreds of slots away from its place. Texts that come in the order of their
// hashes crowd at the beginning of a table that is growing: it grows at once. What still crowds among many free slots has one hash.
const LONGEST_WAY = 100;
const MANY_SLOTS = 32;

// From so many rows per record on, most records are met anyway.
const MANY_ROWS_PER_SLOT = 0.25;

// What a part has before its first customer: one free record, which nobody writes. An empty accumulator has a thousand parts.
const NO_NARROW = /* @__PURE__ */ newRecords(RECORD_INTS + NARROW);
const NO_WIDE = /* @__PURE__ */ newRecords(RECORD_INTS + WIDE);

/** Where a text stands. */
export interface TextPlace {
  readonly part: TextPart;
  readonly at: number;
}

/**
 * The customers known by short texts whose hashes begin with the same eight bits: a table with open addressing, in which records stand
 * nearly in the order of their hashes. A record is that of {@link RECORD_INTS}, with the hash as its key, and the words of the text
 * behind it; a row that waits has the words behind it too.
 *
 * Texts that were made to meet in one hash are looked up in a `Map`, which hashes with a seed that nobody outside knows.
 */
export class TextPart {
  records: Records;
  size = 0;
  /** Words of a text. */
  readonly width: number;
  /** Int32 of a record. */
  readonly recordInts: number;
  #slots = 1;
  /** What leads from the bits of a hash behind the first eight, less the last, to a slot. */
  #shift = 31;
  #places: Map<string, number> | null = null;
  /** Nothing: it keeps what was read ahead from being optimised away. */
  warmth = 0;

  constructor(width: number) {
    this.width = width;
    this.recordInts = RECORD_INTS + width;
    this.records = width === NARROW ? NO_NARROW : NO_WIDE;
  }

  /** Adds the rows `start .. end - 1`. */
  addRows(rows: Int32Array, start: number, end: number): void {
    const { width, recordInts } = this;
    const rowInts = ROW_INTS + width;
    let { ints, floats } = this.records;
    let shift = this.#shift;
    if (end - start > this.#slots * MANY_ROWS_PER_SLOT) this.warmth = readAll(ints);
    for (let row = start * rowInts; row < end * rowInts; row += rowInts) {
      const day = rows[row + DAY];
      const amount = rows[row + AMOUNT];
      let at = slotOf(rows[row], shift) * recordInts;
      // Most texts stand at their place. Those that do not, and new ones, are looked for.
      if (!isText(ints, at, rows, row, width) || ints[at + COUNT] === MOST_COUNT) {
        at = this.locate(rows, row + ROW_INTS, rows[row]);
        if (this.records.ints !== ints) {
          ({ ints, floats } = this.records);
          shift = this.#shift;
        }
        if (ints[at + COUNT] === 0 || ints[at + COUNT] === MOST_COUNT) {
          addTo(this.records, at, 1, day, day, amount);
          continue;
        }
      }
      ints[at + COUNT]++;
      const earlier = day - ints[at + FIRST];
      ints[at + FIRST] += earlier & (earlier >> 31);
      const later = ints[at + LAST] - day;
      ints[at + LAST] -= later & (later >> 31);
      floats[totalAt(at)] += amount;
    }
  }

  /** Makes room for so many further customers. */
  reserve(customers: number): void {
    let slots = Math.max(FIRST_SLOTS, this.#slots);
    while (this.size + customers > slots * FULLEST) slots *= 2;
    if (customers > 0 && slots > this.#slots) this.#moveInto(slots);
  }

  /** The place of the record of words; a new one has a count of 0, which the caller must raise at once. */
  locate(words: Int32Array, from: number, hash: number): number {
    const at = this.#seek(words, from, hash, LONGEST_WAY);
    if (at >= 0 && this.records.ints[at + COUNT] !== 0) return at;
    const isCrowded = at < 0 && this.#places === null && this.#slots >= this.size * MANY_SLOTS;
    if (isCrowded) this.#flood();
    else if (at < 0 || this.size + 1 > this.#slots * FULLEST) this.#grow();
    else return this.#insert(at, words, from, hash);
    return this.locate(words, from, hash);
  }

  /** The place of the record of words, or -1. It moves nothing: somebody may be going through the places. */
  find(words: Int32Array, from: number, hash: number): number {
    if (this.size === 0) return -1;
    const at = this.#seek(words, from, hash, this.#slots);
    return at >= 0 && this.records.ints[at + COUNT] !== 0 ? at : -1;
  }

  textAt(at: number): string {
    return unpackText(this.records.ints, at + RECORD_INTS, this.width);
  }

  /** The places of all records, in the order of the hashes and then of the texts. */
  sortedPlaces(): Uint32Array {
    const { recordInts, size } = this;
    const { ints } = this.records;
    const places = new Uint32Array(size);
    for (let at = 0, n = 0; n < size; at += recordInts) if (ints[at + COUNT] !== 0) places[n++] = at;
    if (this.#places === null) sortNearlySorted(places, ints);
    else places.sort((a, b) => ints[a] - ints[b]);
    return this.#sortTies(places);
  }

  #sortTies(places: Uint32Array): Uint32Array {
    const { ints } = this.records;
    for (let start = 0, end = 1; start < places.length; start = end++) {
      while (end < places.length && ints[places[end]] === ints[places[start]]) end++;
      if (end - start > 1) places.subarray(start, end).sort((a, b) => compareIds(this.textAt(a), this.textAt(b)));
    }
    return places;
  }

  /** How many customers this part and another of the same texts have together. */
  countWith(other: TextPart): number {
    if (this.size === 0 || other.size === 0) return this.size + other.size;
    const { ints } = other.records;
    let count = this.size;
    for (let at = 0; at < ints.length; at += this.recordInts) {
      if (ints[at + COUNT] !== 0 && this.find(ints, at + RECORD_INTS, ints[at]) < 0) count++;
    }
    return count;
  }

  /** Adds all that a part of the same texts holds. */
  merge(other: TextPart): void {
    // They come in the order of their hashes.
    this.reserve(this.countWith(other) - this.size);
    const { ints, floats } = other.records;
    for (let at = 0; at < ints.length; at += this.recordInts) {
      const count = ints[at + COUNT];
      if (count === 0) continue;
      const place = this.locate(ints, at + RECORD_INTS, ints[at]);
      addTo(this.records, place, count, ints[at + FIRST], ints[at + LAST], floats[totalAt(at)]);
    }
  }

  /** The place of words, or the free one where they would stand; -1 where there is none or the way is too long. */
  #seek(words: Int32Array, from: number, hash: number, longest: number): number {
    if (this.#places !== null) return this.#places.get(unpackText(words, from, this.width)) ?? this.#nextFree();
    const { recordInts } = this;
    const { ints } = this.records;
    let at = slotOf(hash, this.#shift) * recordInts;
    for (let steps = 0; steps < longest; steps++) {
      if (ints[at + COUNT] === 0) return at;
      if (ints[at] === hash && isSame(ints, at + RECORD_INTS, words, from, this.width)) return at;
      at += recordInts;
      if (at === ints.length) at = 0;
    }
    return -1;
  }

  #insert(at: number, words: Int32Array, from: number, hash: number): number {
    const { ints } = this.records;
    ints[at] = hash;
    for (let w = 0; w < this.width; w++) ints[at + RECORD_INTS + w] = words[from + w];
    this.#places?.set(unpackText(words, from, this.width), at);
    this.size++;
    return at;
  }

  /** In a flooded part records stand one behind the other. */
  #nextFree(): number {
    const at = this.size * this.recordInts;
    return at < this.records.ints.length ? at : -1;
  }

  #flood(): void {
    this.#places = new Map();
    this.#moveInto(this.#slots);
  }

  #grow(): void {
    this.#moveInto(this.#slots === 1 ? FIRST_SLOTS : this.#slots * 2);
  }

  #moveInto(slots: number): void {
    const { ints: from, floats } = this.records;
    const { recordInts } = this;
    this.records = newRecords(slots * recordInts);
    this.#slots = slots;
    this.#shift = Math.clz32(slots);
    this.size = 0;
    const { ints, floats: totals } = this.records;
    for (let old = 0; old < from.length; old += recordInts) {
      if (from[old + COUNT] === 0) continue;
      const at = this.#insert(this.#freeFor(from[old]), from, old + RECORD_INTS, from[old]);
      ints[at + COUNT] = from[old + COUNT];
      ints[at + FIRST] = from[old + FIRST];
      ints[at + LAST] = from[old + LAST];
      totals[totalAt(at)] = floats[totalAt(old)];
    }
  }

  /** Where a text that is known to be new would stand. */
  #freeFor(hash: number): number {
    if (this.#places !== null) return this.#nextFree();
    const { ints } = this.records;
    let at = slotOf(hash, this.#shift) * this.recordInts;
    while (ints[at + COUNT] !== 0) {
      at += this.recordInts;
      if (at === ints.length) at = 0;
    }
    return at;
  }
}

/** By insertion: hardly any record stands far from where it belongs, but for the few at the beginning that belong to the end. */
function sortNearlySorted(places: Uint32Array, hashes: Int32Array): void {
  for (let i = 1; i < places.length; i++) {
    const place = places[i];
    const hash = hashes[place];
    let to = i;
    for (; to > 0 && hashes[places[to - 1]] > hash; to--) places[to] = places[to - 1];
    places[to] = place;
  }
}

/** The slot of a hash, by the bits behind those that name the part. */
function slotOf(hash: number, shift: number): number {
  return ((hash << 8) >>> 1) >>> shift;
}

/** Whether a record is that of the text of a row. */
function isText(ints: Int32Array, at: number, rows: Int32Array, row: number, width: number): boolean {
  return (
    ints[at] === rows[row] && ints[at + COUNT] !== 0 && isSame(ints, at + RECORD_INTS, rows, row + ROW_INTS, width)
  );
}

function isSame(a: Int32Array, atA: number, b: Int32Array, atB: number, width: number): boolean {
  for (let w = 0; w < width; w++) if (a[atA + w] !== b[atB + w]) return false;
  return true;
}

function newRecords(ints: number): Records {
  const buffer = scratch(ints * Int32Array.BYTES_PER_ELEMENT);
  return { ints: new Int32Array(buffer), floats: new Float64Array(buffer) };
}
