import { describe, expect, it } from "vitest";
import {
  type CustomerId,
  type DateLike,
  ledgerFromRows,
  type OrderOptions,
  type OrderStatus,
  type RowIssueCode,
  rfm,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

interface Row {
  readonly customer: CustomerId | null | undefined;
  readonly date: DateLike | null | undefined;
  readonly amount: number | string | bigint | null | undefined;
  readonly order: CustomerId | null | undefined;
  readonly pieces: number | string | bigint | null | undefined;
  readonly state: OrderStatus | null | undefined;
}

const good: Row = { customer: "ann", date: "2026-03-01", amount: 10, order: 1, pieces: 2, state: "paid" };
const options: OrderOptions<Row> = { customer: "customer", date: "date", amount: "amount" };
const withOrder: OrderOptions<Row> = { ...options, order: "order" };
const withAll: OrderOptions<Row> = { ...withOrder, quantity: "pieces", status: "state" };

/** Rows of which the one with the number 1 is the row in question. */
function rowsWith(change: Partial<Record<keyof Row, unknown>>): Row[] {
  return [good, wrong<Row>({ ...good, order: 2, ...change }), { ...good, order: 3 }];
}

const nothing = [null, undefined, "", " ", "\t\n"];
const invalid: [code: RowIssueCode, column: keyof Row, values: unknown[]][] = [
  ["MISSING_CUSTOMER", "customer", nothing],
  [
    "BAD_CUSTOMER",
    "customer",
    [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53), 1e300, true, {}, [], new Date(0), Symbol("id")],
  ],
  ["MISSING_ORDER", "order", nothing],
  ["BAD_ORDER", "order", [Number.NaN, 2 ** 53, false, {}]],
  [
    "BAD_DATE",
    "date",
    [
      "yesterday",
      "2026-02-30",
      "03/01/2026",
      "",
      null,
      undefined,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      1_767_225_600_000_000,
      new Date(Number.NaN),
      true,
      {},
      20_260_301n,
    ],
  ],
  [
    "BAD_AMOUNT",
    "amount",
    [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      "",
      "abc",
      "1,50",
      "12.5.0",
      null,
      undefined,
      true,
      {},
      [],
    ],
  ],
  ["AMOUNT_TOO_LARGE", "amount", [90_071_992_547_409.92, -1e15, 1e300, "90071992547409.92", 10n ** 14n, -(10n ** 30n)]],
  ["BAD_QUANTITY", "pieces", [Number.NaN, Number.POSITIVE_INFINITY, "", "two", null, undefined, true]],
  ["BAD_STATUS", "state", ["done", "PAID", " paid", 5, true, {}]],
];
const cases = invalid.flatMap(([code, column, values]) => values.map((value) => [code, column, value] as const));

