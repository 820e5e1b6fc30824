import { checkOneOf, checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import { MS_PER_DAY } from "../../input/days/calendar.js";
import { type DateLike, readAsOf } from "../../input/days/parse-day.js";
import { dayOfInstantIn } from "../../input/days/time-zone.js";
import type { Customers, Ledger } from "../../input/ledger.js";
import { DAYS_IN, type TimeUnit } from "../time-unit.js";

/**
 * Opportunities to buy that customers had and used, as columns, one element per customer with a purchase by `asOf`.
 *
 * @since 0.1.0
 */
export interface UsedOpportunities {
  /** Always `"rfm-kit/used-opportunities"`. */
  readonly kind: "rfm-kit/used-opportunities";
  /** The customers of the ledger. */
  readonly customers: Customers;
  /** The code of each row's customer, ascending. */
  readonly codes: Uint32Array;
  /** How many opportunities were used. */
  readonly used: Uint32Array;
  /** Which was the last one used, counted from 1; 0 where none was. */
  readonly last: Uint32Array;
  /** How many there were: whole periods after that of the first purchase. */
  readonly opportunities: Uint32Array;
  /** What an opportunity is. */
  readonly period: TimeUnit;
  /** The day up to which purchases count; `null` without any purchase and `asOf`. */
  readonly asOf: number | null;
}

/**
 * Options of {@link usedOpportunities}.
 *
 * @since 0.1.0
 */
export interface UsedOpportunitiesOptions {
  /** What an opportunity is: a calendar year, a calendar month, a week from Monday to Sunday, or a day. */
  readonly period: TimeUnit;
  /** The day up to which purchases count. @defaultValue the day of the ledger's last order */
  readonly asOf?: DateLike | undefined;
}

/**
 * Returns in how many periods each customer bought again, in which last, and how many there were: what {@link fitBgBb} is fitted to.
 *
 * For customers who can buy at most once in a while, or of whom only the period is known: yearly gifts, monthly boxes, trips to a fair.
 * The period of the first purchase is that in which a customer is won; each whole calendar period after it that ended by asOf is an
 * opportunity, used if it has a purchase (an entry with an amount of zero or more). A period that asOf cuts short is none, and purchases
 * in it do not count. Customers without a purchase by asOf are left out. Cost: one sequential pass; 16 bytes per customer.
 *
 * @param ledger - The orders.
 * @param options - The period, and asOf.
 * @returns The columns, in the order of {@link repeatPurchases}.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or date, `UNKNOWN_NAME` for the period.
 *
 * @example
 * ```ts
 * const gifts = [
 *   { c: "ann", d: "2019-12-24", a: 50 },
 *   { c: "ann", d: "2021-12-20", a: 50 },
 *   { c: "ann", d: "2021-12-24", a: 20 },
 *   { c: "bob", d: "2022-06-01", a: 99 },
 * ];
 * const ledger = ledgerFromRows(gifts, { customer: "c", date: "d", amount: "a" });
 * const years = usedOpportunities(ledger, { period: "year", asOf: "2025-12-31" });
 * [...years.used]; // => [1, 0]
 * [...years.last]; // => [2, 0]
 * [...years.opportunities]; // => [6, 3]
 * [...usedOpportunities(ledger, { period: "year", asOf: "2025-12-30" }).opportunities]; // => [5, 2]
 * ```
 * @see {@link repeatPurchases} for models in which customers may buy at any time
 * @since 0.1.0
 */
export function usedOpportunities(ledger: Ledger, options: UsedOpportunitiesOptions): UsedOpportunities {
  const where = "usedOpportunities";
  checkOptions(where, options, ["period", "asOf"]);
  if (ledger?.kind !== "rfm-kit/ledger" || !(ledger.offsets instanceof Uint32Array)) {
    const requirement = "be a ledger as this library made it (JSON does not keep one)";
    throw optionError("WRONG_TYPE", where, "ledger", requirement, ledger);
  }
  const { lastOrderDay, timeZone, customers } = ledger;
  const period = checkOneOf(where, "options.period", options.period, Object.keys(DAYS_IN) as TimeUnit[]);
  const asOf =
    options.asOf === undefined ? lastOrderDay : readAsOf(where, options.asOf, dayOfInstantIn(where, timeZone));
  const columns = collect(ledger, period, asOf ?? Number.NEGATIVE_INFINITY);
  return Object.freeze<UsedOpportunities>({ kind: "rfm-kit/used-opportunities", customers, ...columns, period, asOf });
}

type Columns = Pick<UsedOpportunities, "codes" | "used" | "last" | "opportunities">;

function collect({ offsets, days, amounts }: Ledger, period: TimeUnit, asOf: number): Columns {
  const customers = offsets.length - 1;
  const codes = new Uint32Array(customers);
  const used = new Uint32Array(customers);
  const last = new Uint32Array(customers);
  const opportunities = new Uint32Array(customers);
  const periodOf = PERIOD_OF[period];
  // The last period that is over: the day after asOf is in a later one.
  const end = periodOf(asOf + 1) - 1;
  let size = 0;
  for (let c = 0; c < customers; c++) {
    let day = Number.NaN;
    let first = Number.NaN;
    let latest = Number.NaN;
    let count = 0;
    for (let i = offsets[c]; i < offsets[c + 1] && days[i] <= asOf; i++) {
      if (amounts[i] < 0 || days[i] === day) continue;
      day = days[i];
      const at = periodOf(day);
      if (Number.isNaN(first)) first = latest = at;
      if (at === latest || at > end) continue;
      latest = at;
      count++;
    }
    if (Number.isNaN(first)) continue;
    codes[size] = c;
    used[size] = count;
    last[size] = latest - first;
    opportunities[size] = Math.max(0, end - first);
    size++;
  }
  return {
    codes: codes.slice(0, size),
    used: used.slice(0, size),
    last: last.slice(0, size),
    opportunities: opportunities.slice(0, size),
  };
}

/** The number of the period that a day is in; 1970-01-05 was a Monday. */
const PERIOD_OF: { readonly [Unit in TimeUnit]: (day: number) => number } = {
  day: (day) => day,
  week: (day) => Math.floor((day - 4) / 7),
  month: (day) => {
    const date = new Date(day * MS_PER_DAY);
    return 12 * date.getUTCFullYear() + date.getUTCMonth();
  },
  year: (day) => new Date(day * MS_PER_DAY).getUTCFullYear(),
};
