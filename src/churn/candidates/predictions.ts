import { answerGroups, type Question } from "../../buying/answer.js";
import type { BuyingModel } from "../../buying/buying-model.js";
import { groupHistories } from "../../buying/group-histories.js";
import { readHorizon } from "../../buying/horizon.js";
import { readHistories } from "../../buying/read-histories.js";
import type { RepeatPurchases } from "../../buying/repeat-purchases.js";
import { usableModel } from "../../buying/usable-model.js";
import type { Snapshot } from "../churn-data.js";
import { featuresOf } from "../features/features.js";
import { ratesOf } from "../heuristics/calibrate-score.js";
import { curveRisks } from "../heuristics/silence-curve.js";
import { silenceScore } from "../heuristics/silence-score.js";
import { predictLogistic } from "../logistic/predict-logistic.js";
import type { FittedRisk } from "./churn-fitter.js";

/** What a model expects of each row within a horizon. */
export interface Predictions {
  /** The probability of no purchase. */
  readonly risk: Float64Array;
  /** The probability of not being lost for good; `null` where the model has none. */
  readonly alive: Float64Array | null;
  /** Expected purchase days. */
  readonly expectedOrders: Float64Array;
  /** The same of the customer if not lost for good. */
  readonly ordersIfActive: Float64Array;
}

/**
 * Predicts each row. The orders of a model that is none of buying agree with its risk: 1 - risk, times the orders that the model of
 * buying expects of those who buy at all.
 */
export function predictionsOf(where: string, model: FittedRisk, snapshot: Snapshot, horizonDays: number): Predictions {
  const answers = buyingAnswers(where, model.buying, snapshot.purchases, horizonDays);
  if (model.risk.by === "buying") return answers;
  const { risk: noPurchase, ordersIfActive } = answers;
  const risk = riskOf(where, model.risk, snapshot, horizonDays);
  const expectedOrders = new Float64Array(risk.length);
  for (let row = 0; row < risk.length; row++) {
    const returns = 1 - noPurchase[row];
    const orders = answers.expectedOrders[row];
    // Those who buy at all buy once at least: rounding may say less where next to nobody does.
    expectedOrders[row] = (1 - risk[row]) * (returns > 0 && orders > returns ? orders / returns : 1);
  }
  return { risk, alive: null, expectedOrders, ordersIfActive };
}

function riskOf(where: string, risk: FittedRisk["risk"], snapshot: Snapshot, horizonDays: number): Float64Array {
  switch (risk.by) {
    case "survival":
    case "percentile":
      return curveRisks(risk, snapshot.purchases, horizonDays);
    case "score":
      return ratesOf(risk, silenceScore(risk.score, snapshot.purchases, risk.meanGap, horizonDays));
    case "logistic":
      return predictLogistic(risk.regression, featuresOf(where, snapshot, risk));
    case "buying":
      return new Float64Array(0);
  }
}

/** The answers of a model of buying: each distinct history is answered once. */
function buyingAnswers(
  where: string,
  model: BuyingModel,
  purchases: RepeatPurchases,
  horizonDays: number,
): Predictions & { readonly alive: Float64Array } {
  const usable = usableModel(where, model);
  const horizon = readHorizon(where, "horizon", { value: horizonDays, unit: "day" }, usable.timeUnit);
  const histories = groupHistories(readHistories(where, usable, purchases), true);
  const ofGroups = (question: Question): Float64Array => answerGroups(histories, usable, question);
  const noPurchase = ofGroups((behaviour, x, last, age) => probability(behaviour.noPurchase(x, last, age, horizon)));
  const shares = ofGroups((behaviour, x, last, age) => behaviour.alive(x, last, age));
  const orders = ofGroups(ordersIfAlive(horizon));
  const groupOf = histories.groupOf as Uint32Array;
  const rows = groupOf.length;
  const risk = new Float64Array(rows);
  const alive = new Float64Array(rows);
  const expectedOrders = new Float64Array(rows);
  const ordersIfActive = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const group = groupOf[row];
    risk[row] = noPurchase[group];
    alive[row] = shares[group];
    ordersIfActive[row] = orders[group];
    expectedOrders[row] = shares[group] * orders[group];
  }
  return { risk, alive, expectedOrders, ordersIfActive };
}

/**
 * Expected orders given that the customer is not lost. With exponential gaps these do not depend on the time of the last purchase, and one
 * made just now leaves the least doubt of being there. Groups of equal x and age come one after the other, so the latest is remembered.
 */
function ordersIfAlive(horizon: number): Question {
  let knownX = Number.NaN;
  let knownAge = Number.NaN;
  let orders = 0;
  return (behaviour, x, _, age) => {
    if (x === knownX && age === knownAge) return orders;
    knownX = x;
    knownAge = age;
    const share = behaviour.alive(x, age, age);
    orders = share > 0 ? behaviour.expected(x, age, age, horizon) / share : 0;
    return orders;
  };
}

/** Rounding may lead a hair beyond. */
function probability(value: number): number {
  return Math.max(0, Math.min(1, value));
}
