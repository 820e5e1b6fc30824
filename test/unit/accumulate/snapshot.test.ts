import { describe, expect, it } from "vitest";
import { crc32 } from "../../../src/accumulate/snapshot/crc32.js";
import { type Accumulator, accumulate, isRfmError, restoreAccumulator, rfm } from "../../../src/index.js";
import { errorOf, expectRefused, wrong } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a", status: "s" } as const;

/** A little of everything that a snapshot can hold. */
function sample(): Accumulator {
  const ids = [1, 7, -3, "ann", "é", "\ud83d", "漢字", 1.5, 2 ** 40, 12n, -(2n ** 70n)];
  const rows = ids.map((c, i) => ({ c, d: "2026-03-01", a: i - 1.005, s: i === 5 ? "placed" : "" }) as const);
  const settings = { currency: "KWD", timeZone: "Asia/Shanghai", onInvalid: "skip" } as const;
  return accumulate(settings)
    .addRows([...rows, { c: "", d: "2026-03-01", a: 1, s: "" }], FIELDS)
    .addRows(
      [
        { c: "ann", d: "2026-03-09", a: -5, s: "" },
        { c: 7, d: "2026-03-02", a: 9, s: "" },
      ],
      FIELDS,
    );
}

/** The bytes with other content and the checksum and length that fit it: what a careful forger would send. */
function forged(bytes: Uint8Array, change: (content: number[]) => void): Uint8Array {
  const content = [...bytes.subarray(0, bytes.length - 12)];
  change(content);
  const result = new Uint8Array(content.length + 12);
  result.set(content);
  const view = new DataView(result.buffer);
  view.setFloat64(content.length, result.length, true);
  view.setUint32(content.length + 8, crc32(result, content.length + 8), true);
  return result;
}

