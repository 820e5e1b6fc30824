import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { CHURN_FLAGS, CHURN_HELP } from "../../../src/cli/flags/churn-flags.js";
import {
  type ChurnModel,
  type ChurnRiskOptions,
  churnRisk,
  ledgerFromColumns,
  ledgerFromRows,
  simulateOrders,
} from "../../../src/index.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();
const HEADER = "customer_id,risk,band,p_alive,expected_orders,value_at_risk,reasons";
const FIELDS = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
const ledger = ledgerFromRows([...MESSY_ORDERS], FIELDS);

function withOrders(rows: readonly object[] = MESSY_ORDERS): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(rows));
  return cli;
}

const run = (cli: CliFolder, ...flags: string[]) => cli.run(["churn", "orders.csv", ...COLUMNS, ...flags]);

function rowsIn(csv: string): string[][] {
  const [header, ...rows] = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;
  expect(header.join()).toBe(HEADER);
  return rows;
}

/** The rows of the file for what the library says, ids as the file has them. */
function expected(options: ChurnRiskOptions): string[][] {
  return [...churnRisk(ledger, options)].map((row) => {
    const id = String(row.customer);
    return [
      /^[=+\-@]/.test(id) && Number.isNaN(Number(id)) ? `'${id}` : id,
      row.risk.toFixed(6),
      row.band,
      row.alive?.toFixed(6) ?? "",
      row.expectedOrders.toFixed(4),
      row.valueAtRisk.toFixed(2),
      row.reasons.join("; "),
    ];
  });
}

describe.concurrent("rfm-kit churn equals churnRisk() customer by customer", () => {
  it.each<[string[], ChurnRiskOptions]>([
    [[], {}],
    [["--model", "bg-nbd", "--horizon", "30"], { model: "bg-nbd", horizonDays: 30 }],
    [["--model", "recency", "--as-of", "2024-09-30"], { model: "recency", asOf: "2024-09-30" }],
    [["--model", "survival", "--bands", "0.2,0.9"], { model: "survival", bands: [0.2, 0.9] }],
    [["--model", "nbd", "--language", "zh-Hans"], { model: "nbd", language: "zh-Hans" }],
  ])("%j", async (flags, options) => {
    const cli = withOrders();
    const { code, err } = await run(cli, ...flags, "--out", "risk.csv");
    expect(code, err).toBe(0);
    expect(rowsIn(cli.read("risk.csv"))).toEqual(expected(options));
  });
});

