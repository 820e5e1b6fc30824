import { describe, expect, it } from "vitest";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();

const HEAD = "customer,date,amount\n";
const GOOD = `${HEAD}ann,2026-03-01,10\nbob,2026-03-02,20\n`;

function segment(cli: CliFolder, content: string | Uint8Array | null, ...flags: string[]) {
  if (content !== null) cli.write("orders.csv", content);
  return cli.run(["segment", "orders.csv", ...COLUMNS, "--out", "c.csv", "--save-model", "m.json", ...flags]);
}

/** Exit code 1, one line that says why, and nothing written. */
async function expectBadData(content: string | Uint8Array | null, message: RegExp | string, ...flags: string[]) {
  const cli = folders.folder();
  const { code, out, err } = await segment(cli, content, ...flags);
  expect(err.split("\n").filter((line) => line.startsWith("rfm-kit: "))).toEqual([expect.stringMatching(message)]);
  expect(err).not.toContain("    at ");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(cli.files().filter((file) => file !== "orders.csv")).toEqual([]);
}

describe.concurrent("a file that cannot be used fails with exit code 1 and leaves nothing", () => {
  it.each<[string, string | Uint8Array | null, RegExp]>([
    ["is not there", null, /^rfm-kit: cannot read orders.csv: there is no such file/],
    ["is empty", "", /orders.csv is empty; its first row must name the columns/],
    ["has blank lines only", "\n\r\n  \n", /orders.csv is empty/],
    ["has a header only", HEAD, /has a first row with names of columns and no row of data/],
    ["has a header and blank lines", `${HEAD}\n\n`, /no row of data/],
    [
      "lacks a column",
      "Customer ID,date,amount\nann,2026-03-01,1\n",
      /no column "customer", which --customer names; did you mean Customer ID\?; it has the columns "Customer ID", "date", "amount"$/,
    ],
    ["has other delimiters", "customer;date;amount\nann;2026-03-01;1\n", /seem to be separated by --delimiter ";"$/],
    ["has tabs", "customer\tdate\tamount\nann\t2026-03-01\t1\n", /--delimiter tab$/],
    [
      "has a used column twice",
      "customer,date,amount,date\nann,2026-03-01,1,x\n",
      /has several columns "date", which --date names/,
    ],
    [
      "ends inside a quote",
      `${GOOD}"cat,2026-03-03,30\ndan,2026-03-04,40\n`,
      /row 4 opens a quote that is not closed before the file ends/,
    ],
    ["ends inside a quote after quoted line breaks", `${HEAD}"a\nnn",2026-03-01,1\n"x`, /row 3 opens a quote/],
    ["has a stray quote in the header", `"customer"s,date,amount\nann,2026-03-01,1\n"`, /row 1/],
    ["has a zero byte", `${GOOD}c\0at,2026-03-03,30\n`, /zero byte at byte offset 58, so it is no text in utf-8/],
    ["is UTF-16 without a mark", Buffer.from(GOOD, "utf16le"), /zero byte at byte offset 1,.*--encoding utf-16le/],
    [
      "is Latin-1",
      Buffer.from(`${GOOD}Jos\u00e9,2026-03-03,30\n`, "latin1"),
      /byte offset 60 that are no text in utf-8; .*--encoding, often --encoding windows-1252/,
    ],
    [
      "ends inside a character",
      Buffer.from(`${GOOD}\u674e`).subarray(0, -1),
      /ends in the middle of a character of utf-8/,
    ],
    ["is packed", Uint8Array.of(0x1f, 0x8b, 8, 0, 0), /compressed by gzip; unpack it/],
    ["is a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 0), /workbook or another zip archive/],
    [
      "is JSON lines",
      '{"customer":"ann","date":"2026-03-01"}\n{"customer":"bob"}\n',
      /holds JSON lines, not CSV; .* by jq -rn '\[/,
    ],
    ["is one line of JSON", '{"customer":"ann","date":"2026-03-01"}', /holds JSON lines, not CSV; /],
    ["is JSON with a byte order mark", '\ufeff[{"customer":"ann"}]', /holds JSON, not CSV; .* by jq -r '\[/],
    ["is JSON in lines", '[\r\n  {\r\n    "customer": "ann"', /holds JSON, not CSV; /],
    ["is an object over lines", '{\n"orders": []\n}', /holds JSON, not CSV; /],
    ["has no usable row", `${HEAD}ann,01.03.2026,1\nbob,02.03.2026,2\n`, /has no row that can be used/],
    [
      "has refunds only",
      `${HEAD}ann,2026-03-01,-1\n`,
      /no customer with an order that counts; its amounts are all negative/,
    ],
    [
      "adds up beyond 2^53",
      `${HEAD}ann,2026-03-01,90071992547409.9\nann,2026-03-01,0.02\n`,
      /amounts of customer "ann" must add up to less than 2\^53 minor units; lower --decimals/,
    ],
  ])("that %s", async (_, content, message) => {
    await expectBadData(content, message);
  });

  it("that is a folder", async () => {
    const cli = folders.folder();
    const { code, err } = await cli.run(["segment", ".", ...COLUMNS]);
    expect({ code, err }).toEqual({ code: 1, err: "rfm-kit: cannot read .: it is a folder\n" });
  });

  it("whose orders are all after the day of the analysis", async () => {
    const message =
      /no customer with an order that counts as of 2026-02-01 and a window of 9 days; its orders are from 2026-03-01 to 2026-03-02/;
    await expectBadData(GOOD, message, "--as-of", "2026-02-01", "--window", "9");
  });

  it("that has a negative amount under --refunds error", async () => {
    await expectBadData(
      `${GOOD}ann,2026-03-03,-1\n`,
      /1 row with a negative amount; use --refunds net or ignore/,
      "--refunds",
      "error",
    );
  });

  it.each([
    ["a bad date", "cat,2026-02-30,1"],
    ["a wrong number of fields", "cat,2026-03-01"],
    ["a stray quote", '"cat"s,2026-03-01,1'],
  ])("that has %s under --strict", async (_, row) => {
    await expectBadData(`${GOOD}${row}\n`, /1 row that cannot be used; without --strict/, "--strict");
  });

  it("that has an order of two customers under --strict", async () => {
    const content = "customer,date,amount,order\nann,2026-03-01,1,7\nbob,2026-03-01,1,7\n";
    await expectBadData(content, /1 order ids under more than one customer/, "--strict", "--order", "order");
  });
});

describe.concurrent("a file that a flag names and that cannot be used is bad data, too", () => {
  it.each<[string, string, string | null, RegExp]>([
    ["--segments", "map.json", null, /cannot read map.json, which --segments names: there is no such file/],
    ["--segments", "map.json", "{", /map.json, which --segments names, is no JSON/],
    ["--segments", "map.json", "[]", /map.json: map must be an object; received an array/],
    [
      "--segments",
      "map.json",
      '{"segment":[]}',
      /map.json: map.segment is not an option .did you mean "segments".*; the options are id, shape/,
    ],
    [
      "--segments",
      "map.json",
      '{"segments":[{"id":"a","cells":["555"]}]}',
      /map.json: every cell must be in a segment/,
    ],
    ["--segments", "map.json", '{"kind":"rfm-kit/segments","version":9}', /map.json: map.version must be 1/],
    ["--model", "m.json", '{"kind":"other"}', /m.json: model.kind must be "rfm-kit\/rfm"/],
    ["--model", "m.json", "null", /m.json: model must be an object/],
  ])("%s %s %s", async (flag, file, content, message) => {
    const cli = folders.folder();
    cli.write("orders.csv", GOOD);
    if (content !== null) cli.write(file, content);
    const { code, out, err } = await cli.run(["segment", "orders.csv", ...COLUMNS, flag, file]);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });
});

describe.concurrent("a column that is not in the file is a fault of the data, in every command", () => {
  const events = ["--events-type", "type"];
  it.each<[string, string[], string]>([
    ["segment", ["--customer", "custmer", "--date", "date", "--amount", "amount"], "--customer"],
    ["segment", [...COLUMNS, "--order", "x"], "--order"],
    ["segment", [...COLUMNS, "--quantity", "x"], "--quantity"],
    ["lifecycle", ["--customer", "customer", "--date", "x"], "--date"],
    ["churn", [...COLUMNS, "--order", "x"], "--order"],
    ["churn", [...COLUMNS, "--events", "orders.csv", ...events], "--events-type"],
    ["churn", [...COLUMNS, "--profiles", "orders.csv", "--profile-fields", "x=number"], "--profile-fields"],
    ["evaluate", ["--customer", "customer", "--date", "date", "--amount", "x"], "--amount"],
    ["stages", ["--customer", "customer", "--type", "x", "--date", "date"], "--type"],
    ["stages", ["--customer", "customer", "--type", "amount", "--date", "date", "--sentiment", "x"], "--sentiment"],
  ])("%s %j", async (command, flags, flag) => {
    const cli = folders.folder();
    cli.write("orders.csv", GOOD);
    const { code, out, err } = await cli.run([command, "orders.csv", ...flags]);
    expect(err).toMatch(new RegExp(`^rfm-kit: orders\\.csv has no column "\\w+", which ${flag} names`, "m"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });
});

describe.concurrent("a model of another command is told of by name", () => {
  const KINDS: readonly [string, string][] = [
    ["rfm", "is a model of rfm; give it as rfm-kit segment --model m.json"],
    ["segments", "is a segment map; give it as rfm-kit segment --segments m.json"],
    ["lifecycle", "is a lifecycle model; give it as rfm-kit lifecycle --model m.json"],
    ["stages", "is a model of stages; give it as rfm-kit stages --model m.json"],
    ["churn", "is a model of churn; give it as rfm-kit churn --model m.json"],
    ["bg-nbd", "is a model of buying, which loadBuyingModel takes; no command reads it"],
    ["gamma-gamma", "is a model of spend, which expectedSpend takes; no command reads it"],
    ["logistic", "is a logistic regression, which predictLogistic takes; no command reads it"],
  ];
  const orders = ["orders.csv", ...COLUMNS];
  const EVENTS = ["--customer", "customer", "--type", "amount", "--date", "date"];
  it.each<[string, string[], string[]]>([
    ["segment --model", ["segment", ...orders, "--model", "m.json"], ["rfm"]],
    ["segment --segments", ["segment", ...orders, "--segments", "m.json"], ["segments"]],
    ["lifecycle --model", ["lifecycle", ...orders, "--model", "m.json"], ["lifecycle"]],
    ["lifecycle --rule", ["lifecycle", ...orders, "--rule", "m.json"], []],
    ["churn --model", ["churn", ...orders, "--model", "m.json"], ["churn"]],
    ["stages --model", ["stages", "orders.csv", ...EVENTS, "--model", "m.json"], ["stages"]],
    ["check", ["check", "m.json"], ["rfm", "segments", "stages"]],
    ["plan", ["plan", "m.json"], []],
  ])("by %s", async (_, args, own) => {
    for (const [kind, words] of KINDS) {
      const cli = folders.folder();
      cli.write("orders.csv", GOOD);
      cli.write("m.json", JSON.stringify({ kind: `rfm-kit/${kind}`, version: 1 }));
      const { code, out, err } = await cli.run(args);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      if (own.includes(kind)) expect(err).toMatch(/^rfm-kit: m\.json: \w+/);
      else expect(err).toBe(`rfm-kit: m.json ${words}\n`);
    }
  });
});

describe("rows that are left out", () => {
  const content = [
    "customer,date,amount,pieces,order",
    "ann,2026-03-01,10.00,1,1",
    ",2026-03-01,10.00,1,2",
    "bob,13/03/2026,10.00,1,3",
    "bob,2026-03-01,ten,1,4",
    "bob,2026-03-01,10.00,one,5",
    "",
    "bob,2026-03-01,10.00,1",
    "bob,2026-03-01,10.00,1,6,extra",
    '"bob" s,2026-03-01,10.00,1,7',
    "bob,2026-03-01,10.00,1,",
    "bob,2026-03-01,9007199254740993,1,8",
    '"line\nbreak",2026-03-02,10.00,1,9',
    "cat,2026-03-01,-10.00,1,10",
    "cat,2026-03-01,0.00,1,11",
    "ann,2026-03-01,10.005,1,1",
    "bob,2026-03-02,5.00,1,1",
    ",2026-03-03,5.00,1,12",
    "  ",
  ].join("\n");

  it("are told by reason, with their rows in the file and what was found", async () => {
    const cli = folders.folder();
    const { code, err } = await segment(cli, content, "--quantity", "pieces", "--order", "order");
    expect(code).toBe(0);
    expect(err).toMatchInlineSnapshot(`
      "rows read                                             18
        purchases                                            5  1 of them with an amount of zero
        refunds                                              1
        amount too large                                     1  row 12; first: "9007199254740993"
        no amount (decimal numbers such as 12.50 are read)   1  row 5; first: "ten"
        no date (ISO dates such as 2026-06-30 are read)      1  row 4; first: "13/03/2026", which --date-format dmy reads
        no quantity                                          1  row 6; first: "one"
        no customer                                          2  rows 3, 18
        no order id                                          1  row 11
        wrong number of fields                               2  rows 8, 9; first: 4 fields instead of 5
        stray quotes                                         1  row 10
        blank lines                                          2
      1 row joined another row of the same order
      1 amount had more than 2 decimals and got rounded
      1 order id found under more than one customer, row 17
      recency: no customer has scores 1, 3, 4; there are few customers, or equal values, which share a score
      frequency: no customer has scores 2, 3, 4, 5; there are few customers, or equal values, which share a score
      monetary: no customer has score 3; there are few customers, or equal values, which share a score
      wrote 4 customers to c.csv
      wrote the model to m.json
      "
    `);
  });

  it("add up to the rows of the file in the JSON, too", async () => {
    const cli = folders.folder();
    const { out } = await segment(cli, content, "--quantity", "pieces", "--order", "order", "--json");
    const { rows } = JSON.parse(out);
    expect(rows).toMatchObject({ rows: 18, purchases: 5, refunds: 1, zeroAmounts: 1, invalidRows: 7, blank: 2 });
    expect(rows.invalid.BAD_DATE).toEqual({ count: 1, firstRows: [4], found: '"13/03/2026"' });
    expect(rows.invalid.MISSING_CUSTOMER).toMatchObject({ count: 2, firstRows: [3, 18] });
    const { purchases, refunds, ignoredRefunds, notPaid, invalidRows, wrongLength, badQuotes, blank } = rows;
    const sum =
      purchases + refunds + ignoredRefunds + notPaid + invalidRows + wrongLength.count + badQuotes.count + blank;
    expect(sum).toBe(rows.rows);
  });
});

describe("dates that are empty", () => {
  it("are told apart from those that cannot be read", async () => {
    const cli = folders.folder();
    const bad = "ann,,1\nann,2026-02-30,1\nann, ,1\n,,5\n";
    const { err, out } = await segment(cli, `${GOOD}${bad}`, "--json");
    expect(err).toContain("3  rows 4, 5, 6; empty in 3 rows\n");
    const { invalid } = JSON.parse(out).rows;
    expect(invalid).toEqual({
      BAD_DATE: { count: 3, firstRows: [4, 5, 6], found: '""', empty: 3 },
      MISSING_CUSTOMER: { count: 1, firstRows: [7], found: '""' },
    });
    const { err: other } = await segment(folders.folder(), `${GOOD}ann,soon,1\nann,,1\n`);
    expect(other).toContain('2  rows 4, 5; first: "soon"; empty in 1 row\n');
    const { err: none } = await segment(folders.folder(), `${GOOD}ann,soon,1\n`);
    expect(none).toContain('1  row 4; first: "soon"\n');
  });
});
