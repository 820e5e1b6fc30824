import type { OrderColumns } from "../../input/order-columns.js";
import { RowIssueLog, type RowIssues } from "../../input/row-issues.js";
import type { State } from "../state.js";
import { feedInto, WHERE } from "./feed-into.js";

/** Adds whole columns to a new state, as `addColumns` does. Returns the faults of the rows. */
export function addAll(state: State, columns: OrderColumns): RowIssues {
  const log = new RowIssueLog(WHERE, state.settings.onInvalid);
  feedInto(state, log, columns).add(columns);
  return log.report();
}