describe("restoreAccumulator", () => {
  it("gives back what the accumulator held", () => {
    const bytes = sample().snapshot();
    const back = restoreAccumulator(bytes);
    expect(back.snapshot()).toEqual(bytes);
    expect([...rfm(back.table())]).toEqual([...rfm(sample().table())]);
    expect(back.table().measure).toMatchObject({ currency: "KWD", decimals: 3, timeZone: "Asia/Shanghai" });
    expect(back.rows).toBe(sample().rows);
  });

  it("reads from the middle of a larger buffer, and keeps nothing of it", () => {
    const bytes = sample().snapshot();
    const larger = new Uint8Array(bytes.length + 20).fill(255);
    larger.set(bytes, 9);
    const back = restoreAccumulator(larger.subarray(9, 9 + bytes.length));
    larger.fill(0);
    expect(back.snapshot()).toEqual(bytes);
  });

  it("takes how further rows are read", () => {
    const back = restoreAccumulator(sample().snapshot(), { amountIn: "minor", onInvalid: "skip" });
    back.addRows(
      [
        { c: 77, d: "2026-03-02", a: 1500, s: "" },
        { c: 77, d: "?", a: 1, s: "" },
      ],
      FIELDS,
    );
    expect(rfm(back.table()).get(77)?.monetary).toBe(1.5);
    const strict = restoreAccumulator(sample().snapshot());
    expectRefused(() => strict.addRows([{ c: 77, d: "?", a: 1, s: "" }], FIELDS), "BAD_DATE", { row: sample().rows });
    expectRefused(() => restoreAccumulator(sample().snapshot(), wrong({ decimals: 2 })), "UNKNOWN_OPTION");
  });

  it("refuses bytes that were cut off anywhere, or go on", () => {
    const bytes = sample().snapshot();
    for (let length = 0; length < bytes.length; length++) {
      expectRefused(() => restoreAccumulator(bytes.slice(0, length)), "BAD_SNAPSHOT", { path: "bytes" });
    }
    expectRefused(() => restoreAccumulator(Uint8Array.from([...bytes, 0])), "BAD_SNAPSHOT");
  });

  it("comes in pieces that may be cut anywhere", () => {
    const bytes = sample().snapshot();
    for (let at = 0; at <= bytes.length; at++) {
      const back = restoreAccumulator([bytes.slice(0, at), new Uint8Array(0), bytes.slice(at)]);
      expect(back.snapshot()).toEqual(bytes);
    }
    expect(restoreAccumulator(Array.from(bytes, (byte) => Uint8Array.of(byte))).snapshot()).toEqual(bytes);
  });

  it("is given in the same bytes by pieces, each time anew, also where there are many", () => {
    const sums = accumulate();
    const rows = 300_000;
    const customer = Int32Array.from({ length: rows }, (_, i) => Math.imul(i, 0x9e3779b1));
    sums.addColumns({ customer, date: new Int32Array(rows).fill(20500), amount: new Float64Array(rows).fill(9.99) });
    sums.addColumns({ customer: ["ann"], date: ["2026-03-01"], amount: [-5] });
    const bytes = sums.snapshot();
    const pieces = sums.snapshotPieces();
    for (const round of [1, 2]) {
      const made = [...pieces];
      expect(made.length, `round ${round}`).toBeGreaterThan(1);
      expect(Buffer.compare(Buffer.concat(made), bytes)).toBe(0);
    }
    expect(Buffer.compare(restoreAccumulator(pieces).snapshot(), bytes)).toBe(0);
  });

  it("refuses pieces that are missing, turned round, repeated or changed", () => {
    const bytes = sample().snapshot();
    const [a, b, c] = [bytes.slice(0, 20), bytes.slice(20, 60), bytes.slice(60)];
    for (const pieces of [[], [a], [a, b], [b, c], [a, c], [a, c, b], [a, b, c, c], [a, a, b, c]]) {
      expectRefused(() => restoreAccumulator(pieces), "BAD_SNAPSHOT", { path: "bytes" });
    }
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] ^= 1;
      expectRefused(() => restoreAccumulator([changed.slice(0, 50), changed.slice(50)]), "BAD_SNAPSHOT");
    }
    expect(() => restoreAccumulator([a, b])).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: restoreAccumulator: bytes must be what an accumulator wrote, all its pieces in order, whole and unchanged]`,
    );
    expectRefused(() => restoreAccumulator(wrong([a, "b"])), "WRONG_TYPE", { path: "bytes[1]" });
  });

  it("refuses orders that come while its pieces are gone through", () => {
    const sums = sample();
    const pieces = sums.snapshotPieces()[Symbol.iterator]();
    expect(pieces.next().done).toBe(false);
    sums.addRows([{ c: 1, d: "2026-05-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    expectRefused(() => pieces.next(), "CONFLICTING_OPTIONS", { where: "snapshotPieces" });
    const tables = sums.tables({ most: 1 })[Symbol.iterator]();
    tables.next();
    sums.addRows([{ c: 1, d: "2026-05-01", a: 1 }], { customer: "c", date: "d", amount: "a" });
    expectRefused(() => tables.next(), "CONFLICTING_OPTIONS", { where: "tables" });
  });

  it("refuses bytes of which any one was changed", () => {
    const bytes = sample().snapshot();
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 128, 255]) {
        const changed = bytes.slice();
        changed[at] ^= flip;
        expectRefused(() => restoreAccumulator(changed), "BAD_SNAPSHOT");
      }
    }
  });

  it("refuses what is foreign, and what a later version wrote", () => {
    const bytes = sample().snapshot();
    expectRefused(() => restoreAccumulator(wrong("RFMSUM")), "WRONG_TYPE", { path: "bytes" });
    expectRefused(() => restoreAccumulator(wrong([...bytes])), "WRONG_TYPE");
    expectRefused(() => restoreAccumulator(wrong(undefined)), "WRONG_TYPE");
    expect(() =>
      restoreAccumulator(new TextEncoder().encode('{"kind":"rfm-kit/rfm"}')),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: restoreAccumulator: bytes must be a snapshot of an accumulator; it begins with other bytes]`,
    );
    const newer = bytes.slice();
    newer[7] = 3;
    expect(() => restoreAccumulator(newer)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: restoreAccumulator: bytes must be of format version 2; received version 3, which takes another version of rfm-kit]`,
    );
    newer[7] = 1;
    expectRefused(() => restoreAccumulator(newer), "BAD_SNAPSHOT");
  });

  it("holds what a forger made of it at arm's length: an error of its own, or an accumulator that works", () => {
    const bytes = sample().snapshot();
    let refused = 0;
    for (let at = 8; at < bytes.length - 12; at++) {
      for (const value of [0, 1, 2, 127, 128, 255]) {
        const hostile = forged(bytes, (content) => {
          content[at] = value;
        });
        try {
          const back = restoreAccumulator(hostile);
          expect(back.table().size).toBeLessThan(50);
          expect(restoreAccumulator(back.snapshot()).snapshot()).toEqual(back.snapshot());
        } catch (error) {
          if (!isRfmError(error)) throw error;
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
    const long = forged(bytes, (content) => content.splice(16, content.length, 3, 255, 255, 255, 255, 255, 255, 15));
    expect(errorOf(() => restoreAccumulator(long)).code).toBe("BAD_SNAPSHOT");
  });

  it("refuses customers that do not stand in their order, or stand there twice, whatever their ids", () => {
    const wide = "6f1c7a52-0000-4000-8000-00000000000";
    const long = "somebody with a name of more than thirty-nine characters ";
    for (const ids of [
      ["ann", "bob"],
      [`${wide}1`, `${wide}2`],
      [`${long}1`, `${long}2`],
      ["ann", `${wide}1`],
    ]) {
      const rows = ids.map((c) => ({ c, d: "2026-03-01", a: 5, s: "" }));
      const bytes = accumulate().addRows(rows, FIELDS).snapshot();
      const places = ids.map((id) => Buffer.from(bytes).indexOf(id) - 1).sort((a, b) => a - b);
      // Of either customer from the length of the text on to the end of the text.
      const [first, second] = places.map((at) => [...bytes.subarray(at, at + 1 + bytes[at])]);
      const with2 = (one: number[], two: number[]): Uint8Array =>
        forged(bytes, (content) => {
          content.splice(places[1], second.length, ...two);
          content.splice(places[0], first.length, ...one);
        });
      expect(restoreAccumulator(with2(first, second)).snapshot()).toEqual(bytes);
      expectRefused(() => restoreAccumulator(with2(second, first)), "BAD_SNAPSHOT");
      expectRefused(() => restoreAccumulator(with2(first, first)), "BAD_SNAPSHOT");
    }
  });

  it("refuses late refunds of one day twice, of no day, and of nothing", () => {
    const bytes = accumulate()
      .addRows(
        [
          { c: 1, d: "2026-03-01", a: 5, s: "" },
          { c: 1, d: "2026-03-04", a: -0.77, s: "" },
          { c: 1, d: "2026-03-06", a: -0.99, s: "" },
        ],
        FIELDS,
      )
      .snapshot();
    // How many, then for each of them the days since the one before, the count and the amount.
    const late = [2, 3, 1, 77, 2, 1, 99];
    const at = Buffer.from(bytes).indexOf(Uint8Array.from(late));
    expect(at).toBeGreaterThan(0);
    for (const i of [1, 2, 3, 4, 5, 6]) {
      const hostile = forged(bytes, (content) => {
        content[at + i] = 0;
      });
      expectRefused(() => restoreAccumulator(hostile), "BAD_SNAPSHOT");
    }
  });
});
