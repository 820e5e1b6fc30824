import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CustomerId, ledgerFromRows, rfm, scoreRfm } from "../../src/index.js";

const ids: fc.Arbitrary<CustomerId> = fc.constantFrom<CustomerId[]>(
  "a",
  "b",
  "1",
  1,
  2,
  1n,
  "__proto__",
  "constructor",
);
const lines = fc.array(
  fc.record({ c: ids, day: fc.integer({ min: 0, max: 30 }), amount: fc.integer({ min: -3, max: 9 }) }),
  { maxLength: 25 },
);
const FIELDS = { customer: "c", date: "d", amount: "amount" } as const;

const rowsOf = (all: readonly { c: CustomerId; day: number; amount: number }[]) =>
  all.map((line) => ({ ...line, d: new Date(line.day * 864e5) }));

describe("customers who never bought", () => {
  it("are those of the list without a purchase up to asOf, whatever the window, each once and in the order of the list", () => {
    fc.assert(
      fc.property(
        lines,
        fc.array(ids),
        fc.integer({ min: 0, max: 30 }),
        fc.option(fc.integer({ min: 1, max: 20 })),
        (all, list, day, window) => {
          const asOf = new Date(day * 864e5);
          const result = rfm(rowsOf(all), { ...FIELDS, asOf, customers: list, ...(window === null ? {} : { window }) });
          const buyers = new Set(all.filter((line) => line.amount >= 0 && line.day <= day).map((line) => line.c));
          expect(result.neverBought).toEqual([...new Set(list)].filter((id) => !buyers.has(id)));
          expect(result.neverBought?.some((id) => result.get(id) !== undefined)).toBe(false);
        },
      ),
    );
  });

  it("are the same from a ledger, a table and a model, and known by text where ids are", () => {
    const ledger = ledgerFromRows(rowsOf([{ c: 1, day: 1, amount: 5 }]), { ...FIELDS, customerIds: "text" });
    const customers = ["1", 1n, 2, "2", "3"];
    const result = rfm(ledger, { customers });
    expect(result.neverBought).toEqual(["2", "3"]);
    expect(rfm(result.table, { customers }).neverBought).toEqual(["2", "3"]);
    expect(scoreRfm(ledger, result.model, { customers }).neverBought).toEqual(["2", "3"]);
    expect(rfm(ledger).neverBought).toBeNull();
  });

  it.each([["abc"], [5], [null], [[null]], [[""]], [[{}]]])("refuse the list %j", (customers) => {
    const ledger = ledgerFromRows(rowsOf([]), FIELDS);
    expect(() => rfm(ledger, { customers: customers as never })).toThrow(/rfm: options.customers(\[0\])? must be/);
  });
});
