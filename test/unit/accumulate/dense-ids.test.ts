import { describe, expect, it } from "vitest";
import { type AccumulatedColumns, type Accumulator, accumulate } from "../../../src/index.js";

const ROWS = 70_000;
const DAY = 20_000;

interface Typed extends AccumulatedColumns {
  readonly customer: Int32Array;
  readonly date: Int32Array;
  readonly amount: Float64Array;
}

/** Rows with some of everything that is not plain: refunds, nothing, amounts beyond 32 bits, the first day and the last. */
function columnsOf(idAt: (i: number) => number, isPlain: boolean): Typed {
  const customer = Int32Array.from({ length: ROWS }, (_, i) => idAt(i));
  const date = Int32Array.from({ length: ROWS }, (_, i) => DAY + ((i * 31) % 900));
  const amount = Float64Array.from({ length: ROWS }, (_, i) => 1 + ((i * 7919) % 5000));
  if (!isPlain) {
    for (let i = 999; i < ROWS; i += 9_001) date[i] = i % 2 === 0 ? -719_162 : 2_932_896 - (i % 7);
    for (let i = 500; i < ROWS; i += 20_011) amount[i] = -amount[i];
    for (let i = 700; i < ROWS; i += 15_013) amount[i] = 0;
    for (let i = 800; i < ROWS; i += 12_007) amount[i] = 5_000_000_000 + i;
  }
  return { customer, date, amount };
}

const empty = (): Accumulator => accumulate({ amountIn: "minor" });

/** The same rows by way of codes, which know nothing of ranges. */
function expected(...chunks: readonly Typed[]): Uint8Array {
  const sums = empty();
  for (const { customer, date, amount } of chunks) sums.addColumns({ customer: Array.from(customer), date, amount });
  return sums.snapshot();
}

/** What a table says of each customer. */
function contentOf(sums: Accumulator): unknown {
  const table = sums.table({ frequency: { of: "orders", per: 1 } });
  const { size, customers, codes, recency, frequency, monetary, diagnostics } = table;
  const ids = Array.from(codes, (code) => customers.id(code));
  return { size, ids, recency, frequency, monetary, diagnostics, orders: sums.table().frequency };
}

describe("int32 ids that lie close together", () => {
  const shapes: readonly [string, (i: number) => number][] = [
    ["few", (i) => i % 7],
    ["one", () => -5],
    ["many", (i) => 1 + ((i * 7919) % 60_000)],
    ["about zero", (i) => (i % 5_000) - 2_500],
    ["the least there are", (i) => -(2 ** 31) + (i % 9_000)],
    ["the largest there are", (i) => 2 ** 31 - 1 - (i % 9_000)],
    ["with gaps", (i) => 13 * (i % 4_999)],
  ];

  it.each(shapes)("have the sums that other ids have: %s", (_, idAt) => {
    for (const isPlain of [true, false]) {
      const columns = columnsOf(idAt, isPlain);
      expect(Buffer.compare(empty().addColumns(columns).snapshot(), expected(columns))).toBe(0);
    }
  });

  it.each(shapes)("are in a table as other ids are, and may be added to after it: %s", (_, idAt) => {
    const columns = columnsOf(idAt, true);
    const sums = empty().addColumns(columns);
    for (let times = 1; times <= 2; times++) {
      const others = empty();
      for (let i = 0; i < times; i++) others.addColumns({ ...columns, customer: Array.from(columns.customer) });
      expect(contentOf(sums)).toEqual(contentOf(others));
      sums.addColumns(columns);
    }
  });

  it("may be so many that their parts are wider", () => {
    const ids = 4_200_000;
    const customer = Int32Array.from({ length: ids + 1 }, (_, i) => Math.imul(i, 7919) & (2 ** 22 - 1)).fill(ids, 0, 1);
    const amount = Float64Array.from(customer, (id) => 1 + id);
    const sums = empty().addColumns({ customer, date: new Int32Array(ids + 1).fill(DAY), amount });
    const count = new Int32Array(ids + 1);
    for (const id of customer) count[id]++;
    const { size, customers, frequency, monetary } = sums.table();
    expect(size).toBe(count.reduce((sum, orders) => sum + Math.min(1, orders), 0));
    const isRight = frequency.every((orders, i) => {
      const id = Number(customers.id(i));
      return orders === count[id] && monetary[i] === orders * (1 + id);
    });
    expect(isRight).toBe(true);
  });

  it("have the days that others have, however far from each other these lie", () => {
    const columns = columnsOf((i) => i % 5_000, true);
    for (const [far, step] of [
      [2_932_896, 3],
      [-719_162, 1],
      [DAY + 40_000, 2],
    ]) {
      for (let i = 0; i < ROWS; i += step) columns.date[i] = far;
      expect(contentOf(empty().addColumns(columns))).toEqual(
        contentOf(empty().addColumns({ ...columns, customer: Array.from(columns.customer) })),
      );
    }
  });

  it("may move from chunk to chunk, be looked at in between, and come together again", () => {
    const chunks = [0, 10_000, 9_000, 2_000_000_000, 0].map((low) => columnsOf((i) => low + (i % 20_000), false));
    const all = expected(...chunks);
    const sums = empty();
    for (const [i, chunk] of chunks.entries()) {
      sums.addColumns(chunk);
      if (i === 2) expect(sums.table().size).toBe(30_000);
    }
    expect(Buffer.compare(sums.snapshot(), all)).toBe(0);
    const [left, right] = [empty().addColumns(chunks[0]).addColumns(chunks[1]), empty()];
    for (const chunk of chunks.slice(2)) right.addColumns(chunk);
    expect(Buffer.compare(right.merge(left).snapshot(), all)).toBe(0);
  });

  it("may stand in an array that is filled anew for every chunk", () => {
    const chunks = [0, 500, 3_000_000].map((low) => columnsOf((i) => low + (i % 1_000), true));
    const reused = columnsOf(() => 0, true);
    const sums = empty();
    for (const { customer, date, amount } of chunks) {
      reused.customer.set(customer);
      reused.date.set(date);
      reused.amount.set(amount);
      sums.addColumns(reused);
    }
    expect(Buffer.compare(sums.snapshot(), expected(...chunks))).toBe(0);
  });
});
