import type { Customers } from "../../input/ledger.js";

/** A note where a further file knows nobody of the first: their ids are probably written in two ways. */
export function strangers(
  first: { readonly name: string; readonly customers: Customers },
  flag: "orders" | "events" | "profiles",
  name: string | undefined,
  others: Customers | undefined,
): string[] {
  if (name === undefined || others === undefined || others.size === 0) return [];
  for (let code = 0; code < others.size; code++) if (first.customers.find(others.id(code)) >= 0) return [];
  return [`no customer of ${name} is in ${first.name}; are the ids of --customer and --${flag}-customer the same?`];
}
