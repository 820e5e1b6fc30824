import { checkOneOf, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { type DayOfInstant, dayOfInstantIn } from "../days/time-zone.js";
import { decimalsOf } from "../money/currency.js";

/**
 * What the values of events mean, whatever form the events have.
 *
 * @since 0.1.0
 */
export interface EventSettings {
  /** The types to keep, or the name that each raw type is kept under; several raw types may share one. @defaultValue every type, as it is */
  readonly types?: readonly string[] | { readonly [raw: string]: string } | undefined;
  /** The IANA zone in which instants become calendar days. @defaultValue "UTC" */
  readonly timeZone?: string | undefined;
  /** ISO 4217 code; sets `decimals` (JPY 0, KWD 3). */
  readonly currency?: string | undefined;
  /** Decimals that values keep, 0 to 9. @defaultValue the currency's, else 2 */
  readonly decimals?: number | undefined;
  /** Whether values are in major units (`12.50`) or already in minor ones (`1250`). @defaultValue "major" */
  readonly valueIn?: "major" | "minor" | undefined;
  /** `"exact"`: `"1"`, `1` and `1n` are three customers. `"text"`: they are one, known as `"1"`. @defaultValue "exact" */
  readonly customerIds?: "exact" | "text" | undefined;
  /** `"throw"` stops at the first invalid row; `"skip"` leaves invalid rows out and counts them by reason. @defaultValue "throw" */
  readonly onInvalid?: "throw" | "skip" | undefined;
}

const EVENT_SETTINGS = ["types", "timeZone", "currency", "decimals", "valueIn", "customerIds", "onInvalid"] as const;

/** The name that each raw type is kept under; `null` where every type is kept as it is. */
export type TypeNames = ReadonlyMap<string, string> | null;

/** Settings with every default filled in and checked. */
export interface CheckedEventSettings {
  readonly where: string;
  readonly types: TypeNames;
  readonly timeZone: string;
  readonly dayOfInstant: DayOfInstant;
  readonly currency: string | null;
  readonly decimals: number;
  readonly valueIn: "major" | "minor";
  readonly customerIds: "exact" | "text";
  readonly onInvalid: "throw" | "skip";
}

/** Checks the settings once, at the door. `fields` are the further option names of the calling function. */
export function eventSettingsOf(
  where: string,
  options: EventSettings,
  fields: readonly string[],
): CheckedEventSettings {
  checkOptions(where, options, [...fields, ...EVENT_SETTINGS]);
  const { timeZone = "UTC", valueIn = "major", customerIds = "exact", onInvalid = "throw" } = options;
  return {
    where,
    types: typeNamesOf(where, options.types),
    timeZone,
    dayOfInstant: dayOfInstantIn(where, timeZone),
    currency: options.currency ?? null,
    decimals: decimalsOf(where, options.decimals, options.currency),
    valueIn: checkOneOf(where, "options.valueIn", valueIn, ["major", "minor"]),
    customerIds: checkOneOf(where, "options.customerIds", customerIds, ["exact", "text"]),
    onInvalid: checkOneOf(where, "options.onInvalid", onInvalid, ["throw", "skip"]),
  };
}

/** A Map, because types may be called like what every object inherits. */
function typeNamesOf(where: string, types: unknown): TypeNames {
  if (types === undefined) return null;
  if (Array.isArray(types)) {
    return new Map(
      Array.from(types, (type, i) => [checkType(where, `options.types[${i}]`, type), type] as [string, string]),
    );
  }
  if (Object.prototype.toString.call(types) !== "[object Object]") {
    const requirement = "be a list of types or an object from raw types to names";
    throw optionError("WRONG_TYPE", where, "options.types", requirement, types);
  }
  return new Map(
    Object.entries(types as object).map(([raw, name]) => {
      checkType(where, `the keys of options.types`, raw);
      return [raw, checkType(where, `options.types[${JSON.stringify(raw)}]`, name)];
    }),
  );
}

/** A type that is text and not blank. */
export function checkType(where: string, path: string, type: unknown): string {
  if (typeof type === "string" && type.trim() !== "") return type;
  throw optionError("WRONG_TYPE", where, path, "be text that is not empty", type);
}
