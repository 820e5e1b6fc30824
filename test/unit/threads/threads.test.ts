import { describe, expect, it } from "vitest";
import {
  type AccumulatedColumns,
  type AccumulateOptions,
  type Accumulator,
  accumulate,
  rfm,
} from "../../../src/index.js";
import type { Threads } from "../../../src/threads/index.js";
import { openThreads } from "../../../src/threads/index.js";
import { inShared, openPool, workerCode } from "./open-pool.js";

const ROWS = 6000;

/** Orders of a few thousand customers; every row of `refunds` is one. */
function orders(refunds: readonly number[] = []): { customer: Int32Array; date: Int32Array; amount: Float64Array } {
  const rows = Array.from({ length: ROWS }, (_, i) => i);
  const sign = (i: number): number => (refunds.includes(i) ? -1 : 1);
  return {
    customer: Int32Array.from(rows, (i) => Math.imul(i, 7919) % 3001),
    date: Int32Array.from(rows, (i) => 20_000 + (i % 700)),
    amount: Float64Array.from(rows, (i) => sign(i) * ((i % 997) + 0.25)),
  };
}

function expectEqual(sums: Accumulator, expected: Accumulator): void {
  expect(Buffer.compare(sums.snapshot(), expected.snapshot())).toBe(0);
}

async function expectSame(threads: Threads, columns: AccumulatedColumns, options: AccumulateOptions = {}) {
  const sums = await threads.accumulate(columns, options);
  const expected = accumulate(options).addColumns(columns);
  expectEqual(sums, expected);
  expect(sums.table().diagnostics).toEqual(expected.table().diagnostics);
  expect(sums.rows).toBe(expected.rows);
}

/** What went wrong, in full. */
async function faultOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    const { name, message, code, details } = error as Record<string, unknown>;
    return { name, message, code, details };
  }
  return "nothing";
}

async function expectSameError(threads: Threads, columns: unknown, options: AccumulateOptions = {}) {
  const given = columns as AccumulatedColumns;
  const expected = await faultOf(() => accumulate(options).addColumns(given));
  expect(expected).not.toBe("nothing");
  expect(await faultOf(() => threads.accumulate(given, options))).toEqual(expected);
}

