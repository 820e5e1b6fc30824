import { optionError } from "../../errors.js";
import { formatDay } from "../../input/days/format-day.js";
import { type PurchaseColumns, type Purchases, readPurchases } from "../purchase-columns.js";
import type { UsedOpportunities } from "./used-opportunities.js";

// Beyond this many the sums over opportunities would take too long, and customers might as well buy at any time.
const MOST_OPPORTUNITIES = 100_000;

/** Reads opportunities of either form at the door of a function; their unit is one opportunity. */
export function readOpportunities(where: string, given: UsedOpportunities | PurchaseColumns): Purchases {
  if ((given as UsedOpportunities | null)?.kind === "rfm-kit/used-opportunities") {
    return ofLedger(where, given as UsedOpportunities);
  }
  const columns = given as PurchaseColumns;
  const isObject = typeof columns === "object" && columns !== null && !Array.isArray(columns);
  const purchases = readPurchases(where, isObject ? { ...columns, timeUnit: columns.timeUnit ?? "year" } : columns);
  const { repeats, last, age } = purchases;
  for (let row = 0; row < purchases.rows; row++) {
    const fault = opportunityFault(repeats[row], last[row], age[row]);
    if (fault === null) continue;
    const received = { repeats, last, age }[fault.name][row];
    throw optionError("OUT_OF_RANGE", `${where}: row ${row}`, `purchases.${fault.name}`, fault.requirement, received);
  }
  return purchases;
}

/** A number of a history that is not as it must be. */
export interface OpportunityFault {
  readonly name: "repeats" | "last" | "age";
  readonly requirement: string;
}

/** What is wrong with opportunities used, the last one used and how many there were; `null` where nothing is. */
export function opportunityFault(repeats: number, last: number, age: number): OpportunityFault | null {
  if (!Number.isInteger(age) || age > MOST_OPPORTUNITIES) {
    return { name: "age", requirement: `be a whole number of opportunities, at most ${MOST_OPPORTUNITIES}` };
  }
  if (!Number.isInteger(last)) return { name: "last", requirement: "be the whole number of the last opportunity used" };
  if (repeats > last)
    return { name: "repeats", requirement: "be no more opportunities than there were up to the last used" };
  return null;
}

function ofLedger(where: string, given: UsedOpportunities): Purchases {
  const { used, last, opportunities, period, asOf } = given;
  const rows = used?.length;
  const isSound = [used, last, opportunities].every(
    (column) => column instanceof Uint32Array && column.length === rows,
  );
  if (!isSound) {
    const requirement = "be used opportunities as this library made them (JSON does not keep them)";
    throw optionError("WRONG_TYPE", where, "purchases", requirement, given);
  }
  return {
    rows,
    repeats: used,
    last,
    age: opportunities,
    counts: null,
    logGaps: null,
    timeUnit: period,
    perUnit: 1,
    asOf: asOf === null ? null : formatDay(asOf),
  };
}
