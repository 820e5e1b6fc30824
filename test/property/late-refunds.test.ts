import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AccumulateOptions,
  type Accumulator,
  accumulate,
  type CustomerId,
  formatDay,
  ledgerFromRows,
  measureRfm,
  type RfmTable,
  restoreAccumulator,
} from "../../src/index.js";
import { textsOfHash } from "../unit/accumulate/texts-of-hash.js";

const DAY = 20_000;
const MS_PER_DAY = 86_400_000;
const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

interface Row {
  readonly c: CustomerId;
  readonly d: number;
  readonly a: number;
}

// Of every family, some of one hash, and some that look alike.
const IDS: readonly CustomerId[] = [
  ...Array.from({ length: 12 }, (_, i) => i * 65_536 - 3),
  ...Array.from({ length: 12 }, (_, i) => `C${i}`),
  ...textsOfHash(77, 6),
  ...Array.from({ length: 6 }, (_, i) => `6f1c7a52-0000-4000-8000-00000000000${i}`),
  ...Array.from({ length: 6 }, (_, i) => `somebody with a name of more than thirty-nine characters ${i}`),
  ...["1", 1, 1n, 1.5, "1.5", 2n ** 70n, "客户", "\ud83d", "__proto__", "-3", -0],
];

/** Orders of the first days, and many refunds, most of them later, some of those who never bought. */
const rows = fc
  .record({
    orders: fc.array(fc.tuple(fc.nat(IDS.length - 1), fc.nat(9), fc.integer({ min: 0, max: 900 })), { maxLength: 25 }),
    refunds: fc.array(fc.tuple(fc.nat(IDS.length - 1), fc.nat(70), fc.integer({ min: 1, max: 2 ** 33 })), {
      minLength: 20,
      maxLength: 90,
      size: "max",
    }),
    mixed: fc.boolean(),
    last: fc.nat(40),
  })
  .map(({ orders, refunds, mixed, last }): Row[] => {
    const row = ([who, day, minor]: [number, number, number], sign: 1 | -1): Row => ({
      c: IDS[who],
      d: (DAY + day) * MS_PER_DAY,
      a: minor * sign,
    });
    const own = [...orders.map((order) => row(order, 1)), ...refunds.map((refund) => row(refund, -1))];
    // Refunds first, then an order that some of them are not later than.
    if (mixed) own.reverse();
    return mixed ? [...own, { c: IDS[last], d: (DAY + last) * MS_PER_DAY, a: 5 }] : own;
  });

const form = fc.constantFrom("rows", "columns", "ints", "restored");
type Form = "rows" | "columns" | "ints" | "restored";

function add(to: Accumulator, chunk: readonly Row[], how: Form): Accumulator {
  const sums = how === "restored" ? restoreAccumulator(to.snapshot(), { amountIn: "minor" }) : to;
  if (how === "rows" || how === "restored") return sums.addRows(chunk, FIELDS);
  const ids = chunk.map(({ c }) => c);
  const areInts = how === "ints" && ids.every((id) => typeof id === "number" && (id | 0) === id);
  return sums.addColumns({
    customer: areInts ? Int32Array.from(ids as number[]) : ids,
    date: Float64Array.from(chunk, ({ d }) => d),
    amount: Float64Array.from(chunk, ({ a }) => a),
  });
}

/** Two accumulators that have half of the chunks each. */
function halves(all: readonly Row[], forms: readonly Form[], options: AccumulateOptions): [Accumulator, Accumulator] {
  const pair: [Accumulator, Accumulator] = [accumulate(options), accumulate(options)];
  const length = Math.ceil(all.length / forms.length);
  for (const [i, how] of forms.entries()) {
    const chunk = all.slice(i * length, (i + 1) * length);
    const ints = chunk.filter(({ c }) => typeof c === "number" && (c | 0) === c);
    // Int32 ids in a column of their own are known by no code.
    for (const part of how === "ints" ? [ints, chunk.filter((row) => !ints.includes(row))] : [chunk]) {
      pair[i % 2] = add(pair[i % 2], part, how);
    }
  }
  return pair;
}

function contentOf(tables: readonly RfmTable[]): unknown {
  const content = (which: (table: RfmTable) => readonly [ArrayLike<number>, ...ArrayLike<number>[]]) =>
    new Map(
      tables.flatMap((table) => {
        const [codes, ...columns] = which(table);
        return Array.from(codes, (code, i) => [table.customers.id(code), columns.map((column) => column[i])] as const);
      }),
    );
  const [{ diagnostics, asOf }] = tables;
  return {
    rows: content(({ codes, recency, frequency, monetary }) => [codes, recency, frequency, monetary]),
    refunded: content(({ refundedCodes, refundedAmounts }) => [refundedCodes, refundedAmounts]),
    asOf,
    counted: diagnostics.counted,
    afterAsOf: diagnostics.afterAsOf,
    without: tables.reduce((sum, table) => sum + table.diagnostics.withoutOrders.amount, 0),
    warnings: diagnostics.warnings.filter(({ code }) => code === "REFUNDS_AFTER_AS_OF"),
  };
}

const buckets = fc.constantFrom<AccumulateOptions["buckets"]>(undefined, undefined, undefined, undefined, "month", {
  days: 50,
});

describe("many refunds later than the last order", () => {
  it("count from their day on as in a ledger of the same rows, in one table, in many and after a snapshot", () => {
    const cases = fc.record({
      all: rows,
      forms: fc.array(form, { minLength: 1, maxLength: 6 }),
      buckets,
      customerIds: fc.constantFrom("exact" as const, "text" as const),
      later: fc.option(fc.nat(80), { nil: undefined }),
      most: fc.constantFrom(4, 20, 1000),
    });
    fc.assert(
      fc.property(cases, ({ all, forms, buckets, customerIds, later, most }) => {
        const settings = { amountIn: "minor", customerIds } as const;
        const ledger = ledgerFromRows(all, { ...settings, ...FIELDS });
        const asOf = later === undefined ? {} : { asOf: formatDay((ledger.lastOrderDay ?? DAY) + later) };
        const expected = contentOf([measureRfm(ledger, asOf)]);
        const options = { ...settings, buckets };
        const [own, other] = halves(all, forms, options);
        own.merge(other);
        expect(contentOf([own.table(asOf)])).toEqual(expected);
        expect(contentOf([...own.tables({ ...asOf, most })])).toEqual(expected);
        const bytes = own.snapshot();
        const back = restoreAccumulator(bytes, { amountIn: "minor" });
        expect(contentOf([back.table(asOf)])).toEqual(expected);
        expect(back.snapshot()).toEqual(bytes);
        expect(
          accumulate(options)
            .addRows([...all].reverse(), FIELDS)
            .snapshot(),
        ).toEqual(bytes);
        // An order after all of them: nobody waits any more.
        const end = [{ c: "C1", d: (DAY + 200) * MS_PER_DAY, a: 7 }];
        const whole = measureRfm(ledgerFromRows([...all, ...end], { ...settings, ...FIELDS }));
        expect(contentOf([back.addRows(end, FIELDS).table()])).toEqual(contentOf([whole]));
        const twice = measureRfm(ledgerFromRows([...all, ...all], { ...settings, ...FIELDS }), asOf);
        expect(contentOf([own.merge(own).table(asOf)])).toEqual(contentOf([twice]));
      }),
    );
  });
});
