import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { LIFECYCLE_FLAGS, LIFECYCLE_HELP } from "../../../src/cli/flags/lifecycle-flags.js";
import {
  fitLifecycle,
  formatDay,
  hiatus,
  kaplanMeier,
  LIFECYCLE_STATES,
  type LifecycleOptions,
  ledgerFromRows,
  lifecycle,
  lifecycleFlow,
  loadLifecycle,
  nes5,
  ownGapShare,
  type PurchaseCycleOptions,
  personalMultiple,
  pooledPercentile,
  purchaseCycle,
  vortexIq4,
} from "../../../src/index.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();
const HEADER = "customer_id,state,since,previous,expires_at,order_days,last_order,cycle,next_expected";
const FIELDS = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
const ledger = ledgerFromRows([...MESSY_ORDERS], FIELDS);

function withOrders(rows: readonly object[] = MESSY_ORDERS): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(rows));
  return cli;
}

const run = (cli: CliFolder, ...flags: string[]) => cli.run(["lifecycle", "orders.csv", ...COLUMNS, ...flags]);

function rowsIn(csv: string): string[][] {
  const [header, ...rows] = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;
  expect(header.join()).toBe(HEADER);
  return rows;
}

/** The rows of the file for what the library says, ids as the file has them. */
function expected(options: LifecycleOptions, cycle: PurchaseCycleOptions): string[][] {
  const result = lifecycle(ledger, options);
  const cycles = purchaseCycle(ledger, { ...cycle, ...(options.asOf === undefined ? {} : { asOf: options.asOf }) });
  return [...result].map(({ customer, state, since, previous, expiresAt, purchaseDays, lastPurchase }) => {
    const id = String(customer);
    const own = cycles.get(customer);
    return [
      /^[=+\-@]/.test(id) && Number.isNaN(Number(id)) ? `'${id}` : id,
      state,
      since ?? "",
      previous ?? "",
      expiresAt ?? "",
      `${purchaseDays}`,
      lastPurchase ?? "",
      own?.cycle?.toFixed(2) ?? "",
      own?.nextExpected ?? "",
    ];
  });
}

describe.concurrent("rfm-kit lifecycle equals lifecycle() customer by customer", () => {
  it.each<[string[], LifecycleOptions, PurchaseCycleOptions]>([
    [[], {}, {}],
    [["--as-of", "2024-09-30"], { asOf: "2024-09-30" }, {}],
    [["--rule", "pooled-percentile"], { rule: pooledPercentile() }, {}],
    [["--rule", "personal-multiple"], { rule: personalMultiple() }, {}],
    [["--rule", "own-gap-share"], { rule: ownGapShare() }, {}],
    [["--rule", "kaplanMeier"], {}, {}],
    [
      ["--within", "30", "--at-risk", "0.4", "--lapsed", "0.2", "--lost", "0.15"],
      { rule: kaplanMeier({ within: 30, atRisk: 0.4, lapsed: 0.2, lost: 0.15 }) },
      {},
    ],
    [
      ["--rule", "personal-multiple", "--lapsed", "none", "--lost", "5"],
      { rule: personalMultiple({ lapsed: null, lost: 5 }) },
      {},
    ],
    [["--rule", "nes5"], { rule: nes5 }, {}],
    [["--rule", "nes-5"], { rule: nes5 }, {}],
    [["--rule", "vortex-iq-4"], { rule: vortexIq4 }, { method: "mean" }],
    [["--days", "60"], { rule: hiatus({ lost: 60 }) }, {}],
    [["--days", "60,120"], { rule: hiatus({ atRisk: 60, lost: 120 }) }, {}],
    [["--days", "30,60,90", "--order", "order"], { rule: hiatus({ atRisk: 30, lapsed: 60, lost: 90 }) }, {}],
    [
      ["--rule", "rule.json"],
      { rule: personalMultiple({ cycle: "median", lost: 4, minGaps: 2 }) },
      { method: "median" },
    ],
  ])("with %j", async (flags, options, cycle) => {
    const cli = withOrders();
    cli.write("rule.json", JSON.stringify({ method: "personalMultiple", cycle: "median", lost: 4, minGaps: 2 }));
    expect(await run(cli, ...flags, "--out", "s.csv", "--save-model", "m.json")).toMatchObject({ code: 0 });
    expect(rowsIn(cli.read("s.csv"))).toEqual(expected(options, cycle));
    expect(loadLifecycle(cli.read("m.json"))).toEqual(lifecycle(ledger, options).model);
  });

  it("in another time zone", async () => {
    const cli = withOrders();
    await run(cli, "--time-zone", "Asia/Shanghai", "--out", "s.csv");
    const there = ledgerFromRows([...MESSY_ORDERS], { ...FIELDS, timeZone: "Asia/Shanghai" });
    const days = rowsIn(cli.read("s.csv")).map((row) => row[6]);
    expect(days).toEqual(Array.from(lifecycle(there).columns.lastPurchase, (day) => (day ? formatDay(day) : "")));
  });
});

