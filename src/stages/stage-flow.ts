import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { checkResult } from "./check-result.js";
import { countStageFlow, pairStages, type StageFlowCounts, stagePositions } from "./count-stage-flow.js";
import { modelDifference } from "./same-model.js";
import { NO_STAGE } from "./stage-model.js";
import type { StageResult } from "./stage-result.js";

/**
 * What {@link stageFlow} returns: the counts, and who it was.
 *
 * @since 0.1.0
 */
export interface StageFlow<Id extends string = string> extends StageFlowCounts<Id> {
  /**
   * The ids of the customers that `count(from, to)` counts: those of the later result in its order, then those of the earlier
   * only. Throws `UNKNOWN_NAME`. Cost: one pass.
   */
  ids(from: Id | null, to: Id | null): CustomerId[];
}

/**
 * Returns how customers moved between the stages of one model from one day to a later one.
 *
 * Of those in a stage before, some **stayed**, some **deepened** (to a deeper stage), some **regressed** (to a shallower one) and
 * some are **lost** (in none); those who come to it from none are **gained**. Both results count over one universe: a customer whom
 * only one of them knows is in none on the other day, so the matrix sums to all customers of both. Customers are matched by id and
 * its type: `1` and `"1"` are two.
 *
 * Profiles have no history: two results of the same profiles see no one become a member or cease to be one. Judge each day by the
 * profiles of that day to see that, too.
 *
 * `deepeningRate` is `deepened / before`; over all stages it is the sum of deepened over all who were in any stage but the deepest.
 * Published deepening rates have no single formula: `rate(from, to)` gives any part of them. `conversionRate` is what Quick
 * Audience calls converted, moved to any other stage, so it counts a regression too. Two empty results give zeros and `null`s.
 * Cost: one pass over both results where they are of one event log, else one look-up by id for each customer.
 *
 * @param before - The earlier result.
 * @param after - The later result of the same model; it may be of the same day, judged by other data.
 * @returns The flow; stage ids are literal types.
 * @throws {@link RfmError} `MODEL_MISMATCH` if the models differ in id, version or rules; `NOT_INCREASING` if after is of an earlier
 * day; `WRONG_TYPE` if it is no result.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [
 *     { c: "ann", e: "page_view", d: "2026-01-30" },
 *     { c: "bob", e: "cart", d: "2026-01-30" },
 *     { c: "bob", e: "purchase", d: "2026-02-03" },
 *     { c: "cid", e: "cart", d: "2026-02-27" },
 *   ],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const january = classifyStages(aiplDatabank, { events, asOf: "2026-01-31" });
 * const february = classifyStages(aiplDatabank, { events, asOf: "2026-02-28" });
 * const flow = stageFlow(january, february);
 * flow.order; // => [null, "A", "I", "P", "L"]
 * flow.counts; // => [[0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
 * flow.ids("I", "P"); // => ["bob"]
 * flow.totals.deepeningRate; // => 0.5
 * ```
 * @see {@link stageTrend} for many days
 * @since 0.1.0
 */
export function stageFlow<Before extends string, After extends Before>(
  before: StageResult<Before>,
  after: StageResult<After>,
): StageFlow<After> {
  const where = "stageFlow";
  checkSuccession(where, before, after);
  const paired = pairStages(before, after);
  const positionOf = stagePositions(`${where}.ids`, after.model);
  const { from, to } = { from: before.asOf, to: after.asOf };
  return Object.freeze<StageFlow<After>>({
    ...countStageFlow({ where, model: after.model, from, to, before, after, paired }),
    ids: (source, target) => {
      const x = positionOf("from", source);
      const y = positionOf("to", target);
      const ids: CustomerId[] = [];
      for (let row = 0; row < after.stage.length; row++) {
        if (after.stage[row] === y && paired.previous[row] === x) ids.push(after.customers.id(row));
      }
      if (y !== NO_STAGE) return ids;
      for (const code of paired.gone) if (before.stage[code] === x) ids.push(before.customers.id(code));
      return ids;
    },
  });
}

/** Refuses what are no two results of one model, the earlier first. */
export function checkSuccession(where: string, before: StageResult, after: StageResult): void {
  checkResult(where, "before", before);
  checkResult(where, "after", after);
  const difference = modelDifference(before.model, after.model);
  if (difference !== null) {
    const { id, version } = before.model;
    throw optionError(
      "MODEL_MISMATCH",
      where,
      "after.model",
      `be that of before, ${JSON.stringify(id)} ${version}, with the same rules (${difference})`,
      `${after.model.id} ${after.model.version}`,
    );
  }
  if (before.asOf > after.asOf) {
    throw optionError(
      "NOT_INCREASING",
      where,
      "after.asOf",
      `not be earlier than that of before, ${before.asOf}`,
      after.asOf,
    );
  }
}
