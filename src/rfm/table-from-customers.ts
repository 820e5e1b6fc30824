import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError, type RowIssueCode } from "../errors.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { NO_DAY } from "../input/days/parse-day-text.js";
import { readDay } from "../input/days/read-day.js";
import { type DayOfInstant, dayOfInstantIn } from "../input/days/time-zone.js";
import { BAD_ID, type CustomerId, IdTable, MISSING_ID } from "../input/ids/id-table.js";
import { countIdTypes, customersOf, idTypeWarnings } from "../input/ids/known-customers.js";
import { decimalsOf } from "../input/money/currency.js";
import { MOST_MINOR, minorReader, powerOfTen } from "../input/money/decimal.js";
import { type Field, type FieldReader, FieldReaders } from "../input/order-fields.js";
import type { OrderSettings } from "../input/order-options.js";
import { RowIssueLog } from "../input/row-issues.js";
import { checkMonetary, type MonetaryMeasure } from "./measure-definition.js";
import type { CustomerRowsDiagnostics, RfmTable } from "./rfm-table.js";

/**
 * Where the values of a customer stand in a row of totals, and what they mean. Exactly one of `recency` and `lastOrder` is
 * given.
 *
 * @since 0.1.0
 */
export interface CustomerOptions<Row>
  extends Pick<OrderSettings, "timeZone" | "currency" | "decimals" | "amountIn" | "customerIds" | "onInvalid"> {
  /** Who. */
  readonly customer: Field<Row, CustomerId>;
  /** Days since the last order, a whole number from 0. */
  readonly recency?: Field<Row, number | string> | undefined;
  /** The day of the last order, from which recency is counted to `asOf`. */
  readonly lastOrder?: Field<Row, DateLike> | undefined;
  /** Number of orders, a whole number from 0; 0 leaves the customer out and counts it. */
  readonly frequency: Field<Row, number | string>;
  /** Money, in the units that `amountIn` says. */
  readonly monetary: Field<Row, number | string | bigint>;
  /** The day of the analysis. @defaultValue the latest `lastOrder`; unknown where `recency` is given */
  readonly asOf?: DateLike | undefined;
  /** What the given money is: only a total is summed up as revenue. @defaultValue "total" */
  readonly monetaryIs?: MonetaryMeasure | undefined;
}

const OPTIONS = [
  "customer",
  "recency",
  "lastOrder",
  "frequency",
  "monetary",
  "asOf",
  "monetaryIs",
  "timeZone",
  "currency",
  "decimals",
  "amountIn",
  "customerIds",
  "onInvalid",
] as const;

/**
 * Returns the table of customers whose recency, frequency and money are known already, one row each: no orders needed.
 *
 * This is the input of `rfm_table_customer` in the R package rfm and of "customer data" in SPSS. Score it with {@link rfm}.
 * Rows with a frequency of 0 are counted and left out; no rows give an empty table. Cost: O(n).
 *
 * @param rows - One row per customer.
 * @param options - Where the values stand; see {@link CustomerOptions}.
 * @returns The table.
 * @throws {@link RfmError} `MISSING_OPTION` or `CONFLICTING_OPTIONS` for the fields, the codes of {@link RowIssueCode} for rows
 * under `onInvalid: "throw"`, among them `DUPLICATE_CUSTOMER` and `AFTER_AS_OF`.
 *
 * @example
 * ```ts
 * const customers = [{ id: 1, visits: 9, spent: 777, days: 232 }, { id: 2, visits: 16, spent: 1555, days: 115 }];
 * const table = tableFromCustomers(customers, { customer: "id", recency: "days", frequency: "visits", monetary: "spent" });
 * [...table.recency]; // => [232, 115]
 * rfm(table, { bins: quantiles(2), segments: null }).get(2)?.cell; // => "222"
 * ```
 * @since 0.1.0
 */
export function tableFromCustomers<Row extends object>(rows: Iterable<Row>, options: CustomerOptions<Row>): RfmTable {
  const where = "tableFromCustomers";
  checkOptions(where, options, OPTIONS);
  const reader = new CustomerReader<Row>(where, options);
  if (typeof rows === "string" || typeof rows?.[Symbol.iterator] !== "function") {
    throw optionError("WRONG_TYPE", where, "rows", "be an array or another iterable of objects", rows);
  }
  for (const row of rows) reader.add(row);
  return reader.finish();
}

