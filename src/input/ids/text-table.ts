import { scratch } from "../../memory/scratch.js";
import { hashWords, TextBatch, unpackText } from "./text-batch.js";

const FREE = 0xffffffff;
const PART_BITS = 8;
const PARTS = 1 << PART_BITS;
const FIRST_SLOTS = 16;

// At half full and with a fair hash, runs of a hundred slots are rare and of a thousand unheard of.
const LONGEST_RUN = 1000;

/** One part of the table: the texts whose hash begins with the same bits. */
interface Part {
  words: Int32Array;
  codes: Uint32Array;
  size: number;
  /** Whether the texts have moved since the batch began. */
  isMoved: boolean;
  /** Takes over where texts were made to collide: a Map hashes with a seed that nobody outside knows. */
  map: Map<string, number> | null;
}

/** What a batch found out: the codes of its rows, and the rows in which a text stood for the first time. */
export interface BatchFinds {
  /** Per row of the batch. Codes from `known` on are provisional: `known + k` is the text that `newRows[k]` brought. */
  readonly codes: Uint32Array;
  readonly newRows: Uint32Array;
  newCount: number;
}

/**
 * Codes of short texts. A batch is looked up part by part: first its texts are sorted by part, then each part, small enough for
 * the L2 cache, answers all of its own. At ten million ids this takes a quarter of the time of a Map.
 */
