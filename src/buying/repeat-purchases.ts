import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { checkTimeUnit, type TimeUnit } from "./time-unit.js";

/**
 * Repeat purchases of customers as columns, one element per customer with a purchase by `asOf`.
 *
 * @since 0.1.0
 */
export interface RepeatPurchases {
  /** Always `"rfm-kit/repeat-purchases"`. */
  readonly kind: "rfm-kit/repeat-purchases";
  /** The customers of the ledger. */
  readonly customers: Customers;
  /** The code of each row's customer, ascending. */
  readonly codes: Uint32Array;
  /** Distinct purchase days but the first. */
  readonly repeats: Uint32Array;
  /** Days from the first to the last purchase; 0 without repeats. */
  readonly lastDays: Int32Array;
  /** Days from the first purchase to `asOf`. */
  readonly ageDays: Int32Array;
  /** The sum of the natural logarithms of the gaps between purchase days, in days. */
  readonly logGaps: Float64Array;
  /** The unit that models of these purchases use. */
  readonly timeUnit: TimeUnit;
  /** The day up to which purchases count; `null` without any purchase and `asOf`. */
  readonly asOf: number | null;
}

/**
 * Options of {@link repeatPurchases}.
 *
 * @since 0.1.0
 */
export interface RepeatPurchasesOptions {
  /** The day up to which purchases count. @defaultValue the day of the ledger's last order */
  readonly asOf?: DateLike | undefined;
  /** The unit of the models' times and parameters; predictions do not depend on it. @defaultValue "week" */
  readonly timeUnit?: TimeUnit | undefined;
}

/**
 * Returns how often each customer bought again, when last, and how long ago first: what models of buying behaviour are fitted to.
 *
 * Purchases of a day are one, so `repeats` is distinct purchase days minus 1, as in Fader, Hardie and Lee (2005). Purchases are the
 * entries of the ledger with an amount of zero or more; refunds count for nothing here. Customers without a purchase by asOf are left
 * out; a ledger without purchases gives empty columns. Cost: one sequential pass; 28 bytes per customer.
 *
 * @param ledger - The orders.
 * @param options - asOf and the unit of time.
 * @returns The columns; days are whole.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or date, `UNKNOWN_NAME` for the unit.
 *
 * @example
 * ```ts
 * const orders = [
 *   { c: "ann", d: "2026-01-05", a: 10 },
 *   { c: "bob", d: "2026-01-05", a: 10 },
 *   { c: "ann", d: "2026-02-02", a: 10 },
 *   { c: "ann", d: "2026-02-02", a: 15 },
 * ];
 * const purchases = repeatPurchases(ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" }), { asOf: "2026-03-02" });
 * [...purchases.repeats]; // => [1, 0]
 * [...purchases.lastDays]; // => [28, 0]
 * [...purchases.ageDays]; // => [56, 56]
 * ```
 * @see {@link fitBgNbd} and {@link fitMbgNbd}, which take it
 * @since 0.1.0
 */
export function repeatPurchases(ledger: Ledger, options: RepeatPurchasesOptions = {}): RepeatPurchases {
  const where = "repeatPurchases";
  checkOptions(where, options, ["asOf", "timeUnit"]);
  if (ledger?.kind !== "rfm-kit/ledger" || !(ledger.offsets instanceof Uint32Array)) {
    const requirement = "be a ledger as this library made it (JSON does not keep one)";
    throw optionError("WRONG_TYPE", where, "ledger", requirement, ledger);
  }
  const { lastOrderDay, timeZone, customers } = ledger;
  const timeUnit = checkTimeUnit(where, "options.timeUnit", options.timeUnit);
  const asOf =
    options.asOf === undefined ? lastOrderDay : readAsOf(where, options.asOf, dayOfInstantIn(where, timeZone));
  const columns = collect(ledger, asOf ?? Number.NEGATIVE_INFINITY);
  return Object.freeze<RepeatPurchases>({ kind: "rfm-kit/repeat-purchases", customers, ...columns, timeUnit, asOf });
}

type Columns = Pick<RepeatPurchases, "codes" | "repeats" | "lastDays" | "ageDays" | "logGaps">;

function collect({ offsets, days, amounts }: Ledger, asOf: number): Columns {
  const customers = offsets.length - 1;
  const codes = new Uint32Array(customers);
  const repeats = new Uint32Array(customers);
  const lastDays = new Int32Array(customers);
  const ageDays = new Int32Array(customers);
  const logGaps = new Float64Array(customers);
  const logarithms = new LogTable();
  let size = 0;
  for (let c = 0; c < customers; c++) {
    const end = offsets[c + 1];
    let first = 0;
    let last = 0;
    let count = 0;
    let sum = 0;
    for (let i = offsets[c]; i < end; i++) {
      const day = days[i];
      if (day > asOf) break;
      if (amounts[i] < 0) continue;
      if (count === 0) first = day;
      else if (day === last) continue;
      else sum += logarithms.of(day - last);
      last = day;
      count++;
    }
    if (count === 0) continue;
    codes[size] = c;
    repeats[size] = count - 1;
    lastDays[size] = last - first;
    ageDays[size] = asOf - first;
    logGaps[size] = sum;
    size++;
  }
  const cut = <T extends Int32Array | Uint32Array | Float64Array>(column: T): T =>
    (size === customers ? column : column.slice(0, size)) as T;
  return {
    codes: cut(codes),
    repeats: cut(repeats),
    lastDays: cut(lastDays),
    ageDays: cut(ageDays),
    logGaps: cut(logGaps),
  };
}

/** Logarithms of whole numbers of days: most gaps are short, and looking up is quicker than taking a logarithm. */
class LogTable {
  readonly #known: Float64Array = Float64Array.from({ length: 1024 }, (_, n) => Math.log(n));

  of(days: number): number {
    return days < 1024 ? this.#known[days] : Math.log(days);
  }
}
