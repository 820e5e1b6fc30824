import { expect, it } from "vitest";
import { ledgerFromRows, measureRfm, type RfmTable, rfm, rRfm, tableFromCustomers } from "../../src/index.js";
import { ascending, unitsOf } from "./exact.js";
import { byId, expectSame } from "./same.js";
import { describeWithData, once, readCsv } from "./shared-data.js";

const customers = once(() => readCsv("rfm-r/customers.csv.gz"));
const fields = { customer: "customer_id", frequency: "number_of_orders", monetary: "revenue" } as const;
const byDays = once(() => tableFromCustomers(customers(), { ...fields, recency: "recency_days" }));
const byDate = once(() =>
  tableFromCustomers(customers(), { ...fields, lastOrder: "most_recent_visit", asOf: "2007-01-01" }),
);

describeWithData("the 39,999 example customers of the R package rfm", "rfm-r", () => {
  it.each([
    ["days since the last order", byDays],
    ["the day of the last order", byDate],
  ])("keep their recency, frequency and monetary when given as %s", (_, table) => {
    expect(table().size).toBe(39_999);
    expect(table().diagnostics.customerRows).toMatchObject({
      rows: 39_999,
      used: 39_999,
      invalidRows: 0,
      roundedAmounts: 0,
    });
    expectSame(
      valuesOf(table()),
      byId(
        customers(),
        (row) => row["customer_id"],
        (row) => [Number(row["recency_days"]), Number(row["number_of_orders"]), unitsOf(row["revenue"], 2)],
      ),
    );
  });

  it("give the same as one order each, where frequency is left aside", () => {
    const ledger = ledgerFromRows(customers(), {
      customer: "customer_id",
      date: "most_recent_visit",
      amount: "revenue",
    });
    const table = measureRfm(ledger, { asOf: "2007-01-01" });
    expect(table.recency).toEqual(byDate().recency);
    expect(table.monetary).toEqual(byDate().monetary);
  });

  it("score under rRfm(5) as the R rule says in doubles, all values and a fifth of the quantiles being integers", () => {
    const result = rfm(byDays(), { bins: rRfm(5), segments: null });
    const columns = { r: "recency_days", f: "number_of_orders", m: "revenue" } as const;
    const expected = byId(
      customers(),
      (row) => row["customer_id"],
      () => [] as number[],
    );
    for (const [letter, column] of Object.entries(columns)) {
      const cuts = cutsInDoubles(customers().map((row) => Number(row[column])));
      for (const row of customers()) {
        const bin = 1 + cuts.filter((cut) => Number(row[column]) >= cut).length;
        expected.get(row["customer_id"])?.push(letter === "r" ? 6 - bin : bin);
      }
    }
    expectSame(
      byId(
        result,
        ({ customer }) => String(customer),
        ({ r, f, m }) => [r, f, m],
      ),
      expected,
    );
  });

  it("fill every score, and the sizes of the model add up to them", () => {
    const { bins } = rfm(byDays(), { segments: null }).model;
    for (const dimension of ["recency", "frequency", "monetary"] as const) {
      const { sizes } = bins[dimension];
      expect(sizes.reduce((a, b) => a + b)).toBe(39_999);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }
  });
});

function valuesOf(table: RfmTable): Map<string, readonly number[]> {
  return byId(
    Array.from(table.codes, (code, row) => ({ id: String(table.customers.id(code)), row })),
    ({ id }) => id,
    ({ row }) => [table.recency[row], table.frequency[row], table.monetary[row]],
  );
}

/** R's own arithmetic: `quantile(x, c(.2, .4, .6, .8)) + 1`. */
function cutsInDoubles(values: readonly number[]): number[] {
  const sorted = ascending(values);
  return [0.2, 0.4, 0.6, 0.8].map((p) => {
    const h = (sorted.length - 1) * p;
    const low = sorted[Math.floor(h)];
    return low + (h - Math.floor(h)) * (sorted[Math.ceil(h)] - low) + 1;
  });
}
