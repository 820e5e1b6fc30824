import { describe, expect, it } from "vitest";
import { RowHashes } from "../../../src/cli/csv/row-hashes.js";

describe("RowHashes", () => {
  it("knows every row again and takes none for another, as the table grows", () => {
    const hashes = new RowHashes();
    const rows = Array.from({ length: 60_000 }, (_, i) => [`c${i % 300}`, `${i}`, "2026-01-01"]);
    expect(rows.filter((row) => hashes.seen(row))).toEqual([]);
    expect(rows.every((row) => hashes.seen([...row]))).toBe(true);
  });

  it("tells apart rows whose fields make the same text", () => {
    const hashes = new RowHashes();
    const rows = [
      ["ab", "c"],
      ["a", "bc"],
      ["abc", ""],
      ["", "abc"],
      ["abc"],
      [],
      [""],
      ["", ""],
      ["\u0000"],
      ["\ud83d"],
    ];
    expect(rows.filter((row) => hashes.seen(row))).toEqual([]);
    expect(rows.every((row) => hashes.seen(row))).toBe(true);
  });

  it("spreads short numbers over both words", () => {
    const hashes = new RowHashes();
    let repeated = 0;
    for (let a = 0; a < 300; a++) for (let b = 0; b < 300; b++) if (hashes.seen([`${a}`, `${b}`])) repeated++;
    expect(repeated).toBe(0);
  });
});
