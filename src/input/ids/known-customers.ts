import type { Customers, IdTypeCounts, Warning } from "../ledger.js";
import type { IdTable } from "./id-table.js";

/** The read-only face of an id table. */
export function customersOf(ids: IdTable): Customers {
  return Object.freeze<Customers>({
    size: ids.size,
    byText: ids.byText,
    id: (code) => ids.id(code),
    find: (id) => ids.find(id),
  });
}

/** How many ids are of each type. */
export function countIdTypes(ids: Pick<Customers, "size" | "id">): IdTypeCounts {
  const counts = { string: 0, number: 0, bigint: 0 };
  for (let code = 0; code < ids.size; code++) counts[typeof ids.id(code) as keyof typeof counts]++;
  return counts;
}

/** A word about ids of several types, which are never equal. */
export function idTypeWarnings(counts: IdTypeCounts): Warning[] {
  const types = Object.entries(counts).filter(([, count]) => count > 0);
  if (types.length <= 1) return [];
  const found = types.map(([type, count]) => `${count} ${type}`).join(", ");
  return [
    {
      code: "MIXED_ID_TYPES",
      message: `customer ids have several types (${found}): "1" and 1 are different customers; customerIds: "text" makes them one`,
    },
  ];
}

// What exports write for "nothing". As an id it would gather all guests into one splendid customer.
const NOTHING = [
  "null",
  "NULL",
  "Null",
  "nan",
  "NaN",
  "none",
  "None",
  "undefined",
  "n/a",
  "N/A",
  "#N/A",
  "(null)",
  "NA",
];

/** A word about ids that probably stand for no customer. */
export function nothingIdWarnings(ids: Pick<IdTable, "find">): Warning[] {
  const found = NOTHING.filter((id) => ids.find(id) >= 0);
  if (found.length === 0) return [];
  return [
    {
      code: "NULL_LIKE_IDS",
      message: `${found.map((id) => JSON.stringify(id)).join(", ")} counts as a customer; if it stands for none, make it empty`,
    },
  ];
}

// 1980-01-01: earlier last days are spreadsheet days or epoch seconds that were read as milliseconds.
const EARLY = 3652;

/** A word about orders, or events, that all seem to be of the 1970s. */
export function earlyDayWarnings(lastDay: number | null, what: "orders" | "events" = "orders"): Warning[] {
  if (lastDay === null || lastDay < 0 || lastDay >= EARLY) return [];
  return [
    {
      code: "EARLY_DATES",
      message: `all ${what} are of the 1970s; numbers are read as epoch milliseconds, in columns of Int32 as days since 1970-01-01`,
    },
  ];
}
