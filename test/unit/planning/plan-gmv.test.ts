import { describe, expect, it } from "vitest";
import {
  type ExistingStage,
  type GmvPlan,
  type GmvPlanDefinition,
  type NewStage,
  planGmv,
  type StagePlan,
} from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const visitors: NewStage = { id: "visitors", kind: "new", conversion: 0.02, spendPerBuyer: 50, pastGmv: 300 };
const fans: NewStage = { id: "fans", kind: "new", conversion: 0.1, spendPerBuyer: 40, pastGmv: 100 };
const buyers: ExistingStage = {
  id: "buyers",
  kind: "existing",
  conversion: 0.2,
  spendPerBuyer: 60,
  pastGmv: 400,
  audience: 1000,
};
const members: ExistingStage = {
  id: "members",
  kind: "existing",
  conversion: 0.5,
  spendPerBuyer: 80,
  pastGmv: 800,
  audience: 300,
};

function planned(...stages: readonly (NewStage | ExistingStage)[]): GmvPlan {
  return planGmv({ target: 24_000, stages });
}

function stageOf(plan: GmvPlan, id: string): StagePlan {
  const stage = plan.stages.find((candidate) => candidate.id === id);
  if (stage === undefined) throw new Error(`no stage ${id}`);
  return stage;
}

