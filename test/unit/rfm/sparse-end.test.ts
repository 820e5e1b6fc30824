import { describe, expect, it } from "vitest";
import { accumulate, formatDay, ledgerFromColumns, measureRfm, rfm } from "../../../src/index.js";

/** Customers with an order each on consecutive days, and some strays so many days after the last of them. */
function columnsOf(customers: number, strays: readonly number[]) {
  const days = [
    ...Array.from({ length: customers }, (_, i) => 20_000 + i),
    ...strays.map((d) => 20_000 + customers - 1 + d),
  ];
  return {
    customer: Int32Array.from(days, (_, i) => i),
    date: Int32Array.from(days),
    amount: new Float64Array(days.length).fill(10),
  };
}

const codesOf = (warnings: readonly { readonly code: string }[]): string[] => warnings.map(({ code }) => code);

describe("a day far after all others", () => {
  it("is told, from a ledger and from sums, where it is taken as asOf", () => {
    const columns = columnsOf(300, [13_000]);
    const [own, summed] = [measureRfm(ledgerFromColumns(columns)), accumulate().addColumns(columns).table()];
    expect(own.diagnostics.warnings).toEqual(summed.diagnostics.warnings);
    expect(own.diagnostics.warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "the last order of one customer is 13000 days after those of all others: a date may be wrong; its day is taken as asOf, so state asOf as the last day of the data",
      ]
    `);
    expect(codesOf(rfm(own).diagnostics.warnings)).toContain("SPARSE_END");
  });

  it("is not told where asOf was stated", () => {
    const columns = columnsOf(300, [13_000]);
    const asOf = formatDay(20_000 + 299 + 13_000);
    expect(codesOf(measureRfm(ledgerFromColumns(columns), { asOf }).diagnostics.warnings)).toEqual([]);
    expect(codesOf(accumulate().addColumns(columns).table({ asOf }).diagnostics.warnings)).toEqual([]);
  });

  it.each([
    ["the gap is half a year at most", 300, [182], false],
    ["the gap is longer by a day", 300, [183], true],
    ["three customers are there", 50, [400, 401, 402], true],
    ["four of 54 are there", 50, [400, 401, 402, 403], false],
    ["a hundredth is there", 990, [300, 300, 300, 300, 300, 300, 300, 300, 300], true],
    ["there are few customers", 18, [400], false],
    ["the gaps are two", 300, [200, 500], true],
  ])("counts where %s", (_, customers, strays, isTold) => {
    const { warnings } = measureRfm(ledgerFromColumns(columnsOf(customers, strays))).diagnostics;
    expect(codesOf(warnings).includes("SPARSE_END")).toBe(isTold);
  });
});
