import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SEGMENT_FLAGS, SEGMENT_HELP } from "../../../src/cli/flags/segment-flags.js";
import { CliBundle, CliFolders, COLUMNS } from "./run-cli.js";

const shell = new CliBundle().folder();
const cli = new CliFolders().folder();
cli.write("orders.csv", "customer,date,amount\nann,2026-03-01,10\nbob,2026-03-02,20\n");

/** Exit code 2, the reason on standard error, and nothing else anywhere. */
async function expectUsageError(args: readonly string[], message: RegExp) {
  const { code, out, err } = await cli.run(args);
  expect(err).toMatch(message);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(cli.files()).toEqual(["orders.csv"]);
}

describe.concurrent("rfm-kit", () => {
  it.each([["--help"], ["-h"], ["help"], ["segment --help"], ["segment -h"], ["simulate --help"]])(
    "%s explains",
    async (args) => {
      const run = await shell.run(args.split(" "));
      expect(run).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^Usage: rfm-kit /) });
    },
  );

  it("segment --help has every flag", () => {
    for (const flag of Object.keys(SEGMENT_FLAGS)) expect(SEGMENT_HELP).toContain(`--${flag}`);
  });

  it("--version tells the version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
    expect(await shell.run(["--version"])).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
  });

  it.each<[string, RegExp]>([
    ["", /^rfm-kit: a command is needed\n\nUsage/],
    ["segmnt orders.csv", /^rfm-kit: "segmnt" is no command; did you mean segment\?\n\nUsage/],
    ["constructor", /^rfm-kit: "constructor" is no command\n\nUsage/],
  ])("%s is refused", async (args, message) => {
    const list = args === "" ? [] : args.split(" ");
    await expectUsageError(list, message);
    expect(await shell.run(list)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(message) });
  });
});

describe.concurrent("rfm-kit segment refuses", () => {
  it.each<[string, RegExp]>([
    ["", /needs a CSV file of orders, or - for standard input/],
    ["orders.csv other.csv", /reads one file; "other.csv" is one too many/],
    ["orders.csv --custmer x", /^rfm-kit: --custmer is no option of rfm-kit segment; did you mean --customer\?; see/],
    ["orders.csv --nestled", /--nestled is no option of rfm-kit segment; did you mean --nested/],
    ["orders.csv -x", /-x is no option/],
    ["orders.csv --bins", /--bins needs a value; see/],
    ["orders.csv --bins --json", /--bins needs a value; one that starts with a dash is written --bins=--json/],
    ["orders.csv --bins=", /--bins has an empty value/],
    ["orders.csv --bins 3 --bins 4", /--bins is given twice/],
    ["orders.csv --json=yes", /--json takes no value/],
    ["orders.csv --window ten", /--window must be a whole number; received "ten"/],
    ["orders.csv --window 0", /--window must be an integer from 1 to 365250; received 0/],
    ["orders.csv --as-of 01.02.2026", /--as-of must be a day such as 2026-06-30; received "01.02.2026"/],
    [
      "orders.csv --time-zone Mars/Base",
      /--time-zone must be an IANA time zone such as "Asia\/Shanghai" or "UTC"; received "Mars\/Base"/,
    ],
    [
      "orders.csv --currency EURO",
      /--currency must be an ISO 4217 code in upper case letters such as "CNY" \(or state --decimals instead\); received "EURO"/,
    ],
    ["orders.csv --decimals 12", /--decimals must be an integer from 0 to 9; received 12/],
    ["orders.csv --decimals=-1", /--decimals must be a whole number/],
    ["orders.csv --refunds keep", /--refunds must be "net" or "ignore" or "error"; received "keep"/],
    ["orders.csv --frequency visits", /--frequency must be "orders" or "days"; received "visits"/],
    ["orders.csv --monetary sum", /--monetary must be "total" or "mean" or "median" or "max"; received "sum"/],
    ["orders.csv --bins 1 --segments none", /--bins: bins must be an integer from 2 to 100; received 1/],
    ["orders.csv --bins 5,5", /--bins must be a number of bins, such as 5, or three .*; received "5,5"/],
    ["orders.csv --bins five", /--bins must be a number of bins/],
    [
      "orders.csv --bins 3",
      /--segments connectif-11 is made for 5 x 5 x 5 bins, and the flags ask for 3 x 3 x 3; use --segments none for scores only, or --segments FILE.json with a map of 3 x 3 x 3/,
    ],
    [
      "orders.csv --method quantile",
      /--method must be quantiles, spss, .*, naturalBreaks; received "quantile"; did you mean quantiles\?/,
    ],
    [
      "orders.csv --thresholds-recency 90,30",
      /--thresholds-recency: edges\[1\] must be above edges\[0\], 90; received 30/,
    ],
    [
      "orders.csv --thresholds-recency a",
      /--thresholds-recency must be numbers in ascending order, such as 30,90; received "a"/,
    ],
    ["orders.csv --thresholds-recency 30 --bins 5,5,5", /--thresholds-recency makes 2 bins, and --bins asks for 5/],
    [
      "orders.csv --segments conectif-11",
      /--segments must be connectif-11, .*, none or a file that ends in .json; .*did you mean connectif-11\?/,
    ],
    ["orders.csv --delimiter ;;", /--delimiter must be one character/],
    ["orders.csv --encoding utf-9", /--encoding must be an encoding such as/],
    ["orders.csv --out - --json", /--out - and --json both go to standard output/],
    ["orders.csv --save-model -", /--save-model must name a file/],
    ["orders.csv --out .", /--out must name a file; . is a folder/],
    ["orders.csv --out none/c.csv", /--out cannot be written to none\/c.csv: there is no such file or folder/],
    ["orders.csv --out orders.csv", /--out would write over orders.csv, which is read/],
    ["orders.csv --out ./../WORK/orders.csv", /--out would write over orders.csv, which is read/],
    ["orders.csv --out a.csv --save-model ./a.csv", /--save-model and --out name the same file, .\/a.csv/],
  ])("%s", async (args, message) => {
    const work = cli.path.split("/").at(-1) as string;
    const typed = args.replace("WORK", work).split(" ").filter(Boolean);
    await expectUsageError(["segment", ...COLUMNS, ...typed], message);
  });

  it("to start without the columns", async () => {
    await expectUsageError(
      ["segment", "orders.csv", "--date", "date"],
      /needs --customer COL, --amount COL: names of columns/,
    );
  });
});
