import type { ColumnFeed } from "../../input/columns-into-sink.js";
import { RowIssueLog, type RowIssues } from "../../input/row-issues.js";
import type { OrderDoor } from "../order-door.js";
import type { State } from "../state.js";
import { feedInto, WHERE } from "./feed-into.js";
import type { DivisibleColumns } from "./share.js";

/** Adds single rows of columns to a state. Faults have the numbers that the rows have in the columns. */
export class ListedRows {
  readonly #state: State;
  readonly #columns: DivisibleColumns;
  readonly #log: ListLog;
  #feed: ColumnFeed<OrderDoor> | null = null;

  constructor(state: State, columns: DivisibleColumns) {
    this.#state = state;
    this.#columns = columns;
    this.#log = new ListLog(WHERE, state.settings.onInvalid);
  }

  /** Adds the rows of a list, in its order. */
  add(rows: Int32Array): void {
    if (rows.length === 0) return;
    const { customer, date, amount, quantity } = this.#columns;
    const taken = {
      customer: pick(customer, rows),
      date: pick(date, rows),
      amount: pick(amount, rows),
      quantity: quantity && pick(quantity, rows),
    };
    this.#log.rows = rows;
    this.#log.firstRow = this.#state.tally.rows;
    this.#feed ??= feedInto(this.#state, this.#log, taken);
    this.#feed.add(taken);
  }

  /** The faults of the rows. */
  report(): RowIssues {
    return this.#log.report();
  }
}

/** Faults of rows of a list, by their numbers in the columns. */
class ListLog extends RowIssueLog {
  rows: Int32Array = new Int32Array(0);
  /** What the state calls the first of them: it counts the rows that it has. */
  firstRow = 0;

  override reject(...[code, row, ...rest]: Parameters<RowIssueLog["reject"]>): void {
    super.reject(code, this.rows[row - this.firstRow], ...rest);
  }
}

function pick<T extends DivisibleColumns["amount"]>(column: T, rows: Int32Array): T {
  const own = new (column.constructor as new (length: number) => T)(rows.length);
  for (let k = 0; k < rows.length; k++) own[k] = column[rows[k]];
  return own;
}
