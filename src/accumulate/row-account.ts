import { earlyDayWarnings, idTypeWarnings, nothingIdWarnings } from "../input/ids/known-customers.js";
import type { IdTypeCounts, LedgerDiagnostics } from "../input/ledger.js";
import type { RowIssues } from "../input/row-issues.js";
import type { Tally } from "./tally.js";

/** What became of the rows, in the words of a ledger. `ids` finds the ids that count as customers. */
export function rowAccount(
  tally: Tally,
  invalid: RowIssues,
  customersByIdType: IdTypeCounts,
  ids: Parameters<typeof nothingIdWarnings>[0],
  lastOrderDay: number | null,
): LedgerDiagnostics {
  const { rows, purchases, zeroAmounts, refunds, ignoredRefunds, placed, refunded, cancelled, rounded } = tally;
  return {
    rows,
    purchases,
    zeroAmounts,
    refunds,
    ignoredRefunds,
    notPaid: { placed, refunded, cancelled },
    invalidRows: Object.values(invalid).reduce((sum, { count }) => sum + count, 0),
    invalid,
    roundedAmounts: rounded,
    mergedLines: 0,
    sharedOrders: { count: 0, firstRows: [] },
    customersByIdType,
    warnings: [...idTypeWarnings(customersByIdType), ...nothingIdWarnings(ids), ...earlyDayWarnings(lastOrderDay)],
  };
}
