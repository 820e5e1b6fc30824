import { NARROW } from "../input/ids/text-batch.js";
import type { Customers } from "../input/ledger.js";
import { MOST_MINOR } from "../input/money/decimal.js";
import { scratch } from "../memory/scratch.js";
import { byId, type Rows } from "./by-id.js";
import { CustomerWalk, partsOf, type Stretch } from "./customer-walk.js";
import { knownInOrder } from "./known-in-order.js";
import { type KnownInts, knownById, knownByMix } from "./known-ints.js";
import { CODED_FROM } from "./late-refunds.js";
import type { State } from "./state.js";
import type { DenseSums } from "./sums/dense-sums.js";
import type { IntPart } from "./sums/int-part.js";
import type { IntSums } from "./sums/int-sums.js";
import { PARTS } from "./sums/part-of.js";
import { COUNT, FIRST, LAST, MOST_COUNT, RECORD_INTS, totalAt } from "./sums/record.js";
import { KnownTexts } from "./texts/known-texts.js";
import type { TextPart } from "./texts/text-part.js";

/** The columns of a table, and its customers. */
export interface Gathered {
  readonly size: number;
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly count: Int32Array;
  /** `null` where nobody asked for it. */
  readonly firstDay: Int32Array | null;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
  /** The customers who have refunds only, with their money: by their codes, which ascend. */
  readonly refundersOnly: Map<number, number>;
  /** The codes of those of them whose purchases are all older than the window of a view. */
  readonly olderCodes: readonly number[];
}

/**
 * The customers of a stretch of a settled state, in order, with their first days if they are asked for. Where all int32 ids are in it, they
 * ascend. In a part of them their mixes do: a table of its own for each part would cost more to sort than to make.
 */
export function gather(where: string, state: State, stretch: Stretch, asksFirstDay: boolean): Gathered {
  const to = new Columns(state, stretch, asksFirstDay);
  const isGathered = isPlain(state) && to.addParts(state, stretch);
  const rest = isGathered ? { ...stretch, firstPart: stretch.lastPart } : stretch;
  if (!isGathered) to.clear();
  const walk = new CustomerWalk(where, state, rest);
  while (walk.next()) to.addCustomer(walk);
  return to.finish(state);
}

/** Whether nobody whose sums are kept in parts has refunds. */
function isPlain({ late, refunds }: State): boolean {
  return late.size === 0 && refunds.ints.size === 0 && refunds.texts.every(({ size }) => size === 0);
}

/** Columns that are filled customer by customer. */
class Columns {
  /** By id, once they ascend, by their mixes before. */
  readonly #ints: Int32Array;
  readonly #texts: readonly KnownTexts[];
  readonly #otherCodes: Uint32Array;
  readonly #codes: Uint32Array;
  readonly #count: Int32Array;
  readonly #firstDay: Int32Array | null;
  readonly #lastDay: Int32Array;
  readonly #total: Float64Array;
  readonly #refundersOnly = new Map<number, number>();
  readonly #olderCodes: number[] = [];
  readonly #hasAllInts: boolean;
  #isById = false;
  #size = 0;
  #intCount = 0;
  #others = 0;

