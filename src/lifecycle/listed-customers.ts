import { optionError } from "../errors.js";
import { BAD_ID, type CustomerId, IdTable } from "../input/ids/id-table.js";
import type { Customers } from "../input/ledger.js";

/** The customers of a ledger and, behind them, those of a list whom it does not know; the ledger's own where there are none. */
export function withListed(where: string, known: Customers, list: unknown): Customers {
  if (list === undefined) return known;
  const iterator = (list as Partial<Iterable<unknown>> | null)?.[Symbol.iterator];
  if (typeof list === "string" || typeof iterator !== "function") {
    throw optionError(
      "WRONG_TYPE",
      where,
      "options.customers",
      "be an array or another iterable of customer ids",
      list,
    );
  }
  const others = new IdTable(known.byText);
  let index = 0;
  for (const id of list as Iterable<unknown>) {
    if (known.find(id as CustomerId) < 0 && others.intern(id) >= BAD_ID) {
      const path = `options.customers[${index}]`;
      const requirement = "be a customer id: text that is not empty, a bigint or a number up to 2^53";
      throw optionError("WRONG_TYPE", where, path, requirement, id);
    }
    index++;
  }
  if (others.size === 0) return known;
  return Object.freeze<Customers>({
    size: known.size + others.size,
    byText: known.byText,
    id: (row) => (row < known.size ? known.id(row) : others.id(row - known.size)),
    find: (id) => {
      const code = known.find(id);
      if (code >= 0) return code;
      const other = others.find(id);
      return other < 0 ? -1 : known.size + other;
    },
  });
}
