import { didYouMean } from "../../checks/closest.js";
import type { RuleFaultCode, RuleFieldType, RuleSchema } from "../rule-schema.js";
import { type FaultList, listed } from "./fault-list.js";

/** The names of a schema, ready to be asked; `null` where any name goes. */
export interface KnownNames {
  readonly fields: ReadonlyMap<string, RuleFieldType> | null;
  readonly events: ReadonlySet<string> | null;
  readonly eventFields: ReadonlyMap<string, RuleFieldType> | null;
  /** The rules or sets behind the names, `null` where only the name is known. */
  readonly references: ReadonlyMap<string, object | null> | null;
  readonly missing: MissingNames;
}

/** What a message says of names of a kind where there are none because their data were not given; it begins with its own sign. */
export interface MissingNames {
  readonly fields?: string | undefined;
  readonly events?: string | undefined;
  readonly references?: string | undefined;
}

export function knownNames(
  { fields, events, eventFields, references }: RuleSchema,
  missing: MissingNames = {},
): KnownNames {
  return {
    missing,
    fields: fields === undefined ? null : new Map(Object.entries(fields)),
    events: events === undefined ? null : new Set(events),
    eventFields: eventFields === undefined ? null : new Map(Object.entries(eventFields)),
    references: references === undefined ? null : new Map(referenceEntries(references)),
  };
}

function referenceEntries(references: NonNullable<RuleSchema["references"]>): [string, object | null][] {
  return Array.isArray(references) ? references.map((name: string) => [name, null]) : Object.entries(references);
}

/** Notes an unknown event type, and returns whether it is known. */
export function checkType(faults: FaultList, path: string, value: unknown, { events, missing }: KnownNames): boolean {
  return checkName(faults, path, value, events, "UNKNOWN_EVENT", "event type", missing.events);
}

/** Notes an unknown reference, and returns whether it is known. */
export function checkReference(
  faults: FaultList,
  path: string,
  value: unknown,
  { references, missing }: KnownNames,
): boolean {
  return checkName(faults, path, value, references, "UNKNOWN_REFERENCE", "rule or segment", missing.references);
}

/** Notes an unknown field; the type of a known one, `"any"` where any name goes, `null` after a fault. */
export function checkField(
  faults: FaultList,
  path: string,
  value: unknown,
  fields: ReadonlyMap<string, RuleFieldType> | null,
  what: string,
  missing?: string,
): RuleFieldType | null {
  if (!checkName(faults, path, value, fields, "UNKNOWN_FIELD", what, missing)) return null;
  return fields?.get(value as string) ?? "any";
}

function checkName(
  faults: FaultList,
  path: string,
  value: unknown,
  known: ReadonlySet<string> | ReadonlyMap<string, unknown> | null,
  code: RuleFaultCode,
  what: string,
  missing: string | undefined,
): boolean {
  if (typeof value !== "string" || value === "") {
    faults.add(path, `name a ${what}`.replace("a event", "an event"), value);
    return false;
  }
  if (known === null || known.has(value)) return true;
  faults.addAs(
    code,
    path,
    `name a known ${what}`,
    value,
    () => didYouMean(value, candidatesFor(value, known)) || others(known, missing),
  );
  return false;
}

/** Each comparison costs the product of two lengths, and a rule may have many faults. */
const MOST_CANDIDATES = 1000;

/** The names that may have been meant; where there are very many, those that begin alike. */
function candidatesFor(word: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>): Iterable<string> {
  if (known.size <= MOST_CANDIDATES) return known.keys();
  const candidates: string[] = [];
  const start = word.slice(0, 1).toLowerCase();
  for (const name of known.keys()) {
    if (name.slice(0, 1).toLowerCase() !== start) continue;
    if (candidates.push(name) === MOST_CANDIDATES) break;
  }
  return candidates;
}

function others(known: ReadonlySet<string> | ReadonlyMap<string, unknown>, missing = "; there is none"): string {
  return known.size === 0 ? missing : `; there are ${listed(known.keys())}`;
}
