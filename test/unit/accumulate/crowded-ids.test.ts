import { describe, expect, it } from "vitest";
import { IntPart } from "../../../src/accumulate/sums/int-part.js";
import { hashText, mix, reseed, unmix, unseed } from "../../../src/accumulate/sums/mix.js";
import { ROOMY } from "../../../src/accumulate/sums/room.js";
import { ROW_INTS } from "../../../src/accumulate/sums/row.js";
import { accumulate, restoreAccumulator, rfm } from "../../../src/index.js";
import { NARROW, TextBatch, WIDE } from "../../../src/input/ids/text-batch.js";

const COUNT = 20_000;

describe("int32 ids that were chosen to crowd together", () => {
  it("are all found again, in the same order, as fast as others", () => {
    // Neighbours once mixed: of one part, and with one place in a table of any size that fits the memory.
    const near = Int32Array.from({ length: COUNT }, (_, i) => unmix(0x12000000 + i));
    // The last places of a part.
    const atEnd = Int32Array.from({ length: COUNT }, (_, i) => unmix(0x12ffffff - i));
    // Neighbours under the first further seed too.
    const again = Int32Array.from({ length: COUNT }, (_, i) => unmix(unseed(0x12000000 + i, 0x3779b1)));
    for (const ids of [near, atEnd, again]) {
      const columns = {
        date: Int32Array.from(ids, (_, i) => 20_000 + (i % 7)),
        amount: Int32Array.from(ids, (_, i) => i),
      };
      const forth = accumulate({ amountIn: "minor" });
      for (let round = 0; round < 2; round++) forth.addColumns({ customer: ids, ...columns });
      const back = accumulate({ amountIn: "minor" });
      const reverse = {
        customer: ids.slice().reverse(),
        date: columns.date.slice().reverse(),
        amount: columns.amount.slice().reverse(),
      };
      back
        .addColumns(reverse)
        .merge(restoreAccumulator(accumulate({ amountIn: "minor" }).addColumns(reverse).snapshot()));
      expect(Buffer.compare(back.snapshot(), forth.snapshot())).toBe(0);
      const table = forth.table();
      expect(table.size).toBe(COUNT);
      const place = new Map(Array.from(ids, (id, i) => [id, i]));
      const idOf = (row: number): number => table.customers.id(table.codes[row]) as number;
      const wrongRows = Array.from(table.monetary.keys()).filter(
        (row) => table.monetary[row] !== 2 * (place.get(idOf(row)) as number),
      );
      expect(wrongRows).toEqual([]);
      expect(rfm(table).get(ids[77])?.frequency).toBe(2);
    }
  });

  it("are mixed one to one, under every seed", () => {
    const ids = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 0x12345678, -77];
    for (const id of ids) {
      expect(unmix(mix(id))).toBe(id);
      for (const seed of [1, 0x3779b1, 0xffffff]) {
        expect(unseed(reseed(id, seed), seed)).toBe(id);
        expect(reseed(id, seed) >> 24).toBe(id >> 24);
      }
    }
    expect(new Set(Array.from({ length: 1000 }, (_, id) => reseed(id, 5))).size).toBe(1000);
  });
});

describe("text ids of one hash", () => {
  const LONG = "an-id-that-is-too-long-to-be-packed-into-words-";

  it.each([
    ["narrow", "c331n", "cbuk"],
    ["wide", "a-somewhat-longer-id-1876", "a-somewhat-longer-id-r0g"],
    ["long", `${LONG}1y5v`, `${LONG}3834`],
  ])("stand in the order of the ids, whichever came first: %s ones", (kind, ...twins) => {
    const hashes = twins.map((id) => hashOf(kind, id));
    expect(hashes[0]).toBe(hashes[1]);
    const orderOf = (customer: string[]): unknown[] => {
      const date = new Int32Array(2).fill(20_000);
      const { codes, customers } = accumulate()
        .addColumns({ customer, date, amount: [1, 2] })
        .table();
      expect(customer.map((id) => customers.id(customers.find(id)))).toEqual(customer);
      return Array.from(codes, (code) => customers.id(code));
    };
    expect(orderOf(twins)).toEqual(twins);
    expect(orderOf(twins.slice().reverse())).toEqual(twins);
  });
});

function hashOf(kind: string, id: string): number {
  if (kind === "long") return hashText(id, 1);
  const batch = new TextBatch(kind === "narrow" ? NARROW : WIDE, 1);
  expect(batch.add(id, 0)).toBe(true);
  return batch.records[batch.width];
}

describe("int32 ids that nobody chose", () => {
  it("stand in order, also where one part has more than a million", () => {
    const part = new IntPart(0, ROOMY);
    const rows = new Int32Array(5_300 * ROW_INTS);
    let state = 12_345;
    for (let batch = 0; batch < 283; batch++) {
      for (let row = 0; row < rows.length; row += ROW_INTS) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
        rows.set([state >>> 8, 20_000, 100], row);
      }
      part.addRows(rows, 0, 5_300);
    }
    expect(part.size).toBeGreaterThan(1_400_000);
    expect(part.isInOrder).toBe(true);
  });
});
