import { hashWords, TextBatch } from "../../input/ids/text-batch.js";
import { PARTS, partOf } from "../sums/part-of.js";
import type { Noticed, PlainValues } from "../sums/queue-plain.js";
import { addTo, COUNT, FIRST, LAST, RECORD_INTS, totalAt } from "../sums/record.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "../sums/row.js";
import { RowQueue } from "../sums/row-queue.js";
import {
  type PlainTexts,
  packPlain,
  partAtHand,
  putRow,
  queuePlainBytes,
  queuePlainTexts,
  type TextBytes,
} from "./queue-plain-texts.js";
import { TextPart } from "./text-part.js";

// 56 MiB for all parts of narrow texts: with half of it adding up takes an eighth longer, since each part is read twice as often.
const MOST_INTS = 57_344;

/** Days and amounts in minor units, by row. */
export interface Values {
  readonly days: Int32Array;
  readonly amounts: Float64Array;
}

/** What is kept of customers known by texts of one width, in parts by the first bits of their hashes. */
export class TextSums {
  readonly width: number;
  readonly parts: readonly TextPart[];
  readonly #queue: RowQueue;
  readonly #single: TextBatch;

  constructor(width: number) {
    this.width = width;
    this.parts = Array.from({ length: PARTS }, () => new TextPart(width));
    this.#single = new TextBatch(width, 1);
    const rowInts = ROW_INTS + width;
    this.#queue = new RowQueue(rowInts, Math.floor(MOST_INTS / rowInts), this.parts);
  }

  /** Customers; those of waiting rows are known after `flush`. */
  get size(): number {
    let size = 0;
    for (const part of this.parts) size += part.size;
    return size;
  }

  /**
   * Adds the orders of the texts `from .. to - 1` of a batch. The values of row `i` of the batch stand at `i - shift`, and an amount that
   * is too large to wait is added at once.
   */
  addBatch(batch: TextBatch, from: number, to: number, shift: number, values: Values): void {
    let k = from;
    while (k < to) {
      k = queueTexts(this.#queue, batch, k, to, shift, values);
      if (k === to) return;
      const at = k * (this.width + 2);
      const { records, width } = batch;
      if (this.#queue.free(partOf(records[at + width]))) continue;
      const i = records[at + width + 1] - shift;
      this.join(records, at, 1, values.days[i], values.days[i], values.amounts[i]);
      k++;
    }
  }

  /**
   * Adds the orders of columns from `from` on, up to the first that is not plain: a purchase above zero, of no more than
   * {@link MOST_IN_ROW}, on a day that there is, by a customer with a text of this width. Says where it stopped.
   */
  addPlain(texts: PlainTexts, values: PlainValues, from: number, to: number, noticed: Noticed): number {
    const queue = this.#queue;
    queue.reserve(to - from);
    let i = from;
    while (i < to) {
      i = Array.isArray(texts)
        ? queuePlainTexts(queue, texts, values, i, to, noticed)
        : queuePlainBytes(queue, texts as TextBytes, values, i, to, noticed);
      // Where it was not for want of room, there is room.
      if (i === to || !queue.free(partAtHand())) break;
    }
    return i;
  }

  /** Adds an order of a text that fits, and is not blank; says whether it does. So many rows are expected in all. */
  addText(text: string, day: number, amount: number, expected: number): boolean {
    if (!packPlain(text)) return false;
    const queue = this.#queue;
    const part = partAtHand();
    if (queue.waiting[part] === queue.capacity) {
      queue.reserve(expected);
      queue.free(part);
    }
    putRow(queue, part, day, amount);
    return true;
  }

  /** Makes room for many rows at once, if so many come. */
  reserve(rows: number): void {
    this.#queue.reserve(rows);
  }

  /** Adds many orders of the text whose words stand at a place at once. */
  join(words: Int32Array, at: number, count: number, first: number, last: number, total: number): void {
    const hash = hashWords(words, at, this.width);
    const part = this.parts[partOf(hash)];
    const place = part.locate(words, at, hash);
    addTo(part.records, place, count, first, last, total);
  }

  /** Adds many orders of a text, if it has this width; says whether it has. */
  joinText(text: string, count: number, first: number, last: number, total: number): boolean {
    if (!this.#pack(text)) return false;
    this.join(this.#single.records, 0, count, first, last, total);
    return true;
  }

  /** Whether there is anything of a text. */
  has(text: string): boolean {
    if (!this.#pack(text)) return false;
    const { records } = this.#single;
    const hash = records[this.width];
    return this.parts[partOf(hash)].find(records, 0, hash) >= 0;
  }

  /** Adds all that other sums hold, of which no rows wait. */
  merge(other: TextSums): void {
    for (let part = 0; part < PARTS; part++) this.parts[part].merge(other.parts[part]);
  }

  /** The records of the parts that hold something, to be moved into another thread; no rows wait. The sums must not be used any more. */
  pack(): ArrayBufferLike[] {
    return this.parts.flatMap(({ size, records }) => (size === 0 ? [] : [records.ints.buffer]));
  }

  /** Adds packed records. */
  unpack(packed: readonly ArrayBufferLike[]): void {
    for (const buffer of packed) this.#addRecords(new Int32Array(buffer), new Float64Array(buffer));
  }

  #addRecords(ints: Int32Array, floats: Float64Array): void {
    for (let at = 0; at < ints.length; at += RECORD_INTS + this.width) {
      const count = ints[at + COUNT];
      if (count > 0) this.join(ints, at + RECORD_INTS, count, ints[at + FIRST], ints[at + LAST], floats[totalAt(at)]);
    }
  }

  /** Adds the rows that wait. */
  flush(): void {
    this.#queue.flush();
  }

  #pack(text: string): boolean {
    this.#single.count = 0;
    return this.#single.add(text, 0);
  }
}

/** Puts texts and the values of their rows into the queues of their parts while there is room, and the amounts fit; says where it stopped. */
function queueTexts(
  { rows, waiting, capacity }: RowQueue,
  { records, width }: TextBatch,
  from: number,
  to: number,
  shift: number,
  { days, amounts }: Values,
): number {
  let k = from;
  for (let at = from * (width + 2); k < to; k++, at += width + 2) {
    const hash = records[at + width];
    const part = partOf(hash);
    const before = waiting[part];
    const i = records[at + width + 1] - shift;
    const amount = amounts[i];
    if (before === capacity || amount > MOST_IN_ROW) break;
    const row = (part * capacity + before) * (ROW_INTS + width);
    rows[row] = hash;
    rows[row + DAY] = days[i];
    rows[row + AMOUNT] = amount;
    for (let w = 0; w < width; w++) rows[row + ROW_INTS + w] = records[at + w];
    waiting[part] = before + 1;
  }
  return k;
}
