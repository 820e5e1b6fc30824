import { describe, expect, it } from "vitest";
import { crc32 } from "../../../src/accumulate/snapshot/crc32.js";
import { unmix, unseed } from "../../../src/accumulate/sums/mix.js";
import {
  type AccumulatedMeasures,
  type AccumulateOptions,
  type Accumulator,
  accumulate,
  formatDay,
  isRfmError,
  ledgerFromRows,
  measureRfm,
  parseDay,
  type RfmTable,
  restoreAccumulator,
  rfm,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

/** Random numbers below a limit, the same in every run. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Orders and some refunds of a few customers from January 2025 to March 2026, in any order; the last rows are late refunds. */
function sampleRows(): { c: string | number; d: string; a: number }[] {
  const below = randomBelow(5);
  const first = parseDay("2025-01-10");
  const ids = ["ann", "bob", "__proto__", "", "😀", 1, 2, 1.5].filter((id) => id !== "");
  const rows = Array.from({ length: 150 }, () => ({
    c: ids[below(ids.length)],
    d: formatDay(first + below(430)),
    a: below(10) === 0 ? -below(50) - 1 : below(500),
  }));
  rows.push({ c: "gone", d: "2025-01-05", a: 7 }, { c: "back", d: "2025-02-05", a: -7 });
  rows.push({ c: "ann", d: "2026-03-30", a: -3 }, { c: "late", d: "2026-05-01", a: -4 });
  return rows;
}

/** The values of a table by customer, and all counts. */
function valuesOf(table: RfmTable): unknown {
  const { customers, codes, recency, frequency, monetary, olderCodes, refundedCodes, refundedAmounts } = table;
  const { counted, beforeWindow, afterAsOf } = table.diagnostics;
  return {
    rows: new Map(Array.from(codes, (code, i) => [customers.id(code), [recency[i], frequency[i], monetary[i]]])),
    older: new Set(Array.from(olderCodes, customers.id)),
    refunded: new Map(Array.from(refundedCodes, (code, i) => [customers.id(code), refundedAmounts[i]])),
    window: table.measure.window,
    counts: [counted, beforeWindow, afterAsOf],
  };
}

const monthStarts = Array.from({ length: 18 }, (_, i) => Date.UTC(2024, 11 + i, 1) / 86_400_000);

describe("accumulate with buckets", () => {
  it("measures every window from the first day of a month to the last of one as a ledger does", () => {
    const rows = sampleRows();
    const ledger = ledgerFromRows(rows, FIELDS);
    const sums = accumulate({ buckets: "month" }).addRows(rows, FIELDS);
    let tables = 0;
    for (const next of monthStarts) {
      for (const start of monthStarts.filter((day) => day < next)) {
        const options = { asOf: formatDay(next - 1), window: next - start };
        expect(valuesOf(sums.table(options))).toEqual(valuesOf(measureRfm(ledger, options)));
        tables++;
      }
    }
    expect(tables).toBe(153);
    const open = { asOf: "2026-04-17", window: parseDay("2026-04-17") - parseDay("2025-05-01") + 1 };
    expect(valuesOf(sums.table(open))).toEqual(valuesOf(measureRfm(ledger, open)));
  });

  it("counts windows in buckets, that of asOf included", () => {
    const sums = accumulate({ buckets: "month" }).addRows(sampleRows(), FIELDS);
    const windows = (asOf: string, buckets: number): number | null =>
      sums.table({ asOf, window: { buckets } }).measure.window;
    expect(windows("2026-02-28", 1)).toBe(28);
    expect(windows("2026-02-28", 12)).toBe(365);
    expect(windows("2026-04-17", 1)).toBe(17);
    expect(windows("2026-04-17", 2)).toBe(48);
    const weekly = accumulate({ buckets: "week" }).addRows([{ c: 1, d: "2026-03-11", a: 1 }], FIELDS);
    expect(weekly.table({ asOf: "2026-03-15", window: { buckets: 52 } }).measure.window).toBe(364);
    // A Wednesday.
    expect(weekly.table({ window: { buckets: 2 } }).measure.window).toBe(10);
  });

  it("begins buckets of days where it is told, at the epoch otherwise", () => {
    const row = { c: 1, d: "1970-02-10", a: 1 };
    const ends = (buckets: AccumulateOptions["buckets"]): string[] => {
      const sums = accumulate({ buckets }).addRows([row], FIELDS);
      const possible: string[] = [];
      for (let day = 0; day < parseDay(row.d); day++) {
        try {
          sums.table({ asOf: formatDay(day) });
          possible.push(formatDay(day));
        } catch (error) {
          if (!isRfmError(error)) throw error;
        }
      }
      return possible;
    };
    expect(ends({ days: 30 })).toEqual(["1970-01-30"]);
    expect(ends({ days: 30, from: "2026-01-01" })).toEqual(
      [...Array(40).keys()].filter((day) => (parseDay("2026-01-01") - 1 - day) % 30 === 0).map(formatDay),
    );
    expect(ends("week")).toEqual(["1970-01-04", "1970-01-11", "1970-01-18", "1970-01-25", "1970-02-01", "1970-02-08"]);
    expect(ends("month")).toEqual(["1970-01-31"]);
  });

  it("gives an empty table of no orders, with a window or without", () => {
    const sums = accumulate({ buckets: "month" });
    expect(sums.table()).toMatchObject({ size: 0, asOf: null });
    expect(sums.table({ window: 30 })).toMatchObject({ size: 0, measure: { window: 30 } });
    expect(sums.table({ asOf: "2026-03-31", window: { buckets: 3 } })).toMatchObject({
      size: 0,
      measure: { window: 90 },
    });
    // Without a day nobody knows how many days three months have, and a model of three months would not fit the table.
    expectRefused(() => sums.table({ window: { buckets: 3 } }), "MISSING_OPTION", { path: "options.asOf" });
    expect(sums.table({ asOf: "2026-01-01" }).size).toBe(0);
    expect(restoreAccumulator(sums.snapshot()).snapshot()).toEqual(sums.snapshot());
    const refunds = sums.addRows([{ c: 1, d: "2026-03-30", a: -1 }], FIELDS);
    expect(refunds.table().diagnostics.withoutOrders).toEqual({ customers: 1, amount: -100 });
    expect(refunds.table({ asOf: "2026-03-31", window: 31 }).refundedAmounts).toEqual(Float64Array.of(-100));
    expect(refunds.table({ asOf: "2026-04-30", window: 30 }).diagnostics).toMatchObject({
      beforeWindow: 1,
      withoutOrders: { customers: 1, amount: 0 },
    });
    expect(restoreAccumulator(refunds.snapshot()).snapshot()).toEqual(refunds.snapshot());
  });

  it("adds more rows than wait, of many buckets and of one, in whichever form they come", () => {
    const below = randomBelow(9);
    const count = 2_800_000;
    const scattered = 2_200_000;
    const ids = new Int32Array(count);
    const day = new Int32Array(count);
    const amount = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      ids[i] = below(20_000) * 77_003;
      day[i] = i < scattered ? 20_000 + below(900) : 20_890;
      amount[i] = below(10_000) + 1;
    }
    const fill = (
      options: AccumulateOptions,
      form: "typed" | "arrays" | "text",
      from: number,
      to: number,
    ): RfmTable => {
      const customer = ids.subarray(from, to);
      const money = amount.subarray(from, to);
      const sums = accumulate({ ...options, amountIn: "minor" }).addColumns({
        customer: form === "typed" ? customer : Array.from(customer, (id) => (form === "text" ? `c${id}` : id)),
        date: day.subarray(from, to),
        amount: form === "typed" ? money : [...money],
      });
      return form === "typed" ? sums.table() : restoreAccumulator(sums.snapshot()).table();
    };
    for (const [form, from, to] of [
      ["typed", 0, count],
      ["arrays", scattered - 60_000, scattered + 20_000],
      ["text", scattered - 60_000, scattered + 20_000],
    ] as const) {
      const expected = fill({}, form, from, to);
      const table = fill({ buckets: "month" }, form, from, to);
      for (const column of ["recency", "frequency", "monetary"] as const) {
        expect(Buffer.compare(Buffer.from(table[column].buffer), Buffer.from(expected[column].buffer))).toBe(0);
      }
    }
  });

  it("finds ids that were chosen to crowd together, in the same order", () => {
    const crowds = [
      (i: number) => unmix(0x12000000 + i),
      (i: number) => unmix(0x12ffffff - i),
      (i: number) => unmix(unseed(0x12000000 + i, 0x3779b1)),
    ];
    for (const idAt of crowds) {
      const customer = Int32Array.from({ length: 8000 }, (_, i) => idAt(i % 5000));
      const date = Int32Array.from(customer, (_, i) => 20_000 + (i % 97));
      const fill = (options: AccumulateOptions): Accumulator =>
        accumulate(options).addColumns({ customer, date, amount: Float64Array.from(customer, (_, i) => i + 1) });
      const sums = fill({ buckets: "month" });
      const [own, expected] = [restoreAccumulator(sums.snapshot()).table(), fill({}).table()];
      expect(own.size).toBe(5000);
      for (const column of ["recency", "frequency", "monetary"] as const) {
        expect(own[column].join()).toBe(expected[column].join());
      }
      expect(sums.table({ window: { buckets: 1 } }).olderCodes.length).toBeGreaterThan(1000);
    }
  });

  it("is exact where a bucket is, and refuses what is beyond", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const sums = accumulate({ amountIn: "minor", buckets: "month" }).addRows(
      [
        { c: 7, d: "2026-01-01", a: most },
        { c: 7, d: "2026-02-01", a: 5 },
      ],
      FIELDS,
    );
    expectRefused(() => sums.table(), "TOTAL_TOO_LARGE", { where: "table", received: "7" });
    expect(rfm(sums.table({ window: { buckets: 1 } })).get(7)?.monetary).toBe(0.05);
    expect([...sums.table({ asOf: "2026-01-31" }).monetary]).toEqual([most]);
    expect(restoreAccumulator(sums.snapshot()).snapshot()).toEqual(sums.snapshot());
    sums.addRows([{ c: 7, d: "2026-01-02", a: 1 }], FIELDS);
    expectRefused(() => sums.snapshot(), "TOTAL_TOO_LARGE", { where: "snapshot" });
  });

  it("leaves its buckets as they are when a table is made", () => {
    const sums = accumulate({ buckets: "week" }).addRows(sampleRows(), FIELDS);
    const before = sums.snapshot();
    const table = sums.table({ asOf: "2025-12-28", window: 364 });
    const values = valuesOf(table);
    sums.table();
    expect(sums.snapshot()).toEqual(before);
    sums.addRows(sampleRows(), FIELDS);
    expect(valuesOf(table)).toEqual(values);
  });
});

