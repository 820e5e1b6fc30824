import { PARTS } from "./part-of.js";
import { addTo, COUNT, newRecords, RECORD_INTS, type Records } from "./record.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "./row.js";
import { RowQueue } from "./row-queue.js";

const PAGE_BITS = 13;
const PAGE_RECORDS = 1 << PAGE_BITS;

// In so few pages waiting would take more time than it saves.
const FEW_PAGES = 16;

// 24 MiB for all parts.
const MOST_ROWS = 8192;

/**
 * What is kept of customers that have codes. Pages, because a table that doubled would be copied and stand there twice. Where there are
 * many pages, rows wait until there are many for one, or for some that are far apart: hundreds of thousands of codes take a third less time.
 */
export class CodedSums {
  readonly #pages: Records[];
  readonly #queue: RowQueue;
  #isWaiting = false;

  constructor(pages: readonly Records[] = []) {
    this.#pages = [...pages];
    const part = { size: 0, reserve() {}, addRows: this.#addRows.bind(this) };
    this.#queue = new RowQueue(ROW_INTS, MOST_ROWS, new Array(PARTS).fill(part));
  }

  /** All pages, by the codes. */
  get pages(): readonly Records[] {
    this.#flush();
    return this.#pages;
  }

  /** Above every code that has a record. */
  get size(): number {
    this.#flush();
    return this.#pages.length * PAGE_RECORDS;
  }

  add(code: number, day: number, amount: number): void {
    if (this.#pages.length <= FEW_PAGES || amount > MOST_IN_ROW) {
      this.join(code, 1, day, day, amount);
      return;
    }
    const queue = this.#queue;
    const part = (code >>> PAGE_BITS) & (PARTS - 1);
    queue.free(part);
    const at = (part * queue.capacity + queue.waiting[part]++) * ROW_INTS;
    queue.rows[at] = code;
    queue.rows[at + DAY] = day;
    queue.rows[at + AMOUNT] = amount;
    this.#isWaiting = true;
  }

  join(code: number, count: number, first: number, last: number, total: number): void {
    addTo(this.#pageOf(code), placeOf(code), count, first, last, total);
  }

  /** The page of a code's record, or `null` where there is none. */
  recordsOf(code: number): Records | null {
    this.#flush();
    const page = this.#pages[code >>> PAGE_BITS];
    return page === undefined || page.ints[placeOf(code) + COUNT] === 0 ? null : page;
  }

  /** Forgets a code's record. */
  clear(code: number): void {
    this.#flush();
    const at = placeOf(code);
    this.#pageOf(code).ints.fill(0, at, at + RECORD_INTS);
  }

  #flush(): void {
    if (!this.#isWaiting) return;
    this.#queue.flush();
    this.#isWaiting = false;
  }

  #addRows(rows: Int32Array, start: number, end: number): void {
    for (let row = start * ROW_INTS; row < end * ROW_INTS; row += ROW_INTS) {
      const day = rows[row + DAY];
      this.join(rows[row] >>> 0, 1, day, day, rows[row + AMOUNT]);
    }
  }

  #pageOf(code: number): Records {
    while (this.#pages.length <= code >>> PAGE_BITS) this.#pages.push(newRecords(PAGE_RECORDS));
    return this.#pages[code >>> PAGE_BITS];
  }
}

/** Where a code's record begins in its page. */
export function placeOf(code: number): number {
  return (code & (PAGE_RECORDS - 1)) * RECORD_INTS;
}
