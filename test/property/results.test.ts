import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinsOption,
  defineSegments,
  formatDay,
  ledgerFromColumns,
  ledgerFromRows,
  ledgerFromStream,
  measureRfm,
  quantiles,
  type RfmDiagnostics,
  type RfmOptions,
  type RfmResult,
  rfm,
  rRfm,
  type SegmentMap,
  scoreRfm,
  tableFromCustomers,
  thresholds,
  type Warning,
} from "../../src/index.js";
import { type Line, type Measures, measures, orders, refundPolicy } from "./arbitrary-orders.js";
import { fractionOfDecimal, keyOf, sumOf } from "./brute-force.js";
import { ALL_FIELDS, columnsOf, type Row, resultContent, rowOf, SETTINGS } from "./forms.js";

const bins = fc.constantFrom<BinsOption>(quantiles(5), quantiles(3), rRfm(4), {
  recency: thresholds([30, 90]),
  frequency: quantiles(2),
  monetary: quantiles(12),
});

/** Segments by predicate, of any shape. */
function segmentsOf(given: BinsOption): SegmentMap<"high" | "low"> {
  const of = "method" in given ? [given, given, given] : [given.recency, given.frequency, given.monetary];
  return defineSegments(
    [
      { id: "high", where: ({ r, f, m }) => r + f + m > 5 },
      { id: "low", where: ({ r, f, m }) => r + f + m <= 5 },
    ],
    { shape: [of[0].bins, of[1].bins, of[2].bins] },
  );
}

const anyOptions = fc.record({ bins, measures: measures(), refunds: refundPolicy }).map((chosen) => ({
  bins: chosen.bins,
  segments: segmentsOf(chosen.bins),
  refunds: chosen.refunds,
  ...measureOptions(chosen.measures),
}));

function measureOptions({ asOf, ...rest }: Measures, shift = 0): Pick<RfmOptions<Row>, "asOf" | keyof Measures> {
  return { ...rest, ...(asOf === undefined ? {} : { asOf: formatDay(asOf + shift) }) };
}

function resultOf(lines: readonly Line[], options: typeof anyOptions extends fc.Arbitrary<infer O> ? O : never) {
  return rfm(lines.map(rowOf), { ...ALL_FIELDS, ...options }) as RfmResult<"high" | "low">;
}

