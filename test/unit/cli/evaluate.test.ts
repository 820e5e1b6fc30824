import { describe, expect, it } from "vitest";
import { EVALUATE_FLAGS, EVALUATE_HELP } from "../../../src/cli/flags/churn-flags.js";
import { type EvaluateChurnOptions, evaluateChurn, ledgerFromRows } from "../../../src/index.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();
const FIELDS = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
const ledger = ledgerFromRows([...MESSY_ORDERS], FIELDS);

function withOrders(): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(MESSY_ORDERS));
  return cli;
}

const run = (cli: CliFolder, ...flags: string[]) => cli.run(["evaluate", "orders.csv", ...COLUMNS, ...flags]);

describe.concurrent("rfm-kit evaluate", () => {
  it.each<[string[], EvaluateChurnOptions]>([
    [[], {}],
    [["--horizon", "30", "--as-of", "2024-09-30"], { horizonDays: 30, asOf: "2024-09-30" }],
    [["--cutoff", "2024-06-30", "--models", "nbd,recency"], { cutoff: "2024-06-30", candidates: ["nbd", "recency"] }],
  ])("%j gives as JSON what evaluateChurn() gives", async (flags, options) => {
    const { code, out, err } = await run(withOrders(), ...flags, "--json");
    expect(code, err).toBe(0);
    const { evaluation } = JSON.parse(out) as { evaluation: unknown };
    expect(evaluation).toEqual(JSON.parse(JSON.stringify(evaluateChurn(ledger, options))));
  });

  it("prints the models, the best first", async () => {
    const { code, out } = await run(withOrders(), "--models", "nbd,mbg-nbd,recency");
    expect(code).toBe(0);
    const evaluation = evaluateChurn(ledger, { candidates: ["nbd", "mbg-nbd", "recency"] });
    const lines = out.split("\n");
    expect(lines[0]).toContain(`Foretold on ${evaluation.cutoff} for the 90 days to ${evaluation.until}`);
    expect(lines.slice(3, 6).map((line) => line.split(" ")[0])).toEqual(evaluation.candidates.map(({ name }) => name));
    expect(lines[3]).toContain(` ${evaluation.candidates[0]?.metrics.logLoss?.toFixed(4)} `);
  });

  it.each([
    [["--models", "nbd,auto"], 2, "--models must be mbg-nbd"],
    [["--cutoff", "soon"], 2, "--cutoff"],
    [["--horizon", "99999"], 2, "--horizon must be"],
    [["--cutoff", "2030-01-01"], 1, "--cutoff must be 90 days or more before --as-of"],
    [["--horizon", "3650"], 1, "choose a shorter --horizon or another --cutoff"],
    [["--model", "nbd"], 2, "did you mean"],
  ] as const)("refuses %j", async (flags, expected, message) => {
    const { code, out, err } = await run(withOrders(), ...flags);
    expect([code, out]).toEqual([expected, ""]);
    expect(err).toContain(message);
  });

  it("tells of every flag in its help", async () => {
    for (const flag of Object.keys(EVALUATE_FLAGS)) expect(EVALUATE_HELP).toContain(`--${flag}`);
    const { out } = await folders.folder().run(["evaluate", "--help"]);
    expect(out).toBe(EVALUATE_HELP);
  });
});