export class TextTable {
  readonly width: number;
  readonly #parts: (Part | null)[] = new Array<Part | null>(PARTS).fill(null);
  readonly #starts = new Uint32Array(PARTS + 1);
  readonly #sorted: Int32Array;
  /** For the first text of each part, how many new ones the batch had before it. */
  readonly #newBefore = new Uint32Array(PARTS + 1);
  /** Where the new texts of the batch stand in their parts, as long as these do not grow. */
  readonly #newSlots: Uint32Array;
  readonly #single: TextBatch;
  /** Nothing: it keeps what was read ahead from being optimised away. */
  warmth = 0;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.#sorted = new Int32Array(capacity * (width + 2));
    this.#newSlots = new Uint32Array(capacity);
    this.#single = new TextBatch(width, 1);
  }

  /** The code of a text, or -1. */
  find(text: string): number {
    const single = this.#pack(text);
    if (single === null) return -1;
    const part = this.#parts[single[this.width] >>> (32 - PART_BITS)];
    if (part === null) return -1;
    if (part.map !== null) return part.map.get(text) ?? -1;
    const slot = this.#slot(part, single, 0);
    return slot < 0 || part.codes[slot] === FREE ? -1 : part.codes[slot];
  }

  /** Adds a text that is not in the table; says whether it fits. */
  add(text: string, code: number): boolean {
    const single = this.#pack(text);
    if (single === null) return false;
    this.#insert(this.#partAt(single[this.width] >>> (32 - PART_BITS)), single, 0, code);
    return true;
  }

  /** Looks the texts of a batch up and adds the new ones with provisional codes from `known` on. */
  intern(batch: TextBatch, known: number, finds: BatchFinds): void {
    this.#sort(batch);
    const { width } = this;
    const size = width + 2;
    const sorted = this.#sorted;
    for (let p = 0; p < PARTS; p++) {
      this.#newBefore[p] = finds.newCount;
      const end = this.#starts[p + 1] * size;
      const start = this.#starts[p] * size;
      if (start < end) this.#internPart(this.#partAt(p), sorted, start, end, known, finds);
    }
    this.#newBefore[PARTS] = finds.newCount;
  }

  /** Replaces the provisional codes of the last batch by final ones: `finals[k]` for `known + k`. */
  settle(known: number, finals: Uint32Array): void {
    for (let p = 0; p < PARTS; p++) {
      if (this.#newBefore[p] === this.#newBefore[p + 1]) continue;
      const part = this.#parts[p] as Part;
      if (part.isMoved || part.map !== null) settleAll(part, known, finals);
      // Most parts have a few new texts among thousands: to go to these is a tenth of the work.
      else for (let k = this.#newBefore[p]; k < this.#newBefore[p + 1]; k++) part.codes[this.#newSlots[k]] = finals[k];
      part.isMoved = false;
    }
  }

  #internPart(part: Part, sorted: Int32Array, start: number, end: number, known: number, finds: BatchFinds): void {
    const { width } = this;
    const { codes, newRows } = finds;
    this.warmth = readSlots(part, sorted, start, end, width);
    for (let at = start; at < end; at += width + 2) {
      const row = sorted[at + width + 1];
      const slot = part.map === null ? this.#slot(part, sorted, at) : -1;
      const code = slot >= 0 ? part.codes[slot] : this.#flooded(part, sorted, at);
      if (code !== FREE) {
        codes[row] = code;
        continue;
      }
      newRows[finds.newCount] = row;
      codes[row] = known + finds.newCount;
      this.#newSlots[finds.newCount] = this.#insert(part, sorted, at, known + finds.newCount);
      finds.newCount++;
    }
  }

  /** Where the words of a record stand or would stand; -1 where the way there is too long. */
  #slot(part: Part, records: Int32Array, at: number): number {
    const { width } = this;
    const { words, codes } = part;
    const mask = codes.length - 1;
    let slot = records[at + width] & mask;
    for (let steps = 0; steps < LONGEST_RUN; steps++) {
      if (codes[slot] === FREE) return slot;
      const from = slot * width;
      let w = 0;
      while (w < width && words[from + w] === records[at + w]) w++;
      if (w === width) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** The code of a record in the Map that takes over from a flooded part. */
  #flooded(part: Part, records: Int32Array, at: number): number {
    part.map ??= this.#mapOf(part);
    return part.map.get(unpackText(records, at, this.width)) ?? FREE;
  }

  #mapOf({ words, codes }: Part): Map<string, number> {
    const map = new Map<string, number>();
    for (let slot = 0; slot < codes.length; slot++) {
      if (codes[slot] !== FREE) map.set(unpackText(words, slot * this.width, this.width), codes[slot]);
    }
    codes.fill(FREE);
    return map;
  }

  /** Adds a record; says in which slot it is, while its part does not move. */
  #insert(part: Part, records: Int32Array, at: number, code: number): number {
    const slot = part.map === null ? this.#slot(part, records, at) : -1;
    if (slot < 0) {
      part.map ??= this.#mapOf(part);
      part.map.set(unpackText(records, at, this.width), code);
      return slot;
    }
    part.codes[slot] = code;
    const from = slot * this.width;
    for (let w = 0; w < this.width; w++) part.words[from + w] = records[at + w];
    part.size++;
    if (part.size * 2 > part.codes.length) this.#grow(part);
    return slot;
  }

  #grow(part: Part): void {
    const { words, codes } = part;
    const { width } = this;
    const slots = codes.length * 2;
    part.words = new Int32Array(scratch(slots * width * 4));
    part.codes = new Uint32Array(scratch(slots * 4)).fill(FREE);
    part.size = 0;
    part.isMoved = true;
    const record = new Int32Array(width + 2);
    for (let slot = 0; slot < codes.length; slot++) {
      if (codes[slot] === FREE) continue;
      for (let w = 0; w < width; w++) record[w] = words[slot * width + w];
      record[width] = hashWords(record, 0, width);
      this.#insert(part, record, 0, codes[slot]);
    }
  }

  /** Sorts the records of a batch by part, stably: one counting sort. */
  #sort(batch: TextBatch): void {
    const { records, count, width } = batch;
    const size = width + 2;
    const starts = this.#starts.fill(0);
    for (let i = 0, at = width; i < count; i++, at += size) starts[(records[at] >>> (32 - PART_BITS)) + 1]++;
    for (let p = 0; p < PARTS; p++) starts[p + 1] += starts[p];
    const next = starts.slice(0, PARTS);
    const sorted = this.#sorted;
    for (let i = 0, from = 0; i < count; i++) {
      let to = next[records[from + width] >>> (32 - PART_BITS)]++ * size;
      for (const end = from + size; from < end; from++, to++) sorted[to] = records[from];
    }
  }

  #partAt(p: number): Part {
    let part = this.#parts[p];
    if (part === null) {
      const codes = new Uint32Array(FIRST_SLOTS).fill(FREE);
      part = { words: new Int32Array(FIRST_SLOTS * this.width), codes, size: 0, isMoved: false, map: null };
      this.#parts[p] = part;
    }
    return part;
  }

  #pack(text: string): Int32Array | null {
    this.#single.count = 0;
    return this.#single.add(text, 0) ? this.#single.records : null;
  }
}

/** Replaces provisional codes wherever they stand. */
function settleAll({ codes, map }: Part, known: number, finals: Uint32Array): void {
  for (let slot = 0; slot < codes.length; slot++) {
    const code = codes[slot];
    if (code !== FREE && code >= known) codes[slot] = finals[code - known];
  }
  if (map === null) return;
  for (const [text, code] of map) if (code >= known) map.set(text, finals[code - known]);
}

/**
 * Reads where each record should stand. Nothing waits for what is read, so that many lines of memory come at once; when records are looked up
 * one by one, each is waited for: a sixth less for a ledger of ten million rows.
 */
function readSlots({ words, codes }: Part, records: Int32Array, start: number, end: number, width: number): number {
  const mask = codes.length - 1;
  let sum = 0;
  for (let at = start; at < end; at += width + 2) {
    const slot = records[at + width] & mask;
    sum ^= words[slot * width] ^ codes[slot];
  }
  return sum;
}
