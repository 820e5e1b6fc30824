import type { RowIssueCode } from "../errors.js";
import type { RowIssue, RowIssues } from "../input/row-issues.js";

const FIRST_ROWS = 5;

/** What became of the rows, as counts that add up. */
export class Tally {
  rows = 0;
  /** Kept rows: purchases, then refunds. */
  purchases = 0;
  refunds = 0;
  zeroAmounts = 0;
  /** Refunds that rounded to nothing; they are among the refunds. */
  emptyRefunds = 0;
  ignoredRefunds = 0;
  rounded = 0;
  placed = 0;
  refunded = 0;
  cancelled = 0;
  /** Faults of rows that came in elsewhere: before a snapshot, or in another accumulator. */
  readonly issues: Map<RowIssueCode, RowIssue> = new Map();

  add(other: Tally): void {
    for (const name of TALLY_NUMBERS) this[name] += other[name];
  }

  addIssues(issues: RowIssues): void {
    for (const [code, issue] of Object.entries(issues) as [RowIssueCode, RowIssue][]) {
      const known = this.issues.get(code);
      this.issues.set(code, known === undefined ? issue : joined(known, issue));
    }
  }
}

/** The numbers of a tally, in the order in which a snapshot holds them. */
export const TALLY_NUMBERS = [
  "rows",
  "purchases",
  "refunds",
  "zeroAmounts",
  "emptyRefunds",
  "ignoredRefunds",
  "rounded",
  "placed",
  "refunded",
  "cancelled",
] as const;

/** The lowest row numbers of both, so that it does not matter which of them comes first. */
function joined(a: RowIssue, b: RowIssue): RowIssue {
  const rows = [...a.firstRows, ...b.firstRows].sort((x, y) => x - y);
  return { count: a.count + b.count, firstRows: rows.slice(0, FIRST_ROWS) };
}

/** Faults by reason, the reasons in alphabetical order. */
export function reportOf(issues: ReadonlyMap<RowIssueCode, RowIssue>): RowIssues {
  const entries = [...issues].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([code, { count, firstRows }]) => [code, { count, firstRows: [...firstRows] }]),
  );
}
