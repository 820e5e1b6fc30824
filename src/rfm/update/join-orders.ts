import { optionError, RfmError, spell } from "../../errors.js";
import { formatDay } from "../../input/days/format-day.js";
import type { CustomerId } from "../../input/ids/id-table.js";
import type { Ledger } from "../../input/ledger.js";
import { MOST_MINOR } from "../../input/money/decimal.js";
import { type Aggregates, aggregate } from "../aggregate.js";
import { largest, OrderAmounts } from "../order-amounts.js";
import { Finder, hasOrder, type Known, NOWHERE, standingsOf } from "./known.js";
import { sortById } from "./sort-by-id.js";
import { copyOf, type Standings } from "./standings.js";

/** The customers of new entries, by ascending id: first those with an order, then those who have refunds only. */
export interface Joined {
  /** How many have an order: these are listed. */
  readonly size: number;
  readonly ids: readonly CustomerId[];
  /** The code of each in the ledger of the new orders. */
  readonly codes: Uint32Array;
  readonly before: Standings;
  /** With the new entries, but not scored: how they were listed is still as before. */
  readonly after: Standings;
  /** Those who were not known at all. */
  readonly strangers: readonly CustomerId[];
}

// A table keeps counts as int32.
const MOST_COUNT = 0x7fffffff;
const EVER = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Adds the entries of a ledger to what is known of their customers. */
export function joinOrders(where: string, known: Known<string | null>, ledger: Ledger): Joined {
  const fresh = aggregate(ledger, EVER);
  const { order, size, ids, codes, source, row } = findTouched(known, ledger, fresh);
  const before = standingsOf(known, source, row);
  const after = copyOf(before);
  const entries = new NewEntries(where, known, ledger, fresh);
  for (let at = 0; at < order.length; at++) entries.addTo(after, at, order[at], ids[at]);
  return { size, ids, codes, before, after, strangers: ids.filter((_, at) => source[at] === NOWHERE) };
}

/** Who has new entries, in the order of the list, and where each was found. */
interface Touched {
  readonly ids: readonly CustomerId[];
  readonly codes: Uint32Array;
  readonly source: Uint8Array;
  readonly row: Uint32Array;
  /** Where each stands in the aggregates: first those with new orders, then those with refunds only. */
  readonly order: Uint32Array;
  /** How many have an order, new or known. */
  readonly size: number;
}

function findTouched(known: Known<string | null>, { customers }: Ledger, fresh: Aggregates): Touched {
  const count = fresh.size + fresh.refundedCodes.length;
  const codes = new Uint32Array(count);
  codes.set(fresh.codes);
  codes.set(fresh.refundedCodes, fresh.size);
  const ids = Array.from(codes, (code) => customers.id(code));
  const source = new Uint8Array(count);
  const row = new Uint32Array(count);
  const order = new Uint32Array(count);
  const finder = new Finder(known);
  let size = 0;
  let others = count;
  for (let i = 0; i < count; i++) {
    finder.find(ids[i]);
    source[i] = finder.source;
    row[i] = finder.row;
    if (i < fresh.size || hasOrder(known, source[i], row[i])) order[size++] = i;
    else order[--others] = i;
  }
  sortById(order.subarray(0, size), ids);
  sortById(order.subarray(size), ids);
  return {
    ids: Array.from(order, (i) => ids[i]),
    codes: order.map((i) => codes[i]),
    source: Uint8Array.from(order, (i) => source[i]),
    row: order.map((i) => row[i]),
    order,
    size,
  };
}

/** What new entries add to a standing, as the measure says. */
class NewEntries {
  readonly #where: string;
  readonly #fresh: Aggregates;
  readonly #byDays: boolean;
  /** Where the money is the largest order. */
  readonly #amounts: OrderAmounts | null;

  constructor(where: string, { base }: Known<string | null>, ledger: Ledger, fresh: Aggregates) {
    const { frequency, monetary } = base.table.measure;
    this.#where = where;
    this.#fresh = fresh;
    this.#byDays = frequency === "days";
    this.#amounts = monetary === "max" ? new OrderAmounts(ledger) : null;
  }

  /** Adds the entries of position `i`: first come those with orders, then those with refunds only. */
  addTo(to: Standings, at: number, i: number, id: CustomerId): void {
    const { size, total, refundedAmounts, lastDay } = this.#fresh;
    if (i >= size) {
      this.#setMoney(to, at, to.money[at] + refundedAmounts[i - size], id);
      return;
    }
    const count = to.count[at] + (this.#byDays ? this.#newDays(to, at, i, id) : this.#fresh.orders[i]);
    if (count > MOST_COUNT) throw this.#tooLarge(id, "orders", "be fewer than 2^31");
    if (this.#amounts === null) this.#setMoney(to, at, to.money[at] + total[i], id);
    else to.money[at] = this.#largest(this.#amounts, i, to.count[at] === 0 ? Number.NEGATIVE_INFINITY : to.money[at]);
    to.lastDay[at] = to.count[at] === 0 ? lastDay[i] : Math.max(to.lastDay[at], lastDay[i]);
    to.count[at] = count;
  }

  #setMoney(to: Standings, at: number, money: number, id: CustomerId): void {
    if (Math.abs(money) > MOST_MINOR) throw this.#tooLarge(id, "amounts", "add up to less than 2^53 minor units");
    to.money[at] = money;
  }

  #largest(amounts: OrderAmounts, i: number, known: number): number {
    return Math.max(known, largest(amounts.values, amounts.collect(this.#fresh.codes[i], EVER.low, EVER.high)));
  }

  /** Days from the last known one on are new, or that one; of those before nobody knows whether they were counted. */
  #newDays(to: Standings, at: number, i: number, id: CustomerId): number {
    const { firstDay, purchaseDays } = this.#fresh;
    if (to.count[at] === 0 || firstDay[i] > to.lastDay[at]) return purchaseDays[i];
    if (firstDay[i] === to.lastDay[at]) return purchaseDays[i] - 1;
    const last = formatDay(to.lastDay[at]);
    const requirement = `have no order of customer ${spell(id)} before the last one that is known, of ${last}, where frequency counts days (whether that day counts already is not known; measure all orders again, with scoreRfm)`;
    throw optionError("OUT_OF_RANGE", this.#where, "newOrders", requirement, formatDay(firstDay[i]));
  }

  #tooLarge(id: CustomerId, what: string, requirement: string): RfmError {
    const received = spell(id);
    const message = `${this.#where}: the ${what} of customer ${received}, known and new, must ${requirement}`;
    return new RfmError("TOTAL_TOO_LARGE", message, { path: "newOrders", received });
  }
}
