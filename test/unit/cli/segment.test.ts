import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import {
  type BinSpec,
  cn8,
  connectif11,
  defineSegments,
  loadModel,
  meanSplit,
  naturalBreaks,
  ntile,
  pymc5,
  quantiles,
  type RfmOptions,
  type RfmResult,
  rfm,
  rRfm,
  type SegmentMap,
  scoreRfm,
  spss,
  squeezely11,
  thresholds,
} from "../../../src/index.js";
import { csvOf, MESSY_ORDERS, type OrderRow } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();

/** A folder with the orders in it. */
function withOrders(): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(MESSY_ORDERS));
  return cli;
}

/** Refunds and orders of two customers are part of the messy orders: the command counts them and goes on. */
const FIELDS = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
const SMALL: SegmentMap = defineSegments([{ id: "top", cells: ["222"] }], { shape: [2, 2, 2], otherwise: "rest" });

/** The columns of customers.csv for a result of the library, ids as the file has them. */
function expectedCustomers(result: RfmResult): string[][] {
  const { decimals } = result.table.measure;
  return [...result].map(({ customer, recency, frequency, monetary, r, f, m, segment }) => {
    const id = String(customer);
    const isFormula = /^[=+\-@]/.test(id) && Number.isNaN(Number(id));
    return [
      isFormula ? `'${id}` : id,
      `${recency}`,
      `${frequency}`,
      monetary.toFixed(decimals),
      `${r}`,
      `${f}`,
      `${m}`,
      segment ?? "",
    ];
  });
}

function customersIn(csv: string): string[][] {
  const [header, ...data] = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;
  expect(header.join()).toBe("customer_id,recency,frequency,monetary,r,f,m,segment");
  return data;
}

type Case = readonly [
  flags: readonly string[],
  options: Partial<RfmOptions<OrderRow, SegmentMap | null>> & { bins?: BinSpec | object },
];

describe.concurrent("rfm-kit segment equals rfm() customer by customer", () => {
  it.each<Case>([
    [[], {}],
    [["--order", "order"], { order: "order" }],
    [["--order", "order", "--quantity", "pieces"], { order: "order", quantity: "pieces" }],
    [
      ["--time-zone", "Asia/Shanghai", "--as-of", "2024-11-15", "--window", "200"],
      { timeZone: "Asia/Shanghai", asOf: "2024-11-15", window: 200 },
    ],
    [["--currency", "JPY", "--refunds", "ignore"], { currency: "JPY", refunds: "ignore" }],
    [
      ["--decimals", "4", "--frequency", "days", "--monetary", "mean"],
      { decimals: 4, frequency: "days", monetary: "mean" },
    ],
    [["--monetary", "median", "--method", "rRfm"], { monetary: "median", bins: rRfm(5) }],
    [
      ["--monetary", "max", "--segments", "none", "--bins", "3"],
      { monetary: "max", segments: null, bins: quantiles(3) },
    ],
    [
      ["--bins", "4,3,12", "--segments", "none"],
      { segments: null, bins: { recency: quantiles(4), frequency: quantiles(3), monetary: quantiles(12) } },
    ],
    [
      ["--thresholds-recency", "30,90", "--thresholds-monetary=-1.5,100.25", "--bins", "3", "--segments", "none"],
      {
        segments: null,
        bins: { recency: thresholds([30, 90]), frequency: quantiles(3), monetary: thresholds([-1.5, 100.25]) },
      },
    ],
    [["--segments", "map.json"], { segments: SMALL, bins: quantiles(2) }],
    [["--nested", "--method", "spss"], { nested: true, bins: spss(5) }],
    [["--method", "ntile", "--segments", "squeezely-11"], { segments: squeezely11, bins: ntile(5) }],
    [["--method", "meanSplit", "--segments", "cn-8"], { segments: cn8, bins: meanSplit() }],
    [
      ["--method", "naturalBreaks", "--bins", "4", "--segments", "pymc-marketing-5"],
      { segments: pymc5, bins: naturalBreaks(4) },
    ],
    [["--segments", "definition.json", "--bins", "2,2,2"], { segments: SMALL, bins: quantiles(2) }],
  ])("with %j", async (flags, options) => {
    const cli = withOrders();
    const definition = { shape: [2, 2, 2], segments: [{ id: "top", cells: ["222"] }], otherwise: "rest" };
    cli.write("map.json", JSON.stringify(SMALL));
    cli.write("definition.json", JSON.stringify(definition));
    const args = ["segment", "orders.csv", ...COLUMNS, ...flags, "--out", "c.csv", "--save-model", "m.json"];
    expect(await cli.run(args)).toMatchObject({ code: 0 });
    const result = rfm([...MESSY_ORDERS], { ...FIELDS, segments: connectif11, ...options } as RfmOptions<OrderRow>);
    expect(customersIn(cli.read("c.csv"))).toEqual(expectedCustomers(result));
    expect(JSON.parse(cli.read("m.json"))).toEqual(JSON.parse(JSON.stringify(result.model)));
  });

  it.each(["pandas", "spss", "cumeDist", "naturalBreaks"])(
    "and shows no bin that nobody can reach: %s",
    async (method) => {
      const cli = withOrders();
      cli.write("ties.csv", "c,d,a\nx,2026-01-01,1\ny,2026-01-01,1\nz,2026-01-02,1\n");
      const columns = ["--customer", "c", "--date", "d", "--amount", "a"];
      const { code, out } = await cli.run(["segment", "ties.csv", ...columns, "--method", method]);
      expect(code).toBe(0);
      expect(out).not.toMatch(/90071992|Infinity|NaN/);
      const json = await cli.run(["segment", "ties.csv", ...columns, "--method", method, "--json"]);
      expect(json.out).not.toMatch(/90071992/);
    },
  );

  it("for 1,200 customers whose file is cut into many pieces", async () => {
    const cli = withOrders();
    const many = Array.from({ length: 20 }, (_, copy) =>
      MESSY_ORDERS.map((row) => ({ ...row, customer: `${row.customer} of shop number ${copy}` })),
    ).flat();
    cli.write("many.csv", csvOf(many));
    expect(await cli.run(["segment", "many.csv", ...COLUMNS, "--out", "c.csv"])).toMatchObject({ code: 0 });
    expect(customersIn(cli.read("c.csv"))).toEqual(expectedCustomers(rfm(many, FIELDS)));
  });
});

