import { type RepeatPurchases, repeatPurchases } from "../buying/repeat-purchases.js";
import { optionError } from "../errors.js";
import { isGrouped } from "../input/check-ledger.js";
import { FIRST_DAY } from "../input/days/calendar.js";
import { formatDay } from "../input/days/format-day.js";
import type { EventLog } from "../input/events/event-log.js";
import type { Ledger } from "../input/ledger.js";
import type { Profiles } from "../input/profiles/profiles.js";

/**
 * What a regression may use besides the orders.
 *
 * @since 0.1.0
 */
export interface ChurnFeatureOptions {
  /** Events of these or other customers, for `"logistic"`. */
  readonly events?: EventLog | undefined;
  /** Of which types to count the events, at most 50. @defaultValue all types of `events` */
  readonly eventTypes?: readonly string[] | undefined;
  /** What is known of customers, for `"logistic"`. */
  readonly profiles?: Profiles | undefined;
  /**
   * The fields of `profiles` to use, at most 50. Values are taken as they are now, so name only fields that were known in the past: one
   * that says what became of a customer would tell the answer. @defaultValue none
   */
  readonly profileFields?: readonly string[] | undefined;
}

/** The data, checked. */
export interface ChurnData {
  readonly ledger: Ledger;
  readonly events: EventLog | null;
  readonly eventTypes: readonly string[];
  readonly profiles: Profiles | null;
  readonly profileFields: readonly string[];
}

export const FEATURE_OPTIONS = ["events", "eventTypes", "profiles", "profileFields"] as const;
export const MOST_NAMES = 50;

/** Checks what a regression may use. */
export function readChurnData(where: string, ledger: Ledger, options: ChurnFeatureOptions): ChurnData {
  const { events = null, profiles = null } = options;
  if (events !== null && !(events.kind === "rfm-kit/events" && isGrouped(events))) {
    const requirement = "be events as this library made them (JSON does not keep them)";
    throw optionError("WRONG_TYPE", where, "options.events", requirement, events);
  }
  if (profiles !== null && !isProfiles(profiles)) {
    const requirement = "be profiles as this library made them (JSON does not keep them)";
    throw optionError("WRONG_TYPE", where, "options.profiles", requirement, profiles);
  }
  const eventTypes = namesOf(where, "eventTypes", options.eventTypes, events === null ? null : events.typeNames);
  const fields = profiles === null ? null : Object.keys(profiles.columns);
  const profileFields = namesOf(where, "profileFields", options.profileFields ?? [], fields);
  return { ledger, events, eventTypes, profiles, profileFields };
}

function isProfiles({ kind, columns, customers }: Profiles): boolean {
  return kind === "rfm-kit/profiles" && Object(columns) === columns && typeof customers?.find === "function";
}

/** Names of which each must be known; all where none are given. A type without events may be asked for: its count is 0. */
function namesOf(
  where: string,
  option: "eventTypes" | "profileFields",
  given: unknown,
  known: readonly string[] | null,
): readonly string[] {
  const path = `options.${option}`;
  const names = given ?? known ?? [];
  const isList = Array.isArray(names) && names.every((name) => typeof name === "string");
  if (!isList) throw optionError("WRONG_TYPE", where, path, "be an array of names", names);
  const distinct = [...new Set(names as readonly string[])];
  if (distinct.length > 0 && known === null) {
    const owner = option === "eventTypes" ? "events" : "profiles";
    throw optionError("MISSING_OPTION", where, `options.${owner}`, `be given beside ${path}`, undefined);
  }
  if (distinct.length > MOST_NAMES) {
    throw optionError("OUT_OF_RANGE", where, path, `name at most ${MOST_NAMES}`, distinct.length);
  }
  const unknown = option === "profileFields" ? distinct.find((name) => known?.includes(name) === false) : undefined;
  if (unknown !== undefined) {
    throw optionError("UNKNOWN_NAME", where, path, "name fields of options.profiles", unknown);
  }
  return distinct;
}

/** What was known on a day: nothing after it is looked at. Rows are the customers with a purchase by then. */
export interface Snapshot {
  readonly data: ChurnData;
  /** `null` where there is no purchase at all. */
  readonly day: number | null;
  readonly purchases: RepeatPurchases;
}

export function snapshotOf(data: ChurnData, day: number | null): Snapshot {
  // A horizon before the first day of the calendar nobody has bought either.
  const known = day === null ? null : Math.max(day, FIRST_DAY);
  const options = known === null ? {} : { asOf: formatDay(known) };
  return { data, day: known, purchases: repeatPurchases(data.ledger, options) };
}

/** What became of the rows of a snapshot within the days after it. */
export interface Outcomes {
  /** Distinct purchase days. */
  readonly orders: Uint32Array;
  /** 1 where there was none. */
  readonly lost: Uint8Array;
}

export function outcomesOf({ data, day, purchases }: Snapshot, horizonDays: number): Outcomes {
  const { offsets, days, amounts } = data.ledger;
  const { codes } = purchases;
  const orders = new Uint32Array(codes.length);
  const lost = new Uint8Array(codes.length);
  const from = day ?? 0;
  for (let row = 0; row < codes.length; row++) {
    let last = from;
    for (let i = offsets[codes[row]]; i < offsets[codes[row] + 1]; i++) {
      if (days[i] <= last || amounts[i] < 0) continue;
      if (days[i] > from + horizonDays) break;
      last = days[i];
      orders[row]++;
    }
    lost[row] = orders[row] === 0 ? 1 : 0;
  }
  return { orders, lost };
}

/** Refuses an option that only the fitting of a model uses. */
export function refuseBeside(where: string, option: string, value: unknown, what: string): void {
  if (value === undefined) return;
  throw optionError("CONFLICTING_OPTIONS", where, `options.${option}`, `be left out beside ${what}`, value);
}
