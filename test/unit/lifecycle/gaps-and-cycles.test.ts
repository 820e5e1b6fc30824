import { describe, expect, it } from "vitest";
import { customerMaturity, gapSurvival, ledgerFromRows, purchaseCycle, purchaseGaps } from "../../../src/index.js";
import { expectRefused } from "../refused.js";

const FIELDS = { customer: "c", date: "d", amount: "a" } as const;
const buy = (c: string, ...days: string[]) => days.map((d) => ({ c, d: `2026-${d}`, a: 10 }));
const none = ledgerFromRows([] as ReturnType<typeof buy>, FIELDS);

describe("purchaseGaps", () => {
  it("takes orders of one day for one, refunds for none and zero amounts for purchases", () => {
    const rows = [
      ...buy("ann", "01-01", "01-01", "01-04"),
      { c: "ann", d: "2026-01-02", a: -5 },
      { c: "ann", d: "2026-01-06", a: 0 },
      { c: "bob", d: "2026-01-03", a: -1 },
    ];
    const gaps = purchaseGaps(ledgerFromRows(rows, FIELDS), { asOf: "2026-01-10" });
    expect([...gaps.gaps]).toEqual([3, 2]);
    expect([...gaps.offsets]).toEqual([0, 2, 2]);
    expect([...gaps.purchaseDays]).toEqual([3, 0]);
    expect([...gaps.openGap]).toEqual([4, Number.NaN]);
    expect(gaps.get("bob")).toEqual({ customer: "bob", purchaseDays: 0, gaps: [], openGap: null, lastPurchase: null });
    expect(gaps.get("zoe")).toBeUndefined();
    expect(Object.isFrozen(gaps)).toBe(true);
  });

  it("uses nothing after asOf, whose default is the day of the last order", () => {
    const ledger = ledgerFromRows(buy("ann", "01-01", "01-11", "02-01"), FIELDS);
    expect(purchaseGaps(ledger).asOf).toBe("2026-02-01");
    expect(purchaseGaps(ledger, { asOf: "2026-01-20" }).get("ann")).toMatchObject({ gaps: [10], openGap: 9 });
    expect(purchaseGaps(ledger, { asOf: "2025-12-31" }).get("ann")).toMatchObject({ gaps: [], openGap: null });
  });

  it("is empty for no orders, and knows nobody", () => {
    const gaps = purchaseGaps(none);
    expect([gaps.asOf, gaps.gaps.length, [...gaps.offsets]]).toEqual([null, 0, [0]]);
  });

  it("keeps a gap as long as the calendar", () => {
    const rows = [
      { c: "ann", d: "0001-01-01", a: 1 },
      { c: "ann", d: "9999-12-31", a: 1 },
    ];
    const ledger = ledgerFromRows(rows, FIELDS);
    expect([...purchaseGaps(ledger).gaps]).toEqual([3_652_058]);
    expect(purchaseCycle(ledger).get("ann")).toMatchObject({ cycle: 3_652_058, nextExpected: null });
    expect(gapSurvival(ledger).survivalAt(3_652_058)).toBe(0);
  });

  it("refuses what is no ledger and no day", () => {
    expectRefused(() => purchaseGaps(JSON.parse(JSON.stringify(none))), "WRONG_TYPE", { path: "ledger" });
    expectRefused(() => purchaseGaps(none, { asOf: "soon" }), "WRONG_TYPE", { path: "options.asOf" });
    expectRefused(() => purchaseGaps(none, { window: 3 } as never), "UNKNOWN_OPTION", { path: "options.window" });
    expect(() => purchaseGaps(null as never)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: purchaseGaps: ledger must be a ledger as this library made it (JSON does not keep one); received null]`,
    );
  });
});

describe("purchaseCycle", () => {
  const ledger = ledgerFromRows(
    [...buy("ann", "01-01", "01-03", "01-13", "01-16"), ...buy("bob", "01-01", "01-31"), ...buy("cid", "01-10")],
    FIELDS,
  );
  const asOf = "2026-02-09";

  it("has the own mean, the own median, or the mean drawn to that of all", () => {
    expect([...purchaseCycle(ledger, { asOf, method: "mean" }).columns.cycle]).toEqual([5, 30, Number.NaN]);
    expect([...purchaseCycle(ledger, { asOf, method: "median" }).columns.cycle]).toEqual([3, 30, Number.NaN]);
    // The mean of all is 45 / 4.
    expect([...purchaseCycle(ledger, { asOf, shrinkage: 1 }).columns.cycle]).toEqual([26.25 / 4, 41.25 / 2, 11.25]);
    expect(purchaseCycle(ledger, { asOf }).shrinkage).toBe(3);
    expect(purchaseCycle(ledger, { asOf, method: "mean" }).shrinkage).toBeNull();
  });

  it("rounds the expected day half up, and tells the overdue in cycles", () => {
    const rows = [...buy("ann", "01-01", "01-02", "01-04"), ...buy("bob", "01-01", "01-02")];
    const cycles = purchaseCycle(ledgerFromRows(rows, FIELDS), { asOf: "2026-01-10", method: "mean" });
    expect(cycles.get("ann")).toEqual({
      customer: "ann",
      purchaseDays: 3,
      meanGap: 1.5,
      medianGap: 1.5,
      variation: Math.sqrt(2 / 9),
      cycle: 1.5,
      openGap: 6,
      overdue: 4,
      nextExpected: "2026-01-06",
    });
    expect(cycles.get("bob")).toMatchObject({ variation: null, overdue: 8, nextExpected: "2026-01-03" });
  });

  it("iterates over all customers, also those without a purchase", () => {
    const rows = [{ c: "zoe", d: "2026-01-01", a: -1 }, ...buy("ann", "01-01")];
    const all = [...purchaseCycle(ledgerFromRows(rows, FIELDS))];
    expect(all.map(({ customer, cycle, purchaseDays }) => [customer, cycle, purchaseDays])).toEqual([
      ["zoe", null, 0],
      ["ann", null, 1],
    ]);
  });

  it("has nothing to tell without orders", () => {
    const cycles = purchaseCycle(none, { shrinkage: "estimate" });
    expect([cycles.size, cycles.asOf, cycles.shrinkage]).toEqual([0, null, 3]);
    expect(cycles.population).toEqual({
      customers: 0,
      repeaters: 0,
      gaps: 0,
      meanGap: null,
      medianGap: null,
      medianOfMedians: null,
    });
  });

  it("sorts many gaps as it does few", () => {
    const days = Array.from({ length: 60 }, (_, i) => 20_000 + (i * (i + 1)) / 2);
    const many = ledgerFromRows(
      days.map((day) => ({ c: "ann", d: day * 864e5, a: 1 })),
      FIELDS,
    );
    expect(purchaseCycle(many, { method: "median" }).get("ann")?.cycle).toBe(30);
  });

  it("estimates a million where customers do not differ, and 3 where nobody has two gaps", () => {
    const same = [...buy("ann", "01-01", "01-03", "01-06"), ...buy("bob", "01-01", "01-04", "01-06")];
    expect(purchaseCycle(ledgerFromRows(same, FIELDS), { shrinkage: "estimate" }).shrinkage).toBe(1_000_000);
    const single = [...buy("ann", "01-01", "01-03"), ...buy("bob", "01-01", "01-04")];
    expect(purchaseCycle(ledgerFromRows(single, FIELDS), { shrinkage: "estimate" }).shrinkage).toBe(3);
    const clocks = [...buy("ann", "01-01", "01-03", "01-05"), ...buy("bob", "01-01", "01-05", "01-09")];
    expect(purchaseCycle(ledgerFromRows(clocks, FIELDS), { shrinkage: "estimate" }).shrinkage).toBe(0);
  });

  it.each([
    ["UNKNOWN_NAME", "options.method", { method: "mode" }],
    ["UNKNOWN_NAME", "options.method", { method: null }],
    ["OUT_OF_RANGE", "options.shrinkage", { shrinkage: null }],
    ["OUT_OF_RANGE", "options.shrinkage", { shrinkage: -1 }],
    ["OUT_OF_RANGE", "options.shrinkage", { shrinkage: Number.NaN }],
    ["UNKNOWN_NAME", "options.shrinkage", { shrinkage: "guess" }],
    ["CONFLICTING_OPTIONS", "options.shrinkage", { method: "mean", shrinkage: 3 }],
  ] as const)("refuses with %s at %s: %j", (code, path, options) => {
    expectRefused(() => purchaseCycle(ledger, options as never), code, { where: "purchaseCycle", path });
  });

  it("refuses in these words", () => {
    expect(() => purchaseCycle(ledger, { shrinkage: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: purchaseCycle: options.shrinkage must be a number from 0 to 1000000, or "estimate"; received -1]`,
    );
  });
});

