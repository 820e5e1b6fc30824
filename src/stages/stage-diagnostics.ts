import type { EventLog } from "../input/events/event-log.js";
import type { Warning } from "../input/ledger.js";
import type { Universe } from "../rules/rule-program.js";

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
export interface StageDiagnostics {
  /** How many customers were asked about. */
  readonly customers: number;
  /** Those of them without an event up to asOf. */
  readonly withoutEvents: number;
  /** Events later than asOf; they do not count. */
  readonly eventsAfterAsOf: number;
  /** The types of events that no rule names, the most frequent first. */
  readonly unusedTypes: readonly UnusedType[];
  /** The types that rules name and no event has: misspelt, or never mapped. */
  readonly absentTypes: readonly string[];
  /** The fields of customers that rules name and the profiles do not have: they count as missing. */
  readonly absentFields: readonly string[];
  /** What a user should know about it. */
  readonly warnings: readonly Warning[];
}

/** What diagnostics are made of. */
export interface DiagnosticsInput {
  readonly day: number;
  readonly events: EventLog | undefined;
  readonly universe: Universe;
  /** The types that rules name. */
  readonly types: ReadonlySet<string>;
  readonly absentFields: readonly string[];
}

export function diagnosticsOf({ day, events, universe, types, absentFields }: DiagnosticsInput): StageDiagnostics {
  const counts = events === undefined ? [] : countTypes(events);
  const typeNames = events?.typeNames ?? [];
  const unused = typeNames
    .map((type, t) => ({ type, events: counts[t] }))
    .filter((row) => row.events > 0 && !types.has(row.type))
    .sort((a, b) => b.events - a.events || (a.type < b.type ? -1 : 1));
  const absentTypes = [...types].filter((type) => !typeNames.includes(type)).sort();
  return Object.freeze<StageDiagnostics>({
    customers: universe.size,
    withoutEvents: countWithoutEvents(day, events, universe),
    eventsAfterAsOf: events === undefined ? 0 : countAfter(day, events.days),
    unusedTypes: Object.freeze(unused.map((row) => Object.freeze(row))),
    absentTypes: Object.freeze(absentTypes),
    absentFields: Object.freeze(absentFields),
    warnings: Object.freeze(warningsOf(absentTypes, absentFields)),
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

function warningsOf(absentTypes: readonly string[], absentFields: readonly string[]): Warning[] {
  const warnings: Warning[] = [];
  if (absentTypes.length > 0) {
    const message = `no event has the type ${list(absentTypes)}, which rules of the model name; if it happens under another name, map it when the events are read`;
    warnings.push({ code: "ABSENT_TYPES", message });
  }
  if (absentFields.length > 0) {
    const message = `the profiles have no field ${list(absentFields)}, which rules of the model name; it counts as missing for everyone`;
    warnings.push({ code: "ABSENT_FIELDS", message });
  }
  return warnings;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name));
  return names.length <= 20 ? shown.join(", ") : `${shown.join(", ")} and ${names.length - 20} more`;
}
