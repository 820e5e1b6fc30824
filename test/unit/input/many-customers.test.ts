import { describe, expect, it } from "vitest";
import { ledgerFromColumns, ledgerFromRows, ledgerFromStream } from "../../../src/index.js";

const ROWS = 60_000;
const CUSTOMERS = 13_000;

/** Orders of many customers in no order: whole days and amounts, two thirds of them in the first half of the ids. */
const orders = (() => {
  let seed = 3;
  const next = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  return Array.from({ length: ROWS }, (_, i) => ({
    customer: Math.floor(next() ** 1.6 * CUSTOMERS) * 3 - 5_000,
    day: 20_000 + Math.floor(next() * 300),
    amount: Math.floor(next() * 1e6),
    order: `o${Math.floor(i / 3) + Math.floor(next() * 2)}`,
  }));
})();

/** Customers in first-seen order, each with its entries by day, those of one day as they came. */
function naive() {
  const entriesOf = new Map<number, typeof orders>();
  for (const order of orders) {
    const own = entriesOf.get(order.customer);
    if (own === undefined) entriesOf.set(order.customer, [order]);
    else own.push(order);
  }
  const entries = Array.from(entriesOf.values(), (own) => own.sort((a, b) => a.day - b.day));
  return { customers: [...entriesOf.keys()], entries };
}

const columnsOf = (from: number, to: number) => ({
  customer: Int32Array.from(orders.slice(from, to), ({ customer }) => customer),
  date: Int32Array.from(orders.slice(from, to), ({ day }) => day),
  amount: Float64Array.from(orders.slice(from, to), ({ amount }) => amount),
});

function* chunks(...cuts: readonly number[]) {
  for (let i = 0; i + 1 < cuts.length; i++) yield columnsOf(cuts[i], cuts[i + 1]);
}

describe("a ledger of many customers", () => {
  const expected = naive();
  const ledger = ledgerFromColumns(columnsOf(0, ROWS), { amountIn: "minor" });

  it("has each customer's lines together, by day, in the order in which customers came", () => {
    expect(ledger.customers.size).toBe(expected.customers.length);
    expect(Array.from(expected.customers, (_, code) => ledger.customers.id(code))).toEqual(expected.customers);
    expect(expected.customers.every((id, code) => ledger.customers.find(id) === code)).toBe(true);
    expect([...ledger.days]).toEqual(expected.entries.flat().map(({ day }) => day));
    expect([...ledger.amounts]).toEqual(expected.entries.flat().map(({ amount }) => amount));
    expect([...ledger.offsets.subarray(1)]).toEqual(
      expected.entries.map(
        (
          (end) => (entries) =>
            (end += entries.length)
        )(0),
      ),
    );
  });

  it("does not know ids within and around the range that nobody has", () => {
    const known = new Set(expected.customers);
    for (let id = -6_000; id < CUSTOMERS * 3; id += 7) {
      expect(ledger.customers.find(id) >= 0).toBe(known.has(id));
    }
  });

  it("is the same from chunks whose ids have other ranges", async () => {
    const streamed = await ledgerFromStream(chunks(0, 10, 3_000, 3_001, 40_000, ROWS), { amountIn: "minor" });
    expect(streamed.days).toEqual(ledger.days);
    expect(streamed.amounts).toEqual(ledger.amounts);
    expect(streamed.offsets).toEqual(ledger.offsets);
    expect(expected.customers.every((id, code) => streamed.customers.find(id) === code)).toBe(true);
  });

  it("is the same from rows, with text for ids", () => {
    const rows = orders.map((row) => ({ ...row, customer: `C${row.customer}`, date: row.day * 86_400_000 }));
    const fromRows = ledgerFromRows(rows, { customer: "customer", date: "date", amount: "amount", amountIn: "minor" });
    expect(fromRows.days).toEqual(ledger.days);
    expect(fromRows.amounts).toEqual(ledger.amounts);
    expect(Array.from(expected.customers, (_, code) => fromRows.customers.id(code))).toEqual(
      expected.customers.map((id) => `C${id}`),
    );
  });

  it("merges the lines of an order", () => {
    const rows = orders.map((row) => ({ ...row, order: `${row.customer}/${row.order}`, date: row.day * 86_400_000 }));
    const fields = { customer: "customer", date: "date", amount: "amount", order: "order", amountIn: "minor" } as const;
    const merged = ledgerFromRows(rows, fields);
    const entries = new Set(rows.map(({ order, day }) => `${order}/${day}`));
    expect(merged.days.length).toBe(entries.size);
    expect(merged.diagnostics.mergedLines).toBe(ROWS - entries.size);
    expect(merged.amounts.reduce((sum, amount) => sum + amount, 0)).toBe(
      orders.reduce((sum, { amount }) => sum + amount, 0),
    );
  });
});
