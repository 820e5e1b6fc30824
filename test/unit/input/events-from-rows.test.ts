import { describe, expect, it } from "vitest";
import {
  type CustomerId,
  type DateLike,
  type EventLog,
  type EventRowOptions,
  eventsFromRows,
  formatDay,
  parseDay,
  type RowIssueCode,
  type Scalar,
} from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

interface Row {
  readonly customer: CustomerId | null | undefined;
  readonly type: string | null | undefined;
  readonly date: DateLike | null | undefined;
  readonly value?: number | string | bigint | null | undefined;
  readonly item?: Scalar | null | undefined;
  readonly weather?: Scalar | null | undefined;
}

const where = "eventsFromRows";
const good: Row = { customer: "ann", type: "view", date: "2026-03-01", value: 10, item: "A-1", weather: "rain" };
const options: EventRowOptions<Row> = { customer: "customer", type: "type", date: "date" };
const withAll: EventRowOptions<Row> = { ...options, value: "value", item: "item", fields: { weather: "weather" } };

/** Rows of which the one with the number 1 is the row in question. */
function rowsWith(change: Partial<Record<keyof Row, unknown>>): Row[] {
  return [good, wrong<Row>({ ...good, ...change }), good];
}

/** A field by event. */
function valuesOf({ fields }: EventLog, name: string): unknown[] {
  const { codes, values } = fields[name];
  return [...codes].map((code) => values[code]);
}

function typesOf({ types, typeNames }: EventLog): string[] {
  return [...types].map((type) => typeNames[type]);
}

const invalid: [code: RowIssueCode, column: keyof Row, values: unknown[]][] = [
  ["MISSING_CUSTOMER", "customer", [null, undefined, "", " "]],
  ["BAD_CUSTOMER", "customer", [Number.NaN, 2 ** 53, true, {}]],
  ["MISSING_TYPE", "type", [null, undefined, "", " ", "\t"]],
  ["BAD_TYPE", "type", [5, 5n, true, {}, ["view"], Symbol("view")]],
  ["BAD_DATE", "date", ["yesterday", "", null, Number.NaN, 20_000n]],
  ["BAD_VALUE", "value", [Number.NaN, Number.POSITIVE_INFINITY, "abc", "1,5", " ", true, {}, []]],
  ["AMOUNT_TOO_LARGE", "value", [1e300, -1e15, "90071992547409.92", 10n ** 14n]],
  ["BAD_FIELD", "item", [Number.NaN, Number.NEGATIVE_INFINITY, {}, [], new Date(0), Symbol("a"), () => 1]],
  ["BAD_FIELD", "weather", [Number.NaN, {}, new Map()]],
];
const cases = invalid.flatMap(([code, column, values]) => values.map((value) => [code, column, value] as const));

