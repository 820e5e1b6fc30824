import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { parseDay } from "../input/days/parse-day.js";
import { compileRules } from "../rules/compile-rules.js";
import { checkMembership, isMembership } from "../rules/program/check-rule-data.js";
import { memberRows } from "../rules/program/universe.js";
import type { Rule } from "../rules/rule.js";
import type { Membership } from "../rules/rule-program.js";
import { checkSuccession, stageFlow } from "./stage-flow.js";
import type { StageResult } from "./stage-result.js";

/**
 * Options of {@link fast}.
 *
 * @since 0.1.0
 */
export interface FastOptions {
  /** Who the superior customers are: members in one reading, customers of high value in another. A rule, or a set of customers. */
  readonly members: Rule | Membership;
  /** Which of them are active. @defaultValue a `cart`, `favorite`, `interact`, `benefit_claim` or `points_claim` within 180 days */
  readonly active?: Rule | undefined;
}

/**
 * What {@link fast} returns: plain numbers.
 *
 * @since 0.1.0
 */
export interface Fast {
  /** The earlier day as ISO text. */
  readonly from: string;
  /** The later day as ISO text. */
  readonly to: string;
  /** F: customers in any stage on the later day. */
  readonly fertility: number;
  /** The same on the earlier day. */
  readonly fertilityBefore: number;
  /** A, as deepening: the share of those in any stage but the deepest who moved to a deeper one; `null` where there were none. */
  readonly advancingByDeepening: number | null;
  /** A, as conversion: the share of those in any stage who moved to any other, also a shallower one; `null` where there were none. */
  readonly advancingByConversion: number | null;
  /** S: members on the later day, in a stage or not. */
  readonly superiority: number;
  /** T: those of them who are active. */
  readonly thriving: number;
  /** T as a share of S; `null` where that is 0. */
  readonly thrivingShare: number | null;
}

/**
 * Returns FAST, the four measures of how healthy a body of customers is: fertility, advancing, superiority, thriving.
 *
 * F is the number of customers in any stage. A is their movement since the earlier day: published texts have it as deepening or as
 * conversion, so both are given. S is the number of members, in other texts of customers of high value: `members` says which. T is how
 * many of these are active: by default one `cart`, `favorite`, `interact`, `benefit_claim` or `points_claim` within 180 days. S and T are
 * of the later day, over the customers of the later result. The texts are second-hand. Cost: that of {@link stageFlow}, and one pass over
 * the events.
 *
 * @param before - The earlier result.
 * @param after - The later result of the same model.
 * @param options - Who the members are, and which are active.
 * @returns The measures, frozen.
 * @throws {@link RfmError} the errors of {@link stageFlow}; `BAD_RULE`, `UNKNOWN_FIELD` and others for a rule, `WRONG_TYPE` or
 * `LENGTH_MISMATCH` for a set of customers that is none, `MISSING_OPTION` without members.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [
 *     { c: "ann", e: "subscribe", d: "2026-01-05" },
 *     { c: "ann", e: "cart", d: "2026-01-30" },
 *     { c: "ann", e: "purchase", d: "2026-02-03" },
 *     { c: "bob", e: "page_view", d: "2026-01-30" },
 *   ],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const january = classifyStages(aiplDatabank, { events, asOf: "2026-01-31" });
 * const february = classifyStages(aiplDatabank, { events, asOf: "2026-02-28" });
 * const measures = fast(january, february, { members: event("subscribe") });
 * [measures.fertility, measures.advancingByDeepening, measures.superiority, measures.thrivingShare]; // => [1, 0.5, 1, 1]
 * ```
 * @see {@link stageFlow} for the movement in full
 * @since 0.1.0
 */
export function fast<Before extends string, After extends Before>(
  before: StageResult<Before>,
  after: StageResult<After>,
  options: FastOptions,
): Fast {
  const where = "fast";
  checkSuccession(where, before, after);
  checkOptions(where, options, ["members", "active"]);
  const { members, active = ACTIVE } = options;
  if (members === undefined)
    throw optionError("MISSING_OPTION", where, "options.members", "be a rule or a set of customers", members);
  const isSet = isMembership(members);
  if (isSet) checkMembership(where, "options.members", members);
  const pathOf = (position: number): string => (position === 0 ? "options.active" : "options.members");
  const rules = isSet ? [active] : [active, members];
  const program = compileRules(where, rules, after.data, { pathOf, dataPath: "after.data" });
  const bits = program.matchAll(parseDay(after.asOf));
  const inSet = isSet ? memberRows(program.universe, members) : null;
  let superiority = 0;
  let thriving = 0;
  for (let row = 0; row < bits.length; row++) {
    if (inSet === null ? (bits[row] & 2) === 0 : inSet[row] === 0) continue;
    superiority++;
    if ((bits[row] & 1) !== 0) thriving++;
  }
  const { totals, from, to } = stageFlow(before, after);
  return Object.freeze<Fast>({
    from,
    to,
    fertility: totals.after,
    fertilityBefore: totals.before,
    advancingByDeepening: totals.deepeningRate,
    advancingByConversion: totals.conversionRate,
    superiority,
    thriving,
    thrivingShare: superiority === 0 ? null : thriving / superiority,
  });
}

const ACTIVE: Rule = {
  event: ["cart", "favorite", "interact", "benefit_claim", "points_claim"],
  measure: { fn: "count" },
  operator: ">=",
  value: 1,
  within: { days: 180 },
};
