import { byPart } from "./by-part.js";
import { type DenseRange, denseRangeFor, type IdRange, idRangeOf } from "./dense-range.js";
import { DenseSums } from "./dense-sums.js";
import { IntPart } from "./int-part.js";
import { mix, unmix } from "./mix.js";
import type { PackedInts } from "./packed-ints.js";
import { PART_BITS, PARTS, partOf } from "./part-of.js";
import { type Noticed, type PlainValues, queuePlain } from "./queue-plain.js";
import { addTo } from "./record.js";
import { ROOMY, type Room } from "./room.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "./row.js";
import { RowQueue } from "./row-queue.js";

// 24 MiB for all parts.
const MOST_ROWS = 8192;

// Fewer rows are not worth a look at their ids.
const FEWEST_DENSE_ROWS = 1 << 16;

/**
 * What is kept of customers with int32 ids, in parts by the first bits of their mixed ids. Rows wait until there are many for a part
 * and are then added together, while the part is in the cache.
 */
export class IntSums {
  readonly #parts: readonly IntPart[];
  readonly #queue: RowQueue;
  /** Where ids lie close together, their sums are here until somebody looks at the parts. */
  #dense: DenseSums | null = null;
  /** Where the ids of the columns lie that are being added. */
  #range: (IdRange & { readonly ids: Int32Array }) | null = null;
  #isExpected = false;

  constructor(room: Room = ROOMY) {
    this.#parts = Array.from(
      { length: PARTS },
      (_, part) => new IntPart((part - (PARTS >> 1)) << (32 - PART_BITS), room),
    );
    this.#queue = new RowQueue(ROW_INTS, MOST_ROWS, this.#parts);
  }

  /** All customers by part; those of waiting rows after `flush`. */
  get parts(): readonly IntPart[] {
    this.#moveDense();
    return this.#parts;
  }

  /** Customers; those of waiting rows are known after `flush`. */
  get size(): number {
    const { dense } = this;
    if (dense !== null) return dense.size;
    let size = 0;
    for (const part of this.parts) size += part.size;
    return size;
  }

  /** All customers, where their ids lie close together; otherwise `null`. Those of waiting rows are there after `flush`. */
  get dense(): DenseSums | null {
    return this.#parts.every(({ size }) => size === 0) ? this.#dense : null;
  }

  /** How many customers these sums and others, of which no rows wait, have together. */
  countWith(other: IntSums): number {
    if (this.size === 0 || other.size === 0) return this.size + other.size;
    return this.parts.reduce((sum, part, p) => sum + part.countWith(other.parts[p]), 0);
  }

  /** Says that all columns to come have ids of this range, or most of them. */
  expect(range: DenseRange): void {
    this.#moveDense();
    this.#dense = new DenseSums(range);
    this.#isExpected = true;
  }

  /** Adds an order of a mixed id. */
  add(mixed: number, day: number, amount: number): void {
    if (amount > MOST_IN_ROW) {
      this.join(mixed, 1, day, day, amount);
      return;
    }
    if (this.#dense?.add(unmix(mixed), day, amount)) return;
    const queue = this.#queue;
    const part = partOf(mixed);
    queue.free(part);
    const at = (part * queue.capacity + queue.waiting[part]++) * ROW_INTS;
    queue.rows[at] = mixed;
    queue.rows[at + DAY] = day;
    queue.rows[at + AMOUNT] = amount;
  }

  /** Adds the orders `from .. to - 1` of columns. */
  addBlock(mixed: Uint32Array, day: Int32Array, amount: Float64Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.add(mixed[i] | 0, day[i], amount[i]);
  }

  /**
   * Adds the orders of columns from `from` on, up to the first that is not plain: a purchase above zero, of no more than
   * {@link MOST_IN_ROW}, on a day that there is. Says where it stopped; what it noticed on the way is in `noticed`.
   */
  addPlain(ids: Int32Array, values: PlainValues, from: number, to: number, noticed: Noticed): number {
    const dense = this.#denseFor(ids, values, from, to);
    if (dense === null) return this.#queuePlain(ids, values, from, to, noticed);
    let i = from;
    while (i < to) {
      i = dense.addPlain(ids, values, i, to, noticed);
      // What belongs to other days, or came into the column meanwhile, may still be plain.
      if (i < to && this.#queuePlain(ids, values, i, i + 1, noticed) === i) break;
      i = Math.min(to, i + 1);
    }
    return i;
  }

  #queuePlain(ids: Int32Array, values: PlainValues, from: number, to: number, noticed: Noticed): number {
    this.#queue.reserve(to - from);
    let i = from;
    while (i < to) {
      i = queuePlain(this.#queue, ids, values, i, to, noticed);
      if (i === to || !this.#queue.free(partOf(mix(ids[i])))) break;
    }
    return i;
  }

  /** The sums for the ids of many rows that lie close together, or `null` where they do not. */
  #denseFor(ids: Int32Array, { days }: PlainValues, from: number, to: number): DenseSums | null {
    if (this.#isExpected) return this.#dense;
    const isGoingOn = this.#range?.ids === ids && from > 0;
    if (!isGoingOn) {
      if (to - from < FEWEST_DENSE_ROWS) return null;
      this.#range = { ids, ...idRangeOf(ids) };
    }
    const { low, width } = this.#range as IdRange;
    if (this.#dense?.covers(low, width)) return this.#dense;
    const range = isGoingOn ? null : denseRangeFor({ low, width }, days.subarray(from, to));
    if (range === null) return null;
    this.#moveDense();
    this.#dense = new DenseSums(range);
    return this.#dense;
  }

  #moveDense(): void {
    const dense = this.#dense;
    if (dense === null) return;
    this.#dense = null;
    this.#isExpected = false;
    dense.flush();
    this.#addDense(dense);
  }

  /** Adds sums of which no rows wait to the parts. */
  #addDense(dense: DenseSums): void {
    const { starts, columns } = byPart(dense);
    for (const [p, part] of this.#parts.entries()) part.addColumns(columns, starts[p], starts[p + 1]);
  }

  /** Adds many orders of a mixed id at once. */
  join(mixed: number, count: number, first: number, last: number, total: number): void {
    const part = this.#parts[partOf(mixed)];
    const at = part.locate(mixed);
    addTo(part.records, at, count, first, last, total);
  }

  /** Makes room for so many further customers of the part of a mixed id. */
  reserve(mixed: number, customers: number): void {
    this.#parts[partOf(mixed)].reserve(customers);
  }

  /** Adds all that other sums hold, of which no rows wait. */
  merge(other: IntSums): void {
    for (let part = 0; part < PARTS; part++) this.parts[part].merge(other.parts[part]);
  }

  /** What they hold, to be moved into another thread; no rows wait. The sums must not be used any more. */
  pack(): PackedInts {
    const parts = this.#parts.flatMap((part, p) => (part.size === 0 ? [] : [part.pack(p)]));
    return { parts, dense: this.#dense?.pack() ?? null };
  }

  /** Adds what was packed. No rows wait. */
  unpack({ parts, dense }: PackedInts): void {
    for (const part of parts) this.#parts[part.part].unpack(part);
    if (dense === null) return;
    const other = DenseSums.of(dense);
    if (this.#dense === null) this.#dense = other;
    else if (!this.#dense.merge(other)) this.#addDense(other);
  }

  /** Adds the rows that wait. */
  flush(): void {
    this.#queue.flush();
    this.#dense?.flush();
    this.#range = null;
  }
}