describe("planGmv", () => {
  it("keeps the order of the stages, however new and existing ones are mixed", () => {
    const plan = planned(members, visitors, buyers, fans);
    expect(plan.stages.map(({ id }) => id)).toEqual(["members", "visitors", "buyers", "fans"]);
    expect(plan.stages.map(({ target }) => target)).toEqual([9_000, 4_500, 9_000, 1_500]);
  });

  it("divides by what the stages brought in the past", () => {
    const plan = planned(visitors, fans, buyers, members);
    expect(plan.newShare).toBe(0.25);
    expect(plan.newCustomers.target).toBe(6_000);
    expect(stageOf(plan, "visitors")).toMatchObject({ target: 4_500, requiredAudience: 4_500 });
    expect(stageOf(plan, "fans")).toMatchObject({ target: 1_500, requiredAudience: 375 });
  });

  it("divides by the shares that the caller states, and then needs no past", () => {
    const bare = { ...visitors, pastGmv: undefined };
    const other = { ...fans, pastGmv: undefined };
    const plan = planGmv({
      target: 24_000,
      newShare: 0.5,
      stages: [
        { ...bare, share: 0.9 },
        { ...other, share: 0.1 },
        { ...buyers, pastGmv: undefined },
      ],
    });
    expect(plan.stages.map(({ target }) => target)).toEqual([10_800, 1_200, 12_000]);
  });

  it("lets stated shares go before the past", () => {
    const plan = planGmv({
      target: 1_000,
      newShare: 0.1,
      stages: [{ ...visitors, share: 0.2 }, { ...fans, share: 0.8 }, buyers],
    });
    expect(plan.stages.map(({ target }) => target)).toEqual([20, 80, 900]);
  });

  it("takes thirds for a whole", () => {
    const third = { conversion: 0.1, spendPerBuyer: 10, share: 1 / 3 };
    const stages = ["a", "b", "c"].map((id): NewStage => ({ id, kind: "new", ...third }));
    expect(planGmv({ target: 100, stages }).stages.map(({ target }) => target)).toEqual([33.34, 33.33, 33.33]);
  });

  it("needs neither share nor past where there is but one kind of stages, and one of it", () => {
    expect(planGmv({ target: 50, stages: [{ ...visitors, pastGmv: undefined }] }).stages[0]?.target).toBe(50);
    const existing = planGmv({ target: 50, stages: [{ ...buyers, pastGmv: undefined }] });
    expect([existing.newShare, existing.stages[0]?.target]).toEqual([0, 50]);
    expect(existing.newCustomers).toEqual({ target: 0, forecast: 0, need: 0, budget: 0 });
  });

  it("buys only those who are not there yet", () => {
    const plan = planned(
      { ...visitors, audience: 1_500, costPerUser: 0.35 },
      { ...fans, audience: 400 },
      buyers,
      members,
    );
    expect(stageOf(plan, "visitors")).toMatchObject({ need: 3_000, budget: 1_050, forecast: 1_500 });
    expect(stageOf(plan, "fans")).toMatchObject({ need: 0, budget: null });
    expect(plan.newCustomers).toEqual({ target: 6_000, forecast: 3_100, need: 3_000, budget: null });
  });

  it("adds budgets exactly", () => {
    const cheap = { conversion: 0.1, spendPerBuyer: 10, costPerUser: 0.1 };
    const stages = ["a", "b", "c"].map((id): NewStage => ({ id, kind: "new", ...cheap, pastGmv: 1 }));
    expect(planGmv({ target: 3, stages }).newCustomers).toEqual({ target: 3, forecast: 0, need: 3, budget: 0.3 });
  });

  it("reports a surplus as a negative gap and an uplift below 1", () => {
    const plan = planGmv({ target: 12_000, newShare: 0, stages: [buyers, members] });
    expect(plan.existingCustomers).toEqual({ target: 12_000, forecast: 24_000, gap: -12_000, uplift: 0.5 });
    expect(stageOf(plan, "buyers")).toMatchObject({ requiredConversion: 0.1, target: 6_000, feasible: true });
    expect(plan.explain()).toContain("24,000.00 anyway, 12,000.00 too much: conversion times 0.5000.");
  });

  it("asks for nothing where the target is 0", () => {
    const plan = planGmv({ target: 0, stages: [visitors, { ...fans, conversion: 0 }, buyers] });
    expect(plan.feasible).toBe(true);
    expect(plan.stages.map(({ target }) => target)).toEqual([0, 0, 0]);
    expect(stageOf(plan, "fans")).toMatchObject({ requiredAudience: 0, need: 0, obstacles: [] });
    expect(plan.existingCustomers).toMatchObject({ gap: -12_000, uplift: 0 });
  });

  it("gives money the decimals that are asked for", () => {
    const yen = planGmv({ target: 100, decimals: 0, stages: [visitors, fans, { ...buyers, pastGmv: 800 }] });
    expect(yen.stages.map(({ target }) => target)).toEqual([25, 8, 67]);
    expect(yen.explain()).toContain("Target 100: 33 from new customers, 67 from existing ones.");
    const fine = planGmv({ target: 0.125, decimals: 3, stages: [visitors] });
    expect(fine.stages[0]?.target).toBe(0.125);
  });

  it("is frozen throughout and, without its method, plain JSON", () => {
    const plan = planned(visitors, fans, buyers, members);
    const { explain, ...figures } = plan;
    expect(explain).toBeTypeOf("function");
    expect(JSON.parse(JSON.stringify(plan))).toEqual(figures);
    const parts = [plan, plan.stages, plan.coupons, plan.newCustomers, plan.existingCustomers];
    const inner = [...plan.stages, ...plan.coupons, ...plan.coupons.flatMap(({ stages }) => [stages, ...stages])];
    const lists = plan.stages.map(({ obstacles }) => obstacles);
    expect([...parts, ...inner, ...lists].every(Object.isFrozen)).toBe(true);
  });
});

