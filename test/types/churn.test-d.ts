import { describe, expectTypeOf, it } from "vitest";
import {
  CHURN_BANDS,
  type ChurnBand,
  type ChurnCandidate,
  type ChurnModel,
  type ChurnModelName,
  type ChurnRiskOptions,
  type CustomerChurn,
  churnRisk,
  type EvaluateChurnOptions,
  evaluateChurn,
  ledgerFromRows,
  type ScoreMetrics,
} from "../../src/index.js";

const orders: { c: string; d: string; a: number }[] = [];
const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });

describe("churn", () => {
  it("has literal bands and names everywhere", () => {
    const result = churnRisk(ledger);
    expectTypeOf(result.get("a")).toEqualTypeOf<CustomerChurn | undefined>();
    expectTypeOf(result.summary()[0].band).toEqualTypeOf<ChurnBand>();
    expectTypeOf(CHURN_BANDS[2]).toEqualTypeOf<"high">();
    expectTypeOf(result.columns.alive).toEqualTypeOf<Float64Array | null>();
    expectTypeOf(result.model.name).toEqualTypeOf<ChurnModelName>();
    expectTypeOf(result.customersIn).parameter(0).toEqualTypeOf<ChurnBand>();
  });

  it("takes a name or a fitted model", () => {
    expectTypeOf<"auto" | ChurnModelName | ChurnModel>().toExtend<ChurnRiskOptions["model"]>();
    expectTypeOf<"bgnbd">().not.toExtend<ChurnRiskOptions["model"]>();
    expectTypeOf<"auto">().not.toExtend<ChurnModelName>();
  });

  it("tells models apart by how they find the risk", () => {
    const { risk } = churnRisk(ledger).model;
    if (risk.by === "logistic") expectTypeOf(risk.eventTypes).toEqualTypeOf<readonly string[]>();
    if (risk.by === "score") expectTypeOf(risk.rates).toEqualTypeOf<readonly number[]>();
  });

  it("compares named candidates", () => {
    const { candidates, winner } = evaluateChurn(ledger, { candidates: ["nbd"] });
    expectTypeOf(candidates).toEqualTypeOf<readonly ChurnCandidate[]>();
    expectTypeOf(candidates[0].metrics).toEqualTypeOf<ScoreMetrics>();
    expectTypeOf(winner).toEqualTypeOf<ChurnModelName | null>();
    expectTypeOf<readonly ["auto"]>().not.toExtend<EvaluateChurnOptions["candidates"]>();
  });
});
