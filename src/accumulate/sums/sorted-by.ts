import { scratch } from "../../memory/scratch.js";

const DIGIT_BITS = 11;
const DIGIT_MASK = 2 ** DIGIT_BITS - 1;

/** Keys, and the positions at which they stood. */
export interface Keyed {
  readonly keys: Uint32Array;
  readonly at: Uint32Array;
}

/** Positions sorted by key. Equal keys stay as they stood in `start`, which is used up. */
export function sortedBy(keys: Uint32Array, start: Uint32Array = positions(keys.length)): Uint32Array {
  return sortPairs({ keys: keysAt(keys, start), at: start }).at;
}

/**
 * Keys and their positions sorted by key, eleven bits after eleven from the lowest: a pass for each in which keys differ. Equal keys stay as
 * they stood. What is given is used up. Keys move along with their positions, so that every pass reads in sequence what it needs.
 */
export function sortPairs(pairs: Keyed): Keyed {
  const { length } = pairs.keys;
  let from = pairs;
  let to: Keyed = { keys: new Uint32Array(scratch(length * 4)), at: new Uint32Array(scratch(length * 4)) };
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = startsOf(from.keys, shift);
    if (starts === null) continue;
    move(from, to, shift, starts);
    [from, to] = [to, from];
  }
  return from;
}

/** The numbers from 0 on. A loop: `Uint32Array.from` takes as long as all that follows. */
export function positions(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}

function keysAt(keys: Uint32Array, at: Uint32Array): Uint32Array {
  const own = new Uint32Array(scratch(at.length * 4));
  for (let i = 0; i < at.length; i++) own[i] = keys[at[i]];
  return own;
}

/** Where the keys of each digit begin among all; `null` where all have the same one. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(DIGIT_MASK + 2);
  for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> shift) & DIGIT_MASK) + 1]++;
  if (keys.length === 0 || starts[((keys[0] >>> shift) & DIGIT_MASK) + 1] === keys.length) return null;
  for (let digit = 0; digit < DIGIT_MASK; digit++) starts[digit + 1] += starts[digit];
  return starts;
}

function move(from: Keyed, to: Keyed, shift: number, next: Uint32Array): void {
  const { keys, at } = from;
  const ownKeys = to.keys;
  const ownAt = to.at;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const row = next[(key >>> shift) & DIGIT_MASK]++;
    ownKeys[row] = key;
    ownAt[row] = at[i];
  }
}
