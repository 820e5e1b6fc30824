import { describe, expect, it } from "vitest";
import {
  type AccumulatedFields,
  type Accumulator,
  accumulate,
  type CustomerId,
  ledgerFromColumns,
  ledgerFromRows,
  measureRfm,
  type RfmTable,
  restoreAccumulator,
} from "../../../src/index.js";
import { hashWords, NARROW } from "../../../src/input/ids/text-batch.js";
import { expectRefused } from "../refused.js";
import { textsOfHash } from "./texts-of-hash.js";

const DAY = 20_000;

/** What a table says of each customer. */
function byId(table: RfmTable): Map<CustomerId, number[]> {
  const { codes, customers, recency, frequency, monetary } = table;
  return new Map(Array.from(codes, (code, i) => [customers.id(code), [recency[i], frequency[i], monetary[i]]]));
}

describe("texts that were made to have one hash", () => {
  const texts = textsOfHash(77, 1_500);
  const add = (to: Accumulator, customer: string[]): Accumulator =>
    to.addColumns({
      customer,
      date: new Int32Array(customer.length).fill(DAY),
      amount: Float64Array.from(customer, (id) => 1 + texts.indexOf(id)),
    });

  it("have one hash", () => {
    const hashes = texts.map((text) => {
      const words = new Int32Array(Uint8Array.from(`${text}\x0f`, (c) => c.charCodeAt(0)).buffer);
      return hashWords(words, 0, NARROW);
    });
    expect(new Set(texts).size).toBe(texts.length);
    expect(new Set(hashes).size).toBe(1);
  });

  it("are all found again, in the same order, whichever came first", () => {
    const forth = add(add(accumulate({ amountIn: "minor" }), texts), texts);
    const half = texts.slice(700).reverse();
    const back = add(accumulate({ amountIn: "minor" }), half).merge(
      restoreAccumulator(add(accumulate({ amountIn: "minor" }), texts.slice(0, 700)).snapshot()),
    );
    back.merge(back);
    expect(Buffer.compare(back.snapshot(), forth.snapshot())).toBe(0);
    const expected = new Map(texts.map((id, i) => [id, [0, 2, 2 * (i + 1)]]));
    expect(byId(forth.table())).toEqual(expected);
    const { customers } = forth.table();
    expect(texts.every((id) => customers.id(customers.find(id)) === id)).toBe(true);
    expect(customers.find(`${texts[0].slice(0, 14)}?`)).toBe(-1);
    // One of the same hash that is not there.
    const without = add(accumulate({ amountIn: "minor" }), texts.slice(0, -1)).table().customers;
    expect(without.find(texts[texts.length - 1])).toBe(-1);
    expect(texts.slice(0, -1).every((id) => without.id(without.find(id)) === id)).toBe(true);
  });
});

