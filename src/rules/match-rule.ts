import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { compileRules } from "./compile-rules.js";
import type { Rule } from "./rule.js";
import { type RuleDiagnostics, ruleDiagnostics } from "./rule-diagnostics.js";
import type { Membership, RuleData, RuleDataWithOrders, RuleProgram } from "./rule-program.js";
import { withOrders } from "./with-orders.js";

/**
 * Options of {@link matchRule}.
 *
 * @since 0.1.0
 */
export interface MatchRuleOptions extends RuleDataWithOrders {
  /** The day of the analysis; it counts as complete, and nothing after it counts. @defaultValue the day of the last event or order */
  readonly asOf?: DateLike | undefined;
}

/**
 * Who matches a rule. It is a {@link Membership}, so other rules can refer to it by name.
 *
 * @since 0.1.0
 */
export interface RuleMatch extends Membership {
  /** The rule, a frozen copy. */
  readonly rule: Rule;
  /** The day of the analysis as ISO text; `null` where there was no event and the rule asks for no day. */
  readonly asOf: string | null;
  /** How many customers match. */
  readonly count: number;
  /** What the rule asks for and the events do not have, with warnings for people: a misspelt type matches everyone or no one. */
  readonly diagnostics: RuleDiagnostics;
  /** The ids of those who match, in the order of `customers`. Cost: one pass. */
  ids(): CustomerId[];
}

/**
 * Returns which customers match a rule on a day.
 *
 * The customers that are asked about are those of the profiles, in their order, then the others of the events; `universe: "profiles"`
 * leaves the latter out. All have an answer, also those without events or without a profile, so a rule and its negation share
 * them out.
 *
 * A comparison with what is missing is false, also a negative one; `not` turns the outcome afterwards. Without events `count`,
 * `distinctDays`, `distinct` and `sum` are 0 and the other measures are missing. An event of day d counts in `{ days: W }` if
 * `asOf - W < d <= asOf`; after asOf none does. Amounts and sums are compared as the decimals that a rule spells, exactly; text is compared
 * by code unit, and never as a number. A type that no event has is no error: nobody did it, and the diagnostics say so. Partners of
 * `exceptKeyed` are events of the same customer. Orders of a ledger are events of the type `purchaseType`, as {@link eventsWithOrders}
 * makes them. Profiles have no history: on a past day, too, they are what they are now.
 *
 * Cost: one look-up per customer and field to compile, then one sequential pass over the events, however many leaves the rule
 * has; a byte per customer. A ledger is joined with the events first.
 *
 * @param rule - The rule.
 * @param options - Events, orders or profiles, what names refer to, and the day.
 * @returns The match; frozen.
 * @throws {@link RfmError} `BAD_RULE`, `UNKNOWN_FIELD`, `UNKNOWN_REFERENCE` or `CYCLIC_REFERENCE` for the rule, `UNKNOWN_EVENT` if it asks
 * for events and there is no log; `MISSING_OPTION` if it asks for a day and there is none; `CONFLICTING_OPTIONS` where both the events and a
 * ledger have purchases; `WRONG_TYPE`, `UNKNOWN_NAME`, `UNKNOWN_OPTION`
 * or `LENGTH_MISMATCH` for the options.
 *
 * @example Bought before, but not lately
 * ```ts
 * const events = eventsFromRows(
 *   [
 *     { c: "ann", e: "purchase", d: "2026-01-10" },
 *     { c: "bob", e: "purchase", d: "2026-03-20" },
 *     { c: "cid", e: "product_view", d: "2026-03-31" },
 *   ],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const asleep = matchRule(and(event("purchase"), event("purchase", "=", 0, { within: 30 })), { events });
 * asleep.ids(); // => ["ann"]
 * asleep.asOf; // => "2026-03-31"
 * [...asleep.has]; // => [1, 0, 0]
 * ```
 * @example What is known of customers, and a match by name
 * ```ts
 * const events = eventsFromRows([{ c: "ann", e: "cart", d: "2026-03-31" }], { customer: "c", type: "e", date: "d" });
 * const profiles = profilesFromRows(
 *   [{ id: "bob", city: "Oslo" }, { id: "ann", city: "Oslo" }, { id: "cid", city: null }],
 *   { customer: "id", fields: { city: "text" } },
 * );
 * const northern = matchRule(attr("city", "=", "Oslo"), { profiles });
 * northern.count; // => 2
 * matchRule(and(ref("north"), event("cart", "=", 0)), { events, profiles, references: { north: northern } }).ids(); // => ["bob"]
 * ```
 * @example Orders, and a name that is misspelt
 * ```ts
 * const ledger = ledgerFromRows([{ c: "ann", d: "2026-03-01", a: 80 }], { customer: "c", date: "d", amount: "a" });
 * const buyers = matchRule(event("purchase"), { ledger });
 * [buyers.ids(), buyers.diagnostics.absentTypes]; // => [["ann"], []]
 * const sleepers = matchRule(event("purchse", "=", 0), { ledger });
 * [sleepers.ids(), sleepers.diagnostics.absentTypes]; // => [["ann"], ["purchse"]]
 * sleepers.diagnostics.warnings[0].code; // => "ABSENT_TYPES"
 * ```
 * @see {@link classifyStages} for several rules at once
 * @since 0.1.0
 */
export function matchRule(rule: Rule, options: MatchRuleOptions): RuleMatch {
  const where = "matchRule";
  checkOptions(where, options, ["events", "profiles", "ledger", "purchaseType", "references", "universe", "asOf"]);
  const { profiles, references, universe } = options;
  const data: RuleData = { events: withOrders(where, "options", options), profiles, references, universe };
  const program = compileRules(where, [rule], data, { pathOf: () => "rule", dataPath: "options" });
  const day = dayOf(where, program, data, options.asOf);
  // Every day is as good as another where nothing depends on it.
  const bits = program.matchAll(day ?? 0);
  const has = new Uint8Array(bits.length);
  let count = 0;
  for (let row = 0; row < bits.length; row++) count += has[row] = bits[row];
  const { customers } = program.universe;
  return Object.freeze<RuleMatch>({
    rule: program.rules[0],
    asOf: day === null ? null : formatDay(day),
    customers,
    has,
    count,
    diagnostics: ruleDiagnostics({ name: "the rule", isOne: true }, program.rules, data, program.universe),
    ids: () => {
      const ids: CustomerId[] = [];
      for (let row = 0; row < has.length; row++) if (has[row] === 1) ids.push(customers.id(row));
      return ids;
    },
  });
}

function dayOf(
  where: string,
  program: RuleProgram,
  { events, profiles }: RuleData,
  asOf: DateLike | undefined,
): number | null {
  if (asOf !== undefined) {
    return readAsOf(where, asOf, dayOfInstantIn(where, (events ?? profiles)?.timeZone ?? "UTC"));
  }
  const day = events?.lastDay ?? null;
  if (day !== null || !program.dependsOnDay) return day;
  const requirement = "be given where there is no event to date it by";
  throw optionError("MISSING_OPTION", where, "options.asOf", requirement, asOf);
}