describe.concurrent("a saved lifecycle model", () => {
  it("judges another month by the same thresholds", async () => {
    const cli = withOrders();
    await run(cli, "--as-of", "2024-11-30", "--rule", "personal-multiple", "--save-model", "m.json");
    const later = await run(cli, "--model", "m.json", "--out", "s.csv", "--save-model", "n.json");
    expect(later).toMatchObject({ code: 0 });
    expect(cli.read("n.json")).toBe(cli.read("m.json"));
    const model = fitLifecycle(ledger, { asOf: "2024-11-30", rule: personalMultiple() });
    expect(rowsIn(cli.read("s.csv"))).toEqual(expected({ model }, {}));
  });

  it.each(["{", "{}", '{"kind":"rfm-kit/rfm"}', "null"])("that is none is bad data: %s", async (text) => {
    const cli = withOrders();
    cli.write("m.json", text);
    const { code, out, err } = await run(cli, "--model", "m.json");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^rfm-kit: m\.json/);
  });
});

const FEW = [
  { customer: "ann", date: "2026-01-01", amount: "1" },
  { customer: "ann", date: "2026-01-11", amount: "1" },
  { customer: "bob", date: "2026-01-01", amount: "1" },
  { customer: "bob", date: "2026-03-01", amount: "1" },
  { customer: "cat", date: "2026-02-20", amount: "1" },
  { customer: "dan", date: "2026-02-20", amount: "-1" },
];

