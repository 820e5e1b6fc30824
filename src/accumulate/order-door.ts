import type { RowIssueCode } from "../errors.js";
import { tagOf } from "../input/column-forms.js";
import { NO_DAY } from "../input/days/parse-day-text.js";
import { BAD_ID, type IdTable, MISSING_ID } from "../input/ids/id-table.js";
import { type MinorReader, MOST_MINOR, minorReader } from "../input/money/decimal.js";
import { BLOCK_ROWS, newOrderBlock, type OrderBlock, type OrderField, type Received } from "../input/order-block.js";
import type { IdColumn, OrderColumns } from "../input/order-columns.js";
import type { HasColumns } from "../input/order-sink.js";
import { IdColumns, type IdReader, isIntegerArray } from "../input/read-id-column.js";
import { BAD_STATUS, PAID, PLACED, REFUNDED } from "../input/read-status.js";
import type { RowIssueLog } from "../input/row-issues.js";
import type { LaterRows } from "./first-seen/later-rows.js";
import { CODED_FROM, type CustomerKey } from "./late-refunds.js";
import { PlainColumns } from "./plain-columns.js";
import type { State, Sums } from "./state.js";
import { mix } from "./sums/mix.js";
import { MOST_IN_ROW } from "./sums/row.js";
import { TextColumns } from "./texts/text-columns.js";
import { type RowText, TEXT_ROW, TextRows, textOf } from "./texts/text-rows.js";

/** Admits blocks of read rows as the ledger's door does, and adds them to the sums. There is one for each form of rows. */
export class OrderDoor {
  readonly customers: IdTable;
  readonly orders = null;
  readonly amounts: MinorReader;
  readonly customerReaders: Pick<IdColumns, "reader">;
  readonly #state: State;
  readonly #issues: RowIssueLog;
  readonly #has: HasColumns;
  /** Takes what comes after a day that was given; only for rows, whose customers all have codes. */
  readonly #later: LaterRows | null;
  #block: OrderBlock;
  /** Whether the customers of the block are mixed int32 ids, not codes. */
  #isMixed = false;
  /** The customers of the block who are known by short texts, and have no codes. */
  readonly #texts = new TextRows();
  /** Whether short texts need no code. */
  readonly takesRows: boolean;
  readonly #plain: PlainColumns;

