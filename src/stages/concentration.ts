import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Customers } from "../input/ledger.js";
import { checkResult } from "./check-result.js";
import { NO_STAGE } from "./stage-model.js";
import type { StageResult } from "./stage-result.js";

/**
 * How much of one stage an audience holds.
 *
 * @since 0.1.0
 */
export interface StageConcentrationRow<Id extends string = string> {
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
 * What {@link concentration} returns. Frozen.
 *
 * @since 0.1.0
 */
export interface StageConcentration<Id extends string = string> {
  /** How many ids the audience has, each counted once. */
  readonly audience: number;
  /** How many of them the result does not know; they are in no row. All of them: mostly the ids are text on one side only. */
  readonly unknown: number;
  /** One row for none, then one per stage from shallow to deep. */
  readonly stages: readonly StageConcentrationRow<Id>[];
}

/**
 * Returns how much of each stage an audience holds, in percent: `|audience ∩ stage| / |stage| * 100`, as Alibaba's Quick Audience
 * defines concentration. 100 means that the whole stage is in the audience.
 *
 * Ids are compared with their type, unless the result knows its customers by text; an id that is named twice counts once, one that the
 * result does not know is counted in `unknown`. An empty audience gives zeros. Cost: one look-up per id.
 *
 * @param audience - The ids of the audience: an array or another iterable.
 * @param result - The stages.
 * @returns The rows, and how many ids are unknown.
 * @throws {@link RfmError} `WRONG_TYPE` if one of them is something else, or an element of the audience is no id.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [{ c: 1, e: "cart", d: "2026-02-27" }, { c: 2, e: "cart", d: "2026-02-26" }, { c: 3, e: "purchase", d: "2026-02-01" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const { stages, unknown } = concentration([1, 3, 4], classifyStages(aiplDatabank, { events }));
 * stages.map(({ stage, concentration }) => [stage, concentration]); // => [[null, null], ["A", null], ["I", 50], ["P", 100], ["L", null]]
 * unknown; // => 1
 * ```
 * @see {@link classifyStages}
 * @since 0.1.0
 */
export function concentration<Id extends string>(
  audience: Iterable<CustomerId>,
  result: StageResult<Id>,
): StageConcentration<Id> {
  const where = "concentration";
  const isIterable =
    typeof (audience as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === "function";
  if (typeof audience === "string" || !isIterable) {
    throw optionError("WRONG_TYPE", where, "audience", "be an array or another iterable of customer ids", audience);
  }
  checkResult(where, "result", result);
  const { customers, stage } = result;
  const members = new Uint8Array(stage.length);
  const unknown = new Set<CustomerId>();
  let position = 0;
  for (const id of audience) {
    if (!isId(id)) throw optionError("WRONG_TYPE", where, `audience[${position}]`, "be a customer id", id);
    position++;
    const row = rowOf(customers, id);
    if (row < 0) unknown.add(customers.byText ? String(id) : id);
    else members[row] = 1;
  }
  const found = new Uint32Array(NO_STAGE + 1);
  for (let row = 0; row < members.length; row++) found[stage[row]] += members[row];
  const positions = [NO_STAGE, ...result.model.stages.keys()];
  const stages = result.summary().map(({ stage, customers }, i) => {
    const inAudience = found[positions[i]];
    const percent = customers === 0 ? null : (inAudience / customers) * 100;
    return Object.freeze({ stage, customers, audience: inAudience, concentration: percent });
  });
  const known = stages.reduce((sum, row) => sum + row.audience, 0);
  return Object.freeze<StageConcentration<Id>>({
    audience: known + unknown.size,
    unknown: unknown.size,
    stages: Object.freeze(stages),
  });
}

/** The row of an id, -1 where it is unknown. Where a part of the customers is known by text, 1 may be found under "1". */
function rowOf(customers: Customers, id: CustomerId): number {
  const row = customers.find(id);
  return row < 0 || customers.byText || customers.id(row) === id ? row : -1;
}

function isId(id: unknown): boolean {
  return typeof id === "string" || typeof id === "number" || typeof id === "bigint";
}
