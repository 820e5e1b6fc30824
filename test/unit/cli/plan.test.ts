import { describe, expect, it } from "vitest";
import { PLAN_FLAGS, PLAN_HELP } from "../../../src/cli/flags/plan-flags.js";
import { type AiplPlanDefinition, planGmv } from "../../../src/index.js";
import { CliFolders } from "./run-cli.js";

const folders = new CliFolders();

const PLAN: AiplPlanDefinition = {
  target: 50_000_000,
  stages: {
    A: { conversion: 0.005, spendPerBuyer: 200, pastGmv: 4_000_000, audience: 4_500_000, costPerUser: 0.8 },
    I: { conversion: 0.03, spendPerBuyer: 250, pastGmv: 12_000_000, audience: 1_800_000, costPerUser: 3 },
    P: { conversion: 0.08, spendPerBuyer: 300, pastGmv: 10_000_000, audience: 400_000 },
    L: { conversion: 0.335, spendPerBuyer: 400, pastGmv: 14_000_000, audience: 100_000, ceiling: 0.5 },
  },
};
const INFEASIBLE = { ...PLAN, stages: { ...PLAN.stages, L: { ...PLAN.stages.L, ceiling: 0.4 } } };
const TABLES = `plan.json: target 50,000,000.00, 40.0 % of it from new customers

new         target  conversion  per buyer     people      there  missing        budget
A     5,000,000.00       0.5 %     200.00  5,000,000  4,500,000  500,000    400,000.00
I    15,000,000.00         3 %     250.00  2,000,000  1,800,000  200,000    600,000.00
all  20,000,000.00                                               700,000  1,000,000.00

existing         target       forecast   people  per buyer  conversion    must be  ceiling
P         12,521,739.13   9,600,000.00  400,000     300.00         8 %  10.4348 %        –
L         17,478,260.87  13,400,000.00  100,000     400.00      33.5 %  43.6957 %     50 %
all       30,000,000.00  23,000,000.00

Gap 7,000,000.00, uplift 1.3043

coupon   times          P          L
5 %     1.3730   10.984 %  45.9954 %
10 %    1.4493  11.5942 %  48.5507 %
15 %    1.5345  12.2762 %  51.4066 %  not feasible
20 %    1.6304  13.0435 %  54.6196 %  not feasible

FEASIBLE
`;

