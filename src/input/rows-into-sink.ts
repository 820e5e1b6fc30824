import { NO_DAY } from "./days/parse-day-text.js";
import { readDay } from "./days/read-day.js";
import { BAD_ID } from "./ids/id-table.js";
import { BLOCK_ROWS, type OrderField, type Received } from "./order-block.js";
import { type FieldReader, FieldReaders, type OrderFields, orderReaders } from "./order-fields.js";
import type { Settings } from "./order-options.js";
import { OrderSink } from "./order-sink.js";
import { BAD_STATUS, readStatus } from "./read-status.js";

/** Feeds rows to a sink. Each field is read once, when its row comes: the source may use one object for all rows. */
export class RowFeed<Row> {
  readonly sink: OrderSink;
  readonly #settings: Settings;
  readonly #fields: FieldReaders;
  readonly #readers: { readonly [Name in OrderField]?: FieldReader };
  /** What stood in the fields of the block, for messages. */
  readonly #raw: { readonly [Name in OrderField]?: unknown[] };
  readonly #received: Received;
  #count = 0;
  #lastRow: unknown;

  constructor(settings: Settings, fields: OrderFields<Row>) {
    this.#settings = settings;
    this.#fields = new FieldReaders(settings.where);
    const readers = orderReaders(this.#fields, fields);
    this.#readers = readers;
    this.#raw = Object.fromEntries(Object.keys(readers).map((name) => [name, new Array<unknown>(BLOCK_ROWS)]));
    this.sink = new OrderSink(settings, {
      order: readers.order !== undefined,
      quantity: readers.quantity !== undefined,
      status: readers.status !== undefined,
    });
    this.#received = (i, field) => {
      if (settings.onInvalid === "throw") this.#fields.checkSeen(this.#lastRow);
      return { column: this.#readers[field]?.column ?? field, value: this.#raw[field]?.[i] };
    };
  }

  add(row: Row): void {
    if (typeof row !== "object" || row === null) {
      this.#flush();
      this.sink.rejectRow(row);
      return;
    }
    this.#lastRow = row;
    const isGood = this.#read(row, this.#count);
    this.#count++;
    // A bad row is told at once where it ends the reading: a stream must not be drained first.
    if (this.#count === BLOCK_ROWS || (!isGood && this.#settings.onInvalid === "throw")) this.#flush();
  }

  finish(): ReturnType<OrderSink["finish"]> {
    this.#flush();
    if (this.#lastRow !== undefined) this.#fields.checkSeen(this.#lastRow);
    return this.sink.finish();
  }

  /** Reads a row into place `i` of the block; says whether every field could be read. */
  #read(row: Row, i: number): boolean {
    const { customers, orders, block, amounts } = this.sink;
    const customer = customers.intern(this.#value("customer", row, i));
    const day = readDay(this.#value("date", row, i), this.#settings.dayOfInstant);
    block.customer[i] = customer;
    block.day[i] = day;
    const minor = this.#minor(row, i);
    block.minor[i] = minor;
    block.rounded[i] = amounts.rounded ? 1 : 0;
    let isGood = customer < BAD_ID && day !== NO_DAY && Number.isFinite(minor);
    if (this.#settings.refunds === "error" && minor < 0) isGood = false;
    if (block.badQuantity !== null) {
      block.badQuantity[i] = Number.isNaN(minor) && Number.isNaN(amounts.read(this.#raw.quantity?.[i])) ? 1 : 0;
    }
    if (block.order !== null && orders !== null) {
      block.order[i] = orders.intern(this.#value("order", row, i));
      isGood = isGood && block.order[i] < BAD_ID;
    }
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

  #flush(): void {
    const count = this.#count;
    this.#count = 0;
    if (count > 0) this.sink.admit(count, this.#received);
  }
}