describe.concurrent("rfm-kit churn", () => {
  it("scores another month by a saved model", async () => {
    const cli = withOrders();
    const flags = ["--model", "mbg-nbd", "--as-of", "2024-09-30", "--save-model", "model.json"];
    expect((await run(cli, ...flags)).code).toBe(0);
    const model = JSON.parse(cli.read("model.json")) as ChurnModel;
    expect(model).toEqual(churnRisk(ledger, { model: "mbg-nbd", asOf: "2024-09-30" }).model);
    expect((await run(cli, "--model", "model.json", "--out", "risk.csv")).code).toBe(0);
    expect(rowsIn(cli.read("risk.csv"))).toEqual(expected({ model }));
  });

  it("shows the bands and whom to save first, and how the model was chosen", async () => {
    const cli = folders.folder();
    const { customer, date, amount } = simulateOrders({ customers: 300, seed: 4 });
    const rows = customer.map((id, i) => ({
      customer: id,
      date: new Date(date[i] * 86_400_000).toISOString().slice(0, 10),
      amount: amount[i],
    }));
    cli.write("orders.csv", csvOf(rows));
    const result = churnRisk(ledgerFromColumns({ customer, date, amount }));
    const { code, out } = await run(cli, "--save-first", "3");
    expect(code).toBe(0);
    expect(out).toContain(`by ${result.model.name}, the best of those compared`);
    expect(out).toMatch(/^high {2,}from 66\.7 % /m);
    for (const { customer: id, reasons } of result.saveFirst(3)) {
      expect(out.split("\n").find((line) => line.startsWith(`${String(id)} `))).toContain(reasons[0]);
    }
    expect(out).toMatch(/^pooled-percentile +0\.\d{4}/m);
  });

  it("prints one JSON object", async () => {
    const { code, out } = await run(withOrders(), "--json", "--save-first", "1", "--model", "nbd");
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown>;
    const result = churnRisk(ledger, { model: "nbd" });
    expect(report["summary"]).toEqual(result.summary());
    expect(report["model"]).toEqual(result.model);
    expect((report["saveFirst"] as unknown[]).length).toBe(1);
  });

  it("leaves out of those to save first whose risk is too high", async () => {
    const { out } = await run(withOrders(), "--json", "--model", "mbg-nbd", "--save-first", "5", "--max-risk", "0.6");
    const { saveFirst } = JSON.parse(out) as { saveFirst: { customer: string }[] };
    const library = churnRisk(ledger, { model: "mbg-nbd" });
    const ids = library.saveFirst(5, { maxRisk: 0.6 }).map(({ customer }) => String(customer));
    expect(saveFirst.map(({ customer }) => customer)).toEqual(ids);
    expect(ids).not.toEqual(library.saveFirst(5).map(({ customer }) => String(customer)));
  });

  it("says up to which risk customers are listed, and where nobody is left", async () => {
    const some = await run(withOrders(), "--model", "nbd", "--save-first", "2");
    expect(some.out).toContain("The 2 with the highest value at risk, of a risk of at most 90.0 % (--max-risk)\n");
    const all = await run(withOrders(), "--model", "nbd", "--save-first", "2", "--max-risk", "1");
    expect(all.out).toContain("The 2 with the highest value at risk, of any risk\n");
    const none = await run(withOrders(), "--model", "nbd", "--save-first", "2", "--max-risk", "0");
    expect(none.out).toContain("Nobody has a risk of at most 0.0 % (--max-risk)\n");
  });

  it("says how many have been silent for longer than the curve of gaps tells of", async () => {
    const flags = ["--model", "survival", "--horizon", "365", "--json"];
    const { out, err } = await run(withOrders(), ...flags);
    const { beyondCurve } = churnRisk(ledger, { model: "survival", horizonDays: 365 }).diagnostics;
    expect(beyondCurve).toBeGreaterThan(0);
    expect(JSON.parse(out).diagnostics.beyondCurve).toBe(beyondCurve);
    expect(err).toContain(`${beyondCurve} customers are silent for more than`);
  });

  it("speaks of --as-of, not of the option of the library", async () => {
    const { code, err } = await run(withOrders(), "--model", "nbd", "--as-of", "2026-06-30");
    expect(code).toBe(0);
    expect(err).toContain("state --as-of as their last day");
    expect(err).not.toContain("asOf");
  });

  it.each([
    [["--model", "bgnbd"], "did you mean bg-nbd?"],
    [["--model", "model.txt"], "or a file that ends in .json"],
    [["--bands", "0.9,0.1"], "--bands must be two numbers"],
    [["--bands", "1.5,2"], "--bands must be two numbers"],
    [["--horizon", "0"], "--horizon must be a whole number of days from 1 to 3650"],
    [["--horizon", "soon"], "--horizon must be a whole number"],
    [["--language", "de"], "--language must be en, zh-Hans"],
    [["--save-first", "-1"], "--save-first"],
    [["--save-first", "5", "--max-risk", "1.5"], "--max-risk must be a number from 0 to 1"],
    [["--save-first", "5", "--max-risk", "0.5,0.6"], "--max-risk must be a number from 0 to 1"],
    [["--max-risk", "0.9"], "--max-risk needs --save-first"],
  ])("refuses %j as wrong usage", async (flags, message) => {
    const { code, out, err } = await run(withOrders(), ...flags);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("refuses a file that is no model, and a horizon that the model did not learn", async () => {
    const cli = withOrders();
    cli.write("model.json", "{}");
    const bad = await run(cli, "--model", "model.json");
    expect([bad.code, bad.err]).toEqual([
      1,
      'rfm-kit: model.json: model.kind must be "rfm-kit/churn"; received undefined\n',
    ]);
    expect((await run(cli, "--model", "recency", "--save-model", "recency.json")).code).toBe(0);
    const other = await run(cli, "--model", "recency.json", "--horizon", "30");
    expect(other.code).toBe(1);
    expect(other.err).toContain("--horizon must be 90, which the model learnt");
  });

  it("writes nothing where nobody had bought", async () => {
    const cli = withOrders();
    const { code, err } = await run(cli, "--as-of", "1990-01-01", "--out", "risk.csv");
    expect(code).toBe(1);
    expect(err).toContain("has no customer with an order that counts as of 1990-01-01");
    expect(cli.files()).toEqual(["orders.csv"]);
  });

  it("does not write over the model it reads", async () => {
    const cli = withOrders();
    expect((await run(cli, "--model", "nbd", "--save-model", "model.json")).code).toBe(0);
    expect((await run(cli, "--model", "model.json", "--out", "model.json")).code).toBe(2);
  });

  it("tells of every flag in its help", async () => {
    for (const flag of Object.keys(CHURN_FLAGS)) expect(CHURN_HELP).toContain(`--${flag}`);
    const { out } = await folders.folder().run(["churn", "--help"]);
    expect(out).toBe(CHURN_HELP);
  });
});
