import { ColumnFeed } from "../../input/columns-into-sink.js";
import { minorReader } from "../../input/money/decimal.js";
import type { NumberArray, OrderColumns } from "../../input/order-columns.js";
import { RowIssueLog, type RowIssues } from "../../input/row-issues.js";
import { OrderDoor } from "../order-door.js";
import type { State } from "../state.js";
import { mix } from "../sums/mix.js";
import { PARTS, partOf } from "../sums/part-of.js";

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
  const { amountIn, decimals } = state.settings;
  const { power } = minorReader(amountIn === "major" ? decimals : 0);
  const own = new OwnRows(columns, share);
  let feed: ColumnFeed<OrderDoor> | null = null;
  for (let from = 0; from < columns.customer.length; from += CHUNK_ROWS) {
    own.read(from);
    const taken = takePlain(state, power, columns, own);
    if (taken === own.count) continue;
    log.rows = own.rows;
    log.offset = taken - state.tally.rows;
    const rest = own.take(taken);
    feed ??= feedOf(state, log, rest);
    feed.add(rest);
  }
  return log.report();
}

/** Takes the first rows that need no block, as {@link OrderDoor.takePlain} does. Says how many. */
function takePlain(
  state: State,
  power: number,
  { customer, date, amount, quantity }: DivisibleColumns,
  { rows, mixed, count }: OwnRows,
): number {
  const isPlain = customer instanceof Int32Array && date instanceof Int32Array && amount instanceof Float64Array;
  if (!isPlain || quantity !== undefined || state.buckets !== null) return 0;
  const { tally, purchases } = state;
  const noticed = { lastDay: state.lastOrderDay, rounded: 0 };
  const taken = purchases.ints.addListed(mixed, { days: date, amounts: amount, power }, rows, count, noticed);
  state.lastOrderDay = noticed.lastDay;
  tally.rows += taken;
  tally.purchases += taken;
  tally.rounded += noticed.rounded;
  return taken;
}

function feedOf(state: State, log: RowIssueLog, columns: OrderColumns): ColumnFeed<OrderDoor> {
  const settings = { ...state.settings, where: WHERE };
  return new ColumnFeed<OrderDoor>(settings, columns, (has) => new OrderDoor(state, log, has));
}

// Its rows stay in the cache of a core on their way.
const CHUNK_ROWS = 4096;

/** Faults of the rows of a share, by the numbers of the rows in the columns. */
class ShareLog extends RowIssueLog {
  rows: Int32Array = new Int32Array(0);
  /** What leads from the number of a row among those of the share to its place in `rows`. */
  offset = 0;

  override reject(...[code, row, ...rest]: Parameters<RowIssueLog["reject"]>): void {
    super.reject(code, this.rows[row + this.offset], ...rest);
  }
}

type Numbers = NumberArray | BigInt64Array | BigUint64Array;

/** The rows of a share, chunk by chunk. */
class OwnRows {
  /** Where the rows of the chunk stand in the columns; the first `count` are meant. */
  readonly rows: Int32Array = new Int32Array(CHUNK_ROWS + 1);
  /** The mixed ids of these. */
  readonly mixed: Int32Array = new Int32Array(CHUNK_ROWS + 1);
  count = 0;
  readonly #columns: DivisibleColumns;
  readonly #firstPart: number;
  readonly #lastPart: number;

  constructor(columns: DivisibleColumns, { index, of }: Share) {
    this.#columns = columns;
    this.#firstPart = Math.floor((PARTS * index) / of);
    this.#lastPart = Math.floor((PARTS * (index + 1)) / of) - 1;
  }

  /** Lists the rows of the share in the chunk that begins at a row. */
  read(from: number): void {
    const { customer } = this.#columns;
    const to = Math.min(customer.length, from + CHUNK_ROWS);
    this.count = listInts(customer as Int32Array, from, to, this.#firstPart, this.#lastPart, this);
  }

  /** The columns of the listed rows from one of them on. */
  take(from: number): DivisibleColumns {
    const { customer, date, amount, quantity } = this.#columns;
    const rows = this.rows.subarray(from, this.count);
    return {
      customer: taken(customer, rows),
      date: taken(date, rows),
      amount: taken(amount, rows),
      quantity: quantity && taken(quantity, rows),
    };
  }
}

function taken<T extends Numbers>(column: T, rows: Int32Array): T {
  const own = new (column.constructor as new (length: number) => T)(rows.length);
  for (let k = 0; k < rows.length; k++) own[k] = column[rows[k]];
  return own;
}

/**
 * Lists the rows whose customers are in the parts, and the mixed ids of these; says how many they are. Without a branch on the data,
 * for half of the branches would be guessed wrong: every row is listed, and the next one in its place if it was not meant.
 */
function listInts(
  ids: Int32Array,
  from: number,
  to: number,
  firstPart: number,
  lastPart: number,
  { rows, mixed }: OwnRows,
): number {
  const width = lastPart - firstPart;
  let count = 0;
  for (let i = from; i < to; i++) {
    const id = mix(ids[i]);
    rows[count] = i;
    mixed[count] = id;
    count += Number((partOf(id) - firstPart) >>> 0 <= width);
  }
  return count;
}
