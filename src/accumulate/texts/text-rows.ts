import { NARROW, TextBatch, unpackText, WIDE } from "../../input/ids/text-batch.js";
import type { TextSums, Values } from "./text-sums.js";

/** Stands for the code of a customer who is known by a short text: above every code, and below those of faults. */
export const TEXT_ROW = 0xfffffffd;

/** The sums that short texts are added to, by width. */
type Sums = readonly TextSums[];

/** A text of a batch. */
export interface RowText {
  readonly batch: TextBatch;
  readonly place: number;
  /** Which width it has. */
  readonly kind: number;
}

/** The short texts of rows that are read together, in the order of the rows, and are then taken in this order. */
export class TextRows {
  /** How many rows are to come, those at hand included, as far as that is known. */
  expected = 0;
  #batches: readonly TextBatch[] = [];
  #rows = 0;
  /** The first text of each width that was not taken yet. */
  readonly #next = [0, 0];
  /** How many rows were taken. */
  #taken = 0;

  /** Begins with the next rows, so many at most. */
  begin(rows: number): void {
    if (rows > this.#rows) {
      this.#rows = rows;
      this.#batches = [new TextBatch(NARROW, rows), new TextBatch(WIDE, rows)];
    }
    for (const batch of this.#batches) batch.count = 0;
    this.#next.fill(0);
    this.#taken = 0;
  }

  /** Adds the text of a row; says whether it is short, and not blank. */
  add(text: string, row: number): boolean {
    const first = text.charCodeAt(0);
    // Only white space begins like white space.
    if (!(first > 32 && first !== 160) && text.trim() === "") return false;
    return this.#batches[0].add(text, row) || this.#batches[1].add(text, row);
  }

  /** The same for a text of bytes, which must be ASCII. */
  addBytes(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    if (start >= end || bytes[start] <= 32) return false;
    return this.#batches[0].addBytes(bytes, start, end, row) || this.#batches[1].addBytes(bytes, start, end, row);
  }

  /** Takes the texts of the rows of a block up to before one, all of which have short texts, and adds their orders. */
  addTo(sums: Sums, to: number, values: Values): void {
    const end = to + this.#taken;
    for (const [kind, batch] of this.#batches.entries()) {
      const first = this.#next[kind];
      let last = first;
      // Most runs are all that is left.
      if (first < batch.count && rowAt(batch, batch.count - 1) < end) last = batch.count;
      while (last < batch.count && rowAt(batch, last) < end) last++;
      this.#next[kind] = last;
      // What most rows have makes room for all.
      if (last - first > batch.count / 2) sums[kind].reserve(this.expected);
      if (last > first) sums[kind].addBatch(batch, first, last, this.#taken, values);
    }
  }

  /** Takes the text of a row of a block. */
  take(i: number): RowText {
    const row = i + this.#taken;
    const kind = this.#batches.findIndex(
      (batch, k) => this.#next[k] < batch.count && rowAt(batch, this.#next[k]) === row,
    );
    return { batch: this.#batches[kind], place: this.#next[kind]++, kind };
  }

  /** Ends a block of so many rows. */
  endBlock(rows: number): void {
    this.#taken += rows;
  }
}

export function textOf({ batch, place }: RowText): string {
  return unpackText(batch.records, place * (batch.width + 2), batch.width);
}

function rowAt({ records, width }: TextBatch, place: number): number {
  return records[place * (width + 2) + width + 1];
}
