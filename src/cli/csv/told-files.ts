import type { CheckedEventSettings } from "../../input/events/event-options.js";
import type { Settings } from "../../input/order-options.js";
import type { CheckedProfileSettings } from "../../input/profiles/profile-options.js";
import { type ConsoleStream, lines } from "../output/console-stream.js";
import { Progress } from "../output/progress.js";
import { accountText } from "../report/account-text.js";
import {
  type EventAccount,
  eventAccountOf,
  eventAccountText,
  type ProfileAccount,
  profileAccountOf,
  profileAccountText,
} from "../report/event-account.js";
import { accountOf, type RowAccount } from "../report/row-account.js";
import { type ByteSource, openSource } from "./byte-source.js";
import { type EventsFormat, type FileEvents, readEvents } from "./read-events.js";
import { type FileMeasurable, type Question, readKept, readSummed } from "./read-measurable.js";
import { type CsvFormat, type FileOrders, readOrders } from "./read-orders.js";
import { type FileProfiles, type ProfilesFormat, readProfiles } from "./read-profiles.js";

/** A file that was read: as messages call it, what it holds and what became of its rows. */
export interface ToldFile<Data, Account> {
  readonly name: string;
  readonly data: Data;
  readonly account: Account;
}

export type ToldOrders = ToldFile<FileOrders, RowAccount>;
export type ToldEvents = ToldFile<FileEvents, EventAccount>;
export type ToldProfiles = ToldFile<FileProfiles, ProfileAccount>;

/** How a file is read and its rows are accounted for. */
export interface Reading<Data, Account> {
  read(source: ByteSource, progress: Progress): Promise<Data>;
  accountFor(data: Data): Account;
  text(account: Account): string[];
}

export function ordersReading(
  format: CsvFormat,
  settings: Settings,
  hasAmounts = true,
): Reading<FileOrders, RowAccount> {
  return {
    read: (source, progress) => readOrders(source, format, settings, progress),
    accountFor: ({ ledger, notes }) => accountOf(ledger.diagnostics, notes),
    text: (account) => accountText(account, hasAmounts),
  };
}

export function measurableReading(
  format: CsvFormat,
  settings: Settings,
  question: Question,
  isKept: boolean,
): Reading<FileMeasurable, RowAccount> {
  const read = isKept ? readKept : readSummed;
  return {
    read: (source, progress) => read(source, format, settings, question, progress),
    accountFor: ({ orders, notes }) => accountOf(orders.diagnostics, notes),
    text: (account) => accountText(account),
  };
}

export function eventsReading(format: EventsFormat, settings: CheckedEventSettings): Reading<FileEvents, EventAccount> {
  return {
    read: (source, progress) => readEvents(source, format, settings, progress),
    accountFor: eventAccountOf,
    text: eventAccountText,
  };
}

export function profilesReading(
  format: ProfilesFormat,
  settings: CheckedProfileSettings,
): Reading<FileProfiles, ProfileAccount> {
  return {
    read: (source, progress) => readProfiles(source, format, settings, progress),
    accountFor: profileAccountOf,
    text: profileAccountText,
  };
}

/** Reads a file, and tells what became of every row; `hasTitle` says of which file, where there are several. */
export async function readTold<Data, Account>(
  source: ByteSource,
  err: ConsoleStream,
  hasTitle: boolean,
  { read, accountFor, text }: Reading<Data, Account>,
): Promise<ToldFile<Data, Account>> {
  const progress = new Progress(process.stderr, source.size);
  const data = await read(source, progress).finally(() => progress.clear());
  const account = accountFor(data);
  await err.write(lines(hasTitle ? [`${source.name}:`, ...text(account)] : text(account)));
  return { name: source.name, data, account };
}

/** A further file; that it is there is known before the first is read, which may take long. */
export async function openedIf(file: { readonly path: string } | null): Promise<ByteSource | null> {
  return file === null ? null : openSource(file.path);
}

/** The same as `readTold` for a further file that may not have been named. */
export async function readToldIf<Data, Account>(
  source: ByteSource | null,
  err: ConsoleStream,
  reading: Reading<Data, Account> | null,
): Promise<ToldFile<Data, Account> | null> {
  return source === null || reading === null ? null : readTold(source, err, true, reading);
}