describe("a row that cannot be used", () => {
  it.each(cases)("is refused as %s for its %s %s", (code, column, value) => {
    expectRefused(() => eventsFromRows(rowsWith({ [column]: value }), withAll), code, { where, path: column, row: 1 });
  });

  it.each(cases)("is left out and counted as %s for its %s %s", (code, column, value) => {
    const { diagnostics, days } = eventsFromRows(rowsWith({ [column]: value }), { ...withAll, onInvalid: "skip" });
    expect(days.length).toBe(2);
    expect(diagnostics).toMatchObject({ rows: 3, events: 2, unknownTypes: 0, invalidRows: 1 });
    expect(diagnostics.invalid).toEqual({ [code]: { count: 1, firstRows: [1] } });
  });

  it.each([null, undefined, 5, "text"])("is refused or counted as BAD_ROW when it is %s", (row) => {
    const rows = [good, wrong<Row>(row), good];
    expectRefused(() => eventsFromRows(rows, options), "BAD_ROW", { path: "row", row: 1 });
    const { diagnostics } = eventsFromRows(rows, { ...options, onInvalid: "skip" });
    expect(diagnostics).toMatchObject({ rows: 3, events: 2, invalid: { BAD_ROW: { count: 1, firstRows: [1] } } });
  });

  it("counts under the first of its faults: customer, type, date, value, fields", () => {
    const faults = { customer: "", type: "", date: "", value: "x", item: {}, weather: {} };
    const columns = ["customer", "type", "date", "value", "item", "weather"] as const;
    const codes = ["MISSING_CUSTOMER", "MISSING_TYPE", "BAD_DATE", "BAD_VALUE", "BAD_FIELD", "BAD_FIELD"] as const;
    columns.forEach((_, from) => {
      const remaining = Object.fromEntries(columns.slice(from).map((name) => [name, faults[name]]));
      expectRefused(() => eventsFromRows(rowsWith(remaining), withAll), codes[from], { row: 1, path: columns[from] });
    });
  });

  it("is invalid also where its type is not among those to keep", () => {
    const { diagnostics } = eventsFromRows(rowsWith({ type: "ping", item: {} }), {
      ...withAll,
      types: ["view"],
      onInvalid: "skip",
    });
    expect(diagnostics).toMatchObject({ rows: 3, events: 2, unknownTypes: 0, invalidRows: 1, unknown: [] });
  });

  it("leaves its customer known, and no trace in types and fields", () => {
    const rows = [{ ...good, customer: "bob", type: "cart", item: "B-2", date: "never" }, good];
    const log = eventsFromRows(rows, { ...withAll, onInvalid: "skip" });
    expect([log.customers.find("bob"), log.customers.size]).toEqual([0, 2]);
    expect([...log.offsets]).toEqual([0, 0, 1]);
    expect(log.typeNames).toEqual(["view"]);
    expect(log.fields["item"].values).toEqual([null, "A-1"]);
  });

  it("never shows in the message what else stands in the row", () => {
    const rows = rowsWith({ item: { name: "secret" } });
    expect(errorOf(() => eventsFromRows(rows, withAll)).message).not.toContain("secret");
  });

  it("is described in these words", () => {
    expect(() => eventsFromRows(rowsWith({ item: Number.NaN }), withAll)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsFromRows: row 1: item must be text, a finite number, a bigint, true, false or empty; received NaN (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => eventsFromRows(rowsWith({ type: 5 }), withAll)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsFromRows: row 1: type must be text; received 5 (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });
});

describe("a type", () => {
  const rows = ["pv", "buy", "ping", "pv", "ping", "pong", "paid"].map((type) => ({ ...good, type }));

  it("is kept as it is without the option types", () => {
    const log = eventsFromRows(rows, options);
    expect(log.typeNames).toEqual(["buy", "paid", "ping", "pong", "pv"]);
    expect(typesOf(log)).toEqual(["buy", "paid", "ping", "ping", "pong", "pv", "pv"]);
    expect(log.diagnostics).toMatchObject({ unknownTypes: 0, unknown: [], warnings: [] });
  });

  it("is left out and counted where a list does not have it", () => {
    const { typeNames, diagnostics } = eventsFromRows(rows, { ...options, types: ["pv", "buy"] });
    expect(typeNames).toEqual(["buy", "pv"]);
    expect(diagnostics).toMatchObject({ rows: 7, events: 3, unknownTypes: 4 });
    expect(diagnostics.unknown).toEqual([
      { type: "ping", rows: 2 },
      { type: "paid", rows: 1 },
      { type: "pong", rows: 1 },
    ]);
  });

  it("takes the name that a mapping gives it, which several may share", () => {
    const types = { pv: "view", buy: "purchase", paid: "purchase" };
    const log = eventsFromRows(rows, { ...options, types });
    expect(log.typeNames).toEqual(["purchase", "view"]);
    expect(typesOf(log)).toEqual(["purchase", "purchase", "view", "view"]);
  });

  it("that was asked for and is in no row is told of", () => {
    const list = eventsFromRows(rows, { ...options, types: ["pv", "PV", "buy", "toString"] });
    expect(list.diagnostics.warnings).toEqual([
      { code: "UNSEEN_TYPES", message: expect.stringContaining('no row has: "PV", "toString";') },
    ]);
    const mapping = eventsFromRows(rows, { ...options, types: { gone: "pv" } });
    expect(mapping.diagnostics.warnings.map(({ code }) => code)).toEqual(["UNSEEN_TYPES"]);
    expect(mapping.days.length).toBe(0);
  });

  it("that nobody asked for is listed among the 20 most frequent, then by name", () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ ...good, type: `t${String((i * 7) % 30).padStart(2, "0")}` }));
    const extra = ["t29", "t29", "t05"].map((type) => ({ ...good, type }));
    const { diagnostics } = eventsFromRows([...many, ...extra], { ...options, types: [] });
    expect(diagnostics.unknownTypes).toBe(63);
    expect(diagnostics.unknown.length).toBe(20);
    expect(diagnostics.unknown.slice(0, 4)).toEqual([
      { type: "t29", rows: 4 },
      { type: "t05", rows: 3 },
      { type: "t00", rows: 2 },
      { type: "t01", rows: 2 },
    ]);
    expect(diagnostics.unknown[19]).toEqual({ type: "t18", rows: 2 });
  });

  it("may be called like what every object inherits", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const hostile = names.map((type) => ({ ...good, type }));
    expect(eventsFromRows(hostile, options).typeNames).toEqual([...names].sort());
    expect(eventsFromRows(hostile, { ...options, types: {} }).diagnostics.unknownTypes).toBe(4);
    const types = JSON.parse('{ "__proto__": "constructor", "toString": "__proto__" }') as Record<string, string>;
    const log = eventsFromRows(hostile, { ...options, types });
    expect(typesOf(log)).toEqual(["__proto__", "constructor"]);
    expect(log.diagnostics.unknown.map(({ type }) => type)).toEqual(["constructor", "hasOwnProperty"]);
  });

  it("is told apart from others by its code units alone, and sorted by them", () => {
    const names = ["b", "B", "é", "e\u0301", "ｂ", "😀", "\ud800", " b"];
    const log = eventsFromRows(
      names.map((type) => ({ ...good, type })),
      options,
    );
    expect(log.typeNames).toEqual([" b", "B", "b", "e\u0301", "é", "\ud800", "😀", "ｂ"]);
  });

  it("may be one of 65,535 and no more", () => {
    const most = Array.from({ length: 65_535 }, (_, i) => ({ ...good, type: `t${i}` }));
    const log = eventsFromRows(most, options);
    expect(log.typeNames.length).toBe(65_535);
    expect(typesOf(log)).toEqual(log.typeNames);
    const tooMany = [...most, { ...good, type: "one more" }];
    expectRefused(() => eventsFromRows(tooMany, options), "OUT_OF_RANGE", { where, path: "type" });
    expect(eventsFromRows(tooMany, { ...options, types: ["t7"] }).diagnostics.unknownTypes).toBe(65_535);
    expect(() => eventsFromRows(tooMany, options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: eventsFromRows: type must have at most 65535 different values; received more. Is it the type of the event, not its id? The option types keeps some of them]`,
    );
  });

  it.each([
    ["text", "view", "options.types"],
    ["null", null, "options.types"],
    ["a Map, which has no keys of its own", new Map([["view", "view"]]), "options.types"],
    ["a Set", new Set(["view"]), "options.types"],
    ["a list with a number", ["view", 5], "options.types[1]"],
    ["a list with a hole", new Array<string>(1), "options.types[0]"],
    ["a list with a blank", [" "], "options.types[0]"],
    ["a name that is no text", { view: 5 }, 'options.types["view"]'],
    ["a name that is empty", { view: "" }, 'options.types["view"]'],
    ["a key that is empty", { "": "view" }, "the keys of options.types"],
  ])("option is refused when it is %s", (_, types, path) => {
    expectRefused(() => eventsFromRows(rows, { ...options, types: wrong<string[]>(types) }), "WRONG_TYPE", {
      where,
      path,
    });
  });
});

describe("the events of a customer", () => {
  it("stand by day, then by type, then as they came", () => {
    const rows = [
      ["2026-03-02", "b", 1],
      ["2026-03-01", "c", 2],
      ["2026-03-02", "a", 3],
      ["2026-03-02", "b", 4],
      ["2026-03-01", "b", 5],
    ].map(([date, type, item]) => wrong<Row>({ ...good, date, type, item }));
    const log = eventsFromRows(rows, { ...options, item: "item" });
    expect([...log.days].map(formatDay)).toEqual([
      "2026-03-01",
      "2026-03-01",
      "2026-03-02",
      "2026-03-02",
      "2026-03-02",
    ]);
    expect(typesOf(log)).toEqual(["b", "c", "a", "b", "b"]);
    expect(valuesOf(log, "item")).toEqual([5, 2, 3, 1, 4]);
    expect(log.lastDay).toBe(parseDay("2026-03-02"));
  });

  it("are sorted the same where they are thousands, with fields and without", () => {
    // A fixed sequence without a pattern.
    const rows = Array.from({ length: 5000 }, (_, i) => {
      const mixed = Math.imul(i + 1, 2_654_435_761) >>> 0;
      return { ...good, date: (mixed % 300) * 86_400_000, type: `t${(mixed >>> 9) % 5}`, item: i };
    });
    const expected = rows
      .map(({ date, type, item }) => ({ day: date / 86_400_000, type, item }))
      .sort((a, b) => a.day - b.day || (a.type < b.type ? -1 : a.type > b.type ? 1 : a.item - b.item));
    const log = eventsFromRows(rows, { ...options, item: "item" });
    expect([...log.days]).toEqual(expected.map(({ day }) => day));
    expect(typesOf(log)).toEqual(expected.map(({ type }) => type));
    expect(valuesOf(log, "item")).toEqual(expected.map(({ item }) => item));
    const bare = eventsFromRows(rows, options);
    expect([bare.days, bare.types]).toEqual([log.days, log.types]);
  });

  it("are sorted the same over all years, with tens of thousands of types", () => {
    const rows = Array.from({ length: 66_000 }, (_, i) => {
      const mixed = Math.imul(i + 1, 2_654_435_761) >>> 0;
      const day = i === 0 ? -719_162 : i === 1 ? 2_932_896 : mixed % 4;
      return { ...good, date: day * 86_400_000, type: `t${i < 60_000 ? i : i % 3}`, item: i };
    });
    const log = eventsFromRows(rows, { ...options, item: "item" });
    const names = [...new Set(rows.map(({ type }) => type))].sort();
    const rank = new Map(names.map((name, i) => [name, i]));
    const expected = rows
      .map(({ date, type, item }) => ({ day: date / 86_400_000, rank: rank.get(type) as number, item }))
      .sort((a, b) => a.day - b.day || a.rank - b.rank || a.item - b.item);
    expect(log.typeNames).toEqual(names);
    expect(Array.from(log.days)).toEqual(expected.map(({ day }) => day));
    expect(Array.from(log.types)).toEqual(expected.map((event) => event.rank));
    expect(valuesOf(log, "item")).toEqual(expected.map(({ item }) => item));
    const bare = eventsFromRows(rows, options);
    expect(bare.types).toEqual(log.types);
  });

  it("have days in the stated zone", () => {
    const rows = [{ ...good, date: "2026-03-01T20:00:00Z" }];
    const log = eventsFromRows(rows, { ...options, timeZone: "Asia/Shanghai" });
    expect([log.days[0], log.timeZone]).toEqual([parseDay("2026-03-02"), "Asia/Shanghai"]);
  });
});

describe("a value", () => {
  const rows = [12.5, "0.125", 3n, null, undefined, "", -0.001].map((value, i) => ({
    ...good,
    value,
    date: i * 864e5,
  }));

  it("becomes whole minor units, NaN where it is missing", () => {
    const log = eventsFromRows(rows, { ...options, value: "value" });
    const missing = Number.NaN;
    expect([...(log.values as Float64Array)]).toEqual([1250, 13, 300, missing, missing, missing, 0]);
    expect(Object.is(log.values?.[6], 0)).toBe(true);
    expect(log).toMatchObject({ decimals: 2, currency: null, diagnostics: { roundedValues: 2 } });
  });

  it("keeps the decimals of its currency, or those stated", () => {
    const one = [{ ...good, value: "1.2345" }];
    const read = (settings: Partial<EventRowOptions<Row>>): EventLog =>
      eventsFromRows(one, { ...options, value: "value", ...settings });
    expect(read({ currency: "JPY" })).toMatchObject({ values: Float64Array.of(1), decimals: 0, currency: "JPY" });
    expect(read({ decimals: 4 })).toMatchObject({ values: Float64Array.of(12_345), decimals: 4 });
    expect(read({ valueIn: "minor" })).toMatchObject({ values: Float64Array.of(1), decimals: 2 });
  });

  it("is null in all where no event has one", () => {
    expect(eventsFromRows(rows.slice(3, 6), { ...options, value: "value" }).values).toBeNull();
    expect(eventsFromRows([], { ...options, value: "value" }).values).toBeNull();
    expect(eventsFromRows(rows, options).values).toBeNull();
  });

  it("counts as rounded only where its event is kept", () => {
    const { diagnostics } = eventsFromRows(
      [
        { ...good, value: 0.001 },
        { ...good, value: 0.001, type: "ping" },
      ],
      { ...options, value: "value", types: ["view"] },
    );
    expect(diagnostics.roundedValues).toBe(1);
  });

  it("adds up to 2^53 minor units for a customer and no further, of either sign", () => {
    const minor: EventRowOptions<Row> = { ...options, value: "value", valueIn: "minor" };
    const two = (a: number, b: number): Row[] => [
      { ...good, value: a },
      { ...good, value: b },
      { ...good, value: null },
    ];
    expect(eventsFromRows(two(2 ** 53 - 2, -1), minor).values?.[0]).toBe(2 ** 53 - 2);
    for (const onInvalid of ["throw", "skip"] as const) {
      expectRefused(() => eventsFromRows(two(2 ** 53 - 1, -1), { ...minor, onInvalid }), "TOTAL_TOO_LARGE", {
        where,
        path: "value",
        received: '"ann"',
      });
    }
  });
});

describe("a field", () => {
  it("holds text, numbers, bigints and booleans apart by type; null, undefined and nothing are missing", () => {
    const given: Row["item"][] = ["1", 1, 1n, true, "true", false, 0, -0, "", null, undefined, " ", "1"];
    const rows = given.map((item, i) => ({ ...good, item, date: i * 864e5 }));
    const log = eventsFromRows(rows, { ...options, item: "item" });
    const expected = ["1", 1, 1n, true, "true", false, 0, 0, null, null, null, " ", "1"];
    expect(valuesOf(log, "item")).toEqual(expected);
    expect(log.fields["item"].values).toEqual([null, "1", 1, 1n, true, "true", false, 0, " "]);
  });

  it("has its values in the order of the kept rows, and none that is unused", () => {
    const rows = [
      { ...good, item: "gone", type: "ping" },
      { ...good, item: "late", date: "2026-03-09" },
      { ...good, item: "kept" },
      { ...good, item: "gone", date: "x" },
    ];
    const log = eventsFromRows(rows, { ...options, item: "item", types: ["view"], onInvalid: "skip" });
    expect(log.fields["item"].values).toEqual([null, "late", "kept"]);
    expect(valuesOf(log, "item")).toEqual(["kept", "late"]);
  });

  it("is there under each standard name that is asked for, and not otherwise", () => {
    const rows = [{ c: 1, t: "view", d: 0, i: "i", g: "g", b: "b", s: 0.5, k: 7n, extra: true }];
    const log = eventsFromRows(rows, {
      customer: "c",
      type: "t",
      date: "d",
      item: "i",
      category: "g",
      brand: "b",
      sentiment: "s",
      key: (row) => row.k,
      fields: { extra: "extra" },
    });
    expect(Object.keys(log.fields)).toEqual(["item", "category", "brand", "sentiment", "key", "extra"]);
    expect(Object.keys(log.fields).map((name) => valuesOf(log, name)[0])).toEqual(["i", "g", "b", 0.5, 7n, true]);
    expect(Object.keys(eventsFromRows(rows, { customer: "c", type: "t", date: "d" }).fields)).toEqual([]);
  });

  it("may be called like what every object inherits, and one that is not there is not inherited", () => {
    const names = ["__proto__", "constructor", "toString"];
    const own = JSON.parse(
      '{ "c": 1, "t": "v", "d": 0, "__proto__": "p", "constructor": 5, "toString": "s" }',
    ) as Record<string, unknown>;
    const fields = JSON.parse('{ "__proto__": "__proto__", "constructor": "constructor", "toString": "toString" }');
    const log = eventsFromRows([own, { c: 1, t: "v", d: 864e5 }], { customer: "c", type: "t", date: "d", fields });
    expect(Object.keys(log.fields)).toEqual(names);
    expect(names.map((name) => valuesOf(log, name))).toEqual([
      ["p", null],
      [5, null],
      ["s", null],
    ]);
    expectRefused(
      () => eventsFromRows([good], { ...options, fields: { text: wrong<"item">("toString") } }),
      "MISSING_COLUMN",
      { path: "options.fields.text", received: "toString" },
    );
    expect(eventsFromRows([good], options).fields["constructor"]).toBeUndefined();
    expect(Object.getPrototypeOf(log.fields)).toBeNull();
  });

  it.each(["customer", "type", "date", "value", "item", "category", "brand", "sentiment", "key"])(
    "is refused under the name %s, which has its own meaning",
    (name) => {
      expectRefused(() => eventsFromRows([good], { ...options, fields: { [name]: "item" } }), "CONFLICTING_OPTIONS", {
        where,
        path: `options.fields.${name}`,
      });
    },
  );

  it("is refused without a name, and where fields are no object", () => {
    expectRefused(() => eventsFromRows([good], { ...options, fields: { "": "item" } }), "OUT_OF_RANGE");
    for (const fields of [null, "item", ["item"], new Map()]) {
      expectRefused(() => eventsFromRows([good], { ...options, fields: wrong(fields) }), "WRONG_TYPE", {
        path: "options.fields",
      });
    }
    expectRefused(() => eventsFromRows([good], { ...options, fields: { mood: wrong<"item">(5) } }), "WRONG_TYPE", {
      path: "options.fields.mood",
    });
  });
});

describe("the options", () => {
  it.each(["customer", "type", "date"] as const)("must have %s", (name) => {
    const { [name]: _, ...rest } = options;
    expectRefused(() => eventsFromRows([good], wrong(rest)), "MISSING_OPTION", { where, path: `options.${name}` });
  });

  it("must name keys that some row has", () => {
    expectRefused(() => eventsFromRows([good], { ...options, item: wrong<"item">("itme") }), "MISSING_COLUMN", {
      where,
      path: "options.item",
    });
    expectRefused(() => eventsFromRows([good], { ...options, fields: { a: wrong<"item">("b") } }), "MISSING_COLUMN", {
      path: "options.fields.a",
    });
    expectRefused(() => eventsFromRows([good], { ...options, type: wrong<"type">("typ") }), "MISSING_COLUMN");
  });

  it.each([
    [{ itm: "item" }, "UNKNOWN_OPTION", "options.itm"],
    [{ valueIn: "cents" }, "UNKNOWN_NAME", "options.valueIn"],
    [{ customerIds: "any" }, "UNKNOWN_NAME", "options.customerIds"],
    [{ onInvalid: "drop" }, "UNKNOWN_NAME", "options.onInvalid"],
    [{ decimals: 10 }, "OUT_OF_RANGE", "options.decimals"],
    [{ currency: "EURO" }, "UNKNOWN_CURRENCY", "options.currency"],
    [{ timeZone: "Mars" }, "UNKNOWN_TIME_ZONE", "options.timeZone"],
    [{ item: 5 }, "WRONG_TYPE", "options.item"],
  ] as const)("are checked: %o", (change, code, path) => {
    expectRefused(() => eventsFromRows([good], wrong({ ...options, ...change })), code, { where, path });
  });

  it("may be functions of the row and its number", () => {
    const seen: number[] = [];
    const log = eventsFromRows([good, good], {
      ...options,
      type: (_, index) => {
        seen.push(index);
        return `t${index}`;
      },
    });
    expect([seen, log.typeNames]).toEqual([
      [0, 1],
      ["t0", "t1"],
    ]);
  });

  it("make ids of all types one by their text", () => {
    const rows = ["7", 7, 7n].map((customer) => ({ ...good, customer }));
    expect(eventsFromRows(rows, options).customers.size).toBe(3);
    expect(eventsFromRows(rows, options).diagnostics.warnings[0].code).toBe("MIXED_ID_TYPES");
    const byText = eventsFromRows(rows, { ...options, customerIds: "text" });
    expect([byText.customers.size, byText.customers.id(0), byText.customers.byText]).toEqual([1, "7", true]);
  });
});

describe("the rows", () => {
  it.each([
    [null, "iterable of objects;"],
    ["rows", "iterable of objects;"],
    [Promise.resolve([]), "await the promise"],
    [{ customer: [], type: [], date: [] }, "for columns use eventsFromColumns"],
    [(async function* () {})(), "use: await eventsFromStream"],
  ])("must be iterable: %s", (rows, hint) => {
    const error = errorOf(() => eventsFromRows(wrong<Row[]>(rows), options));
    expect(error.code).toBe("WRONG_TYPE");
    expect(error.message).toContain(hint);
  });

  it("may be none", () => {
    const log = eventsFromRows([], withAll);
    expect(log).toMatchObject({ kind: "rfm-kit/events", typeNames: [], values: null, lastDay: null });
    expect([log.customers.size, ...log.offsets, log.days.length]).toEqual([0, 0, 0]);
    expect(log.fields["item"]).toEqual({ codes: new Uint32Array(0), values: [null] });
  });

  it("may reuse one object, and are never changed", () => {
    const one = { ...good };
    function* reused(): Generator<Row> {
      for (const item of ["a", "b"]) yield Object.assign(one, { item });
    }
    expect(valuesOf(eventsFromRows(reused(), withAll), "item")).toEqual(["a", "b"]);
    const frozen = Object.freeze([Object.freeze({ ...good })]);
    expect(eventsFromRows(frozen, withAll).days.length).toBe(1);
  });

  it("tell of ids that stand for nothing and of days in the 1970s", () => {
    const { warnings } = eventsFromRows([{ ...good, customer: "NULL", date: 20_000 }], options).diagnostics;
    expect(warnings.map(({ code }) => code)).toEqual(["NULL_LIKE_IDS", "EARLY_DATES"]);
    expect(warnings[1].message).toContain("all events are of the 1970s");
  });

  it("give a log that cannot be changed", () => {
    const log = eventsFromRows([good], withAll);
    for (const part of [log, log.typeNames, log.fields, log.fields["item"], log.fields["item"].values]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});