describe.concurrent("a model", () => {
  const flags = ["--time-zone", "Europe/Madrid", "--decimals", "3", "--window", "300", "--monetary", "mean"];

  it("that was saved gives the identical file", async () => {
    const cli = withOrders();
    await cli.run(["segment", "orders.csv", ...COLUMNS, ...flags, "--out", "a.csv", "--save-model", "m.json"]);
    const again = [
      "segment",
      "orders.csv",
      ...COLUMNS,
      "--model",
      "m.json",
      "--out",
      "b.csv",
      "--save-model",
      "n.json",
    ];
    expect(await cli.run(again)).toMatchObject({ code: 0 });
    expect(cli.read("b.csv")).toBe(cli.read("a.csv"));
    expect(cli.read("n.json")).toBe(cli.read("m.json"));
  });

  it("scores other orders and another day as scoreRfm does", async () => {
    const cli = withOrders();
    cli.write("m.json", JSON.stringify(rfm(MESSY_ORDERS, FIELDS).model));
    const other = MESSY_ORDERS.slice(0, 200);
    cli.write("other.csv", csvOf(other));
    const args = ["segment", "other.csv", ...COLUMNS, "--model", "m.json", "--as-of", "2024-12-01", "--out", "c.csv"];
    expect(await cli.run(args)).toMatchObject({ code: 0 });
    const expected = scoreRfm(other, loadModel(cli.read("m.json")), { ...FIELDS, asOf: "2024-12-01" });
    expect(customersIn(cli.read("c.csv"))).toEqual(expectedCustomers(expected));
  });

  it.each([
    ["--bins", "5"],
    ["--method", "rRfm"],
    ["--segments", "none"],
    ["--window", "30"],
    ["--frequency", "days"],
    ["--monetary", "mean"],
    ["--thresholds-recency", "30"],
    ["--decimals", "3"],
    ["--currency", "EUR"],
    ["--refunds", "ignore"],
    ["--time-zone", "Europe/Madrid"],
  ])("refuses %s %s beside it", async (flag, value) => {
    const cli = withOrders();
    cli.write("m.json", JSON.stringify(rfm(MESSY_ORDERS, FIELDS).model));
    const run = await cli.run(["segment", "orders.csv", ...COLUMNS, "--model", "m.json", flag, value]);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toMatch(new RegExp(`^rfm-kit: ${flag} .*model`));
  });
});