describe("a row that cannot be used", () => {
  it.each(cases)("is refused as %s for its %s %s", (code, column, value) => {
    const rows = rowsWith({ [column]: value });
    expectRefused(() => ledgerFromRows(rows, withAll), code, { where: "ledgerFromRows", path: column, row: 1 });
  });

  it.each(cases)("is left out and counted as %s for its %s %s", (code, column, value) => {
    const { diagnostics, days } = ledgerFromRows(rowsWith({ [column]: value }), { ...withAll, onInvalid: "skip" });
    expect(days.length).toBe(2);
    expect(diagnostics).toMatchObject({ rows: 3, purchases: 2, invalidRows: 1 });
    expect(diagnostics.invalid).toEqual({ [code]: { count: 1, firstRows: [1] } });
  });

  it.each([null, undefined, 5, "text", true])("is refused or counted as BAD_ROW when it is %s", (row) => {
    const rows = [good, wrong<Row>(row), good];
    expectRefused(() => ledgerFromRows(rows, options), "BAD_ROW", { path: "row", row: 1 });
    const { diagnostics } = ledgerFromRows(rows, { ...options, onInvalid: "skip" });
    expect(diagnostics).toMatchObject({ rows: 3, purchases: 2, invalid: { BAD_ROW: { count: 1, firstRows: [1] } } });
  });

  it("with an id of nothing but wide or hard spaces has no customer either", () => {
    for (const customer of ["\u00a0", "\u3000", "\u2003 ", "\ufeff"]) {
      expectRefused(() => ledgerFromRows(rowsWith({ customer }), options), "MISSING_CUSTOMER", { row: 1 });
    }
  });

  it("counts under the first of its faults: customer, order, date, quantity, amount, status", () => {
    const faults = { customer: "", order: "", date: "", pieces: "", amount: "x", state: "?" };
    const order = ["customer", "order", "date", "pieces", "amount", "state"] as const;
    const codes = [
      "MISSING_CUSTOMER",
      "MISSING_ORDER",
      "BAD_DATE",
      "BAD_QUANTITY",
      "BAD_AMOUNT",
      "BAD_STATUS",
    ] as const;
    order.forEach((_, from) => {
      const remaining = Object.fromEntries(order.slice(from).map((name) => [name, faults[name]]));
      expectRefused(() => ledgerFromRows(rowsWith(remaining), withAll), codes[from], { row: 1 });
    });
  });

  it("is numbered from 0 in the order of the rows, the first five of each reason", () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ ...good, date: i % 3 === 0 ? "never" : "2026-03-01" }));
    const { diagnostics } = ledgerFromRows(rows, { ...options, onInvalid: "skip" });
    expect(diagnostics.invalid.BAD_DATE).toEqual({ count: 7, firstRows: [0, 3, 6, 9, 12] });
    expect(errorOf(() => ledgerFromRows(rows.slice(1), options)).details.row).toBe(2);
  });

  it("leaves its customer known, without an order", () => {
    const ledger = ledgerFromRows([{ ...good, customer: "bob", date: "never" }, good], {
      ...options,
      onInvalid: "skip",
    });
    expect([ledger.customers.find("bob"), ledger.customers.size]).toEqual([0, 2]);
    expect([...ledger.offsets]).toEqual([0, 0, 1]);
  });

  it("never shows in the message what else stands in the row", () => {
    const rows = [{ ...good, customer: wrong<string>({ name: "secret" }) }];
    expect(errorOf(() => ledgerFromRows(rows, options)).message).not.toContain("secret");
  });

  it("is described in these words", () => {
    expect(() => ledgerFromRows(rowsWith({ date: "31.12.2026" }), options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: row 1: date must be a Date, epoch milliseconds or ISO text of the years 1 to 9999; received "31.12.2026" (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => ledgerFromRows(rowsWith({ customer: 2 ** 53 }), options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: row 1: customer must be text, a bigint or a number up to 2^53; received 9007199254740992; read ids beyond 2^53 as text or bigint (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => ledgerFromRows(rowsWith({ amount: 1e15 }), options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: row 1: amount must be below 2^53 minor units; received 1000000000000000; lower options.decimals if the amounts are right (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });
});

describe("a negative amount", () => {
  const rows = rowsWith({ amount: -4 });

  it("reduces the money and is no order under net", () => {
    const ledger = ledgerFromRows(rows, { ...options, refunds: "net" });
    expect([...ledger.amounts]).toEqual([1000, -400, 1000]);
    expect(ledger.diagnostics).toMatchObject({ purchases: 2, refunds: 1, ignoredRefunds: 0 });
    expect(rfm(ledger).get("ann")).toMatchObject({ frequency: 2, monetary: 16 });
  });

  it("is left out and counted under ignore", () => {
    const ledger = ledgerFromRows(rows, { ...options, refunds: "ignore" });
    expect([...ledger.amounts]).toEqual([1000, 1000]);
    expect(ledger.diagnostics).toMatchObject({ purchases: 2, refunds: 0, ignoredRefunds: 1 });
  });

  it("is invalid under error: refused, or skipped and counted", () => {
    expectRefused(() => ledgerFromRows(rows, { ...options, refunds: "error" }), "NEGATIVE_AMOUNT", {
      path: "amount",
      row: 1,
      received: "-4",
    });
    const { diagnostics } = ledgerFromRows(rows, { ...options, refunds: "error", onInvalid: "skip" });
    expect(diagnostics.invalid).toEqual({ NEGATIVE_AMOUNT: { count: 1, firstRows: [1] } });
  });

  it("that rounds to nothing is still negative: invalid under error, left out under ignore", () => {
    const tiny = rowsWith({ amount: -0.004 });
    expectRefused(() => ledgerFromRows(tiny, { ...options, refunds: "error" }), "NEGATIVE_AMOUNT", { row: 1 });
    const { diagnostics } = ledgerFromRows(tiny, { ...options, refunds: "ignore" });
    expect(diagnostics).toMatchObject({ purchases: 2, ignoredRefunds: 1 });
  });

  it("of a customer who buys nothing else leaves a negative total in sight", () => {
    const ledger = ledgerFromRows(rowsWith({ amount: -25 }), options);
    expect(rfm(ledger).get("ann")?.monetary).toBe(-5);
  });
});

describe("an order id under two customers", () => {
  const rows = [good, { ...good, customer: "bob" }, { ...good, customer: "cid" }, { ...good, order: 2 }];

  it("is refused by default, at the first row that shows it", () => {
    expectRefused(() => ledgerFromRows(rows, withOrder), "ORDER_SHARED", { path: "order", row: 1, received: "1" });
  });

  it("is counted under skip, and is an order of each", () => {
    const ledger = ledgerFromRows(rows, { ...withOrder, onInvalid: "skip" });
    expect([...ledger.amounts]).toEqual([1000, 1000, 1000, 1000]);
    expect(ledger.diagnostics).toMatchObject({
      purchases: 4,
      invalidRows: 0,
      sharedOrders: { count: 1, firstRows: [1] },
      warnings: [{ code: "SHARED_ORDERS" }],
    });
    expect([...rfm(ledger)].map(({ frequency }) => frequency)).toEqual([2, 1, 1]);
  });

  it("is not said to be left out under skip, because it is kept", () => {
    const { message } = errorOf(() => ledgerFromRows(rows, withOrder));
    expect(message).not.toContain("leaves such rows out");
  });
});

describe("amounts beyond 2^53 minor units", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const minor: OrderOptions<Row> = { ...options, amountIn: "minor" };
  const two = (a: number, b: number): Row[] => [good, { ...good, amount: a }, { ...good, amount: b }].slice(1);

  it("are held exactly up to the limit", () => {
    const ledger = ledgerFromRows(two(most - 5, 5), minor);
    expect(rfm(ledger).table.monetary[0]).toBe(most);
  });

  it.each(["throw", "skip"] as const)("are refused as the total of a customer, under %s too", (onInvalid) => {
    const call = (): unknown => ledgerFromRows(two(most - 5, 6), { ...minor, onInvalid });
    expectRefused(call, "TOTAL_TOO_LARGE", { where: "ledgerFromRows", path: "amount", received: '"ann"' });
  });

  it("are refused as a total also where refunds would bring it down again, and within one order", () => {
    expectRefused(() => ledgerFromRows(two(most, -1), minor), "TOTAL_TOO_LARGE");
    expectRefused(() => ledgerFromRows(two(most, 1), { ...minor, order: "order" }), "TOTAL_TOO_LARGE");
  });

  it("of different customers do not add up", () => {
    const ledger = ledgerFromRows(
      [
        { ...good, amount: most },
        { ...good, customer: "bob", amount: most },
      ],
      minor,
    );
    expect([...ledger.amounts]).toEqual([most, most]);
    expect(
      rfm(ledger)
        .summary()
        .reduce((sum, { revenue }) => sum + Number(revenue), 0),
    ).toBe((2 * most) / 100);
  });

  it("are described in these words", () => {
    expect(() => ledgerFromRows(two(most, 1), minor)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: the amounts of customer "ann" must add up to less than 2^53 minor units; lower options.decimals if the amounts are right]`,
    );
  });
});

describe("customer ids", () => {
  const hostile = [
    "__proto__",
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "length",
    "0",
    "null",
    "undefined",
  ];

  it("may have the names of object members", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const result = rfm(
      hostile.map((customer, i) => ({ ...good, customer, amount: i + 1 })),
      options,
    );
    hostile.forEach((id, i) => {
      expect(result.get(id)).toMatchObject({ customer: id, monetary: i + 1 });
    });
    expect(result.get("isPrototypeOf")).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as Record<string, unknown>)["monetary"]).toBeUndefined();
  });

  it.each(hostile)("and orders may both be %s, in columns of that name", (name) => {
    const rows = [
      Object.fromEntries([
        [name === "__proto__" ? "constructor" : name, "x"],
        ["d", 0],
        ["a", 1],
      ]),
    ];
    const ledger = ledgerFromRows(rows, {
      customer: (row) => wrong<Record<string, string>>(row)[name === "__proto__" ? "constructor" : name],
      date: (row) => Number(row["d"]),
      amount: (row) => Number(row["a"]),
    });
    expect(ledger.customers.id(0)).toBe("x");
  });

  it("are not taken from what every object inherits", () => {
    const rows = [{ d: 0, a: 1 }] as { d: number; a: number; constructor?: string }[];
    expectRefused(
      () => ledgerFromRows(rows, { customer: wrong<"d">("constructor"), date: "d", amount: "a" }),
      "MISSING_COLUMN",
      { path: "options.customer", received: "constructor" },
    );
    const own = { d: 0, a: 1, constructor: "ann" };
    expectRefused(
      () => ledgerFromRows([own, rows[0]], { customer: "constructor", date: "d", amount: "a" }),
      "MISSING_CUSTOMER",
      { path: "constructor", row: 1 },
    );
  });

  it.each(["throw", "skip"] as const)("are not methods that rows inherit, under %s too", (onInvalid) => {
    class Sold {
      readonly d = 0;
      readonly a = 1;
      who(): string {
        return "ann";
      }
    }
    for (const name of ["toString", "__proto__", "hasOwnProperty", "who"]) {
      const call = (): unknown =>
        ledgerFromRows([new Sold()], { customer: wrong(name), date: "d", amount: "a", onInvalid });
      expectRefused(call, "MISSING_COLUMN", { path: "options.customer", received: name });
    }
  });

  it("of several types are different customers, with a warning", () => {
    const ledger = ledgerFromRows(
      [1, "1", 1n, 1, "1"].map((customer) => ({ ...good, customer })),
      options,
    );
    expect([0, 1, 2].map((code) => ledger.customers.id(code))).toEqual([1, "1", 1n]);
    expect([...ledger.offsets]).toEqual([0, 2, 4, 5]);
    expect(ledger.diagnostics.customersByIdType).toEqual({ string: 1, number: 1, bigint: 1 });
    expect(ledger.diagnostics.warnings.map(({ code }) => code)).toEqual(["MIXED_ID_TYPES"]);
    expect(["1", 1, 1n, "2", 2, 2n].map((id) => ledger.customers.find(id))).toEqual([1, 0, 2, -1, -1, -1]);
  });

  it("of several types are one customer known as text under customerIds: text, without a warning", () => {
    const ledger = ledgerFromRows(
      [1, "1", 1n].map((customer) => ({ ...good, customer })),
      {
        ...options,
        customerIds: "text",
      },
    );
    expect([ledger.customers.size, ledger.customers.id(0)]).toEqual([1, "1"]);
    expect(["1", 1, 1n].map((id) => ledger.customers.find(id))).toEqual([0, 0, 0]);
    expect(ledger.diagnostics.warnings).toEqual([]);
  });

  it("zero and minus zero are one customer, known as zero", () => {
    const ledger = ledgerFromRows(
      [-0, 0].map((customer) => ({ ...good, customer })),
      options,
    );
    expect(ledger.customers.size).toBe(1);
    expect(Object.is(ledger.customers.id(0), 0)).toBe(true);
  });

  it("keep their spaces, case and form", () => {
    const ids = ["a", "A", " a", "a ", "é", "e\u0301", "\ud800"];
    const ledger = ledgerFromRows(
      ids.map((customer) => ({ ...good, customer })),
      options,
    );
    expect(ids.map((id) => ledger.customers.find(id))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("that are unknown or no ids at all are found nowhere", () => {
    const { customers } = ledgerFromRows([good], options);
    for (const id of ["", "bob", null, undefined, {}, Number.NaN, 2 ** 60]) {
      expect(customers.find(wrong<string>(id))).toBe(-1);
    }
  });
});

describe("the fields", () => {
  it.each(["customer", "date", "amount"] as const)("must name %s", (name) => {
    const { [name]: _, ...rest } = options;
    expectRefused(() => ledgerFromRows([good], wrong(rest)), "MISSING_OPTION", {
      where: "ledgerFromRows",
      path: `options.${name}`,
      received: "undefined",
    });
  });

  it.each([5, "", null, {}, ["customer"]])("must be keys or functions, not %s", (field) => {
    expectRefused(
      () => ledgerFromRows([good], { ...options, customer: wrong("customer"), date: wrong(field) }),
      "WRONG_TYPE",
      {
        path: "options.date",
      },
    );
  });

  it.each(["throw", "skip"] as const)("must name a key that a row has, under %s too", (onInvalid) => {
    for (const name of ["customer", "date", "amount", "order", "quantity", "status"] as const) {
      const call = (): unknown => ledgerFromRows([good, good], { ...options, [name]: "Cusotmer", onInvalid });
      expectRefused(call, "MISSING_COLUMN", { path: `options.${name}`, received: "Cusotmer" });
    }
  });

  it("may be missing in some rows, which are then invalid rows", () => {
    const rows = [good, wrong<Row>({ date: "2026-03-01", amount: 1 })];
    expectRefused(() => ledgerFromRows(rows, options), "MISSING_CUSTOMER", { row: 1, path: "customer" });
  });

  it("may be functions of the row and its number", () => {
    const ledger = ledgerFromRows([good, good], {
      customer: (row, index) => `${row.customer}-${index}`,
      date: () => new Date(0),
      amount: () => "1.25",
    });
    expect([ledger.customers.id(0), ledger.customers.id(1), ...ledger.amounts]).toEqual(["ann-0", "ann-1", 125, 125]);
  });

  it("that are functions are named by their option in messages", () => {
    expectRefused(() => ledgerFromRows([good], { ...options, date: () => "never" }), "BAD_DATE", {
      path: "options.date(row)",
      row: 0,
    });
  });

  it("may be getters and inherited values", () => {
    class Order {
      get who(): string {
        return "ann";
      }
      readonly at = "2026-03-01";
      readonly total = 5;
    }
    expect(ledgerFromRows([new Order()], { customer: "who", date: "at", amount: "total" }).amounts[0]).toBe(500);
  });

  it("that throw pass their own error on", () => {
    const own = new Error("own");
    const call = (): unknown =>
      ledgerFromRows([good], {
        ...options,
        amount: () => {
          throw own;
        },
      });
    expect(call).toThrow(own);
  });

  it("are asked for in these words", () => {
    expect(() => ledgerFromRows([good], { ...options, order: wrong("Order") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.order must name a key of the rows; none has "Order", they have customer, date, amount, order, pieces, state]`,
    );
    expect(() => ledgerFromRows([good], wrong({ date: "date" }))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromRows: options.customer must be the key of a field or a function (row) => value; received undefined]`,
    );
  });
});

describe("the rows", () => {
  it.each([null, undefined, 5, "rows", {}, good])("must be iterable, not %s", (rows) => {
    expectRefused(() => ledgerFromRows(wrong<Row[]>(rows), options), "WRONG_TYPE", {
      where: "ledgerFromRows",
      path: "rows",
    });
  });

  it("may come from any iterable", () => {
    function* some(): Generator<Row> {
      yield good;
      yield good;
    }
    for (const rows of [some(), new Set([good, { ...good }]), [good, good].values()]) {
      expect(ledgerFromRows(rows, options).days.length).toBe(2);
    }
  });

  it("may be none", () => {
    const ledger = ledgerFromRows([] as Row[], options);
    expect([ledger.customers.size, ledger.days.length, ledger.lastOrderDay]).toEqual([0, 0, null]);
    expect([...ledger.offsets]).toEqual([0]);
  });

  it("with a status other than paid are counted by it and are no purchases", () => {
    const states = [
      "paid",
      null,
      undefined,
      "",
      "placed",
      "refunded",
      "refunded",
      "cancelled",
      "cancelled",
      "cancelled",
    ];
    const ledger = ledgerFromRows(
      states.map((state) => wrong<Row>({ ...good, state })),
      { ...options, status: "state" },
    );
    expect(ledger.diagnostics).toMatchObject({
      rows: 10,
      purchases: 4,
      notPaid: { placed: 1, refunded: 2, cancelled: 3 },
    });
  });

  it("of one order, day and sign become one entry, linked to the entry before of the same order", () => {
    const lines = [
      { ...good, amount: 5 },
      { ...good, amount: 7, date: "2026-03-03" },
      { ...good, amount: 6 },
      { ...good, amount: -2, date: "2026-03-03" },
      { ...good, amount: 9, order: 2, date: "2026-03-02" },
    ];
    const ledger = ledgerFromRows(lines, withOrder);
    expect([...ledger.amounts]).toEqual([1100, 900, 700, -200]);
    expect([...(ledger.links ?? [])]).toEqual([-1, -1, 0, 2]);
    expect(ledger.diagnostics.mergedLines).toBe(1);
    expect(rfm(ledger, { asOf: "2026-03-03" }).get("ann")?.frequency).toBe(2);
  });
});
