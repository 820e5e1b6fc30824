import { IdTable } from "../ids/id-table.js";
import { customersOf } from "../ids/known-customers.js";
import type { Customers, Ledger } from "../ledger.js";
import type { EventLog } from "./event-log.js";
import type { CustomerCodes } from "./merge-events.js";

/** The customers of a log and of a ledger as one list. */
interface JoinedCustomers {
  readonly customers: Customers;
  readonly codes: CustomerCodes;
  /** How many are in both. */
  readonly shared: number;
}

/** Joins them: those of the log with their codes, then the others. Ids are one by type, or by text where both logs know them so. */
export function joinCustomers(events: EventLog | null, ledger: Ledger): JoinedCustomers {
  const others = ledger.customers;
  if (events === null) {
    const ofLedger = codesTo(others.size);
    return { customers: others, codes: { ofLog: ofLedger, ofLedger }, shared: others.size };
  }
  const own = events.customers;
  const ids = new IdTable(own.byText && others.byText);
  for (let code = 0; code < own.size; code++) ids.intern(own.id(code));
  const joined = new Uint32Array(others.size);
  for (let code = 0; code < others.size; code++) joined[code] = ids.intern(others.id(code));
  const ofLog = codesTo(ids.size).fill(-1, own.size);
  const ofLedger = new Int32Array(ids.size).fill(-1);
  for (let code = 0; code < others.size; code++) ofLedger[joined[code]] = code;
  return { customers: customersOf(ids), codes: { ofLog, ofLedger }, shared: own.size + others.size - ids.size };
}

function codesTo(size: number): Int32Array {
  const codes = new Int32Array(size);
  for (let code = 0; code < size; code++) codes[code] = code;
  return codes;
}
