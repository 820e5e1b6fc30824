import { checkOneOf, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import type { DateLike } from "../days/parse-day.js";
import { type DayOfInstant, dayOfInstantIn } from "../days/time-zone.js";
import type { CustomerId } from "../ids/id-table.js";
import type { Field } from "../order-fields.js";
import type { ProfileType } from "./profiles.js";

/**
 * What the values of profiles mean, whatever form the profiles have.
 *
 * @since 0.1.0
 */
export interface ProfileSettings {
  /** The IANA zone in which instants become calendar days. @defaultValue "UTC" */
  readonly timeZone?: string | undefined;
  /** `"exact"`: `"1"`, `1` and `1n` are three customers. `"text"`: they are one, known as `"1"`. @defaultValue "exact" */
  readonly customerIds?: "exact" | "text" | undefined;
  /** `"throw"` stops at the first invalid row; `"skip"` leaves invalid rows out and counts them by reason. @defaultValue "throw" */
  readonly onInvalid?: "throw" | "skip" | undefined;
}

/**
 * What a field of a profile holds, and where it comes from.
 *
 * @since 0.1.0
 */
export interface TypedField<Type extends ProfileType, From> {
  /** What it holds. A value of another type makes the row invalid: the text `"10"` is no number. */
  readonly type: Type;
  /** Where its values stand. */
  readonly from: From;
}

/**
 * A field of profiles in rows: its type alone where the key is the name, else with where it stands.
 *
 * @since 0.1.0
 */
export type ProfileField<Row> =
  | ProfileType
  | TypedField<"text", Field<Row, string>>
  | TypedField<"number", Field<Row, number>>
  | TypedField<"boolean", Field<Row, boolean>>
  | TypedField<"date", Field<Row, DateLike>>;

/**
 * Options of {@link profilesFromRows}: where the values stand, and what they mean.
 *
 * @since 0.1.0
 */
export interface ProfileRowOptions<Row> extends ProfileSettings {
  /** Who it is about. */
  readonly customer: Field<Row, CustomerId>;
  /** What is known of them, by name. */
  readonly fields: { readonly [name: string]: ProfileField<Row> };
}

const PROFILE_SETTINGS = ["timeZone", "customerIds", "onInvalid"] as const;
const PROFILE_TYPES: readonly ProfileType[] = ["text", "number", "boolean", "date"];

/** Settings with every default filled in and checked. */
export interface CheckedProfileSettings {
  readonly where: string;
  readonly timeZone: string;
  readonly dayOfInstant: DayOfInstant;
  readonly customerIds: "exact" | "text";
  readonly onInvalid: "throw" | "skip";
}

/** Checks the settings once, at the door. `names` are the further option names of the calling function. */
export function profileSettingsOf(
  where: string,
  options: ProfileSettings,
  names: readonly string[],
): CheckedProfileSettings {
  checkOptions(where, options, [...names, ...PROFILE_SETTINGS]);
  const { timeZone = "UTC", customerIds = "exact", onInvalid = "throw" } = options;
  return {
    where,
    timeZone,
    dayOfInstant: dayOfInstantIn(where, timeZone),
    customerIds: checkOneOf(where, "options.customerIds", customerIds, ["exact", "text"]),
    onInvalid: checkOneOf(where, "options.onInvalid", onInvalid, ["throw", "skip"]),
  };
}

/** A field by name with its type and where it comes from. */
export interface NamedProfileField {
  readonly name: string;
  readonly type: ProfileType;
  readonly from: unknown;
}

/** The fields in the order in which they stand. A type alone comes from the key that is called like the field. */
export function profileFieldsOf(where: string, path: string, fields: unknown): NamedProfileField[] {
  if (Object.prototype.toString.call(fields) !== "[object Object]") {
    const code = fields === undefined ? "MISSING_OPTION" : "WRONG_TYPE";
    throw optionError(code, where, path, "be an object from names to types", fields);
  }
  return Object.entries(fields as object).map(([name, given]) => {
    if (name === "") throw optionError("OUT_OF_RANGE", where, path, "have names that are not empty", name);
    const own = `${path}.${name}`;
    if (typeof given === "string") return { name, type: checkOneOf(where, own, given, PROFILE_TYPES), from: name };
    checkOptions(where, given, ["type", "from"], own);
    const { type, from } = given as TypedField<ProfileType, unknown>;
    return { name, type: checkOneOf(where, `${own}.type`, type, PROFILE_TYPES), from };
  });
}
