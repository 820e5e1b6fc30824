import { optionError } from "../errors.js";
import { tagOf } from "./column-forms.js";
import type { Customers, Ledger } from "./ledger.js";

/** Refuses what is no ledger with its typed arrays and functions, above all one that went through JSON. */
export function checkLedger(where: string, path: string, value: unknown): asserts value is Ledger {
  const ledger = value as Ledger | null | undefined;
  const isLedger = ledger?.kind === "rfm-kit/ledger" && isGrouped(ledger) && tagOf(ledger.amounts) === "Float64Array";
  if (isLedger) return;
  throw optionError("WRONG_TYPE", where, path, "be a ledger as this library made it (JSON does not keep one)", value);
}

/** Whether it has columns by customer as the library makes them. */
export function isGrouped(data: {
  readonly customers: Customers;
  readonly offsets: Uint32Array;
  readonly days: Int32Array;
}): boolean {
  const { customers, offsets, days } = data;
  return (
    tagOf(offsets) === "Uint32Array" &&
    tagOf(days) === "Int32Array" &&
    typeof customers?.find === "function" &&
    typeof customers.id === "function"
  );
}