describe("what cannot be reached", () => {
  it.each([
    ["NO_CONVERSION", { conversion: 0 }],
    ["NO_SPEND", { spendPerBuyer: 0 }],
    ["AUDIENCE_TOO_LARGE", { conversion: 1e-15 }],
  ])("by new customers is named %s, and no number stands for it", (code, change) => {
    const plan = planned({ ...visitors, ...change, costPerUser: 1 }, fans, buyers, members);
    const stage = stageOf(plan, "visitors");
    expect(stage).toMatchObject({
      feasible: false,
      obstacles: [code],
      requiredAudience: null,
      need: null,
      budget: null,
    });
    expect([plan.feasible, plan.newCustomers.need, plan.newCustomers.budget]).toEqual([false, null, null]);
  });

  it("by existing customers for want of any forecast has all the reasons, no uplift and no targets", () => {
    const nobody = { ...buyers, audience: 0 };
    const idle = { ...members, conversion: 0, spendPerBuyer: 0 };
    const plan = planned(visitors, fans, nobody, idle);
    expect(plan.existingCustomers).toEqual({ target: 18_000, forecast: 0, gap: 18_000, uplift: null });
    expect(stageOf(plan, "buyers")).toMatchObject({
      target: null,
      requiredConversion: null,
      obstacles: ["NO_AUDIENCE"],
    });
    expect(stageOf(plan, "members").obstacles).toEqual(["NO_CONVERSION", "NO_SPEND"]);
    expect(plan.coupons[0]).toMatchObject({ multiplier: null, feasible: false });
  });

  it("is not a stage without a forecast beside one that has: it has no target", () => {
    const plan = planned(visitors, fans, buyers, { ...members, audience: 0 });
    expect(stageOf(plan, "members")).toMatchObject({ target: 0, requiredConversion: null, feasible: true });
    expect(plan.explain()).toContain("members: no target, as it has no forecast.");
  });

  it("is a conversion above 1, while 1 itself will do", () => {
    const full = planGmv({ target: 48_000, newShare: 0, stages: [buyers, members] });
    expect(stageOf(full, "members")).toMatchObject({ requiredConversion: 1, feasible: true });
    const more = planGmv({ target: 48_000.01, newShare: 0, stages: [buyers, members] });
    expect(stageOf(more, "members")).toMatchObject({ feasible: false, obstacles: ["CONVERSION_ABOVE_ONE"] });
    expect(stageOf(more, "buyers").feasible).toBe(true);
    expect(more.feasible).toBe(false);
  });

  it("is a conversion above the ceiling, while the ceiling itself will do", () => {
    const at = planGmv({
      target: 26_400,
      newShare: 0,
      stages: [
        { ...buyers, ceiling: 0.22 },
        { ...members, ceiling: 0.54 },
      ],
    });
    expect(stageOf(at, "buyers")).toMatchObject({ requiredConversion: 0.22, feasible: true });
    expect(stageOf(at, "members")).toMatchObject({ feasible: false, obstacles: ["CONVERSION_ABOVE_CEILING"] });
    const both = planGmv({ target: 60_000, newShare: 0, stages: [buyers, { ...members, ceiling: 0.6 }] });
    expect(stageOf(both, "members").obstacles).toEqual(["CONVERSION_ABOVE_ONE", "CONVERSION_ABOVE_CEILING"]);
  });

  it("is a new stage that is planned with more than its ceiling", () => {
    const plan = planned({ ...visitors, ceiling: 0.019 }, fans, buyers, members);
    expect(stageOf(plan, "visitors")).toMatchObject({
      obstacles: ["CONVERSION_ABOVE_CEILING"],
      requiredAudience: 4_500,
    });
  });
});

