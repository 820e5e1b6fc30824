import { IntTable } from "./int-table.js";
import { TextTables } from "./text-tables.js";

/**
 * How a customer is known: text, a number or a bigint. `"1"`, `1` and `1n` are three customers, unless the option
 * `customerIds: "text"` says that only the digits count.
 *
 * @since 0.1.0
 */
export type CustomerId = string | number | bigint;

/** Codes that stand for no id: above every real code. */
export const MISSING_ID = 0xffffffff;
export const BAD_ID = 0xfffffffe;

// A Map takes at most 2^24 keys; ids beyond go into a further one.
const MAP_LIMIT = 16_000_000;

// Up to here a Map and its keys stay in the cache and are as fast as any table.
const FEW_TEXTS = 10_000;

/**
 * Dense codes 0, 1, 2 ... for ids, in first-seen order. Identity is type and value, so `__proto__` is an id like any
 * other and `"1"` is not `1`.
 */
export class IdTable {
  readonly #ids: CustomerId[] = [];
  readonly #ints = new IntTable();
  #maps: Map<CustomerId, number>[] = [new Map()];
  #texts: TextTables | null = null;
  #lastId: unknown = undefined;
  #lastCode = MISSING_ID;
  /** Whether ids of all types are known by their text. */
  readonly byText: boolean;

  constructor(byText: boolean) {
    this.byText = byText;
  }

  get size(): number {
    return this.#ids.length;
  }

  id(code: number): CustomerId {
    return this.#ids[code];
  }

  /** The code of an id, a new one if it was not seen; `MISSING_ID` or `BAD_ID` for what cannot name a customer. */
  intern(value: unknown): number {
    // Exports are often in runs: comparing with the row before is cheaper than any table, but for text, which is compared
    // character by character and costs a fifth more where there are no runs.
    if (typeof value !== "string" && value === this.#lastId) return this.#lastCode;
    const fault = faultOf(value);
    if (fault !== 0) return fault;
    const code = this.#internValid(value as CustomerId);
    this.#lastId = value;
    this.#lastCode = code;
    return code;
  }

  /** The code of a known id, else -1. */
  find(value: unknown): number {
    if (faultOf(value) !== 0) return -1;
    const id = this.byText ? String(value) : (value as CustomerId);
    return this.#find(id);
  }

  /** The code of an int32 id, without the checks that a value of unknown type needs. */
  internInt(id: number): number {
    if (this.byText) return this.#internValid(id);
    const code = this.#ints.intern(id, this.#ids.length);
    if (code === this.#ids.length) this.#ids.push(id | 0);
    return code;
  }

  /** The tables of short texts, once there are so many that they are worth it; `null` before. */
  spread(): TextTables | null {
    if (this.#texts === null && this.#maps[0].size > FEW_TEXTS) this.#spread(new TextTables());
    return this.#texts;
  }

  /** Gives the next code to an id that a batch found to be new. Where the tables of texts have it already, it is not looked up again. */
  append(value: CustomerId, isInTexts: boolean): void {
    const id = this.byText ? String(value) : value;
    if (isInTexts) this.#ids.push(ownCopy(id as string));
    else this.#add(id);
  }

  /** A direct table of the codes of int32 ids of a range, or `null` where there can be none; see {@link IntTable}. */
  coverInts(low: number, width: number): Uint32Array | null {
    return this.byText ? null : this.#ints.cover(low, width);
  }

  #internValid(value: CustomerId): number {
    const id = this.byText ? String(value) : value;
    const code = this.#find(id);
    return code >= 0 ? code : this.#add(id);
  }

  #find(id: CustomerId): number {
    if (isInt32(id)) return this.#ints.find(id);
    if (this.#texts !== null && typeof id === "string") {
      const code = this.#texts.find(id);
      if (code >= 0) return code;
    }
    for (const map of this.#maps) {
      const code = map.get(id);
      if (code !== undefined) return code;
    }
    return -1;
  }

  /** Stores an id that is new. */
  #add(id: CustomerId): number {
    const code = this.#ids.length;
    const own = typeof id === "string" ? ownCopy(id) : id;
    // As an int32 there is one zero, and it has no sign.
    this.#ids.push(isInt32(own) ? own | 0 : own);
    if (isInt32(own)) this.#ints.intern(own, code);
    else if (this.#texts === null || typeof own !== "string" || !this.#texts.add(own, code)) {
      let map = this.#maps[this.#maps.length - 1];
      if (map.size >= MAP_LIMIT) this.#maps.push((map = new Map()));
      map.set(own, code);
    }
    return code;
  }

  #spread(texts: TextTables): void {
    const rest = new Map<CustomerId, number>();
    for (const map of this.#maps) {
      for (const [id, code] of map) if (typeof id !== "string" || !texts.add(id, code)) rest.set(id, code);
    }
    this.#maps = [rest];
    this.#texts = texts;
  }
}

// V8 keeps a slice of this length or more as a pointer into the text it was cut from.
const SLICE_LENGTH = 13;

/** A copy of its own: an id cut from a piece of a file must not keep the whole piece in memory for as long as it lives. */
export function ownCopy(text: string): string {
  return text.length < SLICE_LENGTH ? text : ` ${text}`.slice(1);
}

/** 0 for a valid id, else the code that stands for its fault. Numbers beyond 2^53 are refused: two different ids may have become one on their way here. */
export function faultOf(value: unknown): number {
  if (typeof value === "string") return value.length === 0 || isBlank(value) ? MISSING_ID : 0;
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : BAD_ID;
  if (typeof value === "bigint") return 0;
  return value === null || value === undefined ? MISSING_ID : BAD_ID;
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  // Only white space begins like white space: most ids are done after one comparison.
  return (first <= 32 || first >= 160) && text.trim() === "";
}

function isInt32(id: CustomerId): id is number {
  return typeof id === "number" && (id | 0) === id;
}