describe("accumulate with buckets: what is refused", () => {
  const sums = (): Accumulator => accumulate({ buckets: "month" }).addRows([{ c: 1, d: "2026-03-10", a: 1 }], FIELDS);

  it("windows that do not begin with a bucket, with the nearest that do", () => {
    expect(() => sums().table({ asOf: "2026-03-31", window: 40 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: table: options.window must begin with the first day of a bucket: with asOf 2026-03-31 it can be 31 (from 2026-03-01) or 59 (from 2026-02-01); received 40]`,
    );
    expect(() => sums().table({ window: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: table: options.window must begin with the first day of a bucket: with asOf 2026-03-10 it can be 10 (from 2026-03-01); received 3]`,
    );
    const refused: [unknown, "OUT_OF_RANGE" | "UNKNOWN_OPTION", string][] = [
      [0, "OUT_OF_RANGE", "options.window"],
      ["30", "OUT_OF_RANGE", "options.window"],
      [null, "OUT_OF_RANGE", "options.window"],
      [365_251, "OUT_OF_RANGE", "options.window"],
      [{}, "OUT_OF_RANGE", "options.window.buckets"],
      [{ buckets: 1.5 }, "OUT_OF_RANGE", "options.window.buckets"],
      [{ buckets: 365_250 }, "OUT_OF_RANGE", "options.window.buckets"],
      [{ months: 1 }, "UNKNOWN_OPTION", "options.window.months"],
    ];
    for (const [window, code, path] of refused) {
      expectRefused(() => sums().table(wrong<AccumulatedMeasures>({ window })), code, { where: "table", path });
      expectRefused(() => sums().tables(wrong<AccumulatedMeasures>({ window })), code, { where: "tables", path });
    }
    expectRefused(() => accumulate().table({ window: { buckets: 1 } }), "UNKNOWN_OPTION", { path: "options.window" });
  });

  it("past days within a bucket, with the nearest ends", () => {
    expect(() => sums().table({ asOf: "2026-02-11" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: table: options.asOf must not be before the last order, 2026-03-10, unless it is the last day of a bucket, such as 2026-01-31 or 2026-02-28; received "2026-02-11"]`,
    );
    expect(() => sums().table({ asOf: "2026-03-09" })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: table: options.asOf must not be before the last order, 2026-03-10, unless it is the last day of a bucket, such as 2026-02-28; received "2026-03-09"]`,
    );
    expect(sums().table({ asOf: "2026-02-28" }).size).toBe(0);
    expect(sums().table({ asOf: "2026-03-10" }).size).toBe(1);
    const first = accumulate({ buckets: { days: 3660 } }).addRows([{ c: 1, d: "0001-12-31", a: 1 }], FIELDS);
    expectRefused(() => first.table({ asOf: "0001-01-01" }), "OUT_OF_RANGE", { path: "options.asOf" });
    expect(first.table({ window: 365 }).size).toBe(1);
    expect(first.table({ asOf: "9999-12-31" }).size).toBe(1);
  });

  it("buckets that there are not", () => {
    const refused: [unknown, Parameters<typeof expectRefused>[1], string][] = [
      ["year", "UNKNOWN_NAME", "options.buckets"],
      [30, "WRONG_TYPE", "options.buckets"],
      [null, "WRONG_TYPE", "options.buckets"],
      [[7], "WRONG_TYPE", "options.buckets"],
      [{}, "OUT_OF_RANGE", "options.buckets.days"],
      [{ days: 0 }, "OUT_OF_RANGE", "options.buckets.days"],
      [{ days: 3661 }, "OUT_OF_RANGE", "options.buckets.days"],
      [{ days: 7, from: "Monday" }, "WRONG_TYPE", "options.buckets.from"],
      [{ days: 7, start: "2026-01-01" }, "UNKNOWN_OPTION", "options.buckets.start"],
    ];
    for (const [buckets, code, path] of refused) {
      expectRefused(() => accumulate(wrong({ buckets })), code, { where: "accumulate", path });
    }
    expect(() => accumulate(wrong({ buckets: "year" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: accumulate: options.buckets must be "week", "month" or { days, from }; received "year"]`,
    );
  });

  it("a merge of different buckets, naming both", () => {
    const weekly = accumulate({ buckets: "week" });
    expect(() => weekly.merge(accumulate({ buckets: "month" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: merge: both accumulators must have the same buckets; this one has 7 days from 1970-01-05, the other calendar months]`,
    );
    for (const other of [
      accumulate(),
      accumulate({ buckets: { days: 7 } }),
      accumulate({ buckets: { days: 14, from: 4 } }),
    ]) {
      expectRefused(() => weekly.merge(other), "CONFLICTING_OPTIONS", { where: "merge", path: "buckets" });
      expectRefused(() => other.merge(weekly), "CONFLICTING_OPTIONS", { where: "merge", path: "buckets" });
    }
    // The same Mondays.
    const mondays = accumulate({ buckets: { days: 7, from: "2026-03-02" } });
    expect(weekly.merge(mondays).snapshot()).toEqual(mondays.snapshot());
  });
});

describe("the snapshot of buckets", () => {
  it("is refused when it was cut off or changed anywhere", () => {
    const bytes = accumulate({ buckets: "month" }).addRows(sampleRows(), FIELDS).snapshot();
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] ^= 1;
      expectRefused(() => restoreAccumulator(changed), "BAD_SNAPSHOT");
      expectRefused(() => restoreAccumulator(bytes.slice(0, at)), "BAD_SNAPSHOT");
    }
  });

  it("is held at arm's length when a forger made it: an error of its own, or an accumulator that works", () => {
    const bytes = accumulate({ buckets: "month" }).addRows(sampleRows().slice(-9), FIELDS).snapshot();
    let refused = 0;
    for (let at = 16; at < bytes.length - 4; at++) {
      for (const value of [0, 2, 127, 255]) {
        const forged = bytes.slice();
        forged[at] = value;
        new DataView(forged.buffer).setUint32(forged.length - 4, crc32(forged, forged.length - 4), true);
        try {
          const back = restoreAccumulator(forged);
          expect(back.table().size).toBeLessThan(50);
          expect(back.table({ window: { buckets: 2 } }).size).toBeLessThan(50);
          expect(restoreAccumulator(back.snapshot()).snapshot()).toEqual(back.snapshot());
        } catch (error) {
          if (!isRfmError(error)) throw error;
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it("says without buckets what it said before there were any", () => {
    const plain = accumulate()
      .addRows([{ c: 1, d: "2026-03-10", a: 1 }], FIELDS)
      .snapshot();
    const monthly = accumulate({ buckets: "month" }).addRows([{ c: 1, d: "2026-03-10", a: 1 }], FIELDS);
    expect(monthly.snapshot().length).toBeGreaterThan(plain.length);
    expectRefused(() => restoreAccumulator(plain).merge(restoreAccumulator(monthly.snapshot())), "CONFLICTING_OPTIONS");
  });
});
