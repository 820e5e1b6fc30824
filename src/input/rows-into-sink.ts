import type { Memory } from "../memory/scratch.js";
import { NO_DAY } from "./days/parse-day-text.js";
import { dayOfMs, readDay } from "./days/read-day.js";
import { IdBatch } from "./ids/id-batch.js";
import { type CustomerId, faultOf, type IdTable } from "./ids/id-table.js";
import type { Ledger } from "./ledger.js";
import { type MinorReader, MOST_MINOR } from "./money/decimal.js";
import { BLOCK_ROWS, type OrderBlock, type Received } from "./order-block.js";
import { FieldReaders, type OrderFields, type OrderReaders, orderReaders } from "./order-fields.js";
import type { Settings } from "./order-options.js";
import { type HasColumns, OrderSink } from "./order-sink.js";
import type { IdColumns, IdReader } from "./read-id-column.js";
import { BAD_STATUS, readStatus } from "./read-status.js";

/**
 * Rows that a block of a stream takes at most. What stood in them is kept until their ids are looked up: four times as many would be
 * a fifth faster, but a large file would no longer pass through a small heap. Rows that are in memory anyway can do with more.
 */
const STREAM_ROWS = 32_768;

/** What rows are fed to. */
export interface RowSink {
  readonly customers: IdTable;
  /** Reads the customers where they need not become codes of `customers`. */
  readonly customerReaders?: Pick<IdColumns, "reader">;
  readonly orders: IdTable | null;
  readonly amounts: MinorReader;
  readonly block: OrderBlock;
  readonly rows: number;
  widenBlock(rows: number): void;
  admit(count: number, received: Received): void;
  /** Whether there are rows that it takes. */
  readonly takesRows?: boolean;
  /** Takes a row of an id, a day, an amount and nothing else, if it need not go through a block; says whether it did. */
  takeRow?(id: unknown, day: number, minor: number, isRounded: boolean): boolean;
  rejectRow(received: unknown): void;
}

/** What stood in the fields of a row that are not ids. */
type RowValues = { readonly [Name in Exclude<keyof OrderReaders, "customer" | "order">]: unknown };

type Keyed = Readonly<Record<string, unknown>>;

/** Feeds rows to a sink. Each field is read once, when its row comes: the source may use one object for all rows. */
export class RowFeed<Row, Sink extends RowSink = OrderSink> {
  readonly sink: Sink;
  readonly #settings: Settings;
  readonly #fields: FieldReaders;
  readonly #readers: OrderReaders;
  readonly #ids: unknown[] = new Array<unknown>(BLOCK_ROWS);
  readonly #orderIds: unknown[] = [];
  /** What stood in the rows of the block that are not good, for messages. */
  readonly #bad = new Map<number, RowValues>();
  readonly #valueAt: Received;
  /** Reads the customers of the block where they need no codes. */
  readonly #reader: IdReader | undefined;
  #customers: IdBatch;
  #orders: IdBatch | null;
  /** Rows that the block takes: few at first, so that little input needs little memory. */
  #capacity = BLOCK_ROWS;
  readonly #mostRows: number;
  /** Whether rows have an id, a day, an amount and nothing else. */
  readonly #isPlain: boolean;
  /** The keys of these, and whether the sink takes rows that are read by them. */
  readonly #customerKey: string;
  readonly #dateKey: string;
  readonly #amountKey: string;
  readonly #isKeyed: boolean;
  #areSeen = false;
  #count = 0;
  #lastRow: unknown;

