import type { IdTable } from "../input/ids/id-table.js";
import { rowOfCode } from "../input/ids/row-of-code.js";
import type { Customers } from "../input/ledger.js";
import { isInt32 } from "./state.js";
import { mix, unmix } from "./sums/mix.js";
import { sortedBy } from "./sums/sorted-by.js";

const NONE = 0xffffffff;

/**
 * Customers by their place in the order of an accumulator: those with int32 ids first, found by their mixed ids, which
 * ascend, and the others, whose codes of the id table are given in order.
 */
export function knownInOrder(mixed: Int32Array, codes: Uint32Array, ids: IdTable): Customers {
  const placeOf = placesOf(codes, ids.size);
  return Object.freeze<Customers>({
    size: mixed.length + codes.length,
    byText: ids.byText,
    id: (code) => {
      if (code >= mixed.length) return ids.id(codes[code - mixed.length]);
      const own = mixed[code];
      // What is no code has no id.
      return own === undefined ? (undefined as never) : unmix(own);
    },
    find: (id) => {
      if (!ids.byText && isInt32(id)) return positionOf(mixed, mix(id));
      const code = ids.find(id);
      const place = code < 0 ? -1 : placeOf(code);
      return place < 0 ? -1 : mixed.length + place;
    },
  });
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

/**
 * Bisection around the place where a value stands if all of int32 is filled evenly, as mixed ids do: a few steps among neighbours in
 * place of two dozen far apart, a third of the time. The stretch that is bisected doubles until it holds the value.
 */
function positionOf(ascending: Int32Array, value: number): number {
  const last = ascending.length - 1;
  if (last < 0) return -1;
  const guess = Math.floor(((value + 2 ** 31) / 2 ** 32) * ascending.length);
  let low = guess;
  let high = guess;
  for (let step = 1; low > 0 && ascending[low] > value; step *= 2) low = Math.max(0, low - step);
  for (let step = 1; high < last && ascending[high] < value; step *= 2) high = Math.min(last, high + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value ? low : -1;
}
