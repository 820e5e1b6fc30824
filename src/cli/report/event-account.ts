import type { UnknownType } from "../../input/events/event-log.js";
import type { NotedIssues } from "../csv/noted-issues.js";
import type { FileEvents } from "../csv/read-events.js";
import type { FileProfiles } from "../csv/read-profiles.js";
import type { RecordNotes } from "../csv/read-records.js";
import type { NotedRows } from "../csv/row-notes.js";
import { accountTable } from "./account-text.js";
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
}

/** What became of every row of a file of events: `rows = events + unknownTypes + invalid + wrongLength + badQuotes + blank`. */
export interface EventAccount extends LostRows {
  readonly events: number;
  /** Rows whose type is not among those that were asked for. */
  readonly unknownTypes: number;
  /** The most frequent of these types. */
  readonly unknown: readonly UnknownType[];
  readonly roundedValues: number;
}

/** What became of every row of a file of customers: `rows = profiles + invalid + wrongLength + badQuotes + blank`. */
export interface ProfileAccount extends LostRows {
  readonly profiles: number;
}

/** Adds up what the file and the log say, and proves that nothing is missing. */
export function eventAccountOf({ log, notes }: FileEvents): EventAccount {
  const { events, unknownTypes, unknown, roundedValues } = log.diagnostics;
  return proven({ ...lostRows(notes), events, unknownTypes, unknown, roundedValues }, events + unknownTypes);
}

/** The same for customers. */
export function profileAccountOf({ profiles, notes }: FileProfiles): ProfileAccount {
  const kept = profiles.diagnostics.profiles;
  return proven({ ...lostRows(notes), profiles: kept }, kept);
}

function lostRows({ rows, invalid, wrongLength, badQuotes, blank }: RecordNotes & { invalid: NotedIssues }): LostRows {
  const invalidRows = Object.values(invalid).reduce((sum, { count }) => sum + count, 0);
  return { rows, invalidRows, invalid, wrongLength, badQuotes, blank };
}

function proven<Account extends LostRows>(account: Account, read: number): Account {
  const sum = read + unusable(account) + account.blank;
  if (sum !== account.rows) throw new Error(`a bug: ${account.rows} rows were read and ${sum} are accounted for`);
  return account;
}

/** What became of every row of a file of events, as lines of text. */
export function eventAccountText(account: EventAccount): string[] {
  const { events, unknownTypes, unknown } = account;
  return accountTable(account, [
    ["events", events, ""],
    ["types not in --map", unknownTypes, typesText(unknown)],
  ]);
}

/** The same for customers. */
export function profileAccountText(account: ProfileAccount): string[] {
  return accountTable(account, [["customers", account.profiles, ""]]);
}
