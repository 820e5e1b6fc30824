import { IntSums } from "../sums/int-sums.js";
import { PARTS, partOf } from "../sums/part-of.js";
import { TIGHT } from "../sums/room.js";
import { AMOUNT, DAY, MOST_IN_ROW, ROW_INTS } from "../sums/row.js";

// 3 KiB: of little weight where there are many buckets, and long enough that turning to the next one costs nothing.
const PAGE_ROWS = 256;

// So many pages wait before all of them are added: 24 MiB, and some for every bucket, so that many buckets do not add single rows.
const PAGES = 8192;
const PAGES_PER_QUEUE = 2;

// So many pages wait in one bucket before they are added: 6 MiB, which are copied.
const PAGES_OF_ONE = 2048;

const NO_PAGE: Int32Array = /* @__PURE__ */ newPage(0);

/** Sums of one bucket by an int32 key, and the rows of one order each that wait to be added to them. */
export class QueuedSums {
  readonly sums: IntSums = new IntSums(TIGHT);
  readonly pages: Int32Array[] = [];
  readonly #waiting: WaitingRows;
  #page: Int32Array = NO_PAGE;
  /** Rows of the last page. */
  used: number = PAGE_ROWS;
  /** Amounts that do not fit into a row, which has the place of its own among these in its stead, counted from one and below zero. */
  large: number[] = [];

  constructor(waiting: WaitingRows) {
    this.#waiting = waiting;
  }

  add(key: number, day: number, amount: number): void {
    if (this.used === PAGE_ROWS) this.#turn();
    const at = this.used++ * ROW_INTS;
    const page = this.#page;
    page[at] = key;
    page[at + DAY] = day;
    page[at + AMOUNT] = amount > MOST_IN_ROW ? -this.large.push(amount) : amount;
  }

  #turn(): void {
    this.#page = this.#waiting.takePage(this);
    this.pages.push(this.#page);
    this.used = 0;
  }
}

/**
 * The rows that wait in all buckets. They stay in the order in which they came until there are many, and are then brought to the parts
 * of their bucket: so a bucket that gets few rows at a time is not looked through for each of them, and all buckets together wait in
 * as much memory as one.
 */
export class WaitingRows {
  readonly #free: Int32Array[] = [];
  #queues: QueuedSums[] = [];
  #pages = 0;
  readonly #ends = new Int32Array(PARTS);
  #rows: Int32Array = NO_PAGE;

  /** An empty page for a queue; adds everything first, where too many are in use. */
  takePage(queue: QueuedSums): Int32Array {
    if (this.#pages >= PAGES + PAGES_PER_QUEUE * this.#queues.length) this.flush();
    else if (queue.pages.length === PAGES_OF_ONE) {
      this.#flushQueue(queue);
      this.#queues.splice(this.#queues.indexOf(queue), 1);
    }
    if (queue.pages.length === 0) this.#queues.push(queue);
    this.#pages++;
    return this.#free.pop() ?? newPage(PAGE_ROWS);
  }

  /** Adds all rows that wait. */
  flush(): void {
    for (const queue of this.#queues) this.#flushQueue(queue);
    this.#queues = [];
  }

  #flushQueue(queue: QueuedSums): void {
    const { pages, sums } = queue;
    const rows = (pages.length - 1) * PAGE_ROWS + queue.used;
    const ends = this.#ends.fill(0);
    for (const page of pages) {
      const count = page === pages[pages.length - 1] ? queue.used : PAGE_ROWS;
      for (let i = 0; i < count; i++) ends[partOf(page[i * ROW_INTS])]++;
    }
    let start = 0;
    for (let part = 0; part < PARTS; part++) {
      start += ends[part];
      ends[part] = start - ends[part];
    }
    this.#reserve(rows);
    for (const page of pages) this.#spread(page, page === pages[pages.length - 1] ? queue.used : PAGE_ROWS);
    let added = 0;
    // What was the beginning of each part has become its end.
    for (let p = 0, from = 0; p < PARTS; p++) {
      const part = sums.parts[p];
      const { size } = part;
      // Ids are mixed, so a part gets as many new customers for its rows as those before it: it need grow only once.
      if (from > 0 && ends[p] > from) part.reserve(Math.ceil(((ends[p] - from) * added) / from));
      const end = queue.large.length === 0 ? ends[p] : this.#addLarge(queue, from, ends[p]);
      if (end > from) part.addRows(this.#rows, from, end);
      added += part.size - size;
      from = ends[p];
    }
    this.#pages -= pages.length;
    this.#free.push(...pages);
    pages.length = 0;
    queue.used = PAGE_ROWS;
    queue.large = [];
  }

  /** Adds the rows of a part whose amounts are large, and closes the ranks of the others; returns where these end. */
  #addLarge({ sums, large }: QueuedSums, start: number, end: number): number {
    const rows = this.#rows;
    let to = start * ROW_INTS;
    for (let from = to; from < end * ROW_INTS; from += ROW_INTS) {
      const day = rows[from + DAY];
      const amount = rows[from + AMOUNT];
      if (amount < 0) sums.join(rows[from], 1, day, day, large[-amount - 1]);
      else {
        for (let w = 0; w < ROW_INTS; w++) rows[to + w] = rows[from + w];
        to += ROW_INTS;
      }
    }
    return to / ROW_INTS;
  }

  /** Brings the rows of a page to where those of their parts are. */
  #spread(page: Int32Array, count: number): void {
    const ends = this.#ends;
    const rows = this.#rows;
    for (let from = 0; from < count * ROW_INTS; from += ROW_INTS) {
      const to = ends[partOf(page[from])]++ * ROW_INTS;
      for (let w = 0; w < ROW_INTS; w++) rows[to + w] = page[from + w];
    }
  }

  #reserve(rows: number): void {
    if (this.#rows.length < rows * ROW_INTS) this.#rows = newPage(rows);
  }
}

function newPage(rows: number): Int32Array {
  return new Int32Array(rows * ROW_INTS);
}
