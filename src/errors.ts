/**
 * What went wrong, as a word that programs can rely on: codes are part of the API, messages are not.
 *
 * Options: `MISSING_OPTION`, `UNKNOWN_OPTION`, `WRONG_TYPE`, `OUT_OF_RANGE`, `UNKNOWN_NAME`, `UNKNOWN_TIME_ZONE`,
 * `UNKNOWN_CURRENCY`, `LENGTH_MISMATCH`, `NOT_INCREASING`, `CONFLICTING_OPTIONS`.
 * Rows: see {@link RowIssueCode}. Sums: `TOTAL_TOO_LARGE`.
 * Segment maps: `BAD_CELL`, `DUPLICATE`, `UNCOVERED_CELLS`, `OVERLAPPING_CELLS`, `DEAD_SEGMENT`, `SHAPE_MISMATCH`.
 * Models: `BAD_MODEL`, `MODEL_MISMATCH`, `EMPTY_MODEL`.
 * Accumulators: `BAD_SNAPSHOT`. Threads: `THREAD_FAILED`, `THREADS_CLOSED`.
 * Rules and stages: `BAD_RULE`, `UNKNOWN_FIELD`, `UNKNOWN_EVENT`, `UNKNOWN_REFERENCE`, `CYCLIC_REFERENCE`.
 *
 * @since 0.1.0
 */
export type RfmErrorCode =
  | "MISSING_OPTION"
  | "UNKNOWN_OPTION"
  | "WRONG_TYPE"
  | "OUT_OF_RANGE"
  | "UNKNOWN_NAME"
  | "UNKNOWN_TIME_ZONE"
  | "UNKNOWN_CURRENCY"
  | "LENGTH_MISMATCH"
  | "NOT_INCREASING"
  | "CONFLICTING_OPTIONS"
  | "TOTAL_TOO_LARGE"
  | "BAD_CELL"
  | "DUPLICATE"
  | "UNCOVERED_CELLS"
  | "OVERLAPPING_CELLS"
  | "DEAD_SEGMENT"
  | "SHAPE_MISMATCH"
  | "BAD_MODEL"
  | "MODEL_MISMATCH"
  | "EMPTY_MODEL"
  | "BAD_SNAPSHOT"
  | "THREAD_FAILED"
  | "THREADS_CLOSED"
  | "BAD_RULE"
  | "UNKNOWN_FIELD"
  | "UNKNOWN_EVENT"
  | "UNKNOWN_REFERENCE"
  | "CYCLIC_REFERENCE"
  | RowIssueCode;

/**
 * Why a row cannot be used. Under `onInvalid: "throw"` it is the code of the error,
 * under `"skip"` the key that counts it in the diagnostics.
 *
 * @since 0.1.0
 */
export type RowIssueCode =
  | "MISSING_COLUMN"
  | "BAD_ROW"
  | "MISSING_CUSTOMER"
  | "BAD_CUSTOMER"
  | "MISSING_ORDER"
  | "BAD_ORDER"
  | "BAD_DATE"
  | "BAD_AMOUNT"
  | "BAD_QUANTITY"
  | "AMOUNT_TOO_LARGE"
  | "NEGATIVE_AMOUNT"
  | "BAD_STATUS"
  | "ORDER_SHARED"
  | "DUPLICATE_CUSTOMER"
  | "BAD_RECENCY"
  | "BAD_FREQUENCY"
  | "AFTER_AS_OF"
  | "MISSING_TYPE"
  | "BAD_TYPE"
  | "BAD_VALUE"
  | "BAD_FIELD";

/**
 * Where the fault is and what was found there.
 *
 * @since 0.1.0
 */
export interface RfmErrorDetails {
  /** The option, field or column, such as `options.window`. */
  readonly path?: string;
  /** The row, counted from 0 in the order they came in. */
  readonly row?: number;
  /** What was found, cut to a readable length. */
  readonly received?: string;
}

// ESM and CommonJS builds hold different classes, so `instanceof` can fail between them: a shared brand cannot.
const BRAND: unique symbol = Symbol.for("rfm-kit/error") as never;

/**
 * The one error class of the library. Its `code` is stable; its message names the function, the option or row,
 * what was expected and what was found.
 *
 * @example Reading the code
 * ```ts
 * let code = "";
 * try { quantiles(1); } catch (error) { if (isRfmError(error)) code = error.code; }
 * code; // => "OUT_OF_RANGE"
 * ```
 * @since 0.1.0
 */
export class RfmError extends Error {
  /** Always `"RfmError"`. */
  override readonly name = "RfmError";
  /** What went wrong, as a stable word. */
  readonly code: RfmErrorCode;
  /** Where, and what was found. Frozen. */
  readonly details: RfmErrorDetails;

  /**
   * @param code - The stable word.
   * @param message - For people: what must hold, what was found, what to do.
   * @param details - Where, and what was found.
   */
  constructor(code: RfmErrorCode, message: string, details: RfmErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = Object.freeze({ ...details });
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Returns whether a caught value is an {@link RfmError}, also across the ESM and CommonJS builds of this package,
 * where `instanceof` says no.
 *
 * @param value - Anything.
 * @returns `true` for an error of this library.
 *
 * @example
 * ```ts
 * isRfmError(new RfmError("OUT_OF_RANGE", "quantiles: bins must be an integer from 2 to 100; received 1")); // => true
 * isRfmError(new Error("something else")); // => false
 * ```
 * @since 0.1.0
 */
export function isRfmError(value: unknown): value is RfmError {
  return typeof value === "object" && value !== null && (value as { [BRAND]?: unknown })[BRAND] === true;
}

/** Spells a received value for a message: text in quotes, long values cut, objects only by their kind (rows are personal data). */
export function spell(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "bigint") return cut(`${value}n`);
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return spellObject(value);
  return cut(String(value));
}

function spellObject(value: object): string {
  try {
    if (Array.isArray(value)) return `an array of ${value.length}`;
    if (Object.prototype.toString.call(value) === "[object Date]") return spellDate(value as Date);
  } catch {
    // A revoked proxy, or a getter that throws: a message about it must not fail.
  }
  return "an object";
}

function spellDate(value: Date): string {
  try {
    return `Date ${Date.prototype.toISOString.call(value)}`;
  } catch {
    return "an invalid Date";
  }
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** An error about an option or argument, in the one form: `<function>: <path> must <requirement>; received <value>`. */
export function optionError(
  code: RfmErrorCode,
  where: string,
  path: string,
  requirement: string,
  received: unknown,
): RfmError {
  const found = spell(received);
  // What must be given was not: that it is undefined says nothing more.
  const rest = received === undefined && requirement.startsWith("be given") ? "" : `; received ${found}`;
  return new RfmError(code, `${where}: ${path} must ${requirement}${rest}`, { path, received: found });
}
