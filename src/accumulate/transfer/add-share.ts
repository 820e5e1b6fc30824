import { ColumnFeed } from "../../input/columns-into-sink.js";
import type { NumberArray, OrderColumns } from "../../input/order-columns.js";
import { RowIssueLog, type RowIssues } from "../../input/row-issues.js";
import { OrderDoor } from "../order-door.js";
import type { State } from "../state.js";
import { PARTS, partOf } from "../sums/int-sums.js";
import { mix } from "../sums/mix.js";

const WHERE = "addColumns";

/** Which of several shares of the customers. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Columns whose customers can be told apart without a table: int32 ids, and numbers everywhere. */
export interface DivisibleColumns {
  readonly customer: NumberArray;
  readonly date: Int32Array | Float64Array | BigInt64Array;
  readonly amount: NumberArray | BigInt64Array | BigUint64Array;
  readonly quantity?: NumberArray | BigInt64Array | BigUint64Array | undefined;
}

/** Adds whole columns to a new state, as `addColumns` does. Returns the faults of the rows. */
export function addAll(state: State, columns: OrderColumns): RowIssues {
  const log = new RowIssueLog(WHERE, state.settings.onInvalid);
  feedOf(state, log, columns).add(columns);
  return log.report();
}

/**
 * Adds the rows of a share of the customers to a new state; faults have the numbers that the rows have in the columns. Shares are parts
 * of the int32 ids, so that what is made of them has no customer in common. Returns the faults of the rows.
 */
export function addShare(state: State, columns: DivisibleColumns, share: Share): RowIssues {
  const log = new ShareLog(WHERE, state.settings.onInvalid);
  const own = new OwnRows(columns, share);
  let feed: ColumnFeed<OrderDoor> | null = null;
  for (let from = 0; from < columns.customer.length; from += CHUNK_ROWS) {
    const chunk = own.read(from);
    log.base = state.tally.rows;
    log.rows = own.rows;
    feed ??= feedOf(state, log, chunk);
    feed.add(chunk);
  }
  return log.report();
}

function feedOf(state: State, log: RowIssueLog, columns: OrderColumns): ColumnFeed<OrderDoor> {
  const settings = { ...state.settings, where: WHERE };
  return new ColumnFeed<OrderDoor>(settings, columns, (has) => new OrderDoor(state, log, has));
}

// Its rows stay in the cache of a core on their way.
const CHUNK_ROWS = 16_384;

/** Faults of the rows of a share, by the numbers of the rows in the columns. */
class ShareLog extends RowIssueLog {
  /** The number of the first row of the chunk among those of the share. */
  base = 0;
  rows: Int32Array = new Int32Array(0);

  override reject(...[code, row, ...rest]: Parameters<RowIssueLog["reject"]>): void {
    super.reject(code, this.rows[row - this.base], ...rest);
  }
}

type Numbers = NumberArray | BigInt64Array | BigUint64Array;

/** The rows of a share, chunk by chunk. */
class OwnRows {
  /** Where the rows of the chunk stand in the columns. */
  readonly rows: Int32Array = new Int32Array(CHUNK_ROWS + 1);
  readonly #columns: DivisibleColumns;
  readonly #own: DivisibleColumns;
  readonly #firstPart: number;
  readonly #lastPart: number;

  constructor(columns: DivisibleColumns, { index, of }: Share) {
    const { customer, date, amount, quantity } = columns;
    this.#columns = columns;
    this.#own = { customer: like(customer), date: like(date), amount: like(amount), quantity: quantity && like(quantity) };
    this.#firstPart = Math.floor((PARTS * index) / of);
    this.#lastPart = Math.floor((PARTS * (index + 1)) / of) - 1;
  }

  /** The rows of the share among those of the chunk that begins at a row, as columns that the next chunk overwrites. */
  read(from: number): DivisibleColumns {
    const { customer, date, amount, quantity } = this.#columns;
    const own = this.#own;
    const to = Math.min(customer.length, from + CHUNK_ROWS);
    const count = listOwn(customer, from, to, this.#firstPart, this.#lastPart, this.rows);
    return {
      customer: this.#take(customer, own.customer, count),
      date: this.#take(date, own.date, count),
      amount: this.#take(amount, own.amount, count),
      quantity: quantity && this.#take(quantity, own.quantity as typeof quantity, count),
    };
  }

  #take<T extends Numbers>(column: T, own: T, count: number): T {
    if (column instanceof Int32Array && own instanceof Int32Array) takeInts(column, this.rows, count, own);
    else if (column instanceof Float64Array && own instanceof Float64Array) takeFloats(column, this.rows, count, own);
    else takeOthers(column, this.rows, count, own);
    return own.subarray(0, count) as T;
  }
}

function like<T extends Numbers>(column: T): T {
  return new (column.constructor as new (length: number) => T)(CHUNK_ROWS);
}

/** Lists the rows whose customers are in the parts, without a branch on the data: half of the branches would be guessed wrong. */
function listOwn(
  ids: NumberArray,
  from: number,
  to: number,
  firstPart: number,
  lastPart: number,
  rows: Int32Array,
): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const part = partOf(mix(ids[i]));
    rows[count] = i;
    // Both differences are from 0 up, or the sign bit of one makes -1 of them.
    count += 1 + (((part - firstPart) | (lastPart - part)) >> 31);
  }
  return count;
}

// The commonest columns get loops of their own: one type of array each.

function takeInts(column: Int32Array, rows: Int32Array, count: number, own: Int32Array): void {
  for (let k = 0; k < count; k++) own[k] = column[rows[k]];
}

function takeFloats(column: Float64Array, rows: Int32Array, count: number, own: Float64Array): void {
  for (let k = 0; k < count; k++) own[k] = column[rows[k]];
}

function takeOthers(column: Numbers, rows: Int32Array, count: number, own: Numbers): void {
  for (let k = 0; k < count; k++) own[k] = column[rows[k]];
}
