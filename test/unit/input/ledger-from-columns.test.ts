import { describe, expect, it } from "vitest";
import {
  accumulate,
  eventsFromColumns,
  type IdColumn,
  type Ledger,
  ledgerFromColumns,
  ledgerFromStream,
  type OrderColumns,
} from "../../../src/index.js";
import { errorOf, expectRefused, expectRejected, wrong } from "../refused.js";

const base: OrderColumns = {
  customer: ["ann", "bob", "ann"],
  date: Int32Array.of(20_000, 20_001, 20_002),
  amount: Float64Array.of(1, 2, 3),
};
const where = "ledgerFromColumns";

function of(change: object): Ledger {
  return ledgerFromColumns({ ...base, ...change });
}

function utf8(...texts: (string | readonly number[])[]): { offsets: Int32Array; bytes: Uint8Array } {
  const parts = texts.map((text) => (typeof text === "string" ? [...new TextEncoder().encode(text)] : text));
  const offsets = [0];
  for (const part of parts) offsets.push((offsets.at(-1) as number) + part.length);
  return { offsets: Int32Array.from(offsets), bytes: Uint8Array.from(parts.flat()) };
}

describe("the columns", () => {
  it.each([null, undefined, 5, "columns", []])("must be an object, not %s", (columns) => {
    expectRefused(() => ledgerFromColumns(wrong<OrderColumns>(columns)), "WRONG_TYPE", { where, path: "columns" });
  });

  it.each(["customer", "date", "amount"] as const)("must have %s", (name) => {
    const { [name]: _, ...rest } = base;
    expectRefused(() => ledgerFromColumns(wrong<OrderColumns>(rest)), "MISSING_COLUMN", {
      where,
      path: `columns.${name}`,
    });
    expectRefused(() => of({ [name]: null }), "MISSING_COLUMN", { path: `columns.${name}` });
  });

  it("must have no other name", () => {
    expectRefused(() => of({ customers: [] }), "UNKNOWN_OPTION", { where, path: "columns.customers" });
  });

  it.each([
    ["customer", { customer: ["ann"] }, "columns.date"],
    ["date", { date: [0] }, "columns.date"],
    ["amount", { amount: [1, 2, 3, 4] }, "columns.amount"],
    ["quantity", { quantity: [1] }, "columns.quantity"],
    ["order", { order: [1, 2] }, "columns.order"],
    ["status", { status: [] }, "columns.status"],
    ["order as text", { order: utf8("a") }, "columns.order"],
  ])("must have one length: %s", (_, change, path) => {
    expectRefused(() => of(change), "LENGTH_MISMATCH", { where, path });
  });

  it.each([
    ["customer", 5],
    ["customer", "abc"],
    ["customer", {}],
    ["customer", new DataView(new ArrayBuffer(8))],
    ["customer", { offsets: [0, 1, 2, 3], bytes: new Uint8Array(3) }],
    ["customer", { codes: [0, 0, 0], values: ["a"] }],
    ["order", null],
    ["order", "abc"],
    ["date", "2026-03-01"],
    ["date", {}],
    ["date", new Uint32Array(3)],
    ["date", new Float32Array(3)],
    ["date", new BigUint64Array(3)],
    ["date", new DataView(new ArrayBuffer(8))],
    ["amount", "123"],
    ["amount", {}],
    ["amount", new DataView(new ArrayBuffer(8))],
    ["quantity", null],
    ["quantity", 2],
    ["status", "paid"],
    ["status", new Uint8Array(3)],
  ])("must have a readable form: %s as %s", (name, column) => {
    expectRefused(() => of({ [name]: column }), "WRONG_TYPE", { where, path: `columns.${name}` });
  });

  it.each<[number, string]>([
    [
      20260131,
      "20260131, which looks like 2026-01-31 written as a number; give such a column as text: Array.from(column, String) (",
    ],
    [
      1_769_817_600,
      "1769817600, which looks like seconds, of 2026-01-31; give milliseconds: Float64Array.from(column, (s) => s * 1000) (",
    ],
    [-2_147_483_648, "-2147483648 ("],
    [20261331, "20261331 ("],
    [3_000_000, "3000000 ("],
    [-800_000, "-800000 ("],
  ])("say what the number %d in an Int32Array of dates looks like", (date, words) => {
    const columns = { customer: Int32Array.of(1), date: Int32Array.of(date), amount: Float64Array.of(1) };
    const message = `: row 0: columns.date must be days since 1970-01-01 where it is an Int32Array; received ${words}`;
    const own = errorOf(() => ledgerFromColumns(columns));
    expect(own.message.startsWith(`ledgerFromColumns${message}`), own.message).toBe(true);
    expect(own.details).toEqual({ path: "columns.date", row: 0, received: String(date) });
    const summed = errorOf(() => accumulate().addColumns(columns));
    expect(summed.message.startsWith(`addColumns${message}`), summed.message).toBe(true);
    const type = ["view"];
    const events = errorOf(() => eventsFromColumns({ customer: columns.customer, date: columns.date, type }));
    expect(events.message.startsWith(`eventsFromColumns${message}`), events.message).toBe(true);
  });

  it("name a bad value by its column and row", () => {
    expectRefused(() => of({ customer: ["ann", null, "ann"] }), "MISSING_CUSTOMER", {
      where,
      path: "columns.customer",
      row: 1,
      received: "null",
    });
    expectRefused(() => of({ date: Int32Array.of(0, 1, 3_000_000) }), "BAD_DATE", { path: "columns.date", row: 2 });
    expectRefused(() => of({ date: Float64Array.of(0, Number.NaN, 1) }), "BAD_DATE", { row: 1 });
    expectRefused(() => of({ date: BigInt64Array.of(0n, 1n << 60n, 1n) }), "BAD_DATE", { row: 1 });
    expectRefused(() => of({ amount: Float64Array.of(0, Number.NaN, 1) }), "BAD_AMOUNT", {
      path: "columns.amount",
      row: 1,
    });
    expectRefused(() => of({ amount: Float32Array.of(0, 1, Number.POSITIVE_INFINITY) }), "BAD_AMOUNT", { row: 2 });
    expectRefused(() => of({ amount: BigInt64Array.of(0n, 1n, 1n << 62n) }), "AMOUNT_TOO_LARGE", { row: 2 });
    expectRefused(() => of({ quantity: [1, "x", 1] }), "BAD_QUANTITY", { path: "columns.quantity", row: 1 });
    expectRefused(() => of({ order: [1, "", 1] }), "MISSING_ORDER", { path: "columns.order", row: 1 });
    expectRefused(() => of({ status: ["paid", "gone", null] }), "BAD_STATUS", { path: "columns.status", row: 1 });
    expectRefused(() => of({ order: [7, 7, 8] }), "ORDER_SHARED", { path: "columns.order", row: 1, received: "7" });
  });

  it("count bad values under skip", () => {
    const ledger = ledgerFromColumns(
      {
        customer: ["ann", null, "", "bob", "bob"],
        date: ["2026-03-01", "2026-03-01", "2026-03-01", "x", "2026-03-01"],
        amount: [1, 1, 1, 1, null],
      },
      { onInvalid: "skip" },
    );
    expect(ledger.diagnostics).toMatchObject({ rows: 5, purchases: 1, invalidRows: 4 });
    expect(ledger.diagnostics.invalid).toEqual({
      BAD_AMOUNT: { count: 1, firstRows: [4] },
      BAD_DATE: { count: 1, firstRows: [3] },
      MISSING_CUSTOMER: { count: 2, firstRows: [1, 2] },
    });
  });

  it("may be empty", () => {
    for (const customer of [[], new Int32Array(0), utf8(), { codes: new Int8Array(0), values: [] }] as IdColumn[]) {
      expect(ledgerFromColumns({ customer, date: [], amount: [] }).customers.size).toBe(0);
    }
  });

  it("are refused in these words", () => {
    expect(() => of({ amount: [1] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: columns.amount must have the length of columns.customer, 3; received 1]`,
    );
    expect(() => of({ date: new Uint32Array(3) })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: columns.date must be an array, Int32Array (days), Float64Array or BigInt64Array (epoch milliseconds); received an object]`,
    );
    expect(() => of({ customer: {} })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: columns.customer must be an array, a typed array, { offsets, bytes } with 32-bit or BigInt64 offsets, or { codes, values } with integer codes; received an object]`,
    );
    expect(() => of({ customer: undefined })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: columns.customer must be given]`,
    );
  });
});

