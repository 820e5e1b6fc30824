import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AccumulatedTables,
  type Accumulator,
  accumulate,
  type CustomerId,
  formatDay,
  ledgerFromRows,
  measureRfm,
  type OrderSettings,
  type RfmTable,
  restoreAccumulator,
  rfm,
  scoreRfm,
} from "../../src/index.js";
import { type DirtyLine, dirtyOrders, type Line, orders, refundPolicy } from "./arbitrary-orders.js";

const MS_PER_DAY = 86_400_000;
const FIELDS = { customer: "c", date: "d", amount: "a", status: "s" } as const;

interface Row {
  readonly c: CustomerId | null;
  readonly d: number | string;
  readonly a: number;
  readonly s: "paid" | "placed" | "refunded" | "cancelled" | null;
}

const rowOf = ({ customer, day, minor, status }: DirtyLine): Row => ({
  c: customer,
  d: day === null ? "?" : day * MS_PER_DAY,
  a: minor,
  s: status as Row["s"],
});

/** How a chunk of rows is handed over. */
const form = fc.constantFrom("rows", "one by one", "columns", "numbers", "plain", "restored");
type Form = "rows" | "one by one" | "columns" | "numbers" | "plain" | "restored";

function add(to: Accumulator, rows: readonly Row[], how: Form, settings: OrderSettings): Accumulator {
  const { amountIn, onInvalid } = settings;
  if (how === "restored") return restoreAccumulator(to.snapshot(), { amountIn, onInvalid }).addRows(rows, FIELDS);
  if (how === "one by one") {
    for (const row of rows) to.addRows([row], FIELDS);
    return to;
  }
  const ids = rows.map(({ c }) => c);
  const areInts = how === "numbers" && ids.every((id) => typeof id === "number" && (id | 0) === id);
  if (how === "plain" && areAllPlain(rows)) {
    return to.addColumns({
      customer: Int32Array.from(ids as number[]),
      date: Int32Array.from(rows, ({ d }) => (d as number) / MS_PER_DAY),
      amount: Float64Array.from(rows, ({ a }) => a),
    });
  }
  if (how === "rows" || rows.some(({ d }) => typeof d === "string")) return to.addRows(rows, FIELDS);
  return to.addColumns({
    customer: areInts ? Int32Array.from(ids as number[]) : ids,
    date: Float64Array.from(rows, ({ d }) => d as number),
    amount: Float64Array.from(rows, ({ a }) => a),
    status: rows.map(({ s }) => s),
  });
}

/** Whether rows fit the columns that need no block: int32 ids, days and amounts, and no status but paid. */
function areAllPlain(rows: readonly Row[]): boolean {
  return rows.every(
    ({ c, d, s }) => typeof c === "number" && (c | 0) === c && typeof d === "number" && (s === null || s === "paid"),
  );
}

