const FREE = 0xffffffff;

// At half full and with a fair hash, runs of a hundred slots are rare and of a thousand unheard of.
const LONGEST_RUN = 1000;

/**
 * Open addressing from int32 keys to codes: two typed arrays instead of a Map of boxed entries. Keys that were chosen to collide
 * are hashed anew with another seed: there are too few int32 keys for many of them to collide under two.
 */
export class IntTable {
  #keys = new Int32Array(64);
  #codes = new Uint32Array(64).fill(FREE);
  #size = 0;
  #seed = 0;
  #seeds = 1;

  /** Keys `#low` and on, by a direct table: most ids are small integers close together. */
  #low = 0;
  #direct = new Uint32Array(0);

  /**
   * Makes a direct table for the keys `low .. low + width - 1` unless there is one for others, and returns it: the code of each, or
   * 0xffffffff. It may be read, and is written by `intern` alone.
   */
  cover(low: number, width: number): Uint32Array | null {
    if (this.#direct.length === 0) this.#makeDirect(low, width);
    const isCovered = low >= this.#low && low + width <= this.#low + this.#direct.length;
    return isCovered ? this.#direct.subarray(low - this.#low, low - this.#low + width) : null;
  }

  #makeDirect(low: number, width: number): void {
    this.#low = low;
    this.#direct = new Uint32Array(width).fill(FREE);
    for (let i = 0; i < this.#keys.length; i++) {
      const place = this.#keys[i] - low;
      if (this.#codes[i] !== FREE && place >= 0 && place < width) this.#direct[place] = this.#codes[i];
    }
  }

  /** The code of `key`; if it is new, it is stored with `next`. */
  intern(key: number, next: number): number {
    const place = key - this.#low;
    if (place >= 0 && place < this.#direct.length) {
      if (this.#direct[place] === FREE) this.#direct[place] = next;
      return this.#direct[place];
    }
    const slot = this.#slot(key);
    const code = this.#codes[slot];
    if (code !== FREE) return code;
    this.#store(slot, key, next);
    return next;
  }

  /** The code of `key`, or -1. */
  find(key: number): number {
    const place = key - this.#low;
    if (place >= 0 && place < this.#direct.length) {
      return this.#direct[place] === FREE ? -1 : this.#direct[place];
    }
    const code = this.#codes[this.#slot(key)];
    return code === FREE ? -1 : code;
  }

  #store(slot: number, key: number, code: number): void {
    this.#keys[slot] = key;
    this.#codes[slot] = code;
    this.#size++;
    if (this.#size * 2 > this.#codes.length) this.#rehash(this.#codes.length * 2);
  }

  #slot(key: number): number {
    const keys = this.#keys;
    const codes = this.#codes;
    const mask = codes.length - 1;
    let slot = mix(key ^ this.#seed) & mask;
    // A reader must not wait longer for each further seed: the limit grows with them.
    let steps = LONGEST_RUN * this.#seeds;
    while (codes[slot] !== FREE && keys[slot] !== key) {
      slot = (slot + 1) & mask;
      if (--steps === 0) return this.#slotAnew(key);
    }
    return slot;
  }

  #slotAnew(key: number): number {
    this.#seed = mix(this.#seed + 0x9e3779b9) | 0;
    this.#seeds++;
    this.#rehash(this.#codes.length);
    return this.#slot(key);
  }

  #rehash(slots: number): void {
    const keys = this.#keys;
    const codes = this.#codes;
    this.#keys = new Int32Array(slots);
    this.#codes = new Uint32Array(slots).fill(FREE);
    for (let i = 0; i < keys.length; i++) {
      if (codes[i] === FREE) continue;
      const slot = this.#slot(keys[i]);
      this.#keys[slot] = keys[i];
      this.#codes[slot] = codes[i];
    }
  }
}

/** Spreads the bits of a key, so that ids in steps of a power of two do not share slots (murmur3's finaliser). */
function mix(key: number): number {
  let h = key;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
