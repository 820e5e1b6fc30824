import { describe, expect, it } from "vitest";
import {
  type CustomerId,
  type DateLike,
  type ProfileColumns,
  type ProfileRowOptions,
  type Profiles,
  parseDay,
  profilesFromColumns,
  profilesFromRows,
  type RowIssueCode,
} from "../../../src/index.js";
import { profileValue } from "../../../src/input/profiles/profile-value.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

interface Row {
  readonly id: CustomerId | null | undefined;
  readonly level?: string | null | undefined;
  readonly points?: number | null | undefined | "";
  readonly member?: boolean | null | undefined;
  readonly born?: DateLike | null | undefined;
}

const good: Row = { id: 1, level: "gold", points: 12.5, member: true, born: "1990-05-17" };
const options: ProfileRowOptions<Row> = {
  customer: "id",
  fields: { level: "text", points: "number", member: "boolean", birthday: { type: "date", from: "born" } },
};

/** Rows of which the one with the number 1 is the row in question. */
function rowsWith(change: Partial<Record<keyof Row, unknown>>): Row[] {
  return [good, wrong<Row>({ ...good, id: 2, ...change }), { ...good, id: 3 }];
}

/** The values of a field by customer. */
function valuesOf({ columns, customers }: Profiles, name: string): unknown[] {
  return Array.from({ length: customers.size }, (_, code) => profileValue(columns[name], code));
}

const invalid: [code: RowIssueCode, column: keyof Row, values: unknown[]][] = [
  ["MISSING_CUSTOMER", "id", [null, undefined, "", " "]],
  ["BAD_CUSTOMER", "id", [Number.NaN, 2 ** 53, true, {}]],
  ["DUPLICATE_CUSTOMER", "id", [1]],
  ["BAD_FIELD", "level", [5, 5n, true, {}, [], new Date(0), Symbol("gold")]],
  ["BAD_FIELD", "points", ["10", " ", 5n, true, Number.NaN, Number.POSITIVE_INFINITY, {}]],
  ["BAD_FIELD", "member", ["true", 1, 0, "yes", {}]],
  ["BAD_FIELD", "born", ["17.05.1990", " ", true, 5n, Number.NaN, new Date(Number.NaN), {}]],
];
const cases = invalid.flatMap(([code, column, values]) => values.map((value) => [code, column, value] as const));

