import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AccumulateOptions,
  type Accumulator,
  accumulate,
  type CustomerId,
  formatDay,
  type Ledger,
  ledgerFromRows,
  measureRfm,
  type RfmTable,
  restoreAccumulator,
  rfm,
} from "../../src/index.js";
import { type Line, orders, refundPolicy } from "./arbitrary-orders.js";

const MS_PER_DAY = 86_400_000;
const FIELDS = { customer: "c", date: "d", amount: "a", status: "s" } as const;
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
const LONGEST_WINDOW = 365_250;

const rowOf = ({ customer, day, minor, status }: Line) => ({ c: customer, d: day * MS_PER_DAY, a: minor, s: status });
type Row = ReturnType<typeof rowOf>;

/** A way to cut days into buckets, and the same in the words of the test: the first day of the bucket of a day. */
interface Cut {
  readonly buckets: NonNullable<AccumulateOptions["buckets"]>;
  readonly startOf: (day: number) => number;
}

const monthStart = (day: number): number => {
  const date = new Date(day * MS_PER_DAY);
  date.setUTCDate(1);
  return date.getTime() / MS_PER_DAY;
};

const cut: fc.Arbitrary<Cut> = fc.oneof(
  fc.constant<Cut>({ buckets: "month", startOf: monthStart }),
  // Day 4 was a Monday.
  fc.constant<Cut>({ buckets: "week", startOf: (day) => day - ((((day - 4) % 7) + 7) % 7) }),
  fc.tuple(fc.constantFrom(1, 2, 30, 91, 3660), fc.option(fc.integer({ min: -400, max: 30_000 }))).map(
    ([days, from]): Cut => ({
      buckets: from === null ? { days } : { days, from: formatDay(from) },
      startOf: (day) => day - ((((day - (from ?? 0)) % days) + days) % days),
    }),
  ),
);

/** The first days of the buckets of some days, and of those before and after them. */
function edgesOf(days: readonly number[], { startOf }: Cut): number[] {
  const edges = new Set<number>();
  for (const day of days) {
    const start = startOf(day);
    edges.add(start).add(startOf(start - 1));
    // No bucket is longer than so many days.
    let next = day;
    while (startOf(next) === start) next += next + 64 > LAST_DAY || startOf(next + 64) !== start ? 1 : 64;
    edges.add(next);
  }
  return [...edges].sort((a, b) => a - b);
}

type Entry = { readonly c: readonly Row[]; readonly to: number; readonly how: "rows" | "columns" | "restored" };

