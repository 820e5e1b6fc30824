import type { ChurnFiles } from "../csv/read-churn-files.js";
import type { CommandLine } from "../flags/command-line.js";
import type { FeatureFiles } from "../flags/feature-files.js";
import type { EventAccount, ProfileAccount } from "./event-account.js";
import { judgeOtherRows, judgeRows } from "./judge.js";
import type { RowAccount } from "./row-account.js";
import { strangers } from "./strangers.js";

/** Fails where rows are wrong that must not be. The accounts were printed before. */
export function judgeChurnRows(line: CommandLine, { orders, events, profiles }: ChurnFiles): void {
  judgeRows(line, orders.name, orders.account);
  if (events !== null) judgeOtherRows(line, events.name, events.account, "the flags of --events");
  if (profiles !== null) judgeOtherRows(line, profiles.name, profiles.account, "the flags of --profiles");
}

/** What else to know of the files besides the orders, one sentence each. */
export function featureNotes(
  { orders, events, profiles }: ChurnFiles,
  eventTypes: FeatureFiles["eventTypes"],
): string[] {
  const first = { name: orders.name, customers: orders.data.ledger.customers };
  const seen = events?.data.log.typeNames;
  const unseen = seen === undefined ? [] : (eventTypes ?? []).filter((type) => !seen.includes(type));
  return [
    ...(unseen.length === 0 ? [] : [`no event of ${events?.name} is of the type ${unseen.join(", ")}`]),
    ...strangers(first, "events", events?.name, events?.data.log.customers),
    ...strangers(first, "profiles", profiles?.name, profiles?.data.profiles.customers),
  ];
}

/** What became of the rows of each file, for programs. */
export interface ChurnRows {
  readonly rows: RowAccount;
  readonly eventRows: EventAccount | null;
  readonly profileRows: ProfileAccount | null;
}

export function rowsOf({ orders, events, profiles }: ChurnFiles): ChurnRows {
  return {
    rows: orders.account,
    eventRows: events?.account ?? null,
    profileRows: profiles?.account ?? null,
  };
}
