import { type CustomerId, IdTable } from "../input/ids/id-table.js";
import type { Settings } from "../input/order-options.js";
import { CODED_FROM, type CustomerKey, LateRefunds } from "./late-refunds.js";
import { CodeOrder } from "./sums/code-order.js";
import { CodedSums, placeOf } from "./sums/coded-sums.js";
import { IntSums } from "./sums/int-sums.js";
import { mix } from "./sums/mix.js";
import { COUNT, FIRST, LAST, totalAt } from "./sums/record.js";
import { Tally } from "./tally.js";

/** Sums of customers: those with int32 ids by the mixed id, all others by their code. */
export class Sums {
  readonly ints: IntSums = new IntSums();
  readonly coded: CodedSums = new CodedSums();

  join(key: CustomerKey, count: number, first: number, last: number, total: number): void {
    if (key < CODED_FROM) this.ints.join(key, count, first, last, total);
    else this.coded.join(key - CODED_FROM, count, first, last, total);
  }
}

/** What an accumulator holds. Purchases and refunds are summed apart: then neither sum can cancel, and each is exact up to 2^53. */
export class State {
  readonly settings: Settings;
  readonly ids: IdTable;
  readonly purchases: Sums = new Sums();
  readonly refunds: Sums = new Sums();
  readonly late: LateRefunds = new LateRefunds();
  readonly tally: Tally = new Tally();
  readonly order: CodeOrder;
  lastOrderDay: number = Number.NEGATIVE_INFINITY;

  constructor(settings: Settings) {
    this.settings = settings;
    this.ids = new IdTable(settings.customerIds === "text");
    this.order = new CodeOrder(this.ids);
  }

  /** Brings the state into the one form that its content has: nothing waits, int32 ids are where they belong, late refunds are late. */
  settle(): void {
    for (const sums of [this.purchases, this.refunds]) {
      sums.ints.flush();
      this.#moveInts(sums);
    }
    this.settleRefunds();
  }

  settleRefunds(): void {
    this.late.settle(
      this.lastOrderDay,
      (key) => (key < CODED_FROM ? key : this.keyOf(this.ids.id(key - CODED_FROM))),
      ({ key, day, amount }) => this.refunds.join(key, 1, day, day, amount),
    );
  }

  /** The key of a known or new id. */
  keyOf(id: CustomerId): CustomerKey {
    if (!this.ids.byText && isInt32(id)) return mix(id);
    return CODED_FROM + this.ids.intern(id);
  }

  /** Ids that came as values of any type have codes, also int32: these go where those of columns are. */
  #moveInts(sums: Sums): void {
    const { ids } = this;
    if (ids.byText) return;
    for (let code = 0; code < ids.size; code++) {
      const id = ids.id(code);
      if (!isInt32(id)) continue;
      const records = sums.coded.recordsOf(code);
      if (records === null) continue;
      const { ints, floats } = records;
      const at = placeOf(code);
      sums.ints.join(mix(id), ints[at + COUNT], ints[at + FIRST], ints[at + LAST], floats[totalAt(at)]);
      sums.coded.clear(code);
    }
  }
}

export function isInt32(id: CustomerId): id is number {
  return typeof id === "number" && (id | 0) === id;
}
