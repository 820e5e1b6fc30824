import type { RowIssueCode } from "../../errors.js";
import type { RowIssue, RowIssues } from "../../input/row-issues.js";
import type { NotedRows } from "./row-notes.js";

/** Invalid rows by reason, as a spreadsheet numbers them. */
export type NotedIssues = { readonly [Code in RowIssueCode]?: NotedRows };

/** Rows that the library numbers from 0, as rows of the file. */
export function notedRows({ count, firstRows }: RowIssue, headerRow: number, found: string | null): NotedRows {
  return { count, firstRows: firstRows.map((index) => headerRow + 1 + index), found };
}

/** All issues of a file; what the library calls a bad row are the blank, the ill-quoted and those of a wrong length. */
export function notedIssues(
  issues: RowIssues,
  headerRow: number,
  firstReceived: (code: RowIssueCode) => string | null,
): NotedIssues {
  const entries = Object.entries(issues) as [RowIssueCode, RowIssue][];
  return Object.fromEntries(
    entries
      .filter(([code]) => code !== "BAD_ROW")
      .map(([code, issue]) => [code, notedRows(issue, headerRow, firstReceived(code))]),
  );
}