describe("the report of rfm-kit lifecycle", () => {
  it("shows the thresholds, what these orders say of them, and the states", async () => {
    const { out, err } = await run(withOrders(FEW), "--days", "10,30");
    expect(out).toMatchInlineSnapshot(`
      "orders.csv: 4 customers as of 2026-03-01, 3 of whom had bought by then; 2 came again, 2 times, after 34.5 days on average

      Thresholds by fixed days
      state    from day  because  returned by then  return in 90 days
      at risk        10  fixed             33.33 %           100.00 %
      lost           30  fixed             33.33 %           100.00 %
      Shares by Kaplan and Meier on these orders: of all gaps, the open ones among them, those that have ended by that day
      of silence; and of customers silent for so long, those who buy within the next 90 days.

      state        customers   share
      never                1  25.0 %  ████████████████
      new                  1  25.0 %  ████████████████
      active               0   0.0 %
      at risk              0   0.0 %
      lost                 1  25.0 %  ████████████████
      reactivated          1  25.0 %  ████████████████
      "
    `);
    expect(err).toMatchInlineSnapshot(`
      "rows read    6
        purchases  5
        refunds    1
      "
    `);
  });

  it("shows the words of a vendor, in ASCII where the locale is no UTF-8", async () => {
    const cli = withOrders(FEW);
    const args = ["lifecycle", "orders.csv", ...COLUMNS, "--rule", "clutch-3"];
    expect((await cli.run(args, { env: { LC_ALL: "C" } })).out).toMatchInlineSnapshot(`
      "orders.csv: 4 customers as of 2026-03-01, 3 of whom had bought by then; 2 came again, 2 times, after 34.5 days on average

      Thresholds by clutch-3, found in 2 gaps as of 2026-03-01
      state    from day  because                            returned by then  return in 90 days
      at risk        60  longer than 80 % of the own gaps           100.00 %                  -
      lost           60  longer than 100 % of the own gaps          100.00 %                  -
      Each customer has thresholds of the own; those above are for customers without enough gaps.
      Shares by Kaplan and Meier on these orders: of all gaps, the open ones among them, those that have ended by that day
      of silence; and of customers silent for so long, those who buy within the next 90 days.

      state        called            customers   share
      never                                  1  25.0 %  ################
      new          Active Customer           1  25.0 %  ################
      active       Active Customer           1  25.0 %  ################
      at risk      At Risk Customer          0   0.0 %
      lost         Churned Customer          1  25.0 %  ################
      reactivated  Active Customer           0   0.0 %
      "
    `);
  });

  it("says what was not reached, and how low the chance gets", async () => {
    const { code, err } = await run(withOrders(FEW), "--as-of", "2026-03-10", "--rule", "kaplan-meier");
    expect(code).toBe(0);
    expect(err).toMatch(/no customer is at risk or lost: within the days that were seen/);
    const cli = withOrders(FEW);
    cli.write("rule.json", JSON.stringify(kaplanMeier({ atRisk: 0.05, lost: 0.01, within: 5 })));
    expect((await run(cli, "--rule", "rule.json")).err).not.toMatch(/lowest chance/);
    cli.write("rule.json", JSON.stringify(kaplanMeier({ atRisk: 0.05, lost: 0.01, within: 50 })));
    expect((await run(cli, "--rule", "rule.json")).err).toMatch(
      /the lowest chance of a purchase within 50 days that these orders show is 33.3 %, after 0 days of silence/,
    );
  });

  it("compares two days by the thresholds of the later one", async () => {
    const cli = withOrders();
    const { out } = await run(cli, "--compare", "2024-09-30", "--out", "s.csv");
    const result = lifecycle(ledger);
    const before = lifecycle(ledger, { asOf: "2024-09-30", model: result.model });
    const flow = lifecycleFlow(before, result);
    expect(out).toContain(
      `From the state on 2024-09-30 (rows) to that on ${result.asOf} (columns), both by these thresholds\n`,
    );
    const table = out.slice(out.indexOf("From the state")).split("\n");
    const cells = (start: string) =>
      table
        .find((line) => line.startsWith(start))
        ?.split(/ {2,}/)
        .slice(1);
    const shown = flow.states.filter(({ before: size, after }) => size + after > 0);
    expect(cells("new")).toEqual([
      ...shown.map(({ state }) => `${flow.count("new", state)}`),
      `${flow.states[1]?.before}`,
    ]);
    expect(cells("all")).toEqual([...shown.map(({ after }) => `${after}`), `${result.size}`]);
    const [header, ...rows] = Papa.parse<string[]>(cli.read("s.csv"), { skipEmptyLines: true }).data;
    expect(header?.join()).toBe(`${HEADER},state_before`);
    expect(rows.map((row) => row[9])).toEqual([...before].map(({ state }) => state));
    const json = JSON.parse((await run(cli, "--compare", "2024-09-30", "--json")).out);
    expect(json.compare).toBe("2024-09-30");
    expect(json.flow).toMatchObject({ to: result.asOf, counts: flow.counts });
  });

  it("needs no amounts", async () => {
    const cli = withOrders(FEW.slice(0, 5));
    const without = await cli.run(["lifecycle", "orders.csv", ...COLUMNS.slice(0, 4), "--days", "10,30"]);
    const given = await run(cli, "--days", "10,30");
    expect(without).toMatchObject({ code: 0, out: given.out });
    expect(without.err).toBe(
      "rows read    5\n  purchases  5\nwithout --amount every row counts as a purchase, refunds among them\n",
    );
    expect(await cli.run(["lifecycle", "orders.csv", ...COLUMNS.slice(0, 4), "--quantity", "n"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--quantity needs --amount COL"),
    });
  });

  it("gives advice in the words of its flags", async () => {
    expect((await run(withOrders(FEW))).err).toContain("a longer history or a shorter --within may help");
  });

  it("tells a rule from a model", async () => {
    const cli = withOrders(FEW);
    cli.write("rule.json", JSON.stringify(kaplanMeier()));
    await run(cli, "--save-model", "m.json");
    expect(await run(cli, "--rule", "m.json")).toMatchObject({
      code: 1,
      err: "rfm-kit: m.json is a lifecycle model; give it as rfm-kit lifecycle --model m.json\n",
    });
    expect(await run(cli, "--model", "rule.json")).toMatchObject({
      code: 1,
      err: "rfm-kit: rule.json is a rule; give it as --rule rule.json\n",
    });
  });

  it("is one JSON object under --json", async () => {
    const cli = withOrders();
    const report = JSON.parse((await run(cli, "--json", "--out", "s.csv")).out);
    const result = lifecycle(ledger);
    expect(report).toMatchObject({ input: "orders.csv", asOf: result.asOf, customers: result.size });
    expect(report.model).toEqual(result.model);
    expect(report.states).toEqual(result.summary());
    expect(report.gaps).toEqual(purchaseCycle(ledger).population);
    expect(report.evidence.thresholds.map(({ days }: { days: number }) => days)).toEqual([
      result.model.thresholds.atRisk,
      result.model.thresholds.lost,
    ]);
    expect(report.rows.rows).toBe(MESSY_ORDERS.length);
    expect(report.diagnostics.counted).toBe(result.diagnostics.counted);
    expect(report.outputs).toMatchObject({ customers: "s.csv", model: null });
    expect(report.states.map(({ state }: { state: string }) => state)).toEqual(LIFECYCLE_STATES);
  });

  it("goes to standard error where the customers go to standard output", async () => {
    const { out, err } = await run(withOrders(FEW), "--days", "30", "--out", "-");
    expect(out).toMatch(new RegExp(`^${HEADER}\nann,lost,2026-02-10,active,,2,2026-01-11,`));
    expect(out).toContain("\ndan,never,,,,0,,,\n");
    expect(err).toContain("orders.csv: 4 customers as of 2026-03-01, 3 of whom had bought by then; 2 came again");
  });

  it("comes from standard input as from a file", async () => {
    const cli = withOrders();
    const file = await run(cli);
    const pipe = await cli.run(["lifecycle", "-", ...COLUMNS], { stdin: cli.read("orders.csv") });
    expect(pipe.out).toBe(file.out.replace("orders.csv:", "standard input:"));
  });
});

describe.concurrent("rfm-kit lifecycle refuses", () => {
  it.each<[string, RegExp]>([
    [
      "orders.csv --rule km",
      /^rfm-kit: --rule must be kaplan-meier, .*ordinary-4 or a file that ends in .json; received "km"/,
    ],
    ["orders.csv --rule nes6", /did you mean nes-5\?/],
    ["orders.csv --rule nes-5 --lost 9", /--lost cannot be given with --rule nes-5, whose steps are those that/],
    ["orders.csv --rule own-gap-share --within 9", /--within is for kaplan-meier alone; the rule is ownGapShare/],
    ["orders.csv --at-risk 0.1", /^rfm-kit: --lost must be below --at-risk, 0.1; received 0.1/],
    [
      "orders.csv --at-risk 20",
      /--at-risk must be a probability, above 0 and below 1, or none for no such state; received 20/,
    ],
    ["orders.csv --lost none", /--lost must be a number such as 0.05; received "none"/],
    ["orders.csv --days 30 --within 9", /--within cannot be given with --days/],
    ["orders.csv --model m.json --lost 0.2", /--lost cannot be given with --model/],
    [
      "orders.csv --as-of 2026-01-01 --compare 2026-01-01",
      /--compare must be before the day of the analysis, 2026-01-01/,
    ],
    ["orders.csv --compare 2026-03-01", /--compare must be before the day of the analysis, 2026-03-01/],
    ["orders.csv --days 0", /--days must be one to three whole numbers of days in ascending order/],
    ["orders.csv --days 90,30", /--days must be one to three whole numbers .*; received "90,30"/],
    ["orders.csv --days 1,2,3,4", /--days must be/],
    ["orders.csv --days 9999999", /--days must be/],
    ["orders.csv --days soon", /--days must be/],
    ["orders.csv --days 90 --rule nes-5", /--rule cannot be given with --days; leave one of them out/],
    ["orders.csv --model m.json --rule nes-5", /--rule cannot be given with --model/],
    ["orders.csv --window 30", /--window is no option of rfm-kit lifecycle/],
    ["orders.csv --as-of soon", /--as-of must be a day/],
    ["orders.csv --out orders.csv", /--out would write over orders.csv, which is read/],
    ["orders.csv --rule rule.json --out rule.json", /--out would write over rule.json, which is read/],
    ["orders.csv --out - --json", /--out - and --json both go to standard output/],
    ["", /rfm-kit lifecycle needs a CSV file of orders, or - for standard input/],
  ])("%s", async (args, message) => {
    const cli = withOrders(FEW);
    cli.write("rule.json", JSON.stringify(kaplanMeier()));
    const { code, out, err } = await cli.run(["lifecycle", ...COLUMNS, ...args.split(" ").filter(Boolean)]);
    expect(err).toMatch(message);
    expect({ code, out, files: cli.files() }).toEqual({ code: 2, out: "", files: ["orders.csv", "rule.json"] });
  });

  it("a rule that is none, as bad data", async () => {
    const cli = withOrders(FEW);
    cli.write("rule.json", '{"method":"hiatus"}');
    expect(await run(cli, "--rule", "rule.json")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/^rfm-kit: rule.json: rule.lost must be a whole number of days/),
    });
    expect(await run(cli, "--rule", "none.json")).toMatchObject({ code: 1 });
  });

  it("orders that cannot be used, and writes nothing", async () => {
    const cli = withOrders([...FEW, { customer: "eve", date: "soon", amount: "1" }]);
    expect(await run(cli, "--strict", "--out", "s.csv")).toMatchObject({
      code: 1,
      err: expect.stringContaining("orders.csv has 1 row that cannot be used"),
    });
    expect(await run(cli, "--as-of", "2020-01-01", "--out", "s.csv")).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /has no customer with an order that counts as of 2020-01-01; its orders are from 2026-01-01/,
      ),
    });
    expect(cli.files()).toEqual(["orders.csv"]);
    expect(await run(cli, "--out", "s.csv")).toMatchObject({ code: 0, err: expect.stringContaining("no date") });
  });
});