describe("a result", () => {
  it("says the same as columns, as rows one after the other, and by id", () => {
    fc.assert(
      fc.property(orders(), anyOptions, (lines, options) => {
        const result = resultOf(lines, options);
        const { columns } = result;
        const rows = [...result];
        expect(rows.length).toBe(result.size);
        const { segments } = result.model.segments;
        const fromColumns = columns.customer.map((customer, i) => ({
          customer,
          recency: columns.recency[i],
          frequency: columns.frequency[i],
          monetary: columns.monetary[i],
          r: columns.r[i],
          f: columns.f[i],
          m: columns.m[i],
          segment: segments[columns.segment[i]].id,
        }));
        expect(rows.map(({ cell: _, ...row }) => row)).toEqual(fromColumns);
        for (const row of rows) expect(result.get(row.customer)).toEqual(row);
        for (const column of Object.values(columns)) expect(column.length).toBe(result.size);
        expect(result.columns).toBe(columns);
      }),
    );
  });

  it("has no customer who is unknown, or known by another type, or without an order", () => {
    fc.assert(
      fc.property(orders(), anyOptions, (lines, options) => {
        const result = resultOf(lines, options);
        const keys = new Set([...result].map(({ customer }) => keyOf(customer)));
        const all = [
          ...lines.map(({ customer }) => customer),
          "nobody",
          "__proto__",
          "hasOwnProperty",
          404,
          404n,
          "",
          0,
          1,
          1n,
          "1",
        ];
        for (const id of all) expect(result.get(id) !== undefined).toBe(keys.has(keyOf(id)));
      }),
    );
  });

  it("lists the customers in the order in which they were first seen", () => {
    fc.assert(
      fc.property(orders(), anyOptions, (lines, options) => {
        const seen = [...new Set(lines.map(({ customer }) => keyOf(customer)))];
        const listed = [...resultOf(lines, options)].map(({ customer }) => keyOf(customer));
        const kept = new Set(listed);
        expect(listed).toEqual(seen.filter((key) => kept.has(key)));
      }),
    );
  });

  it("puts every customer into one segment, by the cell, and the summary adds up to all customers and all money", () => {
    fc.assert(
      fc.property(orders(), anyOptions, (lines, options) => {
        const result = resultOf(lines, options);
        const cells = new Map(
          result.model.segments.segments.flatMap(({ id, cells }) => cells.map((cell) => [cell, id] as const)),
        );
        for (const { cell, segment } of result) expect(cells.get(cell)).toBe(segment);
        const summary = result.summary();
        expect(summary.reduce((sum, { customers }) => sum + customers, 0)).toBe(result.size);
        const revenue = result.table.revenue as Float64Array;
        summary.forEach((row, s) => {
          const members = [...revenue.keys()].filter((i) => result.columns.segment[i] === s);
          expect(row.customers).toBe(members.length);
          expect(row.share).toBe(result.size === 0 ? 0 : members.length / result.size);
          expect(row.revenue).toBe(Number(sumOf(members.map((i) => revenue[i]))) / result.table.monetaryScale);
          for (const dimension of ["recency", "frequency", "monetary"] as const) {
            const values = members.map((i) => result.columns[dimension][i]).sort((a, b) => a - b);
            const { mean, median } = row[dimension];
            if (members.length === 0) expect([mean, median]).toEqual([null, null]);
            else {
              expect(near(mean, values.reduce((a, b) => a + b, 0) / values.length, values)).toBe(true);
              expect(near(median, (values[(values.length - 1) >> 1] + values[values.length >> 1]) / 2, values)).toBe(
                true,
              );
            }
          }
        });
        const shares = summary.map(({ revenueShare }) => revenueShare);
        if (sumOf(revenue) > 0n) {
          expect(
            near(
              shares.reduce((a: number, b) => a + Number(b), 0),
              1,
              shares.map(Number),
            ),
          ).toBe(true);
        } else expect(shares.every((share) => share === null)).toBe(true);
      }),
    );
  });

  it("has money in major units that is the minor units divided once", () => {
    fc.assert(
      fc.property(orders(), anyOptions, (lines, options) => {
        const { table, columns } = resultOf(lines, options);
        columns.monetary.forEach((value, i) => {
          expect(value).toBe(table.monetary[i] / table.monetaryScale);
          const { num, den } = fractionOfDecimal(value);
          if (Math.abs(table.monetary[i]) < 2 ** 50) expect(num * 100n).toBe(BigInt(table.monetary[i]) * den);
        });
      }),
    );
  });

  it("is the same from rows, a ledger, a table, and the functions one by one", () => {
    fc.assert(
      fc.property(orders(), measures(), bins, (lines, chosen, given) => {
        const options = { bins: given, segments: segmentsOf(given) };
        const measured = measureOptions(chosen);
        const ledger = ledgerFromRows(lines.map(rowOf), ALL_FIELDS);
        const expected = rfm(lines.map(rowOf), { ...ALL_FIELDS, ...measured, ...options });
        for (const other of [
          rfm(ledger, { ...measured, ...options }),
          rfm(measureRfm(ledger, measured), options),
          scoreRfm(ledger, expected.model, chosen.asOf === undefined ? {} : { asOf: formatDay(chosen.asOf) }),
        ]) {
          expect([...other]).toEqual([...expected]);
          expect(resultContent(other)).toEqual(resultContent(expected));
        }
      }),
    );
  });

  it("does not change when all days and asOf move by the same number of days", () => {
    fc.assert(
      fc.property(
        orders({ extremeDays: false }),
        measures(),
        bins,
        refundPolicy,
        fc.integer({ min: -700_000, max: 2_000_000 }),
        (lines, chosen, given, refunds, shift) => {
          const at = (by: number): RfmResult<"high" | "low"> =>
            rfm(
              lines.map((line) => rowOf({ ...line, day: line.day + by })),
              {
                ...ALL_FIELDS,
                ...measureOptions(chosen, by),
                bins: given,
                segments: segmentsOf(given),
                refunds,
              },
            );
          const [still, moved] = [at(0), at(shift)];
          expect([...moved]).toEqual([...still]);
          expect(moved.summary()).toEqual(still.summary());
          expect(moved.model.bins).toEqual(still.model.bins);
          expect(timeless(moved.diagnostics)).toEqual(timeless(still.diagnostics));
        },
      ),
    );
  });
});

