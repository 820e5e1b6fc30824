import type { RowIssueCode } from "../../errors.js";
import type { Warning } from "../../input/ledger.js";
import type { RfmResult } from "../../rfm/rfm-result.js";
import { type DateFormat, formatsThatRead } from "../csv/foreign-text.js";
import type { NotedRows } from "../csv/row-notes.js";
import { moneyText } from "./money-text.js";
import { countedText, countText } from "./number-text.js";
import type { RowAccount } from "./row-account.js";
import { textTable } from "./text-table.js";

const REASONS: { readonly [Code in RowIssueCode]?: string } = {
  MISSING_CUSTOMER: "no customer",
  MISSING_ORDER: "no order id",
  BAD_AMOUNT: "no amount (decimal numbers such as 12.50 are read)",
  BAD_QUANTITY: "no quantity",
  AMOUNT_TOO_LARGE: "amount too large",
  NEGATIVE_AMOUNT: "negative amount",
  DUPLICATE_CUSTOMER: "customer of an earlier row",
  MISSING_TYPE: "no type",
  BAD_VALUE: "no value (decimal numbers such as 12.50 are read)",
  BAD_FIELD: "field of another type",
};

/** What is read as a date, for people. */
export const READ_DATES: { readonly [Format in DateFormat]: string } = {
  iso: "ISO dates such as 2026-06-30 are read",
  dmy: "31/12/2026 and ISO dates are read",
  mdy: "12/31/2026 and ISO dates are read",
};

/** What some rows are, how many there are, and what else is to be said of them. */
export type AccountLine = readonly [what: string, count: number, note: string];

/** What became of every row of a file of orders, as lines of text. Without amounts all of them are zero, which goes without saying. */
export function accountText(account: RowAccount, hasAmounts = true): string[] {
  const { purchases, refunds, ignoredRefunds, notPaid, zeroAmounts } = account;
  return accountTable(account, [
    [
      "purchases",
      purchases,
      zeroAmounts === 0 || !hasAmounts ? "" : `${countText(zeroAmounts)} of them with an amount of zero`,
    ],
    ["refunds", refunds, ""],
    ["refunds ignored", ignoredRefunds, ""],
    ["not paid", notPaid, ""],
  ]);
}

/** The same for any file, given what was made of its good rows. */
export function accountTable(
  account: Pick<RowAccount, "rows" | "invalid" | "wrongLength" | "badQuotes" | "blank" | "dates">,
  good: readonly AccountLine[],
  bad: readonly AccountLine[] = [],
): string[] {
  const { wrongLength, badQuotes, blank, dates } = account;
  const lines: AccountLine[] = [
    ["rows read", account.rows, ""],
    ...good.map(([what, count, note]) => [`  ${what}`, count, note] as const),
    ...Object.entries(account.invalid).map(
      ([code, noted]) =>
        [`  ${reasonOf(code as RowIssueCode, dates)}`, noted.count, foundOf(code, noted, dates)] as const,
    ),
    ...bad.map(([what, count, note]) => [`  ${what}`, count, note] as const),
    ["  wrong number of fields", wrongLength.count, noteOf(wrongLength)],
    ["  stray quotes", badQuotes.count, noteOf(badQuotes)],
    ["  blank lines", blank, ""],
  ];
  const shown = lines.filter(([what, count]) => count > 0 || what === "rows read");
  return textTable(
    [
      { title: "", align: "left" },
      { title: "", align: "right" },
      { title: "", align: "left" },
    ],
    shown.map(([what, count, note]) => [what, countText(count), note]),
  ).slice(1);
}

function reasonOf(code: RowIssueCode, dates: DateFormat): string {
  return code === "BAD_DATE" ? `no date (${READ_DATES[dates]})` : (REASONS[code] ?? code);
}

function foundOf(code: string, noted: NotedRows, dates: DateFormat): string {
  if (code !== "BAD_DATE") return noteOf(noted);
  const { empty = 0 } = noted;
  const blank = empty === 0 ? "" : `; empty in ${countedText(empty, "row")}`;
  return noteOf(noted) + dateAdvice(noted, dates) + blank;
}

/** The flag that would read a date which the chosen format does not. */
export function dateAdvice({ found }: NotedRows, dates: DateFormat): string {
  const formats = found === null ? [] : formatsThatRead(found.slice(1, -1), dates);
  return formats.length === 0 ? "" : `, which --date-format ${formats.join(" or ")} reads`;
}

export function noteOf({ count, firstRows, found }: NotedRows): string {
  const rows = `${count === 1 ? "row" : "rows"} ${firstRows.join(", ")}${count > firstRows.length ? " ..." : ""}`;
  return found === null || found === '""' ? rows : `${rows}; first: ${found}`;
}

/** A count of something, in the singular and the plural, and what became of it. */
export type Note = readonly [count: number, one: string, many: string, rest: string];

/** The notes on what there is any of, one sentence each. */
export function noteLines(notes: readonly Note[]): string[] {
  return notes
    .filter(([count]) => count > 0)
    .map(([count, one, many, rest]) => `${countText(count)} ${count === 1 ? one : many} ${rest}`);
}

/** What became of rows that were read. */
export function rowNotes({ mergedLines, roundedAmounts, sharedOrders }: RowAccount, decimals: number): Note[] {
  return [
    [mergedLines, "row", "rows", "joined another row of the same order"],
    [roundedAmounts, "amount", "amounts", `had more than ${decimals} decimals and got rounded`],
    [sharedOrders.count, "order id", "order ids", `found under more than one customer, ${noteOf(sharedOrders)}`],
  ];
}

/** Warnings of the library; what the account tells of is left out. */
export function warningLines(warnings: readonly Warning[]): string[] {
  return warnings.filter(({ code }) => code !== "SHARED_ORDERS").map(({ message }) => message);
}

/** What else a reader of the result should know, one sentence each. */
export function notesText(account: RowAccount, result: RfmResult, hasOrderIds: boolean): string[] {
  const { diagnostics, table, asOf } = result;
  const { customers, amount } = diagnostics.withoutOrders;
  const { decimals, window } = table.measure;
  const refunds = amount === 0 ? "" : `, with refunds of ${moneyText(amount, decimals)}`;
  return [
    ...noteLines([
      ...rowNotes(account, decimals),
      [diagnostics.afterAsOf, "order or refund", "orders and refunds", `after ${asOf} left out`],
      [diagnostics.beforeWindow, "order or refund", "orders and refunds", `older than ${window} days left out`],
      [customers, "customer", "customers", `without an order that counts left out${refunds}`],
    ]),
    ...warningLines(diagnostics.warnings),
    ...(hasOrderIds ? [] : ["without --order every row counts as an order of its own"]),
  ];
}