describe.concurrent("the file", () => {
  it("can come by standard input and leave by standard output", async () => {
    const cli = withOrders();
    const file = await cli.run(["segment", "orders.csv", ...COLUMNS, "--out", "c.csv"]);
    const pipe = await cli.run(["segment", "-", ...COLUMNS, "--out", "-"], { stdin: cli.read("orders.csv") });
    expect(pipe.code).toBe(0);
    expect(pipe.out).toBe(cli.read("c.csv"));
    expect(pipe.err).toContain(file.out.replace("orders.csv:", "standard input:"));
  });

  it.each([
    ["CR LF", "utf8", csvOf(MESSY_ORDERS, { newline: "\r\n" }), []],
    ["quotes everywhere", "utf8", csvOf(MESSY_ORDERS, { quotes: true, newline: "\r\n" }), []],
    [
      "LF and CR LF mixed",
      "utf8",
      csvOf(MESSY_ORDERS).replace(/(\d)\n/g, (end, digit, at) => (at % 2 ? end : `${digit}\r\n`)),
      [],
    ],
    ["no end of the last line", "utf8", csvOf(MESSY_ORDERS).trimEnd(), []],
    ["a byte order mark", "utf8", `\ufeff${csvOf(MESSY_ORDERS)}`, []],
    ["UTF-16 with a byte order mark", "utf16le", `\ufeff${csvOf(MESSY_ORDERS)}`, []],
    ["UTF-16 as stated", "utf16le", csvOf(MESSY_ORDERS), ["--encoding", "UTF-16LE"]],
    ["semicolons", "utf8", csvOf(MESSY_ORDERS, { delimiter: ";" }), ["--delimiter", ";"]],
    ["tabs", "utf8", csvOf(MESSY_ORDERS, { delimiter: "\t" }), ["--delimiter", "tab"]],
    [
      "blanks around the names of columns",
      "utf8",
      csvOf(MESSY_ORDERS).replace("customer,date", " customer , date"),
      [],
    ],
    ["blank lines", "utf8", csvOf(MESSY_ORDERS).replace(/(\d)\n/g, "$1\n\n"), []],
  ] as const)("may have %s", async (_, encoding, text, flags) => {
    const cli = withOrders();
    cli.write("other.csv", Buffer.from(text, encoding));
    expect(await cli.run(["segment", "other.csv", ...COLUMNS, ...flags, "--out", "c.csv"])).toMatchObject({ code: 0 });
    expect(customersIn(cli.read("c.csv"))).toEqual(expectedCustomers(rfm(MESSY_ORDERS, FIELDS)));
  });

  it("may have lines that end in CR alone, as old Macs wrote them", async () => {
    const cli = withOrders();
    const plain = MESSY_ORDERS.filter(({ customer }) => !customer.includes("\n"));
    cli.write("mac.csv", csvOf(plain, { newline: "\r" }).trimEnd());
    expect(await cli.run(["segment", "mac.csv", ...COLUMNS, "--out", "c.csv"])).toMatchObject({ code: 0 });
    expect(customersIn(cli.read("c.csv"))).toEqual(expectedCustomers(rfm(plain, FIELDS)));
  });

  it("may be in an older encoding that is stated", async () => {
    const cli = withOrders();
    cli.write(
      "latin.csv",
      Buffer.from("customer,date,amount\nMu\u00f1oz,2024-01-01,5\nJos\u00e9,2024-01-02,6\n", "latin1"),
    );
    await cli.run(["segment", "latin.csv", ...COLUMNS, "--encoding", "windows-1252", "--out", "c.csv"]);
    expect(customersIn(cli.read("c.csv")).map(([id]) => id)).toEqual(["Muñoz", "José"]);
  });
});
