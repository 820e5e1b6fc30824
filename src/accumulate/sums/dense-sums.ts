import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { scratch } from "../../memory/scratch.js";
import type { DenseRange } from "./dense-range.js";
import { DAY_BITS, DAY_MASK, DAYS, DAYS_AT, RECORD_INTS } from "./dense-record.js";
import type { Noticed, PlainValues } from "./queue-plain.js";
import { readAll } from "./read-ahead.js";
import { MOST_IN_ROW } from "./row.js";

// The records of so many ids that follow each other, 64 KiB, are a part that fits the cache; a row names them by 16 bits at most.
const ID_BITS = 12;
const MOST_PARTS = 1 << 10;

const ROW_INTS = 2;
// 24 MiB for all parts, and no more for one than is of use, but no fewer than pay for bringing a part into the cache.
const MOST_WAITING = 3 << 20;
const MOST_IN_PART = 16_384;
const FEWEST_IN_PART = 4096;

// Counts that are summed here stay below 2^31.
const MOST_ROWS = 2 ** 31 - 2;

const NO_ROWS = /* @__PURE__ */ new Int32Array(0);

/** In a worker thread, the room of the call before: new memory costs time, most of all if several threads want it at once. */
let spareRows: Int32Array = NO_ROWS;

/** What {@link DenseSums} hold, as a message. */
export interface PackedDense {
  readonly range: DenseRange;
  readonly added: number;
  readonly records: ArrayBufferLike;
}

/**
 * Sums of customers whose int32 ids lie close together, as most do: a record for each id of the range, found without a look-up. A row
 * that waits takes 8 bytes. Ten million rows of a million customers take seven tenths of the time that adding them to parts takes.
 */
export class DenseSums {
  readonly low: number;
  readonly width: number;
  /** Around which day those that rows can name lie. */
  readonly day: number;
  readonly #ints: Int32Array;
  readonly #floats: Float64Array;
  readonly #idBits: number;
  /** The first of these days. */
  readonly #firstDay: number;
  readonly #capacity: number;
  /** By part, where its next row goes among the int32 of all rows, and where it has no more room. */
  readonly #next: Int32Array;
  readonly #ends: Int32Array;
  #rows: Int32Array = NO_ROWS;
  #added = 0;
  #size = -1;
  /** Nothing: it keeps what was read ahead from being optimised away. */
  warmth = 0;

  /** For a range of ids and days; with the records of other sums for the same, if they are given. */
  constructor({ low, width, day }: DenseRange, records: ArrayBufferLike = newRecords(width)) {
    this.low = low;
    this.width = width;
    this.day = day;
    this.#idBits = idBitsOf(width);
    const parts = Math.ceil(width / 2 ** this.#idBits);
    this.#ints = new Int32Array(records);
    this.#floats = new Float64Array(records);
    this.#firstDay = Math.max(FIRST_DAY, Math.min(LAST_DAY - DAYS + 1, day - (DAYS >> 1)));
    this.#capacity = Math.min(MOST_IN_PART, Math.max(FEWEST_IN_PART, Math.floor(MOST_WAITING / parts)));
    this.#next = Int32Array.from({ length: parts }, (_, part) => this.#startOf(part));
    this.#ends = this.#next.map((start) => start + this.#capacity * ROW_INTS);
  }

  #startOf(part: number): number {
    return part * this.#capacity * ROW_INTS;
  }

  /** Whether ids of a range belong here. */
  covers(low: number, width: number): boolean {
    return low >= this.low && low + width <= this.low + this.width;
  }

