import { IntSums, PARTS, partOf } from "../sums/int-sums.js";
import { TIGHT } from "../sums/room.js";

// 4 KiB: of little weight where there are many buckets, and long enough that turning to the next one costs nothing.
const PAGE_ROWS = 256;

// So many pages wait before all of them are added: 32 MiB, and some for every bucket, so that many buckets do not add single rows.
const PAGES = 8192;
const PAGES_PER_QUEUE = 2;

// So many pages wait in one bucket before they are added: 8 MiB, which are copied.
const PAGES_OF_ONE = 2048;

/** Rows of one order each: four int32 per row, which are the key, the day and the amount as a double. */
interface Page {
  readonly ints: Int32Array;
  readonly floats: Float64Array;
}

const NO_PAGE: Page = /* @__PURE__ */ newPage(0);

/** Sums of one bucket by an int32 key, and the rows of one order each that wait to be added to them. */
export class QueuedSums {
  readonly sums: IntSums = new IntSums(TIGHT);
  readonly pages: Page[] = [];
  readonly #waiting: WaitingRows;
  #page: Page = NO_PAGE;
  /** Rows of the last page. */
  used: number = PAGE_ROWS;

  constructor(waiting: WaitingRows) {
    this.#waiting = waiting;
  }

  add(key: number, day: number, amount: number): void {
    if (this.used === PAGE_ROWS) this.#turn();
    const row = this.used++;
    const { ints, floats } = this.#page;
    ints[row * 4] = key;
    ints[row * 4 + 1] = day;
    floats[row * 2 + 1] = amount;
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
  readonly #free: Page[] = [];
  #queues: QueuedSums[] = [];
  #pages = 0;
  readonly #ends = new Int32Array(PARTS);
  #ints: Int32Array = NO_PAGE.ints;
  #floats: Float64Array = NO_PAGE.floats;

  /** An empty page for a queue; adds everything first, where too many are in use. */
  takePage(queue: QueuedSums): Page {
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
      for (let i = 0; i < count; i++) ends[partOf(page.ints[i * 4])]++;
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
      if (ends[p] > from) part.addRows(this.#ints, this.#floats, from, ends[p]);
      added += part.size - size;
      from = ends[p];
    }
    this.#pages -= pages.length;
    this.#free.push(...pages);
    pages.length = 0;
    queue.used = PAGE_ROWS;
  }

  /** Brings the rows of a page to where those of their parts are. */
  #spread({ ints, floats }: Page, count: number): void {
    const ends = this.#ends;
    const toInts = this.#ints;
    const toFloats = this.#floats;
    for (let i = 0; i < count; i++) {
      const key = ints[i * 4];
      const row = ends[partOf(key)]++;
      toInts[row * 4] = key;
      toInts[row * 4 + 1] = ints[i * 4 + 1];
      toFloats[row * 2 + 1] = floats[i * 2 + 1];
    }
  }

  #reserve(rows: number): void {
    if (this.#floats.length >= rows * 2) return;
    const page = newPage(rows);
    this.#ints = page.ints;
    this.#floats = page.floats;
  }
}

function newPage(rows: number): Page {
  const buffer = new ArrayBuffer(rows * 16);
  return { ints: new Int32Array(buffer), floats: new Float64Array(buffer) };
}
