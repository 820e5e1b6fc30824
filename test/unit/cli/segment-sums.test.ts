import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { OrderSums } from "../../../src/accumulate/first-seen/order-sums.js";
import { readKept, readSummed } from "../../../src/cli/csv/read-measurable.js";
import { Progress } from "../../../src/cli/output/progress.js";
import { rfm } from "../../../src/index.js";
import { settingsOf } from "../../../src/input/order-options.js";
import { BothWays } from "./both-ways.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { COLUMNS } from "./run-cli.js";

const files = new BothWays();
const summing = vi.spyOn(OrderSums.prototype, "finish");
afterEach(() => summing.mockClear());

const HEAD = "customer,date,amount\n";
const MESSY = csvOf(MESSY_ORDERS);
// One day before everything, one in the middle, the last one, one after everything.
const DAYS = ["2020-01-01", "2024-06-15", "2025-02-03", "2031-01-01"];
const DIRTY = `${HEAD}ghost,not a day,5
ann,2026-03-01,10.005
"bob ""the"" builder",2026-03-02,-4
null,2026-03-02,7

ann,2026-03-01,10.005
short,2026-03-01
stray,"2026-03-01"x,3
,2026-03-04,3
 ,2026-03-04,3
eve,2026-03-09,-8
eve,,1
"comma, inc",2026-03-05,0
cid,2026-03-05,much
dee,2026-03-06,99999999999999999
fay,2026-03-06,-0.001
`;

/** The same, both ways; gives what it is. Says that the sums were asked where they should be. */
async function same(csv: string | Uint8Array, flags: readonly string[], isSummed = true) {
  const { summed, kept } = await files.segment(csv, flags);
  expect(summed).toEqual(kept);
  expect(summing).toHaveBeenCalledTimes(isSummed ? 1 : 0);
  summing.mockClear();
  return summed;
}

describe("rfm-kit segment with sums in place of a ledger", () => {
  it.each([
    [[]],
    [["--json"]],
    [["--monetary", "mean", "--json"]],
    [["--refunds", "ignore", "--json"]],
    [["--refunds", "error"]],
    [["--quantity", "pieces", "--decimals", "0", "--json"]],
    [["--time-zone", "Asia/Shanghai", "--currency", "KWD"]],
    [["--method", "ntile", "--bins", "3", "--segments", "none", "--json"]],
    [["--nested", "--thresholds-recency", "30,90,200,300"]],
    [["--strict"]],
    ...DAYS.map((day) => [["--as-of", day, "--json"]]),
  ])("says and writes of messy orders what it does with a ledger: %j", async (flags) => {
    const { code, customers } = await same(MESSY, [...COLUMNS, ...flags]);
    expect(code === 0).toBe(customers !== null);
  });

  it.each([[[]], [["--as-of", "2026-03-02"]], [["--as-of", "2026-03-08", "--refunds", "ignore"]], [["--strict"]]])(
    "tells of dirty rows alike: %j",
    async (flags) => {
      const { err } = await same(DIRTY, [...COLUMNS, ...flags]);
      expect(err).toMatch(/no date \(.*\) +2 {2}rows 2, 13; first: "not a day"; empty in 1 row/);
    },
  );

  it("knows those of whom no row is kept, and refunds that wait for an order of their day", async () => {
    const { out, err, customers } = await same(DIRTY, [...COLUMNS, "--json"]);
    expect(customers?.split("\n").map((line) => line.split(",")[0])).toEqual([
      "customer_id",
      "ann",
      "null",
      '"comma',
      "",
    ]);
    expect(err).toContain("6 customers without an order that counts left out, with refunds of -4.00");
    expect(JSON.parse(out).diagnostics).toMatchObject({
      afterAsOf: 1,
      counted: 5,
      warnings: [{ code: "NULL_LIKE_IDS" }, { code: "REFUNDS_AFTER_AS_OF" }, {}, {}, {}],
    });
  });

  it.each([
    ["only refunds", `${HEAD}ann,2026-03-01,-5\nbob,2026-03-02,-6\n`, "its amounts are all negative"],
    ["one row that cannot be used", `${HEAD}ann,2026-03-01,five\n`, "has no row that can be used"],
    ["no row", HEAD, "no row of data"],
    ["nothing", "", "is empty"],
    ["too much for one customer", `${HEAD}ann,2026-03-01,1\nbob,2026-03-01,9e13\nbob,2026-03-01,-9e13\n`, '"bob"'],
  ])("fails alike where there is %s", async (_, csv, message) => {
    const { summed, kept } = await files.segment(csv, COLUMNS);
    expect(summed).toEqual(kept);
    expect(summed).toMatchObject({ code: 1, failure: expect.stringContaining(message) });
  });

  it("fails alike where all orders are after the day, and where those after it are too much for one customer", async () => {
    const flags = [...COLUMNS, "--as-of", "2026-03-02"];
    const late = await same(`${HEAD}ann,2026-03-04,5\nbob,2026-03-01,-5\nann,2026-03-03,5\n`, flags);
    expect(late.failure).toContain("as of 2026-03-02; its orders are from 2026-03-03 to 2026-03-04");
    const large = await files.segment(`${HEAD}ann,2026-03-01,9e13\nann,2026-03-04,9e13\n`, flags);
    expect(large.summed).toEqual(large.kept);
    expect(large.summed.failure).toContain('the amounts of customer "ann" must add up to less than 2^53 minor units');
  });

  it("counts refunds that come before the orders of their days, and those that never find one", async () => {
    const rows = [
      ...Array.from({ length: 3000 }, (_, i) => `c${i % 7},2026-01-${String(1 + (i % 28)).padStart(2, "0")},-1`),
      ...["c0,2026-01-20,50", "c1,2026-01-03,9", "c9,2026-01-21,1"],
    ];
    const { out } = await same(HEAD + rows.join("\n"), [...COLUMNS, "--json"]);
    // The days from the 22nd to the 28th, in 107 rounds of 28 days.
    expect(JSON.parse(out).diagnostics).toMatchObject({ afterAsOf: 7 * 107, withoutOrders: { customers: 5 } });
  });

  it("reads foreign files alike", async () => {
    const csv = "customer;date;amount\r\nÄnne;31/12/2025;1.234,50\r\nÄnne;30/11/2025;-0,50\r\nÖzil;1/12/2025;7.5\r\n";
    const flags = ["--delimiter", ";", "--date-format", "dmy", "--decimal-comma", "--encoding", "latin1"];
    const { err, customers } = await same(Buffer.from(csv, "latin1"), [...COLUMNS, ...flags]);
    expect(err).toContain("7.5, not with a decimal comma");
    expect(customers).toContain("Änne,0,1,1234.00,");
  });

  it("scores by a model, a rate of orders included", async () => {
    const own = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
    const { model } = rfm(MESSY_ORDERS, { ...own, frequency: { of: "orders", per: 30 }, monetary: "mean" });
    const path = files.write("rate.json", JSON.stringify(model));
    for (const day of [[], ["--as-of", "2024-06-15"]]) {
      const { code } = await same(MESSY, [...COLUMNS, "--model", path, "--json", ...day]);
      expect(code).toBe(0);
    }
  });
});

