import { NO_DAY } from "../../input/days/parse-day-text.js";
import type { EventField, EventLog, Scalar } from "../../input/events/event-log.js";
import { KeyCodes } from "../../input/ids/key-codes.js";
import type { RuleFieldType } from "../rule-schema.js";
import { dayOfValue } from "./day-test.js";
import { type ExactColumn, exactColumn, isNumber } from "./exact-column.js";

/** The name of the amount among the fields of events. */
export const AMOUNT = "value";

// A log that was given none of these has them all the same: missing in every event.
const STANDARD_FIELDS = ["item", "category", "brand", "sentiment", "key"];

/** The fields of a log as rules look at them; what is derived from one is made once. */
export class EventFields {
  readonly #log: EventLog;
  readonly #made = new Map<string, unknown>();

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** A field by codes, the amount among them; `null` where no event has it. */
  field(name: string): EventField | null {
    const { fields, values } = this.#log;
    if (name === AMOUNT) return values === null ? null : this.#once(`field ${name}`, () => codesOf(values));
    return Object.hasOwn(fields, name) ? fields[name] : null;
  }

  /** The numbers of a field by code, made for exact sums. */
  exact(name: string, { codes, values }: EventField): ExactColumn {
    return this.#once(`exact ${name}`, () => exactColumn(values, codes.length));
  }

  /** The numbers of a field by code, `NaN` where a value is none. */
  numbers(name: string, { values }: EventField): Float64Array {
    return this.#once(`numbers ${name}`, () =>
      Float64Array.from(values, (value) => (isNumber(value) ? Number(value) : Number.NaN)),
    );
  }

  /** The days of a field by code, `NO_DAY` where a value is none. */
  days(name: string, { values }: EventField): Int32Array {
    return this.#once(`days ${name}`, () => Int32Array.from(values, dayOfValue));
  }

  #once<T>(key: string, make: () => T): T {
    let made = this.#made.get(key) as T | undefined;
    if (made === undefined) this.#made.set(key, (made = make()));
    return made;
  }
}

/** Amounts by code, for the rare rule that tells them apart. */
function codesOf(amounts: Float64Array): EventField {
  const codes = new Uint32Array(amounts.length);
  const known = new KeyCodes<number>();
  for (let i = 0; i < amounts.length; i++) if (!Number.isNaN(amounts[i])) codes[i] = known.intern(amounts[i]) + 1;
  return { codes, values: [null, ...known.keys] };
}

/**
 * The names of a log's fields. What their values happen to be is no type: whether a rule is right must not depend on the rows. Amounts
 * alone are numbers by their nature.
 */
export function eventFieldNames({ fields }: EventLog): { readonly [name: string]: RuleFieldType } {
  const types = new Map<string, RuleFieldType>(
    [...STANDARD_FIELDS, ...Object.keys(fields)].map((name) => [name, "any"]),
  );
  types.set(AMOUNT, "number");
  return Object.fromEntries(types);
}

/** The types of a log's fields, as far as their values tell: what is of several kinds, or of none, may be compared with anything. */
export function eventFieldTypes({ fields }: EventLog): { readonly [name: string]: RuleFieldType } {
  const types = new Map<string, RuleFieldType>(STANDARD_FIELDS.map((name) => [name, "any"]));
  for (const [name, { values }] of Object.entries(fields)) types.set(name, typeOf(values));
  types.set(AMOUNT, "number");
  return Object.fromEntries(types);
}

function typeOf(values: readonly (Scalar | null)[]): RuleFieldType {
  const types = new Set<RuleFieldType>();
  for (const value of values) if (value !== null) types.add(typeOfValue(value));
  if (types.size === 1) return [...types][0];
  return types.size === 2 && types.has("text") && types.has("date") ? "text" : "any";
}

function typeOfValue(value: Scalar): RuleFieldType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "string") return "number";
  return dayOfValue(value) === NO_DAY ? "text" : "date";
}