describe.concurrent("rfm-kit plan", () => {
  it("shows targets, needs, budget, coupons and what must happen", async () => {
    const cli = folders.folder();
    cli.write("plan.json", JSON.stringify(PLAN));
    const run = await cli.run(["plan", "plan.json"]);
    expect(run).toEqual({ code: 0, signal: null, err: "", out: `${TABLES}${planGmv(PLAN).explain()}\n` });
  });

  it("says loudly that a plan is not feasible, which is an answer", async () => {
    const cli = folders.folder();
    cli.write("plan.json", JSON.stringify(INFEASIBLE));
    const { code, out } = await cli.run(["plan", "plan.json", "--language", "zh-Hans"]);
    expect(code).toBe(0);
    expect(out).toContain(`\nNOT FEASIBLE\n${planGmv(INFEASIBLE).explain("zh-Hans")}\n`);
  });

  it("prints what planGmv returns with --json, read from standard input", async () => {
    const run = await folders.folder().run(["plan", "-", "--json"], { stdin: `\ufeff${JSON.stringify(INFEASIBLE)}` });
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(run.out)).toEqual(JSON.parse(JSON.stringify(planGmv(INFEASIBLE))));
  });

  it("shows a surplus, and what is not there as a dash", async () => {
    const stages = [
      { id: "buyers", kind: "existing", conversion: 0.5, spendPerBuyer: 10, audience: 100 },
      { id: "gone", kind: "existing", conversion: 0.5, spendPerBuyer: 10, audience: 0 },
    ];
    const stdin = JSON.stringify({ target: 200, couponDepths: [], stages });
    const run = await folders.folder().run(["plan", "-"], { stdin, env: { LC_ALL: "C" } });
    expect(run.out).toContain("Surplus 300.00, uplift 0.4000\n");
    expect(run.out).toMatch(/^gone +0\.00 +0\.00 +0 +10\.00 +50 % +- +-$/m);
    expect(run.out).not.toMatch(/coupon|^new/m);
  });

  it("shows the limits of people and of money", async () => {
    const { A, I, P, L } = PLAN.stages;
    const limited = { ...PLAN, budget: 900_000, stages: { A: { ...A, maxAudience: 4_900_000 }, I, P, L } };
    const { code, out } = await folders.folder().run(["plan", "-"], { stdin: JSON.stringify(limited) });
    expect(code).toBe(0);
    expect(out).toMatch(/^new +target +conversion +per buyer +people +at most +there +missing +budget$/m);
    expect(out).toMatch(/^A +5,000,000\.00 +0\.5 % +200\.00 +5,000,000 +4,900,000 +4,500,000 +500,000 +400,000\.00$/m);
    expect(out).toMatch(/^I +.* +2,000,000 +– +1,800,000 /m);
    expect(out).toContain("700,000  1,000,000.00\nThe budget is 900,000.00.\n");
    expect(out).toContain("\nNOT FEASIBLE\n");
    expect(out).toContain("New customers cost 1,000,000.00, above the budget of 900,000.00.");
  });

  it("lets no name of a stage move the cursor", async () => {
    const stages = [{ id: "a\u001b[31m\nb", kind: "new", conversion: 0, spendPerBuyer: 1 }];
    const run = await folders.folder().run(["plan", "-"], { stdin: JSON.stringify({ target: 1, stages }) });
    expect(run.out).not.toContain("\u001b");
    expect(run.out).toContain("nobody buys");
  });

  it("explains itself, every flag and a plan that works", async () => {
    const run = await folders.folder().run(["plan", "--help"]);
    expect(run).toMatchObject({ code: 0, err: "", out: PLAN_HELP });
    for (const flag of Object.keys(PLAN_FLAGS)) expect(PLAN_HELP).toContain(`--${flag}`);
    const example = PLAN_HELP.slice(PLAN_HELP.indexOf("  {"), PLAN_HELP.indexOf("\n  }\n") + 4);
    expect(JSON.parse(example)).toEqual(PLAN);
  });

  it.each<[string, number, RegExp, string?]>([
    ["", 2, /^rfm-kit: rfm-kit plan takes one JSON file, or - for standard input; see rfm-kit plan --help$/m],
    ["a.json b.json", 2, /takes one JSON file/],
    ["- --language zh", 2, /--language must be en or zh-Hans; received "zh"/],
    ["- --out x", 2, /--out is no option of rfm-kit plan/],
    ["absent.json", 1, /cannot read absent.json, the plan: there is no such file/],
    ["-", 1, /^rfm-kit: standard input, the plan, is no JSON/, "{"],
    ["-", 1, /^rfm-kit: standard input, the plan, has the key "target" twice/, '{"target":1,"stages":{},"target":2}'],
    ["-", 1, /^rfm-kit: standard input: plan must be an object; received an array of 0/, "[]"],
    ["-", 1, /plan.stages must be given/, '{"target": 1}'],
    [
      "-",
      1,
      /plan.stages.A.conversion must be a number from 0 to 1; received 5/,
      '{"target":1,"stages":{"A":{"conversion":5}}}',
    ],
  ])("refuses %s with exit code %i", async (args, code, message, stdin = "") => {
    const run = await folders.folder().run(["plan", ...args.split(" ").filter(Boolean)], { stdin });
    expect(run.err).toMatch(message);
    expect(run).toMatchObject({ code, out: "" });
    expect(run.err).not.toContain("    at ");
  });
});
