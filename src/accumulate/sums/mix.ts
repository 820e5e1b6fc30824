/**
 * Spreads the bits of an int32 id; each id has a mix of its own, so {@link unmix} gives it back. Its own first step keeps it apart
 * from the hash of the ledger's table: ids that meet there do not meet here.
 */
export function mix(id: number): number {
  let h = id ^ FIRST_STEP;
  h = Math.imul(h ^ (h >>> 16), A);
  h = Math.imul(h ^ (h >>> 13), B);
  return h ^ (h >>> 16);
}

/** The id of a mix. */
export function unmix(mixed: number): number {
  let h = Math.imul(mixed ^ (mixed >>> 16), INVERSE_OF_B);
  h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), INVERSE_OF_A);
  return h ^ (h >>> 16) ^ FIRST_STEP;
}

/** Another arrangement of the lower 24 bits for each seed; the upper 8, which name the part, stay. */
export function reseed(mixed: number, seed: number): number {
  let low = (mixed ^ seed) & LOW_BITS;
  low = Math.imul(low ^ (low >>> 13), A) & LOW_BITS;
  low = Math.imul(low ^ (low >>> 11), B) & LOW_BITS;
  return (mixed & ~LOW_BITS) | (low ^ (low >>> 13));
}

/** The way back from {@link reseed}. */
export function unseed(key: number, seed: number): number {
  let low = key & LOW_BITS;
  low = Math.imul(low ^ (low >>> 13), INVERSE_OF_B) & LOW_BITS;
  low = Math.imul(low ^ (low >>> 11) ^ (low >>> 22), INVERSE_OF_A) & LOW_BITS;
  return (key & ~LOW_BITS) | ((low ^ (low >>> 13) ^ seed) & LOW_BITS);
}

/** A fixed hash of text, by its UTF-16 units: murmur3 with a unit per step. */
export function hashText(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i++) {
    const unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    h ^= Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  return mix(h ^ text.length);
}

const FIRST_STEP = 0x5bd1e995;
const LOW_BITS = 0xffffff;
// The multipliers of murmur3's finaliser, odd and therefore with an inverse modulo 2^32 (and so modulo 2^24).
const A = 0x85ebca6b;
const B = 0xc2b2ae35;
const INVERSE_OF_A = 0xa5cb9243;
const INVERSE_OF_B = 0x7ed1b41d;