/** Reads rows into columns, and lists what is wrong with them. */
class CustomerReader<Row> {
  readonly #where: string;
  readonly #options: CustomerOptions<Row>;
  readonly #dayOfInstant: DayOfInstant;
  readonly #decimals: number;
  readonly #ids: IdTable;
  readonly #issues: RowIssueLog;
  readonly #fields: FieldReaders;
  readonly #customer: FieldReader;
  readonly #recency: FieldReader;
  readonly #frequency: FieldReader;
  readonly #monetary: FieldReader;
  readonly #minor;
  readonly #byDate: boolean;
  readonly #asOf: number | null;
  readonly #seen: boolean[] = [];
  readonly #codes: number[] = [];
  readonly #days: number[] = [];
  readonly #counts: number[] = [];
  readonly #money: number[] = [];
  #rows = 0;
  #rounded = 0;
  #withoutOrders = 0;
  #lastRow: unknown;

  constructor(where: string, options: CustomerOptions<Row>) {
    const { amountIn = "major", customerIds = "exact", onInvalid = "throw", timeZone = "UTC" } = options;
    this.#where = where;
    this.#options = options;
    this.#dayOfInstant = dayOfInstantIn(where, timeZone);
    this.#decimals = decimalsOf(where, options.decimals, options.currency);
    const isMajor = checkOneOf(where, "options.amountIn", amountIn, ["major", "minor"]) === "major";
    this.#minor = minorReader(isMajor ? this.#decimals : 0);
    this.#ids = new IdTable(checkOneOf(where, "options.customerIds", customerIds, ["exact", "text"]) === "text");
    this.#issues = new RowIssueLog(where, checkOneOf(where, "options.onInvalid", onInvalid, ["throw", "skip"]));
    this.#byDate = options.lastOrder !== undefined;
    if (this.#byDate === (options.recency !== undefined)) {
      const code = this.#byDate ? "CONFLICTING_OPTIONS" : "MISSING_OPTION";
      throw optionError(
        code,
        where,
        "options",
        "have exactly one of recency and lastOrder",
        this.#byDate ? "both" : "neither",
      );
    }
    this.#asOf = options.asOf === undefined ? null : readAsOf(where, options.asOf, this.#dayOfInstant);
    this.#fields = new FieldReaders(where);
    this.#customer = this.#fields.reader("customer", options.customer);
    this.#recency = this.#byDate
      ? this.#fields.reader("lastOrder", options.lastOrder)
      : this.#fields.reader("recency", options.recency);
    this.#frequency = this.#fields.reader("frequency", options.frequency);
    this.#monetary = this.#fields.reader("monetary", options.monetary);
  }

