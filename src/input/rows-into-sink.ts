import { NO_DAY } from "./days/parse-day-text.js";
import { readDay } from "./days/read-day.js";
import { IdBatch } from "./ids/id-batch.js";
import { type CustomerId, faultOf, type IdTable } from "./ids/id-table.js";
import type { Ledger } from "./ledger.js";
import type { MinorReader } from "./money/decimal.js";
import { BLOCK_ROWS, type OrderBlock, type OrderField, type Received } from "./order-block.js";
import { type FieldReader, FieldReaders, type OrderFields, orderReaders } from "./order-fields.js";
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
  rejectRow(received: unknown): void;
}

/** Feeds rows to a sink. Each field is read once, when its row comes: the source may use one object for all rows. */
export class RowFeed<Row, Sink extends RowSink = OrderSink> {
  readonly sink: Sink;
  readonly #settings: Settings;
  readonly #fields: FieldReaders;
  readonly #readers: { readonly [Name in OrderField]?: FieldReader };
  /** What stood in the fields of the block, for messages. */
  readonly #raw: { readonly [Name in OrderField]?: unknown[] };
  readonly #received: Received;
  /** Reads the customers of the block where they need no codes. */
  readonly #reader: IdReader | undefined;
  #customers: IdBatch;
  #orders: IdBatch | null;
  /** Rows that the block takes: few at first, so that little input needs little memory. */
  #capacity = BLOCK_ROWS;
  readonly #mostRows: number;
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
    this.#raw = Object.fromEntries(Object.keys(readers).map((name) => [name, new Array<unknown>(BLOCK_ROWS)]));
    this.sink = sinkFor({
      order: readers.order !== undefined,
      quantity: readers.quantity !== undefined,
      status: readers.status !== undefined,
    }) as Sink;
    this.#reader = this.sink.customerReaders?.reader(settings.where, "customer", this.#raw.customer as CustomerId[]);
    this.#customers = new IdBatch(this.sink.customers, BLOCK_ROWS);
    this.#orders = this.sink.orders === null ? null : new IdBatch(this.sink.orders, BLOCK_ROWS);
    this.#received = (i, field) => {
      if (settings.onInvalid === "throw") this.#fields.checkSeen(this.#lastRow);
      return { column: this.#readers[field]?.column ?? field, value: this.#raw[field]?.[i] };
    };
  }

  add(row: Row): void {
    if (typeof row !== "object" || row === null) {
      this.flush();
      this.sink.rejectRow(row);
      return;
    }
    this.#lastRow = row;
    const isGood = this.#read(row, this.#count);
    this.#count++;
    // A bad row is told at once where it ends the reading: a stream must not be drained first.
    if (this.#count === this.#capacity || (!isGood && this.#settings.onInvalid === "throw")) this.flush();
  }

  finish(this: RowFeed<Row>): Ledger {
    this.end();
    return this.sink.finish();
  }

  /** Admits the rows that wait, and refuses a key that was in none. */
  end(): void {
    this.flush();
    if (this.#lastRow !== undefined) this.#fields.checkSeen(this.#lastRow);
  }

  /** Reads a row into place `i` of the block; says whether every field could be read. */
  #read(row: Row, i: number): boolean {
    const { block, amounts } = this.sink;
    const customer = this.#value("customer", row, i);
    const day = readDay(this.#value("date", row, i), this.#settings.dayOfInstant);
    block.day[i] = day;
    const minor = this.#minor(row, i);
    block.minor[i] = minor;
    block.rounded[i] = amounts.rounded ? 1 : 0;
    let isGood = faultOf(customer) === 0 && day !== NO_DAY && Number.isFinite(minor);
    if (this.#settings.refunds === "error" && minor < 0) isGood = false;
    if (block.badQuantity !== null) {
      block.badQuantity[i] = Number.isNaN(minor) && Number.isNaN(amounts.read(this.#raw.quantity?.[i])) ? 1 : 0;
    }
    if (block.order !== null) isGood = faultOf(this.#value("order", row, i)) === 0 && isGood;
    if (block.status !== null) {
      block.status[i] = readStatus(this.#value("status", row, i));
      isGood = isGood && block.status[i] !== BAD_STATUS;
    }
    return isGood;
  }

  #minor(row: Row, i: number): number {
    const { block, amounts } = this.sink;
    const amount = this.#value("amount", row, i);
    if (block.badQuantity === null) return amounts.read(amount);
    return amounts.readProduct(amount, this.#value("quantity", row, i));
  }

  #value(field: OrderField, row: Row, i: number): unknown {
    const value = (this.#readers[field] as FieldReader).read(row, this.sink.rows + i);
    (this.#raw[field] as unknown[])[i] = value;
    return value;
  }

  /** Admits the rows that wait. */
  flush(): void {
    const count = this.#count;
    this.#count = 0;
    if (count === 0) return;
    const { block } = this.sink;
    if (this.#reader !== undefined) this.#reader.read(0, count, block.customer);
    else readIds(this.#customers, this.#raw.customer as unknown[], count, block.customer);
    if (block.order !== null && this.#orders !== null) {
      readIds(this.#orders, this.#raw.order as unknown[], count, block.order);
    }
    this.sink.admit(count, this.#received);
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
