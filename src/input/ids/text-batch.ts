/** Rows that a batch takes: long enough that its look-ups, sorted by part, find each part of the table in the cache. */
export const BATCH_ROWS = 131_072;

/**
 * Short texts as words side by side, so that comparing and moving them touches no JavaScript string. Each character takes a
 * byte, the last byte of the last word holds the length. Made for one width of words; longer or wider text does not fit.
 */
export class TextBatch {
  /** Words per text. */
  readonly width: number;
  /** The words of the texts, then the hash and the row of each: `width + 2` numbers per text. */
  readonly records: Uint32Array;
  /** How many texts there are. */
  count = 0;
  readonly #longest: number;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.records = new Uint32Array(capacity * (width + 2));
    this.#longest = width * 4 - 1;
  }

  /** Adds a text; says whether it fits. */
  add(text: string, row: number): boolean {
    const length = text.length;
    if (length > this.#longest) return false;
    const { records, width } = this;
    const at = this.count * (width + 2);
    let hash = length;
    let i = 0;
    let seen = 0;
    for (let w = 0; w < width; w++) {
      let word = 0;
      for (const end = Math.min(length, i + 4); i < end; i++) {
        const char = text.charCodeAt(i);
        seen |= char;
        word |= char << ((i & 3) * 8);
      }
      if (w === width - 1) word |= length << 24;
      records[at + w] = word;
      hash = mixWord(hash, word);
    }
    if (seen > 0xff) return false;
    this.#close(at, hash, row);
    return true;
  }

  /** Adds a text that is given as bytes; says whether it fits, which takes bytes of ASCII. */
  addBytes(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    const length = end - start;
    if (length > this.#longest) return false;
    const { records, width } = this;
    const at = this.count * (width + 2);
    let hash = length;
    let i = 0;
    let seen = 0;
    for (let w = 0; w < width; w++) {
      let word = 0;
      for (const stop = Math.min(length, i + 4); i < stop; i++) {
        const byte = bytes[start + i];
        seen |= byte;
        word |= byte << ((i & 3) * 8);
      }
      if (w === width - 1) word |= length << 24;
      records[at + w] = word;
      hash = mixWord(hash, word);
    }
    if (seen > 0x7f) return false;
    this.#close(at, hash, row);
    return true;
  }

  #close(at: number, hash: number, row: number): void {
    const { records, width } = this;
    records[at + width] = finish(hash);
    records[at + width + 1] = row;
    this.count++;
  }
}

/** The hash of words that stand at a place of an array, as {@link TextBatch} computes it. */
export function hashWords(words: Uint32Array, at: number, width: number): number {
  let hash = words[at + width - 1] >>> 24;
  for (let w = 0; w < width; w++) hash = mixWord(hash, words[at + w]);
  return finish(hash);
}

/** The text of words. */
export function unpackText(words: Uint32Array, at: number, width: number): string {
  const length = words[at + width - 1] >>> 24;
  let text = "";
  for (let i = 0; i < length; i++) text += String.fromCharCode((words[at + (i >> 2)] >>> ((i & 3) * 8)) & 0xff);
  return text;
}

function mixWord(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return h ^ (h >>> 15);
}

function finish(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
