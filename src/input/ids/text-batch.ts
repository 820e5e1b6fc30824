/** Rows that a batch takes: long enough that its look-ups, sorted by part, find each part of the table in the cache. */
export const BATCH_ROWS = 131_072;

/** Words of narrow texts, of up to 15 characters, which most ids are. */
export const NARROW = 4;
/** Words of wide texts, of up to 39 characters, such as a UUID. */
export const WIDE = 10;

/**
 * Short texts as words side by side, so that comparing and moving them touches no JavaScript string. Each character takes a
 * byte, the last byte of the last word holds the length. Made for one width of words; longer or wider text does not fit.
 */
export class TextBatch {
  /** Words per text. */
  readonly width: number;
  /** The words of the texts, then the hash and the row of each: `width + 2` numbers per text. */
  readonly records: Int32Array;
  /** How many texts there are. */
  count = 0;
  readonly #longest: number;
  /** The bytes at hand, four of which can be read at once. Their number may change where their buffer can be resized. */
  #bytes = NO_BYTES;
  #byteCount = 0;
  #view = new DataView(NO_BYTES.buffer);

  constructor(width: number, capacity: number) {
    this.width = width;
    this.records = new Int32Array(capacity * (width + 2));
    this.#longest = width * 4 - 1;
  }

  /** Adds a text; says whether it fits. */
  add(text: string, row: number): boolean {
    if (text.length > this.#longest) return false;
    const { records, width } = this;
    const at = this.count * (width + 2);
    if (!packText(text, records, at, width)) return false;
    this.#close(at, row);
    return true;
  }

  /** Adds a text that is given as bytes; says whether it fits, which takes bytes of ASCII. */
  addBytes(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    const length = end - start;
    if (length > this.#longest) return false;
    const { records, width } = this;
    const at = this.count * (width + 2);
    if (bytes !== this.#bytes || bytes.length !== this.#byteCount) {
      this.#bytes = bytes;
      this.#byteCount = bytes.length;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const isInside = start + width * 4 <= bytes.length;
    if (isInside && width === NARROW) {
      if (!packNarrow(this.#view, start, length, records, at)) return false;
      records[at + NARROW + 1] = row;
      this.count++;
      return true;
    }
    const isAscii = isInside
      ? packWords(this.#view, start, length, records, at, width)
      : packBytes(bytes, start, length, records, at, width);
    if (!isAscii) return false;
    this.#close(at, row);
    return true;
  }

  #close(at: number, row: number): void {
    const { records, width } = this;
    records[at + width] = hashWords(records, at, width);
    records[at + width + 1] = row;
    this.count++;
  }
}

const NO_BYTES: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/** Packs a text that is short enough; says whether all its characters fit into bytes. */
function packText(text: string, words: Int32Array, at: number, width: number): boolean {
  const { length } = text;
  let seen = 0;
  let i = 0;
  for (let w = 0; w < width; w++) {
    let word = 0;
    for (const end = Math.min(length, i + 4); i < end; i++) {
      const char = text.charCodeAt(i);
      seen |= char;
      word |= char << ((i & 3) * 8);
    }
    words[at + w] = word;
  }
  words[at + width - 1] |= length << 24;
  return seen <= 0xff;
}

/** Packs bytes four by four, of which more may follow; says whether they are ASCII. Half the time of byte by byte. */
function packWords(
  view: DataView,
  start: number,
  length: number,
  words: Int32Array,
  at: number,
  width: number,
): boolean {
  let seen = 0;
  let w = 0;
  const whole = length >> 2;
  for (; w < whole; w++) {
    const word = view.getInt32(start + w * 4, true);
    seen |= word;
    words[at + w] = word;
  }
  const rest = view.getInt32(start + w * 4, true) & ((1 << ((length & 3) * 8)) - 1);
  seen |= rest;
  words[at + w] = rest;
  for (w++; w < width; w++) words[at + w] = 0;
  words[at + width - 1] |= length << 24;
  return (seen & NOT_ASCII) === 0;
}

const NOT_ASCII = 0x80808080;

/** {@link packWords} and the hash for the width that most texts have, with the words at hand all the way: 4 % of adding up. */
export function packNarrow(view: DataView, start: number, length: number, words: Int32Array, at: number): boolean {
  const rest = (1 << ((length & 3) * 8)) - 1;
  const whole = length >> 2;
  const first = view.getInt32(start, true);
  const second = view.getInt32(start + 4, true);
  const third = view.getInt32(start + 8, true);
  const fourth = view.getInt32(start + 12, true);
  // What follows the text is cut off: a word is whole, the one in which the text ends, or nothing.
  const a = whole > 0 ? first : first & rest;
  const b = whole > 1 ? second : whole === 1 ? second & rest : 0;
  const c = whole > 2 ? third : whole === 2 ? third & rest : 0;
  const d = (whole === 3 ? fourth & rest : 0) | (length << 24);
  words[at] = a;
  words[at + 1] = b;
  words[at + 2] = c;
  words[at + 3] = d;
  words[at + 4] = finish(mixWord(mixWord(mixWord(mixWord(length, a), b), c), d));
  return ((a | b | c | d) & NOT_ASCII) === 0;
}

function packBytes(
  bytes: Uint8Array,
  start: number,
  length: number,
  words: Int32Array,
  at: number,
  width: number,
): boolean {
  let seen = 0;
  for (let w = 0; w < width; w++) words[at + w] = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[start + i];
    seen |= byte;
    words[at + (i >> 2)] |= byte << ((i & 3) * 8);
  }
  words[at + width - 1] |= length << 24;
  return seen < 0x80;
}

/** The words of a text that is short enough, and their hash behind them; says whether all its characters fit into bytes. */
export function packNarrowText(text: string, words: Int32Array): boolean {
  const { length } = text;
  let seen = 0;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = length << 24;
  let i = 0;
  for (; i < length && i < 4; i++) {
    const char = text.charCodeAt(i);
    seen |= char;
    a |= char << (i * 8);
  }
  for (; i < length && i < 8; i++) {
    const char = text.charCodeAt(i);
    seen |= char;
    b |= char << ((i & 3) * 8);
  }
  for (; i < length && i < 12; i++) {
    const char = text.charCodeAt(i);
    seen |= char;
    c |= char << ((i & 3) * 8);
  }
  for (; i < length; i++) {
    const char = text.charCodeAt(i);
    seen |= char;
    d |= char << ((i & 3) * 8);
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
  words[4] = finish(mixWord(mixWord(mixWord(mixWord(length, a), b), c), d));
  return seen <= 0xff;
}

/** The hash of the words that stand at a place of an array. */
export function hashWords(words: Int32Array, at: number, width: number): number {
  let hash = words[at + width - 1] >>> 24;
  for (let w = 0; w < width; w++) hash = mixWord(hash, words[at + w]);
  return finish(hash);
}

/** The text of words. */
export function unpackText(words: Int32Array, at: number, width: number): string {
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
  return h ^ (h >>> 16);
}
