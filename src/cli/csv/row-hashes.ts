/** Slots of the table, of which at most three in four are in use; each is two words. */
const FIRST_SLOTS = 1024;
/** No character has this code: the end of a field is not taken for a part of it. */
const FIELD_END = 0x10000;

/**
 * Tells rows that equal an earlier one in every field. Of a row only a hash of 64 bits is kept, in typed arrays: 11 to 21 bytes for each
 * different row, and half as much again while they grow. Two different rows have the same hash once in 2^64 pairs: among a hundred
 * million rows the chance that any is taken for another is 1 in 3,000.
 */
export class RowHashes {
  #words = new Uint32Array(2 * FIRST_SLOTS);
  #size = 0;
  #low = 0;
  #high = 0;

  /** Whether a row that equals this one was seen before. */
  seen(fields: readonly string[]): boolean {
    this.#hash(fields);
    const at = placeOf(this.#words, this.#low, this.#high);
    if ((this.#words[at] | this.#words[at + 1]) !== 0) return true;
    this.#words[at] = this.#low;
    this.#words[at + 1] = this.#high;
    this.#size++;
    if (8 * this.#size > 3 * this.#words.length) this.#grow();
    return false;
  }

  #hash(fields: readonly string[]): void {
    let low = 0x2545f491;
    let high = fields.length;
    for (const field of fields) {
      for (let i = 0; i <= field.length; i++) {
        const code = i < field.length ? field.charCodeAt(i) : FIELD_END;
        low = Math.imul(low ^ code, 0x9e3779b1);
        low ^= low >>> 15;
        high = Math.imul(high + code, 0x85ebca6b);
        high = (high << 13) | (high >>> 19);
      }
    }
    // Each word takes in the other at the end, so that both depend on everything.
    low = Math.imul(low ^ (high >>> 16), 0xc2b2ae35);
    high = Math.imul(high ^ (low >>> 13), 0x27d4eb2f);
    this.#low = (low ^ (high >>> 11)) >>> 0;
    // Two words of zero are an empty slot.
    this.#high = this.#low === 0 && high === 0 ? 1 : high >>> 0;
  }

  #grow(): void {
    const old = this.#words;
    const words = new Uint32Array(2 * old.length);
    for (let i = 0; i < old.length; i += 2) {
      if ((old[i] | old[i + 1]) === 0) continue;
      const at = placeOf(words, old[i], old[i + 1]);
      words[at] = old[i];
      words[at + 1] = old[i + 1];
    }
    this.#words = words;
  }
}

/** Where a hash stands in a table, or the empty slot where it would. */
function placeOf(words: Uint32Array, low: number, high: number): number {
  const mask = words.length - 2;
  let at = (2 * low) & mask;
  while ((words[at] | words[at + 1]) !== 0 && (words[at] !== low || words[at + 1] !== high)) at = (at + 2) & mask;
  return at;
}