describe("limits of new customers", () => {
  const dear = [{ ...visitors, costPerUser: 0.1 }, { ...fans, costPerUser: 0.2 }, buyers, members];

  it("are none by default: any number of people may be missing", () => {
    const plan = planGmv({ target: 1e9, newShare: 1, couponDepths: [], stages: [visitors, fans, { ...buyers }] });
    expect(plan).toMatchObject({ feasible: true, budget: null, obstacles: [] });
    expect(stageOf(plan, "visitors")).toMatchObject({ maxAudience: null, requiredAudience: 750_000_000 });
  });

  it("of people are reached exactly, and one more is too many", () => {
    const limited = (maxAudience: number) => planned({ ...visitors, maxAudience }, fans, buyers, members);
    expect(stageOf(limited(4_500), "visitors")).toMatchObject({ maxAudience: 4_500, feasible: true, obstacles: [] });
    const plan = limited(4_499);
    expect([plan.feasible, plan.obstacles]).toEqual([false, []]);
    expect(stageOf(plan, "visitors")).toMatchObject({ obstacles: ["AUDIENCE_ABOVE_LIMIT"], need: 4_500 });
    const line = "visitors: 4,500.00 cannot be reached: it takes 4,500 people, and there can be 4,499.";
    expect(plan.explain()).toContain(line);
    expect(plan.explain("zh-Hans")).toContain("visitors：4,500.00无法达到：需要4,500人，最多只有4,499人。");
  });

  it("of people do not matter where there is no target", () => {
    const plan = planGmv({ target: 0, stages: [{ ...visitors, maxAudience: 0 }, buyers] });
    expect(plan.feasible).toBe(true);
  });

  it("of money are compared exactly", () => {
    const within = planGmv({ target: 24_000, budget: 525, stages: dear });
    expect(within).toMatchObject({ feasible: true, budget: 525, obstacles: [] });
    const above = planGmv({ target: 24_000, budget: 524.99, stages: dear });
    expect(above).toMatchObject({ feasible: false, budget: 524.99, obstacles: ["BUDGET_ABOVE_LIMIT"] });
    expect(above.stages.every(({ feasible }) => feasible)).toBe(true);
    expect(above.explain()).toContain(
      " New customers cost 525.00, above the budget of 524.99. The plan is NOT feasible.",
    );
    expect(above.explain("zh-Hans")).toContain("新客成本525.00，超过预算524.99。计划不可行！");
    expect(Object.isFrozen(above.obstacles)).toBe(true);
  });

  it("of money say nothing where a stage cannot be reached at all", () => {
    const [first, ...rest] = dear;
    const plan = planGmv({ target: 24_000, budget: 1, stages: [{ ...first, conversion: 0 } as NewStage, ...rest] });
    expect(plan).toMatchObject({ feasible: false, obstacles: [], newCustomers: { budget: null } });
  });
});

describe("coupons", () => {
  it("lower what a buyer spends and raise the conversion that is needed", () => {
    const plan = planGmv({ target: 36_000, newShare: 0, couponDepths: [0, 0.25, 0.5], stages: [buyers, members] });
    expect(plan.coupons.map(({ multiplier }) => multiplier)).toEqual([1.5, 2, 3]);
    expect(plan.coupons[1]?.stages).toEqual([
      { id: "buyers", spendPerBuyer: 45, requiredConversion: 0.4, feasible: true, obstacles: [] },
      { id: "members", spendPerBuyer: 60, requiredConversion: 1, feasible: true, obstacles: [] },
    ]);
    expect(plan.coupons.map(({ feasible }) => feasible)).toEqual([true, true, false]);
  });

  it("are none where nobody could use them or none is asked for", () => {
    expect(planGmv({ target: 100, stages: [visitors] }).coupons).toEqual([]);
    expect(planGmv({ target: 100, couponDepths: [], stages: [buyers] }).coupons).toEqual([]);
  });
});

