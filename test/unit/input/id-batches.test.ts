import { describe, expect, it } from "vitest";
import { IdBatch } from "../../../src/input/ids/id-batch.js";
import { BAD_ID, IdTable, MISSING_ID } from "../../../src/input/ids/id-table.js";
import { BATCH_ROWS } from "../../../src/input/ids/text-batch.js";
import { IdColumns } from "../../../src/input/read-id-column.js";

const utf8 = new TextEncoder();

/** The codes that batches of a size give, and the ids behind them. */
function intern(values: readonly unknown[], size: number, byText = false, table = new IdTable(byText)) {
  const batch = new IdBatch(table, size);
  const codes: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    const part = values.slice(from, from + size);
    batch.begin();
    for (const [i, value] of part.entries()) batch.add(value, i);
    batch.finish(part.length, (i) => part[i]);
    codes.push(...batch.codes.subarray(0, part.length));
  }
  return { codes, ids: Array.from({ length: table.size }, (_, code) => table.id(code)), table };
}

/** The same by the definition: one Map, in the order of the rows. */
function naive(values: readonly unknown[], byText = false) {
  const known = new Map<unknown, number>();
  const codes = values.map((value) => {
    if (value === null || value === undefined || (typeof value === "string" && value.trim() === "")) return MISSING_ID;
    if (typeof value === "object" || Number.isNaN(value)) return BAD_ID;
    const id = byText ? String(value) : value;
    if (!known.has(id)) known.set(id, known.size);
    return known.get(id) as number;
  });
  return { codes, ids: [...known.keys()] };
}

/** Ids of every kind, most of them twice or more, in no order. */
function mixed(rows: number): unknown[] {
  const kinds: ((n: number) => unknown)[] = [
    (n) => `C-${n}`,
    (n) => `${n}`,
    (n) => n,
    (n) => BigInt(n),
    (n) => n + 0.5,
    (n) => `customer-${n}-${"x".repeat(n % 40)}`,
    (n) => `顾客${n}`,
    (n) => `é${n}`,
    (n) => `\u0000${n}`,
    (n) => `${n}\u0000`,
    (n) => ["", "   ", null, undefined, Number.NaN, {}, "__proto__", "constructor", "\ud800", "😀"][n % 10],
  ];
  let seed = 7;
  return Array.from({ length: rows }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const kind = kinds[(seed >>> 8) % kinds.length];
    return kind(Math.floor(((seed >>> 12) / 2 ** 20) ** 2 * rows));
  });
}

describe("ids in batches", () => {
  const values = mixed(60_000);

  it.each([1_000, 7_777, BATCH_ROWS])("get the codes of one Map in the order of the rows: batches of %i", (size) => {
    const { codes, ids } = intern(values, size);
    const expected = naive(values);
    expect(ids.length).toBeGreaterThan(30_000);
    expect(codes).toEqual(expected.codes);
    expect(ids).toEqual(expected.ids);
  });

  it("are known by their text where that is asked for", () => {
    const { codes, ids } = intern(values, 5_000, true);
    expect({ codes, ids }).toEqual(naive(values, true));
  });

  it("are found again, and nothing else is", () => {
    const { table, ids } = intern(values, 5_000);
    expect(ids.every((id, code) => table.find(id) === code)).toBe(true);
    for (const stranger of ["C-", "C-1 ", "x", "\u0000", -5, 10n ** 20n, "y".repeat(39), "y".repeat(40)]) {
      expect(table.find(stranger)).toBe(-1);
    }
  });

  it("are the same whether they come in batches or one by one", () => {
    const { table, codes } = intern(values, 5_000);
    expect(values.map((value) => table.intern(value))).toEqual(codes);
  });

  it("go on from ids that came one by one", () => {
    const table = new IdTable(false);
    for (const value of values.slice(0, 30_000)) table.intern(value);
    const { codes } = intern(values, 5_000, false, table);
    expect(codes).toEqual(naive(values).codes);
  });

  it("take text as bytes where it is short ASCII that is not blank", () => {
    const { table } = intern(values, 5_000);
    const batch = new IdBatch(table, 10);
    const texts = ["C-0", "new id", "  ", "", "é0", "x".repeat(39), "x".repeat(40)];
    batch.begin();
    const taken = texts.map((text, i) => batch.addBytes(utf8.encode(text), 0, utf8.encode(text).length, i));
    expect(taken).toEqual([true, true, false, false, false, true, false]);
    for (const [i, text] of texts.entries()) if (!taken[i]) batch.add(text, i);
    batch.finish(texts.length, (i) => texts[i]);
    expect(texts.map((text) => table.find(text))).toEqual(
      [...batch.codes.subarray(0, 7)].map((c) => (c >= BAD_ID ? -1 : c)),
    );
    expect(batch.codes[0]).toBe(table.find("C-0"));
  });
});

