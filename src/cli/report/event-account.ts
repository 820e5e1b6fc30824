import type { UnknownType } from "../../input/events/event-log.js";
import { BOOLEAN_WORDS } from "../csv/cell-value.js";
import type { DateFormat } from "../csv/foreign-text.js";
import type { NotedIssues } from "../csv/noted-issues.js";
import type { FileEvents } from "../csv/read-events.js";
import type { BadField, FileProfiles } from "../csv/read-profiles.js";
import type { RecordNotes } from "../csv/read-records.js";
import type { NotedRows } from "../csv/row-notes.js";
import { type AccountLine, accountTable, dateAdvice, noteOf, READ_DATES } from "./account-text.js";
import { readable } from "./readable.js";
import { unusable } from "./row-account.js";
import { typesText } from "./stages-types.js";

/** Rows of a file that nothing could be made of. */
interface LostRows {
  readonly rows: number;
  readonly invalidRows: number;
  readonly invalid: NotedIssues;
  readonly wrongLength: NotedRows;
  readonly badQuotes: NotedRows;
  readonly blank: number;
  /** How dates were read. */
  readonly dates: DateFormat;
}

/**
 * What became of every row of a file of events: `rows = events + unknownTypes + repeatsLeftOut + invalid + wrongLength + badQuotes + blank`.
 */
export interface EventAccount extends LostRows {
  readonly events: number;
  /** Rows whose type is not among those that were asked for. */
  readonly unknownTypes: number;
  /** The most frequent of these types. */
  readonly unknown: readonly UnknownType[];
  readonly roundedValues: number;
  /** Rows that equal an earlier one in every field, of types that are kept. */
  readonly repeated: NotedRows;
  /** As many of them as do not count. */
  readonly repeatsLeftOut: number;
}

/** What became of every row of a file of customers: `rows = profiles + invalid + wrongLength + badQuotes + blank`. */
export interface ProfileAccount extends LostRows {
  readonly profiles: number;
  /** The rows of `invalid.BAD_FIELD` by column. */
  readonly badFields: readonly BadField[];
}

/** Adds up what the file and the log say, and proves that nothing is missing. */
export function eventAccountOf({ log, notes, repeated, policy }: FileEvents): EventAccount {
  const { events, unknownTypes, unknown, roundedValues } = log.diagnostics;
  const repeatsLeftOut = policy === "leaveOut" ? repeated.count : 0;
  return proven(
    { ...lostRows(notes), events, unknownTypes, unknown, roundedValues, repeated, repeatsLeftOut },
    events + unknownTypes + repeatsLeftOut,
  );
}

/** The same for customers. */
export function profileAccountOf({ profiles, notes, badFields }: FileProfiles): ProfileAccount {
  const kept = profiles.diagnostics.profiles;
  return proven({ ...lostRows(notes), profiles: kept, badFields }, kept);
}

function lostRows(notes: RecordNotes & { readonly invalid: NotedIssues }): LostRows {
  const { rows, invalid, wrongLength, badQuotes, blank, dates } = notes;
  const invalidRows = Object.values(invalid).reduce((sum, { count }) => sum + count, 0);
  return { rows, invalidRows, invalid, wrongLength, badQuotes, blank, dates };
}

function proven<Account extends LostRows>(account: Account, read: number): Account {
  const sum = read + unusable(account) + account.blank;
  if (sum !== account.rows) throw new Error(`a bug: ${account.rows} rows were read and ${sum} are accounted for`);
  return account;
}

/** What became of every row of a file of events, as lines of text. */
export function eventAccountText(account: EventAccount): string[] {
  const { events, unknownTypes, unknown, repeated, repeatsLeftOut } = account;
  return accountTable(account, [
    ["events", events, ""],
    ["types not in --map", unknownTypes, typesText(unknown)],
    ["equal to an earlier row", repeatsLeftOut, noteOf(repeated)],
  ]);
}

/** The same for customers. */
export function profileAccountText(account: ProfileAccount): string[] {
  // Of these the lines by column tell more.
  const { BAD_FIELD: _, ...invalid } = account.invalid;
  return accountTable(
    { ...account, invalid },
    [["customers", account.profiles, ""]],
    account.badFields.map((field) => lineOf(field, account.dates)),
  );
}

function lineOf({ column, type, rows }: BadField, dates: DateFormat): AccountLine {
  const read = { boolean: `${BOOLEAN_WORDS} are read`, number: "such as 12.50", date: READ_DATES[dates], text: "" }[
    type
  ];
  const advice = type === "date" ? dateAdvice(rows, dates) : "";
  return [`no ${type} in ${readable(column)}${read === "" ? "" : ` (${read})`}`, rows.count, noteOf(rows) + advice];
}
