import { NARROW } from "../../../src/input/ids/text-batch.js";

// The multipliers of the hash of short texts.
const STEP = 0x85ebca6b;
const LAST = 0xc2b2ae35;

/** Different texts of 15 characters that have one given hash: the last three characters make up for the first twelve. */
export function textsOfHash(hash: number, count: number): string[] {
  const texts: string[] = [];
  const words = new Int32Array(NARROW);
  // The steps of the hash can be undone, back to where the last word is mixed in by one exclusive or.
  const finished = Math.imul(hash ^ (hash >>> 16), inverseOf(LAST));
  const mixed = finished ^ (finished >>> 13) ^ (finished >>> 26);
  const target = Math.imul(mixed ^ (mixed >>> 15) ^ (mixed >>> 30), inverseOf(STEP));
  for (let i = 0; texts.length < count; i++) {
    words.fill(0x41414141);
    words[0] = 0x41000041 | ((0x20 + (i & 0x7f)) << 8) | ((0x20 + ((i >> 7) & 0x7f)) << 16);
    words[1] = 0x41000041 | ((0x20 + ((i >> 14) & 0x7f)) << 8);
    words[3] = hashBeforeLast(words) ^ target;
    if (words[3] >>> 24 === 15) texts.push(String.fromCharCode(...new Uint8Array(words.buffer).subarray(0, 15)));
  }
  return texts;
}

/** What the hash of a text of 15 characters is before the last word. */
function hashBeforeLast(words: Int32Array): number {
  let hash = 15;
  for (let w = 0; w < NARROW - 1; w++) {
    const h = Math.imul(hash ^ words[w], STEP);
    hash = h ^ (h >>> 15);
  }
  return hash;
}

/** Modulo 2^32; each step doubles the bits that are right. */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let i = 0; i < 5; i++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse;
}
