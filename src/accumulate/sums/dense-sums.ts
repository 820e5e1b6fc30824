import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { scratch } from "../../memory/scratch.js";
import type { IntPart } from "./int-part.js";
import { mix } from "./mix.js";
import { PARTS, partOf } from "./part-of.js";
import type { Noticed, PlainValues } from "./queue-plain.js";
import { readAll } from "./read-ahead.js";
import { COUNT, FIRST, LAST, newRecords, RECORD_INTS, type Records, totalAt } from "./record.js";
import { MOST_IN_ROW } from "./row.js";

// The records of so many ids that follow each other are 96 KiB, a part that fits the cache.
const ID_BITS = 12;
const PART_IDS = 1 << ID_BITS;

// Days that a row can name behind its id, from the first of them on: 2,870 years.
const DAY_BITS = 32 - ID_BITS;
const DAYS = 1 << DAY_BITS;

const ROW_INTS = 2;
// 24 MiB for all parts, and no more for one than is of use, but no fewer than pay for bringing a part into the cache.
const MOST_WAITING = 3 << 20;
const MOST_IN_PART = 16_384;
const FEWEST_IN_PART = 4096;

// Counts that are summed here stay below 2^31.
const MOST_ROWS = 2 ** 31 - 1;

/**
 * Sums of customers whose int32 ids lie close together, as most do: a record for each id of the range, found without a look-up. A row
 * that waits takes 8 bytes. When others want to see them, all customers move on to the parts. Ten million rows of a million customers take
 * seven tenths of the time that adding them to the parts takes, moving on included.
 */
export class DenseSums {
  readonly low: number;
  readonly width: number;
  readonly #records: Records;
  /** The first of the days that rows can name. */
  readonly #firstDay: number;
  readonly #capacity: number;
  readonly #rows: Int32Array;
  readonly #waiting: Int32Array;
  #added = 0;
  /** Nothing: it keeps what was read ahead from being optimised away. */
  warmth = 0;

  /** For the ids `low .. low + width - 1`, and days around a given one. */
  constructor(low: number, width: number, day: number) {
    const parts = Math.ceil(width / PART_IDS);
    this.low = low;
    this.width = width;
    this.#records = newRecords(parts * PART_IDS);
    this.#firstDay = Math.max(FIRST_DAY, Math.min(LAST_DAY - DAYS + 1, day - DAYS / 2));
    this.#capacity = Math.min(MOST_IN_PART, Math.max(FEWEST_IN_PART, Math.floor(MOST_WAITING / parts)));
    this.#rows = new Int32Array(scratch(parts * this.#capacity * ROW_INTS * Int32Array.BYTES_PER_ELEMENT));
    this.#waiting = new Int32Array(parts);
  }

  /** Whether ids of a range belong here. */
  covers(low: number, width: number): boolean {
    return low >= this.low && low + width <= this.low + this.width;
  }

