// Columns in, one ledger, several dates: each measure is one sequential pass.
import { formatDay, ledgerFromColumns, parseDay, rfm } from "rfm-kit";

const first = parseDay("2026-01-01");
const ledger = ledgerFromColumns({
  customer: Int32Array.of(7, 9, 7, 8, 7, 9),
  date: Int32Array.of(0, 15, 40, 60, 100, 110).map((day) => first + day),
  amount: Float64Array.of(12.5, 80, 20, 5, 40, -80),
});

for (const asOf of ["2026-02-28", "2026-04-30"]) {
  const { columns, diagnostics, table } = rfm(ledger, { asOf, window: 90, segments: null });
  console.log(formatDay(table.asOf ?? 0), columns.customer, columns.recency, columns.frequency, columns.monetary);
  console.log(`counted ${diagnostics.counted}, older ${diagnostics.beforeWindow}, later ${diagnostics.afterAsOf}`);
}
