import { RowIssueLog, type RowIssues } from "../../input/row-issues.js";
import type { State } from "../state.js";
import type { DenseRange } from "../sums/dense-range.js";
import { feedInto, WHERE } from "./feed-into.js";
import type { PlainColumns } from "./share.js";

/** Rows that follow each other in columns: the number of the first, and the range of the ids of all. */
export interface Slice {
  readonly from: number;
  readonly range: DenseRange;
}

/** Adds a slice of columns whose ids lie close together to a new state. Returns the faults of the rows. */
export function addSlice(state: State, columns: PlainColumns, { from, range }: Slice): RowIssues {
  state.purchases.ints.expect(range);
  const log = new SliceLog(state, from);
  feedInto(state, log, columns).add(columns);
  return log.report();
}

/** Faults of the rows of a slice, by their numbers in all columns. */
class SliceLog extends RowIssueLog {
  readonly #from: number;

  constructor({ settings }: State, from: number) {
    super(WHERE, settings.onInvalid);
    this.#from = from;
  }

  override reject(...[code, row, ...rest]: Parameters<RowIssueLog["reject"]>): void {
    super.reject(code, this.#from + row, ...rest);
  }
}
