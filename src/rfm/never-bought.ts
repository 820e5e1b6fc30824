import { optionError } from "../errors.js";
import { BAD_ID, type CustomerId, IdTable } from "../input/ids/id-table.js";
import type { RfmTable } from "./rfm-table.js";

/** Those of a list of customers who have no order up to asOf, each once, in the order of the list. */
export function neverBoughtOf(where: string, table: RfmTable, list: unknown): readonly CustomerId[] | null {
  if (list === undefined) return null;
  if (
    typeof list === "string" ||
    typeof (list as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] !== "function"
  ) {
    throw optionError(
      "WRONG_TYPE",
      where,
      "options.customers",
      "be an array or another iterable of customer ids",
      list,
    );
  }
  const buyers = new Uint8Array(table.customers.size);
  for (const codes of [table.codes, table.olderCodes]) for (const code of codes) buyers[code] = 1;
  const others = new IdTable(table.customers.byText);
  let index = 0;
  for (const id of list as Iterable<unknown>) {
    const code = table.customers.find(id as CustomerId);
    if ((code < 0 || buyers[code] === 0) && others.intern(id) >= BAD_ID) {
      throw optionError(
        "WRONG_TYPE",
        where,
        `options.customers[${index}]`,
        "be a customer id: text, a number or a bigint",
        id,
      );
    }
    index++;
  }
  return Object.freeze(Array.from({ length: others.size }, (_, code) => others.id(code)));
}