  constructor({ purchases, refunds }: State, { firstPart, lastPart, codes }: Stretch, asksFirstDay: boolean) {
    const [from, to] = partsOf(0, firstPart, lastPart);
    this.#hasAllInts = isAll(from, to);
    const ints = sizeOfInts(purchases.ints, from, to);
    const texts = purchases.texts.map(({ parts }, w) => sizeOf(parts, ...partsOf(w + 1, firstPart, lastPart)));
    this.#ints = new Int32Array(ints + sizeOfInts(refunds.ints, from, to));
    this.#texts = refunds.texts.map(({ width, parts }, w) => {
      const own = partsOf(w + 1, firstPart, lastPart);
      return new KnownTexts(width, texts[w] + sizeOf(parts, ...own));
    });
    const most = ints + texts[0] + texts[1] + codes.length;
    this.#otherCodes = new Uint32Array(codes.length);
    this.#codes = new Uint32Array(most);
    this.#count = new Int32Array(most);
    // No table holds the first days.
    this.#firstDay = asksFirstDay ? new Int32Array(scratch(most * 4)) : null;
    this.#lastDay = new Int32Array(most);
    this.#total = new Float64Array(most);
  }

  clear(): void {
    this.#size = 0;
    this.#intCount = 0;
    this.#isById = false;
    for (const texts of this.#texts) texts.clear();
  }

  /** Adds the customers of a stretch that are kept in parts, nobody of whom has refunds; says whether that was possible. */
  addParts({ purchases }: State, { firstPart, lastPart }: Stretch): boolean {
    const [from, to] = partsOf(0, firstPart, lastPart);
    return (
      this.#addAllInts(purchases.ints, from, to) &&
      purchases.texts.every(({ parts }, w) => {
        const own = parts.slice(...partsOf(w + 1, firstPart, lastPart));
        return own.every((part) => this.#addTexts(part, this.#texts[w]));
      })
    );
  }

  #addAllInts(ints: IntSums, from: number, to: number): boolean {
    const dense = isAll(from, to) ? ints.dense : null;
    return dense === null ? ints.parts.slice(from, to).every((part) => this.#addInts(part)) : this.#addDense(dense);
  }

  /** Adds all customers of ids that lie close together; says whether they have no sums that are to be refused. */
  #addDense(dense: DenseSums): boolean {
    const { size } = dense;
    const total = this.#total;
    dense.write({
      ids: this.#ints,
      count: this.#count,
      firstDay: this.#firstDay,
      lastDay: this.#lastDay,
      total,
    });
    const codes = this.#codes;
    for (let row = 0; row < size; row++) {
      if (total[row] > MOST_MINOR) return false;
      codes[row] = row;
    }
    this.#size = size;
    this.#intCount = size;
    this.#isById = true;
    return true;
  }

  /** Adds the customers of a part of texts; says whether it has no sums that are to be refused. */
  #addTexts(part: TextPart, texts: KnownTexts): boolean {
    const { ints, floats } = part.records;
    const codes = this.#codes;
    const counts = this.#count;
    const firstDay = this.#firstDay;
    const lastDay = this.#lastDay;
    const total = this.#total;
    const places = part.sortedPlaces();
    let row = this.#size;
    for (let i = 0; i < places.length; i++, row++) {
      const at = places[i];
      const sum = floats[totalAt(at)];
      if (sum > MOST_MINOR || ints[at + COUNT] === MOST_COUNT) return false;
      codes[row] = row;
      counts[row] = ints[at + COUNT];
      if (firstDay !== null) firstDay[row] = ints[at + FIRST];
      lastDay[row] = ints[at + LAST];
      total[row] = sum;
    }
    texts.addAll(part, places);
    this.#size = row;
    return true;
  }

  /**
   * Adds the customers of a part who have no refunds, straight from its records: a third of the time of a walk. Says whether that was
   * possible; it is not where it has sums that are to be refused.
   */
  #addInts(part: IntPart): boolean {
    const { ints, floats } = part.records;
    const places = part.sortedPlaces();
    const mixed = this.#ints;
    const codes = this.#codes;
    const counts = this.#count;
    const firstDay = this.#firstDay;
    const lastDay = this.#lastDay;
    const total = this.#total;
    let size = this.#size;
    const length = places === null ? ints.length / RECORD_INTS : places.length;
    for (let i = 0; i < length; i++) {
      const at = places === null ? i * RECORD_INTS : places[i];
      const count = ints[at + COUNT];
      if (count === 0) continue;
      const sum = floats[totalAt(at)];
      if (sum > MOST_MINOR || count === MOST_COUNT) return false;
      mixed[size] = part.mixedAt(at);
      codes[size] = size;
      counts[size] = count;
      if (firstDay !== null) firstDay[size] = ints[at + FIRST];
      lastDay[size] = ints[at + LAST];
      total[size] = sum;
      size++;
    }
    this.#size = size;
    this.#intCount = size;
    return true;
  }

  addCustomer({ key, text, count, first, last, bought, refunded, isOlder }: CustomerWalk): void {
    const [narrow, wide] = this.#texts;
    const code = this.#intCount + narrow.size + wide.size + this.#others;
    if (text !== null) this.#texts[text.part.width === NARROW ? 0 : 1].add(text.part, text.at);
    else if (key < CODED_FROM) this.#ints[this.#intCount++] = key;
    else this.#otherCodes[this.#others++] = key - CODED_FROM;
    if (count === 0) {
      this.#refundersOnly.set(code, -refunded);
      if (isOlder) this.#olderCodes.push(code);
      return;
    }
    const row = this.#size++;
    this.#codes[row] = code;
    this.#count[row] = count;
    if (this.#firstDay !== null) this.#firstDay[row] = first;
    this.#lastDay[row] = last;
    this.#total[row] = bought - refunded;
  }

  finish({ ids }: State): Gathered {
    const size = this.#size;
    const own = cut(this.#ints, this.#intCount);
    const rows: Rows = {
      codes: cut(this.#codes, size),
      count: cut(this.#count, size),
      firstDay: this.#firstDay && cut(this.#firstDay, size),
      lastDay: cut(this.#lastDay, size),
      total: cut(this.#total, size),
      refundersOnly: this.#refundersOnly,
      olderCodes: this.#olderCodes,
    };
    const texts = this.#texts.map((known) => known.finish());
    const others = cut(this.#otherCodes, this.#others);
    const known = (ints: KnownInts): Customers => knownInOrder(ints, texts, others, ids);
    if (this.#isById) return { size, customers: known(knownById(own)), ...rows };
    if (!this.#hasAllInts || own.length === 0) return { size, customers: known(knownByMix(own)), ...rows };
    const sorted = byId(own, rows);
    return { size, customers: known(knownById(sorted.ids)), ...sorted.rows };
  }
}

/** Whether these are all parts of a kind. */
function isAll(from: number, to: number): boolean {
  return from === 0 && to === PARTS;
}

function sizeOfInts(ints: IntSums, from: number, to: number): number {
  return isAll(from, to) ? ints.size : sizeOf(ints.parts, from, to);
}

function sizeOf(parts: readonly { readonly size: number }[], from: number, to: number): number {
  let size = 0;
  for (let part = from; part < to; part++) size += parts[part].size;
  return size;
}

function cut<T extends Int32Array | Uint32Array | Float64Array>(column: T, size: number): T {
  return (size === column.length ? column : column.slice(0, size)) as T;
}
