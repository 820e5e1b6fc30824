import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerFromRows, type MeasureOptions, measureRfm, type RfmTable } from "../../src/index.js";
import { type Line, type Measures, measures, orders, refundPolicy } from "./arbitrary-orders.js";
import { type BruteOptions, keyOf, measureByBruteForce, rowsOf, sumOf } from "./brute-force.js";
import { ALL_FIELDS, rowOf } from "./forms.js";

const MS_PER_DAY = 86_400_000;

/** The options as the library takes them: a day as epoch milliseconds. */
function measureOptions({ asOf, ...rest }: Measures): MeasureOptions {
  return { ...rest, ...(asOf === undefined ? {} : { asOf: asOf * MS_PER_DAY }) };
}

function tableOf(lines: readonly Line[], { refunds, byOrder, ...rest }: BruteOptions): RfmTable {
  const { order, ...fields } = ALL_FIELDS;
  const ledger = ledgerFromRows(lines.map(rowOf), { ...fields, ...(byOrder && order ? { order } : {}), refunds });
  return measureRfm(ledger, measureOptions(rest));
}

const anyMeasure = fc
  .record({ measures: measures(), refunds: refundPolicy, byOrder: fc.boolean() })
  .map(({ measures, ...rest }) => ({ ...measures, ...rest }));

describe("recency, frequency and monetary", () => {
  it("are those of the definitions, for every measure, window, asOf and refund policy", () => {
    fc.assert(
      fc.property(orders(), anyMeasure, (lines, options) => {
        const table = tableOf(lines, options);
        const expected = measureByBruteForce(lines, options);
        expect(table.asOf).toBe(expected.asOf);
        expect(rowsOf(table)).toEqual(expected.customers);
      }),
      { numRuns: 5 * (fc.readConfigureGlobal()?.numRuns ?? 100) },
    );
  });

  it("are those of the definitions for one customer with hundreds of lines", () => {
    const line = fc.record({
      customer: fc.constant("only"),
      order: fc.integer({ min: 0, max: 150 }),
      day: fc.integer({ min: 20_000, max: 20_200 }),
      minor: fc.integer({ min: -200, max: 1000 }),
      status: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 200, maxLength: 400, size: "max" }), anyMeasure, (lines, options) => {
        expect(rowsOf(tableOf(lines, options))).toEqual(measureByBruteForce(lines, options).customers);
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal()?.numRuns ?? 100) / 4) },
    );
  });

  it("account for every customer, every entry and all money, as an independent BigInt sum has it", () => {
    fc.assert(
      fc.property(orders(), anyMeasure, (lines, options) => {
        const table = tableOf(lines, options);
        const expected = measureByBruteForce(lines, options);
        // Without any order there is no asOf, and nothing is measured.
        fc.pre(expected.asOf !== null);
        const { counted, beforeWindow, afterAsOf, withoutOrders } = table.diagnostics;
        expect({ counted, beforeWindow, afterAsOf }).toEqual(expected.entries);
        expect(withoutOrders.customers).toBe(expected.withoutOrders.customers);
        expect(withoutOrders.amount).toBe(Number(expected.withoutOrders.amount));
        expect(sumOf(table.revenue as Float64Array) + expected.withoutOrders.amount).toBe(expected.total);
      }),
    );
  });
});

describe("the rows", () => {
  it("are each accounted for once, whatever is wrong with them", () => {
    fc.assert(
      fc.property(orders(), refundPolicy, (lines, refunds) => {
        const d = ledgerFromRows(lines.map(rowOf), { ...ALL_FIELDS, refunds }).diagnostics;
        const { placed, refunded, cancelled } = d.notPaid;
        expect(d.rows).toBe(lines.length);
        expect(d.purchases + d.refunds + d.ignoredRefunds + placed + refunded + cancelled + d.invalidRows).toBe(d.rows);
        const paid = lines.filter(({ status }) => status === null || status === "paid");
        const count = (holds: (line: Line) => boolean): number => paid.filter(holds).length;
        expect([d.purchases, d.zeroAmounts]).toEqual([count((l) => l.minor >= 0), count((l) => l.minor === 0)]);
        const negative = count((l) => l.minor < 0);
        const expected = { net: [negative, 0, 0], ignore: [0, negative, 0], error: [0, 0, negative] }[refunds];
        expect([d.refunds, d.ignoredRefunds, d.invalidRows]).toEqual(expected);
        expect([placed, refunded, cancelled]).toEqual(
          ["placed", "refunded", "cancelled"].map((word) => lines.filter(({ status }) => status === word).length),
        );
      }),
    );
  });

  it("become entries by order, day and sign, with the rest counted as merged", () => {
    fc.assert(
      fc.property(orders(), (lines) => {
        const ledger = ledgerFromRows(lines.map(rowOf), ALL_FIELDS);
        const paid = lines.filter(({ status }) => status === null || status === "paid");
        const keys = new Set(paid.map((l) => [keyOf(l.customer), keyOf(l.order), l.day, l.minor < 0].join("\n")));
        expect(ledger.days.length).toBe(keys.size);
        expect(ledger.diagnostics.mergedLines).toBe(paid.length - keys.size);
        const owners = new Map<string, Set<string>>();
        for (const { order, customer } of paid) {
          owners.set(keyOf(order), (owners.get(keyOf(order)) ?? new Set()).add(keyOf(customer)));
        }
        const shared = [...owners.values()].filter((customers) => customers.size > 1).length;
        expect(ledger.diagnostics.sharedOrders.count).toBe(shared);
      }),
    );
  });
});
