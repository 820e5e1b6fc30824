import type { Behaviour } from "./behaviour.js";
import type { PurchaseHistory } from "./buying-model.js";
import { groupHistories, type Histories } from "./group-histories.js";
import { type CustomerHistories, isOneHistory, readHistories, readHistory } from "./read-histories.js";
import type { UsableModel } from "./usable-model.js";

/** What a model is asked of one history. */
export type Question = (behaviour: Behaviour, x: number, last: number, age: number) => number;

/** Asks a question of one history, or of each of many. */
export function answer(
  where: string,
  model: UsableModel,
  given: PurchaseHistory | CustomerHistories,
  question: Question,
): number | Float64Array {
  if (isOneHistory(given)) {
    const { repeats, last, age } = readHistory(where, model, given);
    return question(model.behaviour, repeats, last, age);
  }
  const histories = groupHistories(readHistories(where, model, given), true);
  return spread(histories, answerGroups(histories, model, question));
}

/** The answer for each distinct history. */
export function answerGroups(histories: Histories, { behaviour }: UsableModel, question: Question): Float64Array {
  const { groups, x, last, age, xAt, lastAt, ageAt } = histories;
  const answers = new Float64Array(groups);
  for (let g = 0; g < groups; g++) answers[g] = question(behaviour, x[xAt[g]], last[lastAt[g]], age[ageAt[g]]);
  return answers;
}

/** The answers of groups for each row. */
export function spread({ groupOf }: Histories, answers: Float64Array): Float64Array {
  const rows = groupOf as Uint32Array;
  const spreadOut = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) spreadOut[i] = answers[rows[i]];
  return spreadOut;
}