/** Rows cut into chunks, and into which of a few accumulators each of them goes. */
function dealt<T>(lines: readonly T[]): fc.Arbitrary<{ chunk: T[]; to: number; how: Form }[]> {
  return fc
    .array(fc.record({ size: fc.integer({ min: 0, max: 20 }), to: fc.integer({ min: 0, max: 3 }), how: form }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((cuts) => {
      let at = 0;
      return cuts.map(({ size, to, how }, i) => {
        const chunk = lines.slice(at, i === cuts.length - 1 ? lines.length : at + size);
        at += chunk.length;
        return { chunk, to, how };
      });
    });
}

function filled(
  chunks: readonly { chunk: readonly Row[]; to: number; how: Form }[],
  settings: OrderSettings,
): Accumulator[] {
  const all = [0, 1, 2, 3].map(() => accumulate(settings));
  for (const { chunk, to, how } of chunks) all[to] = add(all[to], chunk, how, settings);
  return all;
}

/** A table by customer, free of the order of its rows. */
function byCustomer(table: RfmTable): Map<CustomerId, number[]> {
  const { codes, customers, recency, frequency, monetary, revenue } = table;
  return new Map(
    Array.from(codes, (code, i) => [
      customers.id(code),
      [recency[i], frequency[i], monetary[i], (revenue as Float64Array)[i]],
    ]),
  );
}

/** What {@link Accumulator.tables} gives are the customers of the table, cut into pieces. */
function expectTables(sums: Accumulator, table: RfmTable, options: AccumulatedTables): void {
  expectAscendingIds(table);
  for (const most of [1, 3, undefined]) {
    const tables = [...sums.tables({ ...options, most })];
    expect(new Map(tables.flatMap((piece) => [...byCustomer(piece)]))).toEqual(byCustomer(table));
    expect(tables.reduce((sum, { size }) => sum + size, 0)).toBe(table.size);
    const without = tables.map(({ diagnostics }) => diagnostics.withoutOrders);
    const { withoutOrders, ...counts } = table.diagnostics;
    expect(without.reduce((sum, { customers }) => sum + customers, 0)).toBe(withoutOrders.customers);
    expect(without.reduce((sum, { amount }) => sum + amount, 0)).toBe(withoutOrders.amount);
    for (const { diagnostics, measure, asOf } of tables) {
      expect({ ...diagnostics, withoutOrders: null }).toEqual({ ...counts, withoutOrders: null });
      expect([measure, asOf]).toEqual([table.measure, table.asOf]);
    }
  }
}

/** Integer ids come first and ascend, those without orders included. */
function expectAscendingIds({ customers }: RfmTable): void {
  if (customers.byText) return;
  const ids = Array.from({ length: customers.size }, (_, code) => customers.id(code));
  const ints = ids.filter((id) => typeof id === "number" && id === (id | 0));
  expect(ids.slice(0, ints.length)).toEqual([...ints].sort((a, b) => Number(a) - Number(b)));
}

const dealtOrders = orders().chain((lines) => fc.tuple(fc.constant(lines), dealt(lines.map(rowOf))));

describe("an accumulator", () => {
  it("measures what a ledger of the same rows does, however they come and are merged", () => {
    const measures = fc.record(
      {
        later: fc.integer({ min: 0, max: 40 }),
        frequency: fc.oneof(
          fc.constant("orders" as const),
          fc.record({ of: fc.constant("orders" as const), per: fc.constantFrom(1, 7, 30) }),
        ),
        monetary: fc.constantFrom("total" as const, "mean" as const),
      },
      { requiredKeys: [] },
    );
    const ids = fc.constantFrom("exact" as const, "text" as const);
    fc.assert(
      fc.property(dealtOrders, refundPolicy, measures, ids, ([lines, chunks], refunds, measure, customerIds) => {
        const settings = { refunds, customerIds, amountIn: "minor", onInvalid: "skip" } as const;
        const ledger = ledgerFromRows(lines.map(rowOf), { ...settings, ...FIELDS });
        const { later, ...what } = measure;
        const asOf =
          later === undefined || ledger.lastOrderDay === null
            ? {}
            : { asOf: formatDay(Math.min(2_932_896, ledger.lastOrderDay + later)) };
        const expected = measureRfm(ledger, { ...what, ...asOf });
        const [first, ...others] = filled(chunks, settings);
        for (const other of others) first.merge(other);
        const table = first.table({ ...what, ...asOf });
        expect(byCustomer(table)).toEqual(byCustomer(expected));
        expect(table.asOf).toBe(expected.asOf);
        expect(table.measure).toEqual(expected.measure);
        expect(table.frequencyScale).toBe(expected.frequencyScale);
        expect(table.monetaryScale).toBe(expected.monetaryScale);
        const { withoutOrders, ledger: account, warnings, ...counts } = table.diagnostics;
        const { withoutOrders: without, ledger: rows, warnings: words, ...others2 } = expected.diagnostics;
        expect(counts).toEqual(others2);
        expect(withoutOrders.amount).toBe(without.amount + 0);
        const { customersByIdType, warnings: own, invalid, ...accounted } = account as NonNullable<typeof account>;
        const {
          customersByIdType: types,
          warnings: theirs,
          invalid: faults,
          ...kept
        } = rows as NonNullable<typeof rows>;
        expect(accounted).toEqual(kept);
        expect(Object.keys(invalid)).toEqual(Object.keys(faults));
        // Customers without a kept row are known to a ledger only.
        const late = (code: string): boolean => code === "REFUNDS_AFTER_AS_OF";
        expect(warnings.filter(({ code }) => late(code))).toEqual(words.filter(({ code }) => late(code)));
        expectTables(first, table, { ...what, ...asOf });
        for (const [id] of byCustomer(table)) {
          expect(table.customers.id(table.customers.find(id))).toBe(id);
        }
        expect(table.customers.find("nobody at all")).toBe(-1);
      }),
    );
  });

  it("counts the faults that a ledger counts", () => {
    const dealtDirt = dirtyOrders().chain((lines) => fc.tuple(fc.constant(lines), dealt(lines.map(rowOf))));
    fc.assert(
      fc.property(dealtDirt, refundPolicy, ([lines, chunks], refunds) => {
        const settings = { refunds, amountIn: "minor", onInvalid: "skip" } as const;
        const expected = ledgerFromRows(lines.map(rowOf), { ...settings, ...FIELDS }).diagnostics;
        const one = accumulate(settings);
        for (const { chunk, how } of chunks) add(one, chunk, how === "restored" ? "rows" : how, settings);
        const { invalid, invalidRows, rows } = one.table().diagnostics.ledger as NonNullable<
          RfmTable["diagnostics"]["ledger"]
        >;
        expect({ invalid, invalidRows, rows }).toEqual({
          invalid: expected.invalid,
          invalidRows: expected.invalidRows,
          rows: expected.rows,
        });
        expect(one.rows).toBe(lines.length);
      }),
    );
  });

  it("merges in any order and grouping to the same bytes and the same order of customers", () => {
    const settings = { amountIn: "minor", onInvalid: "skip" } as const;
    fc.assert(
      fc.property(dealtOrders, refundPolicy, fc.infiniteStream(fc.nat()), ([, chunks], refunds, random) => {
        const make = (): Accumulator[] => filled(chunks, { ...settings, refunds });
        const [a, b, c, d] = make();
        const left = a.merge(b).merge(c).merge(d);
        // A random tree over copies.
        const pool = make();
        while (pool.length > 1) {
          const [x] = pool.splice((random.next().value as number) % pool.length, 1);
          const at = (random.next().value as number) % pool.length;
          pool[at] = x.merge(pool[at]);
        }
        expect(pool[0].snapshot()).toEqual(left.snapshot());
        const ids = (table: RfmTable): CustomerId[] => Array.from(table.codes, (code) => table.customers.id(code));
        expect(ids(pool[0].table())).toEqual(ids(left.table()));
        expect(pool[0].table().diagnostics).toEqual(left.table().diagnostics);
        const before = left.snapshot();
        expect(left.merge(accumulate({ ...settings, refunds })).snapshot()).toEqual(before);
        expect(
          accumulate({ ...settings, refunds })
            .merge(left)
            .snapshot(),
        ).toEqual(before);
        const twice = restoreAccumulator(before).merge(restoreAccumulator(before)).snapshot();
        expect(left.merge(left).snapshot()).toEqual(twice);
      }),
    );
  });

  it("depends on the rows and not on their order", () => {
    const settings = { amountIn: "minor", onInvalid: "skip" } as const;
    const shuffled = orders().chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })),
    );
    fc.assert(
      fc.property(shuffled, refundPolicy, ([lines, others], refunds) => {
        const [a, b] = [lines, others].map((rows) =>
          accumulate({ ...settings, refunds }).addRows(
            (rows as Line[]).map(rowOf).filter(({ a: minor }) => refunds !== "error" || minor >= 0),
            FIELDS,
          ),
        );
        expect(b.snapshot()).toEqual(a.snapshot());
      }),
    );
  });

  it("comes back from a snapshot as it was, and goes on as if it had not gone", () => {
    const settings = { amountIn: "minor", onInvalid: "skip" } as const;
    fc.assert(
      fc.property(dealtOrders, orders(), ([, chunks], more) => {
        const [a] = filled(
          chunks.map((chunk) => ({ ...chunk, to: 0 })),
          settings,
        );
        const bytes = a.snapshot();
        const back = restoreAccumulator(bytes, settings);
        expect(back.snapshot()).toEqual(bytes);
        expect(back.rows).toBe(a.rows);
        expect(back.table().diagnostics).toEqual(a.table().diagnostics);
        const rows = more.map(rowOf);
        expect(back.addRows(rows, FIELDS).snapshot()).toEqual(a.addRows(rows, FIELDS).snapshot());
      }),
    );
  });

  it("gives a table that is scored as that of a ledger is", () => {
    const settings = { amountIn: "minor", onInvalid: "skip" } as const;
    fc.assert(
      fc.property(orders(), (lines) => {
        const rows = lines.map(rowOf);
        const ofLedger = rfm(ledgerFromRows(rows, { ...settings, ...FIELDS }));
        const table = accumulate(settings).addRows(rows, FIELDS).table();
        const own = rfm(table);
        expect(own.model).toEqual(ofLedger.model);
        expect(own.size).toBe(ofLedger.size);
        for (const customer of ofLedger) expect(own.get(customer.customer)).toEqual(customer);
        if (own.size > 0) expect([...scoreRfm(table, ofLedger.model)]).toEqual([...own]);
      }),
    );
  });
});
