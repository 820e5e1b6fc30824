import { describe, expect, it } from "vitest";
import {
  type AccumulatedColumns,
  type AccumulatedFields,
  type AccumulatedMeasures,
  type Accumulator,
  accumulate,
  type CustomerId,
  formatDay,
  type OrderSettings,
  restoreAccumulator,
  rfm,
  scoreRfm,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;
const DAY = 20_500;

/** An order as the tests write it. */
interface Row {
  readonly c: CustomerId;
  readonly d: string;
  readonly a: number;
}

/** Sums of one customer, kept the plain way. */
interface Naive {
  count: number;
  last: number;
  total: bigint;
}

function naively(
  ids: ArrayLike<CustomerId>,
  days: ArrayLike<number>,
  amounts: ArrayLike<number>,
): Map<CustomerId, Naive> {
  const known = new Map<CustomerId, Naive>();
  for (let i = 0; i < ids.length; i++) {
    const sums = known.get(ids[i]) ?? { count: 0, last: days[i], total: 0n };
    known.set(ids[i], {
      count: sums.count + 1,
      last: Math.max(sums.last, days[i]),
      total: sums.total + BigInt(amounts[i]),
    });
  }
  return known;
}

function sumsOf(accumulator: Accumulator): Map<CustomerId, Naive> {
  const { codes, customers, recency, frequency, monetary, asOf } = accumulator.table();
  return new Map(
    Array.from(codes, (code, i) => [
      customers.id(code),
      { count: frequency[i], last: (asOf as number) - recency[i], total: BigInt(monetary[i]) },
    ]),
  );
}

/** Whether bytes are equal; a matcher would take seconds for so many. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Random numbers below a limit, the same in every run. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function columnsOf(ids: Int32Array | Uint32Array): AccumulatedColumns & { amount: Int32Array; date: Int32Array } {
  const below = randomBelow(7);
  return {
    customer: ids,
    date: Int32Array.from(ids, () => DAY + below(900)),
    amount: Int32Array.from(ids, () => below(100_000)),
  };
}

function expectSummed(ids: Int32Array | Uint32Array): Accumulator {
  const columns = columnsOf(ids);
  const sums = accumulate({ amountIn: "minor" }).addColumns(columns);
  expect(sumsOf(sums)).toEqual(naively(ids, columns.date, columns.amount));
  return sums;
}

describe("accumulate: sums", () => {
  it("adds up the orders of many customers, whatever their int32 ids", () => {
    const below = randomBelow(1);
    const tens = Int32Array.from({ length: 60_000 }, () => below(20_000));
    const any = Int32Array.from({ length: 60_000 }, () => (below(30_000) * 143_165) | 0);
    const steps = Int32Array.from({ length: 20_000 }, () => (below(5000) << 17) | 0);
    for (const ids of [tens, any, steps]) expectSummed(ids);
  });

  it("adds up the orders of one customer, of all in one, and of ids at the ends of int32", () => {
    expectSummed(new Int32Array(100_000).fill(-1));
    expectSummed(Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 0, -1, -(2 ** 31)));
    expectSummed(Uint32Array.of(2 ** 31, 2 ** 32 - 1, 5, 2 ** 31));
  });

  it("knows an id by type and value, in whichever form it comes", () => {
    const sums = accumulate({ amountIn: "minor" })
      .addColumns({ customer: Int32Array.of(1, 1), date: Int32Array.of(DAY, DAY), amount: [1, 10] })
      .addColumns({ customer: [1, "1", 1n, -0], date: [DAY, DAY, DAY, DAY].map(formatDay), amount: [100, 1, 1, 1] })
      .addColumns({ customer: Float64Array.of(1, 1.5, 0), date: Int32Array.of(DAY, DAY, DAY), amount: [1000, 2, 5] })
      .addColumns({
        customer: { codes: Uint8Array.of(0, 1), values: [1, "1"] },
        date: Int32Array.of(DAY, DAY),
        amount: [10_000, 7],
      })
      .addRows([{ c: 1, d: formatDay(DAY), a: 100_000 }], FIELDS);
    const totals = new Map([...sumsOf(sums)].map(([id, { total }]) => [id, total]));
    expect(totals).toEqual(
      new Map<CustomerId, bigint>([
        [1, 111_111n],
        ["1", 8n],
        [1n, 1n],
        [1.5, 2n],
        [0, 6n],
      ]),
    );
    const byText = accumulate({ amountIn: "minor", customerIds: "text" })
      .addColumns({ customer: Int32Array.of(1), date: Int32Array.of(DAY), amount: [1] })
      .addColumns({ customer: ["1", 1n], date: Int32Array.of(DAY, DAY), amount: [10, 100] });
    expect(rfm(byText.table()).get(1)?.monetary).toBe(1.11);
    expect([...sumsOf(byText).keys()]).toEqual(["1"]);
  });

  it("keeps hostile ids apart", () => {
    const ids = [
      "__proto__",
      "constructor",
      " a",
      "a",
      "\ud83d",
      "\ud83d\ude00",
      "é",
      "e\u0301",
      "x".repeat(50),
      "😀".repeat(30),
      2n ** 70n,
      -5n,
      1e-7,
      2 ** 40,
    ];
    const rows = [...ids, ...ids].map((c, i) => ({ c, d: formatDay(DAY), a: i }));
    const sums = accumulate({ amountIn: "minor" }).addRows(rows, FIELDS);
    expect(sumsOf(sums)).toEqual(
      naively(
        [...ids, ...ids],
        rows.map(() => DAY),
        rows.map(({ a }) => a),
      ),
    );
    const back = restoreAccumulator(sums.snapshot());
    expect(sumsOf(back)).toEqual(sumsOf(sums));
  });

  it("takes so many text ids that they are looked up in batches", () => {
    const below = randomBelow(3);
    const ids = Array.from({ length: 60_000 }, () => `customer-${below(25_000)}`);
    const days = Int32Array.from(ids, () => DAY + below(50));
    const amounts = Int32Array.from(ids, () => below(1000));
    const sums = accumulate({ amountIn: "minor" });
    for (let at = 0; at < ids.length; at += 15_000) {
      const [from, to] = [at, at + 15_000];
      sums.addColumns({ customer: ids.slice(from, to), date: days.slice(from, to), amount: amounts.slice(from, to) });
    }
    expect(sumsOf(sums)).toEqual(naively(ids, days, amounts));
    const half = accumulate({ amountIn: "minor" }).addColumns({
      customer: ids.slice(0, 30_000),
      date: days.slice(0, 30_000),
      amount: amounts.slice(0, 30_000),
    });
    const rest = accumulate({ amountIn: "minor" }).addColumns({
      customer: ids.slice(30_000),
      date: days.slice(30_000),
      amount: amounts.slice(30_000),
    });
    expect(isSame(rest.merge(half).snapshot(), sums.snapshot())).toBe(true);
    expect(isSame(restoreAccumulator(sums.snapshot()).snapshot(), sums.snapshot())).toBe(true);
  });

  it("gives an empty table of no orders, with or without asOf", () => {
    const sums = accumulate();
    expect(sums.rows).toBe(0);
    expect(sums.table()).toMatchObject({ kind: "rfm-kit/table", size: 0, asOf: null });
    expect(sums.table({ asOf: "2026-01-01" }).size).toBe(0);
    expect(rfm(sums.addRows<Row>([], FIELDS).table()).size).toBe(0);
    const empty = { customer: new Int32Array(0), date: new Int32Array(0), amount: [] };
    expect(sums.addColumns(empty).table().customers.find(1)).toBe(-1);
    expect(restoreAccumulator(sums.snapshot()).snapshot()).toEqual(sums.snapshot());
  });

  it("is exact up to 2^53 minor units, and refuses what is beyond", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const sums = (...amounts: number[]): Accumulator =>
      accumulate({ amountIn: "minor" }).addColumns({
        customer: new Int32Array(amounts.length).fill(7),
        date: new Int32Array(amounts.length).fill(DAY),
        amount: amounts,
      });
    expect(sumsOf(sums(most - 2, 1, 1)).get(7)?.total).toBe(BigInt(most));
    expect(sumsOf(restoreAccumulator(sums(most - 3, -3).snapshot())).get(7)?.total).toBe(BigInt(most - 6));
    // As a ledger does, a refund counts as much as a purchase: no sum on the way can then be inexact.
    const tooMuch = [sums(most, 1), sums(most - 1, -1, -1), sums(most).merge(sums(most)).merge(sums(-1))];
    for (const over of tooMuch) {
      expectRefused(() => over.table(), "TOTAL_TOO_LARGE", { where: "table", path: "amount", received: "7" });
      expectRefused(() => over.snapshot(), "TOTAL_TOO_LARGE", { where: "snapshot" });
    }
    const late = accumulate({ amountIn: "minor" }).addColumns({
      customer: ["x", "x"],
      date: [formatDay(DAY), formatDay(DAY + 1)],
      amount: [most - 4, -5],
    });
    expectRefused(() => late.table(), "TOTAL_TOO_LARGE", { received: '"x"' });
  });

  it("leaves a table as it was when orders come later", () => {
    const sums = accumulate().addRows(
      [
        { c: "a", d: formatDay(DAY), a: 1 },
        { c: 5, d: formatDay(DAY), a: 2 },
      ],
      FIELDS,
    );
    const table = sums.table();
    const before = JSON.stringify([...rfm(table)]);
    sums.addRows(
      [
        { c: "a", d: formatDay(DAY + 3), a: 1 },
        { c: "b", d: formatDay(DAY), a: 2 },
        { c: 6, d: formatDay(DAY), a: 2 },
      ],
      FIELDS,
    );
    expect(JSON.stringify([...rfm(table)])).toBe(before);
    expect([table.customers.find("b"), table.customers.find(6)]).toEqual([-1, -1]);
    expect(sums.table().size).toBe(4);
  });

  it("lists those who never bought, and scores on a frozen model", () => {
    const sums = accumulate().addRows(
      [
        { c: "a", d: formatDay(DAY), a: 1 },
        { c: "r", d: formatDay(DAY), a: -1 },
      ],
      FIELDS,
    );
    expect(rfm(sums.table(), { customers: ["a", "r", "z"] }).neverBought).toEqual(["r", "z"]);
    const { model } = rfm(sums.table());
    sums.addRows([{ c: "n", d: formatDay(DAY + 9), a: 50 }], FIELDS);
    expect(scoreRfm(sums.table(), model).get("n")?.segment).toBe("promising");
    expectRefused(
      () =>
        scoreRfm(
          accumulate({ refunds: "ignore" })
            .addRows([{ c: 1, d: formatDay(DAY), a: 1 }], FIELDS)
            .table(),
          model,
        ),
      "MODEL_MISMATCH",
    );
  });
});

describe("accumulate: refunds later than the last order", () => {
  const sums = (): Accumulator =>
    accumulate().addRows(
      [
        { c: "a", d: "2026-03-01", a: 10 },
        { c: "a", d: "2026-03-05", a: -4 },
        { c: "b", d: "2026-03-07", a: -1 },
      ],
      FIELDS,
    );

  it("do not count before their day, and count from it on", () => {
    const { table } = rfm(sums().table());
    expect([...table.monetary]).toEqual([1000]);
    expect(table.diagnostics).toMatchObject({ counted: 1, afterAsOf: 2, withoutOrders: { customers: 1, amount: 0 } });
    expect(table.diagnostics.warnings.map(({ code }) => code)).toEqual(["REFUNDS_AFTER_AS_OF"]);
    expect(table.diagnostics.warnings[0].message).toMatch(/^2 refunds of -5.00 in all/);
    expect([...sums().table({ asOf: "2026-03-05" }).monetary]).toEqual([600]);
    expect(sums().table({ asOf: "2026-03-07" }).diagnostics).toMatchObject({
      afterAsOf: 0,
      withoutOrders: { amount: -100 },
    });
  });

  it("count as soon as an order has come that is no earlier", () => {
    const more = sums().addRows([{ c: "c", d: "2026-03-06", a: 1 }], FIELDS);
    expect(rfm(more.table()).get("a")?.monetary).toBe(6);
    expect(more.table().diagnostics.afterAsOf).toBe(1);
  });

  it("stay few and exact when thousands of them wait and are settled in turn", () => {
    const stream = accumulate({ amountIn: "minor" }).addColumns({
      customer: [1],
      date: Int32Array.of(DAY),
      amount: [1e9],
    });
    let due = 0;
    for (let day = 0; day < 50; day++) {
      const ids = Int32Array.from({ length: 100 }, (_, i) => i % 3);
      stream.addColumns({
        customer: ids,
        date: ids.map((_, i) => DAY + day + (i % 30)),
        amount: new Int32Array(100).fill(-1),
      });
      stream.addColumns({ customer: [9], date: Int32Array.of(DAY + day), amount: [1] });
      for (let i = 0; i < 100; i++) if (i % 3 === 1 && day + (i % 30) <= 49) due++;
    }
    expect(rfm(stream.table()).get(1)?.monetary).toBe((1e9 - due) / 100);
  });
});

describe("accumulate: what is refused", () => {
  it("order ids, with a word about why and what to do", () => {
    const rows = [{ c: 1, d: "2026-03-01", a: 1, o: 1 }];
    const withOrder = wrong<AccumulatedFields<object>>({ ...FIELDS, order: "o" });
    expect(() => accumulate().addRows(rows, wrong(withOrder))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: addRows: options.order is not known to an accumulator: it takes one row per order and would have to keep the id of every order to tell which rows are one; merge the lines of each order first, or use a ledger]`,
    );
    expectRefused(() => accumulate().addRows(rows, wrong(withOrder)), "UNKNOWN_OPTION", {
      where: "addRows",
      path: "options.order",
    });
    expectRefused(() => accumulate(wrong<OrderSettings>({ order: "o" })), "UNKNOWN_OPTION", {
      where: "accumulate",
      path: "options.order",
    });
    const columns = { customer: [1], date: ["2026-03-01"], amount: [1], order: [1] };
    expectRefused(() => accumulate().addColumns(columns), "UNKNOWN_OPTION", {
      where: "addColumns",
      path: "columns.order",
    });
  });

  it("settings beside columns, which would be ignored", () => {
    const columns = { customer: ["a"], date: ["2026-01-01"], amount: [150] };
    const sums = accumulate();
    const addColumns = sums.addColumns.bind(sums) as (columns: object, settings?: object) => unknown;
    expectRefused(() => addColumns(columns, { amountIn: "minor", currency: "JPY" }), "UNKNOWN_OPTION", {
      path: "options.currency",
    });
    expect(sums.rows).toBe(0);
  });

  it("windows, purchase days, medians, maxima and past days, which take a ledger", () => {
    const sums = accumulate().addRows([{ c: 1, d: "2026-03-10", a: 1 }], FIELDS);
    const refused: [object, "UNKNOWN_OPTION" | "UNKNOWN_NAME" | "OUT_OF_RANGE", string][] = [
      [{ window: 30 }, "UNKNOWN_OPTION", "options.window"],
      [{ frequency: "days" }, "UNKNOWN_NAME", "options.frequency"],
      [{ frequency: { of: "days", per: 30 } }, "UNKNOWN_NAME", "options.frequency"],
      [{ monetary: "median" }, "UNKNOWN_NAME", "options.monetary"],
      [{ monetary: "max" }, "UNKNOWN_NAME", "options.monetary"],
      [{ asOf: "2026-03-09" }, "OUT_OF_RANGE", "options.asOf"],
    ];
    for (const [options, code, path] of refused) {
      const call = (): unknown => sums.table(wrong<AccumulatedMeasures>(options));
      expectRefused(call, code, { where: "table", path });
      expect(errorOf(call).message).toContain("ledger");
    }
    expect(() => sums.table({ asOf: "2026-03-09" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: table: options.asOf must not be before the last order, 2026-03-10 (past days take a ledger, or for the ends of weeks or months options.buckets); received "2026-03-09"]`,
    );
    expectRefused(() => sums.table(wrong({ asof: "2026-03-10" })), "UNKNOWN_OPTION");
    expectRefused(() => sums.table({ asOf: "soon" }), "WRONG_TYPE");
    expect(sums.table({ asOf: "2026-03-10" }).size).toBe(1);
  });

  it("what is no rows, no columns and no fields", () => {
    const sums = accumulate();
    expectRefused(() => sums.addRows<Row>(wrong(null), FIELDS), "WRONG_TYPE", { where: "addRows" });
    expectRefused(() => sums.addRows([], wrong({ customer: "c", date: "d" })), "MISSING_OPTION", {
      path: "options.amount",
    });
    expectRefused(() => sums.addRows([], wrong(undefined)), "WRONG_TYPE", { where: "addRows" });
    expectRefused(() => sums.addRows([{ c: 1 }], wrong({ ...FIELDS, costumer: "c" })), "UNKNOWN_OPTION");
    expectRefused(() => sums.addColumns(wrong(null)), "WRONG_TYPE", { where: "addColumns" });
    expectRefused(() => sums.addColumns(wrong({ customer: [1] })), "MISSING_COLUMN", { path: "columns.date" });
    const short = { customer: Int32Array.of(1, 2), date: ["2026-03-01"], amount: [1, 2] };
    expectRefused(() => sums.addColumns(short), "LENGTH_MISMATCH", { where: "addColumns" });
    expectRefused(() => accumulate(wrong({ decimals: 11 })), "OUT_OF_RANGE", { where: "accumulate" });
    expect(sums.rows).toBe(0);
  });

  it("an invalid row, after those before it and with its number over all calls", () => {
    const sums = accumulate().addRows([{ c: 1, d: "2026-03-01", a: 1 }], FIELDS);
    const rows = [
      { c: 1, d: "2026-03-02", a: 1 },
      { c: 1, d: "no", a: 1 },
      { c: 1, d: "2026-03-03", a: 1 },
    ];
    expectRefused(() => sums.addRows(rows, FIELDS), "BAD_DATE", { where: "addRows", row: 2 });
    expect(sums.rows).toBe(2);
    const columns = { customer: Int32Array.of(1, 1, 1), date: Int32Array.of(DAY, DAY, 2 ** 30), amount: [1, 1, 1] };
    expectRefused(() => sums.addColumns(columns), "BAD_DATE", { where: "addColumns", row: 4 });
    expect(rfm(sums.table()).get(1)?.frequency).toBe(4);
    expectRefused(
      () => accumulate({ refunds: "error" }).addRows([{ c: 1, d: "2026-03-02", a: -1 }], FIELDS),
      "NEGATIVE_AMOUNT",
      { row: 0 },
    );
    expectRefused(() => accumulate().addRows([{ x: 1 }], wrong(FIELDS)), "MISSING_COLUMN");
  });

  it("a column of texts that fails, whose rows before that are in and counted", () => {
    const customer = ["a", "b", "c"];
    Object.defineProperty(customer, 2, {
      get() {
        throw new Error("mine");
      },
    });
    const sums = accumulate();
    const columns = { customer, date: Int32Array.of(20_000, 20_005, 20_001), amount: Float64Array.of(1, 1, 1) };
    expect(() => sums.addColumns(columns)).toThrow("mine");
    const table = restoreAccumulator(sums.snapshot()).table();
    expect([sums.rows, table.size, table.diagnostics.ledger?.purchases, table.asOf]).toEqual([2, 2, 2, 20_005]);
  });

  it("a source that fails, whose rows before that are in", () => {
    function* failing(): Generator<{ c: number; d: string; a: number }> {
      yield { c: 1, d: "2026-03-01", a: 1 };
      throw new Error("connection lost");
    }
    const sums = accumulate();
    expect(() => sums.addRows(failing(), FIELDS)).toThrow("connection lost");
    expect(sums.rows).toBe(1);
    expect(rfm(sums.addRows([{ c: 1, d: "2026-03-02", a: 1 }], FIELDS).table()).get(1)?.frequency).toBe(2);
  });

  it("a merge of different settings, naming both", () => {
    const base: OrderSettings = { currency: "CNY" };
    const others: [OrderSettings, string][] = [
      [{ currency: "JPY" }, "decimals"],
      [{ currency: "EUR" }, "currency"],
      [{ currency: "CNY", timeZone: "Asia/Shanghai" }, "timeZone"],
      [{ currency: "CNY", refunds: "ignore" }, "refunds"],
      [{ currency: "CNY", customerIds: "text" }, "customerIds"],
    ];
    for (const [settings, path] of others) {
      expectRefused(() => accumulate(base).merge(accumulate(settings)), "CONFLICTING_OPTIONS", {
        where: "merge",
        path,
      });
    }
    expect(() => accumulate(base).merge(accumulate({ currency: "EUR" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: merge: both accumulators must have the same currency; this one has "CNY", the other "EUR"]`,
    );
    const [old, now] = ["Asia/Calcutta", "Asia/Kolkata"].map((timeZone) => accumulate({ timeZone }));
    expect(() => now.merge(old)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: merge: both accumulators must have the same timeZone; this one has "Asia/Kolkata", the other "Asia/Calcutta" (names are compared as they stand: give a zone one name everywhere)]`,
    );
    expectRefused(() => accumulate().merge(wrong({ kind: "rfm-kit/accumulator" })), "WRONG_TYPE", {
      where: "merge",
      path: "other",
    });
    // How rows are read is no part of what they came to.
    const major = accumulate(base).addRows([{ c: 1, d: "2026-03-01", a: 1.5 }], FIELDS);
    const minor = accumulate({ ...base, amountIn: "minor", onInvalid: "skip" }).addRows(
      [{ c: 1, d: "2026-03-01", a: 150 }],
      FIELDS,
    );
    expect(rfm(major.merge(minor).table()).get(1)?.monetary).toBe(3);
  });
});

describe("accumulate: diagnostics", () => {
  it("account for every row, also after a merge, with the lowest row numbers of both", () => {
    const rows = [
      { c: 1, d: "2026-03-01", a: 0, s: "paid" },
      { c: 1, d: "2026-03-01", a: -2, s: "" },
      { c: 2, d: "2026-03-01", a: 1.005, s: "placed" },
      { c: 2, d: "2026-03-01", a: 1.005, s: "paid" },
      { c: "", d: "2026-03-01", a: 1, s: "paid" },
      { c: 3, d: "2026-03-01", a: -0.001, s: "paid" },
      null,
    ];
    const make = (): Accumulator =>
      accumulate({ onInvalid: "skip" }).addRows(wrong<object[]>(rows), wrong({ ...FIELDS, status: "s" }));
    const account = make().merge(make()).table().diagnostics.ledger;
    expect(account).toMatchObject({
      rows: 14,
      purchases: 4,
      zeroAmounts: 2,
      refunds: 4,
      notPaid: { placed: 2, refunded: 0, cancelled: 0 },
      invalidRows: 4,
      invalid: { BAD_ROW: { count: 2, firstRows: [6, 6] }, MISSING_CUSTOMER: { count: 2, firstRows: [4, 4] } },
      roundedAmounts: 4,
      customersByIdType: { string: 0, number: 2, bigint: 0 },
    });
  });

  it("warn of ids that stand for nothing, of several types, and of days of the 1970s", () => {
    const sums = accumulate().addColumns({ customer: ["null", 5], date: Int32Array.of(3, 4), amount: [1, 1] });
    const codes = sums.table().diagnostics.warnings.map(({ code }) => code);
    expect(codes).toEqual(["MIXED_ID_TYPES", "NULL_LIKE_IDS", "EARLY_DATES"]);
  });
});
