import type { RowIssueCode } from "../../errors.js";
import { FIRST_DAY } from "../../input/days/calendar.js";

/** The first bytes of every snapshot; the first is no text, so that no text is taken for one. Then comes a byte of version. */
export const MAGIC: readonly number[] = /* @__PURE__ */ Array.from("\x89RFMSUM", (letter) => letter.charCodeAt(0));
export const VERSION = 2;
export const HEADER_BYTES: number = MAGIC.length + 1;
/** The last bytes: eight of length, which is known when all is written, and four of checksum over all before them. */
export const TRAILER_BYTES = 12;

/** Kinds of ids. */
export const LATIN1_ID = 0;
export const UTF16_ID = 1;
export const NUMBER_ID = 2;
export const BIGINT_ID = 3;

export const REFUND_POLICIES = ["net", "ignore", "error"] as const;
export const ID_MODES = ["exact", "text"] as const;
/** Added to the mode of ids where there are buckets. */
export const WITH_BUCKETS = 2;

/** Faults that rows of an accumulator can have. */
export const ISSUE_CODES: readonly RowIssueCode[] = [
  "AMOUNT_TOO_LARGE",
  "BAD_AMOUNT",
  "BAD_CUSTOMER",
  "BAD_DATE",
  "BAD_QUANTITY",
  "BAD_ROW",
  "BAD_STATUS",
  "MISSING_CUSTOMER",
  "NEGATIVE_AMOUNT",
];

/** The day from which the first late refund of a customer is counted. */
export function dayBeforeLate(lastOrderDay: number): number {
  return Math.max(lastOrderDay, FIRST_DAY - 1);
}
