import type { EventLog } from "../input/events/event-log.js";
import type { Warning } from "../input/ledger.js";
import type { NamesInRules } from "../rules/names-in-rules.js";
import type { Rule } from "../rules/rule.js";
import { listNames, type RuleDiagnostics, ruleDiagnostics } from "../rules/rule-diagnostics.js";
import type { RuleData, Universe } from "../rules/rule-program.js";

/**
 * Events of one type that no rule of a model names.
 *
 * @since 0.1.0
 */
export interface UnusedType {
  /** The type. */
  readonly type: string;
  /** How many events have it. */
  readonly events: number;
}

/**
 * What a stage result did not use, and what a user should know.
 *
 * @since 0.1.0
 */
export interface StageDiagnostics extends RuleDiagnostics {
  /** How many customers were asked about. */
  readonly customers: number;
  /** Those of them without an event up to asOf. */
  readonly withoutEvents: number;
  /** Events later than asOf; they do not count. */
  readonly eventsAfterAsOf: number;
  /** The types of events that no rule names, the most frequent first. */
  readonly unusedTypes: readonly UnusedType[];
  /** The fields of customers that rules name and the profiles do not have: they count as missing. */
  readonly absentFields: readonly string[];
}

/** What diagnostics are made of. */
export interface DiagnosticsInput {
  readonly day: number;
  readonly data: RuleData;
  readonly universe: Universe;
  /** The rules, checked. */
  readonly rules: readonly Rule[];
  /** What they name. */
  readonly names: NamesInRules;
  readonly absentFields: readonly string[];
}

export function diagnosticsOf({ day, data, universe, rules, names, absentFields }: DiagnosticsInput): StageDiagnostics {
  const { events } = data;
  const { types } = names;
  const ofRules = ruleDiagnostics({ name: "rules of the model", isOne: false }, rules, data, universe);
  const counts = events === undefined ? [] : countTypes(events);
  const typeNames = events?.typeNames ?? [];
  const unused = typeNames
    .map((type, t) => ({ type, events: counts[t] }))
    .filter((row) => row.events > 0 && !types.has(row.type))
    .sort((a, b) => b.events - a.events || (a.type < b.type ? -1 : 1));
  return Object.freeze<StageDiagnostics>({
    customers: universe.size,
    withoutEvents: countWithoutEvents(day, events, universe),
    eventsAfterAsOf: events === undefined ? 0 : countAfter(day, events.days),
    unusedTypes: Object.freeze(unused.map((row) => Object.freeze(row))),
    absentTypes: ofRules.absentTypes,
    absentEventFields: ofRules.absentEventFields,
    absentFields: Object.freeze(absentFields),
    warnings: Object.freeze([...ofRules.warnings, ...fieldWarnings(absentFields)]),
  });
}

function countTypes({ types, typeNames }: EventLog): Float64Array {
  const counts = new Float64Array(typeNames.length);
  for (let i = 0; i < types.length; i++) counts[types[i]]++;
  return counts;
}

function countAfter(day: number, days: Int32Array): number {
  let count = 0;
  for (let i = 0; i < days.length; i++) if (days[i] > day) count++;
  return count;
}

/** Days ascend within a customer, so the first one tells. */
function countWithoutEvents(day: number, events: EventLog | undefined, { size, eventCodes }: Universe): number {
  if (events === undefined) return size;
  const { offsets, days } = events;
  let count = 0;
  for (let row = 0; row < size; row++) {
    const code = eventCodes[row];
    if (code < 0 || offsets[code] === offsets[code + 1] || days[offsets[code]] > day) count++;
  }
  return count;
}

function fieldWarnings(absentFields: readonly string[]): Warning[] {
  if (absentFields.length === 0) return [];
  const message = `the profiles have no field ${listNames(absentFields)}, which rules of the model name; it counts as missing for everyone`;
  return [{ code: "ABSENT_FIELDS", message }];
}
