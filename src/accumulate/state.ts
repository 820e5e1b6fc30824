import { type CustomerId, IdTable } from "../input/ids/id-table.js";
import { NARROW, WIDE } from "../input/ids/text-batch.js";
import type { Settings } from "../input/order-options.js";
import type { Side } from "./buckets/bucket.js";
import type { BucketRule } from "./buckets/bucket-rule.js";
import { Buckets } from "./buckets/buckets.js";
import { CODED_FROM, type CustomerKey, LateRefunds } from "./late-refunds.js";
import { CodeOrder } from "./sums/code-order.js";
import { CodedSums, placeOf } from "./sums/coded-sums.js";
import { IntSums } from "./sums/int-sums.js";
import { mix } from "./sums/mix.js";
import { COUNT, FIRST, LAST, totalAt } from "./sums/record.js";
import { Tally } from "./tally.js";
import { TextSums } from "./texts/text-sums.js";

/** Sums of customers: those with int32 ids by the mixed id, those with short texts by the text, all others by their code. */
export class Sums {
  readonly ints: IntSums;
  /** By texts of up to 15 characters, and of up to 39. */
  readonly texts: readonly [TextSums, TextSums] = [new TextSums(NARROW), new TextSums(WIDE)];
  readonly coded: CodedSums = new CodedSums();

  constructor(ints: IntSums = new IntSums()) {
    this.ints = ints;
  }

  join(key: CustomerKey, count: number, first: number, last: number, total: number): void {
    if (key < CODED_FROM) this.ints.join(key, count, first, last, total);
    else this.coded.join(key - CODED_FROM, count, first, last, total);
  }

  /** Adds the rows that wait. */
  flush(): void {
    this.ints.flush();
    for (const texts of this.texts) texts.flush();
  }

  merge(other: Sums): void {
    this.ints.merge(other.ints);
    for (const [width, texts] of this.texts.entries()) texts.merge(other.texts[width]);
  }
}

/** The days that a view was made for, and what is not in it. */
export interface Span {
  /** How many days count, or `null` for all. */
  readonly window: number | null;
  readonly asOf: number | null;
  /** Entries that are older than the window. */
  readonly beforeWindow: number;
  /** Entries after asOf, those apart that are still late. */
  readonly afterAsOf: number;
}

/**
 * What an accumulator holds. Purchases and refunds are summed apart: then neither sum can cancel, and each is exact up to 2^53.
 *
 * Where there are buckets, these hold the sums, and those of the state itself are empty. A view of such a state has the sums of some
 * of its buckets as its own, and is only looked at.
 */
export class State {
  readonly settings: Settings;
  readonly ids: IdTable;
  readonly purchases: Sums;
  readonly refunds: Sums;
  readonly late: LateRefunds = new LateRefunds();
  readonly tally: Tally;
  readonly order: CodeOrder;
  readonly buckets: Buckets | null;
  lastOrderDay: number = Number.NEGATIVE_INFINITY;
  /** What a view shows; `null` where the state is all that there is. */
  span: Span | null = null;
  #isOther = new Uint8Array(0);

  constructor(settings: Settings, rule: BucketRule | null = null, viewOf?: ViewParts) {
    this.settings = settings;
    this.ids = viewOf?.of.ids ?? new IdTable(settings.customerIds === "text");
    this.order = viewOf?.of.order ?? new CodeOrder(this.ids);
    this.tally = viewOf?.of.tally ?? new Tally();
    this.purchases = viewOf?.purchases ?? new Sums();
    this.refunds = viewOf?.refunds ?? new Sums();
    this.buckets = rule === null ? null : new Buckets(rule);
  }

  /** Another state that knows the same ids and the same account of rows, and has sums of its own. */
  view(purchases: Sums, refunds: Sums): State {
    const view = new State(this.settings, null, { of: this, purchases, refunds });
    view.lastOrderDay = this.lastOrderDay;
    return view;
  }

  /** Adds many orders or refunds of a customer at once. */
  join(side: Side, key: CustomerKey, count: number, first: number, last: number, total: number): void {
    this[side].join(key, count, first, last, total);
  }

  /** Makes room for so many further customers of the part of a mixed id. */
  reserve(side: Side, mixed: number, customers: number): void {
    this[side].ints.reserve(mixed, customers);
  }

  /** Brings the state into the one form that its content has: nothing waits, int32 ids are where they belong, late refunds are late. */
  settle(): void {
    this.buckets?.flush();
    this.settleRefunds();
    for (const sums of [this.purchases, this.refunds]) {
      sums.flush();
      this.#moveCoded(sums);
    }
  }

  settleRefunds(): void {
    this.late.settle(
      this.lastOrderDay,
      (key) => (key < CODED_FROM ? key : this.keyOfCode(key - CODED_FROM)),
      (key, day, count, amount) => {
        if (this.buckets === null) this.refunds.join(key, 1, day, day, amount);
        else this.buckets.joinRefunds(key, day, count, amount);
      },
    );
  }

  /** The key of a known or new id. */
  keyOf(id: CustomerId): CustomerKey {
    if (!this.ids.byText && isInt32(id)) return mix(id);
    return CODED_FROM + this.ids.intern(id);
  }

  /** The key of the id that has a code. */
  keyOfCode(code: number): CustomerKey {
    if (this.ids.byText) return CODED_FROM + code;
    if (code >= this.#isOther.length) this.#isOther = wider(this.#isOther, code + 1);
    // Of ids that are no int32 this is remembered: to look at each of them again would cost more than all the rest.
    if (this.#isOther[code] === 1) return CODED_FROM + code;
    const id = this.ids.id(code);
    if (isInt32(id)) return mix(id);
    this.#isOther[code] = 1;
    return CODED_FROM + code;
  }

  /**
   * Ids that came as values of any type have codes, also int32 and short texts: these go where those of columns are. Buckets have keys in
   * the first place.
   */
  #moveCoded({ ints, texts, coded }: Sums): void {
    const { ids } = this;
    if (this.buckets !== null) return;
    for (let code = 0; code < ids.size; code++) {
      const records = coded.recordsOf(code);
      if (records === null) continue;
      const id = ids.id(code);
      const at = placeOf(code);
      const [count, first, last] = [records.ints[at + COUNT], records.ints[at + FIRST], records.ints[at + LAST]];
      const total = records.floats[totalAt(at)];
      if (!ids.byText && isInt32(id)) ints.join(mix(id), count, first, last, total);
      else if (typeof id !== "string" || !texts.some((sums) => sums.joinText(id, count, first, last, total))) continue;
      coded.clear(code);
    }
  }
}

function wider(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(size * 2);
  copy.set(bytes);
  return copy;
}

/** The state that a view is of, and the sums that are its own. */
interface ViewParts {
  readonly of: State;
  readonly purchases: Sums;
  readonly refunds: Sums;
}

export function isInt32(id: CustomerId): id is number {
  return typeof id === "number" && (id | 0) === id;
}
