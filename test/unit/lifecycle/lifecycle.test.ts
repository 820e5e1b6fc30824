import { describe, expect, it } from "vitest";
import {
  fitLifecycle,
  hiatus,
  kaplanMeier,
  LIFECYCLE_STATES,
  type LifecycleRule,
  ledgerFromColumns,
  ledgerFromRows,
  lifecycle,
  lifecycleFlow,
  lifecycleTrend,
  nes5,
  ownGapShare,
  personalMultiple,
  pooledPercentile,
  simulateOrders,
} from "../../../src/index.js";
import { errorOf, expectRefused } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;
const buy = (c: string, ...days: string[]) => days.map((d) => ({ c, d, a: 10 }));
const ledgerOf = (...rows: { c: string; d: string; a: number }[][]) => ledgerFromRows(rows.flat(), FIELDS);
const none = ledgerOf();
const fixed = hiatus({ atRisk: 30, lapsed: 60, lost: 90 });

/** The state of one customer with these purchases, 30/60/90 days. */
function ann(asOf: string, ...days: string[]) {
  const row = lifecycle(ledgerOf(buy("ann", ...days)), { asOf, rule: fixed }).get("ann");
  return [row?.state, row?.since, row?.previous, row?.expiresAt];
}

describe("the states of lifecycle", () => {
  it.each([
    ["2025-12-31", ["never", null, null, null]],
    ["2026-01-01", ["new", "2026-01-01", "never", "2026-01-31"]],
    ["2026-01-30", ["new", "2026-01-01", "never", "2026-01-31"]],
    ["2026-01-31", ["atRisk", "2026-01-31", "new", "2026-03-02"]],
    ["2026-03-01", ["atRisk", "2026-01-31", "new", "2026-03-02"]],
    ["2026-03-02", ["lapsed", "2026-03-02", "atRisk", "2026-04-01"]],
    ["2026-04-01", ["lost", "2026-04-01", "lapsed", null]],
    ["2036-01-01", ["lost", "2026-04-01", "lapsed", null]],
  ])("of one purchase on 2026-01-01 are, on %s, %j", (asOf, expected) => {
    expect(ann(asOf, "2026-01-01")).toEqual(expected);
  });

  it("begin with active at the second purchase, and go on through the next ones", () => {
    const days = ["2026-01-01", "2026-01-11", "2026-02-05", "2026-03-07"];
    expect(ann("2026-03-10", ...days)).toEqual(["active", "2026-01-11", "new", "2026-04-06"]);
  });

  it("become active again after a time at risk, and are reactivated only after a time of being lost", () => {
    // 31 days: at risk on the day before the purchase.
    expect(ann("2026-03-01", "2026-01-01", "2026-01-10", "2026-02-10")).toEqual([
      "active",
      "2026-02-10",
      "atRisk",
      "2026-03-12",
    ]);
    // 90 days: lapsed to the last, for the 90th silent day is the day of the purchase.
    expect(ann("2026-04-05", "2026-01-01", "2026-04-01")).toEqual(["active", "2026-04-01", "lapsed", "2026-05-01"]);
    expect(ann("2026-04-05", "2026-01-01", "2026-04-02")).toEqual(["reactivated", "2026-04-02", "lost", "2026-05-02"]);
  });

  it("leave reactivated with the next purchase or the next silence", () => {
    const back = ["2025-01-01", "2026-01-01"];
    expect(ann("2026-01-30", ...back)[0]).toBe("reactivated");
    expect(ann("2026-01-31", ...back)).toEqual(["atRisk", "2026-01-31", "reactivated", "2026-03-02"]);
    expect(ann("2026-01-30", ...back, "2026-01-05")).toEqual(["active", "2026-01-05", "reactivated", "2026-02-04"]);
    expect(ann("2026-01-30", "2024-01-01", ...back)).toEqual(["reactivated", "2026-01-01", "lost", "2026-01-31"]);
  });

  it("are jumped over where the rule has no such step", () => {
    const ledger = ledgerOf(buy("ann", "2026-01-01", "2026-01-02"));
    const on = (asOf: string) => lifecycle(ledger, { asOf, rule: hiatus({ lost: 60 }) }).get("ann");
    expect(on("2026-03-02")).toMatchObject({ state: "active", expiresAt: "2026-03-03" });
    expect(on("2026-03-03")).toMatchObject({ state: "lost", previous: "active", since: "2026-03-03" });
    const two = { asOf: "2026-05-01", rule: hiatus({ lapsed: 30, lost: 60 }) };
    expect(lifecycle(ledger, two).get("ann")).toMatchObject({ state: "lost", previous: "lapsed" });
    expect(lifecycle(ledger, { ...two, asOf: "2026-02-10" }).get("ann")).toMatchObject({
      state: "lapsed",
      previous: "active",
    });
  });

  it("judge every silence by the gaps before it under a rule of own gaps", () => {
    // After a gap of 10 days three cycles are 30 days: on the 32nd the customer was lost and came back.
    const days = ["2026-01-01", "2026-01-11", "2026-02-12", "2026-06-01"];
    const ledger = ledgerOf(buy("ann", ...days), buy("bob", "2026-01-01"));
    const rule = personalMultiple({ cycle: "mean" });
    const result = lifecycle(ledger, { asOf: "2026-02-20", rule });
    expect(result.get("ann")).toMatchObject({ state: "reactivated", previous: "lost", since: "2026-02-12" });
    expect(result.get("ann")?.thresholds).toEqual({ atRisk: 32, lapsed: 43, lost: 64 });
    // Who has no gap has the mean of all, 42 days in two gaps.
    expect(result.get("bob")?.thresholds).toEqual(result.model.thresholds);
    expect(result.model.thresholds).toEqual({ atRisk: 32, lapsed: 43, lost: 64 });
    // 109 days are beyond three cycles of 21.
    expect(lifecycle(ledger, { asOf: "2026-06-02", rule }).get("ann")?.state).toBe("reactivated");
  });

  it("know the customers of a list who never bought, and each customer once", () => {
    const ledger = ledgerFromRows(
      [
        { c: "ann", d: "2026-01-01", a: 5 },
        { c: "bob", d: "2026-01-01", a: -5 },
      ],
      FIELDS,
    );
    const result = lifecycle(ledger, { rule: fixed, customers: ["zoe", "ann", "bob", "zoe", "__proto__"] });
    expect([...result].map(({ customer, state }) => [customer, state])).toEqual([
      ["ann", "new"],
      ["bob", "never"],
      ["zoe", "never"],
      ["__proto__", "never"],
    ]);
    expect(result.customersIn("never")).toEqual(["bob", "zoe", "__proto__"]);
    expect(result.get("zoe")).toMatchObject({ state: "never", purchaseDays: 0, openGap: null, lastPurchase: null });
    expect(result.columns.customer).toEqual(["ann", "bob", "zoe", "__proto__"]);
    expect([...result.columns.purchaseDays]).toEqual([1, 0, 0, 0]);
    expect(result.customers.find("nobody")).toBe(-1);
    expect(result.get("nobody")).toBeUndefined();
  });

  it("know a listed customer by the text of the id where ids are text", () => {
    const ledger = ledgerFromRows([{ c: 1, d: "2026-01-01", a: 5 }], { ...FIELDS, customerIds: "text" });
    const result = lifecycle(ledger, { rule: fixed, customers: ["1", 2, "2"] });
    expect([...result].map(({ customer, state }) => [customer, state])).toEqual([
      ["1", "new"],
      ["2", "never"],
    ]);
    expect(result.get(2)?.state).toBe("never");
  });

  it("count the purchases that were used and what was left out", () => {
    const rows = [...buy("ann", "2026-01-01", "2026-02-01", "2026-03-01"), { c: "ann", d: "2026-01-15", a: -1 }];
    const { diagnostics } = lifecycle(ledgerFromRows(rows, FIELDS), { asOf: "2026-02-01", rule: fixed });
    expect(diagnostics).toMatchObject({ counted: 2, refunds: 1, afterAsOf: 1, warnings: [] });
  });
});

