import { optionError } from "../errors.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { StageData } from "./stage-data.js";
import { diagnosticsOf } from "./stage-diagnostics.js";
import type { StageModel } from "./stage-model.js";
import { stagesOfBits } from "./stage-of-bits.js";
import { stageProgram } from "./stage-program.js";
import { type StageResult, stageResultOf } from "./stage-result.js";

/**
 * Options of {@link classifyStages}.
 *
 * @since 0.1.0
 */
export interface ClassifyOptions extends StageData {
  /** The day of the analysis; it counts as complete, and nothing after it counts. @defaultValue the day of the last event or order */
  readonly asOf?: DateLike | undefined;
}

/**
 * Returns the stage of every customer on a day: the deepest whose rule holds, or none.
 *
 * An event counts within `days: W` if `asOf - W < day <= asOf`; one after asOf never counts. A stage that requires another is passed over
 * where that one does not hold. Each customer is in one stage or none, whatever the order of the events.
 *
 * **Since** is the first day of the present spell, judged day by day with what was known on each day. **ExpiresAt** is the first day after
 * asOf on which the stage is another if nothing more happens: the last qualifying event and its window, and fresh rules from then on, so
 * interest may fall back to awareness. Either is missing where there is no such day, as for an attribute.
 *
 * **Profiles have no history**: on a past day, too, attributes such as membership are those of the given profiles. To follow them over
 * time, give each day the profiles as they were.
 *
 * A type of event or a field that the model names and the data do not have is no error: it is listed in the diagnostics, with a warning.
 * So is a value that the model looks for and no event has: L of AIPL needs reviews whose sentiment is `"positive"`, or a rating with
 * `aipl({ review: 4 })`. Profiles alone will do for a model of attributes.
 *
 * Cost: one sequential pass over the events; since and expiry are found when they are asked for, of a customer with n events in the
 * order of n log n. Only rules with `exceptKeyed`, or with fields of events that are compared with the day of the analysis, may take n
 * for each day on which something can change.
 *
 * @param model - The stages.
 * @param options - Events, orders and profiles, at least one of them, and the day.
 * @returns The result; stage ids are literal types.
 * @throws {@link RfmError} the errors of {@link defineStages} for a model that is none; `MISSING_OPTION` without data, or without an asOf
 * where there is no event; `WRONG_TYPE` for an asOf that is no date; `CONFLICTING_OPTIONS` where both the events and a ledger have
 * purchases; `UNKNOWN_REFERENCE`, `UNKNOWN_FIELD` and others for names in rules.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [
 *     { c: "ann", e: "page_view", d: "2026-02-20" },
 *     { c: "ann", e: "cart", d: "2026-02-18" },
 *     { c: "bob", e: "purchase", d: "2026-02-01" },
 *     { c: "cid", e: "page_view", d: "2026-01-05" },
 *   ],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const result = classifyStages(aiplDatabank, { events, asOf: "2026-02-28" });
 * result.summary().map(({ stage, customers }) => [stage, customers]); // => [[null, 1], ["A", 0], ["I", 1], ["P", 1], ["L", 0]]
 * const ann = result.get("ann");
 * [ann?.stage, ann?.since, ann?.expiresAt, ann?.expiresTo]; // => ["I", "2026-02-18", "2026-03-05", "A"]
 * ann?.matched; // => ["A", "I"]
 * ann?.reasons; // => [{ path: "stages[1].when.rules[0]", holds: true, events: [{ type: "cart", day: "2026-02-18" }] }]
 * ```
 * @example Orders and what is known of customers
 * ```ts
 * const ledger = ledgerFromRows([{ c: "ann", d: "2026-02-01", a: 10 }], { customer: "c", date: "d", amount: "a" });
 * const profiles = profilesFromRows([{ id: "ann" }, { id: "bob", isMember: true }], { customer: "id", fields: { isMember: "boolean" } });
 * const stages = classifyStages(aiplDatabank, { ledger, profiles });
 * stages.asOf; // => "2026-02-01"
 * [...stages].map(({ customer, stage, expiresAt }) => [customer, stage, expiresAt]); // => [["ann", "P", "2028-07-30"], ["bob", "I", null]]
 * ```
 * @see {@link stageFlow} for what changed between two days, {@link aiplDatabank} and {@link defineStages} for models
 * @since 0.1.0
 */
export function classifyStages<Id extends string>(model: StageModel<Id>, options: ClassifyOptions): StageResult<Id> {
  const where = "classifyStages";
  const compiled = stageProgram<Id>(where, model, options, "options");
  const { program, needed, data, names, absentFields } = compiled;
  const { events } = data;
  const day =
    options.asOf === undefined
      ? lastDay(where, events?.lastDay ?? null)
      : readAsOf(where, options.asOf, dayOfInstantIn(where, compiled.timeZone));
  return stageResultOf<Id>({
    model: compiled.model,
    program,
    needed,
    day,
    stage: stagesOfBits(needed, program.matchAll(day)),
    data,
    diagnostics: diagnosticsOf({ day, data, universe: program.universe, rules: program.rules, names, absentFields }),
  });
}

function lastDay(where: string, day: number | null): number {
  if (day !== null) return day;
  throw optionError(
    "MISSING_OPTION",
    where,
    "options.asOf",
    "be given where there is no event to date it by",
    undefined,
  );
}