describe("explain", () => {
  it("speaks of one person as of one", () => {
    const stage = { id: "a", kind: "new", conversion: 1, spendPerBuyer: 9 } as const;
    expect(planGmv({ target: 9, stages: [stage] }).explain()).toContain("takes 1 person at 100 %");
    const none = planGmv({ target: 9, stages: [{ ...stage, maxAudience: 0 }] });
    expect(none.explain()).toContain("it takes 1 person, and there can be 0.");
  });

  const plan = planned(
    { ...visitors, audience: 1_500, costPerUser: 0.35 },
    { ...fans, audience: 375 },
    { ...buyers, conversion: 0.5, spendPerBuyer: 14 },
    { ...members, ceiling: 0.45 },
  );

  it("has a line for the whole and one for each stage", () => {
    expect(plan.explain()).toMatchInlineSnapshot(`
      "Target 24,000.00: 6,000.00 from new customers, 18,000.00 from existing ones. Existing customers bring 19,000.00 anyway, 1,000.00 too much: conversion times 0.9474. The plan is NOT feasible.
      visitors: 4,500.00 takes 4,500 people at 2 % and 50.00 per buyer: 3,000 more for 1,050.00.
      fans: 1,500.00 takes 375 people at 10 % and 40.00 per buyer: they are there already.
      buyers: 6,631.58 takes a conversion of 47.3684 %, instead of 50 %.
      members: 11,368.42 cannot be reached: it takes a conversion of 47.3684 %, above the ceiling of 45 %."
    `);
  });

  it("does so in Chinese", () => {
    expect(plan.explain("zh-Hans")).toMatchInlineSnapshot(`
      "目标GMV 24,000.00：新客6,000.00，老客18,000.00。老客预计自然产出19,000.00，盈余1,000.00，转化率须为现有的0.9474倍。计划不可行！
      visitors：要达到4,500.00，按转化率2%、客单价50.00计，需要4,500人，还需新增3,000人，预算1,050.00。
      fans：要达到1,500.00，按转化率10%、客单价40.00计，需要375人，现有人数已足够。
      buyers：要达到6,631.58，转化率须由50%变为47.3684%。
      members：11,368.42无法达到：转化率须达47.3684%，超过上限45%。"
    `);
  });

  it("says what stands against a stage, in both languages", () => {
    const bad = planned({ ...visitors, conversion: 0 }, { ...fans, conversion: 1e-15 }, { ...buyers, audience: 0 });
    expect(bad.explain()).toMatchInlineSnapshot(`
      "Target 24,000.00: 12,000.00 from new customers, 12,000.00 from existing ones. Existing customers bring 0.00 anyway, 12,000.00 too little. The plan is NOT feasible.
      visitors: 9,000.00 cannot be reached: nobody buys.
      fans: 3,000.00 cannot be reached: no audience is that large.
      buyers: its target cannot be reached: nobody is in it."
    `);
    expect(bad.explain("zh-Hans")).toMatchInlineSnapshot(`
      "目标GMV 24,000.00：新客12,000.00，老客12,000.00。老客预计自然产出0.00，缺口12,000.00。计划不可行！
      visitors：9,000.00无法达到：转化率为零。
      fans：3,000.00无法达到：所需人数过大。
      buyers：目标无法达到：没有人群。"
    `);
  });

  it("speaks no other language", () => {
    expectRefused(() => plan.explain(wrong("fr")), "UNKNOWN_NAME", { where: "explain", path: "language" });
  });
});

