import { optionError } from "../errors.js";
import { answerGroups } from "./answer.js";
import type { BuyingModel } from "./buying-model.js";
import { groupHistories } from "./group-histories.js";
import { type CustomerHistories, readHistories } from "./read-histories.js";
import { usableModel } from "./usable-model.js";

/**
 * Returns the log likelihood of histories under a model: how well it foretold customers that it was not fitted to.
 *
 * Nothing is dropped, times are in the model's unit, so models of the same unit can be compared, also of different kinds. For the purchases that
 * a model was fitted to it is `fit.logLikelihood`. It is `-Infinity` if a limit model says that a history cannot be, as where nobody is to
 * come back and somebody did; 0 without customers. Cost: one evaluation per distinct history.
 *
 * @param model - A fitted model.
 * @param histories - Repeat purchases of a ledger, used opportunities, or columns.
 * @returns The sum over customers.
 * @throws {@link RfmError} `BAD_MODEL` for the model, `OUT_OF_RANGE` or `WRONG_TYPE` for histories that cannot be, `MISSING_OPTION` for
 * columns without `logGaps` under a model with Erlang gaps.
 *
 * @example
 * ```ts
 * const purchases = { repeats: [0, 0, 1, 4, 9], last: [0, 0, 20, 28, 30], age: [30, 31, 33, 32, 30] };
 * const model = fitNbd(purchases);
 * Math.abs(logLikelihoodOf(model, purchases) - (model.fit.logLikelihood ?? 0)) < 1e-9; // => true
 * ```
 * @since 0.1.0
 */
export function logLikelihoodOf(model: BuyingModel, histories: CustomerHistories): number {
  const where = "logLikelihoodOf";
  const usable = usableModel(where, model);
  const read = readHistories(where, usable, histories);
  const grouped = groupHistories(read, false);
  const answers = answerGroups(grouped, usable, (behaviour, x, last, age) => behaviour.logLikelihood(x, last, age));
  let total = 0;
  let repeats = 0;
  for (let g = 0; g < grouped.groups; g++) {
    const n = grouped.count[g];
    if (n === 0) continue;
    total += n * answers[g];
    repeats += n * grouped.x[grouped.xAt[g]];
  }
  // Erlang gaps alone have a likelihood in which the gaps themselves appear.
  const { k = 1 } = usable.parameters;
  if (k === 1 || repeats === 0) return total;
  if (read.logGaps === null) {
    const requirement = "be given for a model with Erlang gaps";
    throw optionError("MISSING_OPTION", where, "purchases.logGaps", requirement, undefined);
  }
  let logGaps = 0;
  for (let i = 0; i < read.rows; i++) logGaps += read.logGaps[i];
  return total + (k - 1) * (logGaps - repeats * Math.log(read.perUnit));
}
