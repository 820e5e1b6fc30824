import { expect, it } from "vitest";
import { ledgerFromRows, type RfmUpdate, rfm, scoreRfm, segmentFlow, update } from "../../src/index.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const fields = {
  customer: "CustomerID",
  date: "InvoiceDate",
  amount: "UnitPrice",
  quantity: "Quantity",
  order: "InvoiceNo",
} as const;
const settings = { decimals: 3, timeZone: "Europe/London", onInvalid: "skip" } as const;
const lines = once(() => readCsv("uci-online-retail/online_retail_invoice_lines.csv.gz"));
const all = once(() => ledgerFromRows(lines(), { ...fields, ...settings }));

const ENDS = ["2011-06-30", "2011-08-31", "2011-10-31", "2011-12-31"];

/** A ledger for each stretch of days, up to each end. */
const stretches = once(() =>
  ENDS.map((end, i) => {
    const after = i === 0 ? "" : ENDS[i - 1];
    const own = lines().filter(({ InvoiceDate: at }) => at.slice(0, 10) > after && at.slice(0, 10) <= end);
    return ledgerFromRows(own, { ...fields, ...settings });
  }),
);

describeWithData("Online Retail, refunds included, in stretches of months", "uci-online-retail", () => {
  it.each([
    ["total", "orders"],
    ["mean", "orders"],
    ["total", "days"],
  ] as const)("has everybody's %s by %s as a ledger of it all has it", (monetary, frequency) => {
    const [known, ...others] = stretches();
    const base = rfm(known, { asOf: ENDS[0], monetary, frequency });
    let own: RfmUpdate | typeof base = base;
    for (const fresh of others) {
      own = update(own, fresh) as RfmUpdate;
      const expected = scoreRfm(all(), base.model, { asOf: own.asOf as string });
      const customers = [...expected];
      expect(customers.map(({ customer }) => (own as RfmUpdate).get(customer))).toEqual(customers);
      expect([...own].map(({ after }) => after)).toEqual([...own].map(({ customer }) => expected.get(customer)));
    }
    expect((own as RfmUpdate).asOf).toBe("2011-12-09");
  });

  it("gains whom a flow between two results gains", () => {
    const [known, fresh] = stretches();
    const base = rfm(known, { asOf: ENDS[0] });
    const later = update(base, fresh);
    const flow = segmentFlow(base, scoreRfm(all(), base.model, { asOf: later.asOf as string }));
    expect(later.gained).toBeGreaterThan(100);
    for (const { segment, gained } of flow.segments) expect(later.flow?.count(null, segment)).toBe(gained);
    for (const { customer, from } of later) expect(from).toBe(flow.previous(customer) ?? null);
  });
});
