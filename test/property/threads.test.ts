import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderAccumulator } from "../../src/accumulate/order-accumulator.js";
import type { State } from "../../src/accumulate/state.js";
import { unmix } from "../../src/accumulate/sums/mix.js";
import { newExchange } from "../../src/accumulate/transfer/exchange.js";
import { memoryOf, packState } from "../../src/accumulate/transfer/pack-state.js";
import { unpackState } from "../../src/accumulate/transfer/unpack-state.js";
import {
  type AccumulateOptions,
  type Accumulator,
  accumulate,
  type CustomerId,
  isRfmError,
  type OrderStatus,
} from "../../src/index.js";
import { newMeeting } from "../../src/threads/meeting.js";
import type { Outcome, Work } from "../../src/threads/messages.js";
import { runTask } from "../../src/threads/run-task.js";
import { slicesOf } from "../../src/threads/slices-of.js";
import { statesOf } from "../../src/threads/states-of.js";
import { type DirtyLine, dirtyOrders } from "./arbitrary-orders.js";

const options: fc.Arbitrary<AccumulateOptions> = fc.record({
  refunds: fc.constantFrom("net", "ignore", "error"),
  onInvalid: fc.constantFrom("skip", "throw"),
  amountIn: fc.constantFrom("minor", "major"),
  customerIds: fc.constantFrom("exact", "exact", "exact", "text"),
  buckets: fc.constantFrom<AccumulateOptions["buckets"]>(undefined, undefined, "week", { days: 3 }),
});

// Neighbours once mixed: so many of them take another seed.
const crowd = Array.from({ length: 3000 }, (_, i) => unmix(0x12000000 + i));

const intColumns = fc
  .record({
    rows: fc.array(
      fc.record({
        id: fc.oneof(fc.integer({ min: -3, max: 30 }), fc.integer()),
        day: fc.oneof({ arbitrary: fc.integer({ min: 20_000, max: 20_020 }), weight: 30 }, fc.constant(2 ** 30)),
        amount: fc.oneof(
          { arbitrary: fc.integer({ min: -300, max: 20_000 }).map((minor) => minor / 100), weight: 30 },
          fc.constantFrom(Number.NaN, 2 ** 60, 0, -0, 0.001, 12.345),
        ),
      }),
      { maxLength: 60 },
    ),
    crowded: fc.integer({ min: 0, max: 9 }),
    // How many chunks of the rows there are is another matter than how many rows are generated.
    times: fc.constantFrom(1, 1, 1, 90),
    isWide: fc.boolean(),
  })
  .map(({ rows, crowded, times, isWide }) => {
    const all = [...Array.from({ length: times }, () => rows).flat()];
    const ids = Int32Array.from([...all.map(({ id }) => id), ...(crowded === 0 ? crowd : [])]);
    const at = <T>(i: number, value: (row: (typeof rows)[number]) => T, other: T): T =>
      i < all.length ? value(all[i]) : other;
    return {
      customer: isWide ? ids : Int8Array.from(ids),
      date: Int32Array.from(ids, (_, i) => at(i, ({ day }) => day, 20_005)),
      amount: Float64Array.from(ids, (_, i) => at(i, ({ amount }) => amount, 3)),
    };
  });

// Rows of a round for each thread: fewer than there are parts, and so many that few customers fill blocks of their own.
const roundRows = fc.constantFrom(1, 2, 7, 300, 20_000);

// Records for some of the ids and days.
const range = fc.record({
  low: fc.integer({ min: -9, max: 9 }),
  width: fc.integer({ min: 1, max: 40 }),
  day: fc.constantFrom(0, 20_000),
});

describe("sums of a share of the customers", () => {
  it("make up the whole, to the bit, however many shares there are, and whoever reads the rows", () => {
    fc.assert(
      fc.property(
        intColumns,
        options,
        fc.integer({ min: 1, max: 7 }),
        fc.option(roundRows, { nil: null }),
        (columns, settings, of, round) => {
          // Text ids are not divided.
          const isWhole = settings.customerIds === "text";
          const { customer } = columns;
          const isPlain = customer instanceof Int32Array && settings.buckets === undefined;
          const shares = Array.from({ length: of }, (_, index) => ({ index, of }));
          const apart = shares.map((share): Work => ({ columns, share, together: null }));
          const together = { exchange: newExchange(of, round ?? 1), meeting: newMeeting() };
          const joint = shares.map((share): Work => ({ columns: plain(columns), share, together }));
          const divided = round === null || !isPlain ? apart : joint;
          const works: readonly Work[] = isWhole ? [{ columns, share: null, slice: null }] : divided;
          const sums = resultOf(() => inThreads(settings, works));
          expect(sums).toEqual(resultOf(() => accumulate(settings).addColumns(columns)));
        },
      ),
    );
  });
});

