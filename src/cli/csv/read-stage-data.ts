import type { StagesSources } from "../flags/stages-sources.js";
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
import { type FileEvents, readEvents } from "./read-events.js";
import { type FileOrders, readOrders } from "./read-orders.js";
import { type FileProfiles, readProfiles } from "./read-profiles.js";

/** A file that was read: as messages call it, what it holds and what became of its rows. */
interface ReadFile<Data, Account> {
  readonly name: string;
  readonly data: Data;
  readonly account: Account;
}

/** All that stages are judged by. */
export interface StageFiles {
  readonly events: ReadFile<FileEvents, EventAccount>;
  readonly orders: ReadFile<FileOrders, RowAccount> | null;
  readonly profiles: ReadFile<FileProfiles, ProfileAccount> | null;
}

/** Reads the files one after the other, and tells of each what became of every row. */
export async function readStageData(input: string, sources: StagesSources, err: ConsoleStream): Promise<StageFiles> {
  const { orders, profiles, eventSettings, orderSettings, profileSettings } = sources;
  // Opened before the first is read, which may take long.
  const [ofEvents, ofOrders, ofProfiles] = await Promise.all([
    openSource(input),
    opened(orders?.path),
    opened(profiles?.path),
  ]);
  const isOne = orders === null && profiles === null;
  const tell = async (name: string, account: readonly string[]): Promise<void> =>
    err.write(lines(isOne ? account : [`${name}:`, ...account]));
  const read = async <Data, Account>(
    source: ByteSource,
    reading: (progress: Progress) => Promise<Data>,
    accountFor: (data: Data) => Account,
    text: (account: Account) => string[],
  ): Promise<ReadFile<Data, Account>> => {
    const progress = new Progress(process.stderr, source.size);
    const data = await reading(progress).finally(() => progress.clear());
    const account = accountFor(data);
    await tell(source.name, text(account));
    return { name: source.name, data, account };
  };
  return {
    events: await read(
      ofEvents,
      (progress) => readEvents(ofEvents, sources.events, eventSettings, progress),
      eventAccountOf,
      eventAccountText,
    ),
    orders:
      orders === null || ofOrders === null
        ? null
        : await read(
            ofOrders,
            (progress) => readOrders(ofOrders, orders.format, orderSettings, progress),
            accountOf,
            accountText,
          ),
    profiles:
      profiles === null || ofProfiles === null
        ? null
        : await read(
            ofProfiles,
            (progress) => readProfiles(ofProfiles, profiles.format, profileSettings, progress),
            profileAccountOf,
            profileAccountText,
          ),
  };
}

async function opened(path: string | undefined): Promise<ByteSource | null> {
  return path === undefined ? null : openSource(path);
}
