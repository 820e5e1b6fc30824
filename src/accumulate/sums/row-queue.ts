import { scratch } from "../../memory/scratch.js";
import { PARTS } from "./part-of.js";

// Rows that wait for each part: few at first, so that little input needs little memory.
const FEWEST_ROWS = 32;

/** What adds rows. */
export interface QueuedPart {
  /** Customers. */
  readonly size: number;
  reserve(customers: number): void;
  /** Adds the rows `start .. end - 1`. */
  addRows(rows: Int32Array, start: number, end: number): void;
}

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
  readonly #parts: readonly QueuedPart[];
  #fullParts = 0;
  /** New customers per row of the part before. */
  #newPerRow = 0;

  constructor(rowInts: number, mostRows: number, parts: readonly QueuedPart[]) {
    this.#rowInts = rowInts;
    this.#mostRows = mostRows;
    this.#parts = parts;
  }

  /** Makes room for many rows at once, if so many come. */
  reserve(rows: number): void {
    const capacity = Math.min(this.#mostRows, Math.floor(rows / PARTS));
    if (capacity > Math.max(FEWEST_ROWS, this.capacity)) this.#widen(capacity);
  }

  /** Makes room for a row of a part; says whether there was none. */
  free(part: number): boolean {
    if (this.waiting[part] < this.capacity) return false;
    this.#fullParts++;
    const isShort = this.capacity < this.#mostRows && this.#fullParts > PARTS;
    if (isShort || this.capacity === 0) this.#widen(Math.max(FEWEST_ROWS, Math.min(this.#mostRows, this.capacity * 4)));
    else this.#flushPart(part);
    return true;
  }

  /** Adds the rows that wait. */
  flush(): void {
    for (let part = 0; part < PARTS; part++) if (this.waiting[part] > 0) this.#flushPart(part);
  }

  #flushPart(part: number): void {
    const start = part * this.capacity;
    const count = this.waiting[part];
    const own = this.#parts[part];
    const { size } = own;
    // Hashes are fair, so a part gets as many new customers for its rows as the one before it: it need grow only once.
    own.reserve(Math.ceil(this.#newPerRow * count));
    own.addRows(this.rows, start, start + count);
    this.#newPerRow = (own.size - size) / count;
    this.waiting[part] = 0;
  }

  #widen(capacity: number): void {
    this.flush();
    this.#fullParts = 0;
    this.capacity = capacity;
    this.rows = new Int32Array(scratch(PARTS * this.capacity * this.#rowInts * Int32Array.BYTES_PER_ELEMENT));
  }
}
