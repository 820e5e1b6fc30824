import type { ChurnFeatureOptions } from "../../churn/churn-data.js";
import { type CheckedEventSettings, eventSettingsOf } from "../../input/events/event-options.js";
import type { Settings } from "../../input/order-options.js";
import { type CheckedProfileSettings, profileSettingsOf } from "../../input/profiles/profile-options.js";
import { writingFromFlags } from "../csv/csv-format.js";
import type { ChurnFiles } from "../csv/read-churn-files.js";
import type { EventsFormat } from "../csv/read-events.js";
import type { ProfilesFormat } from "../csv/read-profiles.js";
import type { CsvWriting } from "../csv/read-records.js";
import { usageError } from "./cli-error.js";
import type { CommandLine, Flags } from "./command-line.js";
import { type FurtherFile, flagOf, furtherPath, profilesFile } from "./further-files.js";

/** The flags of what a regression may use besides the orders. */
export const FEATURE_FLAGS: Flags = {
  events: { type: "string" },
  "events-customer": { type: "string" },
  "events-type": { type: "string" },
  "events-date": { type: "string" },
  "event-types": { type: "string" },
  profiles: { type: "string" },
  "profiles-customer": { type: "string" },
  "profile-fields": { type: "string" },
};

export const FEATURES_HELP = `For the model logistic alone, from other files, written like the orders
  --events FILE             what customers did; counts by type in the last 30 and 90 days become features
  --events-type COL         what was done, such as view or cart; needed with --events
  --events-customer COL     who did it (default: as --customer)
  --events-date COL         when (default: as --date)
  --event-types TYPE,...    which types to count, at most 50 (default: all of the file)
  --profiles FILE           what is known of customers, one row for each. Values count as they are now: name only fields
                            that were known in the past, none that tells what became of a customer
  --profiles-customer COL   who (default: as --customer)
  --profile-fields NAME=TYPE,... or NAME=COL:TYPE,...
                            what to use: isMember=boolean,joined=signup_day:date; also number and text. A boolean is
                            true/false, yes/no, y/n, t/f, on/off, 1/0`;

/** Where features besides those of orders come from. */
export interface FeatureFiles {
  readonly events: FurtherFile<EventsFormat> | null;
  /** Which types to count; all where none are named. */
  readonly eventTypes: readonly string[] | undefined;
  readonly profiles: FurtherFile<ProfilesFormat> | null;
  readonly eventSettings: CheckedEventSettings;
  readonly profileSettings: CheckedProfileSettings;
}

/** What the flags say about the files. `unused` says of a model that looks at none of them; `null` where it may. */
export function featureFiles(
  command: string,
  line: CommandLine,
  settings: Settings,
  unused: string | null,
): FeatureFiles {
  const [given] = ["events", "profiles"].filter((flag) => line.has(flag));
  if (given !== undefined && unused !== null) {
    throw usageError(`--${given} is for the model logistic alone; ${unused} looks at orders only`);
  }
  const writing = writingFromFlags(line);
  const shared = { timeZone: settings.timeZone, onInvalid: "skip" } as const;
  const profiles = profilesFile(line, writing, "orders");
  if (profiles !== null && profiles.format.fields.size === 0) {
    throw usageError("--profiles needs --profile-fields NAME=TYPE,...: what to use of them");
  }
  return {
    events: eventsFile(line, writing),
    eventTypes: eventTypesFrom(line),
    profiles,
    eventSettings: eventSettingsOf(command, { ...shared, decimals: settings.decimals }, []),
    profileSettings: profileSettingsOf(command, shared, []),
  };
}

function eventsFile(line: CommandLine, writing: CsvWriting): FurtherFile<EventsFormat> | null {
  const about = ["events-customer", "events-type", "events-date", "event-types"];
  const path = furtherPath(line, "events", about, "orders");
  if (path === undefined) return null;
  const type = line.text("events-type");
  if (type === undefined) throw usageError("--events needs --events-type COL, the column that says what was done");
  const columns = {
    customer: line.text("events-customer") ?? (line.text("customer") as string),
    type,
    date: line.text("events-date") ?? (line.text("date") as string),
  };
  const flags = {
    customer: flagOf(line, "events-customer", "customer"),
    type: "events-type",
    date: flagOf(line, "events-date", "date"),
  };
  return { path, format: { ...writing, columns, flags, fields: new Map(), kinds: new Map(), repeated: "count" } };
}

function eventTypesFrom(line: CommandLine): readonly string[] | undefined {
  const types = line
    .text("event-types")
    ?.split(",")
    .map((type) => type.trim());
  if (types?.includes("")) {
    const given = JSON.stringify(line.text("event-types"));
    throw usageError(`--event-types must be names with commas between them; received ${given}`);
  }
  return types;
}

/** What the files give the library. A fitted model knows itself which types and fields it uses. */
export function featureOptions(
  { eventTypes, profiles: file }: FeatureFiles,
  { events, profiles }: ChurnFiles,
  isFitted: boolean,
): ChurnFeatureOptions {
  return {
    ...(events === null ? {} : { events: events.data.log }),
    ...(profiles === null ? {} : { profiles: profiles.data.profiles }),
    ...(isFitted || eventTypes === undefined ? {} : { eventTypes }),
    ...(isFitted || file === null ? {} : { profileFields: [...file.format.fields.keys()] }),
  };
}
