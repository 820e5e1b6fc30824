import type { RowIssueCode } from "../../errors.js";
import { formatDay } from "../../input/days/format-day.js";
import type { Ledger } from "../../input/ledger.js";
import { type CliError, dataError } from "../flags/cli-error.js";
import type { CommandLine } from "../flags/command-line.js";
import { countText } from "./number-text.js";
import { type RowAccount, unusable } from "./row-account.js";

/** Fails where rows are wrong that must not be. The account was printed before. */
export function judgeRows(line: CommandLine, name: string, account: RowAccount): void {
  const negative = account.invalid["NEGATIVE_AMOUNT" satisfies RowIssueCode]?.count ?? 0;
  if (negative > 0) {
    throw dataError(
      `${name} has ${rowsText(negative)} with a negative amount; use --refunds net or ignore to allow them`,
    );
  }
  const bad = unusable(account);
  if (line.has("strict") && bad > 0) {
    throw dataError(`${name} has ${rowsText(bad)} that cannot be used; without --strict they are left out`);
  }
  if (line.has("strict") && account.sharedOrders.count > 0) {
    throw dataError(
      `${name} has ${countText(account.sharedOrders.count)} order ids under more than one customer; without --strict they count for each`,
    );
  }
  if (bad + account.blank === account.rows) {
    throw dataError(
      `${name} has no row that can be used; check --customer, --date, --amount and --order, and that dates are like 2026-06-30 (--date-format dmy or mdy reads 30/06/2026 and 06/30/2026) and amounts like 1234.50 (--decimal-comma reads 1.234,50)`,
    );
  }
}

/** That nobody is left, and when there were orders. */
export function nobodyCounts(name: string, asOf: string | null, window: number | null, ledger: Ledger): CliError {
  return dataError(`${name} has no customer with an order that counts${whenOf(asOf, window, ledger)}`);
}

function whenOf(asOf: string | null, window: number | null, { days, amounts }: Ledger): string {
  const ordered = days.filter((_, i) => amounts[i] >= 0);
  if (ordered.length === 0) return "; its amounts are all negative";
  const range = `its orders are from ${dayText(ordered, Math.min)} to ${dayText(ordered, Math.max)}`;
  const within = window === null ? "" : ` and a window of ${window} days`;
  return ` as of ${asOf}${within}; ${range}`;
}

function dayText(days: Int32Array, pick: (a: number, b: number) => number): string {
  return formatDay(days.reduce((a, b) => pick(a, b)));
}

function rowsText(count: number): string {
  return `${countText(count)} ${count === 1 ? "row" : "rows"}`;
}