describe("sums of slices of the rows", () => {
  it("make up the whole, to the bit, whichever ids they have records for", () => {
    fc.assert(
      fc.property(intColumns, options, fc.integer({ min: 1, max: 7 }), range, (columns, settings, of, own) => {
        const exact = { ...settings, customerIds: "exact", buckets: undefined } as const;
        const sums = resultOf(() => inThreads(exact, slicesOf(plain(columns), of, own)));
        expect(sums).toEqual(resultOf(() => accumulate(exact).addColumns(columns)));
      }),
    );
  });
});

describe("a packed state", () => {
  it("holds what an accumulator holds, whatever the ids, late refunds and crowded ids too", () => {
    fc.assert(
      fc.property(dirtyOrders(), intColumns, options, fc.boolean(), (lines, columns, settings, withInts) => {
        const skipping = { ...settings, onInvalid: "skip" } as const;
        const whole = accumulate(skipping).addRows(lines.map(rowOf), {
          customer: "c",
          date: "d",
          amount: "a",
          status: "s",
        });
        if (withInts) whole.addColumns(columns);
        const expected = whole.snapshot();
        const { diagnostics } = whole.table();
        const packed = packState(stateOf(whole), diagnostics.ledger?.invalid ?? {});
        const copy = accumulate(skipping);
        unpackState(stateOf(copy), overThere(packed, memoryOf(packed)));
        expect(Buffer.compare(copy.snapshot(), expected)).toBe(0);
        expect(copy.table().diagnostics).toEqual(diagnostics);
      }),
    );
  });
});

/** The columns in the form that most have. */
const plain = <C extends { customer: Int8Array | Int32Array }>(columns: C): C & { customer: Int32Array } => ({
  ...columns,
  customer: Int32Array.from(columns.customer),
});

const stateOf = (sums: Accumulator): State => OrderAccumulator.stateOf(sums as OrderAccumulator);

interface Row {
  readonly c: CustomerId | null;
  readonly d: number | string;
  readonly a: number;
  readonly s: OrderStatus | null;
}

const rowOf = ({ customer, day, minor, status }: DirtyLine): Row => ({
  c: customer,
  d: day === null ? "?" : day * 86_400_000,
  a: minor,
  s: status as Row["s"],
});

/** What arrives in another thread. */
function overThere<T>(message: T, moved: ArrayBuffer[] = []): T {
  return structuredClone(message, { transfer: moved });
}

/** What threads do with works, in this one: step by step, and none goes on after one that has failed. */
function inThreads(options: AccumulateOptions, works: readonly Work[]): Accumulator {
  const sums = accumulate(options);
  const state = stateOf(sums);
  const { where: _, dayOfInstant: __, ...settings } = state.settings;
  const rule = state.buckets?.rule ?? null;
  const tasks = works.map((work) => runTask(overThere({ settings, rule, work })));
  const outcomes: Outcome[] = [];
  while (outcomes.length < tasks.length) {
    const steps = tasks.map((task) => task.next());
    for (const { done, value } of steps) {
      if (done === true) outcomes.push(overThere(value, "state" in value ? memoryOf(value.state) : []));
    }
    if (outcomes.length > 0) {
      for (const { done } of steps) if (done !== true) outcomes.push({ stopped: true });
    }
  }
  for (const packed of statesOf(outcomes)) unpackState(state, packed);
  return sums;
}

/** What comes of an accumulator, its errors included. */
function resultOf(make: () => Accumulator): unknown {
  try {
    const sums = make();
    const { codes, customers, diagnostics, recency, monetary } = sums.table();
    const ids = Array.from(codes, (code) => customers.id(code));
    return { ids, recency, monetary, diagnostics, bytes: Buffer.from(sums.snapshot()).toString("latin1") };
  } catch (error) {
    if (!isRfmError(error)) throw error;
    return { code: error.code, message: error.message, details: error.details };
  }
}
