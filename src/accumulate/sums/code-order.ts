import { compareIds } from "../../binning/compare-ids.js";
import type { CustomerId, IdTable } from "../../input/ids/id-table.js";
import { ShortText } from "../texts/short-text.js";
import { hashText } from "./mix.js";
import { sortedBy } from "./sorted-by.js";

// Behind the two widths of short texts.
const LONG = 2;

/**
 * The codes of an id table in an order that depends on the ids alone: texts of up to 15 characters, those of up to 39, all others; within
 * these by a fixed hash, then by the id. That of short texts is what sums of texts are kept by.
 */
export class CodeOrder {
  readonly #ids: IdTable;
  readonly #short = new ShortText();
  #hashes: Uint32Array = new Uint32Array(0);
  /** Of which of the three kinds the ids are. */
  #kinds: Uint32Array = new Uint32Array(0);
  #order: Uint32Array = new Uint32Array(0);

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  /** All codes that there are now, in order. */
  codes(): Uint32Array {
    const { size } = this.#ids;
    if (size === this.#order.length) return this.#order;
    const known = this.#hashes.length;
    this.#hashes = longer(this.#hashes, size);
    this.#kinds = longer(this.#kinds, size);
    for (let code = known; code < size; code++) this.#classify(code, this.#ids.id(code));
    const byHash = sortedBy(this.#hashes);
    this.#order = this.#kinds.every((kind) => kind === this.#kinds[0]) ? byHash : sortedBy(this.#kinds, byHash);
    this.#settleTies();
    return this.#order;
  }

  #classify(code: number, id: CustomerId): void {
    const isShort = this.#short.pack(id);
    this.#kinds[code] = isShort ? this.#short.kind : LONG;
    // The hashes of texts ascend as int32.
    this.#hashes[code] = isShort ? this.#short.hash ^ (1 << 31) : hashOf(id);
  }

  #settleTies(): void {
    const order = this.#order;
    const hashes = this.#hashes;
    const kinds = this.#kinds;
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      const [hash, kind] = [hashes[order[start]], kinds[order[start]]];
      while (end < order.length && hashes[order[end]] === hash && kinds[order[end]] === kind) end++;
      if (end - start > 1) {
        order.subarray(start, end).sort((a, b) => compareIds(this.#ids.id(a), this.#ids.id(b)));
      }
      start = end;
    }
  }
}

function longer(values: Uint32Array, size: number): Uint32Array {
  const copy = new Uint32Array(size);
  copy.set(values);
  return copy;
}

// Text, number and bigint begin their hashes differently, so that "1", 1.5 and 15n do not need the comparison.
const STARTS = { string: 1, number: 2, bigint: 3 } as const;

function hashOf(id: CustomerId): number {
  return hashText(typeof id === "string" ? id : String(id), STARTS[typeof id as keyof typeof STARTS]) >>> 0;
}
