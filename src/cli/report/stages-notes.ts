import { EVENT_FIELDS } from "../../input/events/event-fields.js";
import type { TypeNames } from "../../input/events/event-options.js";
import type { StageModel } from "../../stages/stage-model.js";
import type { StageResult } from "../../stages/stage-result.js";
import type { StageFiles } from "../csv/read-stage-data.js";
import { type CliError, dataError } from "../flags/cli-error.js";
import type { CommandLine } from "../flags/command-line.js";
import { profileFieldsIn } from "../flags/profile-fields-in.js";
import { eventFieldsIn } from "../flags/stages-fields.js";
import type { ChosenModel } from "../flags/stages-model.js";
import { noteLines, noteOf, rowNotes, warningLines } from "./account-text.js";
import { judgeOtherRows, judgeShared } from "./judge.js";
import { typeNotes } from "./stages-types.js";
import { strangers } from "./strangers.js";

/** Fails where rows are wrong that must not be. The accounts were printed before. */
export function judgeStageRows(line: CommandLine, { events, orders, profiles }: StageFiles): void {
  judgeOtherRows(line, events.name, events.account, "--customer, --type and --date");
  if (orders !== null) judgeOtherRows(line, orders.name, orders.account, "the flags of --orders");
  if (profiles !== null) judgeOtherRows(line, profiles.name, profiles.account, "the flags of --profiles");
  if (orders !== null) judgeShared(line, orders.name, orders.account);
}

/** Purchases in both files would count twice. */
export function refuseDoublePurchases({ events, orders }: StageFiles): void {
  if (orders === null || !events.data.log.typeNames.includes("purchase")) return;
  throw dataError(
    `${events.name} has events of the type purchase and ${orders.name} has purchases, too, which would count twice; leave out --orders, or leave that type out of --map`,
  );
}

/** That nothing had happened yet by the day of the analysis. */
export function nothingYet(files: StageFiles, result: StageResult): CliError | null {
  const { customers, withoutEvents } = result.diagnostics;
  const isNobody = result.summary().every(({ stage, customers: size }) => stage === null || size === 0);
  if (withoutEvents < customers || !isNobody) return null;
  return dataError(`${files.events.name} has no event up to ${result.asOf}; all of its events are later`);
}

/** What else a reader of the result should know, one sentence each. */
export function notesText(
  chosen: ChosenModel,
  files: StageFiles,
  line: CommandLine,
  map: TypeNames,
  result: StageResult,
): string[] {
  const { diagnostics, asOf } = result;
  const { events, orders } = files;
  const { decimals } = events.data.log;
  const refunds = result.data.events?.diagnostics.orders[0]?.refunds ?? 0;
  const { repeated, repeatsLeftOut } = events.account;
  const counting = repeated.count - repeatsLeftOut;
  return [
    ...noteLines([
      [
        counting,
        "row equals an earlier row in every field; it counts",
        "rows equal an earlier row in every field; they count",
        `(--distinct leaves ${counting === 1 ? "it" : "them"} out): ${noteOf(repeated)}`,
      ],
      [events.account.roundedValues, "value", "values", `had more than ${decimals} decimals and got rounded`],
      ...(orders === null ? [] : rowNotes(orders.account, decimals)),
      [refunds, "refund", "refunds", "took no purchase back: a stage counts purchases"],
      [diagnostics.eventsAfterAsOf, "event", "events", `after ${asOf} left out`],
      [diagnostics.withoutEvents, "customer", "customers", `without an event up to ${asOf}`],
    ]),
    ...typeNotes(chosen, files, diagnostics, map),
    ...fieldNotes(chosen, line, files, diagnostics.absentFields),
    ...profileNotes(line),
    ...strangerNotes(files),
    ...warningsOf(files),
  ];
}

/** Files that know nobody in common: their ids are probably written in two ways. */
function strangerNotes({ events, orders, profiles }: StageFiles): string[] {
  const first = { name: events.name, customers: events.data.log.customers };
  return [
    ...strangers(first, "orders", orders?.name, orders?.data.ledger.customers),
    ...strangers(first, "profiles", profiles?.name, profiles?.data.profiles.customers),
  ];
}

/** Warnings of the library that are not told in other words. */
function warningsOf({ events, orders, profiles }: StageFiles): string[] {
  const warnings = [
    ...events.data.log.diagnostics.warnings.filter(({ code }) => code !== "UNSEEN_TYPES"),
    ...(orders?.data.ledger.diagnostics.warnings ?? []),
    ...(profiles?.data.profiles.diagnostics.warnings ?? []),
  ];
  return [...new Set(warningLines(warnings))];
}

/** Fields that rules look at and no file gives. */
function fieldNotes(
  { model }: ChosenModel,
  line: CommandLine,
  { orders }: StageFiles,
  absentFields: readonly string[],
): string[] {
  const standard: readonly string[] = EVENT_FIELDS;
  const fields = [...eventFieldsIn(model).keys()].filter((field) => standard.includes(field) && !line.has(field));
  const isValueOfOrders = orders !== null && !line.has("orders-amount") && eventFieldsIn(model).has("value");
  return [
    ...fields
      .filter((field) => field !== "value" || orders === null)
      .map((field) => `the model looks at the ${field} of events, which counts as missing without --${field} COL`),
    ...(isValueOfOrders ? ["the model looks at the value of purchases, which is 0 without --orders-amount COL"] : []),
    ...absentFieldNotes(model, line, absentFields),
  ];
}

/** Fields of customers that no file gives, with the flags that would. */
function absentFieldNotes(model: StageModel, line: CommandLine, absent: readonly string[]): string[] {
  if (absent.length === 0) return [];
  const types = profileFieldsIn(model);
  const typeOf = (field: string): string => types.get(field) ?? "text";
  const pairs = absent.map((field) => `${field}=${typeOf(field)}`).join(",");
  const given = line.text("profile-fields");
  const flags = `--profiles ${line.text("profiles") ?? "customers.csv"} --profile-fields ${given === undefined ? "" : `${given},`}${pairs}`;
  return [
    `the model looks at ${absent.join(", ")} of customers, which ${absent.length === 1 ? "counts" : "count"} as missing without ${flags} (${absent[0]}=COL:${typeOf(absent[0])} where the column has another name)`,
  ];
}

/** What is known of customers has no date. */
function profileNotes(line: CommandLine): string[] {
  if (!line.has("compare") || !line.has("profile-fields")) return [];
  return [`the attributes of ${line.text("profiles")} are those of today: they count on both days of --compare`];
}
