import { optionError } from "../errors.js";
import type { EventLog } from "../input/events/event-log.js";
import type { Profiles } from "../input/profiles/profiles.js";
import { checkedRule } from "./checked-rule.js";
import { copyRule } from "./copy-rule.js";
import type { EventSource } from "./program/accumulator.js";
import { attributeLeaf } from "./program/attribute-leaf.js";
import { ChangeDays } from "./program/change-days.js";
import { checkRuleData, isMembership } from "./program/check-rule-data.js";
import { Evaluator } from "./program/evaluator.js";
import { EventFields, eventFieldNames } from "./program/event-fields.js";
import { EventScan } from "./program/event-scan.js";
import { canSweep, EventSweep } from "./program/event-sweep.js";
import { type Plan, planRules } from "./program/plan.js";
import { profileFieldTypes } from "./program/profile-fields.js";
import { reasonsOf } from "./program/reasons.js";
import { memberRows, universeOf } from "./program/universe.js";
import type { Rule } from "./rule.js";
import type { Membership, RuleData, RuleProgram, Universe } from "./rule-program.js";
import type { RuleSchema } from "./rule-schema.js";
import type { MissingNames } from "./validation/known-names.js";

/** Where the arguments of {@link compileRules} come from. */
export interface RulePaths {
  /** The path of a rule by its position. */
  readonly pathOf?: (position: number) => string;
  readonly dataPath?: string;
}

/** The bits of a match. */
const MOST_RULES = 31;

/**
 * The program of rules over data. It is checked and compiled once: equal leaves are evaluated once, filters become tables by
 * code, groups become masks of bits, so that a pass over the events does nothing but look up, compare and count.
 *
 * @param where - The calling function, for messages.
 * @param rules - The rules, not checked yet, at most 31.
 * @param data - The events, profiles and references.
 * @param paths - Where rules and data stand in the arguments of the calling function, for messages.
 */
export function compileRules(
  where: string,
  rules: readonly Rule[],
  data: RuleData,
  { pathOf = (position) => `rules[${position}]`, dataPath = "data" }: RulePaths = {},
): RuleProgram {
  checkRuleData(where, dataPath, data);
  if (rules.length > MOST_RULES) {
    throw optionError("OUT_OF_RANGE", where, "rules", `be at most ${MOST_RULES}`, rules.length);
  }
  const schema = schemaOf(data);
  const options = { referencesPath: `${dataPath}.references`, missing: missingNames(data, dataPath) };
  // Copies: what the caller may change later is not what was compiled.
  const own = rules.map((rule, i) => copyRule(checkedRule(where, pathOf(i), rule, schema, options)));
  const universe = universeOf(data);
  const targets = new Map<string, Rule | Membership>();
  const plan = planRules(
    {
      events: data.events === undefined ? null : eventSourceOf(data.events),
      attributeLeaf: (rule) => attributeLeaf(data.profiles as Profiles, universe.size, rule),
      memberRows: (members) => memberRows(universe, members),
      reference: (name) => targetOf(data, targets, name),
    },
    own,
  );
  return programOf(plan, own, universe, data.events ?? null, targets);
}

/** The names that rules may use. A type that no event of the log has is no fault: nobody did it. */
function schemaOf({ events, profiles, references = {} }: RuleData): RuleSchema {
  return {
    fields: profiles === undefined ? {} : profileFieldTypes(profiles),
    events: events === undefined ? [] : undefined,
    eventFields: events === undefined ? {} : eventFieldNames(events),
    references,
  };
}

/** What to give where a rule names what no data were given for. Orders are among the events by now. */
function missingNames({ events, profiles, references }: RuleData, dataPath: string): MissingNames {
  return {
    fields: profiles === undefined ? `; there are no profiles: give ${dataPath}.profiles` : undefined,
    events: events === undefined ? `; there are no events: give ${dataPath}.events or ${dataPath}.ledger` : undefined,
    references: references === undefined ? `; there are no references: give ${dataPath}.references` : undefined,
  };
}

function eventSourceOf(log: EventLog): EventSource {
  const typeCodes = new Map(log.typeNames.map((type, code) => [type, code]));
  return { log, fields: new EventFields(log), typeCodes };
}

/** What a name refers to; a rule is copied once, however often it is named. */
function targetOf(
  { references = {} }: RuleData,
  targets: Map<string, Rule | Membership>,
  name: string,
): Rule | Membership {
  let target = targets.get(name);
  if (target === undefined) {
    const given = references[name];
    targets.set(name, (target = isMembership(given) ? given : copyRule(given)));
  }
  return target;
}

function programOf(
  plan: Plan,
  rules: readonly Rule[],
  universe: Universe,
  log: EventLog | null,
  targets: ReadonlyMap<string, Rule | Membership>,
): RuleProgram {
  const scan = log === null || plan.accumulators.length === 0 ? null : new EventScan(log, plan.accumulators);
  const evaluator = new Evaluator(plan, universe, scan, () =>
    log === null || scan === null || !canSweep(plan.accumulators) ? null : new EventSweep(log, plan.accumulators),
  );
  let made: ChangeDays | undefined;
  // Few ask for the days of change.
  const changes = (): ChangeDays => (made ??= new ChangeDays(plan, log));
  const { eventCodes } = universe;
  const reference = (name: string): Rule | null => {
    const target = targets.get(name);
    return target === undefined || isMembership(target) ? null : target;
  };
  return Object.freeze<RuleProgram>({
    universe,
    rules: Object.freeze(rules),
    get changeHorizon() {
      return changes().horizon;
    },
    get dependsOnDay() {
      return changes().dependsOnDay;
    },
    matchAll: (day, known = day) => {
      evaluator.prepare(day, known);
      return evaluator.matchAll();
    },
    match: (row, day, known = day) => {
      evaluator.prepare(day, known);
      return evaluator.match(row, eventCodes[row]);
    },
    sweep: (row, days, known, goesOn) => evaluator.sweep(row, eventCodes[row], days, known, goesOn),
    changeDays: (row, known, first = Number.NEGATIVE_INFINITY) =>
      changes().of(row, eventCodes[row], known, first, true),
    lastingChanges: (row, known) => changes().of(row, eventCodes[row], known, Number.NEGATIVE_INFINITY, false),
    reasons: (row, rule, day, known = day) => {
      evaluator.prepare(day, known);
      evaluator.look(row, eventCodes[row]);
      return reasonsOf({ plan, evaluator, scan, log, reference }, rules[rule], eventCodes[row]);
    },
  });
}
