import { EVENT_FIELDS } from "../../input/events/event-fields.js";
import { type CheckedEventSettings, eventSettingsOf } from "../../input/events/event-options.js";
import type { Settings } from "../../input/order-options.js";
import { type CheckedProfileSettings, profileSettingsOf } from "../../input/profiles/profile-options.js";
import type { StageModel } from "../../stages/stage-model.js";
import { writingFromFlags } from "../csv/csv-format.js";
import type { EventsFormat } from "../csv/read-events.js";
import type { CsvFormat } from "../csv/read-orders.js";
import type { ProfilesFormat } from "../csv/read-profiles.js";
import type { CsvWriting } from "../csv/read-records.js";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";
import type { CommandLine } from "./command-line.js";
import { explainedIn } from "./explain-error.js";
import { type FurtherFile, flagOf, furtherPath, profilesFile } from "./further-files.js";
import { uniquePairs } from "./name-pairs.js";
import { settingsFrom } from "./order-settings.js";
import { eventFieldsIn } from "./stages-fields.js";
import { refuseMisspeltTargets, typesFrom } from "./stages-map.js";
import type { ChosenModel } from "./stages-model.js";

/** Where all that stages are judged by comes from, and what it means. */
export interface StagesSources {
  readonly events: EventsFormat;
  readonly orders: FurtherFile<CsvFormat> | null;
  readonly profiles: FurtherFile<ProfilesFormat> | null;
  readonly eventSettings: CheckedEventSettings;
  readonly orderSettings: Settings;
  readonly profileSettings: CheckedProfileSettings;
}

const COLUMNS = ["customer", "type", "date", "item", "category", "brand", "value", "sentiment", "key"] as const;

/** What the flags say about the files, checked as far as it can be before they are read. */
export async function stagesSources(command: string, line: CommandLine, chosen: ChosenModel): Promise<StagesSources> {
  const missing = ["customer", "type", "date"].filter((flag) => !line.has(flag));
  if (missing.length > 0) {
    const flags = missing.map((flag) => `--${flag} COL`).join(", ");
    throw usageError(`${command} needs ${flags}: names of columns in the first row of the file; see ${command} --help`);
  }
  const writing = writingFromFlags(line);
  const orderSettings = settingsFrom(line, {});
  const { timeZone, decimals } = orderSettings;
  const shared = { timeZone, onInvalid: "skip" } as const;
  const types = await typesFrom(line);
  const eventSettings = explainedIn(line.text("map") ?? command, () =>
    eventSettingsOf("stages", { ...shared, decimals, ...(types === undefined ? {} : { types }) }, []),
  );
  refuseMisspeltTargets(line, chosen, eventSettings.types);
  return {
    events: eventsFormat(line, chosen.model, writing),
    orders: ordersFile(line, writing),
    profiles: profilesFile(line, writing, "events"),
    eventSettings,
    orderSettings,
    profileSettings: profileSettingsOf("stages", shared, []),
  };
}

function eventsFormat(line: CommandLine, model: StageModel, writing: CsvWriting): EventsFormat {
  const columns = COLUMNS.flatMap((field) => {
    const column = line.text(field);
    return column === undefined ? [] : [[field, column] as const];
  });
  const fields = uniquePairs("fields", line.text("fields"), "rating=stars,channel=source");
  const known: readonly string[] = EVENT_FIELDS;
  for (const name of fields.keys()) {
    if (!known.includes(name)) continue;
    const advice = name === "fields" ? "give it another name" : `name its column by --${name}`;
    throw usageError(`--fields cannot name ${JSON.stringify(name)}, which has its own meaning; ${advice}`);
  }
  const kinds = eventFieldsIn(model);
  for (const name of kinds.keys()) {
    if (known.includes(name) || fields.has(name)) continue;
    const quoted = JSON.stringify(name);
    throw usageError(
      `the model looks at the field ${quoted} of events; name its column by --fields ${name}=COL${didYouMean(name, [...fields.keys()])}`,
    );
  }
  const repeated = line.has("distinct") ? "leaveOut" : "count";
  return { ...writing, columns: Object.fromEntries(columns), fields, kinds, repeated };
}

function ordersFile(line: CommandLine, writing: CsvWriting): FurtherFile<CsvFormat> | null {
  const path = furtherPath(
    line,
    "orders",
    ["orders-customer", "orders-date", "orders-amount", "orders-order"],
    "events",
  );
  if (path === undefined) return null;
  const [amount, order] = [line.text("orders-amount"), line.text("orders-order")];
  const columns = {
    customer: line.text("orders-customer") ?? (line.text("customer") as string),
    date: line.text("orders-date") ?? (line.text("date") as string),
    ...(amount === undefined ? {} : { amount }),
    ...(order === undefined ? {} : { order }),
  };
  const flags = {
    customer: flagOf(line, "orders-customer", "customer"),
    date: flagOf(line, "orders-date", "date"),
    amount: "orders-amount",
    order: "orders-order",
  };
  return { path, format: { ...writing, columns, flags } };
}
