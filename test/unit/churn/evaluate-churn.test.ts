import { describe, expect, it } from "vitest";
import {
  churnRisk,
  type EvaluateChurnOptions,
  evaluateChurn,
  eventsFromRows,
  ledgerFromColumns,
  ledgerFromRows,
  profilesFromRows,
  scoreMetrics,
  simulateOrders,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const orders = simulateOrders({ customers: 600, seed: 11 });
const ledger = ledgerFromColumns(orders);
const KEYS = { customer: "c", date: "d", amount: "a" } as const;

describe("an evaluation", () => {
  it("measures the risks that churnRisk gives at the cut-off, by what came after", () => {
    const evaluation = evaluateChurn(ledger, { horizonDays: 60, candidates: ["mbg-nbd", "recency", "logistic"] });
    expect(evaluation.candidates.length).toBe(3);
    for (const { name, metrics } of evaluation.candidates) {
      const { columns } = churnRisk(ledger, { asOf: evaluation.cutoff ?? "", horizonDays: 60, model: name });
      const last = ledger.lastOrderDay ?? 0;
      const lost = columns.customer.map((id) => {
        const code = ledger.customers.find(id);
        const own = ledger.days.subarray(ledger.offsets[code], ledger.offsets[code + 1]);
        return own.some((day) => day > last - 60 && day <= last) ? 0 : 1;
      });
      expect(metrics).toEqual(scoreMetrics(columns.risk, lost));
    }
  });

  it("sorts the candidates by log loss, and the first is the winner", () => {
    const { candidates, winner, baseRate, lost, customers } = evaluateChurn(ledger);
    const losses = candidates.map(({ metrics }) => metrics.logLoss ?? Number.NaN);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    expect(candidates[0]?.name).toBe(winner);
    expect(candidates.length).toBe(11);
    expect(baseRate).toBe(lost / customers);
    expect(candidates.every(({ metrics }) => metrics.events === lost)).toBe(true);
  });

  it("forecasts orders by models of buying alone", () => {
    for (const { name, orders: forecast } of evaluateChurn(ledger).candidates) {
      expect(forecast === null).toBe(!name.endsWith("nbd"));
    }
  });

  it("says where events are given that have no part in the winner", () => {
    const events = eventsFromRows([{ c: "C000001", t: "view", d: "2025-03-20" }], {
      customer: "c",
      type: "t",
      date: "d",
    });
    const told = (options: EvaluateChurnOptions): string[] =>
      evaluateChurn(ledger, options)
        .warnings.filter(({ code }) => code === "UNUSED_FEATURES")
        .map(({ message }) => message);
    expect(told({ events, candidates: ["nbd", "hiatus"] })).toEqual([
      "the events have no part in this comparison: only logistic, which is no candidate, looks at more than orders",
    ]);
    expect(told({ events, candidates: ["logistic"] })).toEqual([]);
    const { winner } = evaluateChurn(ledger, { events });
    expect(winner).not.toBe("logistic");
    expect(told({ events })).toEqual([
      `the winner, ${winner}, looks at orders only: the events have a part in logistic alone`,
    ]);
    expect(told({})).toEqual([]);
    const nobody = ledgerFromRows([], { customer: "c", date: "d", amount: "a" });
    expect(evaluateChurn(nobody, { events }).warnings.map(({ code }) => code)).not.toContain("UNUSED_FEATURES");
  });

  it("takes a cut-off as long as the horizon ends by asOf", () => {
    const options = { horizonDays: 30, candidates: ["nbd"] } as const;
    const { cutoff, until, trainedAt } = evaluateChurn(ledger, { ...options, cutoff: "2025-03-31" });
    expect([cutoff, until, trainedAt]).toEqual(["2025-03-31", "2025-04-30", "2025-03-01"]);
    const asOf = "2025-04-30";
    expect(evaluateChurn(ledger, { ...options, asOf }).cutoff).toBe("2025-03-31");
    expectRefused(() => evaluateChurn(ledger, { ...options, asOf, cutoff: "2025-04-01" }), "OUT_OF_RANGE", {
      path: "options.cutoff",
    });
  });

  it("is the same for the same candidates, in whatever order they are named", () => {
    const named = evaluateChurn(ledger, { candidates: ["recency", "nbd", "recency"] });
    expect(named).toEqual(evaluateChurn(ledger, { candidates: ["nbd", "recency"] }));
  });

  it("warns of data that are too few at the cut-off, and of what could not learn", () => {
    const late = evaluateChurn(ledger, { horizonDays: 90, cutoff: "2024-02-15", candidates: ["hiatus", "nbd"] });
    expect(late.warnings.map(({ code }) => code)).toContain("SHORT_HISTORY");
    const { warnings } = late.candidates.find(({ name }) => name === "hiatus") ?? {};
    expect(warnings?.map(({ code }) => code)).toEqual(["NO_TRAINING_DATA"]);
    // One half of everybody is no model, however the others did.
    expect([late.winner, late.candidates[1]?.name]).toEqual(["nbd", "hiatus"]);
  });

  it("of nobody has no winner and no numbers", () => {
    const empty = ledgerFromRows([] as { c: string; d: string; a: number }[], KEYS);
    for (const options of [{}, { asOf: "2026-01-01" }, { cutoff: "0001-01-01", asOf: "9999-12-31" }]) {
      const { winner, baseRate, customers, candidates } = evaluateChurn(empty, options);
      expect([winner, baseRate, customers]).toEqual([null, null, 0]);
      expect(candidates.every(({ metrics }) => metrics.auc === null && metrics.logLoss === null)).toBe(true);
    }
    expect(evaluateChurn(empty).cutoff).toBeNull();
  });

  it("before anybody had bought has none either", () => {
    const [row] = [{ c: "ann", d: "2026-01-01", a: 5 }];
    expect(evaluateChurn(ledgerFromRows([row], KEYS)).winner).toBeNull();
  });

  it("is plain JSON", () => {
    const evaluation = evaluateChurn(ledger, { candidates: ["mbg-nbd"] });
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  it("shows what a field tells that was known only later", () => {
    // Who comes back is written in the profile: a leak, and the evaluation cannot know.
    const cutoff = (ledger.lastOrderDay ?? 0) - 90;
    const rows = Array.from({ length: ledger.customers.size }, (_, code) => {
      const own = ledger.days.subarray(ledger.offsets[code], ledger.offsets[code + 1]);
      return { id: ledger.customers.id(code), returned: own.some((day) => day > cutoff) };
    });
    const profiles = profilesFromRows(rows, { customer: "id", fields: { returned: "boolean" } });
    const options = { candidates: ["logistic"] } as const;
    const honest = evaluateChurn(ledger, options).candidates[0]?.metrics.auc ?? 1;
    const leaked = evaluateChurn(ledger, { ...options, profiles, profileFields: ["returned"] });
    expect(leaked.candidates[0]?.metrics.auc ?? 0).toBeGreaterThan(honest);
  });
});

describe("options of an evaluation", () => {
  it("are refused with what to do", () => {
    expect(() => evaluateChurn(ledger, { candidates: [] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: evaluateChurn: options.candidates must be an array of at least one model; received an array of 0]`,
    );
    expectRefused(() => evaluateChurn(ledger, { candidates: wrong("nbd") }), "WRONG_TYPE");
    expectRefused(() => evaluateChurn(ledger, { candidates: ["nbd", wrong("auto")] }), "UNKNOWN_NAME", {
      path: "options.candidates[1]",
    });
    expectRefused(() => evaluateChurn(ledger, { horizonDays: 5000 }), "OUT_OF_RANGE", { path: "options.horizonDays" });
    expectRefused(() => evaluateChurn(ledger, { cutoff: "soon" }), "WRONG_TYPE", { path: "options.cutoff" });
    expectRefused(() => evaluateChurn(ledger, wrong({ model: "nbd" })), "UNKNOWN_OPTION");
  });
});
