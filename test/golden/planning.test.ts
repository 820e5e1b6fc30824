import { describe, expect, it } from "vitest";
import { type AiplPlanDefinition, type GmvPlanDefinition, planGmv } from "../../src/index.js";

// The worked example of the AIPL reference: the target of 50, the forecast of 23 and the gap of 7 million are a published case, the rest
// illustrates it.
const EXAMPLE: AiplPlanDefinition = {
  target: 50_000_000,
  stages: {
    A: { conversion: 0.005, spendPerBuyer: 200, pastGmv: 4_000_000 },
    I: { conversion: 0.03, spendPerBuyer: 250, pastGmv: 12_000_000 },
    P: { conversion: 0.08, spendPerBuyer: 300, pastGmv: 10_000_000, audience: 400_000 },
    L: { conversion: 0.335, spendPerBuyer: 400, pastGmv: 14_000_000, audience: 100_000 },
  },
};

describe("the worked example of a GMV goal", () => {
  const plan = planGmv(EXAMPLE);
  const [a, i, p, l] = plan.stages;

  it("splits 60 to 40 between existing and new customers, and 25 to 75 between A and I", () => {
    expect([plan.newShare, plan.newCustomers.target, plan.existingCustomers.target]).toEqual([0.4, 20e6, 30e6]);
    expect([a?.target, i?.target]).toEqual([5e6, 15e6]);
  });

  it("needs 5,000,000 people in A and 2,000,000 in I", () => {
    expect([a, i].map((stage) => stage?.kind === "new" && stage.requiredAudience)).toEqual([5_000_000, 2_000_000]);
  });

  it("is 7 of 30 million short, an uplift of 1.304348", () => {
    expect([p?.forecast, l?.forecast]).toEqual([9.6e6, 13.4e6]);
    expect(plan.existingCustomers).toEqual({ target: 30e6, forecast: 23e6, gap: 7e6, uplift: 30 / 23 });
    expect(plan.existingCustomers.uplift?.toFixed(6)).toBe("1.304348");
  });

  it("asks 12,521,739.13 of P and 17,478,260.87 of L, conversions of 10.4348 % and 43.6957 %", () => {
    expect([p?.target, l?.target]).toEqual([12_521_739.13, 17_478_260.87]);
    const conversions = [p, l].map((stage) => (stage?.kind === "existing" ? stage.requiredConversion : null));
    expect(conversions.map((conversion) => (100 * (conversion ?? 0)).toFixed(4))).toEqual(["10.4348", "43.6957"]);
  });

  it("multiplies conversions by 1.3730, 1.4493, 1.5345 and 1.6304 under coupons of 5, 10, 15 and 20 %", () => {
    expect(plan.coupons.map(({ depth }) => depth)).toEqual([0.05, 0.1, 0.15, 0.2]);
    const multipliers = plan.coupons.map(({ multiplier }) => multiplier?.toFixed(4));
    expect(multipliers).toEqual(["1.3730", "1.4493", "1.5345", "1.6304"]);
    expect(plan.feasible).toBe(true);
  });

  it("is the same as a list of stages", () => {
    const { A, I, P, L } = EXAMPLE.stages;
    const list: GmvPlanDefinition = {
      target: EXAMPLE.target,
      stages: [
        { id: "A", kind: "new", ...A },
        { id: "I", kind: "new", ...I },
        { id: "P", kind: "existing", ...P },
        { id: "L", kind: "existing", ...L },
      ],
    };
    expect(JSON.stringify(planGmv(list))).toBe(JSON.stringify(plan));
  });
});
