import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CliBundle, COLUMNS } from "./run-cli.js";

const bundle = new CliBundle();
const LINES = 300_000;
const CUSTOMERS = 20_000;

/** 300,000 lines of 230 characters, 70 MB; ids of 36 characters, new ones up to the end. */
function writeLargeFile(path: string): void {
  const file = openSync(path, "w");
  writeSync(file, "note,customer,date,amount\n");
  const note = "x".repeat(160);
  for (let from = 0; from < LINES; from += 1000) {
    const lines = Array.from({ length: 1000 }, (_, i) => {
      const number = Math.floor(((from + i) * CUSTOMERS) / LINES);
      return `${note},"customer-${String(number).padStart(27, "0")}",2026-0${1 + (i % 9)}-1${i % 10},${i}.25\n`;
    });
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}

describe("a file that is larger than the memory", () => {
  it("is read piece by piece: 70 MB with 32 MB for all objects", async () => {
    const cli = bundle.folder();
    writeLargeFile(join(cli.path, "large.csv"));
    const args = ["segment", "large.csv", ...COLUMNS, "--out", "c.csv", "--json"];
    const run = await cli.run(args, { node: ["--max-old-space-size=32"] });
    expect(run).toMatchObject({ code: 0 });
    const { customers, rows } = JSON.parse(run.out);
    expect({ customers, purchases: rows.purchases }).toEqual({ customers: CUSTOMERS, purchases: LINES });
    expect(cli.read("c.csv").split("\n")).toHaveLength(CUSTOMERS + 2);
  });
});

describe("one record without an end", () => {
  it("is given up at 16 MiB, in linear time and bounded memory", async () => {
    const cli = bundle.folder();
    const head = `customer,date,amount\nann,2026-03-01,1\n"bob,2026-03-01,1\n`;
    cli.write("orders.csv", Buffer.concat([Buffer.from(head), Buffer.alloc(48 * 1024 * 1024, "cat,2026-03-01,1\n")]));
    const run = await cli.run(["segment", "orders.csv", ...COLUMNS], { node: ["--max-old-space-size=200"] });
    expect(run.err).toMatch(/row 3 is longer than 16 MiB; a quote in it is probably opened and never closed/);
    expect(run.code).toBe(1);
  });
});
