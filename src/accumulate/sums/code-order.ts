import { compareIds } from "../../binning/compare-ids.js";
import type { CustomerId, IdTable } from "../../input/ids/id-table.js";
import { hashText } from "./mix.js";
import { sortedBy } from "./sorted-by.js";

/** The codes of an id table in an order that depends on the ids alone: by a fixed hash, then by the id. */
export class CodeOrder {
  readonly #ids: IdTable;
  #hashes: Uint32Array = new Uint32Array(0);
  #order: Uint32Array = new Uint32Array(0);

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  /** All codes that there are now, in order. */
  codes(): Uint32Array {
    const { size } = this.#ids;
    if (size === this.#order.length) return this.#order;
    const hashes = new Uint32Array(size);
    hashes.set(this.#hashes);
    for (let code = this.#hashes.length; code < size; code++) hashes[code] = hashOf(this.#ids.id(code));
    this.#hashes = hashes;
    this.#order = sortedBy(hashes);
    this.#settleTies();
    return this.#order;
  }

  #settleTies(): void {
    const order = this.#order;
    const hashes = this.#hashes;
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && hashes[order[end]] === hashes[order[start]]) end++;
      if (end - start > 1) {
        order.subarray(start, end).sort((a, b) => compareIds(this.#ids.id(a), this.#ids.id(b)));
      }
      start = end;
    }
  }
}

// Text, number and bigint begin their hashes differently, so that "1", 1.5 and 15n do not need the comparison.
const STARTS = { string: 1, number: 2, bigint: 3 } as const;

function hashOf(id: CustomerId): number {
  return hashText(typeof id === "string" ? id : String(id), STARTS[typeof id as keyof typeof STARTS]) >>> 0;
}
