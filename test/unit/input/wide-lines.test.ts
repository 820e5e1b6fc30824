import { describe, expect, it } from "vitest";
import { ledgerFromColumns } from "../../../src/index.js";

/** Around the ends of 32 bits, of the days that fit beside a customer, and of all days. */
const AMOUNTS = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 40, -1, -(2 ** 31), -(2 ** 31) - 1, -(2 ** 40)];
const DAYS = [-719_162, -524_289, -524_288, -524_287, -1, 0, 20_000, 524_285, 524_286, 524_287, 524_288, 2_932_896];

describe("lines of a ledger", () => {
  it("hold amounts and days of any size, of many customers, in the order of the days", () => {
    const rows = AMOUNTS.flatMap((amount) => DAYS.map((day) => ({ amount, day })));
    const customers = 9000;
    const customer = Int32Array.from({ length: 3 * customers }, (_, i) => i % customers);
    const pick = (i: number): (typeof rows)[0] => rows[(i * 7919) % rows.length];
    const ledger = ledgerFromColumns(
      {
        customer,
        date: Int32Array.from(customer, (_, i) => pick(i).day),
        amount: Float64Array.from(customer, (_, i) => pick(i).amount),
      },
      { amountIn: "minor" },
    );
    for (let c = 0; c < customers; c++) {
      const own = [c, c + customers, c + 2 * customers].map(pick).sort((a, b) => a.day - b.day);
      const [start, end] = [ledger.offsets[c], ledger.offsets[c + 1]];
      expect(ledger.customers.id(c)).toBe(c);
      expect([...ledger.days.subarray(start, end)]).toEqual(own.map(({ day }) => day));
      expect([...ledger.amounts.subarray(start, end)]).toEqual(own.map(({ amount }) => amount));
    }
  });

  it("keep their order within a day where every one of them is large", () => {
    const amount = Float64Array.from({ length: 5000 }, (_, i) => 2 ** 31 + i);
    const customer = new Int32Array(5000).map((_, i) => i % 3);
    const { amounts } = ledgerFromColumns({ customer, date: new Int32Array(5000), amount }, { amountIn: "minor" });
    const expected = [0, 1, 2].flatMap((c) => [...amount].filter((_, i) => i % 3 === c));
    expect([...amounts]).toEqual(expected);
  });
});