describe("lifecycle of little", () => {
  it("has nobody in an empty ledger", () => {
    const result = lifecycle(none);
    expect([result.size, result.asOf, [...result]]).toEqual([0, null, []]);
    expect(result.summary().map(({ customers, share }) => [customers, share])).toEqual(
      LIFECYCLE_STATES.map(() => [0, 0]),
    );
    expect(lifecycle(none, { customers: ["zoe"] }).get("zoe")?.state).toBe("never");
    expect(lifecycle(none, { asOf: "2026-01-01" }).asOf).toBe("2026-01-01");
  });

  it.each<[string, LifecycleRule]>([
    ["kaplanMeier", kaplanMeier()],
    ["pooledPercentile", pooledPercentile()],
    ["personalMultiple", personalMultiple()],
    ["population", personalMultiple({ cycle: "population" })],
    ["ownGapShare", ownGapShare()],
  ])("keeps customers new for ever who are all of one purchase, and says so: %s", (_, rule) => {
    const result = lifecycle(ledgerOf(buy("ann", "2026-01-01"), buy("bob", "2026-01-01")), {
      asOf: "2030-01-01",
      rule,
    });
    expect(result.model.thresholds).toEqual({ atRisk: null, lapsed: null, lost: null });
    expect(result.summary()[1]).toMatchObject({ state: "new", customers: 2, share: 1 });
    expect(result.get("ann")).toMatchObject({
      expiresAt: null,
      thresholds: { atRisk: null, lapsed: null, lost: null },
    });
    expect(result.diagnostics.warnings.map(({ code }) => code)).toEqual(["NO_GAPS"]);
  });

  it("warns of thresholds that rest on little, and of chances that do not fall so low", () => {
    const steady = ledgerOf(buy("ann", "2026-01-01", "2026-01-11", "2026-01-21"));
    const codes = lifecycle(steady).diagnostics.warnings.map(({ code }) => code);
    expect(codes).toEqual(["THRESHOLD_NOT_REACHED", "FEW_GAPS"]);
  });

  it("warns where hardly anybody returns, and keeps the day of the purchase itself", () => {
    const once = Array.from({ length: 30 }, (_, i) => buy(`c${i}`, "2026-01-01"));
    const ledger = ledgerOf(...once, buy("ann", "2026-01-01", "2026-01-05"), buy("new", "2026-06-30"));
    const result = lifecycle(ledger, { asOf: "2026-06-30" });
    expect(result.model.thresholds).toEqual({ atRisk: 1, lapsed: null, lost: 1 });
    expect(result.get("new")).toMatchObject({ state: "new", expiresAt: "2026-07-01" });
    expect(result.get("ann")).toMatchObject({ state: "lost", previous: "reactivated", since: "2026-01-06" });
    expect(result.diagnostics.warnings.map(({ code }) => code)).toContain("RARELY_RETURN");
  });

  it("takes gaps as long as the calendar", () => {
    const ledger = ledgerOf(buy("ann", "0001-01-01", "9999-12-31"), buy("bob", "9999-12-31"));
    for (const rule of [
      kaplanMeier(),
      pooledPercentile(),
      personalMultiple(),
      ownGapShare(),
      hiatus({ lost: 3_000_000 }),
    ]) {
      const row = lifecycle(ledger, { rule }).get("ann");
      expect(["active", "reactivated"]).toContain(row?.state);
      // Where the state would end after the year 9999 there is no day to tell.
      expect(row?.expiresAt).toBeNull();
    }
  });
});