describe("rfm-kit segment with a ledger", () => {
  it.each([
    [["--order", "order"]],
    [["--window", "100"]],
    [["--frequency", "days"]],
    [["--monetary", "median"]],
    [["--monetary", "max"]],
  ])("is what it takes for %j", async (flags) => {
    await same(MESSY, [...COLUMNS, ...flags], false);
  });

  it("is what it takes for a model of days or with a window", async () => {
    const own = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
    for (const measures of [{ window: 90 }, { frequency: "days" }, { frequency: { of: "days", per: 7 } }] as const) {
      const path = files.write("kept.json", JSON.stringify(rfm(MESSY_ORDERS, { ...own, ...measures }).model));
      await same(MESSY, [...COLUMNS, "--model", path], false);
    }
  });
});

describe("memory of 50 customers", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const settings = settingsOf("segment", { onInvalid: "skip" }, []);
  const format = {
    columns: { customer: "customer", date: "date", amount: "amount" },
    delimiter: ",",
    encoding: "utf-8",
    dates: "iso",
    decimalComma: false,
  } as const;

  /** Lines of purchases, refunds and rows after asOf. */
  async function* chunks(lines: number): AsyncGenerator<Uint8Array> {
    yield Buffer.from(HEAD);
    for (let from = 0; from < lines; from += 1000) {
      const rows = Array.from(
        { length: 1000 },
        (_, i) => `c${i % 50},2026-01-${10 + ((from / 1000 + i) % 20)},${(i % 11) - 2}\n`,
      );
      yield Buffer.from(rows.join(""));
    }
  }

  /** Bytes of typed arrays in use: what is free is given back behind the back of the program, and only by the next collection. */
  async function settledBytes(): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 4; i++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 5));
      least = Math.min(least, process.memoryUsage().arrayBuffers);
    }
    return least;
  }

  /** Bytes of typed arrays that a file of so many lines leaves. */
  async function bytesOf(read: typeof readSummed, lines: number, asOf?: string): Promise<number> {
    const source = { name: "orders", size: null, chunks: chunks(lines) };
    const question = { asOf: asOf === undefined ? {} : { asOf }, measures: {} };
    const before = await settledBytes();
    const { orders } = await read(source, format, settings, question, new Progress(process.stderr, null));
    const after = await settledBytes();
    expect(orders.measure("segment", {}).size).toBe(50);
    return after - before;
  }

  it.each([[undefined], ["2026-01-15"]])("does not grow with the lines of the file, asOf %s", async (asOf) => {
    const growth = (await bytesOf(readSummed, 240_000, asOf)) - (await bytesOf(readSummed, 40_000, asOf));
    expect(growth).toBeLessThan(100_000);
  });

  it("does in a ledger, by 12 bytes a line", async () => {
    const growth = (await bytesOf(readKept, 240_000)) - (await bytesOf(readKept, 40_000));
    expect(growth).toBeGreaterThan(200_000 * 12 - 100_000);
  });
});
