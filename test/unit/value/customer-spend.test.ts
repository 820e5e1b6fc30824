import { describe, expect, it } from "vitest";
import { customerSpend, type Ledger, ledgerFromRows, repeatPurchases, usedOpportunities } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

interface Line {
  readonly c: string | number;
  readonly d: string;
  readonly a: number;
  readonly o?: string;
}

function ledgerOf(lines: readonly Line[], withOrders = false): Ledger {
  return ledgerFromRows([...lines], {
    customer: "c",
    date: "d",
    amount: "a",
    ...(withOrders ? { order: (line: Line) => line.o } : {}),
  });
}

const lines: Line[] = [
  { c: "ann", d: "2026-01-05", a: 10 },
  { c: "bob", d: "2026-01-06", a: 30 },
  { c: "ann", d: "2026-02-02", a: 20 },
  { c: "ann", d: "2026-02-02", a: 15.5 },
  { c: "ann", d: "2026-03-02", a: 0 },
  { c: "cid", d: "2026-03-03", a: 7 },
];

describe("customerSpend", () => {
  it("is the mean of purchase days, without the first unless all count", () => {
    const repeat = customerSpend(ledgerOf(lines));
    expect([...repeat.count]).toEqual([2, 0, 0]);
    expect([...repeat.mean]).toEqual([17.75, 0, 0]);
    const all = customerSpend(ledgerOf(lines), { purchases: "all" });
    expect([...all.count]).toEqual([3, 1, 1]);
    expect([...all.mean]).toEqual([45.5 / 3, 30, 7]);
    expect(all).toMatchObject({ kind: "rfm-kit/customer-spend", purchases: "all", strayRefunds: 0, currency: null });
  });

  it("leaves out what is after asOf, and customers who bought only then", () => {
    const spend = customerSpend(ledgerOf(lines), { asOf: "2026-02-28", purchases: "all" });
    expect([...spend.codes]).toEqual([0, 1]);
    expect([...spend.mean]).toEqual([22.75, 30]);
  });

  it("has the rows of repeatPurchases and of usedOpportunities", () => {
    const ledger = ledgerOf([...lines, { c: "dee", d: "2026-01-01", a: -5 }]);
    const codes = [...customerSpend(ledger).codes];
    expect(codes).toEqual([0, 1, 2]);
    expect([...repeatPurchases(ledger).codes]).toEqual(codes);
    expect([...usedOpportunities(ledger, { period: "month" }).codes]).toEqual(codes);
  });

  it("takes a refund off the latest purchase day by then, and counts one before any purchase", () => {
    const ledger = ledgerOf([
      { c: "ann", d: "2026-01-01", a: -1 },
      { c: "ann", d: "2026-01-05", a: 10 },
      { c: "ann", d: "2026-01-09", a: -4 },
      { c: "ann", d: "2026-02-02", a: 20 },
      { c: "ann", d: "2026-02-03", a: -5 },
      { c: "bob", d: "2026-01-01", a: -2 },
    ]);
    const asOf = "2026-02-28";
    const repeat = customerSpend(ledger, { asOf });
    expect([...repeat.mean]).toEqual([15]);
    expect(repeat.strayRefunds).toBe(2);
    expect([...customerSpend(ledger, { asOf, purchases: "all" }).mean]).toEqual([10.5]);
    // The day of the last order is asOf where none is stated, so that the refund after it does not count.
    expect([...customerSpend(ledger).mean]).toEqual([20]);
  });

  it("takes a refund off the purchase that its order id leads to", () => {
    const ledger = ledgerOf(
      [
        { c: "ann", d: "2026-01-05", a: 10, o: "A" },
        { c: "ann", d: "2026-02-02", a: 20, o: "B" },
        { c: "ann", d: "2026-02-03", a: -3, o: "A" },
        { c: "ann", d: "2026-02-04", a: -3, o: "A" },
        { c: "ann", d: "2026-03-02", a: 40, o: "C" },
      ],
      true,
    );
    expect([...customerSpend(ledger).mean]).toEqual([30]);
    expect([...customerSpend(ledger, { purchases: "all" }).mean]).toEqual([64 / 3]);
  });

  it("may be below 0 where more was paid back than bought", () => {
    const ledger = ledgerOf([
      { c: 1, d: "2026-01-05", a: 10 },
      { c: 1, d: "2026-02-05", a: 10 },
      { c: 1, d: "2026-02-06", a: -25 },
    ]);
    expect([...customerSpend(ledger, { asOf: "2026-12-31" }).mean]).toEqual([-15]);
  });

  it("adds exactly, in minor units", () => {
    const cents = Array.from({ length: 30 }, (_, i) => ({
      c: 1,
      d: `2026-01-${String(i + 1).padStart(2, "0")}`,
      a: 0.1,
    }));
    expect([...customerSpend(ledgerOf(cents), { purchases: "all" }).mean]).toEqual([0.1]);
  });

  it("is empty for an empty ledger", () => {
    const spend = customerSpend(ledgerOf([]));
    expect(spend.codes.length).toBe(0);
    expect(spend.asOf).toBeNull();
  });

  it("refuses what is no ledger, and options that are none", () => {
    const ledger = ledgerOf(lines);
    expectRefused(() => customerSpend(wrong({})), "WRONG_TYPE", { where: "customerSpend", path: "ledger" });
    expectRefused(() => customerSpend(wrong(null)), "WRONG_TYPE");
    const saved = JSON.parse(JSON.stringify(ledger));
    for (const half of [saved, { ...saved, offsets: ledger.offsets }, { ...ledger, amounts: saved.amounts }]) {
      expectRefused(() => customerSpend(half), "WRONG_TYPE", { where: "customerSpend", path: "ledger" });
    }
    expectRefused(() => customerSpend(ledger, wrong({ purchase: "all" })), "UNKNOWN_OPTION");
    expectRefused(() => customerSpend(ledger, { asOf: 20_000 }), "WRONG_TYPE", { path: "options.asOf" });
    expect(() => customerSpend(ledger, wrong({ purchases: "first" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: customerSpend: options.purchases must be "repeat" or "all"; received "first"]`,
    );
  });
});
