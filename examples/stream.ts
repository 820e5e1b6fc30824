// Orders that come one after the other, some of them broken: every row is accounted for.
import { ledgerFromStream, rfm } from "rfm-kit";

async function* cursor() {
  yield { id: 1, customer: "ann", at: "2026-03-01T10:00:00Z", sum: "12.50" };
  yield { id: 2, customer: "", at: "2026-03-01T11:00:00Z", sum: "3.00" };
  yield { id: 3, customer: "bob", at: "yesterday", sum: "3.00" };
  yield { id: 4, customer: "bob", at: "2026-03-02T23:30:00Z", sum: "30" };
  yield { id: 4, customer: "bob", at: "2026-03-02T23:30:00Z", sum: "9.999" };
  yield { id: 5, customer: "bob", at: "2026-03-09T00:10:00+08:00", sum: "-9.99" };
}

async function main(): Promise<void> {
  const ledger = await ledgerFromStream(cursor(), {
    customer: "customer",
    date: "at",
    amount: "sum",
    order: "id",
    timeZone: "Asia/Shanghai",
    onInvalid: "skip",
  });
  const result = rfm(ledger, { segments: null });
  console.log(
    result.asOf,
    [...result].map(({ customer, recency, monetary }) => ({ customer, recency, monetary })),
  );
  const { rows, purchases, refunds, invalidRows, invalid, roundedAmounts, mergedLines } = ledger.diagnostics;
  console.log({ rows, purchases, refunds, invalidRows, roundedAmounts, mergedLines });
  console.log(invalid);
}

void main();