describe("threads", () => {
  const two = openPool(2);
  const three = openPool(3);

  it("give what one thread gives, to the bit, whatever the columns hold", async () => {
    const { customer, date, amount } = orders([17, 4_000, 5_999]);
    const ids = Array.from(customer, (id) => `id ${id}`);
    const text = new TextEncoder().encode(ids.join(""));
    const offsets = Int32Array.from(
      [0, ...ids].map(
        (
          (at) => (id) =>
            (at += String(id).length - (id === 0 ? 1 : 0))
        )(0),
      ),
    );
    const forms: AccumulatedColumns[] = [
      { customer, date, amount },
      { customer: inShared(customer), date: inShared(date), amount: inShared(amount) },
      { customer, date, amount: amount.map((value, i) => (i % 7 === 0 ? -value : value)) },
      { customer: customer.subarray(5), date: inShared(date).subarray(5), amount: amount.subarray(5) },
      { customer: Uint16Array.from(customer), date: Float64Array.from(date, (day) => day * 86_400_000), amount },
      {
        customer,
        date: BigInt64Array.from(date, (day) => BigInt(day) * 86_400_000n),
        amount: BigInt64Array.from(date, BigInt),
      },
      { customer, date, amount, quantity: Uint8Array.from(date) },
      { customer: Uint32Array.from(customer, (id) => id + 2 ** 31), date, amount },
      { customer: Float64Array.from(customer, (id) => id / 2), date, amount },
      { customer: BigInt64Array.from(customer, BigInt), date, amount },
      { customer: { offsets, bytes: text }, date, amount },
      {
        customer: { codes: customer, values: Array.from({ length: 3001 }, (_, i) => (i % 3 ? i : `${i}`)) },
        date,
        amount,
      },
      {
        customer: ids,
        date: Array.from(date, (day) => new Date(day * 86_400_000)),
        amount: Array.from(amount, String),
      },
      { customer: Array.from(customer), date, amount, status: ids.map((_, i) => (i % 5 ? "paid" : "placed")) },
    ];
    for (const columns of forms) await expectSame(two, columns);
    for (const options of [
      { customerIds: "text" },
      { buckets: "week" },
      { refunds: "ignore" },
      { decimals: 0 },
    ] as const) {
      await expectSame(three, { customer, date, amount }, options);
    }
    await expectSame(three, { customer: ids, date, amount }, { buckets: { days: 30, from: new Date(0) } });
  });

  it("give accumulators that go on: they take orders, merge and are measured", async () => {
    const columns = orders([3]);
    const sums = await two.accumulate(columns);
    const expected = accumulate().addColumns(columns);
    for (const each of [sums, expected])
      each
        .addColumns({ customer: ["new", 7], date: [20_900, 20_901].map((d) => d * 864e5), amount: [5, 6] })
        .merge(accumulate().addColumns(columns));
    expectEqual(sums, expected);
    expect(rfm(sums.table()).get(7)).toEqual(rfm(expected.table()).get(7));
  });

  it("take no rows, fewer rows than threads, and several calls at a time", async () => {
    await expectSame(two, { customer: new Int32Array(0), date: new Int32Array(0), amount: new Float64Array(0) });
    await expectSame(three, { customer: [], date: [], amount: [] });
    await expectSame(openPool(5), {
      customer: Int32Array.of(1, 2),
      date: Int32Array.of(1, 2),
      amount: Float64Array.of(1, 2),
    });
    await expectSame(openPool(1), orders());
    const { customer, date, amount } = orders();
    const parts = Array.from({ length: 8 }, (_, i) => ({
      customer: customer.subarray(i),
      date: date.subarray(i),
      amount: amount.subarray(i),
    }));
    await Promise.all(parts.map((columns) => expectSame(two, columns)));
  });

  it("count the faults of rows by their numbers, and say the first of them as one thread does", async () => {
    const columns = orders([1_200, 5_000]);
    for (const row of [5_876, 5_432, 5_433, 777]) columns.amount[row] = Number.NaN;
    for (const row of [4, 4_800]) columns.date[row] = 2 ** 30;
    await expectSame(two, columns, { onInvalid: "skip" });
    await expectSame(three, columns, { onInvalid: "skip", refunds: "error", buckets: "month" });
    await expectSameError(two, columns);
    columns.date[4] = 20_000;
    await expectSameError(two, columns);
    await expectSameError(three, columns, { refunds: "error" });
    await expectSameError(two, { ...columns, customer: Array.from(columns.customer, String) });
  });

  it("refuse what one thread refuses, in the same words", async () => {
    const { customer, date, amount } = orders();
    const wrong: unknown[] = [
      null,
      [],
      Promise.resolve({ customer, date, amount }),
      { customer, date },
      { customer, date, amount, order: customer },
      { customer, date, amount, colour: customer },
      { customer, date, amount: amount.subarray(1) },
      { customer, date: Float32Array.from(date), amount },
      { customer: new DataView(new ArrayBuffer(8)), date, amount },
      { customer: { codes: customer, values: ["one"] }, date, amount },
      { customer: { codes: customer, values: [Symbol("s")] }, date, amount },
      { customer: { offsets: date, bytes: new Uint8Array(9) }, date, amount },
      { customer: Array.from(customer, () => () => 1), date, amount },
      { customer, date: Array.from(date, () => ({ toString: () => "2026-01-01" })), amount },
      { customer, date, amount, status: new Uint8Array(ROWS) },
      { customer, date, amount, status: Array.from(date, () => "payed") },
    ];
    for (const columns of wrong) await expectSameError(two, columns);
    await expectSameError(two, { customer, date, amount }, { decimals: 99 });
    await expectSameError(two, { customer, date, amount }, { order: "o" } as AccumulateOptions);
  });

  it("refuse sums beyond 2^53 when these are asked for, as one thread does", async () => {
    const columns = {
      customer: new Int32Array(ROWS).fill(7),
      date: new Int32Array(ROWS),
      amount: new Float64Array(ROWS).fill(4e13),
    };
    const sums = await two.accumulate(columns);
    expect(await faultOf(() => sums.table())).toEqual(await faultOf(() => accumulate().addColumns(columns).table()));
  });

  it("are as many as was said, and no absurd number", () => {
    for (const threads of [0, 65, 1.5, Number.NaN, "2", null]) {
      expect(() => openThreads({ threads: threads as number })).toThrow(
        expect.objectContaining({ code: "OUT_OF_RANGE" }),
      );
    }
    expect(() => openThreads({ workers: 2 } as never)).toThrow(expect.objectContaining({ code: "UNKNOWN_OPTION" }));
    expect(() => openThreads({ threads: 1000 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: openThreads: options.threads must be an integer from 1 to 64; received 1000]`,
    );
    expect(two.size).toBe(2);
  });
});

describe("a thread that ends", () => {
  const columns = orders();

  it("rejects its work with what it died of, and the next call starts another one", async () => {
    const fault = 'if (task.settings.decimals === 7) throw new Error("out of coffee");';
    const threads = openPool(2, { code: workerCode().replace("const outcome = ", `${fault} $&`) });
    await expect(threads.accumulate(columns, { decimals: 7 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RfmError: accumulate: a worker thread ended with exit code 1: out of coffee]`,
    );
    await expectSame(threads, columns);
  });

  it("keeps nobody waiting who read the same columns", async () => {
    const fault = "if (task.settings.decimals === 7 && task.work.share.index === 1) process.exit(3);";
    const threads = openPool(3, { code: workerCode().replace("const outcome = ", `${fault} $&`) });
    for (let call = 0; call < 2; call++) {
      await expect(threads.accumulate(columns, { decimals: 7 })).rejects.toMatchObject({ code: "THREAD_FAILED" });
      await expectSame(threads, columns);
    }
  });

  it("rejects where it exits, cannot be started or says what cannot be read", async () => {
    const exits = `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(3));`;
    await expect(openPool(2, { code: exits }).accumulate(columns)).rejects.toMatchObject({ code: "THREAD_FAILED" });
    const broken = openPool(2, { code: "this is no code" });
    await expect(broken.accumulate(columns)).rejects.toMatchObject({ code: "THREAD_FAILED" });
    await expect(broken.accumulate(columns)).rejects.toMatchObject({ code: "THREAD_FAILED" });
  });

  it("rejects with the error itself where it is none of this library", async () => {
    const code = `import { parentPort } from "node:worker_threads";
      parentPort.on("message", ({ id }) => parentPort.postMessage({ id, outcome: { error: new RangeError("no memory") } }));`;
    await expect(openPool(1, { code }).accumulate(columns)).rejects.toThrow(new RangeError("no memory"));
  });
});

describe("close()", () => {
  const columns = orders();

  it("rejects what is under way and what comes later, and may be called again", async () => {
    const threads = openPool(2, {
      code: `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { for (;;); });`,
    });
    const busy = [threads.accumulate(columns), threads.accumulate(columns)].map((work) => faultOf(() => work));
    await Promise.all([threads.close(), threads.close()]);
    for (const fault of await Promise.all(busy)) expect(fault).toMatchObject({ code: "THREADS_CLOSED" });
    await expect(threads.accumulate(columns)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RfmError: accumulate: the threads must not be closed; openThreads() opens others]`,
    );
    await threads.close();
  });

  it("leaves the accumulators as they are", async () => {
    const threads = openPool(2);
    const sums = await threads.accumulate(columns);
    await threads.close();
    expectEqual(sums, accumulate().addColumns(columns));
  });
});
