import type { IdTable } from "./id-table.js";
import type { Customers, IdTypeCounts, Warning } from "./ledger.js";

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
export function countIdTypes(ids: IdTable): IdTypeCounts {
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