  /** Adds rows of columns up to the first that is not plain, or not of the ids or days; says where it stopped. */
  addPlain(ids: Int32Array, values: PlainValues, from: number, to: number, noticed: Noticed): number {
    const end = Math.min(to, from + MOST_ROWS - this.#added);
    let i = from;
    while (i < end) {
      i = this.#queue(ids, values, i, end, noticed);
      const part = i < end ? ((ids[i] - this.low) | 0) >>> ID_BITS : 0;
      if (i === end || this.#waiting[part] !== this.#capacity) break;
      this.#addPart(part);
    }
    this.#added += i - from;
    return i;
  }

  #queue(ids: Int32Array, { days, amounts, power }: PlainValues, from: number, to: number, noticed: Noticed): number {
    const { low, width } = this;
    const firstDay = this.#firstDay;
    const lastDay = firstDay + DAYS - 1;
    const rows = this.#rows;
    const waiting = this.#waiting;
    const capacity = this.#capacity;
    let latest = firstDay - 1;
    let rounded = 0;
    let i = from;
    for (; i < to; i++) {
      const day = days[i];
      const amount = amounts[i];
      const scaled = amount * power;
      const place = (ids[i] - low) | 0;
      if (!(scaled >= 0.5 && scaled < MOST_IN_ROW) || !(day >= firstDay && day <= lastDay) || place >>> 0 >= width)
        break;
      const part = place >>> ID_BITS;
      const before = waiting[part];
      if (before === capacity) break;
      const minor = (scaled + 0.5) | 0;
      if (minor / power !== amount) rounded++;
      if (day > latest) latest = day;
      const row = (part * capacity + before) * ROW_INTS;
      rows[row] = (place << DAY_BITS) | (day - firstDay);
      rows[row + 1] = minor;
      waiting[part] = before + 1;
    }
    noticed.rounded += rounded;
    if (i > from && latest > noticed.lastDay) noticed.lastDay = latest;
    return i;
  }

  /**
   * Adds the rows that wait for a part. So that a record of zeros is one of no orders, the first day is kept as what it is before the end
   * of the days, the last day as what it is after their beginning: both are the largest so far.
   */
  #addPart(part: number): void {
    const rows = this.#rows;
    const { ints, floats } = this.#records;
    const firstPlace = part << ID_BITS;
    const start = part * this.#capacity * ROW_INTS;
    const end = start + this.#waiting[part] * ROW_INTS;
    this.warmth = readAll(ints.subarray(firstPlace * RECORD_INTS, (firstPlace + PART_IDS) * RECORD_INTS));
    for (let row = start; row < end; row += ROW_INTS) {
      const head = rows[row];
      const day = head & (DAYS - 1);
      const at = (firstPlace | (head >>> DAY_BITS)) * RECORD_INTS;
      ints[at + COUNT]++;
      const earlier = ints[at + FIRST] - (DAYS - day);
      ints[at + FIRST] -= earlier & (earlier >> 31);
      const later = ints[at + LAST] - (day + 1);
      ints[at + LAST] -= later & (later >> 31);
      floats[totalAt(at)] += rows[row + 1];
    }
    this.#waiting[part] = 0;
  }

  /** Moves all customers to the parts of the mixed ids. The sums must not be used any more. */
  moveTo(parts: readonly IntPart[]): void {
    for (let part = 0; part < this.#waiting.length; part++) this.#addPart(part);
    const ends = new Int32Array(PARTS);
    const sorted = this.#sortByPart(ends, this.#countByPart(ends));
    // What was the beginning of each part has become its end.
    for (let part = 0, from = 0; part < PARTS; part++) {
      parts[part].addRecords(sorted, from, ends[part]);
      from = ends[part];
    }
  }

  /** Finds where the customers of each part begin, if they are sorted by part; says how many there are in all. */
  #countByPart(ends: Int32Array): number {
    const { ints } = this.#records;
    for (let i = 0, at = COUNT; i < this.width; i++, at += RECORD_INTS) {
      if (ints[at] !== 0) ends[partOf(mix(this.low + i))]++;
    }
    let start = 0;
    for (let part = 0; part < PARTS; part++) {
      start += ends[part];
      ends[part] = start - ends[part];
    }
    return start;
  }

  /** The records of all customers by part, with their mixed ids for keys; `ends` moves on. */
  #sortByPart(ends: Int32Array, count: number): Records {
    const { ints, floats } = this.#records;
    const sorted = newRecords(count);
    const firstDay = this.#firstDay;
    for (let i = 0, at = 0; i < this.width; i++, at += RECORD_INTS) {
      if (ints[at + COUNT] === 0) continue;
      const mixed = mix(this.low + i);
      const to = ends[partOf(mixed)]++ * RECORD_INTS;
      sorted.ints[to] = mixed;
      sorted.ints[to + COUNT] = ints[at + COUNT];
      sorted.ints[to + FIRST] = firstDay + DAYS - ints[at + FIRST];
      sorted.ints[to + LAST] = firstDay + ints[at + LAST] - 1;
      sorted.floats[totalAt(to)] = floats[totalAt(at)];
    }
    return sorted;
  }
}
