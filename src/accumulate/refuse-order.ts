import { RfmError } from "../errors.js";

/** Refuses order ids: which rows are one order could only be told by keeping the id of every order. */
export function refuseOrder(where: string, path: string, value: unknown): void {
  const { order } = (value ?? {}) as { readonly order?: unknown };
  if (order === undefined) return;
  throw new RfmError(
    "UNKNOWN_OPTION",
    `${where}: ${path}.order is not known to an accumulator: it takes one row per order and would have to keep the id of every order to tell which rows are one; merge the lines of each order first, or use a ledger`,
    { path: `${path}.order` },
  );
}