describe("the pages on rfm-kit lifecycle and rfm-kit plan", () => {
  const page = readFileSync(join(__dirname, "../../../docs/command-line.md"), "utf8");
  const blocksIn = (title: string): string[] => {
    const [section = ""] = page.slice(page.indexOf(`## ${title}`)).split(/\n(?=## )/);
    return [...section.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text).slice(1);
  };

  it("say what the commands do", async () => {
    const [csv = "", command = "", out, written] = blocksIn("rfm-kit lifecycle");
    const cli = folders.folder();
    cli.write("orders.csv", csv);
    const words = command.trim().split(/\s+/);
    const ran = await cli.run(words.filter((word) => word !== "\\").slice(1));
    expect({ code: ran.code, out: ran.out, written: cli.read("states.csv") }).toEqual({ code: 0, out, written });
    const [json = "", plan] = blocksIn("rfm-kit plan");
    cli.write("plan.json", json);
    expect(await cli.run(["plan", "plan.json"])).toMatchObject({ code: 0, out: plan });
  });
});

describe.concurrent("the help of rfm-kit lifecycle", () => {
  it("has every flag", async () => {
    for (const flag of Object.keys(LIFECYCLE_FLAGS)) expect(LIFECYCLE_HELP).toContain(`--${flag}`);
    expect(await folders.folder().run(["lifecycle", "--help"])).toMatchObject({
      code: 0,
      err: "",
      out: LIFECYCLE_HELP,
    });
  });

  it("is no wider than a terminal", () => {
    for (const line of LIFECYCLE_HELP.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });
});