describe("ids that were made to collide", () => {
  /** One step of the hash of a text, which is public. */
  const mix = (hash: number, word: number): number => {
    const h = Math.imul(hash ^ word, 0x85ebca6b);
    return h ^ (h >>> 15);
  };
  const chars = (word: number): string =>
    String.fromCharCode(...[0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff));
  /** Text of 8 characters whose second half undoes what the first did to the hash. */
  const colliding = (n: number): string => {
    const first = 0x41414141 + n;
    return chars(first) + chars(mix(8, first) ^ 0x12345678);
  };

  it("are told apart, as text", () => {
    const values = Array.from({ length: 50_000 }, (_, n) => colliding(n % 40_000));
    const { codes, ids } = intern(values, 20_000);
    expect({ codes, ids }).toEqual(naive(values));
  });

  it("are told apart, as bytes of longer text", () => {
    const texts = collidingBytes("é".repeat(40), 1_500);
    const bytes = texts.map((text) => utf8.encode(text));
    const offsets = Int32Array.from({ length: texts.length + 1 }, (_, i) =>
      bytes.slice(0, i).reduce((sum, { length }) => sum + length, 0),
    );
    const joined = Uint8Array.from(bytes.flatMap((text) => [...text]));
    const table = new IdTable(false);
    const reader = new IdColumns(table).reader("test", "ids", { offsets, bytes: joined });
    const codes = new Uint32Array(texts.length);
    for (const _ of ["first", "again"]) {
      reader.read(0, texts.length, codes);
      expect([...codes].map((code) => table.id(code))).toEqual(texts);
    }
  });

  it("are told apart, as integers", () => {
    const values = Array.from({ length: 100_000 }, (_, n) => unmix((n % 16_384) * 2 ** 18 + 5));
    const table = new IdTable(false);
    const codes = values.map((value) => table.intern(value));
    expect(codes).toEqual(values.map((_, n) => n % 16_384));
  });

  /** Texts that begin alike and whose bytes have the same last 12 bits of the public hash. */
  function collidingBytes(prefix: string, count: number): string[] {
    const hash = (from: number, text: string) =>
      utf8.encode(text).reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), from);
    const begun = hash(0x811c9dc5, prefix);
    const found: string[] = [];
    for (let n = 0; found.length < count; n++) {
      let h = begun;
      for (const char of String(n)) h = Math.imul(h ^ char.charCodeAt(0), 0x01000193);
      h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
      if (((h ^ (h >>> 13)) & 0xfff) === 5) found.push(prefix + n);
    }
    return found;
  }

  /** The inverse of the public hash of integers. */
  function unmix(hash: number): number {
    let h = hash >>> 0;
    h = (h ^ (h >>> 16)) >>> 0;
    h = Math.imul(h, 0x7ed1b41d) >>> 0;
    h = (h ^ (h >>> 13) ^ (h >>> 26)) >>> 0;
    h = Math.imul(h, 0xa5cb9243) >>> 0;
    return (h ^ (h >>> 16)) | 0;
  }
});
