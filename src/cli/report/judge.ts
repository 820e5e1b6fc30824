import type { OrderDays } from "../../accumulate/first-seen/summed-orders.js";
import type { RowIssueCode } from "../../errors.js";
import { formatDay } from "../../input/days/format-day.js";
import type { Ledger } from "../../input/ledger.js";
import { type CliError, dataError } from "../flags/cli-error.js";
import type { CommandLine } from "../flags/command-line.js";
import { countedText, countText } from "./number-text.js";
import { type RowAccount, unusable } from "./row-account.js";

/** Fails where rows are wrong that must not be. The account was printed before. */
export function judgeRows(line: CommandLine, name: string, account: RowAccount): void {
  const negative = account.invalid["NEGATIVE_AMOUNT" satisfies RowIssueCode]?.count ?? 0;
  if (negative > 0) {
    throw dataError(
      `${name} has ${countedText(negative, "row")} with a negative amount; use --refunds net or ignore to allow them`,
    );
  }
  const bad = unusable(account);
  refuseBad(line, name, bad);
  judgeShared(line, name, account);
  if (bad + account.blank === account.rows) {
    throw dataError(
      `${name} has no row that can be used; check --customer, --date, --amount and --order, and that dates are like 2026-06-30 (--date-format dmy or mdy reads 30/06/2026 and 06/30/2026) and amounts like 1234.50 (--decimal-comma reads 1.234,50)`,
    );
  }
}

type LostRows = Pick<RowAccount, "rows" | "invalidRows" | "wrongLength" | "badQuotes" | "blank">;

/** The same for a file of events or of customers, whose columns `flags` name. */
export function judgeOtherRows(line: CommandLine, name: string, account: LostRows, flags: string): void {
  const bad = unusable(account);
  refuseBad(line, name, bad);
  if (bad + account.blank < account.rows) return;
  throw dataError(
    `${name} has no row that can be used; check ${flags}, and that dates are like 2026-06-30 (--date-format dmy or mdy reads 30/06/2026 and 06/30/2026)`,
  );
}

/** Order ids that two customers have are no fault of a row, but none that may be overlooked. */
export function judgeShared(line: CommandLine, name: string, { sharedOrders }: RowAccount): void {
  if (!line.has("strict") || sharedOrders.count === 0) return;
  throw dataError(
    `${name} has ${countText(sharedOrders.count)} order ids under more than one customer; without --strict they count for each`,
  );
}

function refuseBad(line: CommandLine, name: string, bad: number): void {
  if (!line.has("strict") || bad === 0) return;
  throw dataError(`${name} has ${countedText(bad, "row")} that cannot be used; without --strict they are left out`);
}

/** That nobody is left, and when there were orders. */
export function nobodyCounts(name: string, asOf: string | null, window: number | null, ledger: Ledger): CliError {
  return nobodyCountsIn(name, asOf, window, orderDaysOf(ledger));
}

/** The same where only the first and the last day with an order are known. */
export function nobodyCountsIn(
  name: string,
  asOf: string | null,
  window: number | null,
  days: OrderDays | null,
): CliError {
  return dataError(`${name} has no customer with an order that counts${whenOf(asOf, window, days)}`);
}

/** The first and the last day with an order; `null` where there is none. */
export function orderDaysOf({ days, amounts }: Pick<Ledger, "days" | "amounts">): OrderDays | null {
  const ordered = days.filter((_, i) => amounts[i] >= 0);
  if (ordered.length === 0) return null;
  return { first: ordered.reduce((a, b) => Math.min(a, b)), last: ordered.reduce((a, b) => Math.max(a, b)) };
}

function whenOf(asOf: string | null, window: number | null, days: OrderDays | null): string {
  if (days === null) return "; its amounts are all negative";
  const range = `its orders are from ${formatDay(days.first)} to ${formatDay(days.last)}`;
  const within = window === null ? "" : ` and a window of ${window} days`;
  return ` as of ${asOf}${within}; ${range}`;
}
