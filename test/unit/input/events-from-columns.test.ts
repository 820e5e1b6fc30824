import { describe, expect, it } from "vitest";
import { type EventColumns, type EventLog, eventsFromColumns, eventsFromStream } from "../../../src/index.js";
import { errorOf, expectRefused, expectRejected, wrong } from "../refused.js";

const where = "eventsFromColumns";
const base: EventColumns = {
  customer: ["ann", "bob", "ann"],
  type: ["view", "cart", "view"],
  date: Int32Array.of(20_000, 20_001, 20_002),
};

function of(change: object): EventLog {
  return eventsFromColumns({ ...base, ...change });
}

function utf8(...texts: (string | readonly number[])[]): { offsets: Int32Array; bytes: Uint8Array } {
  const parts = texts.map((text) => (typeof text === "string" ? [...new TextEncoder().encode(text)] : text));
  const offsets = [0];
  for (const part of parts) offsets.push((offsets.at(-1) as number) + part.length);
  return { offsets: Int32Array.from(offsets), bytes: Uint8Array.from(parts.flat()) };
}

function itemsOf({ fields }: EventLog): unknown[] {
  const { codes, values } = fields["item"];
  return [...codes].map((code) => values[code]);
}

describe("the columns", () => {
  it.each([null, undefined, 5, "columns", []])("must be an object, not %s", (columns) => {
    expectRefused(() => eventsFromColumns(wrong<EventColumns>(columns)), "WRONG_TYPE", { where, path: "columns" });
  });

  it.each(["customer", "type", "date"] as const)("must have %s", (name) => {
    expectRefused(() => of({ [name]: undefined }), "MISSING_COLUMN", { where, path: `columns.${name}` });
    expectRefused(() => of({ [name]: null }), "MISSING_COLUMN", { path: `columns.${name}` });
  });

  it("must have no other name", () => {
    expectRefused(() => of({ amount: [] }), "UNKNOWN_OPTION", { where, path: "columns.amount" });
    expectRefused(() => of({ fields: { item: [1, 2, 3] } }), "CONFLICTING_OPTIONS", { path: "columns.fields.item" });
  });

  it.each([
    ["type", { type: ["view"] }, "columns.type"],
    ["date", { date: [0] }, "columns.date"],
    ["value", { value: [1, 2, 3, 4] }, "columns.value"],
    ["item", { item: [1] }, "columns.item"],
    ["a further field", { fields: { mood: utf8("a") } }, "columns.fields.mood"],
  ])("must have one length: %s", (_, change, path) => {
    expectRefused(() => of(change), "LENGTH_MISMATCH", { where, path });
  });

  it.each([
    ["customer", 5],
    ["type", "view"],
    ["type", new Int32Array(3)],
    ["type", {}],
    ["type", { codes: Float64Array.of(0, 0, 0), values: ["view"] }],
    ["type", { offsets: [0, 1, 2, 3], bytes: new Uint8Array(3) }],
    ["date", "2026-03-01"],
    ["date", new Uint32Array(3)],
    ["date", new Float32Array(3)],
    ["value", "123"],
    ["value", {}],
    ["value", null],
    ["value", new DataView(new ArrayBuffer(8))],
    ["item", "abc"],
    ["item", null],
    ["item", {}],
    ["item", new DataView(new ArrayBuffer(8))],
    ["fields", []],
    ["fields", null],
  ])("must have a readable form: %s as %s", (name, column) => {
    expectRefused(() => of({ [name]: column }), "WRONG_TYPE", { where, path: `columns.${name}` });
  });

  it("name a bad value by its column and row", () => {
    const bad = (change: object, code: Parameters<typeof expectRefused>[1], path: string): void =>
      expectRefused(() => of(change), code, { where, path, row: 1 });
    bad({ customer: ["ann", null, "ann"] }, "MISSING_CUSTOMER", "columns.customer");
    bad({ type: ["view", "", "view"] }, "MISSING_TYPE", "columns.type");
    bad({ type: ["view", wrong<string>(5), "view"] }, "BAD_TYPE", "columns.type");
    bad({ type: utf8("view", [0xc3], "view") }, "BAD_TYPE", "columns.type");
    bad({ type: { codes: Int8Array.of(0, -1, 0), values: ["view"] } }, "MISSING_TYPE", "columns.type");
    bad({ type: { codes: Int8Array.of(0, 1, 0), values: ["view", wrong<string>({})] } }, "BAD_TYPE", "columns.type");
    bad({ date: Int32Array.of(0, 3_000_000, 1) }, "BAD_DATE", "columns.date");
    bad({ value: Float64Array.of(1, Number.POSITIVE_INFINITY, 1) }, "BAD_VALUE", "columns.value");
    bad({ value: [1, Number.NaN, 1] }, "BAD_VALUE", "columns.value");
    bad({ value: Float64Array.of(1, 1e300, 1) }, "AMOUNT_TOO_LARGE", "columns.value");
    bad({ item: ["a", {}, "b"] }, "BAD_FIELD", "columns.item");
    bad({ item: utf8("a", [0xff], "b") }, "BAD_FIELD", "columns.item");
    bad({ item: Float64Array.of(1, Number.NEGATIVE_INFINITY, 1) }, "BAD_FIELD", "columns.item");
    bad({ fields: { mood: ["a", Number.NaN, "b"] } }, "BAD_FIELD", "columns.fields.mood");
  });

  it("say of text that it is not UTF-8", () => {
    for (const name of ["customer", "type", "item"]) {
      const error = errorOf(() => of({ [name]: utf8("a", [0xc3, 0x28], "b") }));
      expect(error.message).toContain(
        `row 1: columns.${name} must be well-formed UTF-8; received 2 bytes that are not (`,
      );
      expect(error.details).toEqual({ path: `columns.${name}`, row: 1, received: "2 bytes that are not" });
    }
  });

  it("count bad values under skip", () => {
    const { diagnostics } = eventsFromColumns(
      { ...base, type: ["view", "", "view"], value: [null, null, "x"] },
      { onInvalid: "skip" },
    );
    expect(diagnostics).toMatchObject({ rows: 3, events: 1, invalidRows: 2 });
    expect(diagnostics.invalid).toEqual({
      BAD_VALUE: { count: 1, firstRows: [2] },
      MISSING_TYPE: { count: 1, firstRows: [1] },
    });
  });

  it("may be empty", () => {
    const log = eventsFromColumns({ customer: [], type: [], date: [], value: [], item: [] });
    expect([log.customers.size, log.values, log.lastDay]).toEqual([0, null, null]);
  });

  it("are refused in these words", () => {
    expect(() => of({ type: new Uint8Array(3) })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsFromColumns: columns.type must be an array of text, { offsets, bytes } or { codes, values }; received an object]`,
    );
    expect(() => of({ item: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsFromColumns: columns.item must be an array, a typed array, { offsets, bytes } with 32-bit or BigInt64 offsets, or { codes, values } with integer codes; received 5]`,
    );
  });
});

