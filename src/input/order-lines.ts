import { scratch } from "../memory/scratch.js";

// Customers whose lines are kept together: the grouped lines of so many fit in the L2 cache.
const PART_BITS = 12;
export const PART_CUSTOMERS: number = 1 << PART_BITS;

// Lines per piece of a part: a part wastes half a piece, and a piece is long enough to be read in one go.
const PIECE_BITS = 9;
const PIECE_LINES = 1 << PIECE_BITS;

const NONE = -1;

/**
 * Lines of orders, kept by part: the lines of customers 0 to 4,095, of the next 4,096, and so on, each in the order in which they
 * came. Grouping them by customer is then done part by part within the cache, which at ten million lines is twice as fast as
 * scattering them over all customers at once. The lines of a part stand in pieces of shared columns.
 */
export class OrderLines {
  customer: Uint32Array = new Uint32Array(0);
  day: Int32Array = new Int32Array(0);
  minor: Float64Array = new Float64Array(0);
  order: Uint32Array | null;
  length = 0;
  /** Where the next line of each part goes. */
  #next = new Uint32Array(0);
  #firstPiece = new Int32Array(0);
  /** For each piece the one after it in its part. */
  #nextPiece = new Int32Array(0);
  #parts = 0;
  #pieces = 0;

  constructor(hasOrder: boolean) {
    this.order = hasOrder ? new Uint32Array(0) : null;
  }

  /** Makes room for so many further lines, a quarter of which may be of new customers: otherwise all would be copied once more. */
  reserve(lines: number): void {
    const parts = this.#parts + 1 + Math.ceil(lines / 4 / PART_CUSTOMERS);
    const needed = this.length + lines + parts * PIECE_LINES;
    if (needed > this.customer.length) this.#grow(needed);
  }

  add(customer: number, day: number, minor: number, order: number): void {
    const part = customer >>> PART_BITS;
    if (part >= this.#parts) this.#addParts(part + 1);
    let at = this.#next[part];
    if ((at & (PIECE_LINES - 1)) === 0) at = this.#newPiece(part, at);
    this.customer[at] = customer;
    this.day[at] = day;
    this.minor[at] = minor;
    if (this.order !== null) this.order[at] = order;
    this.#next[part] = at + 1;
    this.length++;
  }

  /** How many parts there are. */
  get parts(): number {
    return this.#parts;
  }

  /** Calls back with the bounds of each piece of a part, in the order in which its lines came. */
  forEachPiece(part: number, take: (start: number, end: number) => void): void {
    const next = this.#next[part];
    for (let piece = this.#firstPiece[part]; piece !== NONE; piece = this.#nextPiece[piece]) {
      const start = piece * PIECE_LINES;
      const isLast = next > start && next <= start + PIECE_LINES;
      take(start, isLast ? next : start + PIECE_LINES);
    }
  }

  #newPiece(part: number, at: number): number {
    const piece = this.#pieces++;
    if ((piece + 1) * PIECE_LINES > this.customer.length) this.#grow((piece + 1) * PIECE_LINES);
    this.#nextPiece[piece] = NONE;
    if (this.#firstPiece[part] === NONE) this.#firstPiece[part] = piece;
    else this.#nextPiece[(at >>> PIECE_BITS) - 1] = piece;
    return piece * PIECE_LINES;
  }

  #addParts(parts: number): void {
    if (parts > this.#next.length) {
      const capacity = Math.max(parts, this.#next.length * 2, 16);
      this.#next = grown(this.#next, new Uint32Array(capacity));
      this.#firstPiece = grown(this.#firstPiece, new Int32Array(capacity).fill(NONE));
    }
    this.#parts = parts;
  }

  #grow(needed: number): void {
    const own = this.customer.length;
    const capacity = Math.ceil(Math.max(needed, own * 1.5) / PIECE_LINES) * PIECE_LINES;
    this.customer = grown(this.customer, new Uint32Array(scratch(capacity * 4)));
    this.day = grown(this.day, new Int32Array(scratch(capacity * 4)));
    this.minor = grown(this.minor, new Float64Array(scratch(capacity * 8)));
    if (this.order !== null) this.order = grown(this.order, new Uint32Array(scratch(capacity * 4)));
    this.#nextPiece = grown(this.#nextPiece, new Int32Array(capacity / PIECE_LINES).fill(NONE));
  }
}

function grown<T extends Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
