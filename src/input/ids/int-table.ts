const FREE = 0xffffffff;

/** Open addressing from int32 keys to codes: two typed arrays instead of a Map of boxed entries. */
export class IntTable {
  #keys = new Int32Array(64);
  #codes = new Uint32Array(64).fill(FREE);
  #size = 0;

  /** The code of `key`; if it is new, it is stored with `next`. */
  intern(key: number, next: number): number {
    const slot = this.#slot(key);
    const code = this.#codes[slot];
    if (code !== FREE) return code;
    this.#keys[slot] = key;
    this.#codes[slot] = next;
    this.#size++;
    if (this.#size * 2 > this.#codes.length) this.#grow();
    return next;
  }

  /** The code of `key`, or -1. */
  find(key: number): number {
    const code = this.#codes[this.#slot(key)];
    return code === FREE ? -1 : code;
  }

  #slot(key: number): number {
    const keys = this.#keys;
    const codes = this.#codes;
    const mask = codes.length - 1;
    let slot = mix(key) & mask;
    while (codes[slot] !== FREE && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const codes = this.#codes;
    this.#keys = new Int32Array(keys.length * 2);
    this.#codes = new Uint32Array(keys.length * 2).fill(FREE);
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
