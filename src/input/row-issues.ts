import { RfmError, type RowIssueCode, spell } from "../errors.js";
import { DayNumber } from "./days/day-number.js";
import { MalformedText } from "./ids/malformed-text.js";

/**
 * How many rows had one fault, and which came first.
 *
 * @since 0.1.0
 */
export interface RowIssue {
  /** How many rows. */
  readonly count: number;
  /** The first five of them, counted from 0 in the order they came in. */
  readonly firstRows: readonly number[];
}

/**
 * Invalid rows by reason; only reasons that occurred are present.
 *
 * @since 0.1.0
 */
export type RowIssues = { readonly [Code in RowIssueCode]?: RowIssue };

const FIRST_ROWS = 5;

/** Throws at the first invalid row or counts them all, as the policy says. */
export class RowIssueLog {
  total = 0;
  readonly #found = new Map<RowIssueCode, { count: number; firstRows: number[]; first: string }>();
  readonly #where: string;
  readonly #policy: "throw" | "skip";

  constructor(where: string, policy: "throw" | "skip") {
    this.#where = where;
    this.#policy = policy;
  }

  /** `requirement` is what the column must, where that is more than the code says. */
  reject(code: RowIssueCode, row: number, column: string, received: unknown, requirement?: string): void {
    if (this.#policy === "throw") {
      throw rowError(this.#where, code, row, column, received, requirement ?? REQUIREMENT_BY_CODE[code]);
    }
    this.total++;
    let issue = this.#found.get(code);
    if (issue === undefined) this.#found.set(code, (issue = { count: 0, firstRows: [], first: spellValue(received) }));
    issue.count++;
    if (issue.firstRows.length < FIRST_ROWS) issue.firstRows.push(row);
  }

  /** What stood in the first row of a fault, spelled for a message. */
  firstReceived(code: RowIssueCode): string | null {
    return this.#found.get(code)?.first ?? null;
  }

  report(): RowIssues {
    const entries = [...this.#found].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      entries.map(([code, issue]) => [code, { count: issue.count, firstRows: [...issue.firstRows] }]),
    );
  }
}

function rowError(
  where: string,
  code: RowIssueCode,
  row: number,
  column: string,
  received: unknown,
  requirement: string,
): RfmError {
  const found = spellValue(received);
  const isMalformed = isA(MalformedText, received);
  const isDayNumber = isA(DayNumber, received);
  const advice = isMalformed ? "" : isDayNumber ? received.advice : (ADVICE_BY_CODE[code] ?? "");
  const must = isMalformed ? "be well-formed UTF-8" : isDayNumber ? DAY_NUMBERS : requirement;
  return new RfmError(
    code,
    `${where}: row ${row}: ${column} must ${must}; received ${found}${advice} (rows count from 0; onInvalid: "skip" ${SKIPPING_BY_CODE[code] ?? "leaves such rows out and counts them"})`,
    { path: column, row, received: found },
  );
}

function spellValue(received: unknown): string {
  return isA(MalformedText, received) || isA(DayNumber, received) ? received.toString() : spell(received);
}

/** Whether a value is of a class of ours. A proxy that was revoked is of none, but throws when it is asked. */
function isA<T>(type: new (...args: never[]) => T, value: unknown): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

const DAY_NUMBERS = "be days since 1970-01-01 where it is an Int32Array";

const REQUIREMENT_BY_CODE: { readonly [Code in RowIssueCode]: string } = {
  MISSING_COLUMN: "be there in every row",
  BAD_ROW: "be an object",
  MISSING_CUSTOMER: "not be empty",
  BAD_CUSTOMER: "be text, a bigint or a number up to 2^53",
  MISSING_ORDER: "not be empty when the option order is given",
  BAD_ORDER: "be text, a bigint or a number up to 2^53",
  BAD_DATE: "be a Date, epoch milliseconds or ISO text of the years 1 to 9999",
  BAD_AMOUNT: "be a finite number, a bigint or decimal text such as 12.50",
  BAD_QUANTITY: "be a finite number, a bigint or decimal text",
  AMOUNT_TOO_LARGE: "be below 2^53 minor units",
  NEGATIVE_AMOUNT: 'not be negative under refunds: "error"',
  BAD_STATUS: 'be "paid", "placed", "refunded", "cancelled" or empty',
  ORDER_SHARED: "belong to one customer",
  DUPLICATE_CUSTOMER: "be in one row only",
  BAD_RECENCY: "be a whole number of days from 0",
  BAD_FREQUENCY: "be a whole number from 0",
  AFTER_AS_OF: "not be after asOf",
  MISSING_TYPE: "not be empty",
  BAD_TYPE: "be text",
  BAD_VALUE: "be a finite number, a bigint, decimal text or empty",
  BAD_FIELD: "be text, a finite number, a bigint, true, false or empty",
};

const SKIPPING_BY_CODE: { readonly [Code in RowIssueCode]?: string } = {
  ORDER_SHARED: "keeps it as an order of each customer and counts it",
};

const ADVICE_BY_CODE: { readonly [Code in RowIssueCode]?: string } = {
  MISSING_COLUMN: "; name an existing key or give a function (row) => value",
  BAD_CUSTOMER: "; read ids beyond 2^53 as text or bigint",
  AMOUNT_TOO_LARGE: "; lower options.decimals if the amounts are right",
  NEGATIVE_AMOUNT: '; use refunds: "net" or "ignore" to allow it',
  BAD_STATUS: "; map other words in a function (row) => status",
};