const dealt = (rows: readonly Row[]): fc.Arbitrary<Entry[]> =>
  fc
    .array(
      fc.record({
        size: fc.integer({ min: 0, max: 20 }),
        to: fc.integer({ min: 0, max: 2 }),
        how: fc.constantFrom("rows", "columns", "restored"),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((cuts) => {
      let at = 0;
      return cuts.map(({ size, to, how }, i) => {
        const c = rows.slice(at, i === cuts.length - 1 ? rows.length : at + size);
        at += c.length;
        return { c, to, how };
      });
    });

function add(to: Accumulator, rows: readonly Row[], how: Entry["how"]): Accumulator {
  if (how === "rows") return to.addRows(rows, FIELDS);
  if (how === "restored")
    return restoreAccumulator(to.snapshot(), { amountIn: "minor", onInvalid: "skip" }).addRows(rows, FIELDS);
  const ids = rows.map(({ c }) => c);
  const areInts = ids.every((id) => typeof id === "number" && (id | 0) === id);
  return to.addColumns({
    customer: areInts ? Int32Array.from(ids as number[]) : ids,
    date: Float64Array.from(rows, ({ d }) => d),
    amount: Float64Array.from(rows, ({ a }) => a),
    ...(rows.every(({ s }) => s === null || s === "paid") ? {} : { status: rows.map(({ s }) => s) }),
  });
}

const make = (chunks: readonly Entry[], options: AccumulateOptions): Accumulator[] => {
  const all = [0, 1, 2].map(() => accumulate(options));
  for (const { c, to, how } of chunks) all[to] = add(all[to], c, how);
  return all;
};

const idsOf = ({ customers }: RfmTable, codes: ArrayLike<number>): CustomerId[] =>
  Array.from(codes, (code) => customers.id(code));

/** All that a table says, free of the order of its customers, and of those without a kept row, whom only a ledger knows. */
function contentOf(table: RfmTable): unknown {
  const { recency, frequency, monetary, revenue, refundedAmounts } = table;
  const { counted, beforeWindow, afterAsOf, withoutOrders, warnings } = table.diagnostics;
  return {
    rows: new Map(
      idsOf(table, table.codes).map((id, i) => [
        id,
        [recency[i], frequency[i], monetary[i], (revenue as Float64Array)[i]],
      ]),
    ),
    older: new Set(idsOf(table, table.olderCodes)),
    refunded: new Map(idsOf(table, table.refundedCodes).map((id, i) => [id, refundedAmounts[i]])),
    asOf: table.asOf,
    measure: table.measure,
    counted,
    beforeWindow,
    afterAsOf,
    withoutAmount: withoutOrders.amount + 0,
    late: warnings.filter(({ code }) => code === "REFUNDS_AFTER_AS_OF"),
  };
}

/** How many customers have a purchase or refund on any day. */
function knownOf({ offsets }: Ledger): number {
  return offsets.reduce((sum, end, i) => sum + (i > 0 && end > offsets[i - 1] ? 1 : 0), 0);
}

const dealtOrders = orders().chain((lines) => fc.tuple(fc.constant(lines), dealt(lines.map(rowOf))));
const SETTINGS = { amountIn: "minor", onInvalid: "skip" } as const;

describe("an accumulator with buckets", () => {
  const measure = fc.record(
    {
      frequency: fc.record({ of: fc.constant("orders" as const), per: fc.constantFrom(1, 30) }),
      monetary: fc.constantFrom("total" as const, "mean" as const),
    },
    { requiredKeys: [] },
  );
  const ids = fc.constantFrom("exact" as const, "text" as const);

  it("measures every window between the edges of buckets as a ledger does", () => {
    const picks = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(
        dealtOrders,
        refundPolicy,
        cut,
        ids,
        measure,
        picks,
        ([lines, chunks], refunds, by, customerIds, what, pick) => {
          const settings = { ...SETTINGS, refunds, customerIds };
          const ledger = ledgerFromRows(lines.map(rowOf), { ...settings, ...FIELDS });
          const [sums, ...others] = make(chunks, { ...settings, buckets: by.buckets });
          for (const other of others) sums.merge(other);
          const last = ledger.lastOrderDay;
          expect(contentOf(sums.table(what))).toEqual(contentOf(measureRfm(ledger, what)));
          if (last === null) return;
          const edges = edgesOf([...lines.map(({ day }) => day), last], by);
          const of = (list: readonly number[]): number => list[(pick.next().value as number) % list.length];
          for (let i = 0; i < 5; i++) {
            const ends = [last, last + 1, last + 17, ...edges.map((day) => day - 1)];
            const asOf = of(ends.filter((day) => day >= FIRST_DAY && day <= LAST_DAY));
            const windows = edges.map((start) => asOf - start + 1).filter((n) => n > 0 && n <= LONGEST_WINDOW);
            const window = of([0, ...windows]);
            const options = { ...what, asOf: formatDay(asOf), ...(window > 0 ? { window } : {}) };
            const [own, expected] = [sums.table(options), measureRfm(ledger, options)];
            expect(contentOf(own)).toEqual(contentOf(expected));
            expect(own.customers.size - own.size).toBe(own.diagnostics.withoutOrders.customers);
            expect(own.customers.size).toBe(knownOf(ledger));
          }
        },
      ),
    );
  });

  it("gives tables that are scored as those of a ledger are", () => {
    fc.assert(
      fc.property(orders({ extremeDays: false }), cut, fc.integer({ min: 1, max: 6 }), (lines, by, count) => {
        const rows = lines.map(rowOf);
        const ledger = ledgerFromRows(rows, { ...SETTINGS, ...FIELDS });
        const sums = accumulate({ ...SETTINGS, buckets: by.buckets }).addRows(rows, FIELDS);
        if (ledger.lastOrderDay === null) return;
        const asOf = by.startOf(ledger.lastOrderDay - 20) - 1;
        let start = asOf + 1;
        for (let i = 0; i < count; i++) start = by.startOf(start - 1);
        const options = { asOf: formatDay(asOf), window: asOf - start + 1 };
        const table = sums.table({ asOf: options.asOf, window: { buckets: count } });
        expect(table.measure.window).toBe(options.window);
        const [own, expected] = [rfm(table), rfm(ledger, options)];
        expect(own.model).toEqual(expected.model);
        expect(own.size).toBe(expected.size);
        for (const customer of expected) expect(own.get(customer.customer)).toEqual(customer);
        const parts = [...sums.tables({ ...options, most: 3 })];
        for (const codes of ["codes", "olderCodes"] as const) {
          const ids = parts.flatMap((part) => idsOf(part, part[codes]));
          expect(new Set(ids)).toEqual(new Set(idsOf(table, table[codes])));
          expect(ids.length).toBe(table[codes].length);
        }
      }),
    );
  });

  it("is without windows what one without buckets is", () => {
    fc.assert(
      fc.property(dealtOrders, refundPolicy, cut, fc.integer({ min: 0, max: 40 }), ([, chunks], refunds, by, later) => {
        const [plain, ...others] = make(chunks, { ...SETTINGS, refunds });
        const [sums, ...more] = make(chunks, { ...SETTINGS, refunds, buckets: by.buckets });
        for (const other of others) plain.merge(other);
        for (const other of more) sums.merge(other);
        const { asOf } = plain.table();
        const options = asOf === null || asOf + later > LAST_DAY ? {} : { asOf: formatDay(asOf + later) };
        const [own, expected] = [sums.table(options), plain.table(options)];
        expect(idsOf(own, own.codes)).toEqual(idsOf(expected, expected.codes));
        expect(contentOf(own)).toEqual(contentOf(expected));
        expect(own.diagnostics).toEqual(expected.diagnostics);
        expect(sums.rows).toBe(plain.rows);
      }),
    );
  });

  it("merges in any order and grouping to the same bytes, and goes on from them", () => {
    fc.assert(
      fc.property(
        dealtOrders,
        orders(),
        refundPolicy,
        cut,
        fc.infiniteStream(fc.nat()),
        ([, chunks], more, refunds, by, random) => {
          const options = { ...SETTINGS, refunds, buckets: by.buckets };
          const [a, b, c] = make(chunks, options);
          const left = a.merge(b).merge(c);
          const pool = make(chunks, options);
          while (pool.length > 1) {
            const [x] = pool.splice((random.next().value as number) % pool.length, 1);
            const at = (random.next().value as number) % pool.length;
            pool[at] = x.merge(pool[at]);
          }
          const bytes = left.snapshot();
          expect(pool[0].snapshot()).toEqual(bytes);
          expect(left.merge(accumulate(options)).snapshot()).toEqual(bytes);
          expect(accumulate(options).merge(left).snapshot()).toEqual(bytes);
          const back = restoreAccumulator(bytes, SETTINGS);
          expect(back.snapshot()).toEqual(bytes);
          expect(back.table().diagnostics).toEqual(left.table().diagnostics);
          const twice = restoreAccumulator(bytes).merge(restoreAccumulator(bytes)).snapshot();
          const rows = more.map(rowOf);
          expect(back.addRows(rows, FIELDS).snapshot()).toEqual(pool[0].addRows(rows, FIELDS).snapshot());
          expect(left.merge(left).snapshot()).toEqual(twice);
        },
      ),
    );
  });

  it("depends on the rows and not on their order", () => {
    const shuffled = orders().chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })),
    );
    fc.assert(
      fc.property(shuffled, refundPolicy, cut, ([lines, others], refunds, by) => {
        const [a, b] = [lines, others].map((rows) =>
          accumulate({ ...SETTINGS, refunds, buckets: by.buckets }).addRows(
            (rows as readonly Line[]).filter(({ minor }) => refunds !== "error" || minor >= 0).map(rowOf),
            FIELDS,
          ),
        );
        expect(b.snapshot()).toEqual(a.snapshot());
      }),
    );
  });
});
