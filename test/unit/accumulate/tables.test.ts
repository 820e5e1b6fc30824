import { describe, expect, it } from "vitest";
import {
  type Accumulator,
  accumulate,
  type CustomerId,
  fitRfm,
  type RfmTable,
  restoreAccumulator,
  rfm,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;

const threeOrders = (): Accumulator =>
  accumulate().addColumns({
    customer: Int32Array.of(1, 2, 3),
    date: Int32Array.of(20_000, 20_010, 20_020),
    amount: Float64Array.of(10, 20, 30),
  });

const oneMore = { customer: Int32Array.of(7), date: Int32Array.of(20_030), amount: Float64Array.of(70) };

const idsOf = ({ codes, customers }: RfmTable): CustomerId[] => Array.from(codes, (code) => customers.id(code));

describe("the tables of an accumulator", () => {
  it("begin with the first that is asked for, so that orders may come until then", () => {
    const sums = threeOrders();
    const iterator = sums.tables({ most: 1 })[Symbol.iterator]();
    sums.addColumns(oneMore);
    const found: CustomerId[] = [];
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) found.push(...idsOf(next.value));
    expect(found.sort()).toEqual([1, 2, 3, 7]);
    const pieces = sums.snapshotPieces()[Symbol.iterator]();
    sums.addColumns(oneMore);
    const bytes: Uint8Array[] = [];
    for (let next = pieces.next(); next.done !== true; next = pieces.next()) bytes.push(next.value);
    expect(restoreAccumulator(bytes).snapshot()).toEqual(sums.snapshot());
  });

  it("are as large as asked for, however the orders came, and none but the only one is empty", () => {
    const ids = Array.from({ length: 3000 }, (_, i) => i);
    const columns = { date: new Int32Array(3000).fill(20_000), amount: new Float64Array(3000).fill(1) };
    const asValues = accumulate().addColumns({ customer: ids, ...columns });
    const asInts = accumulate().addColumns({ customer: Int32Array.from(ids), ...columns });
    const sizes = [asValues, asInts].map((sums) => [...sums.tables({ most: 500 })].map(({ size }) => size));
    expect(sizes[0]).toEqual(sizes[1]);
    expect(sizes[0].every((size) => size > 0 && size <= 500)).toBe(true);
    // Purchases and refunds of one customer are one customer.
    const before = [...asInts.tables({ most: 500 })].length;
    asInts.addColumns({
      customer: Int32Array.from(ids),
      date: columns.date,
      amount: new Float64Array(3000).fill(-0.5),
    });
    expect([...asInts.tables({ most: 500 })].length).toBe(before);
    const skipped = accumulate({ onInvalid: "skip" }).addColumns({
      customer: ids.map((id) => `C${id}`),
      date: ids.map((id) => (id === 5 ? "2026-01-01" : "?")),
      amount: columns.amount,
    });
    expect([...skipped.tables({ most: 10 })].map(({ size }) => size)).toEqual([1]);
  });

  it("have the late refunds of their own customers, with ids of any type", () => {
    const sums = threeOrders();
    sums.addRows(
      [
        { c: "ann", d: "2024-10-04", a: 50 },
        { c: "bob", d: "2024-10-05", a: 60 },
      ],
      FIELDS,
    );
    for (const c of [1, 2, "ann", "bob", "refunds only"]) sums.addRows([{ c, d: "2026-01-01", a: -5 }], FIELDS);
    const whole = sums.table({ asOf: "2026-01-01" });
    const tables = [...sums.tables({ asOf: "2026-01-01", most: 1 })];
    const money = (table: RfmTable) => idsOf(table).map((id, row) => [id, table.monetary[row]] as const);
    expect(new Map(tables.flatMap(money))).toEqual(new Map(money(whole)));
    const amounts = tables.map(({ diagnostics }) => diagnostics.withoutOrders.amount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(-500);
  });

  it("know their own customers, by any type of id, and nobody else", () => {
    const texts = Array.from({ length: 200 }, (_, i) => `C${i}`);
    const sums = accumulate().addColumns({
      customer: texts,
      date: new Int32Array(200).fill(20_000),
      amount: new Float64Array(200).fill(1),
    });
    const tables = [...sums.tables({ most: 20 })];
    for (const id of texts) {
      const found = tables.filter(({ customers }) => customers.find(id) >= 0);
      expect(found.length).toBe(1);
      expect(found[0].customers.id(found[0].customers.find(id))).toBe(id);
    }
    sums.addRows([{ c: "later", d: "2026-01-01", a: 1 }], FIELDS);
    expect(tables.map(({ customers }) => customers.find("later"))).toEqual(tables.map(() => -1));
  });

  it("give no id for what is no code", () => {
    const { customers } = threeOrders().table();
    expect(customers.find(99)).toBe(-1);
    for (const code of [-1, 0.5, 3, Number.NaN]) expect(customers.id(code)).toBeUndefined();
  });
});

describe("orders that come while a value of a row is being read", () => {
  it("are refused, and those before are in", () => {
    const sums = accumulate();
    const rows = [
      { c: "ann", d: "2026-01-01", a: 1 },
      {
        c: "bob",
        d: "2026-01-02",
        get a(): number {
          sums.addRows([{ c: "eve", d: "2026-01-03", a: 20 }], FIELDS);
          return 2;
        },
      },
    ];
    expectRefused(() => sums.addRows(rows, FIELDS), "CONFLICTING_OPTIONS", { where: "addRows" });
    expect([...rfm(sums.table())].map(({ customer, monetary }) => [customer, monetary])).toEqual([["ann", 1]]);
    const customer = ["x"];
    Object.defineProperty(customer, 0, { get: () => sums.merge(sums) });
    const columns = { customer, date: ["2026-01-05"], amount: [1] };
    expectRefused(() => sums.addColumns(columns), "CONFLICTING_OPTIONS", { where: "merge" });
    expect(sums.addColumns({ ...columns, customer: ["x"] }).table().size).toBe(2);
  });

  it("cannot be looked at then, whatever ids they have", () => {
    for (const ids of [
      ["a", "b"],
      [1, 2],
      [-0.5, "c"],
    ]) {
      const sums = accumulate();
      const looks = [
        () => sums.table(),
        () => [...sums.tables()],
        () => sums.snapshot(),
        () => [...sums.snapshotPieces()],
        () => accumulate().merge(sums),
      ];
      const look = (): void => {
        for (const way of looks) expectRefused(way, "CONFLICTING_OPTIONS");
      };
      sums.addRows(
        [
          { c: ids[0], d: "2026-01-01", a: 1 },
          {
            c: ids[1],
            d: "2026-01-02",
            get a() {
              look();
              return 2;
            },
          },
        ],
        FIELDS,
      );
      const customer = [...ids];
      Object.defineProperty(customer, 1, {
        get: () => {
          look();
          return ids[1];
        },
      });
      sums.addColumns({ customer, date: Int32Array.of(20_000, 20_001), amount: Float64Array.of(1, 1) });
      for (const way of looks) way();
      expect([sums.rows, sums.table().size]).toEqual([4, 2]);
    }
  });

  it("are behind those that the source gave before, which may add with other fields or columns", () => {
    const sums = accumulate({ onInvalid: "skip" });
    const seen: number[][] = [];
    const see = (): number => seen.push([sums.rows, sums.table().size, restoreAccumulator(sums.snapshot()).rows]);
    function* source(): Iterable<{ c: number; d: number; a: number }> {
      yield { c: 1, d: 0, a: 1 };
      yield { c: 2, d: 0, a: 1 };
      sums.addRows([{ x: 9, d: 0, a: 1 }], { ...FIELDS, customer: "x" });
      see();
      yield { c: 3, d: 0, a: 1 };
      sums.addColumns({ customer: ["z"], date: [0], amount: [Number.NaN] });
      see();
      yield { c: 4, d: 0, a: Number.NaN };
    }
    sums.addRows(source(), FIELDS);
    expect(seen).toEqual([
      [3, 3, 3],
      [5, 4, 5],
    ]);
    expect(sums.table().diagnostics.ledger?.invalid).toEqual({ BAD_AMOUNT: { count: 2, firstRows: [4, 5] } });
  });

  it("do not make a later call fail that has no rows", () => {
    const sums = accumulate();
    const rows = [{ c: "a", d: 0 }] as unknown as { c: string; d: number; a: number }[];
    expectRefused(() => sums.addRows(rows, FIELDS), "MISSING_COLUMN");
    expect(sums.addRows([], FIELDS).rows).toBe(0);
  });

  it("may come from the source of the rows itself, between two of them", () => {
    const sums = accumulate();
    function* source(): Iterable<object> {
      yield { c: "ann", d: "2026-01-01", a: 1 };
      sums.addRows([{ c: "eve", d: "2026-01-03", a: 20 }], FIELDS);
      yield { c: "bob", d: "2026-01-02", a: 2 };
    }
    sums.addRows(source() as Iterable<{ c: string; d: string; a: number }>, FIELDS);
    expect(rfm(sums.table()).get("eve")?.monetary).toBe(20);
    expect(sums.table().size).toBe(3);
  });
});

describe("what merge, restoreAccumulator and columns refuse", () => {
  it("is what only stands for an accumulator", () => {
    const sums = threeOrders();
    for (const other of [new Proxy(sums, {}), Object.create(sums), { ...sums }]) {
      expectRefused(() => accumulate().merge(wrong(other)), "WRONG_TYPE", { where: "merge", path: "other" });
    }
  });

  it("closes a source of pieces that is refused", () => {
    let isClosed = false;
    function* pieces(): Iterable<Uint8Array> {
      try {
        yield new Uint8Array(30);
        yield new Uint8Array(30);
      } finally {
        isClosed = true;
      }
    }
    expectRefused(() => restoreAccumulator(pieces()), "BAD_SNAPSHOT");
    expect(isClosed).toBe(true);
  });

  it("is a column of days that ends before its length", () => {
    class Short extends Int32Array {
      override get length(): number {
        return 3;
      }
    }
    const columns = {
      customer: Int32Array.of(1, 2, 3),
      date: Short.of(20_000, 20_001),
      amount: Float64Array.of(1, 2, 3),
    };
    expectRefused(() => accumulate().addColumns(columns), "BAD_DATE", { where: "addColumns" });
  });
});

describe("fitRfm", () => {
  it("refuses tables that it can go through only once, or that change", () => {
    const sums = threeOrders();
    const once = (function* () {
      yield sums.table();
    })();
    expectRefused(() => fitRfm(once), "WRONG_TYPE", { where: "fitRfm", path: "tables" });
    const wrapped = { [Symbol.iterator]: () => ({ next: () => once.next() }) };
    expectRefused(() => fitRfm(wrapped), "WRONG_TYPE", { where: "fitRfm", path: "tables" });
    let passes = 0;
    const changing = {
      [Symbol.iterator]() {
        if (++passes === 4) {
          sums.addColumns({
            customer: Int32Array.of(1, 2, 3),
            date: new Int32Array(3).fill(20_020),
            amount: new Float64Array(3).fill(1e6),
          });
        }
        return sums.tables({ most: 1 })[Symbol.iterator]();
      },
    };
    expectRefused(() => fitRfm(changing), "LENGTH_MISMATCH", { where: "fitRfm", path: "tables" });
  });

  it("refuses what are no tables, tables that were measured differently, and methods for one table", () => {
    const table = threeOrders().table();
    for (const tables of [undefined, null, 5, "tables", table, [table, {}], [null]]) {
      expectRefused(() => fitRfm(wrong(tables)), "WRONG_TYPE", { where: "fitRfm" });
    }
    expectRefused(() => fitRfm([]), "OUT_OF_RANGE", { path: "tables" });
    expectRefused(() => fitRfm([table, threeOrders().table({ asOf: "2026-01-01" })]), "MODEL_MISMATCH", {
      path: "tables[1]",
    });
    expectRefused(() => fitRfm([table], { bins: { method: "ntile", bins: 5 } }), "CONFLICTING_OPTIONS", {
      path: "options.bins.recency",
    });
    expect(() => fitRfm([table], { bins: { method: "ntile", bins: 5 } })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitRfm: options.bins.recency must not be ntile, which looks at all customers at once: choose quantiles, thresholds, equalWidth, meanSplit or medianSplit, or use rfm() on one table of all customers]`,
    );
    expectRefused(() => fitRfm([table], { nested: true } as never), "UNKNOWN_OPTION", { path: "options.nested" });
  });
});

describe("an accumulator in place of its table", () => {
  it("is refused with the way to the table", () => {
    const sums = threeOrders();
    expect(() => rfm(wrong(sums))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: rfm: orders must be rows, a ledger or a table: of an accumulator its table(); received an object]`,
    );
  });
});
