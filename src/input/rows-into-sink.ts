import { BLOCK_ROWS, type OrderField, type Received } from "./order-block.js";
import { type FieldReader, FieldReaders, type OrderFields, orderReaders } from "./order-fields.js";
import type { Settings } from "./order-options.js";
import { OrderSink } from "./order-sink.js";
import { readDay } from "./read-day.js";
import { readStatus } from "./read-status.js";

/** Feeds rows to a sink, block by block. */
export class RowFeed<Row> {
  readonly sink: OrderSink;
  readonly #settings: Settings;
  readonly #fields: FieldReaders;
  readonly #readers: { readonly [Name in OrderField]?: FieldReader };
  readonly #rows: Row[] = [];
  #lastRow: unknown;

  constructor(settings: Settings, fields: OrderFields<Row>) {
    this.#settings = settings;
    this.#fields = new FieldReaders(settings.where);
    const readers = orderReaders(this.#fields, fields);
    this.#readers = readers;
    this.sink = new OrderSink(settings, {
      order: readers.order !== undefined,
      quantity: readers.quantity !== undefined,
      status: readers.status !== undefined,
    });
  }

  add(row: Row): void {
    if (typeof row !== "object" || row === null) {
      this.#flush();
      this.sink.rejectRow(row);
      return;
    }
    if (this.#rows.push(row) === BLOCK_ROWS) this.#flush();
  }

  finish(): ReturnType<OrderSink["finish"]> {
    this.#flush();
    if (this.#lastRow !== undefined) this.#fields.checkSeen(this.#lastRow);
    return this.sink.finish();
  }

  /** Reads the waiting rows column by column, so that each reader's code stays hot, and admits them. */
  #flush(): void {
    const rows = this.#rows;
    const count = rows.length;
    if (count === 0) return;
    const first = this.sink.rows;
    const { customers, orders, block, amounts } = this.sink;
    const { dayOfInstant } = this.#settings;
    const { customer, date, amount, quantity, order, status } = this.#readers as { [Name in OrderField]: FieldReader };
    for (let i = 0; i < count; i++) block.customer[i] = customers.intern(customer.read(rows[i], first + i));
    for (let i = 0; i < count; i++) block.day[i] = readDay(date.read(rows[i], first + i), dayOfInstant);
    for (let i = 0; i < count; i++) {
      const value = amount.read(rows[i], first + i);
      if (block.badQuantity === null) block.minor[i] = amounts.read(value);
      else {
        const pieces = quantity.read(rows[i], first + i);
        block.minor[i] = amounts.readProduct(value, pieces);
        block.rounded[i] = amounts.rounded ? 1 : 0;
        block.badQuantity[i] = Number.isNaN(block.minor[i]) && Number.isNaN(amounts.read(pieces)) ? 1 : 0;
        continue;
      }
      block.rounded[i] = amounts.rounded ? 1 : 0;
    }
    if (block.order !== null && orders !== null) {
      for (let i = 0; i < count; i++) block.order[i] = orders.intern(order.read(rows[i], first + i));
    }
    if (block.status !== null) {
      for (let i = 0; i < count; i++) block.status[i] = readStatus(status.read(rows[i], first + i));
    }
    const received: Received = (i, field) => {
      if (this.#settings.onInvalid === "throw") this.#fields.checkSeen(rows[i]);
      const reader = this.#readers[field] as FieldReader;
      return { column: reader.column, value: reader.read(rows[i], first + i) };
    };
    this.sink.admit(count, received);
    this.#lastRow = rows[count - 1];
    rows.length = 0;
  }
}
