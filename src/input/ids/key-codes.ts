import { ownCopy } from "./id-table.js";

// A Map takes at most 2^24 keys; keys beyond go into a further one.
const MAP_LIMIT = 16_000_000;

/** Dense codes 0, 1, 2 ... for plain values, in first-seen order. Identity is type and value, 0 and -0 are one. */
export class KeyCodes<Key extends string | number | bigint | boolean> {
  /** The value of each code. */
  readonly keys: Key[] = [];
  readonly #maps: Map<Key, number>[] = [new Map()];

  /** The code of a value, or -1. */
  find(key: Key): number {
    for (const map of this.#maps) {
      const code = map.get(key);
      if (code !== undefined) return code;
    }
    return -1;
  }

  /** The code of a value, a new one if it was not seen. */
  intern(key: Key): number {
    const known = this.find(key);
    if (known >= 0) return known;
    let map = this.#maps[this.#maps.length - 1];
    if (map.size >= MAP_LIMIT) this.#maps.push((map = new Map()));
    const code = this.keys.length;
    const own = (typeof key === "string" ? ownCopy(key) : key === 0 ? 0 : key) as Key;
    map.set(own, code);
    this.keys.push(own);
    return code;
  }
}