  add(row: Row): void {
    const index = this.#rows++;
    if (typeof row !== "object" || row === null) {
      this.#issues.reject("BAD_ROW", index, "row", row);
      return;
    }
    this.#lastRow = row;
    const fault = this.#take(row, index);
    if (fault === null) return;
    if (this.#options.onInvalid !== "skip") this.#fields.checkSeen(row);
    this.#issues.reject(fault.code, index, fault.field.column, fault.value);
  }

  /** Keeps the row, or says what is wrong with it. Every field is read, so that a key that no row has is noticed. */
  #take(row: Row, index: number): Fault | null {
    const id = this.#customer.read(row, index);
    const given = this.#frequency.read(row, index);
    const when = this.#recency.read(row, index);
    const amount = this.#monetary.read(row, index);
    const code = this.#ids.intern(id);
    if (code === MISSING_ID) return { code: "MISSING_CUSTOMER", field: this.#customer, value: id };
    if (code === BAD_ID) return { code: "BAD_CUSTOMER", field: this.#customer, value: id };
    if (this.#seen[code] === true) return { code: "DUPLICATE_CUSTOMER", field: this.#customer, value: id };
    const count = wholeNumber(given);
    if (count < 0) return { code: "BAD_FREQUENCY", field: this.#frequency, value: given };
    if (count === 0) {
      this.#seen[code] = true;
      this.#withoutOrders++;
      return null;
    }
    const day = this.#byDate ? readDay(when, this.#dayOfInstant) : wholeNumber(when);
    const fault = this.#dayFault(day);
    if (fault !== null) return { code: fault, field: this.#recency, value: when };
    const money = this.#minor.read(amount);
    if (Number.isNaN(money)) return { code: "BAD_AMOUNT", field: this.#monetary, value: amount };
    if (Math.abs(money) > MOST_MINOR) return { code: "AMOUNT_TOO_LARGE", field: this.#monetary, value: amount };
    if (this.#minor.rounded) this.#rounded++;
    this.#seen[code] = true;
    this.#codes.push(code);
    this.#days.push(day);
    this.#counts.push(count);
    // Plus zero: a negative amount that rounds to nothing is nothing here.
    this.#money.push(money + 0);
    return null;
  }

  #dayFault(day: number): RowIssueCode | null {
    if (!this.#byDate) return day < 0 ? "BAD_RECENCY" : null;
    if (day === NO_DAY) return "BAD_DATE";
    return this.#asOf !== null && day > this.#asOf ? "AFTER_AS_OF" : null;
  }

  finish(): RfmTable {
    if (this.#lastRow !== undefined) this.#fields.checkSeen(this.#lastRow);
    const asOf =
      this.#asOf ?? (this.#byDate && this.#days.length > 0 ? this.#days.reduce((a, b) => Math.max(a, b)) : null);
    // Rows stand in the order of the codes: a customer whose first row was invalid comes where it was first seen.
    const order = this.#codes.map((_, i) => i).sort((a, b) => this.#codes[a] - this.#codes[b]);
    const recency = this.#byDate ? this.#days.map((day) => (asOf as number) - day) : this.#days;
    const monetary = Float64Array.from(order, (i) => this.#money[i]);
    const monetaryIs = checkMonetary(this.#where, "options.monetaryIs", this.#options.monetaryIs);
    const customerRows = this.#diagnostics();
    return Object.freeze<RfmTable>({
      kind: "rfm-kit/table",
      size: order.length,
      customers: customersOf(this.#ids),
      codes: Uint32Array.from(order, (i) => this.#codes[i]),
      olderCodes: new Uint32Array(0),
      refundedCodes: new Uint32Array(0),
      refundedAmounts: new Float64Array(0),
      asOf,
      recency: Int32Array.from(order, (i) => recency[i]),
      frequency: Int32Array.from(order, (i) => this.#counts[i]),
      frequencyScale: 1,
      monetary,
      monetaryScale: powerOfTen(this.#decimals),
      revenue: monetaryIs === "total" ? monetary : null,
      measure: {
        window: null,
        frequency: "orders",
        monetary: monetaryIs,
        decimals: this.#decimals,
        currency: this.#options.currency ?? null,
        refunds: "net",
        timeZone: this.#options.timeZone ?? "UTC",
      },
      diagnostics: {
        ledger: null,
        customerRows,
        counted: customerRows.used,
        beforeWindow: 0,
        afterAsOf: 0,
        withoutOrders: { customers: this.#ids.size - order.length, amount: 0 },
        warnings: customerRows.warnings,
      },
    });
  }

  #diagnostics(): CustomerRowsDiagnostics {
    return {
      rows: this.#rows,
      used: this.#codes.length,
      withoutOrders: this.#withoutOrders,
      invalidRows: this.#issues.total,
      invalid: this.#issues.report(),
      roundedAmounts: this.#rounded,
      warnings: idTypeWarnings(countIdTypes(this.#ids)),
    };
  }
}

/** What is wrong with a row, in which field. */
interface Fault {
  readonly code: RowIssueCode;
  readonly field: FieldReader;
  readonly value: unknown;
}

/** A whole number from 0 to the largest int32, also as decimal text, or -1. */
function wholeNumber(value: unknown): number {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return Number.isInteger(number) && (number as number) >= 0 && (number as number) <= 0x7fffffff
    ? (number as number)
    : -1;
}
