import { IntPart } from "./int-part.js";
import { addTo } from "./record.js";

const PART_BITS = 8;
export const PARTS: number = 1 << PART_BITS;

// Rows that wait for each part: few at first, so that little input needs little memory; 32 MiB in all at most.
const FEWEST_ROWS = 32;
const MOST_ROWS = 8192;

/**
 * What is kept of customers with int32 ids, in parts by the first bits of their mixed ids. Rows wait until there are many for a part
 * and are then added together, while the part is in the cache.
 */
export class IntSums {
  readonly parts: readonly IntPart[] = Array.from(
    { length: PARTS },
    (_, part) => new IntPart((part - (PARTS >> 1)) << (32 - PART_BITS)),
  );
  #capacity = 0;
  #rows = new Int32Array(0);
  #amounts = new Float64Array(0);
  readonly #waiting = new Int32Array(PARTS);
  #fullParts = 0;

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