describe("fitLifecycle", () => {
  const ledger = ledgerFromColumns(simulateOrders({ customers: 400, seed: 3 }));

  it("gives what lifecycle judges by", () => {
    for (const rule of [
      kaplanMeier(),
      pooledPercentile(),
      personalMultiple({ shrinkage: "estimate" }),
      ownGapShare(),
      fixed,
    ]) {
      const model = fitLifecycle(ledger, { rule });
      expect(lifecycle(ledger, { rule }).model).toEqual(model);
      expect([...lifecycle(ledger, { model })]).toEqual([...lifecycle(ledger, { rule })]);
    }
  });

  it("keeps the shrinkage that it estimated", () => {
    const model = fitLifecycle(ledger, { rule: personalMultiple({ shrinkage: "estimate" }) });
    expect(model.rule).toMatchObject({ shrinkage: "estimate" });
    expect(model.shrinkage).toBeGreaterThan(0);
    expect(fitLifecycle(ledger).shrinkage).toBeNull();
  });

  it("reaches a median by the gaps of a customer, from as many as are asked for", () => {
    const three = ledgerOf(
      buy("ann", "2026-01-01", "2026-01-03", "2026-01-05", "2026-03-05"),
      buy("bob", "2026-03-01"),
    );
    const median = (minGaps: number) =>
      lifecycle(three, { rule: personalMultiple({ cycle: "median", minGaps }) }).get("ann")?.thresholds;
    expect(median(3)).toEqual({ atRisk: 4, lapsed: 5, lost: 7 });
    // The mean of all three gaps is 21.
    expect(median(4)).toEqual({ atRisk: 32, lapsed: 43, lost: 64 });
    const share = lifecycle(three, { rule: ownGapShare({ minGaps: 3, atRisk: 0.5 }) }).get("ann")?.thresholds;
    expect(share).toEqual({ atRisk: 3, lapsed: null, lost: 60 });
  });

  it("refuses what is no rule", () => {
    expectRefused(() => fitLifecycle(ledger, { rule: "kaplanMeier" as never }), "WRONG_TYPE", { path: "options.rule" });
    expectRefused(() => fitLifecycle(ledger, { rule: { method: "km" } as never }), "UNKNOWN_NAME", {
      path: "options.rule.method",
    });
    expect(() => fitLifecycle(ledger, { rule: { ...fixed, lost: 10 } })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: fitLifecycle: options.rule.lost must be above options.rule.lapsed, 60; received 10]`,
    );
  });
});

describe("the result of lifecycle", () => {
  it("is frozen, as are its diagnostics", () => {
    const result = lifecycle(none, { rule: nes5 });
    const { diagnostics, model, columns } = result;
    expect(diagnostics.warnings.map(({ code }) => code)).toEqual(["NO_GAPS"]);
    const parts: object[] = [result, diagnostics, diagnostics.warnings, ...diagnostics.warnings, model, columns];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
    expect([...result]).toEqual([]);
  });

  it("counts refunds as what they are where there is nothing else", () => {
    const refunds = ledgerFromRows([{ c: "ann", d: "2026-03-01", a: -5 }], { customer: "c", date: "d", amount: "a" });
    const { asOf, diagnostics } = lifecycle(refunds);
    expect([asOf, diagnostics.counted, diagnostics.refunds, diagnostics.afterAsOf]).toEqual([null, 0, 1, 0]);
    const before = lifecycle(refunds, { asOf: "2026-02-01" }).diagnostics;
    expect([before.counted, before.refunds, before.afterAsOf]).toEqual([0, 0, 1]);
  });
});

describe("lifecycle refuses", () => {
  const { model } = lifecycle(none, { rule: fixed });

  it.each([
    ["UNKNOWN_OPTION", "options.asof", { asof: "2026-01-01" }],
    ["WRONG_TYPE", "options.asOf", { asOf: 20_000 }],
    ["WRONG_TYPE", "options.customers", { customers: "ann" }],
    ["WRONG_TYPE", "options.customers[1]", { customers: ["ann", null] }],
    ["CONFLICTING_OPTIONS", "options.rule", { rule: fixed, model }],
    ["BAD_MODEL", "options.model", { model: null }],
    ["BAD_MODEL", "options.model.version", { model: { ...model, version: 2 } }],
  ] as const)("with %s at %s", (code, path, options) => {
    expectRefused(() => lifecycle(none, options as never), code, { where: "lifecycle", path });
  });

  it("in these words", () => {
    expect(() => lifecycle(none, { customers: ["ann", ""] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycle: options.customers[1] must be a customer id: text that is not empty, a bigint or a number up to 2^53; received ""]`,
    );
    expect(() => lifecycle({} as never)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycle: ledger must be a ledger as this library made it (JSON does not keep one); received an object]`,
    );
    expect(() => lifecycle(none).customersIn("gone" as never)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: customersIn: state must be one of never, new, active, atRisk, lapsed, lost, reactivated; received "gone"]`,
    );
  });
});

