import type { CustomerId, IdTable } from "../input/ids/id-table.js";
import { rowOfCode } from "../input/ids/row-of-code.js";
import type { Customers } from "../input/ledger.js";
import type { KnownInts } from "./known-ints.js";
import { isInt32 } from "./state.js";
import { sortedBy } from "./sums/sorted-by.js";
import type { KnownTexts } from "./texts/known-texts.js";

const NONE = 0xffffffff;

/**
 * Customers by their place in the order of an accumulator: those with int32 ids first, then short texts by width, then the others, whose
 * codes of the id table are given in order.
 */
export function knownInOrder(
  ints: KnownInts,
  texts: readonly KnownTexts[],
  codes: Uint32Array,
  ids: IdTable,
): Customers {
  const placeOf = placesOf(codes, ids.size);
  const firstCode = ints.size + texts.reduce((sum, { size }) => sum + size, 0);
  const textAt = (place: number): CustomerId => {
    let at = place - ints.size;
    for (const own of texts) {
      if (at < own.size) return own.text(at);
      at -= own.size;
    }
    return ids.id(codes[at]);
  };
  const placeOfText = (id: string): number => {
    let from = ints.size;
    for (const own of texts) {
      const at = own.find(id);
      if (at >= 0) return from + at;
      from += own.size;
    }
    return -1;
  };
  return Object.freeze<Customers>({
    size: firstCode + codes.length,
    byText: ids.byText,
    // What is no code has no id.
    id: (code) => (code >= ints.size ? textAt(code) : (ints.id(code) as CustomerId)),
    find: (id) => {
      if (!ids.byText && isInt32(id)) return ints.find(id);
      const place = isId(id, ids.byText) ? placeOfText(String(id)) : -1;
      if (place >= 0) return place;
      const code = ids.find(id);
      const at = code < 0 ? -1 : placeOf(code);
      return at < 0 ? -1 : firstCode + at;
    },
  });
}

/** Whether an id may be known by its text. */
function isId(id: unknown, byText: boolean): boolean {
  return typeof id === "string" || (byText && (typeof id === "number" || typeof id === "bigint"));
}

/** Where a code stands among codes, or -1. The id table goes on growing: what came later is unknown here. */
function placesOf(codes: Uint32Array, known: number): (code: number) => number {
  if (codes.length === 0) return () => -1;
  // Few of many, as in one of several tables, are bisected: a place for every code would be there for each table.
  if (codes.length * 4 < known) {
    const order = sortedBy(codes);
    const ascending = order.map((place) => codes[place]);
    return (code) => {
      const row = rowOfCode(ascending, code, known);
      return row < 0 ? -1 : order[row];
    };
  }
  const places = new Uint32Array(known).fill(NONE);
  for (let i = 0; i < codes.length; i++) places[codes[i]] = i;
  return (code) => (code >= known || places[code] === NONE ? -1 : places[code]);
}
