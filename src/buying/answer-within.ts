import { answer } from "./answer.js";
import type { Behaviour } from "./behaviour.js";
import type { BuyingModel, PurchaseHistory } from "./buying-model.js";
import { type Horizon, readHorizonOf } from "./horizon.js";
import type { CustomerHistories } from "./read-histories.js";
import { usableModel } from "./usable-model.js";

/** What a model is asked of one history and a time from then on. */
type QuestionOfTime = (behaviour: Behaviour, x: number, last: number, age: number, time: number) => number;

/** Asks a question about a horizon, of one history or of each of many. */
export function answerWithin(
  where: string,
  model: BuyingModel,
  histories: PurchaseHistory | CustomerHistories,
  horizon: Horizon,
  question: QuestionOfTime,
): number | Float64Array {
  const usable = usableModel(where, model);
  const time = readHorizonOf(where, "horizon", horizon, usable);
  return answer(where, usable, histories, (behaviour, x, last, age) => question(behaviour, x, last, age, time));
}
