import { FIRST_DAY, LAST_DAY } from "../../input/days/calendar.js";
import { IntPart, type PackedPart } from "./int-part.js";
import { mix } from "./mix.js";
import { addTo } from "./record.js";
import { ROOMY, type Room } from "./room.js";

const PART_BITS = 8;
export const PARTS: number = 1 << PART_BITS;

// Rows that wait for each part: few at first, so that little input needs little memory; 32 MiB in all at most.
const FEWEST_ROWS = 32;
const MOST_ROWS = 8192;

// From here on doubles are whole numbers, and adding a half would round them.
export const WHOLE_FROM: number = 2 ** 52;

/** What was seen in rows as they were added. */
export interface Noticed {
  lastDay: number;
  /** Amounts that lost decimals. */
  rounded: number;
}

/**
 * What is kept of customers with int32 ids, in parts by the first bits of their mixed ids. Rows wait until there are many for a part
 * and are then added together, while the part is in the cache.
 */
export class IntSums {
  readonly parts: readonly IntPart[];
  #capacity = 0;
  #rows = new Int32Array(0);
  #amounts = new Float64Array(0);
  readonly #waiting = new Int32Array(PARTS);
  #fullParts = 0;

  constructor(room: Room = ROOMY) {
    this.parts = Array.from(
      { length: PARTS },
      (_, part) => new IntPart((part - (PARTS >> 1)) << (32 - PART_BITS), room),
    );
  }

  /** Customers; those of waiting rows are known after `flush`. */
  get size(): number {
    let size = 0;
    for (const part of this.parts) size += part.size;
    return size;
  }

