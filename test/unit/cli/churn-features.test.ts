import { describe, expect, it } from "vitest";
import {
  type ChurnFeatureOptions,
  type ChurnModel,
  churnRisk,
  evaluateChurn,
  eventsFromRows,
  ledgerFromRows,
  profilesFromRows,
} from "../../../src/index.js";
import { csvOf, MESSY_ORDERS } from "./messy-orders.js";
import { type CliFolder, CliFolders, COLUMNS } from "./run-cli.js";

const folders = new CliFolders();
const FIELDS = { customer: "customer", date: "date", amount: "amount", onInvalid: "skip" } as const;
const ledger = ledgerFromRows([...MESSY_ORDERS], FIELDS);

// Every third order is looked at in advance, and some customers are members; one row of each file cannot be used.
const EVENTS = MESSY_ORDERS.flatMap(({ customer, date }, i) =>
  i % 3 === 0 ? [{ who: customer, what: i % 2 === 0 ? "view" : "cart", when: date }] : [],
);
const PROFILES = [...new Set(MESSY_ORDERS.map(({ customer }) => customer))].map((customer, i) => ({
  customer,
  level: ["gold", "silver", ""][i % 3] as string,
  age: String(20 + (i % 40)),
}));
const log = eventsFromRows(EVENTS, { customer: "who", type: "what", date: "when" });
const profiles = profilesFromRows(
  PROFILES.map(({ customer, level, age }) => ({ customer, tier: level, age: Number(age) })),
  { customer: "customer", fields: { tier: "text", age: "number" } },
);

const EVENT_FLAGS = ["--events", "events.csv", "--events-customer", "who", "--events-type", "what", "--events-date"];
const ALL_FLAGS = [
  ...EVENT_FLAGS,
  "when",
  ...["--profiles", "people.csv", "--profile-fields", "tier=level:text,age=number"],
];

function withFiles(): CliFolder {
  const cli = folders.folder();
  cli.write("orders.csv", csvOf(MESSY_ORDERS));
  cli.write("events.csv", csvOf([...EVENTS, { who: "ann", what: "view", when: "soon" }]));
  cli.write("people.csv", csvOf([...PROFILES, { customer: "zoe", level: "gold", age: "old" }]));
  return cli;
}

const run = (cli: CliFolder, command: string, ...flags: string[]) =>
  cli.run([command, "orders.csv", ...COLUMNS, ...flags]);
const withoutRefused = { events: log, profiles, profileFields: ["tier", "age"] } satisfies ChurnFeatureOptions;