describe("text ids as UTF-8", () => {
  it.each([
    ["a lone continuation byte", [0x80]],
    ["a continuation byte after text", [0x61, 0xbf]],
    ["a cut sequence of two", [0xc3]],
    ["a cut sequence of three", [0xe2, 0x82]],
    ["a cut sequence of four", [0xf0, 0x9f, 0x98]],
    ["text where a continuation should be", [0xc3, 0x28]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["an overlong NUL", [0xc1, 0x80]],
    ["an overlong sequence of three", [0xe0, 0x9f, 0xbf]],
    ["an overlong sequence of four", [0xf0, 0x8f, 0xbf, 0xbf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["a low surrogate", [0xed, 0xbf, 0xbf]],
    ["a point beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a lead byte beyond F4", [0xf5, 0x80, 0x80, 0x80]],
    ["FE", [0xfe]],
    ["FF", [0xff]],
  ])("are refused where they are none: %s", (_, bytes) => {
    const customer = utf8("ann", bytes, "ann");
    expectRefused(() => of({ customer }), "BAD_CUSTOMER", { where, path: "columns.customer", row: 1 });
    const ledger = ledgerFromColumns({ ...base, customer }, { onInvalid: "skip" });
    expect(ledger.diagnostics.invalid).toEqual({ BAD_CUSTOMER: { count: 1, firstRows: [1] } });
    expect(ledger.customers.size).toBe(1);
  });

  it("are refused in these words", () => {
    expect(() => of({ customer: utf8("ann", [0xc3], "ann") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: row 1: columns.customer must be well-formed UTF-8; received 1 byte that is not (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => of({ order: utf8("1", [0xff, 0xff], "3") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromColumns: row 1: columns.order must be well-formed UTF-8; received 2 bytes that are not (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });

  it("do not run into the next value: a cut sequence is not completed by it", () => {
    expectRefused(() => of({ customer: utf8("ann", [0xc3], [0xa9]) }), "BAD_CUSTOMER", { row: 1 });
  });

  it("are read to the ends of each length of sequence", () => {
    const ids = [
      "\u0001",
      "\u007f",
      "\u0080",
      "\u07ff",
      "\u0800",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "\u{10000}",
      "\u{10ffff}",
    ];
    const ledger = ledgerFromColumns({
      customer: utf8(...ids),
      date: new Int32Array(ids.length),
      amount: new Float64Array(ids.length),
    });
    // U+0001 alone is blank to nobody but a terminal.
    expect(ids.map((_, code) => ledger.customers.id(code))).toEqual(ids);
  });

  it("are missing where they have no bytes, only blanks, or a cleared bit", () => {
    for (const customer of [
      utf8("ann", "", "bob"),
      utf8("ann", "  ", "bob"),
      { ...utf8("ann", "x", "bob"), validity: Uint8Array.of(0b101) },
    ]) {
      expectRefused(() => of({ customer }), "MISSING_CUSTOMER", { row: 1 });
    }
  });

  it.each([
    ["that descend", Int32Array.of(0, 3, 2, 3), "columns.customer.offsets[2]"],
    ["below 0", Int32Array.of(-1, 1, 2, 3), "columns.customer.offsets[0]"],
    ["beyond the bytes", Int32Array.of(0, 1, 2, 4), "columns.customer.offsets[3]"],
    ["of 64 bits beyond the bytes", BigInt64Array.of(0n, 1n, 2n, 1n << 40n), "columns.customer.offsets[3]"],
    ["of 64 bits below 0", BigInt64Array.of(-1n, 1n, 2n, 3n), "columns.customer.offsets[0]"],
  ])("are refused with offsets %s", (_, offsets, path) => {
    expectRefused(() => of({ customer: { offsets, bytes: Uint8Array.of(97, 98, 99) } }), "OUT_OF_RANGE", {
      where,
      path,
    });
  });

  it("are refused with offsets of a type that holds none", () => {
    const bytes = Uint8Array.of(97, 98, 99);
    for (const offsets of [
      BigUint64Array.of(0n, 1n, 2n, 3n),
      Float64Array.of(0, 0.5, 2, 3),
      new DataView(new ArrayBuffer(16)),
    ]) {
      expectRefused(() => of({ customer: { offsets, bytes } }), "WRONG_TYPE", { where });
    }
  });

  it("keep a customer together over many chunks, with ids given as text elsewhere", async () => {
    const day = Int32Array.of(20_000);
    const chunks: OrderColumns[] = [
      { customer: utf8("ann"), date: day, amount: [1] },
      { customer: ["ann"], date: day, amount: [2] },
      { customer: { codes: Int8Array.of(0), values: ["ann"] }, date: day, amount: [3] },
      { customer: utf8("ann"), date: day, amount: [4] },
    ];
    const ledger = await ledgerFromStream(chunks);
    expect(ledger.customers.size).toBe(1);
    expect([...ledger.amounts]).toEqual([100, 200, 300, 400]);
  });

  it("may be thousands, more than the tables begin with", () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `customer-${(i * 7919) % 2500}`);
    const ledger = ledgerFromColumns({
      customer: utf8(...ids),
      date: new Int32Array(ids.length),
      amount: new Float64Array(ids.length),
    });
    expect(ledger.customers.size).toBe(2500);
    expect(Array.from({ length: 2500 }, (_, code) => ledger.customers.id(code))).toEqual([...new Set(ids)]);
  });
});

describe("ids by a dictionary", () => {
  const values = ["ann", null, "", "bob", wrong<string>({})];

  it("are refused with a code that no value has, under skip too", () => {
    for (const onInvalid of ["throw", "skip"] as const) {
      const customer = { codes: Int32Array.of(0, 5, 0), values };
      expectRefused(() => ledgerFromColumns({ ...base, customer }, { onInvalid }), "OUT_OF_RANGE", {
        where,
        path: "columns.customer.codes[1]",
        received: "5",
      });
    }
  });

  it.each([
    ["a negative code", Int8Array.of(0, -1, 3), "MISSING_CUSTOMER"],
    ["a value of null", Int8Array.of(0, 1, 3), "MISSING_CUSTOMER"],
    ["an empty value", Uint32Array.of(0, 2, 3), "MISSING_CUSTOMER"],
    ["a value that is no id", Uint8Array.of(0, 4, 3), "BAD_CUSTOMER"],
  ] as const)("are invalid in the row with %s", (_, codes, code) => {
    expectRefused(() => of({ customer: { codes, values } }), code, { path: "columns.customer", row: 1 });
    const ledger = ledgerFromColumns({ ...base, customer: { codes, values } }, { onInvalid: "skip" });
    expect(ledger.diagnostics.invalid).toEqual({ [code]: { count: 1, firstRows: [1] } });
  });

  it("are refused with codes that are no integers: NaN must not become the first customer", () => {
    for (const codes of [Float64Array.of(0, Number.NaN, 3), Float32Array.of(0, 0.5, 3)]) {
      expectRefused(() => of({ customer: { codes, values } }), "WRONG_TYPE", { where, path: "columns.customer" });
    }
  });

  it.each([
    ["too short", new Uint8Array(0)],
    ["an array", [1, 1, 1]],
    ["another typed array", new Int32Array(9)],
    ["null", null],
  ])("are refused with a validity that is %s", (_, validity) => {
    expectRefused(() => of({ customer: { codes: Int8Array.of(0, 0, 0), values, validity } }), "LENGTH_MISMATCH", {
      where,
      path: "columns.customer.validity",
    });
    expectRefused(() => of({ customer: { ...utf8("a", "b", "c"), validity } }), "LENGTH_MISMATCH", {
      path: "columns.customer.validity",
    });
  });

  it("do not make unused values into customers", () => {
    expect(of({ customer: { codes: Int8Array.of(3, 3, 3), values } }).customers.size).toBe(1);
  });
});

describe("typed arrays of ids", () => {
  it.each([
    ["close together", Int32Array.of(5, 7, 5)],
    ["far apart", Int32Array.of(-(2 ** 31), 2 ** 31 - 1, -(2 ** 31))],
    ["beyond int32", Uint32Array.of(2 ** 32 - 1, 2 ** 31, 2 ** 32 - 1)],
    ["fractions", Float64Array.of(0.5, 2 ** 53 - 1, 0.5)],
    ["of 64 bits", BigInt64Array.of(-(1n << 63n), 5n, -(1n << 63n))],
    ["unsigned of 64 bits", BigUint64Array.of((1n << 64n) - 1n, 5n, (1n << 64n) - 1n)],
  ])("%s keep their values", (_, customer) => {
    const { customers, offsets } = of({ customer });
    expect([customers.id(0), customers.id(1), customers.size]).toEqual([customer[0], customer[1], 2]);
    expect([...offsets]).toEqual([0, 2, 3]);
    expect(customers.find(customer[1])).toBe(1);
  });

  it("refuse NaN and what is beyond 2^53", () => {
    for (const bad of [Number.NaN, 2 ** 53, Number.NEGATIVE_INFINITY]) {
      expectRefused(() => of({ customer: Float64Array.of(1, bad, 2) }), "BAD_CUSTOMER", { row: 1 });
    }
  });

  it("become text under customerIds: text, the same customers as their digits", async () => {
    const day = Int32Array.of(20_000);
    const ledger = await ledgerFromStream(
      [
        { customer: Int32Array.of(7), date: day, amount: [1] },
        { customer: ["7"], date: day, amount: [1] },
        { customer: BigInt64Array.of(7n), date: day, amount: [1] },
        { customer: utf8("7"), date: day, amount: [1] },
      ],
      { customerIds: "text" },
    );
    expect([ledger.customers.size, ledger.customers.id(0)]).toEqual([1, "7"]);
  });
});

describe("a stream", () => {
  const fields = { customer: "c", date: "d", amount: "a" } as const;
  const row = { c: 1, d: "2026-03-01", a: 1 };

  it.each([null, undefined, 5, "rows", {}])("must be iterable, not %s", async (source) => {
    await expectRejected(ledgerFromStream(wrong<OrderColumns[]>(source)), "WRONG_TYPE", {
      where: "ledgerFromStream",
      path: "source",
    });
  });

  it("rejects for wrong options and never throws at once", async () => {
    await expectRejected(ledgerFromStream([row], wrong({ ...fields, timezone: "UTC" })), "UNKNOWN_OPTION");
    await expectRejected(ledgerFromStream([row], wrong({ customer: "c", date: "d" })), "MISSING_OPTION", {
      where: "ledgerFromStream",
      path: "options.amount",
    });
    await expectRejected(ledgerFromStream([base], wrong(null)), "WRONG_TYPE");
  });

  it("of rows without fields is told that these are no columns", async () => {
    await expectRejected(ledgerFromStream(wrong<OrderColumns[]>([row])), "UNKNOWN_OPTION", { path: "columns.c" });
    await expectRejected(ledgerFromStream(wrong<OrderColumns[]>([5])), "WRONG_TYPE", { path: "columns" });
  });

  it("has the same optional columns in every chunk", async () => {
    const second = { ...base, order: [1, 2, 3] };
    await expectRejected(ledgerFromStream([base, second]), "MISSING_COLUMN", { path: "columns.order" });
    await expectRejected(ledgerFromStream([second, base]), "MISSING_COLUMN", { path: "columns.order" });
    await expectRejected(ledgerFromStream([base, { ...base, quantity: [1, 1, 1] }]), "MISSING_COLUMN");
    await expectRejected(ledgerFromStream([{ ...base, status: ["", "", ""] }, base]), "MISSING_COLUMN");
  });

  it("passes on the error of its source, and closes it on an error of its own", async () => {
    let closed = false;
    async function* failing(): AsyncGenerator<typeof row> {
      yield row;
      throw new Error("connection lost");
    }
    async function* endless(): AsyncGenerator<typeof row> {
      try {
        for (;;) yield { ...row, d: "never" };
      } finally {
        closed = true;
      }
    }
    await expect(ledgerFromStream(failing(), fields)).rejects.toThrow("connection lost");
    await expectRejected(ledgerFromStream(endless(), fields), "BAD_DATE", { row: 0 });
    expect(closed).toBe(true);
  });

  it("numbers rows through over the chunks", async () => {
    const bad = { ...base, date: ["2026-03-01", "x", "y"] };
    const ledger = await ledgerFromStream([base, bad, base, bad], { onInvalid: "skip" });
    expect(ledger.diagnostics.invalid.BAD_DATE).toEqual({ count: 4, firstRows: [4, 5, 10, 11] });
  });

  it("may be empty, of rows or of chunks", async () => {
    expect((await ledgerFromStream([] as OrderColumns[])).diagnostics.rows).toBe(0);
    expect((await ledgerFromStream([] as (typeof row)[], fields)).diagnostics.rows).toBe(0);
  });

  it("rejects in these words", async () => {
    await expect(ledgerFromStream([base, { ...base, order: [1, 2, 3] }])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromStream: columns.order must be in no chunk, as it is not in the first; received "a column"]`,
    );
    await expect(ledgerFromStream(wrong<OrderColumns[]>(5))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RfmError: ledgerFromStream: source must be an iterable or async iterable of rows or of columns; received 5]`,
    );
  });
});
