import { ColumnFeed } from "../../input/columns-into-sink.js";
import type { OrderColumns } from "../../input/order-columns.js";
import type { RowIssueLog } from "../../input/row-issues.js";
import { OrderDoor } from "../order-door.js";
import type { State } from "../state.js";

/** What messages call the function that was called, in whatever thread its work is done. */
export const WHERE = "addColumns";

/** What feeds a state with columns of the form of these. */
export function feedInto(state: State, log: RowIssueLog, columns: OrderColumns): ColumnFeed<OrderDoor> {
  const settings = { ...state.settings, where: WHERE };
  return new ColumnFeed<OrderDoor>(settings, columns, (has) => new OrderDoor(state, log, has));
}