describe.concurrent("events and profiles of rfm-kit churn", () => {
  it("give the regression that the library fits, and another month its scores", async () => {
    const cli = withFiles();
    const asOf = "2024-09-30";
    const fitted = await run(
      cli,
      "churn",
      ...ALL_FLAGS,
      "--model",
      "logistic",
      "--as-of",
      asOf,
      "--save-model",
      "m.json",
    );
    expect(fitted.code, fitted.err).toBe(0);
    const own = churnRisk(ledger, { model: "logistic", asOf, ...withoutRefused });
    const model = JSON.parse(cli.read("m.json")) as ChurnModel;
    expect(model).toEqual(JSON.parse(JSON.stringify(own.model)));
    const scored = await run(cli, "churn", ...ALL_FLAGS, "--model", "m.json", "--json");
    expect(scored.code, scored.err).toBe(0);
    const { events, profiles: people } = withoutRefused;
    const later = churnRisk(ledger, { model, events, profiles: people });
    expect(JSON.parse(scored.out).summary).toEqual(later.summary());
  });

  it("are accounted for row by row, in text and in JSON", async () => {
    const { out, err } = await run(withFiles(), "churn", ...ALL_FLAGS, "--model", "logistic", "--json");
    expect(err).toMatch(/^orders\.csv:\n[\s\S]*\nevents\.csv:\n[\s\S]*\npeople\.csv:\n/);
    expect(err).toMatch(/no date .* 1 {2}row \d+; first: "soon"/);
    const { rows, eventRows, profileRows } = JSON.parse(out);
    expect(rows.rows).toBe(MESSY_ORDERS.length);
    expect([eventRows.rows, eventRows.events, eventRows.invalidRows]).toEqual([EVENTS.length + 1, EVENTS.length, 1]);
    expect([profileRows.rows, profileRows.profiles, profileRows.invalidRows]).toEqual([
      PROFILES.length + 1,
      PROFILES.length,
      1,
    ]);
  });

  it("count the types that are named, and it is said which of them no event has", async () => {
    const flags = ["when", "--event-types", "view,like", "--model", "logistic", "--json"];
    const { out, err } = await run(withFiles(), "churn", ...EVENT_FLAGS, ...flags);
    const own = churnRisk(ledger, { model: "logistic", events: log, eventTypes: ["view", "like"] });
    expect(JSON.parse(out).model).toEqual(JSON.parse(JSON.stringify(own.model)));
    expect(err).toContain("no event of events.csv is of the type like\n");
  });

  it("that know none of the customers are told of", async () => {
    const cli = withFiles();
    cli.write("events.csv", csvOf([{ who: "stranger", what: "view", when: "2024-06-01" }]));
    const { err } = await run(cli, "churn", ...EVENT_FLAGS, "when", "--model", "logistic");
    expect(err).toContain(
      "no customer of events.csv is in orders.csv; are the ids of --customer and --events-customer",
    );
  });

  it("are said to have no part where another model is the best", async () => {
    const { out, err } = await run(withFiles(), "churn", ...EVENT_FLAGS, "when", "--json");
    const { model, diagnostics } = JSON.parse(out);
    expect(model.name).not.toBe("logistic");
    const message = `the model, ${model.name}, looks at orders only: the events have no part in these risks`;
    expect(err).toContain(message);
    expect(diagnostics.warnings).toContainEqual({ code: "UNUSED_FEATURES", message });
    const compared = await run(withFiles(), "evaluate", ...EVENT_FLAGS, "when");
    expect(compared.err).toMatch(
      /the winner, [a-z-]+, looks at orders only: the events have a part in logistic alone\n/,
    );
  });

  it("are needed by a model that was fitted to them", async () => {
    const cli = withFiles();
    await run(cli, "churn", ...ALL_FLAGS, "--model", "logistic", "--save-model", "m.json");
    const { code, err } = await run(cli, "churn", "--model", "m.json");
    expect(code).toBe(1);
    expect(err).toContain("rfm-kit: --events must be given: the model uses them");
  });

  it("may have no bad row under --strict", async () => {
    const { code, err } = await run(withFiles(), "churn", ...ALL_FLAGS, "--strict");
    expect(code).toBe(1);
    expect(err).toContain("rfm-kit: events.csv has 1 row that cannot be used; without --strict they are left out");
  });

  it.each([
    [["--model", "nbd", ...ALL_FLAGS], "--events is for the model logistic alone; --model nbd looks at orders only"],
    [["--events", "events.csv"], "--events needs --events-type COL"],
    [["--events", "-", "--events-type", "what"], "--events must name a file; standard input is for the orders"],
    [["--event-types", "view"], "--event-types needs --events FILE"],
    [[...EVENT_FLAGS, "when", "--event-types", "view,"], "--event-types must be names with commas"],
    [["--profiles", "people.csv"], "--profiles needs --profile-fields"],
    [["--profiles", "people.csv", "--profile-fields", "age=integer"], "--profile-fields must say of age that it is"],
    [["--profile-fields", "age=number"], "--profile-fields needs --profiles FILE"],
  ])("refuse %j as wrong usage", async (flags, message) => {
    const { code, out, err } = await run(withFiles(), "churn", ...flags);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("refuse types beside a saved model, which has its own, and columns that are not there", async () => {
    const cli = withFiles();
    await run(cli, "churn", ...ALL_FLAGS, "--model", "logistic", "--save-model", "m.json");
    const types = await run(cli, "churn", ...ALL_FLAGS, "--event-types", "view", "--model", "m.json");
    expect([types.code, types.err]).toEqual([2, expect.stringContaining("--event-types cannot be given with a saved")]);
    const absent = await run(cli, "churn", "--events", "events.csv", "--events-type", "what");
    expect(absent.code).toBe(1);
    expect(absent.err).toContain(
      'events.csv has no column "customer", which --events-customer (not given, so as --customer) names',
    );
  });
});

describe.concurrent("events and profiles of rfm-kit evaluate", () => {
  it("give what evaluateChurn() gives", async () => {
    const flags = [...ALL_FLAGS, "--models", "nbd,logistic", "--json"];
    const { code, out, err } = await run(withFiles(), "evaluate", ...flags);
    expect(code, err).toBe(0);
    const own = evaluateChurn(ledger, { candidates: ["nbd", "logistic"], ...withoutRefused });
    const { evaluation, eventRows } = JSON.parse(out);
    expect(evaluation).toEqual(JSON.parse(JSON.stringify(own)));
    expect(eventRows.events).toBe(EVENTS.length);
  });

  it("are refused where logistic is not compared", async () => {
    const { code, err } = await run(withFiles(), "evaluate", ...ALL_FLAGS, "--models", "nbd,recency");
    expect(code).toBe(2);
    expect(err).toContain("--events is for the model logistic alone; --models nbd,recency looks at orders only");
  });
});
