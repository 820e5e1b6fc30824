import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { besideObjects } from "../memory/scratch.js";
import { DayNumber } from "./days/day-number.js";
import { BATCH_ROWS } from "./ids/text-batch.js";
import { BLOCK_ROWS, type Received } from "./order-block.js";
import type { OrderColumns } from "./order-columns.js";
import type { Settings } from "./order-options.js";
import { type HasColumns, OrderSink } from "./order-sink.js";
import { IdColumns, type IdReader } from "./read-id-column.js";
import { readStatus } from "./read-status.js";
import { readAmounts, readDays, readProducts } from "./read-value-columns.js";
import type { RowSink } from "./rows-into-sink.js";

// So many rows taken as they are pay for the block of the one that cannot be. With one such row in a hundred, ten million take half the time
// that they take all in blocks.
const WORTHWHILE_ROWS = 8;

/** What columns are fed to, and what reads their customers. */
export interface ColumnSink extends RowSink {
  reserve(rows: number): void;
  /** Takes rows that need not be read into a block, from `from` on; says where it stopped. */
  takePlain?(columns: OrderColumns, from: number, to: number): number;
}

/** Feeds chunks of columns to a sink. Every chunk must have the optional columns that the first one has. */
export class ColumnFeed<Sink extends ColumnSink = OrderSink> {
  readonly sink: Sink;
  readonly #settings: Settings;
  readonly #has: HasColumns;
  readonly #customers: Pick<IdColumns, "reader">;
  readonly #orders: IdColumns | null;

  constructor(
    settings: Settings,
    first: OrderColumns,
    sinkFor: (has: HasColumns) => ColumnSink = (has) => new OrderSink(settings, has),
  ) {
    checkColumns(settings.where, first);
    this.#settings = settings;
    this.#has = hasOf(first);
    this.sink = sinkFor(this.#has) as Sink;
    this.#customers = this.sink.customerReaders ?? new IdColumns(this.sink.customers);
    this.#orders = this.sink.orders === null ? null : new IdColumns(this.sink.orders);
  }

  add(columns: OrderColumns): void {
    const { where } = this.#settings;
    const { sink } = this;
    checkColumns(where, columns);
    this.#checkSame(hasOf(columns));
    const customer = this.#customers.reader(where, "columns.customer", columns.customer);
    const order = this.#orders?.reader(where, "columns.order", columns.order as OrderColumns["customer"]);
    const rows = customer.length;
    checkLengths(where, columns, rows, order?.length);
    besideObjects(Array.isArray(columns.customer) ? rows : 0);
    sink.reserve(rows);
    const most = customer.batchRows ?? BATCH_ROWS;
    const codes = { customer: new Uint32Array(Math.min(rows, most)), order: null as Uint32Array | null };
    if (order !== undefined) codes.order = new Uint32Array(codes.customer.length);
    let batch = sink.takePlain === undefined ? most : 1;
    for (let first = 0; first < rows; first += batch) {
      const from = first;
      first = sink.takePlain?.(columns, first, rows) ?? first;
      if (first === rows) break;
      // After one row that must be read into a block others may be taken as they are again. Where such rows are many it is not worth it.
      batch = first - from >= WORTHWHILE_ROWS ? 1 : Math.min(most, batch * 4);
      batch = Math.min(batch, rows - first);
      customer.read(first, batch, codes.customer);
      if (codes.order !== null) order?.read(first, batch, codes.order);
      for (let at = 0; at < batch; at += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, batch - at);
        sink.block.customer.set(codes.customer.subarray(at, at + count));
        if (codes.order !== null) sink.block.order?.set(codes.order.subarray(at, at + count));
        this.#readValues(columns, first + at, count);
        sink.admit(count, receivedFrom(columns, first + at, customer, order));
      }
    }
  }

  /** Reads everything but the ids of a block of rows. */
  #readValues(columns: OrderColumns, from: number, count: number): void {
    const { block, amounts } = this.sink;
    readDays(columns.date, from, count, this.#settings.dayOfInstant, block.day);
    if (columns.quantity === undefined) {
      readAmounts(columns.amount, from, count, amounts, block.minor, block.rounded);
    } else {
      const bad = block.badQuantity as Uint8Array;
      readProducts(columns.amount, columns.quantity, from, count, amounts, block.minor, block.rounded, bad);
    }
    if (block.status === null) return;
    for (let i = 0; i < count; i++) block.status[i] = readStatus(columns.status?.[from + i]);
  }

  #checkSame(has: HasColumns): void {
    for (const name of ["order", "quantity", "status"] as const) {
      if (has[name] === this.#has[name]) continue;
      const requirement = this.#has[name]
        ? "be in every chunk, as it is in the first"
        : "be in no chunk, as it is not in the first";
      throw optionError(
        "MISSING_COLUMN",
        this.#settings.where,
        `columns.${name}`,
        requirement,
        has[name] ? "a column" : undefined,
      );
    }
  }
}

/** What stood in the rows of the block that begins at a row, for messages. */
function receivedFrom(columns: OrderColumns, from: number, customer: IdReader, order: IdReader | undefined): Received {
  return (i, field) => {
    const row = from + i;
    const column = `columns.${field}`;
    if (field === "customer") return { column, value: customer.value(row) };
    if (field === "order") return { column, value: order?.value(row) };
    const value = (columns[field as "date"] as ArrayLike<unknown>)[row];
    const isDay = field === "date" && columns.date instanceof Int32Array;
    return { column, value: isDay ? new DayNumber(value as number) : value };
  };
}

const COLUMNS = ["customer", "date", "amount", "quantity", "order", "status"] as const;

function checkColumns(where: string, columns: OrderColumns): void {
  checkOptions(where, columns, COLUMNS, "columns");
  for (const name of ["customer", "date", "amount"] as const) {
    if (columns[name] == null) throw optionError("MISSING_COLUMN", where, `columns.${name}`, "be given", columns[name]);
  }
  for (const name of ["date", "amount", "quantity", "status"] as const) {
    const column: unknown = columns[name];
    if (column === undefined || Array.isArray(column)) continue;
    if (name !== "status" && ArrayBuffer.isView(column) && !(column instanceof DataView) && isDateLike(name, column))
      continue;
    const forms =
      name === "date"
        ? "an array, Int32Array (days), Float64Array or BigInt64Array (epoch milliseconds)"
        : "an array or a typed array";
    throw optionError("WRONG_TYPE", where, `columns.${name}`, `be ${name === "status" ? "an array" : forms}`, column);
  }
}

/** Dates in other typed arrays would be a guess between days and milliseconds. */
function isDateLike(name: string, column: unknown): boolean {
  return (
    name !== "date" || column instanceof Int32Array || column instanceof Float64Array || column instanceof BigInt64Array
  );
}

function checkLengths(where: string, columns: OrderColumns, rows: number, orderRows: number | undefined): void {
  const lengths = {
    date: columns.date.length,
    amount: columns.amount.length,
    quantity: columns.quantity?.length,
    order: orderRows,
    status: columns.status?.length,
  };
  for (const [name, length] of Object.entries(lengths)) {
    if (length === undefined || length === rows) continue;
    throw optionError(
      "LENGTH_MISMATCH",
      where,
      `columns.${name}`,
      `have the length of columns.customer, ${rows}`,
      length,
    );
  }
}

/** Which optional columns there are. */
export function hasOf(columns: OrderColumns): HasColumns {
  return {
    order: columns.order !== undefined,
    quantity: columns.quantity !== undefined,
    status: columns.status !== undefined,
  };
}
