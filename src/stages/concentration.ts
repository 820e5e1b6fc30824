import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { checkResult } from "./check-result.js";
import { NO_STAGE } from "./stage-model.js";
import type { StageResult } from "./stage-result.js";

/**
 * How much of a stage an audience holds.
 *
 * @since 0.1.0
 */
export interface StageConcentration<Id extends string = string> {
  /** The stage's id; `null` for none. */
  readonly stage: Id | null;
  /** Customers of the stage. */
  readonly customers: number;
  /** Those of them who are in the audience. */
  readonly audience: number;
  /** `audience / customers * 100`; `null` for a stage that nobody is in. */
  readonly concentration: number | null;
}

/**
 * Returns how much of each stage an audience holds, in percent: `|audience ∩ stage| / |stage| * 100`, as Alibaba's Quick Audience
 * defines concentration. 100 means that the whole stage is in the audience.
 *
 * Ids are compared with their type; an id that is named twice counts once, one that the result does not know counts nowhere. An empty
 * audience gives zeros. Cost: one look-up per id.
 *
 * @param audience - The ids of the audience: an array or another iterable.
 * @param result - The stages.
 * @returns One row for none, then one per stage from shallow to deep.
 * @throws {@link RfmError} `WRONG_TYPE` if one of them is something else, or an element of the audience is no id.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [{ c: 1, e: "cart", d: "2026-02-27" }, { c: 2, e: "cart", d: "2026-02-26" }, { c: 3, e: "purchase", d: "2026-02-01" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const result = classifyStages(aiplDatabank, { events });
 * concentration([1, 3, 4], result).map(({ stage, concentration }) => [stage, concentration]); // => [[null, null], ["A", null], ["I", 50], ["P", 100], ["L", null]]
 * ```
 * @see {@link classifyStages}
 * @since 0.1.0
 */
export function concentration<Id extends string>(
  audience: Iterable<CustomerId>,
  result: StageResult<Id>,
): readonly StageConcentration<Id>[] {
  const where = "concentration";
  const isIterable =
    typeof (audience as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === "function";
  if (typeof audience === "string" || !isIterable) {
    throw optionError("WRONG_TYPE", where, "audience", "be an array or another iterable of customer ids", audience);
  }
  checkResult(where, "result", result);
  const { customers, stage } = result;
  const counted = new Uint8Array(stage.length);
  const found = new Uint32Array(NO_STAGE + 1);
  let position = 0;
  for (const id of audience) {
    if (!isId(id)) throw optionError("WRONG_TYPE", where, `audience[${position}]`, "be a customer id", id);
    position++;
    const row = customers.find(id);
    if (row < 0 || counted[row] === 1) continue;
    counted[row] = 1;
    found[stage[row]]++;
  }
  const positions = [NO_STAGE, ...result.model.stages.keys()];
  return Object.freeze(
    result.summary().map(({ stage, customers }, i) => {
      const inAudience = found[positions[i]];
      const percent = customers === 0 ? null : (inAudience / customers) * 100;
      return Object.freeze({ stage, customers, audience: inAudience, concentration: percent });
    }),
  );
}

function isId(id: unknown): boolean {
  return typeof id === "string" || typeof id === "number" || typeof id === "bigint";
}
