import { describe, expectTypeOf, it } from "vitest";
import {
  type AiplPlanDefinition,
  type GmvPlan,
  type GmvPlanDefinition,
  gmvBridge,
  planGmv,
  type StagePlan,
} from "../../src/index.js";

const fresh = { conversion: 0.1, spendPerBuyer: 10 };
const known = { conversion: 0.1, spendPerBuyer: 10, audience: 5 };
const aipl: AiplPlanDefinition = { target: 1, newShare: 0.5, stages: { A: fresh, I: fresh, P: known, L: known } };
const june = { buyers: 1, orders: 1, gmv: 1 };

describe("the stages of a plan", () => {
  it("have the ids of AIPL", () => {
    const plan = planGmv(aipl);
    expectTypeOf(plan).toEqualTypeOf<GmvPlan<"A" | "I" | "P" | "L">>();
    expectTypeOf(plan.stages[0].id).toEqualTypeOf<"A" | "I" | "P" | "L">();
    expectTypeOf(plan.coupons[0].stages[0].id).toEqualTypeOf<"A" | "I" | "P" | "L">();
  });

  it("have the literal ids of a list", () => {
    const plan = planGmv({
      target: 1,
      newShare: 0.5,
      stages: [
        { id: "visitors", kind: "new", ...fresh },
        { id: "members", kind: "existing", ...known },
      ],
    });
    expectTypeOf(plan).toEqualTypeOf<GmvPlan<"visitors" | "members">>();
  });

  it("are any text where the definition says no more", () => {
    const definition: GmvPlanDefinition = { target: 1, stages: [] };
    expectTypeOf(planGmv(definition)).toEqualTypeOf<GmvPlan<string>>();
  });

  it("are told apart by their kind", () => {
    const stage: StagePlan = planGmv(aipl).stages[0];
    if (stage.kind === "new") expectTypeOf(stage.requiredAudience).toEqualTypeOf<number | null>();
    else expectTypeOf(stage.requiredConversion).toEqualTypeOf<number | null>();
  });
});

describe("what must not compile", () => {
  it("a stage without what its kind needs, or with what it cannot use", () => {
    // @ts-expect-error [ts2769] - existing customers are as many as they are
    planGmv({ target: 1, stages: [{ id: "a", kind: "existing", ...fresh }] });
    // @ts-expect-error [ts2769] - they cost nothing
    planGmv({ target: 1, stages: [{ id: "a", kind: "existing", ...known, costPerUser: 1 }] });
    // @ts-expect-error [ts2769] - there is no such kind
    planGmv({ target: 1, stages: [{ id: "a", kind: "lost", ...known }] });
    // @ts-expect-error [ts2769] - L is missing
    planGmv({ target: 1, stages: { A: fresh, I: fresh, P: known } });
  });

  it("another language, another factor and writing to a result", () => {
    const plan = planGmv(aipl);
    // @ts-expect-error [ts2345] - no such language
    plan.explain("fr");
    // @ts-expect-error [ts2540] - read-only
    plan.target = 5;
    // @ts-expect-error [ts2322] - no such factor
    gmvBridge(june, june, { order: ["buyers", "orders", "price"] });
  });
});