  /** Adds an order of a mixed id. */
  add(mixed: number, day: number, amount: number): void {
    const part = partOf(mixed);
    if (this.#waiting[part] === this.#capacity) this.#makeRoom(part);
    const row = part * this.#capacity + this.#waiting[part]++;
    this.#rows[row * 4] = mixed;
    this.#rows[row * 4 + 1] = day;
    this.#amounts[row * 2 + 1] = amount;
  }

  /** Adds the orders `from .. to - 1` of columns. */
  addBlock(mixed: Uint32Array, day: Int32Array, amount: Float64Array, from: number, to: number): void {
    const waiting = this.#waiting;
    let rows = this.#rows;
    let amounts = this.#amounts;
    let capacity = this.#capacity;
    for (let i = from; i < to; i++) {
      const key = mixed[i] | 0;
      const part = partOf(key);
      if (waiting[part] === capacity) {
        this.#makeRoom(part);
        rows = this.#rows;
        amounts = this.#amounts;
        capacity = this.#capacity;
      }
      const row = part * capacity + waiting[part]++;
      rows[row * 4] = key;
      rows[row * 4 + 1] = day[i];
      amounts[row * 2 + 1] = amount[i];
    }
  }

  /**
   * Adds the orders of columns from `from` on, up to the first that is not plain: a purchase above zero on a day that there is. Says
   * where it stopped; what it noticed on the way is in `noticed`. It is `addBlock` with the reading of the values in the same loop,
   * which spares five passes over a block: half the time up to here.
   */
  addPlain(
    ids: Int32Array,
    days: Int32Array,
    amounts: Float64Array,
    power: number,
    from: number,
    to: number,
    noticed: Noticed,
  ): number {
    const waiting = this.#waiting;
    let rows = this.#rows;
    let totals = this.#amounts;
    let capacity = this.#capacity;
    let { lastDay, rounded } = noticed;
    let i = from;
    for (; i < to; i++) {
      const day = days[i];
      const amount = amounts[i];
      const scaled = amount * power;
      // What the readers of days and amounts do with plain values; NaN fails every comparison.
      if (!(scaled >= 0.5 && scaled < WHOLE_FROM) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
      const minor = Math.floor(scaled + 0.5);
      if (minor / power !== amount) rounded++;
      if (day > lastDay) lastDay = day;
      const mixed = mix(ids[i]);
      const part = partOf(mixed);
      if (waiting[part] === capacity) {
        this.#makeRoom(part);
        rows = this.#rows;
        totals = this.#amounts;
        capacity = this.#capacity;
      }
      const row = part * capacity + waiting[part]++;
      rows[row * 4] = mixed;
      rows[row * 4 + 1] = day;
      totals[row * 2 + 1] = minor;
    }
    noticed.lastDay = lastDay;
    noticed.rounded = rounded;
    return i;
  }

  /**
   * {@link addPlain} for rows that are listed, with the mixed ids of these: says how many of the first `count` it took. A loop of its
   * own, because a list of all rows would cost those who have none a tenth of the time.
   */
  addListed(
    mixedIds: Int32Array,
    days: Int32Array,
    amounts: Float64Array,
    power: number,
    list: Int32Array,
    count: number,
    noticed: Noticed,
  ): number {
    const waiting = this.#waiting;
    let rows = this.#rows;
    let totals = this.#amounts;
    let capacity = this.#capacity;
    let { lastDay, rounded } = noticed;
    let k = 0;
    for (; k < count; k++) {
      const i = list[k];
      const day = days[i];
      const amount = amounts[i];
      const scaled = amount * power;
      if (!(scaled >= 0.5 && scaled < WHOLE_FROM) || !(day >= FIRST_DAY && day <= LAST_DAY)) break;
      const minor = Math.floor(scaled + 0.5);
      if (minor / power !== amount) rounded++;
      if (day > lastDay) lastDay = day;
      const mixed = mixedIds[k];
      const part = partOf(mixed);
      if (waiting[part] === capacity) {
        this.#makeRoom(part);
        rows = this.#rows;
        totals = this.#amounts;
        capacity = this.#capacity;
      }
      const row = part * capacity + waiting[part]++;
      rows[row * 4] = mixed;
      rows[row * 4 + 1] = day;
      totals[row * 2 + 1] = minor;
    }
    noticed.lastDay = lastDay;
    noticed.rounded = rounded;
    return k;
  }

  /** Adds many orders of a mixed id at once. */
  join(mixed: number, count: number, first: number, last: number, total: number): void {
    const part = this.parts[partOf(mixed)];
    const at = part.locate(mixed);
    addTo(part.records, at, count, first, last, total);
  }

  /** Makes room for so many further customers of the part of a mixed id. */
  reserve(mixed: number, customers: number): void {
    this.parts[partOf(mixed)].reserve(customers);
  }

  /** Adds all that other sums hold, of which no rows wait. */
  merge(other: IntSums): void {
    for (let part = 0; part < PARTS; part++) this.parts[part].merge(other.parts[part]);
  }

  /** The parts that hold something, to be moved into another thread; no rows wait. The sums must not be used any more. */
  pack(): PackedPart[] {
    return this.parts.flatMap((part, p) => (part.size === 0 ? [] : [part.pack(p)]));
  }

  /** Adds packed parts. */
  unpack(packed: readonly PackedPart[]): void {
    for (const part of packed) this.parts[part.part].unpack(part);
  }

  /** Adds the rows that wait. */
  flush(): void {
    for (let part = 0; part < PARTS; part++) this.#flushPart(part);
  }

  #flushPart(part: number): void {
    const start = part * this.#capacity;
    this.parts[part].addRows(this.#rows, this.#amounts, start, start + this.#waiting[part]);
    this.#waiting[part] = 0;
  }

  #makeRoom(part: number): void {
    this.#fullParts++;
    if (this.#capacity < MOST_ROWS && this.#fullParts > PARTS) this.#widen();
    else if (this.#capacity === 0) this.#widen();
    else this.#flushPart(part);
  }

  #widen(): void {
    this.flush();
    this.#fullParts = 0;
    this.#capacity = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, this.#capacity * 4));
    const buffer = new ArrayBuffer(PARTS * this.#capacity * 16);
    this.#rows = new Int32Array(buffer);
    this.#amounts = new Float64Array(buffer);
  }
}

/** The part of a mixed id; the parts ascend with the ids. */
export function partOf(mixed: number): number {
  return (mixed >> (32 - PART_BITS)) + (PARTS >> 1);
}