  /** Adds an order of up to {@link MOST_IN_ROW} minor units; says whether its id and day belong here. */
  add(id: number, day: number, minor: number): boolean {
    const place = (id - this.low) | 0;
    const since = day - this.#firstDay;
    if (place >>> 0 >= this.width || since < 0 || since >= DAYS || this.#added === MOST_ROWS) return false;
    this.#makeRoom();
    const part = place >>> this.#idBits;
    if (this.#next[part] === this.#ends[part]) this.#addPart(part);
    const row = this.#next[part];
    this.#next[part] = row + ROW_INTS;
    this.#rows[row] = (place << DAY_BITS) | since;
    this.#rows[row + 1] = minor;
    this.#added++;
    return true;
  }

  /** Adds rows of columns up to the first that is not plain, or not of the ids or days; says where it stopped. */
  addPlain(ids: Int32Array, values: PlainValues, from: number, to: number, noticed: Noticed): number {
    const end = Math.min(to, from + MOST_ROWS - this.#added);
    this.#makeRoom();
    let i = from;
    while (i < end) {
      i = this.#queue(ids, values, i, end, noticed);
      const place = i < end ? (ids[i] - this.low) | 0 : -1;
      const part = place >>> this.#idBits;
      if (place >>> 0 >= this.width || this.#next[part] !== this.#ends[part]) break;
      this.#addPart(part);
    }
    this.#added += i - from;
    return i;
  }

  /** Room for rows that wait: sums that were made elsewhere may never get any. */
  #makeRoom(): void {
    if (this.#rows.length > 0) return;
    const needed = this.#startOf(this.#next.length);
    this.#rows = spareRows.length < needed ? new Int32Array(scratch(needed * Int32Array.BYTES_PER_ELEMENT)) : spareRows;
    spareRows = NO_ROWS;
  }

  /** What is left out of this loop, or done without a jump, is worth it: places ready to be used, a third less time together. */
  #queue(ids: Int32Array, { days, amounts, power }: PlainValues, from: number, to: number, noticed: Noticed): number {
    const { low, width } = this;
    const idBits = this.#idBits;
    const firstDay = this.#firstDay;
    const rows = this.#rows;
    const next = this.#next;
    const ends = this.#ends;
    let latest = -1;
    let rounded = 0;
    let i = from;
    for (; i < to; i++) {
      const amount = amounts[i];
      const scaled = amount * power;
      const since = (days[i] - firstDay) | 0;
      const place = (ids[i] - low) | 0;
      if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || since >>> 0 >= DAYS || place >>> 0 >= width) break;
      const part = place >>> idBits;
      const row = next[part];
      if (row === ends[part]) break;
      const minor = (scaled + 0.5) | 0;
      rounded = (rounded + (minor / power === amount ? 0 : 1)) | 0;
      if (since > latest) latest = since;
      rows[row] = (place << DAY_BITS) | since;
      rows[row + 1] = minor;
      next[part] = row + ROW_INTS;
    }
    noticed.rounded += rounded;
    if (i > from) noticed.lastDay = Math.max(noticed.lastDay, firstDay + latest);
    return i;
  }

  /** Adds the rows that wait for a part. Both numbers of the days are the largest so far, by sign bits. */
  #addPart(part: number): void {
    const rows = this.#rows;
    const ints = this.#ints;
    const floats = this.#floats;
    const idBits = this.#idBits;
    const idMask = (1 << idBits) - 1;
    const firstPlace = part << idBits;
    const start = this.#startOf(part);
    const end = this.#next[part];
    this.warmth = readAll(ints.subarray(firstPlace * RECORD_INTS, (firstPlace + idMask + 1) * RECORD_INTS));
    for (let row = start; row < end; row += ROW_INTS) {
      const head = rows[row];
      const day = head & DAY_MASK;
      const at = (firstPlace | ((head >>> DAY_BITS) & idMask)) * RECORD_INTS;
      ints[at]++;
      const known = ints[at + DAYS_AT];
      const later = (known & DAY_MASK) - (day + 1);
      const earlier = (known >>> DAY_BITS) - (DAYS - day);
      ints[at + DAYS_AT] = known - (later & (later >> 31)) - ((earlier & (earlier >> 31)) << DAY_BITS);
      floats[(at >> 1) + 1] += rows[row + 1];
    }
    this.#next[part] = start;
    this.#size = -1;
  }

  /** Adds the rows that wait. */
  flush(): void {
    for (let part = 0; part < this.#next.length; part++)
      if (this.#next[part] > this.#startOf(part)) this.#addPart(part);
  }

  /** Customers; those of waiting rows are known after `flush`. */
  get size(): number {
    if (this.#size >= 0) return this.#size;
    const ints = this.#ints;
    let size = 0;
    for (let at = 0; at < ints.length; at += RECORD_INTS) size += -ints[at] >>> 31;
    this.#size = size;
    return size;
  }

  /** The records, to be moved into another thread: these sums must not be used any more. No rows wait. */
  pack(): PackedDense {
    const { low, width, day } = this;
    if (this.#rows.length > 0) spareRows = this.#rows;
    return { range: { low, width, day }, added: this.#added, records: this.#ints.buffer };
  }

  /** Sums that were packed. */
  static of({ range, added, records }: PackedDense): DenseSums {
    const own = new DenseSums(range, records);
    own.#added = added;
    return own;
  }

  /** Adds other sums, of which no rows wait, of the same range; says whether that was possible. Neither has rows that wait. */
  merge(other: DenseSums): boolean {
    const { low, width, day } = this;
    if (other.low !== low || other.width !== width || other.day !== day) return false;
    if (this.#added + other.#added > MOST_ROWS) return false;
    const ints = this.#ints;
    const floats = this.#floats;
    const from = other.#ints;
    const fromFloats = other.#floats;
    for (let at = 0; at < from.length; at += RECORD_INTS) {
      if (from[at] === 0) continue;
      const known = ints[at + DAYS_AT];
      const days = from[at + DAYS_AT];
      const later = (known & DAY_MASK) - (days & DAY_MASK);
      const earlier = (known >>> DAY_BITS) - (days >>> DAY_BITS);
      ints[at] += from[at];
      ints[at + DAYS_AT] = known - (later & (later >> 31)) - ((earlier & (earlier >> 31)) << DAY_BITS);
      floats[(at >> 1) + 1] += fromFloats[(at >> 1) + 1];
    }
    this.#added += other.#added;
    this.#size = -1;
    return true;
  }

  /** Fills columns with all customers, in the order of their ids. A million take 4 ms, and 8 for new memory to write to. */
  write({ ids, count, firstDay, lastDay, total }: AskedColumns): void {
    const ints = this.#ints;
    const floats = this.#floats;
    const beforeFirst = this.#firstDay - 1;
    const afterLast = this.#firstDay + DAYS;
    let row = 0;
    for (let at = 0, id = this.low; at < ints.length; at += RECORD_INTS, id++) {
      if (ints[at] === 0) continue;
      const days = ints[at + DAYS_AT];
      ids[row] = id;
      count[row] = ints[at];
      if (firstDay !== null) firstDay[row] = afterLast - (days >>> DAY_BITS);
      lastDay[row] = beforeFirst + (days & DAY_MASK);
      total[row] = floats[(at >> 1) + 1];
      row++;
    }
  }
}

function newRecords(width: number): ArrayBufferLike {
  const idBits = idBitsOf(width);
  return scratch(Math.ceil(width / 2 ** idBits) * 2 ** idBits * RECORD_INTS * Int32Array.BYTES_PER_ELEMENT);
}

/** How many bits of an id name it within its part. */
function idBitsOf(width: number): number {
  return Math.max(ID_BITS, Math.ceil(Math.log2(width / MOST_PARTS)));
}

/** What is to be filled: `null` what nobody asks for. */
export interface AskedColumns {
  readonly ids: Int32Array;
  readonly count: Int32Array;
  readonly firstDay: Int32Array | null;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
}
