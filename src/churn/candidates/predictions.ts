import { answerGroups, type Question, spread } from "../../buying/answer.js";
import type { BuyingModel } from "../../buying/buying-model.js";
import { groupHistories } from "../../buying/group-histories.js";
import { readHistories } from "../../buying/read-histories.js";
import type { RepeatPurchases } from "../../buying/repeat-purchases.js";
import { DAYS_IN } from "../../buying/time-unit.js";
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
  const { noPurchase, alive, ordersIfActive } = answers;
  if (model.risk.by === "buying") {
    const expectedOrders = alive.map((share, row) => share * ordersIfActive[row]);
    return { risk: noPurchase, alive, expectedOrders, ordersIfActive };
  }
  const risk = riskOf(where, model.risk, snapshot, horizonDays);
  const expectedOrders = risk.map((lost, row) => {
    const returns = 1 - noPurchase[row];
    const orders = alive[row] * ordersIfActive[row];
    return (1 - lost) * (returns > 0 && orders > returns ? orders / returns : 1);
  });
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

interface BuyingAnswers {
  readonly noPurchase: Float64Array;
  readonly alive: Float64Array;
  readonly ordersIfActive: Float64Array;
}

/** Each distinct history is answered once. */
function buyingAnswers(
  where: string,
  model: BuyingModel,
  purchases: RepeatPurchases,
  horizonDays: number,
): BuyingAnswers {
  const usable = usableModel(where, model);
  const horizon = horizonDays / DAYS_IN[usable.timeUnit];
  const grouped = groupHistories(readHistories(where, usable, purchases), true);
  const column = (question: Question): Float64Array => spread(grouped, answerGroups(grouped, usable, question));
  return {
    noPurchase: column((behaviour, x, last, age) => probability(behaviour.noPurchase(x, last, age, horizon))),
    alive: column((behaviour, x, last, age) => behaviour.alive(x, last, age)),
    // With exponential gaps it does not depend on the time of the last purchase, and one made just now leaves no doubt of being there.
    ordersIfActive: column((behaviour, x, _, age) => {
      const share = behaviour.alive(x, age, age);
      return share > 0 ? behaviour.expected(x, age, age, horizon) / share : 0;
    }),
  };
}

/** Rounding may lead a hair beyond. */
function probability(value: number): number {
  return Math.max(0, Math.min(1, value));
}