  constructor(
    settings: Settings,
    fields: OrderFields<Row>,
    mostRows: number = STREAM_ROWS,
    sinkFor: (has: HasColumns) => RowSink = (has) => new OrderSink(settings, has),
  ) {
    this.#mostRows = mostRows;
    this.#settings = settings;
    this.#fields = new FieldReaders(settings.where);
    const readers = orderReaders(this.#fields, fields);
    this.#readers = readers;
    this.#isPlain = readers.quantity === undefined && readers.order === undefined && readers.status === undefined;
    this.sink = sinkFor({
      order: readers.order !== undefined,
      quantity: readers.quantity !== undefined,
      status: readers.status !== undefined,
    }) as Sink;
    const { customer, date, amount } = readers;
    this.#customerKey = customer.key ?? "";
    this.#dateKey = date.key ?? "";
    this.#amountKey = amount.key ?? "";
    const areKeys = customer.key !== null && date.key !== null && amount.key !== null;
    this.#isKeyed = this.#isPlain && areKeys && this.sink.takesRows === true;
    this.#reader = this.sink.customerReaders?.reader(settings.where, "customer", this.#ids as CustomerId[]);
    this.#customers = new IdBatch(this.sink.customers, BLOCK_ROWS);
    this.#orders = this.sink.orders === null ? null : new IdBatch(this.sink.orders, BLOCK_ROWS);
    this.#valueAt = (i, field) => {
      if (settings.onInvalid === "throw") this.#fields.checkSeen(this.#lastRow);
      const name = field as keyof OrderReaders;
      return { column: this.#readers[name]?.column ?? field, value: this.#received(name, i) };
    };
  }

  /** Begins with other rows: what is said of the last one of those before does not hold for them. */
  begin(): void {
    this.#lastRow = undefined;
  }

  add(row: Row): void {
    if (typeof row !== "object" || row === null) {
      this.flush();
      this.sink.rejectRow(row);
      return;
    }
    this.#lastRow = row;
    // Not past rows that wait in the block: rows are counted one after the other.
    const isKeyed = this.#isKeyed && this.#count === 0;
    const isGood = isKeyed ? this.#readKeyed(row as Keyed) : this.#read(row, this.#count);
    // A bad row is told at once where it ends the reading: a stream must not be drained first.
    if (this.#count === this.#capacity || (!isGood && this.#settings.onInvalid === "throw")) this.flush();
  }

  finish(this: RowFeed<Row>, memory?: Memory): Ledger {
    this.end();
    return this.sink.finish(memory);
  }

  /** Admits the rows that wait, and refuses a key that was in none. */
  end(): void {
    this.flush();
    if (this.#lastRow !== undefined) this.#fields.checkSeen(this.#lastRow);
  }

  /**
   * Reads a row by three keys, and lets the sink take it if its values are as most are: a text and two numbers. That the numbers are taken
   * where they are read spares an object for each, and a third of the time.
   */
  #readKeyed(row: Keyed): boolean {
    const id = row[this.#customerKey];
    const when = row[this.#dateKey];
    const price = row[this.#amountKey];
    if (typeof id === "string" && typeof when === "number" && typeof price === "number") {
      const { amounts } = this.sink;
      const day = dayOfMs(when, this.#settings.dayOfInstant);
      const minor = amounts.readNumber(price);
      if (this.sink.takeRow?.(id, day, minor, amounts.rounded)) {
        if (!this.#areSeen) this.#seeKeys();
        return true;
      }
    }
    const { customer, date, amount } = this.#readers;
    return this.#take(row as Row, 0, customer.settle(row, id), date.settle(row, when), amount.settle(row, price));
  }

  #seeKeys(): void {
    this.#areSeen = true;
    this.#fields.seeAll();
  }

  /** Reads a row into place `i` of the block, if the sink does not take it as it is; says whether every field could be read. */
  #read(row: Row, i: number): boolean {
    const { customer, date, amount } = this.#readers;
    const at = this.sink.rows + i;
    return this.#take(row, i, customer.read(row, at), date.read(row, at), amount.read(row, at));
  }

  #take(row: Row, i: number, id: unknown, when: unknown, price: unknown): boolean {
    const { block, amounts, rows } = this.sink;
    const { quantity, order, status } = this.#readers;
    const at = rows + i;
    const pieces = quantity?.read(row, at);
    const day = readDay(when, this.#settings.dayOfInstant);
    const minor = quantity === undefined ? amounts.read(price) : amounts.readProduct(price, pieces);
    // Not past rows that wait in the block: rows are counted one after the other.
    if (i === 0 && this.#isPlain && this.sink.takeRow?.(id, day, minor, amounts.rounded)) return true;
    this.#count++;
    this.#ids[i] = id;
    block.day[i] = day;
    block.minor[i] = minor;
    block.rounded[i] = amounts.rounded ? 1 : 0;
    let isGood = faultOf(id) === 0 && day !== NO_DAY && Math.abs(minor) <= MOST_MINOR;
    if (this.#settings.refunds === "error" && (minor < 0 || Object.is(minor, -0))) isGood = false;
    if (block.badQuantity !== null) {
      block.badQuantity[i] = Number.isNaN(minor) && Number.isNaN(amounts.read(pieces)) ? 1 : 0;
    }
    const orderId = order?.read(row, at);
    if (order !== undefined) {
      this.#orderIds[i] = orderId;
      isGood = isGood && faultOf(orderId) === 0;
    }
    const state = status?.read(row, at);
    if (block.status !== null) {
      block.status[i] = readStatus(state);
      isGood = isGood && block.status[i] !== BAD_STATUS;
    }
    // Of good rows nobody asks what stood in them: to keep it would box two numbers for each.
    if (!isGood) this.#bad.set(i, { date: when, amount: price, quantity: pieces, status: state });
    return isGood;
  }

  /** What stood in a field of a row of the block: in those of good rows only ids are asked for. */
  #received(name: keyof OrderReaders, i: number): unknown {
    if (name === "customer") return this.#ids[i];
    return name === "order" ? this.#orderIds[i] : this.#bad.get(i)?.[name];
  }

  /** Admits the rows that wait. */
  flush(): void {
    const count = this.#count;
    this.#count = 0;
    if (count === 0) return;
    const { block } = this.sink;
    if (this.#reader !== undefined) this.#reader.read(0, count, block.customer);
    else readIds(this.#customers, this.#ids, count, block.customer);
    if (block.order !== null && this.#orders !== null) readIds(this.#orders, this.#orderIds, count, block.order);
    try {
      this.sink.admit(count, this.#valueAt);
    } finally {
      this.#bad.clear();
    }
    if (count === this.#capacity && count < this.#mostRows) this.#widen();
  }

  /** Much input comes in longer blocks, whose ids are cheaper to look up. */
  #widen(): void {
    this.#capacity = Math.min(this.#capacity * 4, this.#mostRows);
    this.sink.widenBlock(this.#capacity);
    if (this.#reader === undefined) this.#customers = new IdBatch(this.sink.customers, this.#capacity);
    if (this.sink.orders !== null) this.#orders = new IdBatch(this.sink.orders, this.#capacity);
  }
}

function readIds(batch: IdBatch, ids: readonly unknown[], count: number, codes: Uint32Array): void {
  batch.begin();
  for (let i = 0; i < count; i++) batch.add(ids[i], i);
  batch.finish(count, (i) => ids[i]);
  codes.set(batch.codes.subarray(0, count));
}