describe("columns of more rows than are read at once", () => {
  const rows = 150_000;
  const customer = Int32Array.from({ length: rows }, (_, i) => i % 1000);
  const type = { codes: Uint8Array.from(customer, (_, i) => (i >= 140_000 ? 1 : 0)), values: ["view", "cart"] };
  const date = Int32Array.from(customer, (_, i) => Math.floor(i / 1000));

  it("are read to the end", () => {
    const item = Int32Array.from(customer, (_, i) => i);
    const log = eventsFromColumns({ customer, type, date, item });
    expect(log.days.length).toBe(rows);
    for (const code of [0, 999]) {
      const own = Array.from({ length: 150 }, (_, k) => log.offsets[code] + k);
      expect(own.map((i) => log.days[i])).toEqual(own.map((_, k) => k));
      expect(own.map((i) => log.types[i])).toEqual(own.map((_, k) => (k >= 140 ? 0 : 1)));
      const { codes, values } = log.fields["item"];
      expect(own.map((i) => values[codes[i]])).toEqual(own.map((_, k) => k * 1000 + code));
    }
  });

  it("are named by the number of the row", () => {
    const bad = date.slice();
    bad[140_001] = 4_000_000;
    expectRefused(() => eventsFromColumns({ customer, type, date: bad }), "BAD_DATE", {
      row: 140_001,
      received: "4000000",
    });
  });
});

