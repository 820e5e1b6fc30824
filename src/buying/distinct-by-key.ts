import type { Purchases } from "./purchase-columns.js";
import { fitsTable, mostIfWhole, rankValues } from "./rank-values.js";

/** Distinct histories, sorted by x, age and last, with the times as the rows have them. */
export interface Distinct {
  readonly groups: number;
  readonly x: Float64Array;
  readonly last: Float64Array;
  readonly age: Float64Array;
  /** How many rows each group has. */
  readonly sizes: Float64Array;
  readonly groupOf: Uint32Array | null;
}

/**
 * Packs each history into one whole number and sorts these; customers without repeats, the many, are a histogram of their ages.
 * `null` where the numbers would be too large to be exact: times of no common grid.
 */
export function distinctByKey(purchases: Purchases, withRows: boolean): Distinct | null {
  const { rows, repeats } = purchases;
  const last = codesOf(purchases.last);
  const age = codesOf(purchases.age);
  const width = age.base * last.base;
  if ((mostIfWhole(repeats) + 1) * width > Number.MAX_SAFE_INTEGER) return null;
  const bought = countRepeaters(repeats);
  const keys = new Float64Array(bought);
  const zeros = new Float64Array(age.base);
  for (let i = 0, next = 0; i < rows; i++) {
    if (repeats[i] === 0) zeros[age.codes[i]]++;
    else keys[next++] = repeats[i] * width + age.codes[i] * last.base + last.codes[i];
  }
  const merged = mergeKeys(zeros, keys.sort(), last.base);
  const groups = merged.keys.length;
  const column = (codeOf: (key: number) => number): Float64Array => merged.keys.map(codeOf);
  return {
    groups,
    sizes: merged.sizes,
    x: column((key) => Math.floor(key / width)),
    last: column((key) => last.timeOf(key % last.base)),
    age: column((key) => age.timeOf(Math.floor((key % width) / last.base))),
    groupOf: withRows ? find(purchases, last, age, merged) : null,
  };
}

/** Times as whole numbers below `base`, in the same order. */
interface Codes {
  readonly codes: ArrayLike<number>;
  readonly base: number;
  readonly timeOf: (code: number) => number;
}

function codesOf(times: ArrayLike<number>): Codes {
  const most = mostIfWhole(times);
  if (fitsTable(most, times.length)) return { codes: times, base: most + 1, timeOf: (code) => code };
  const { values, ranks } = rankValues(times);
  return { codes: ranks, base: values.length, timeOf: (code) => values[code] };
}

function countRepeaters(repeats: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i] > 0) count++;
  return count;
}

/** Distinct keys, ascending, how often each was there, and how many of them are of customers without repeats. */
interface Merged {
  readonly keys: Float64Array;
  readonly sizes: Float64Array;
  readonly withoutRepeats: number;
}

function mergeKeys(zeros: Float64Array, sorted: Float64Array, lastBase: number): Merged {
  let withoutRepeats = 0;
  for (let age = 0; age < zeros.length; age++) if (zeros[age] > 0) withoutRepeats++;
  let groups = withoutRepeats;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) groups++;
  const keys = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  let next = 0;
  for (let age = 0; age < zeros.length; age++) {
    if (zeros[age] === 0) continue;
    keys[next] = age * lastBase;
    sizes[next++] = zeros[age];
  }
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) keys[next++] = sorted[i];
    sizes[next - 1]++;
  }
  return { keys, sizes, withoutRepeats };
}

/** The group of each row: by table without repeats, else by halving. */
function find({ rows, repeats }: Purchases, last: Codes, age: Codes, merged: Merged): Uint32Array {
  const { keys, withoutRepeats } = merged;
  const zeroAt = new Uint32Array(age.base);
  for (let g = 0; g < withoutRepeats; g++) zeroAt[keys[g] / last.base] = g;
  const groupOf = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    if (repeats[i] === 0) {
      groupOf[i] = zeroAt[age.codes[i]];
      continue;
    }
    const key = (repeats[i] * age.base + age.codes[i]) * last.base + last.codes[i];
    let low = withoutRepeats;
    let high = keys.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    groupOf[i] = low;
  }
  return groupOf;
}
