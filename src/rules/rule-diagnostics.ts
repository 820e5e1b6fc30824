import { closest } from "../checks/closest.js";
import type { EventLog } from "../input/events/event-log.js";
import type { Warning } from "../input/ledger.js";
import { absentValues } from "./absent-values.js";
import { leavesIn, typesIn } from "./leaves-in.js";
import { isMuted } from "./muted.js";
import { namesInRules } from "./names-in-rules.js";
import { AMOUNT } from "./program/event-fields.js";
import type { EventRule, Rule } from "./rule.js";
import type { RuleData, Universe } from "./rule-program.js";
import { strangers } from "./strangers.js";

/**
 * What rules ask for and events do not have: misspelt, never mapped, or it never happened. No error, because it may be right.
 *
 * @since 0.1.0
 */
export interface RuleDiagnostics {
  /** The types that the rules, their partners and their references name and no event has, ascending. */
  readonly absentTypes: readonly string[];
  /** The fields of events that are asked of events that are there and that no event has, ascending: they count as missing. */
  readonly absentEventFields: readonly string[];
  /**
   * The same for people. `ABSENT_TYPES` and `ABSENT_EVENT_FIELDS` list the types and fields above. `NO_SUCH_VALUE` says that a field
   * never holds what a rule looks for in it: none of the values after `=` or `in`, or text where a number is compared, or a number where
   * text is; it lists the values that there are. `NO_SHARED_CUSTOMERS` says that the events share no customer with the profiles, with
   * the orders or with a set that is referred to.
   */
  readonly warnings: readonly Warning[];
}

/** Whose rules they are, for messages. */
interface RuleOwner {
  /** What they are called, such as "the rule". */
  readonly name: string;
  readonly isOne: boolean;
}

/** What checked rules ask of events in vain. */
export function ruleDiagnostics(
  owner: RuleOwner,
  rules: readonly Rule[],
  data: RuleData,
  universe: Universe,
): RuleDiagnostics {
  const { events, references } = data;
  const typeNames = events?.typeNames ?? [];
  const { types } = namesInRules(rules, references);
  const absentTypes = [...types].filter((type) => !typeNames.includes(type)).sort();
  const leaves = leavesIn(rules, references);
  const eventRules = leaves.filter((leaf): leaf is EventRule => "event" in leaf);
  const happened = eventRules.filter((rule) => typesIn(rule).some((type) => typeNames.includes(type)));
  const absentEventFields = events === undefined ? [] : absentFieldsOf(events, happened);
  const values = events === undefined ? [] : happened.flatMap((rule) => absentValues(events, rule)).sort();
  const warnings: Warning[] = [];
  if (absentTypes.length > 0) warnings.push(absentTypesWarning(owner, absentTypes, typeNames, types));
  if (absentEventFields.length > 0) warnings.push(absentFieldsWarning(owner, absentEventFields));
  const look = owner.isOne ? "looks" : "look";
  for (const text of new Set(values)) {
    warnings.push({ code: "NO_SUCH_VALUE", message: `${owner.name} ${look} for ${text}` });
  }
  warnings.push(...strangers(rules, data, universe));
  return Object.freeze<RuleDiagnostics>({
    absentTypes: Object.freeze(absentTypes),
    absentEventFields: Object.freeze(absentEventFields),
    warnings: Object.freeze(warnings),
  });
}

/** A list of names for a warning, cut to a readable length. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name));
  return names.length <= 20 ? shown.join(", ") : `${shown.join(", ")} and ${names.length - 20} more`;
}

function absentTypesWarning(
  { name, isOne }: RuleOwner,
  absent: readonly string[],
  typeNames: readonly string[],
  named: ReadonlySet<string>,
): Warning {
  // A model names many types that are alike: one that it names is not meant by another.
  const unused = typeNames.filter((type) => !named.has(type));
  const candidates = isOne ? typeNames : unused;
  const guesses = absent.slice(0, 20).flatMap((type) => {
    const meant = closest(type, unused) ?? closest(type, candidates);
    return meant === undefined ? [] : [`${JSON.stringify(meant)} instead of ${JSON.stringify(type)}`];
  });
  const orders = absent.includes("purchase") ? "; purchases that stand in orders are given as ledger" : "";
  const meant = guesses.length === 0 ? "" : `; did you mean ${guesses.join(", ")}?`;
  const message = `no event has the type ${listNames(absent)}, which ${name} ${isOne ? "names" : "name"}: nobody did it, so that to ask for none of it holds for everyone; if it happens under another name, map it when the events are read${orders}${meant}`;
  return { code: "ABSENT_TYPES", message };
}

function absentFieldsWarning({ name, isOne }: RuleOwner, absent: readonly string[]): Warning {
  const message = `no event has the field ${listNames(absent)}, which ${name} ${isOne ? "looks" : "look"} at: it counts as missing; say where it stands when the events are read`;
  return { code: "ABSENT_EVENT_FIELDS", message };
}

function absentFieldsOf(log: EventLog, rules: readonly EventRule[]): string[] {
  const fields = new Set<string>();
  for (const { measure, where, exceptKeyed } of rules) {
    if (measure.field !== undefined) fields.add(measure.field);
    if (where !== undefined) collectFields(fields, where);
    if (exceptKeyed !== undefined) fields.add(exceptKeyed.key);
  }
  return [...fields].filter((field) => !hasField(log, field)).sort();
}

function collectFields(fields: Set<string>, rule: Rule): void {
  if (isMuted(rule)) return;
  if ("combinator" in rule) for (const part of rule.rules) collectFields(fields, part);
  else if ("field" in rule) fields.add(rule.field);
}

function hasField({ fields, values }: EventLog, name: string): boolean {
  if (name === AMOUNT) return values !== null;
  // The first value is the missing one.
  return Object.hasOwn(fields, name) && fields[name].values.length > 1;
}
