import { addTo, COUNT, newRecords, RECORD_INTS, type Records } from "./record.js";

const PAGE_BITS = 13;
const PAGE_RECORDS = 1 << PAGE_BITS;

/** What is kept of customers that have codes. Pages, because a table that doubled would be copied and stand there twice. */
export class CodedSums {
  readonly #pages: Records[];

  constructor(pages: readonly Records[] = []) {
    this.#pages = [...pages];
  }

  /** All pages, by the codes. */
  get pages(): readonly Records[] {
    return this.#pages;
  }

  /** Above every code that has a record. */
  get size(): number {
    return this.#pages.length * PAGE_RECORDS;
  }

  add(code: number, day: number, amount: number): void {
    addTo(this.#pageOf(code), placeOf(code), 1, day, day, amount);
  }

  join(code: number, count: number, first: number, last: number, total: number): void {
    addTo(this.#pageOf(code), placeOf(code), count, first, last, total);
  }

  /** The page of a code's record, or `null` where there is none. */
  recordsOf(code: number): Records | null {
    const page = this.#pages[code >>> PAGE_BITS];
    return page === undefined || page.ints[placeOf(code) + COUNT] === 0 ? null : page;
  }

  /** Forgets a code's record. */
  clear(code: number): void {
    const at = placeOf(code);
    this.#pageOf(code).ints.fill(0, at, at + RECORD_INTS);
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