describe("a dictionary", () => {
  it("is refused with a code that no value has, under skip too", () => {
    for (const onInvalid of ["throw", "skip"] as const) {
      for (const name of ["type", "item"]) {
        const column = { codes: Uint8Array.of(0, 2, 0), values: ["view", "cart"] };
        expectRefused(() => eventsFromColumns({ ...base, [name]: column }, { onInvalid }), "OUT_OF_RANGE", {
          where,
          path: `columns.${name}.codes[1]`,
          received: "2",
        });
      }
    }
  });

  it("says by a negative code, a cleared bit or a value that a field is missing", () => {
    const values = ["A", null, ""];
    expect(itemsOf(of({ customer: [1, 1, 1], item: { codes: Int8Array.of(0, -1, 0), values } }))).toEqual([
      "A",
      null,
      "A",
    ]);
    expect(itemsOf(of({ customer: [1, 1, 1], item: { codes: Int8Array.of(0, 1, 2), values } }))).toEqual([
      "A",
      null,
      null,
    ]);
    const validity = Uint8Array.of(0b101);
    const masked = { codes: Int8Array.of(0, 0, 0), values, validity };
    expect(itemsOf(of({ customer: [1, 1, 1], item: masked }))).toEqual(["A", null, "A"]);
    expectRefused(() => of({ item: { ...masked, validity: new Uint8Array(0) } }), "LENGTH_MISMATCH", {
      path: "columns.item.validity",
    });
  });

  it("may have the same value twice, and values that no row has", () => {
    const log = of({ type: { codes: Uint8Array.of(0, 1, 2), values: ["view", "view", "cart", "never"] } });
    expect(log.typeNames).toEqual(["cart", "view"]);
    expect(log.diagnostics.warnings).toEqual([]);
    const types = eventsFromColumns(
      { ...base, type: { codes: Uint8Array.of(0, 0, 0), values: ["view", "never"] } },
      { types: ["view", "never"] },
    );
    expect(types.diagnostics.warnings[0].code).toBe("UNSEEN_TYPES");
  });
});

describe("a floating-point column", () => {
  it("says NaN for a missing value, which in an array is a fault", () => {
    const numbers = [1.5, Number.NaN, 2];
    for (const type of [Float64Array, Float32Array]) {
      const log = of({ customer: [1, 1, 1], value: type.from(numbers), item: type.from(numbers) });
      expect([...(log.values as Float64Array)]).toEqual([150, Number.NaN, 200]);
      expect(itemsOf(log)).toEqual([1.5, null, 2]);
    }
    expectRefused(() => of({ value: numbers }), "BAD_VALUE", { row: 1 });
    expectRefused(() => of({ item: numbers }), "BAD_FIELD", { row: 1 });
  });
});

describe("integer columns", () => {
  it("hold values and fields as they are", () => {
    const log = of({
      customer: [1, 1, 1],
      value: Int32Array.of(1, 0, -1),
      item: BigInt64Array.of(5n, 6n, 5n),
      fields: { age: Uint8Array.of(7, 8, 9) },
    });
    expect([...(log.values as Float64Array)]).toEqual([100, 0, -100]);
    expect(itemsOf(log)).toEqual([5n, 6n, 5n]);
    expect(log.fields["age"].values).toEqual([null, 7, 8, 9]);
  });
});