describe("lifecycleFlow", () => {
  const ledger = ledgerOf(buy("ann", "2026-01-10", "2026-02-20"), buy("bob", "2026-01-20"), buy("cid", "2026-02-05"));
  const january = lifecycle(ledger, { asOf: "2026-01-31", rule: fixed });
  const february = lifecycle(ledger, { asOf: "2026-02-28", rule: fixed });

  it("counts those who came, stayed and left", () => {
    const flow = lifecycleFlow(january, february);
    expect([flow.from, flow.to, flow.sameThresholds, flow.newcomers]).toEqual(["2026-01-31", "2026-02-28", true, 0]);
    expect(flow.states[0]).toEqual({ state: "never", before: 1, after: 0, stayed: 0, entered: 0, left: 1, gone: 0 });
    expect(flow.states[3]).toEqual({ state: "atRisk", before: 0, after: 1, stayed: 0, entered: 1, left: 0, gone: 0 });
    expect([flow.ids("new", "active"), flow.ids("never", "new"), flow.ids("new", null)]).toEqual([
      ["ann"],
      ["cid"],
      [],
    ]);
    expect([...flow.previousState]).toEqual([1, 1, 0]);
    expect([Object.isFrozen(flow), Object.isFrozen(flow.counts[0])]).toEqual([true, true]);
  });

  it("takes customers whom the earlier ledger does not know for never, and whom the later does not know for gone", () => {
    const other = lifecycle(ledgerOf(buy("bob", "2026-01-20"), buy("dee", "2026-02-27")), {
      asOf: "2026-02-28",
      rule: fixed,
    });
    const flow = lifecycleFlow(january, other);
    expect([flow.count("new", null), flow.count("never", null), flow.count("never", "new")]).toEqual([1, 1, 1]);
    expect([flow.ids("new", null), flow.ids("never", "new"), flow.newcomers]).toEqual([["ann"], ["dee"], 1]);
    expect(flow.before("dee")).toBeUndefined();
    expect(flow.states[0]).toMatchObject({ before: 1, after: 0, gone: 1, left: 0 });
  });

  it("tells whether the thresholds moved too", () => {
    const rules: LifecycleRule[] = [hiatus({ atRisk: 30, lapsed: 60, lost: 91 }), personalMultiple(), ownGapShare()];
    for (const rule of rules) {
      const later = lifecycle(ledger, { asOf: "2026-02-28", rule });
      expect(lifecycleFlow(january, later).sameThresholds).toBe(false);
      expect(lifecycleFlow(later, later).sameThresholds).toBe(true);
    }
  });

  it("refuses what is no result, a later day before an earlier, and what is no state", () => {
    expectRefused(() => lifecycleFlow(january, ledger as never), "WRONG_TYPE", { path: "after" });
    expectRefused(() => lifecycleFlow(february, january), "NOT_INCREASING", { path: "after.asOf" });
    const flow = lifecycleFlow(january, february);
    expect(errorOf(() => flow.count("new", "gone" as never)).code).toBe("UNKNOWN_NAME");
    expect(errorOf(() => flow.ids(null as never, "new")).code).toBe("UNKNOWN_NAME");
    expect(() => lifecycleFlow(february, january)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycleFlow: after.asOf must not be earlier than that of before, 2026-02-28; received "2026-01-31"]`,
    );
  });
});

describe("lifecycleTrend", () => {
  const ledger = ledgerFromColumns(simulateOrders({ customers: 200, seed: 5 }));
  const dates = ["2024-06-30", "2024-12-31", "2025-06-30"];

  it("fits anew at each date, or judges all by one model", () => {
    const { model } = lifecycle(ledger, { rule: pooledPercentile() });
    const anew = lifecycleTrend(ledger, { dates, rule: pooledPercentile() });
    expect(new Set(anew.map((point) => point.model.asOf))).toEqual(new Set(dates));
    expect(anew[1].flow?.sameThresholds).toBe(false);
    const fixedOnes = lifecycleTrend(ledger, { dates, model, customers: ["zoe"] });
    expect(fixedOnes.every((point) => point.flow?.sameThresholds !== false)).toBe(true);
    expect(fixedOnes[2].states[0].customers).toBe(
      1 + lifecycle(ledger, { asOf: dates[2], model }).customersIn("never").length,
    );
  });

  it("is frozen throughout", () => {
    const [point] = lifecycleTrend(ledger, { dates });
    const parts: object[] = [point, point.states, ...point.states, point.model, point.model.fittedOn];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it("refuses a list of dates with holes", () => {
    const sparse: string[] = [];
    sparse[0] = dates[0];
    sparse[2] = dates[1];
    expectRefused(() => lifecycleTrend(ledger, { dates: sparse }), "WRONG_TYPE", { path: "options.dates[1]" });
  });

  it("refuses dates that do not ascend, or none", () => {
    expectRefused(() => lifecycleTrend(ledger, {} as never), "MISSING_OPTION", { path: "options.dates" });
    expectRefused(() => lifecycleTrend(ledger, { dates: "2026-01-01" as never }), "WRONG_TYPE", {
      path: "options.dates",
    });
    expectRefused(() => lifecycleTrend(ledger, { dates: [] }), "OUT_OF_RANGE", { path: "options.dates" });
    expectRefused(() => lifecycleTrend(ledger, { dates: ["soon"] }), "WRONG_TYPE", { path: "options.dates[0]" });
    expectRefused(() => lifecycleTrend({} as never, { dates }), "WRONG_TYPE", { path: "ledger" });
    const saved = JSON.parse(JSON.stringify(ledger));
    expectRefused(() => lifecycleTrend(saved, { dates }), "WRONG_TYPE", { path: "ledger" });
    expectRefused(() => lifecycle(saved), "WRONG_TYPE", { path: "ledger" });
    expect(() => lifecycleTrend(ledger, { dates: [dates[1], dates[0]] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: lifecycleTrend: options.dates[1] must be after options.dates[0], 2024-12-31; received "2024-06-30"]`,
    );
  });
});
