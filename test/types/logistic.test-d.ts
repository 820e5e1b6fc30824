import { describe, expectTypeOf, it } from "vitest";
import { explainLogistic, fitLogistic, type LogisticModel, predictLogistic } from "../../src/index.js";

const column = Float64Array.of(1, 2);
const model = fitLogistic({ features: { recency: column, orders: column }, labels: Uint8Array.of(0, 1) });

describe("a logistic model", () => {
  it("has the literal names of its columns", () => {
    expectTypeOf(model).toEqualTypeOf<LogisticModel<"recency" | "orders">>();
    expectTypeOf(explainLogistic(model)[0].name).toEqualTypeOf<"recency" | "orders">();
  });

  it("takes its columns, and any where it came from JSON", () => {
    expectTypeOf(predictLogistic(model, { recency: column, orders: [1, 2] })).toEqualTypeOf<Float64Array>();
    const saved: LogisticModel = JSON.parse("{}");
    expectTypeOf(predictLogistic(saved, { whatever: column })).toEqualTypeOf<Float64Array>();
  });

  it("does not do without one of them", () => {
    // @ts-expect-error [ts2345] - orders are missing
    predictLogistic(model, { recency: column });
    // @ts-expect-error [ts2345] - no such language
    explainLogistic(model, "fr");
  });
});
