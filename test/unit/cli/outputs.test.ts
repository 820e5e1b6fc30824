import { existsSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type BundleFolder, CliBundle, COLUMNS, ended } from "./run-cli.js";

const bundle = new CliBundle();

/** A folder with orders of two customers. */
function withOrders(): BundleFolder {
  const cli = bundle.folder();
  cli.write("orders.csv", "customer,date,amount\nann,2026-03-01,10\nbob,2026-03-02,20\n");
  return cli;
}

const segment = (cli: BundleFolder, ...flags: string[]) => cli.run(["segment", "orders.csv", ...COLUMNS, ...flags]);
const CUSTOMERS = /^customer_id,recency,frequency,monetary,r,f,m,segment\nann,1,1,10.00,.*\nbob,0,1,20.00,.*\n$/;

describe.concurrent("files are written whole or not at all", () => {
  it("replaces what was there, with its permissions", async () => {
    const cli = withOrders();
    cli.write("c.csv", "old");
    const { chmodSync } = await import("node:fs");
    chmodSync(join(cli.path, "c.csv"), 0o600);
    expect(await segment(cli, "--out", "c.csv")).toMatchObject({ code: 0 });
    expect(cli.read("c.csv")).toMatch(CUSTOMERS);
    expect(statSync(join(cli.path, "c.csv")).mode & 0o777).toBe(0o600);
    expect(cli.files()).toEqual(["c.csv", "orders.csv"]);
  });

  it("keeps what was there when the orders are bad", async () => {
    const cli = withOrders();
    cli.write("c.csv", "old");
    cli.write("orders.csv", 'customer,date,amount\nann,2026-03-01,10\n"bob');
    expect(await segment(cli, "--out", "c.csv", "--save-model", "m.json")).toMatchObject({ code: 1 });
    expect(cli.read("c.csv")).toBe("old");
    expect(cli.files()).toEqual(["c.csv", "orders.csv"]);
  });

  it.skipIf(!existsSync("/dev/full"))("puts no file in its place when another cannot be written", async () => {
    const cli = withOrders();
    const { code, err } = await segment(cli, "--save-model", "m.json", "--out", "/dev/full");
    expect({ code, files: cli.files() }).toEqual({ code: 1, files: ["orders.csv"] });
    expect(err).toContain("rfm-kit: cannot write /dev/full: the disk is full\n");
  });

  it.skipIf(!existsSync("/dev/null"))("writes to a device without replacing it", async () => {
    const cli = withOrders();
    expect(await segment(cli, "--out", "/dev/null")).toMatchObject({ code: 0 });
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("follows a link to the file that it stands for", async () => {
    const cli = withOrders();
    mkdirSync(join(cli.path, "deep"));
    cli.write("deep/c.csv", "old");
    symlinkSync("deep/c.csv", join(cli.path, "link.csv"));
    expect(await segment(cli, "--out", "link.csv")).toMatchObject({ code: 0 });
    expect(readFileSync(join(cli.path, "deep/c.csv"), "utf8")).toMatch(CUSTOMERS);
    expect(cli.files()).toEqual(["deep", "link.csv", "orders.csv"]);
  });

  it("refuses the file that is read under any other name, and the model that is read", async () => {
    const cli = withOrders();
    linkSync(join(cli.path, "orders.csv"), join(cli.path, "hard.csv"));
    symlinkSync("orders.csv", join(cli.path, "soft.csv"));
    for (const name of ["hard.csv", "soft.csv"]) {
      expect(await segment(cli, "--out", name)).toMatchObject({
        code: 2,
        err: expect.stringContaining("which is read"),
      });
    }
    await segment(cli, "--save-model", "m.json");
    const same = await segment(cli, "--model", "m.json", "--save-model", "m.json");
    expect(same).toMatchObject({ code: 2, err: expect.stringContaining("write over m.json") });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("leaves nothing when %s stops it half-way", async (signal) => {
    const cli = withOrders();
    cli.write("big.csv", "old");
    const child = cli.start(["simulate", "--customers", "300000", "--out", "big.csv"]);
    const run = ended(child);
    while (!cli.files().some((file) => file.startsWith(".tmp-")) && child.exitCode === null) {
      await new Promise((next) => setTimeout(next, 2));
    }
    child.kill(signal);
    expect(await run).toMatchObject({ code: null, signal });
    expect(cli.files()).toEqual(["big.csv", "orders.csv"]);
    expect(cli.read("big.csv")).toBe("old");
  });
});

describe.concurrent("standard output", () => {
  it("may be closed early by its reader", async () => {
    const cli = withOrders();
    const child = cli.start(["simulate", "--customers", "20000", "--out", "-"]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await ended(child)).toMatchObject({ code: 0, err: "" });
  });

  it("has nothing but the customers under --out -", async () => {
    const cli = withOrders();
    const { out, err } = await segment(cli, "--out", "-");
    expect(out).toMatch(CUSTOMERS);
    expect(err).toContain("orders.csv: 2 customers, 2 orders");
  });
});

describe.concurrent("spreadsheet formulas", () => {
  it("get an apostrophe in front, numbers and ordinary ids do not, and it is said", async () => {
    const cli = withOrders();
    const ids = [
      "=1+1",
      "+x",
      "-x",
      "@x",
      "\tx",
      "\rx",
      '=HYPERLINK("x","y")',
      "＝1",
      "-5",
      "+3.5e3",
      "a=b",
      "'x",
      "5-1",
    ];
    const guarded = [
      "'=1+1",
      "'+x",
      "'-x",
      "'@x",
      "'\tx",
      "'\rx",
      `'=HYPERLINK("x","y")`,
      "'＝1",
      "-5",
      "+3.5e3",
      "a=b",
      "'x",
      "5-1",
    ];
    const rows = ids.map((customer) => ({ customer, date: "2026-03-01", amount: "1" }));
    cli.write("orders.csv", Papa.unparse(rows, { newline: "\n" }));
    const { err } = await segment(cli, "--out", "c.csv");
    const written = Papa.parse<string[]>(cli.read("c.csv"), { skipEmptyLines: true, newline: "\n" }).data.slice(1);
    expect(written.map(([id]) => id)).toEqual(guarded);
    expect(err).toContain("8 customer ids that a spreadsheet could run as formulas got an apostrophe in front\n");
  });

  it("do not hide in the name of a segment", async () => {
    const cli = withOrders();
    cli.write("map.json", JSON.stringify({ shape: [2, 2, 2], segments: [{ id: "=1,1" }], otherwise: "=1,1" }));
    await segment(cli, "--segments", "map.json", "--out", "c.csv");
    expect(cli.read("c.csv")).toContain(`,"'=1,1"\n`);
  });
});
