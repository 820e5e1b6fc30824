import { describe, expect, it } from "vitest";
import { accumulate, formatDay, ledgerFromRows, measureRfm, restoreAccumulator } from "../../../src/index.js";

const DAY = 20_000;
const MS_PER_DAY = 86_400_000;
const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

/** Amounts that fit into 32 bits and such that do not, by turns and in runs, over three buckets; of ids of both kinds. */
const rows = Array.from({ length: 4000 }, (_, i) => ({
  c: i % 5 === 0 ? `C${i % 40}` : (i * 7919) % 300,
  d: (DAY + ((i * 31) % 30)) * MS_PER_DAY,
  a: (i % 3 === 0 || i % 900 > 600 ? 2 ** 33 : 1) * (i + 1) * (i % 17 === 0 ? -1 : 1),
}));

describe("amounts beyond 32 bits in buckets", () => {
  const ledger = ledgerFromRows(rows, { ...FIELDS, amountIn: "minor" });
  const contentOf = ({ codes, customers, recency, frequency, revenue }: ReturnType<typeof measureRfm>): unknown =>
    new Map(Array.from(codes, (code, i) => [customers.id(code), [recency[i], frequency[i], revenue?.[i]]]));

  it("add up with those of rows that wait, in windows and after a snapshot too", () => {
    const sums = accumulate({ amountIn: "minor", buckets: { days: 10 } }).addRows(rows, FIELDS);
    const whole = contentOf(measureRfm(ledger));
    expect(contentOf(sums.table())).toEqual(whole);
    const asOf = formatDay(DAY + 29);
    const start = ((DAY + 29) % 10) + 1;
    for (const window of [start, start + 10]) {
      expect(contentOf(sums.table({ asOf, window }))).toEqual(contentOf(measureRfm(ledger, { asOf, window })));
    }
    expect(contentOf(restoreAccumulator(sums.snapshot()).table())).toEqual(whole);
    // More of them, once those that waited are in.
    sums.addRows(rows, FIELDS);
    const twice = ledgerFromRows([...rows, ...rows], { ...FIELDS, amountIn: "minor" });
    expect(contentOf(sums.table())).toEqual(contentOf(measureRfm(twice)));
  });
});