describe("sums by short texts", () => {
  // Of either width, too long for both, of characters in and beyond Latin-1, blank, and no text at all.
  const ids: CustomerId[] = [
    ...Array.from({ length: 300 }, (_, i) => `C${i}`),
    ...Array.from({ length: 200 }, (_, i) => `6f1c7a52-0000-4000-8000-${String(i).padStart(12, "0")}`),
    ...Array.from({ length: 60 }, (_, i) => `someone-with-a-very-long-name-${i}@mail.example.com`),
    ...["é", "Zoë Müller", "客户", "a\0", "a", "__proto__", "constructor", " C1", "C1 ", "1", "1.5"],
    ...[1, 1.5, 1n, 77n, -3],
  ];
  const rowAt = (i: number) => ({
    c: ids[(i * 7919) % ids.length],
    d: DAY + ((i * 31) % 400),
    // Refunds, nothing, and amounts that do not fit into 32 bits.
    a: i % 17 === 0 ? -(i % 5) : i % 23 === 0 ? 3_000_000_000 + i : i % 11,
    s: i % 13 === 0 ? "cancelled" : "paid",
  });
  const rows = Array.from({ length: 40_000 }, (_, i) => rowAt(i));
  type Row = ReturnType<typeof rowAt>;
  const fields: AccumulatedFields<Row> = { customer: "c", date: ({ d }) => new Date(d * 86_400_000), amount: "a" };

  it.each<[string, AccumulatedFields<Row>, readonly Row[]]>([
    ["rows with a status", { ...fields, status: "s" }, rows],
    ["plain rows", fields, rows],
  ])("are what a ledger finds, whatever the ids and amounts: %s", (_, where, all) => {
    const settings = { amountIn: "minor" } as const;
    const asOf = new Date((DAY + 400) * 86_400_000);
    const ledger = measureRfm(ledgerFromRows(all, { ...settings, ...where }), { asOf });
    const sums = accumulate(settings);
    for (let from = 0; from < all.length; from += 9_999) sums.addRows(all.slice(from, from + 9_999), where);
    const table = sums.table({ asOf });
    expect(byId(table)).toEqual(byId(ledger));
    expect(table.diagnostics.ledger?.customersByIdType).toEqual(ledger.diagnostics.ledger?.customersByIdType);
    expect(byId(restoreAccumulator(sums.snapshot()).table({ asOf }))).toEqual(byId(ledger));
    const parts = [...sums.tables({ asOf, most: 50 })].flatMap((part) => [...byId(part)]);
    expect(new Map(parts)).toEqual(byId(ledger));
    expect(parts.length).toBe(table.size);
  });

  it("are the same from bytes, a dictionary, an array and rows, to the bit", () => {
    const texts = rows.map(({ c }) => String(c));
    const values = { date: Int32Array.from(rows, ({ d }) => d), amount: Float64Array.from(rows, ({ a }) => a) };
    const encoded = texts.map((text) => new TextEncoder().encode(text));
    const offsets = new Int32Array(texts.length + 1);
    for (const [i, own] of encoded.entries()) offsets[i + 1] = offsets[i] + own.length;
    const bytes = new Uint8Array(offsets[texts.length]);
    for (const [i, own] of encoded.entries()) bytes.set(own, offsets[i]);
    const known = [...new Set(texts)];
    const codes = Int32Array.from(texts, (text) => known.indexOf(text));
    const columns = [texts, { offsets, bytes }, { codes, values: known }];
    const [first, ...others] = columns.map((customer) =>
      accumulate({ amountIn: "minor" })
        .addColumns({ customer, ...values })
        .snapshot(),
    );
    for (const other of others) expect(Buffer.compare(other, first)).toBe(0);
    const fromRows = accumulate({ amountIn: "minor" }).addRows(
      rows.map((row) => ({ ...row, c: String(row.c) })),
      fields,
    );
    expect(Buffer.compare(fromRows.snapshot(), first)).toBe(0);
  });

  it("may come as bytes whose buffer grows and shrinks", () => {
    type Resizable = ArrayBuffer & { resize(bytes: number): void };
    const make = ArrayBuffer as unknown as new (bytes: number, options: { maxByteLength: number }) => Resizable;
    const buffer = new make(40, { maxByteLength: 400 });
    const bytes = new Uint8Array(buffer);
    const rest = { date: Int32Array.of(DAY, DAY), amount: [1, 2] };
    const sums = accumulate();
    for (const [size, at] of [
      [40, 0],
      [400, 300],
      [100, 90],
    ]) {
      buffer.resize(size);
      bytes.set(Buffer.from(`${size}xyz`), at);
      sums.addColumns({ customer: { offsets: Int32Array.of(at, at + 4, at + 5), bytes }, ...rest });
    }
    const { codes, customers } = sums.table();
    const ids = Array.from(codes, (code) => customers.id(code));
    expect(ids.sort()).toEqual(["100x", "400x", "40xy", "y", "z"]);
  });

  it("are all in a snapshot that the source of the rows itself takes", () => {
    const sums = accumulate();
    let saved = new Uint8Array();
    const source = function* () {
      for (let i = 0; i < 3_000; i++) {
        if (i === 1_234) {
          expect(sums.rows).toBe(1_234);
          saved = sums.snapshot() as Uint8Array<ArrayBuffer>;
        }
        yield { c: `C${i}`, d: "2026-01-01", a: 1 };
      }
    };
    sums.addRows(source(), { customer: "c", date: "d", amount: "a" });
    expect(restoreAccumulator(saved).table().size).toBe(1_234);
    expect(sums.table().size).toBe(3_000);
  });

  it("know who stood for nothing", () => {
    const sums = accumulate({ onInvalid: "skip" });
    sums.addColumns({ customer: ["NULL", "ann", "", "  "], date: new Int32Array(4).fill(DAY), amount: [1, 2, 3, 4] });
    const { ledger, warnings } = sums.table().diagnostics;
    expect(ledger?.invalid.MISSING_CUSTOMER?.count).toBe(2);
    expect(warnings.map(({ code }) => code)).toContain("NULL_LIKE_IDS");
  });
});

describe("sums by code", () => {
  it("are right where there are many codes, which wait", () => {
    const count = 300_000;
    const idAt = (i: number): number => ((i * 7919) % 140_000) + 0.5;
    const customer = Array.from({ length: count }, (_, i) => idAt(i));
    const date = Int32Array.from({ length: count }, (_, i) => DAY + (i % 50));
    const amount = Float64Array.from({ length: count }, (_, i) => (i % 1000 === 7 ? 5_000_000_000 : i % 90));
    const table = accumulate({ amountIn: "minor" }).addColumns({ customer, date, amount }).table();
    const expected = new Map<number, [number, number, number]>();
    for (let i = 0; i < count; i++) {
      const [last, orders, total] = expected.get(idAt(i)) ?? [date[i], 0, 0];
      expected.set(idAt(i), [Math.max(last, date[i]), orders + 1, total + amount[i]]);
    }
    expect(table.size).toBe(expected.size);
    const isSame = Array.from(table.codes, (code, row) => {
      const [last, orders, total] = expected.get(table.customers.id(code) as number) ?? [0, 0, 0];
      return DAY + 49 - last === table.recency[row] && orders === table.frequency[row] && total === table.monetary[row];
    });
    expect(isSame.every(Boolean)).toBe(true);
  });

  it("of a dictionary refuse a key that no column has", () => {
    const values = { date: Int32Array.of(DAY), amount: [1] };
    const own = { codes: Int32Array.of(0), values: ["a"], nullBitmap: Uint8Array.of(0) };
    expectRefused(() => accumulate().addColumns({ customer: own, ...values }), "UNKNOWN_OPTION", {
      path: "columns.customer.nullBitmap",
    });
    const text = { offsets: Int32Array.of(0, 1), bytes: Uint8Array.of(65), nulls: null };
    expectRefused(() => ledgerFromColumns({ customer: text, ...values }), "UNKNOWN_OPTION", {
      path: "columns.customer.nulls",
    });
  });
});
