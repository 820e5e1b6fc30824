import { NARROW } from "../../../src/input/ids/text-batch.js";

/** Different texts of 15 characters that have one hash: the last three characters make up for the first twelve. */
export function textsOfOneHash(count: number): string[] {
  const texts: string[] = [];
  const words = new Int32Array(NARROW);
  const target = hashAfter(words.fill(0x41414141));
  for (let i = 0; texts.length < count; i++) {
    words.fill(0x41414141);
    words[0] = 0x41000041 | ((0x20 + (i & 0x7f)) << 8) | ((0x20 + ((i >> 7) & 0x7f)) << 16);
    words[1] = 0x41000041 | ((0x20 + ((i >> 14) & 0x7f)) << 8);
    // Mixing in a word is one exclusive or with what was there, then steps that can be undone.
    words[3] = hashAfter(words) ^ target ^ 0x0f414141;
    if (words[3] >>> 24 === 15) texts.push(String.fromCharCode(...new Uint8Array(words.buffer).subarray(0, 15)));
  }
  return texts;
}

/** What the hash of a text of 15 characters is before the last word. */
function hashAfter(words: Int32Array): number {
  let hash = 15;
  for (let w = 0; w < 3; w++) {
    const h = Math.imul(hash ^ words[w], 0x85ebca6b);
    hash = h ^ (h >>> 15);
  }
  return hash;
}