describe("planGmv refuses", () => {
  const good: GmvPlanDefinition = { target: 24_000, stages: [visitors, fans, buyers, members] };
  const withVisitors = (change: object): object => ({ ...good, stages: [{ ...visitors, ...change }, fans, buyers] });
  const withBuyers = (change: object): object => ({ ...good, stages: [visitors, { ...buyers, ...change }] });
  const aipl = { A: visitors, I: fans, P: buyers };

  it.each<[string, string, string, unknown]>([
    ["nothing", "WRONG_TYPE", "plan", undefined],
    ["a list", "WRONG_TYPE", "plan", []],
    ["an unknown field", "UNKNOWN_OPTION", "plan.tarket", { ...good, tarket: 1 }],
    ["a prototype in JSON", "UNKNOWN_OPTION", "plan.__proto__", JSON.parse('{"target":1,"__proto__":{"stages":[]}}')],
    ["no target", "MISSING_OPTION", "plan.target", { stages: good.stages }],
    ["a negative target", "OUT_OF_RANGE", "plan.target", { ...good, target: -1 }],
    ["a target of NaN", "OUT_OF_RANGE", "plan.target", { ...good, target: Number.NaN }],
    ["a target as text", "OUT_OF_RANGE", "plan.target", { ...good, target: "5" }],
    ["a target beyond 15 digits", "OUT_OF_RANGE", "plan.target", { ...good, target: 1e14 }],
    ["a target with more decimals", "OUT_OF_RANGE", "plan.target", { ...good, target: 0.001 }],
    ["ten decimals", "OUT_OF_RANGE", "plan.decimals", { ...good, decimals: 10 }],
    ["a share above 1", "OUT_OF_RANGE", "plan.newShare", { ...good, newShare: 1.5 }],
    [
      "a newShare without new stages",
      "CONFLICTING_OPTIONS",
      "plan.newShare",
      { target: 1, newShare: 0.1, stages: [buyers] },
    ],
    [
      "a newShare below 1 without others",
      "CONFLICTING_OPTIONS",
      "plan.newShare",
      { target: 1, newShare: 0, stages: [fans] },
    ],
    ["no stages", "MISSING_OPTION", "plan.stages", { target: 1 }],
    ["an empty list of stages", "OUT_OF_RANGE", "plan.stages", { target: 1, stages: [] }],
    ["too many stages", "OUT_OF_RANGE", "plan.stages", { target: 1, stages: new Array(1001).fill(fans) }],
    ["a hole", "WRONG_TYPE", "plan.stages[0]", { target: 1, stages: new Array(1) }],
    ["stages as text", "WRONG_TYPE", "plan.stages", { target: 1, stages: "AIPL" }],
    ["a stage of AIPL missing", "MISSING_OPTION", "plan.stages.A", { target: 1, stages: {} }],
    ["a kind within AIPL", "UNKNOWN_OPTION", "plan.stages.A.id", { target: 1, stages: aipl }],
    ["a fifth stage of AIPL", "UNKNOWN_OPTION", "plan.stages.O", { target: 1, stages: { ...aipl, O: buyers } }],
    ["an id twice", "DUPLICATE", "plan.stages[1].id", { target: 1, stages: [fans, fans] }],
    ["an empty id", "WRONG_TYPE", "plan.stages[0].id", withVisitors({ id: "" })],
    ["another kind", "UNKNOWN_NAME", "plan.stages[0].kind", withVisitors({ kind: "lost" })],
    ["a misspelt figure", "UNKNOWN_OPTION", "plan.stages[0].convertion", withVisitors({ convertion: 1 })],
    ["no conversion", "MISSING_OPTION", "plan.stages[0].conversion", withVisitors({ conversion: undefined })],
    ["a conversion in percent", "OUT_OF_RANGE", "plan.stages[0].conversion", withVisitors({ conversion: 2 })],
    ["a negative conversion", "OUT_OF_RANGE", "plan.stages[0].conversion", withVisitors({ conversion: -0.1 })],
    ["a conversion of null", "OUT_OF_RANGE", "plan.stages[0].conversion", withVisitors({ conversion: null })],
    ["a number out of this world", "OUT_OF_RANGE", "plan.stages[0].conversion", withVisitors({ conversion: 1e-31 })],
    ["a negative spend", "OUT_OF_RANGE", "plan.stages[0].spendPerBuyer", withVisitors({ spendPerBuyer: -1 })],
    ["an infinite spend", "OUT_OF_RANGE", "plan.stages[0].spendPerBuyer", withVisitors({ spendPerBuyer: Infinity })],
    ["half a person", "OUT_OF_RANGE", "plan.stages[0].audience", withVisitors({ audience: 0.5 })],
    ["a negative cost", "OUT_OF_RANGE", "plan.stages[0].costPerUser", withVisitors({ costPerUser: -1 })],
    ["a ceiling above 1", "OUT_OF_RANGE", "plan.stages[0].ceiling", withVisitors({ ceiling: 1.1 })],
    ["a negative past", "OUT_OF_RANGE", "plan.stages[0].pastGmv", withVisitors({ pastGmv: -1 })],
    ["no past and no newShare", "MISSING_OPTION", "plan.stages[0].pastGmv", withVisitors({ pastGmv: undefined })],
    ["one share alone", "MISSING_OPTION", "plan.stages[1].share", withVisitors({ share: 0.5 })],
    [
      "shares that sum to less than 1",
      "OUT_OF_RANGE",
      "plan.stages",
      {
        target: 1,
        stages: [
          { ...visitors, share: 0.5 },
          { ...fans, share: 0.49 },
        ],
      },
    ],
    [
      "no audience of existing customers",
      "MISSING_OPTION",
      "plan.stages[1].audience",
      withBuyers({ audience: undefined }),
    ],
    ["a cost of existing customers", "UNKNOWN_OPTION", "plan.stages[1].costPerUser", withBuyers({ costPerUser: 1 })],
    [
      "no past of any stage",
      "OUT_OF_RANGE",
      "plan.stages",
      {
        target: 1,
        stages: [
          { ...visitors, pastGmv: 0 },
          { ...buyers, pastGmv: 0 },
        ],
      },
    ],
    [
      "a target for new stages without a past",
      "OUT_OF_RANGE",
      "plan.stages",
      { target: 1, newShare: 0.5, stages: [{ ...visitors, pastGmv: 0 }, { ...fans, pastGmv: 0 }, buyers] },
    ],
    ["a budget without costs", "MISSING_OPTION", "plan.stages[0].costPerUser", { ...good, budget: 5 }],
    ["a negative budget", "OUT_OF_RANGE", "plan.budget", { target: 1, budget: -1, stages: [buyers] }],
    [
      "a limit below those who are there",
      "OUT_OF_RANGE",
      "plan.stages[0].maxAudience",
      withVisitors({ audience: 9, maxAudience: 8 }),
    ],
    ["a limit of half a person", "OUT_OF_RANGE", "plan.stages[0].maxAudience", withVisitors({ maxAudience: 0.5 })],
    ["a limit of existing customers", "UNKNOWN_OPTION", "plan.stages[1].maxAudience", withBuyers({ maxAudience: 5 })],
    ["depths that are no list", "WRONG_TYPE", "plan.couponDepths", { ...good, couponDepths: 0.1 }],
    ["too many depths", "WRONG_TYPE", "plan.couponDepths", { ...good, couponDepths: new Array(101).fill(0.1) }],
    ["a coupon of everything", "OUT_OF_RANGE", "plan.couponDepths[1]", { ...good, couponDepths: [0.1, 1] }],
    ["a depth in percent", "OUT_OF_RANGE", "plan.couponDepths[0]", { ...good, couponDepths: [5] }],
  ])("%s", (_, code, path, definition) => {
    expectRefused(() => planGmv(wrong(definition)), wrong(code), { where: "planGmv", path });
  });

  it("what throws when it is read", () => {
    const trap = Object.defineProperty({ stages: [] }, "target", {
      enumerable: true,
      get: () => {
        throw new TypeError("no");
      },
    });
    expectRefused(() => planGmv(wrong(trap)), "WRONG_TYPE", { where: "planGmv", path: "plan" });
  });

  it("in these words", () => {
    expect(() => planGmv(wrong(withVisitors({ conversion: 2 })))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages[0].conversion must be a number from 0 to 1; received 2]`,
    );
    expect(() => planGmv({ ...good, couponDepths: [5] })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.couponDepths[0] must be a number from 0 and below 1; received 5]`,
    );
    expect(() => planGmv(wrong(withVisitors({ id: "" })))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages[0].id must be text that is not empty; received ""]`,
    );
    expect(() => planGmv(wrong(withBuyers({ audience: 2 ** 53 })))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages[1].audience must be a whole number from 0 to 9007199254740991; received 9007199254740992]`,
    );
    const pastless = [
      { ...visitors, pastGmv: 0 },
      { ...buyers, pastGmv: 0 },
    ];
    expect(() => planGmv({ target: 1, stages: pastless })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages must have pastGmv above 0 in sum, or give plan.newShare; received 0]`,
    );
    const newOnes = [{ ...visitors, pastGmv: 0 }, { ...fans, pastGmv: 0 }, buyers];
    expect(() => planGmv({ target: 1, newShare: 0.5, stages: newOnes })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages must have a new stage with pastGmv above 0, or share for every new stage; received "none"]`,
    );
    expect(() => planGmv(wrong(withVisitors({ pastGmv: undefined })))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages[0].pastGmv must be given, or plan.newShare]`,
    );
    const shares = {
      target: 1,
      stages: [
        { ...visitors, share: 0.5 },
        { ...fans, share: 0.4 },
      ],
    };
    expect(() => planGmv(wrong(shares))).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: planGmv: plan.stages must have shares of new stages that sum to 1; received 0.9]`,
    );
  });
});
