import type { EventLog } from "../../input/events/event-log.js";
import type { Customers } from "../../input/ledger.js";
import type { Snapshot } from "../churn-data.js";
import type { Columns } from "./order-features.js";

/** Events count by the last so many days. */
const WINDOWS = [30, 90] as const;

/** How many events of each type every row had of late: ln(1 + count) of day - W < d <= day. Who is not in the log had none. */
export function eventFeatures(log: EventLog, types: readonly string[], { data, day, purchases }: Snapshot): Columns {
  const columns: Columns = {};
  const rows = purchases.codes.length;
  const names = types.map((type) => WINDOWS.map((window) => `events ${JSON.stringify(type)} in ${window} days`));
  for (const name of names.flat()) columns[name] = new Float64Array(rows);
  const kindOf = new Int32Array(log.typeNames.length).fill(-1);
  types.forEach((type, kind) => {
    const at = log.typeNames.indexOf(type);
    if (at >= 0) kindOf[at] = kind;
  });
  const counted = names.map((ofType) => ofType.map((name) => columns[name]));
  const end = day ?? 0;
  for (let row = 0; row < rows; row++) {
    const customer = codeIn(log.customers, data.ledger.customers, purchases.codes[row]);
    if (customer < 0) continue;
    for (let i = log.offsets[customer + 1] - 1; i >= log.offsets[customer]; i--) {
      const ago = end - log.days[i];
      if (ago < 0) continue;
      if (ago >= WINDOWS[1]) break;
      const kind = kindOf[log.types[i]];
      if (kind < 0) continue;
      counted[kind][1][row]++;
      if (ago < WINDOWS[0]) counted[kind][0][row]++;
    }
  }
  for (const column of counted.flat()) for (let row = 0; row < rows; row++) column[row] = Math.log1p(column[row]);
  return columns;
}

/** The code of a customer of the ledger among other customers, or -1. */
export function codeIn(others: Customers, own: Customers, code: number): number {
  return others.find(own.id(code));
}
