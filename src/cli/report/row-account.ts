import type { RowIssueCode } from "../../errors.js";
import type { LedgerDiagnostics } from "../../input/ledger.js";
import type { DateFormat } from "../csv/foreign-text.js";
import type { FileNotes } from "../csv/read-orders.js";
import type { NotedRows } from "../csv/row-notes.js";

/**
 * What became of every row of a file: `rows = purchases + refunds + ignoredRefunds + notPaid + invalid + wrongLength +
 * badQuotes + blank`, rows of the ledger's kinds and those that never were orders.
 */
export interface RowAccount {
  readonly rows: number;
  readonly purchases: number;
  readonly zeroAmounts: number;
  readonly refunds: number;
  readonly ignoredRefunds: number;
  readonly notPaid: number;
  readonly invalidRows: number;
  readonly invalid: { readonly [Code in RowIssueCode]?: NotedRows };
  readonly wrongLength: NotedRows;
  readonly badQuotes: NotedRows;
  readonly blank: number;
  readonly mergedLines: number;
  readonly roundedAmounts: number;
  readonly sharedOrders: NotedRows;
  /** How dates were read. */
  readonly dates: DateFormat;
}

/** Adds up what the file and the ledger say, and proves that nothing is missing. */
export function accountOf(diagnostics: LedgerDiagnostics, notes: FileNotes): RowAccount {
  const { purchases, zeroAmounts, refunds, ignoredRefunds, mergedLines, roundedAmounts } = diagnostics;
  const { placed, refunded, cancelled } = diagnostics.notPaid;
  const { rows, invalid, wrongLength, badQuotes, blank, sharedOrders, dates } = notes;
  const account: RowAccount = {
    rows,
    purchases,
    zeroAmounts,
    refunds,
    ignoredRefunds,
    notPaid: placed + refunded + cancelled,
    invalidRows: Object.values(invalid).reduce((sum, { count }) => sum + count, 0),
    invalid,
    wrongLength,
    badQuotes,
    blank,
    mergedLines,
    roundedAmounts,
    sharedOrders,
    dates,
  };
  const sum = purchases + refunds + ignoredRefunds + account.notPaid + unusable(account) + blank;
  if (sum !== rows) throw new Error(`a bug: ${rows} rows were read and ${sum} are accounted for`);
  return account;
}

/** Rows that should have been data and could not be read as such. */
export function unusable({
  invalidRows,
  wrongLength,
  badQuotes,
}: Pick<RowAccount, "invalidRows" | "wrongLength" | "badQuotes">): number {
  return invalidRows + wrongLength.count + badQuotes.count;
}