  constructor(
    state: State,
    issues: RowIssueLog,
    has: HasColumns,
    later: LaterRows | null = null,
    keepsCodes: boolean = state.buckets !== null,
  ) {
    const { amountIn, decimals } = state.settings;
    this.#state = state;
    this.#issues = issues;
    this.#has = has;
    this.#later = later;
    this.customers = state.ids;
    this.amounts = minorReader(amountIn === "major" ? decimals : 0);
    this.#plain = new PlainColumns(state, this.amounts.power);
    this.#block = this.#newBlock(BLOCK_ROWS);
    this.takesRows = !keepsCodes;
    const columns = keepsCodes ? new IdColumns(state.ids) : new TextColumns(this.#texts, state.ids);
    this.customerReaders = { reader: (where, path, column) => this.#reader(columns, where, path, column) };
  }

  get block(): OrderBlock {
    return this.#block;
  }

  get rows(): number {
    return this.#state.tally.rows;
  }

  widenBlock(rows: number): void {
    this.#block = this.#newBlock(rows);
  }

  /** Nothing is kept of a row: what is reserved is the room in which rows wait. */
  reserve(rows: number): void {
    this.#texts.expected = rows;
  }

  /** Counts a row that could not even be read into the block. */
  rejectRow(received: unknown): void {
    this.#issues.reject("BAD_ROW", this.rows, "row", received);
    this.#state.tally.rows++;
  }

  /** Takes the rows of columns that need no block, from `from` on, up to the first that does. Says where it stopped. */
  takePlain(columns: OrderColumns, from: number, to: number): number {
    return this.#plain.take(columns, from, to);
  }

  /** Takes a row of a plain purchase by a customer with a short text, which most rows are. */
  takeRow(id: unknown, day: number, minor: number, isRounded: boolean): boolean {
    if (!this.takesRows || typeof id !== "string" || day === NO_DAY || !(minor > 0 && minor <= MOST_IN_ROW))
      return false;
    const state = this.#state;
    if (!state.purchases.texts[0].addText(id, day, minor, this.#texts.expected)) return false;
    const { tally } = state;
    tally.rows++;
    tally.purchases++;
    if (isRounded) tally.rounded++;
    if (day > state.lastOrderDay) state.lastOrderDay = day;
    return true;
  }

  /** Takes the first `count` rows of the block. Where one is refused by an error, those before it are in. */
  admit(count: number, received: Received): void {
    let i = 0;
    while (i < count) {
      const end = this.#plainUntil(i, count);
      if (end > i) this.#addPlain(i, end);
      else this.#admitOne(i, received);
      i = Math.max(end, i + 1);
    }
    this.#texts.endBlock(count);
  }

  /**
   * Where the run of paid purchases above zero that begins at a row ends, of customers who need no code: most rows are such, and are
   * added together.
   */
  #plainUntil(from: number, count: number): number {
    const { customer, day, minor, status } = this.#block;
    const isMixed = this.#isMixed;
    for (let i = from; i < count; i++) {
      if (!isMixed && customer[i] !== TEXT_ROW) return i;
      const amount = minor[i];
      if (!(amount > 0 && amount <= MOST_MINOR) || day[i] === NO_DAY || (status !== null && status[i] !== PAID))
        return i;
    }
    return count;
  }

  #addPlain(from: number, to: number): void {
    const { tally, purchases } = this.#state;
    const { customer, day, minor, rounded } = this.#block;
    let last = NO_DAY;
    let roundedRows = 0;
    for (let i = from; i < to; i++) {
      if (day[i] > last) last = day[i];
      roundedRows += rounded[i];
    }
    if (last > this.#state.lastOrderDay) this.#state.lastOrderDay = last;
    tally.rows += to - from;
    tally.purchases += to - from;
    tally.rounded += roundedRows;
    if (this.#isMixed) (this.#state.buckets ?? purchases.ints).addBlock(customer, day, minor, from, to);
    else this.#texts.addTo(purchases.texts, to, { days: day, amounts: minor });
  }

  #admitOne(i: number, received: Received): void {
    const { tally, settings } = this.#state;
    const { customer, day, minor, status } = this.#block;
    const amount = minor[i];
    const text = !this.#isMixed && customer[i] === TEXT_ROW ? this.#texts.take(i) : null;
    if (
      (!this.#isMixed && customer[i] >= BAD_ID) ||
      day[i] === NO_DAY ||
      !(amount <= MOST_MINOR && amount >= -MOST_MINOR) ||
      (status !== null && status[i] === BAD_STATUS)
    ) {
      this.#reject(i, received);
    } else if (status !== null && status[i] !== PAID) {
      if (status[i] === PLACED) tally.placed++;
      else if (status[i] === REFUNDED) tally.refunded++;
      else tally.cancelled++;
    } else if (amount < 0 || Object.is(amount, -0)) {
      if (settings.refunds === "error") this.#issue("NEGATIVE_AMOUNT", i, "amount", received);
      else if (settings.refunds === "ignore") tally.ignoredRefunds++;
      else this.#addRefund(i, -amount, text);
    } else this.#addPurchase(i, amount, text);
    tally.rows++;
  }

  #addPurchase(i: number, amount: number, text: RowText | null): void {
    const { tally, purchases } = this.#state;
    const { customer, day, rounded } = this.#block;
    tally.rounded += rounded[i];
    tally.purchases++;
    if (amount === 0) tally.zeroAmounts++;
    if (this.#later !== null && day[i] > this.#later.asOf) {
      this.#later.addPurchase(customer[i], day[i], amount);
      return;
    }
    if (day[i] > this.#state.lastOrderDay) this.#state.lastOrderDay = day[i];
    if (this.#state.buckets !== null) this.#state.buckets.addPurchase(this.#keyAt(i), day[i], amount);
    else if (this.#isMixed) purchases.ints.add(customer[i] | 0, day[i], amount);
    else if (text !== null) joinText(purchases, text, day[i], amount);
    else purchases.coded.add(customer[i], day[i], amount);
  }

  #addRefund(i: number, amount: number, text: RowText | null): void {
    const { tally, refunds, late, lastOrderDay } = this.#state;
    const { customer, day, rounded } = this.#block;
    tally.refunds++;
    tally.rounded += rounded[i];
    // A refund that rounds to nothing changes nothing.
    if (amount === 0) {
      tally.emptyRefunds++;
      return;
    }
    if (this.#later !== null && day[i] > this.#later.asOf) {
      this.#later.addRefund(customer[i], day[i], amount);
      return;
    }
    const isLate = day[i] > lastOrderDay;
    if (this.#state.buckets !== null) this.#state.buckets.addRefund(this.#keyAt(i), day[i], amount, isLate);
    else if (this.#isMixed) refunds.ints.add(customer[i] | 0, day[i], isLate ? 0 : amount);
    else if (text !== null) joinText(refunds, text, day[i], isLate ? 0 : amount);
    else refunds.coded.add(customer[i], day[i], isLate ? 0 : amount);
    if (!isLate) return;
    const code = text === null ? customer[i] : this.customers.intern(textOf(text));
    late.add(this.#isMixed ? customer[i] | 0 : CODED_FROM + code, day[i], 1, amount);
    if (late.isLong) this.#state.settleRefunds();
  }

  /** The key of the customer of a row. */
  #keyAt(i: number): CustomerKey {
    const customer = this.#block.customer[i];
    return this.#isMixed ? customer | 0 : this.#state.keyOfCode(customer);
  }

  #reject(i: number, received: Received): void {
    const { customer, day, minor, badQuantity } = this.#block;
    const isId = this.#isMixed || customer[i] < BAD_ID;
    if (!isId && customer[i] === MISSING_ID) this.#issue("MISSING_CUSTOMER", i, "customer", received);
    else if (!isId) this.#issue("BAD_CUSTOMER", i, "customer", received);
    else if (day[i] === NO_DAY) this.#issue("BAD_DATE", i, "date", received);
    else if (badQuantity !== null && badQuantity[i] !== 0) this.#issue("BAD_QUANTITY", i, "quantity", received);
    else if (Number.isNaN(minor[i])) this.#issue("BAD_AMOUNT", i, "amount", received);
    else if (Math.abs(minor[i]) > MOST_MINOR) this.#issue("AMOUNT_TOO_LARGE", i, "amount", received);
    else this.#issue("BAD_STATUS", i, "status", received);
  }

  #issue(code: RowIssueCode, i: number, field: OrderField, received: Received): void {
    const { column, value } = received(i, field);
    this.#issues.reject(code, this.rows, column, value);
  }

  #newBlock(rows: number): OrderBlock {
    return newOrderBlock(rows, false, this.#has.quantity, this.#has.status);
  }

  /** Int32 ids in typed arrays need no code: they are mixed and go straight to their part. */
  #reader(columns: Pick<IdColumns, "reader">, where: string, path: string, column: IdColumn): IdReader {
    this.#isMixed = !this.customers.byText && isIntegerArray(column) && fitsInt32(column);
    this.#plain.close();
    // Every row is a paid order of one amount.
    const isPlain = !this.#has.quantity && !this.#has.status;
    if (!this.#isMixed) {
      const reader = columns.reader(where, path, column);
      if (isPlain && this.takesRows) this.#plain.openTexts(column);
      return reader;
    }
    const ids = column as Int32Array;
    if (isPlain) this.#plain.openIds(ids);
    return {
      length: ids.length,
      value: (row) => ids[row],
      read(from, count, codes) {
        for (let i = 0; i < count; i++) codes[i] = mix(ids[from + i]);
      },
    };
  }
}

function joinText({ texts }: Sums, { batch, place, kind }: RowText, day: number, amount: number): void {
  texts[kind].join(batch.records, place * (batch.width + 2), 1, day, day, amount);
}

function fitsInt32(ids: Int32Array | Uint32Array): boolean {
  if (tagOf(ids) !== "Uint32Array") return true;
  for (let i = 0; i < ids.length; i++) if (ids[i] > 0x7fffffff) return false;
  return true;
}
