import type { Ledger } from "../input/ledger.js";
import { EntryHints } from "./entry-hints.js";
import { type Rows, roomForRows } from "./fill-rows.js";
import { runningSums } from "./running-sums.js";

/** What makes a question to a ledger cheaper than going over all of its entries. */
export interface LedgerIndex {
  readonly hints: EntryHints;
  readonly sums: Int32Array;
  /** Room to fill, of which the results are copied: fresh memory of this size would add a quarter to the time of a question. */
  readonly room: Rows;
}

/** By ledger, what is known from its questions. */
const indexes = new WeakMap<Ledger, LedgerIndex | "asked once" | "not possible">();

/**
 * The index of a ledger, which is made at the second question and lives as long as the ledger does: who asks once pays nothing. `null` at the
 * first question and where there can be none, which is where there are refunds or a customer has 2^31 minor units or more.
 *
 * It takes 4 bytes an order and 36 a customer. For 10M orders of 1M customers it is made in 100 ms, and a question takes 15 to 20 ms in place of
 * 30 to 35, of which the results and the memory they lie in are a third.
 */
export function indexOf(ledger: Ledger): LedgerIndex | null {
  const known = indexes.get(ledger);
  if (known === undefined) indexes.set(ledger, "asked once");
  if (known !== "asked once") return typeof known === "object" ? known : null;
  const sums = runningSums(ledger);
  const index = sums && { hints: new EntryHints(ledger), sums, room: roomForRows(ledger.offsets.length - 1) };
  indexes.set(ledger, index ?? "not possible");
  return index;
}