/** What was found, but for the word about orders of the 1970s, which is about the calendar itself. */
function timeless({ ledger, warnings, ...rest }: RfmDiagnostics): object {
  const others = (all: readonly Warning[]): Warning[] =>
    all
      .filter(({ code }) => code !== "EARLY_DATES")
      .map((warning) => ({ ...warning, message: warning.message.replace(/[+-]?\d+-\d\d-\d\d/g, "a day") }));
  return { ...rest, warnings: others(warnings), ledger: { ...ledger, warnings: others(ledger?.warnings ?? []) } };
}

describe("the input", () => {
  it("is never changed: frozen rows and options", async () => {
    await fc.assert(
      fc.asyncProperty(orders(), anyOptions, async (lines, options) => {
        const rows = deepFreeze(lines.map(rowOf));
        const all = deepFreeze({ ...ALL_FIELDS, ...options });
        const { model } = rfm(rows, all);
        const { bins: _, segments: __, window: ___, frequency: ____, monetary: _____, ...again } = all;
        scoreRfm(rows, deepFreeze(model), deepFreeze(again));
        await ledgerFromStream(rows, ALL_FIELDS);
        tableFromCustomers(
          deepFreeze(lines.map(({ customer, minor }) => ({ customer, days: 3, orders: 2, minor }))),
          deepFreeze({
            customer: "customer",
            recency: "days",
            frequency: "orders",
            monetary: "minor",
            amountIn: "minor",
            onInvalid: "skip",
          } as const),
        );
      }),
    );
  });

  it("is never changed: columns, ledgers and tables", () => {
    fc.assert(
      fc.property(orders(), anyOptions, fc.infiniteStream(fc.nat({ max: 100 })), (lines, options, stream) => {
        const columns = columnsOf(lines, () => stream.next().value);
        const beforeColumns = structuredClone(columns);
        const ledger = ledgerFromColumns(Object.freeze(columns), { ...SETTINGS, refunds: options.refunds });
        expect(columns).toEqual(beforeColumns);
        const { bins: given, segments, refunds: _, ...measured } = options;
        const snapshot = (): unknown =>
          structuredClone([ledger.offsets, ledger.days, ledger.amounts, ledger.links, ledger.diagnostics]);
        const beforeLedger = snapshot();
        const table = measureRfm(ledger, measured);
        const columnsOfTable = (): unknown =>
          structuredClone([table.codes, table.recency, table.frequency, table.monetary, table.revenue]);
        const beforeTable = columnsOfTable();
        const result = rfm(table, { bins: given, segments });
        const beforeModel = structuredClone(result.model);
        result.summary();
        void result.columns;
        scoreRfm(table, result.model);
        expect(columnsOfTable()).toEqual(beforeTable);
        expect(snapshot()).toEqual(beforeLedger);
        expect(result.model).toEqual(beforeModel);
      }),
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

/** Equal up to the rounding of doubles of the size of the largest. */
function near(actual: number | null, expected: number, of: readonly number[]): boolean {
  const size = of.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return actual !== null && Math.abs(actual - expected) <= 1e-12 * size * Math.max(of.length, 1);
}
