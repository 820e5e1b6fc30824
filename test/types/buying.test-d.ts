import { expectTypeOf, it } from "vitest";
import {
  type BuyingModel,
  expectedPurchases,
  fitBgCnbd,
  fitBgNbd,
  fitMbgNbd,
  fitNbd,
  type LimitModel,
  loadBuyingModel,
  noPurchaseProbability,
  predictPurchases,
  probabilityAlive,
  type RepeatPurchases,
  repeatPurchases,
} from "../../src/index.js";

declare const purchases: RepeatPurchases;

it("a model knows its kind, and any model is a BuyingModel", () => {
  expectTypeOf(fitBgNbd(purchases)).toEqualTypeOf<BuyingModel<"rfm-kit/bg-nbd">>();
  expectTypeOf(fitMbgNbd(purchases).kind).toEqualTypeOf<"rfm-kit/mbg-nbd">();
  expectTypeOf(fitNbd({ repeats: [1], last: [2], age: [3] })).toExtend<BuyingModel>();
  expectTypeOf(loadBuyingModel("")).toEqualTypeOf<BuyingModel>();
  expectTypeOf(fitBgNbd(purchases).fit.limit).toEqualTypeOf<LimitModel | null>();
});

it("one history gives a number, many give a column", () => {
  const model = fitBgCnbd(purchases, { k: 2 });
  const one = { repeats: 1, last: 2, age: 3 };
  expectTypeOf(probabilityAlive(model, one)).toEqualTypeOf<number>();
  expectTypeOf(probabilityAlive(model, purchases)).toEqualTypeOf<Float64Array>();
  expectTypeOf(noPurchaseProbability(model, one, { value: 90, unit: "day" })).toEqualTypeOf<number>();
  expectTypeOf(expectedPurchases(model, { repeats: [1], last: [2], age: [3] }, 13)).toEqualTypeOf<Float64Array>();
  expectTypeOf(predictPurchases(model, purchases, { horizon: 13 }).noPurchase).toEqualTypeOf<Float64Array>();
});

it("units and options are closed sets", () => {
  // @ts-expect-error no such unit
  noPurchaseProbability(fitNbd(purchases), purchases, { value: 1, unit: "hour" });
  // @ts-expect-error k belongs to Erlang gaps
  fitBgNbd(purchases, { k: 2 });
  // @ts-expect-error the horizon must be given
  predictPurchases(fitNbd(purchases), purchases, {});
  expectTypeOf(repeatPurchases).parameter(1).exclude<undefined>().toHaveProperty("timeUnit");
});