describe("a stream", () => {
  const fields = { customer: "c", type: "t", date: "d" } as const;
  const row = { c: 1, t: "view", d: "2026-03-01" };

  it.each([null, undefined, 5, "rows", {}])("must be iterable, not %s", async (source) => {
    await expectRejected(eventsFromStream(wrong<EventColumns[]>(source)), "WRONG_TYPE", {
      where: "eventsFromStream",
      path: "source",
    });
  });

  it("rejects for wrong options and never throws at once", async () => {
    await expectRejected(eventsFromStream([row], wrong({ ...fields, timezone: "UTC" })), "UNKNOWN_OPTION");
    await expectRejected(eventsFromStream([row], wrong({ type: "t" })), "MISSING_OPTION", {
      where: "eventsFromStream",
      path: "options.customer",
    });
    await expectRejected(eventsFromStream([base], wrong(null)), "WRONG_TYPE");
  });

  it("has the same optional columns in every chunk", async () => {
    const more: [EventColumns, string][] = [
      [{ ...base, value: [1, 2, 3] }, "columns.value"],
      [{ ...base, item: [1, 2, 3] }, "columns.item"],
      [{ ...base, fields: { mood: [1, 2, 3] } }, "columns.fields.mood"],
    ];
    for (const [chunk, path] of more) {
      await expectRejected(eventsFromStream([base, chunk]), "MISSING_COLUMN", { path });
      await expectRejected(eventsFromStream([chunk, base]), "MISSING_COLUMN", { path });
    }
  });

  it("may have its further fields in another order in each chunk", async () => {
    const one = { ...base, fields: { a: ["a1", "a2", "a3"], b: ["b2", "b2", "b2"] } };
    const two = { ...base, fields: { b: ["b4", "b5", "b6"], a: ["a4", "a5", "a6"] } };
    const { customers, offsets, fields } = await eventsFromStream([one, two]);
    const of = customers.find("bob");
    const said = ["a", "b"].map((name) =>
      [...fields[name].codes.subarray(offsets[of], offsets[of + 1])].map((code) => fields[name].values[code]),
    );
    expect(said).toEqual([
      ["a2", "a5"],
      ["b2", "b5"],
    ]);
  });

  it("may hold nothing", async () => {
    expect((await eventsFromStream([])).customers.size).toBe(0);
    expect((await eventsFromStream<typeof row>([], fields)).days.length).toBe(0);
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
    await expect(eventsFromStream(failing(), fields)).rejects.toThrow("connection lost");
    await expectRejected(eventsFromStream(endless(), fields), "BAD_DATE", { row: 0 });
    expect(closed).toBe(true);
  });

  it.each([
    ["date", { d: "never" }, "BAD_DATE"],
    ["type", { t: "" }, "MISSING_TYPE"],
    ["value", { v: "x" }, "BAD_VALUE"],
    ["value that is too large", { v: 1e300 }, "AMOUNT_TOO_LARGE"],
    ["field", { i: {} }, "BAD_FIELD"],
  ] as const)("tells at once of a row with a bad %s: an endless source need not end", async (_, change, code) => {
    let given = 0;
    async function* endless(): AsyncGenerator<Record<string, unknown>> {
      for (;;) yield { ...row, v: 1, i: "a", ...(given++ === 2 ? change : {}) };
    }
    await expectRejected(eventsFromStream(endless(), { ...fields, value: "v", item: "i" }), code, { row: 2 });
    expect(given).toBe(3);
  });

  it("numbers rows through over the chunks", async () => {
    const bad = { ...base, type: ["view", "", ""] };
    const log = await eventsFromStream([base, bad, base, bad], { onInvalid: "skip" });
    expect(log.diagnostics.invalid.MISSING_TYPE).toEqual({ count: 4, firstRows: [4, 5, 10, 11] });
  });
});
