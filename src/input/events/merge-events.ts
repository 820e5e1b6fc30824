import type { EventLog } from "./event-log.js";
import type { OrdersByDay } from "./order-events.js";

/** For each customer of the merged log the code in the log, or -1, and in the ledger, or -1. */
export interface CustomerCodes {
  readonly ofLog: Int32Array;
  readonly ofLedger: Int32Array;
}

/** The columns of a log with the events of orders among them. */
export interface MergedEvents {
  readonly offsets: Uint32Array;
  readonly days: Int32Array;
  readonly types: Uint16Array;
  readonly values: Float64Array;
  /** For each event the one of the log that it was plus one, 0 for an order: the place of a missing value. */
  readonly sources: Uint32Array;
}

/**
 * Merges, customer by customer, events and orders that are sorted by day and type each. `position` gives the new position of each type
 * of the log, `orderType` that of orders. Of one day and type the events of the log come first.
 */
export function mergeEvents(
  log: Pick<EventLog, "offsets" | "days" | "types" | "values">,
  orders: OrdersByDay,
  { ofLog, ofLedger }: CustomerCodes,
  position: Uint16Array,
  orderType: number,
): MergedEvents {
  const total = log.days.length + orders.days.length;
  const customers = ofLog.length;
  const offsets = new Uint32Array(customers + 1);
  const days = new Int32Array(total);
  const types = new Uint16Array(total);
  const values = new Float64Array(total).fill(Number.NaN);
  const sources = new Uint32Array(total);
  let size = 0;
  for (let c = 0; c < customers; c++) {
    let i = ofLog[c] < 0 ? 0 : log.offsets[ofLog[c]];
    const end = ofLog[c] < 0 ? 0 : log.offsets[ofLog[c] + 1];
    let o = ofLedger[c] < 0 ? 0 : orders.offsets[ofLedger[c]];
    const lastOrder = ofLedger[c] < 0 ? 0 : orders.offsets[ofLedger[c] + 1];
    while (i < end || o < lastOrder) {
      const isOfLog =
        i < end &&
        (o >= lastOrder ||
          log.days[i] < orders.days[o] ||
          (log.days[i] === orders.days[o] && position[log.types[i]] <= orderType));
      days[size] = isOfLog ? log.days[i] : orders.days[o];
      types[size] = isOfLog ? position[log.types[i]] : orderType;
      if (!isOfLog) values[size] = orders.values[o++];
      else {
        if (log.values !== null) values[size] = log.values[i];
        sources[size] = ++i;
      }
      size++;
    }
    offsets[c + 1] = size;
  }
  return { offsets, days, types, values, sources };
}
