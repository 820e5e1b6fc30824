import { PARTS } from "./part-of.js";

// Rows that wait for each part: few at first, so that little input needs little memory.
const FEWEST_ROWS = 32;

/** Adds the rows `start .. end - 1`, which waited for a part. */
type AddRows = (part: number, rows: Int32Array, start: number, end: number) => void;

/**
 * Rows that wait for their parts, so many int32 each, until there are many for one; then they are added together, while the part is in
 * the cache. Whoever queues a row writes it at place `part * capacity + waiting[part]` and counts it.
 */
export class RowQueue {
  rows: Int32Array = new Int32Array(0);
  /** How many rows can wait for a part. */
  capacity = 0;
  /** How many do. */
  readonly waiting: Int32Array = new Int32Array(PARTS);
  readonly #rowInts: number;
  readonly #mostRows: number;
  readonly #addRows: AddRows;
  #fullParts = 0;

  constructor(rowInts: number, mostRows: number, addRows: AddRows) {
    this.#rowInts = rowInts;
    this.#mostRows = mostRows;
    this.#addRows = addRows;
  }

  /** Makes room for a row of a part; says whether there was none. */
  free(part: number): boolean {
    if (this.waiting[part] < this.capacity) return false;
    this.#fullParts++;
    const isShort = this.capacity < this.#mostRows && this.#fullParts > PARTS;
    if (isShort || this.capacity === 0) this.#widen();
    else this.#flushPart(part);
    return true;
  }

  /** Adds the rows that wait. */
  flush(): void {
    for (let part = 0; part < PARTS; part++) if (this.waiting[part] > 0) this.#flushPart(part);
  }

  #flushPart(part: number): void {
    const start = part * this.capacity;
    this.#addRows(part, this.rows, start, start + this.waiting[part]);
    this.waiting[part] = 0;
  }

  #widen(): void {
    this.flush();
    this.#fullParts = 0;
    this.capacity = Math.max(FEWEST_ROWS, Math.min(this.#mostRows, this.capacity * 4));
    this.rows = new Int32Array(PARTS * this.capacity * this.#rowInts);
  }
}
