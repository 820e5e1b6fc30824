import { describe, expectTypeOf, it } from "vitest";
import {
  type AiplStage,
  aipl,
  aiplDatabank,
  aiplTechsun,
  type CustomerId,
  classifyStages,
  concentration,
  deeplink,
  defineStages,
  event,
  eventsFromRows,
  fast,
  jd4a,
  o5a,
  type StageFlow,
  type StageModel,
  type StageResult,
  type StageTrend,
  stageFlow,
  stageTrend,
} from "../../src/index.js";

const rows: { c: string; t: string; d: string }[] = [];
const events = eventsFromRows(rows, { customer: "c", type: "t", date: "d" });
const shop = defineStages({
  id: "shop",
  version: "1",
  stages: [
    { id: "seen", when: event("view") },
    { id: "bought", when: event("buy"), requires: "seen" },
  ],
});

describe("the stages of a model", () => {
  it("have literal ids", () => {
    expectTypeOf(shop).toEqualTypeOf<StageModel<"seen" | "bought">>();
    expectTypeOf(aiplDatabank).toEqualTypeOf<StageModel<AiplStage>>();
    expectTypeOf(aipl()).toEqualTypeOf<StageModel<AiplStage>>();
    expectTypeOf(aiplTechsun()).toEqualTypeOf<StageModel<AiplStage>>();
  });

  it("are any text where the model comes from JSON", () => {
    expectTypeOf(defineStages(JSON.parse("{}") as StageModel)).toEqualTypeOf<StageModel<string>>();
  });
});

describe("a result", () => {
  it("has the ids of the model", () => {
    const result = classifyStages(shop, { events });
    expectTypeOf(result).toEqualTypeOf<StageResult<"seen" | "bought">>();
    expectTypeOf(result.get("a")?.stage).toEqualTypeOf<"seen" | "bought" | null | undefined>();
    expectTypeOf(result.customersIn("seen")).toEqualTypeOf<CustomerId[]>();
    expectTypeOf(result.summary()[0].stage).toEqualTypeOf<"seen" | "bought" | null>();
    expectTypeOf([...result][0].matched).toEqualTypeOf<readonly ("seen" | "bought")[]>();
    expectTypeOf(concentration(["a"], result).stages[0].stage).toEqualTypeOf<"seen" | "bought" | null>();
  });

  it("is followed by a flow and a trend with them", () => {
    const result = classifyStages(aiplDatabank, { events });
    const flow = stageFlow(result, result);
    expectTypeOf(flow).toEqualTypeOf<StageFlow<AiplStage>>();
    expectTypeOf(flow.order[0]).toEqualTypeOf<AiplStage | null>();
    expectTypeOf(stageTrend(shop, { events }, { dates: ["2026-01-01"] })).toEqualTypeOf<
      StageTrend<"seen" | "bought">
    >();
    expectTypeOf(fast(result, result, { members: event("join") }).superiority).toEqualTypeOf<number>();
  });
});

describe("what must not compile", () => {
  it("a stage that does not exist", () => {
    const result = classifyStages(aiplDatabank, { events });
    // @ts-expect-error [ts2345] - no such stage
    result.customersIn("O");
    // @ts-expect-error [ts2345] - no such stage
    stageFlow(result, result).count("A", "B");
    // @ts-expect-error [ts2353] - no such stage
    aipl({ windows: { O: 3 } });
  });

  it("a required stage that the model does not have", () => {
    defineStages({
      id: "shop",
      version: "1",
      stages: [
        { id: "seen", when: event("view") },
        // @ts-expect-error [ts2322] - no such stage
        { id: "bought", when: event("buy"), requires: "sen" },
      ],
    });
  });

  it("results of different models", () => {
    // @ts-expect-error [ts2345] - other stages
    stageFlow(classifyStages(shop, { events }), classifyStages(aiplDatabank, { events }));
  });

  it("a ladder without the windows and behaviours that no source gives", () => {
    // @ts-expect-error [ts2741] - advocate is missing
    jd4a({ windows: { aware: 1, appeal: 1, act: 1 } });
    // @ts-expect-error [ts2554] - no options
    o5a();
    // @ts-expect-error [ts2741] - behaviours are missing
    deeplink({ windows: { discover: 1, engage: 1, enthuse: 1, perform: 1, initial: 1, numerous: 1, keen: 1 } });
  });

  it("a trend without dates, and a choice that does not exist", () => {
    // @ts-expect-error [ts2741] - dates are required
    stageTrend(shop, { events }, {});
    // @ts-expect-error [ts2322] - no such choice
    aipl({ repurchase: "items" });
    // @ts-expect-error [ts2561] - misspelt
    classifyStages(shop, { event: events });
  });

  it("writing to a model or a flow", () => {
    const flow = stageFlow(classifyStages(shop, { events }), classifyStages(shop, { events }));
    // @ts-expect-error [ts2542] - counts are read-only
    flow.counts[0][0] = 1;
    // @ts-expect-error [ts2540] - models are read-only
    shop.id = "other";
  });
});