describe("a row of a profile that cannot be used", () => {
  it.each(cases)("is refused as %s for its %s %s", (code, column, value) => {
    expectRefused(() => profilesFromRows(rowsWith({ [column]: value }), options), code, {
      where: "profilesFromRows",
      path: column,
      row: 1,
    });
  });

  it.each(cases)("is left out and counted as %s for its %s %s", (code, column, value) => {
    const profiles = profilesFromRows(rowsWith({ [column]: value }), { ...options, onInvalid: "skip" });
    expect(profiles.diagnostics).toMatchObject({ rows: 3, profiles: 2, invalidRows: 1 });
    expect(profiles.diagnostics.invalid).toEqual({ [code]: { count: 1, firstRows: [1] } });
    expect([0, 1].map((row) => profiles.customers.id(row))).toEqual([1, 3]);
    expect([profiles.customers.size, profiles.customers.find(2)]).toEqual([2, -1]);
    expect(valuesOf(profiles, "points")).toEqual([12.5, 12.5]);
  });

  it.each([null, undefined, 5, "text"])("is refused or counted as BAD_ROW when it is %s", (row) => {
    const rows = [good, wrong<Row>(row)];
    expectRefused(() => profilesFromRows(rows, options), "BAD_ROW", { path: "row", row: 1 });
    const { diagnostics } = profilesFromRows(rows, { ...options, onInvalid: "skip" });
    expect(diagnostics).toMatchObject({ rows: 2, profiles: 1, invalid: { BAD_ROW: { count: 1, firstRows: [1] } } });
  });

  it("counts under the first of its faults: customer, then the fields in their order", () => {
    const all = { level: 5, points: "x", member: "x", born: "x" };
    expectRefused(() => profilesFromRows(rowsWith({ ...all, id: 1 }), options), "DUPLICATE_CUSTOMER");
    expectRefused(() => profilesFromRows(rowsWith(all), options), "BAD_FIELD", { path: "level" });
    expectRefused(() => profilesFromRows(rowsWith({ born: "x", member: "x" }), options), "BAD_FIELD", {
      path: "member",
    });
  });

  it("leaves nothing behind: no text, and a later row of the same customer is kept", () => {
    const rows: Row[] = [
      { id: "ann", level: "silver", points: wrong<number>("x") },
      { id: "bob", level: "gold", points: 1 },
      { id: "ann", level: "iron", points: 2 },
      { id: "ann", level: "late", points: 3 },
    ];
    const fields = { level: "text", points: "number" } as const;
    const profiles = profilesFromRows(rows, { customer: "id", fields, onInvalid: "skip" });
    expect([profiles.customers.id(0), profiles.customers.id(1), profiles.customers.size]).toEqual(["bob", "ann", 2]);
    expect(profiles.columns["level"]).toEqual({
      type: "text",
      codes: Uint32Array.of(1, 2),
      values: [null, "gold", "iron"],
    });
    expect(profiles.diagnostics.invalid).toEqual({
      BAD_FIELD: { count: 1, firstRows: [0] },
      DUPLICATE_CUSTOMER: { count: 1, firstRows: [3] },
    });
  });

  it("is described in these words", () => {
    const rows = rowsWith({ points: "10" });
    expect(() => profilesFromRows(rows, options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: profilesFromRows: row 1: points must be a finite number or empty; received "10" (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
    expect(() => profilesFromRows(rowsWith({ id: 1 }), options)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: profilesFromRows: row 1: id must be in one row only; received 1 (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });
});

describe("a field of profiles", () => {
  it("holds its type, or is missing: null, undefined and empty text", () => {
    const empty = [null, undefined, wrong<null>("")].map(
      (nothing, i): Row => ({ id: i + 2, level: nothing, points: nothing, member: nothing, born: nothing }),
    );
    const profiles = profilesFromRows([good, ...empty], options);
    expect(profiles.columns).toEqual({
      level: { type: "text", codes: Uint32Array.of(1, 0, 0, 0), values: [null, "gold"] },
      points: { type: "number", values: Float64Array.of(12.5, Number.NaN, Number.NaN, Number.NaN) },
      member: { type: "boolean", values: Uint8Array.of(1, 2, 2, 2) },
      birthday: {
        type: "date",
        values: Int32Array.of(parseDay("1990-05-17"), -2_147_483_648, -2_147_483_648, -2_147_483_648),
      },
    });
    for (const name of Object.keys(profiles.columns))
      expect(valuesOf(profiles, name).slice(1)).toEqual([null, null, null]);
    expect(valuesOf(profiles, "member")[0]).toBe(true);
    expect(valuesOf(profiles, "birthday")[0]).toBe(parseDay("1990-05-17"));
  });

  it("keeps false, zero and blank text, which are not missing", () => {
    const profiles = profilesFromRows([{ id: 1, level: " ", points: -0, member: false, born: 0 }], options);
    const values = ["level", "points", "member", "birthday"].map((name) => valuesOf(profiles, name)[0]);
    expect(values).toEqual([" ", 0, false, 0]);
    expect(Object.is(values[1], 0)).toBe(true);
  });

  it("has the days of its dates in the stated zone", () => {
    const rows = [{ ...good, born: "2026-03-01T20:00:00Z" }];
    const profiles = profilesFromRows(rows, { ...options, timeZone: "Asia/Shanghai" });
    expect([valuesOf(profiles, "birthday")[0], profiles.timeZone]).toEqual([parseDay("2026-03-02"), "Asia/Shanghai"]);
  });

  it("may come from another key or from a function of the row", () => {
    const profiles = profilesFromRows([good, { ...good, id: 2 }], {
      customer: "id",
      fields: {
        rank: { type: "text", from: "level" },
        double: { type: "number", from: (row) => Number(row.points) * 2 },
        isFirst: { type: "boolean", from: (_, index) => index === 0 },
      },
    });
    expect(["rank", "double", "isFirst"].map((name) => valuesOf(profiles, name))).toEqual([
      ["gold", "gold"],
      [25, 25],
      [true, false],
    ]);
  });

  it("may be called like what every object inherits, and one that is not there is not inherited", () => {
    const rows = [
      JSON.parse('{ "id": 1, "__proto__": "p", "constructor": 5, "toString": true }') as Record<string, unknown>,
      { id: 2 },
    ];
    const fields = JSON.parse('{ "__proto__": "text", "constructor": "number", "toString": "boolean" }');
    const profiles = profilesFromRows(rows, { customer: "id", fields });
    expect(Object.keys(profiles.columns)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.keys(profiles.columns).map((name) => valuesOf(profiles, name))).toEqual([
      ["p", null],
      [5, null],
      [true, null],
    ]);
    expect(profiles.columns["valueOf"]).toBeUndefined();
  });

  it.each([
    [undefined, "MISSING_OPTION", "options.fields"],
    [null, "WRONG_TYPE", "options.fields"],
    [["level"], "WRONG_TYPE", "options.fields"],
    [new Map([["level", "text"]]), "WRONG_TYPE", "options.fields"],
    [{ level: "string" }, "UNKNOWN_NAME", "options.fields.level"],
    [{ level: 5 }, "WRONG_TYPE", "options.fields.level"],
    [{ level: null }, "WRONG_TYPE", "options.fields.level"],
    [{ level: { type: "txt", from: "level" } }, "UNKNOWN_NAME", "options.fields.level.type"],
    [{ level: { from: "level" } }, "UNKNOWN_NAME", "options.fields.level.type"],
    [{ level: { type: "text" } }, "MISSING_OPTION", "options.fields.level"],
    [{ level: { type: "text", from: 5 } }, "WRONG_TYPE", "options.fields.level"],
    [{ level: { type: "text", from: "level", or: "rank" } }, "UNKNOWN_OPTION", "options.fields.level.or"],
    [{ "": "text" }, "OUT_OF_RANGE", "options.fields"],
    [{ rank: "text" }, "MISSING_COLUMN", "options.fields.rank"],
    [{ rank: { type: "text", from: "lvel" } }, "MISSING_COLUMN", "options.fields.rank"],
  ] as const)("is refused as %o", (fields, code, path) => {
    expectRefused(() => profilesFromRows([good], { customer: "id", fields: wrong(fields) }), code, {
      where: "profilesFromRows",
      path,
    });
  });
});

describe("profiles from rows", () => {
  it("may be none, and may have no fields", () => {
    const none = profilesFromRows([], options);
    expect([none.customers.size, none.kind]).toEqual([0, "rfm-kit/profiles"]);
    expect(none.columns["level"]).toEqual({ type: "text", codes: new Uint32Array(0), values: [null] });
    expect(profilesFromRows([good], { customer: "id", fields: {} }).customers.size).toBe(1);
  });

  it("make ids of all types one by their text, where asked", () => {
    const rows = ["7", 7, 7n].map((id) => ({ ...good, id }));
    const exact = profilesFromRows(rows, options);
    expect(exact.customers.size).toBe(3);
    expect(exact.diagnostics.warnings.map(({ code }) => code)).toEqual(["MIXED_ID_TYPES"]);
    expectRefused(() => profilesFromRows(rows, { ...options, customerIds: "text" }), "DUPLICATE_CUSTOMER", { row: 1 });
    expect(profilesFromRows([{ ...good, id: "NULL" }], options).diagnostics.warnings[0].code).toBe("NULL_LIKE_IDS");
  });

  it.each([
    [{ customer: undefined }, "MISSING_OPTION", "options.customer"],
    [{ customer: "ID" }, "MISSING_COLUMN", "options.customer"],
    [{ field: {} }, "UNKNOWN_OPTION", "options.field"],
    [{ onInvalid: "drop" }, "UNKNOWN_NAME", "options.onInvalid"],
    [{ customerIds: "any" }, "UNKNOWN_NAME", "options.customerIds"],
    [{ timeZone: "Mars" }, "UNKNOWN_TIME_ZONE", "options.timeZone"],
  ] as const)("check their options: %o", (change, code, path) => {
    expectRefused(() => profilesFromRows([good], wrong({ ...options, ...change })), code, { path });
  });

  it.each([
    [null, "iterable of objects;"],
    ["rows", "iterable of objects;"],
    [{ customer: [], fields: {} }, "for columns use profilesFromColumns"],
    [(async function* () {})(), "gather the source into an array first"],
  ])("need rows: %s", (rows, hint) => {
    const error = errorOf(() => profilesFromRows(wrong<Row[]>(rows), options));
    expect(error.code).toBe("WRONG_TYPE");
    expect(error.message).toContain(hint);
  });

  it("may come from one object used again and again, and are frozen", () => {
    const one: Record<string, unknown> = {};
    function* reused(): Generator<Record<string, unknown>> {
      for (let id = 0; id < 40; id++) yield Object.assign(one, { id, level: `L${id % 3}` });
    }
    const profiles = profilesFromRows(reused(), { customer: "id", fields: { level: "text" } });
    expect(valuesOf(profiles, "level")).toEqual(Array.from({ length: 40 }, (_, id) => `L${id % 3}`));
    for (const part of [profiles, profiles.columns, profiles.columns["level"]])
      expect(Object.isFrozen(part)).toBe(true);
  });
});

describe("profiles from columns", () => {
  const where = "profilesFromColumns";
  const base: ProfileColumns = {
    customer: Int32Array.of(7, 9),
    fields: { level: { type: "text", from: ["gold", null] } },
  };
  const of = (type: string, from: unknown): Profiles =>
    profilesFromColumns(wrong<ProfileColumns>({ ...base, fields: { f: { type, from } } }));

  it("read every form that a type can have, each with its own way of saying that a value is missing", () => {
    const utf8 = { offsets: Int32Array.of(0, 1, 1), bytes: Uint8Array.of(97) };
    expect(valuesOf(of("text", utf8), "f")).toEqual(["a", null]);
    expect(valuesOf(of("text", { codes: Int8Array.of(0, -1), values: ["a"] }), "f")).toEqual(["a", null]);
    expect(valuesOf(of("number", Float64Array.of(1.5, Number.NaN)), "f")).toEqual([1.5, null]);
    expect(valuesOf(of("number", Float32Array.of(1.5, Number.NaN)), "f")).toEqual([1.5, null]);
    expect(valuesOf(of("number", Uint8Array.of(1, 0)), "f")).toEqual([1, 0]);
    expect(valuesOf(of("number", { codes: Uint8Array.of(1, 0), values: [null, 5] }), "f")).toEqual([5, null]);
    expect(valuesOf(of("boolean", [false, ""]), "f")).toEqual([false, null]);
    expect(valuesOf(of("boolean", { codes: Uint8Array.of(1, 0), values: [true, false] }), "f")).toEqual([false, true]);
    expect(valuesOf(of("date", Int32Array.of(5, -(2 ** 31))), "f")).toEqual([5, null]);
    expect(valuesOf(of("date", Float64Array.of(5 * 864e5, Number.NaN)), "f")).toEqual([5, null]);
    expect(valuesOf(of("date", BigInt64Array.of(5n * 86_400_000n, -1n)), "f")).toEqual([5, -1]);
    expect(valuesOf(of("date", ["1970-01-06", undefined]), "f")).toEqual([5, null]);
  });

  it("may hold what the library itself gave", () => {
    const rows = [good, { id: 2 }];
    const first = profilesFromRows(rows, options);
    const { level, points, birthday } = first.columns;
    const fields = {
      level: { type: "text", from: wrong<string[]>(level) },
      points: { type: "number", from: wrong<Float64Array>("values" in points ? points.values : null) },
      birthday: { type: "date", from: wrong<Int32Array>("values" in birthday ? birthday.values : null) },
    } as const;
    const again = profilesFromColumns({ customer: [1, 2], fields });
    expect(again.columns).toEqual({ level, points, birthday });
  });

  it.each([
    ["text", Float64Array.of(1, 2)],
    ["text", "gold"],
    ["number", BigInt64Array.of(1n, 2n)],
    ["number", { offsets: Int32Array.of(0, 1, 1), bytes: Uint8Array.of(97) }],
    ["number", new DataView(new ArrayBuffer(2))],
    ["boolean", Uint8Array.of(0, 1)],
    ["date", Uint32Array.of(0, 1)],
    ["date", { codes: Uint8Array.of(0, 0), values: ["1970-01-01"] }],
    ["date", undefined],
  ])("refuse a form that the type cannot have: %s in %s", (type, from) => {
    expectRefused(() => of(type, from), "WRONG_TYPE", { where, path: "columns.fields.f.from" });
  });

  it("name a bad value by its column and row", () => {
    const bad: [type: string, from: unknown][] = [
      ["text", ["a", 5]],
      ["text", { offsets: Int32Array.of(0, 1, 2), bytes: Uint8Array.of(97, 0xff) }],
      ["number", [1, "2"]],
      ["number", Float64Array.of(1, Number.POSITIVE_INFINITY)],
      ["boolean", [true, 1]],
      ["date", Int32Array.of(1, 4_000_000)],
      ["date", Int32Array.of(1, -719_163)],
      ["date", BigInt64Array.of(1n, 2n ** 62n)],
      ["date", ["1970-01-01", "x"]],
    ];
    for (const [type, from] of bad) {
      expectRefused(() => of(type, from), "BAD_FIELD", { where, path: "columns.fields.f.from", row: 1 });
    }
    for (const customer of [Float64Array.of(1, Number.NaN), [1, {}]]) {
      expectRefused(() => profilesFromColumns(wrong({ ...base, customer })), "BAD_CUSTOMER", {
        path: "columns.customer",
        row: 1,
      });
    }
    const text = { offsets: Int32Array.of(0, 1, 2), bytes: Uint8Array.of(97, 0xff) };
    expectRefused(() => profilesFromColumns({ ...base, customer: text }), "BAD_CUSTOMER", { row: 1 });
    expect(errorOf(() => profilesFromColumns({ ...base, customer: text })).message).toContain(
      "row 1: columns.customer must be well-formed UTF-8; received 1 byte that is not (",
    );
    expect(errorOf(() => of("text", text)).message).toContain(
      "row 1: columns.fields.f.from must be well-formed UTF-8; received 1 byte that is not (",
    );
    const twice = { offsets: Int32Array.of(0, 1, 2), bytes: Uint8Array.of(97, 97) };
    expectRefused(() => profilesFromColumns({ ...base, customer: twice }), "DUPLICATE_CUSTOMER", { received: '"a"' });
  });

  it.each([
    [null, "WRONG_TYPE", "columns"],
    [{ fields: {} }, "MISSING_COLUMN", "columns.customer"],
    [{ customer: [1] }, "MISSING_COLUMN", "columns.fields"],
    [{ ...base, level: [] }, "UNKNOWN_OPTION", "columns.level"],
    [{ ...base, customer: 5 }, "WRONG_TYPE", "columns.customer"],
    [{ ...base, customer: [1, 2, 3] }, "LENGTH_MISMATCH", "columns.fields.level.from"],
    [{ ...base, fields: { level: ["gold", null] } }, "WRONG_TYPE", "columns.fields.level"],
    [{ ...base, fields: { level: "text" } }, "WRONG_TYPE", "columns.fields.level.from"],
    [
      { ...base, fields: { level: { type: "text", from: { codes: Uint8Array.of(0, 1), values: ["a"] } } } },
      "OUT_OF_RANGE",
      "columns.fields.level.from.codes[1]",
    ],
    [
      {
        ...base,
        fields: { level: { type: "text", from: { offsets: Int32Array.of(0, 2, 1), bytes: new Uint8Array(2) } } },
      },
      "OUT_OF_RANGE",
      "columns.fields.level.from.offsets[2]",
    ],
  ] as const)("are checked: %o", (columns, code, path) => {
    expectRefused(() => profilesFromColumns(wrong(columns)), code, { where, path });
  });

  it("are refused in these words", () => {
    expect(() => of("boolean", Uint8Array.of(0, 1))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: profilesFromColumns: columns.fields.f.from must be an array or { codes, values } for a field of type boolean; received an object]`,
    );
    expect(() => of("date", ["1970-01-01", "x"])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: profilesFromColumns: row 1: columns.fields.f.from must be a Date, epoch milliseconds, ISO text of the years 1 to 9999 or empty; received "x" (rows count from 0; onInvalid: "skip" leaves such rows out and counts them)]`,
    );
  });
});
