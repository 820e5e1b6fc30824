import { describe, expectTypeOf, it } from "vitest";
import {
  type CustomerId,
  type CustomerLifecycle,
  customerMaturity,
  fitLifecycle,
  gapSurvival,
  type HiatusRule,
  hiatus,
  type KaplanMeierRule,
  kaplanMeier,
  LIFECYCLE_STATES,
  type LifecycleModel,
  type LifecycleRule,
  type LifecycleState,
  ledgerFromRows,
  lifecycle,
  lifecycleFlow,
  lifecycleTrend,
  loadLifecycle,
  type MATURITIES,
  type Maturity,
  nes5,
  personalMultiple,
  purchaseCycle,
  purchaseGaps,
  vortexIq4,
} from "../../src/index.js";

const orders: { c: string; d: string; a: number }[] = [];
const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });

describe("the lifecycle", () => {
  it("has literal states everywhere", () => {
    const result = lifecycle(ledger);
    expectTypeOf(result.get("a")).toEqualTypeOf<CustomerLifecycle | undefined>();
    expectTypeOf(result.summary()[0].state).toEqualTypeOf<LifecycleState>();
    expectTypeOf([...result][0].previous).toEqualTypeOf<LifecycleState | null>();
    expectTypeOf(LIFECYCLE_STATES[0]).toEqualTypeOf<"never">();
    expectTypeOf<(typeof LIFECYCLE_STATES)[number]>().toEqualTypeOf<LifecycleState>();
    expectTypeOf<(typeof MATURITIES)[number]>().toEqualTypeOf<Maturity>();
    expectTypeOf(result.customersIn("lost")).toEqualTypeOf<CustomerId[]>();
    expectTypeOf(lifecycleFlow(result, result).ids("lost", null)).toEqualTypeOf<CustomerId[]>();
    expectTypeOf(lifecycleTrend(ledger, { dates: [] })[0].model).toEqualTypeOf<LifecycleModel>();
  });

  it("takes every rule and every model", () => {
    expectTypeOf(hiatus({ lost: 90 })).toEqualTypeOf<HiatusRule>();
    expectTypeOf(kaplanMeier()).toEqualTypeOf<KaplanMeierRule>();
    expectTypeOf(nes5).toExtend<LifecycleRule>();
    lifecycle(ledger, { rule: vortexIq4 });
    lifecycle(ledger, { model: loadLifecycle("{}") });
    expectTypeOf(fitLifecycle(ledger).rule.method).toEqualTypeOf<LifecycleRule["method"]>();
  });

  it("tells a rule by its method", () => {
    const { rule } = fitLifecycle(ledger);
    if (rule.method === "kaplanMeier") expectTypeOf(rule.within).toEqualTypeOf<number>();
    if (rule.method === "personalMultiple") {
      expectTypeOf(rule.cycle).toEqualTypeOf<"shrunk" | "mean" | "median" | "population">();
    }
  });
});

describe("gaps and cycles", () => {
  it("are null in rows and NaN in columns where they are missing", () => {
    expectTypeOf(purchaseGaps(ledger).get("a")?.openGap).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(purchaseCycle(ledger).columns.cycle).toEqualTypeOf<Float64Array>();
    expectTypeOf([...purchaseCycle(ledger)][0].nextExpected).toEqualTypeOf<string | null>();
    expectTypeOf(gapSurvival(ledger).returnProbability(1, 1)).toEqualTypeOf<number | null>();
    expectTypeOf(customerMaturity(ledger).get("a")?.maturity).toEqualTypeOf<Maturity | undefined>();
  });
});

describe("what must not compile", () => {
  it("a rule without its threshold, and an option of another rule", () => {
    // @ts-expect-error [ts2345] - lost is required
    hiatus({ atRisk: 30 });
    // @ts-expect-error [ts2353] - within is not an option of it
    personalMultiple({ within: 30 });
    // @ts-expect-error [ts2322] - no such cycle
    personalMultiple({ cycle: "mode" });
  });

  it("a state that does not exist", () => {
    // @ts-expect-error [ts2345] - it is atRisk
    lifecycle(ledger).customersIn("at risk");
    // @ts-expect-error [ts2345] - nobody comes from nowhere
    lifecycleFlow(lifecycle(ledger), lifecycle(ledger)).count(null, "new");
  });

  it("a rule by its name alone, and a date list that is missing", () => {
    // @ts-expect-error [ts2322] - a rule is made by a function
    lifecycle(ledger, { rule: "kaplanMeier" });
    // @ts-expect-error [ts2345] - dates are required
    lifecycleTrend(ledger, {});
  });

  it("writing to a model", () => {
    const model = fitLifecycle(ledger);
    // @ts-expect-error [ts2540] - thresholds are read-only
    model.thresholds.lost = 1;
  });
});