describe("gapSurvival", () => {
  // Five gaps, one of which ends, after ten days; in doubles 1 - 4 / 5 is below 0.2.
  const five = ledgerFromRows(
    [...buy("a", "01-01"), ...buy("b", "01-01"), ...buy("c", "01-01"), ...buy("d", "01-01", "01-11")],
    FIELDS,
  );

  it("does not take a chance of exactly one in five for less", () => {
    const survival = gapSurvival(five, { asOf: "2026-01-31" });
    expect(survival.returnProbability(0, 10)).toBeLessThan(0.2);
    expect(survival.silenceUntil(0.2, 10)).toBe(10);
    expect(survival.silenceUntil(0.2001, 10)).toBe(0);
  });

  it("counts a gap that is open for t days as at risk on day t", () => {
    const survival = gapSurvival(five, { asOf: "2026-01-11" });
    expect([[...survival.days], [...survival.atRisk]]).toEqual([
      [0, 10],
      [5, 4],
    ]);
    expect([[...survival.events], [...survival.censored]]).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect([...survival.survival]).toEqual([1, 0.75]);
  });

  it("says nothing of what nobody has seen", () => {
    const survival = gapSurvival(five, { asOf: "2026-01-31" });
    expect([survival.survivalAt(9), survival.survivalAt(10), survival.survivalAt(30)]).toEqual([1, 0.8, 0.8]);
    expect(survival.survivalAt(31)).toBeNull();
    expect(survival.returnProbability(20, 10)).toBe(0);
    expect(survival.returnProbability(20, 11)).toBeNull();
    expect(survival.returnProbability(30, 1)).toBeNull();
    expect(survival.silenceUntil(0.1, 100)).toBeNull();
  });

  it("has nobody left where the longest gap ended", () => {
    const survival = gapSurvival(ledgerFromRows(buy("ann", "01-01", "01-11"), FIELDS));
    expect(survival.survivalAt(500)).toBe(0);
    expect(survival.returnProbability(5, 500)).toBe(1);
    expect(survival.returnProbability(10, 1)).toBeNull();
  });

  it("has no rows without a purchase", () => {
    const survival = gapSurvival(none);
    expect([survival.closedGaps, survival.openGaps, survival.days.length]).toEqual([0, 0, 0]);
    expect(survival.survivalAt(0)).toBeNull();
    expect(survival.returnProbability(0, 1)).toBeNull();
    expect(survival.silenceUntil(1, 1)).toBeNull();
  });

  it("refuses numbers that are no days or no probability", () => {
    const survival = gapSurvival(five);
    expectRefused(() => survival.survivalAt(1.5), "OUT_OF_RANGE", { path: "days" });
    expectRefused(() => survival.returnProbability(-1, 3), "OUT_OF_RANGE", { path: "silence" });
    expectRefused(() => survival.returnProbability(1, Number.NaN), "OUT_OF_RANGE", { path: "within" });
    expectRefused(() => survival.silenceUntil(0, 3), "OUT_OF_RANGE", { path: "probability" });
    expectRefused(() => survival.silenceUntil(0.5, 0), "OUT_OF_RANGE", { path: "within" });
    expect(() => survival.silenceUntil(2, 3)).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: silenceUntil: probability must be a number above 0, at most 1; received 2]`,
    );
  });
});

describe("customerMaturity", () => {
  const rows = [
    ...buy("one", "01-01"),
    ...buy("three", "01-01", "01-02", "01-03"),
    ...buy("steady", "01-01", "01-08", "01-15", "01-23", "01-30"),
    ...buy("uneven", "01-01", "01-02", "01-03", "01-04", "02-28"),
    { c: "back", d: "2026-01-01", a: -4 },
  ];
  const ledger = ledgerFromRows(rows, FIELDS);

  it("tells early, established and regular customers, and those who never bought", () => {
    const result = customerMaturity(ledger);
    expect([...result].map(({ customer, maturity }) => [customer, maturity])).toEqual([
      ["one", "early"],
      ["three", "established"],
      ["steady", "regular"],
      ["uneven", "established"],
      ["back", "never"],
    ]);
    expect(result.summary().map(({ customers }) => customers)).toEqual([1, 1, 2, 1]);
    expect(result.customersIn("regular")).toEqual(["steady"]);
    expect(result.get("one")).toMatchObject({ variation: null, purchaseDays: 1 });
    expect(result.get("nobody")).toBeUndefined();
  });

  it("takes other numbers", () => {
    expect(customerMaturity(ledger, { maxVariation: 2 }).get("uneven")?.maturity).toBe("regular");
    expect(customerMaturity(ledger, { minGaps: 5 }).get("steady")?.maturity).toBe("established");
    expect(customerMaturity(ledger, { established: 1, regular: 3, minGaps: 2 }).get("three")?.maturity).toBe("regular");
    expect(customerMaturity(ledger, { established: 7 }).get("steady")?.maturity).toBe("early");
    expect(customerMaturity(ledger, { asOf: "2026-01-10" }).get("steady")?.maturity).toBe("early");
  });

  it("does not take a variation of exactly the limit for steady", () => {
    // Gaps 1, 1, 4 have the mean 2 and the variance 3.
    const tie = ledgerFromRows(buy("ann", "01-01", "01-02", "01-03", "01-07"), FIELDS);
    const limits = { established: 1, regular: 1, minGaps: 3 };
    expect(customerMaturity(tie, { ...limits, maxVariation: Math.sqrt(3) / 2 + 1e-9 }).get("ann")?.maturity).toBe(
      "regular",
    );
    expect(customerMaturity(tie, { ...limits, maxVariation: 0.866 }).get("ann")?.maturity).toBe("established");
  });

  it("has nobody in an empty ledger", () => {
    expect(
      customerMaturity(none)
        .summary()
        .map(({ share }) => share),
    ).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ["OUT_OF_RANGE", "options.established", { established: 0 }],
    ["NOT_INCREASING", "options.regular", { established: 6, regular: 5 }],
    ["OUT_OF_RANGE", "options.minGaps", { minGaps: 1 }],
    ["OUT_OF_RANGE", "options.maxVariation", { maxVariation: 0 }],
    ["OUT_OF_RANGE", "options.established", { established: null }],
    ["OUT_OF_RANGE", "options.regular", { regular: null }],
    ["OUT_OF_RANGE", "options.minGaps", { minGaps: null }],
    ["OUT_OF_RANGE", "options.maxVariation", { maxVariation: null }],
  ] as const)("refuses with %s at %s: %j", (code, path, options) => {
    expectRefused(() => customerMaturity(ledger, options as never), code, { where: "customerMaturity", path });
  });

  it("refuses in these words", () => {
    expectRefused(() => customerMaturity(ledger).customersIn("old" as never), "UNKNOWN_NAME", { path: "maturity" });
    expect(() => customerMaturity(ledger, { regular: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: customerMaturity: options.regular must not be below options.established, 3; received 2]`,
    );
  });
});
