import type { RowIssueCode } from "../../errors.js";
import type { RowIssue, RowIssues } from "../../input/row-issues.js";
import type { NotedRows } from "./row-notes.js";

/** Invalid rows by reason, as a spreadsheet numbers them. */
export type NotedIssues = { readonly [Code in RowIssueCode]?: NotedRows };

/** Rows that the library numbers from 0, as rows of the file. */
export function notedRows({ count, firstRows }: RowIssue, headerRow: number, found: string | null): NotedRows {
  return { count, firstRows: firstRows.map((index) => headerRow + 1 + index), found };
}

/** All issues of a file, of whose rows so many have an empty date; what the library calls a bad row are the blank, the ill-quoted and those of a wrong length. */
export function notedIssues(
  issues: RowIssues,
  headerRow: number,
  firstReceived: (code: RowIssueCode) => string | null,
  emptyDates = 0,
): NotedIssues {
  const entries = Object.entries(issues) as [RowIssueCode, RowIssue][];
  const noted = entries
    .filter(([code]) => code !== "BAD_ROW")
    .map(([code, issue]) => [code, notedRows(issue, headerRow, firstReceived(code))] as const);
  return Object.fromEntries(
    noted.map(([code, rows]) => [code, code === "BAD_DATE" && emptyDates > 0 ? { ...rows, empty: emptyDates } : rows]),
  );
}
