import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { checkLedger } from "../input/check-ledger.js";
import { type DateLike, readAsOf } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { Customers, Ledger } from "../input/ledger.js";
import { powerOfTen } from "../input/money/decimal.js";

/**
 * Which purchases a mean spend is of. `"repeat"`: all but those of the first day, as in Fader and Hardie (2013), whose count is that of
 * the models of buying. `"all"`: the first ones too, which also tells the spend of those who bought once.
 *
 * @since 0.1.0
 */
export type SpendOf = "repeat" | "all";

/**
 * How much customers spend per purchase, as columns, one element per customer with a purchase by `asOf`.
 *
 * @since 0.1.0
 */
export interface CustomerSpend {
  /** Always `"rfm-kit/customer-spend"`. */
  readonly kind: "rfm-kit/customer-spend";
  /** The customers of the ledger. */
  readonly customers: Customers;
  /** The code of each row's customer, ascending. */
  readonly codes: Uint32Array;
  /** How many purchase days the mean is of. */
  readonly count: Uint32Array;
  /** Mean amount of a purchase day in major units, refunds taken off: 0 without one, below 0 where more was paid back. */
  readonly mean: Float64Array;
  /** Which purchases it is of. */
  readonly purchases: SpendOf;
  /** Refunds left out because the customer had no purchase before them. */
  readonly strayRefunds: number;
  /** The ISO 4217 code, if one was stated. */
  readonly currency: string | null;
  /** The day up to which purchases and refunds count; `null` without any purchase and `asOf`. */
  readonly asOf: number | null;
}

/**
 * Options of {@link customerSpend} and of {@link fitGammaGamma} on a ledger.
 *
 * @since 0.1.0
 */
export interface CustomerSpendOptions {
  /** The day up to which purchases count. @defaultValue the day of the ledger's last order */
  readonly asOf?: DateLike | undefined;
  /** Which purchases the mean is of. @defaultValue "repeat" */
  readonly purchases?: SpendOf | undefined;
}

/** The keys of the options. */
export const SPEND_OPTIONS = ["asOf", "purchases"] as const;

/**
 * Returns how much each customer spends per purchase: what {@link fitGammaGamma} is fitted to.
 *
 * Purchases of a day are one, and its amount is the sum of their amounts. A refund belongs to the day of the purchase that its order id
 * leads to, else to the customer's latest purchase day by then; one before any purchase is left out and counted. Amounts are added
 * exactly, in minor units. Customers without a purchase by asOf are left out; an empty ledger gives empty columns.
 * Cost: one sequential pass; 16 bytes per customer.
 *
 * @param ledger - The orders.
 * @param options - asOf, and whether the first purchases count.
 * @returns The columns, in the order of {@link repeatPurchases}.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or date, `UNKNOWN_NAME` for the purchases.
 *
 * @example
 * ```ts
 * const orders = [
 *   { c: "ann", d: "2026-01-05", a: 10 },
 *   { c: "bob", d: "2026-01-05", a: 30 },
 *   { c: "ann", d: "2026-02-02", a: 20 },
 *   { c: "ann", d: "2026-02-02", a: 15 },
 *   { c: "ann", d: "2026-02-20", a: -5 },
 * ];
 * const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });
 * const spend = customerSpend(ledger, { asOf: "2026-03-02" });
 * [...spend.count]; // => [1, 0]
 * [...spend.mean]; // => [30, 0]
 * [...customerSpend(ledger, { asOf: "2026-03-02", purchases: "all" }).mean]; // => [20, 30]
 * ```
 * @see {@link repeatPurchases} for when they bought
 * @since 0.1.0
 */
export function customerSpend(ledger: Ledger, options: CustomerSpendOptions = {}): CustomerSpend {
  checkOptions("customerSpend", options, SPEND_OPTIONS);
  return measureSpend("customerSpend", ledger, options);
}

/** The same under another function's name, whose other options are checked already. */
export function measureSpend(where: string, ledger: Ledger, options: CustomerSpendOptions): CustomerSpend {
  checkLedger(where, "ledger", ledger);
  const { customers, currency, lastOrderDay, timeZone } = ledger;
  const purchases = checkOneOf(where, "options.purchases", options.purchases ?? "repeat", ["repeat", "all"]);
  const asOf =
    options.asOf === undefined ? lastOrderDay : readAsOf(where, options.asOf, dayOfInstantIn(where, timeZone));
  const columns = collect(ledger, purchases === "all", asOf ?? Number.NEGATIVE_INFINITY);
  return Object.freeze<CustomerSpend>({
    kind: "rfm-kit/customer-spend",
    customers,
    ...columns,
    purchases,
    currency,
    asOf,
  });
}

/** Refuses what is no spend of customers with its typed arrays, above all one that went through JSON. */
export function checkSpend(where: string, path: string, value: unknown): asserts value is CustomerSpend {
  const spend = value as Partial<CustomerSpend> | null | undefined;
  const isSpend =
    spend?.kind === "rfm-kit/customer-spend" &&
    spend.codes instanceof Uint32Array &&
    spend.count instanceof Uint32Array &&
    spend.mean instanceof Float64Array;
  if (isSpend) return;
  const requirement = "be the spend of customers as this library made it (JSON does not keep it)";
  throw optionError("WRONG_TYPE", where, path, requirement, value);
}

type Columns = Pick<CustomerSpend, "codes" | "count" | "mean" | "strayRefunds">;

function collect(ledger: Ledger, withFirst: boolean, asOf: number): Columns {
  const { offsets, days, amounts, decimals } = ledger;
  const customers = offsets.length - 1;
  const scale = powerOfTen(decimals);
  const codes = new Uint32Array(customers);
  const count = new Uint32Array(customers);
  const mean = new Float64Array(customers);
  let size = 0;
  let strayRefunds = 0;
  for (let c = 0; c < customers; c++) {
    const start = offsets[c];
    let end = start;
    let purchaseDays = 0;
    let first = 0;
    let second = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (; end < offsets[c + 1] && days[end] <= asOf; end++) {
      if (amounts[end] < 0 || days[end] === last) continue;
      last = days[end];
      purchaseDays++;
      if (purchaseDays === 1) first = last;
      else if (purchaseDays === 2) second = last;
    }
    if (purchaseDays === 0) {
      strayRefunds += end - start;
      continue;
    }
    let total = 0;
    for (let i = start; i < end; i++) {
      const day = amounts[i] < 0 ? purchaseDayOf(ledger, i) : days[i];
      if (day < first) strayRefunds++;
      else if (withFirst || day >= second) total += amounts[i];
    }
    const counted = withFirst ? purchaseDays : purchaseDays - 1;
    codes[size] = c;
    count[size] = counted;
    mean[size] = counted === 0 ? 0 : total / (counted * scale);
    size++;
  }
  return { codes: codes.slice(0, size), count: count.slice(0, size), mean: mean.slice(0, size), strayRefunds };
}

/** The day that a refund counts on: that of the purchase before it in its order, else its own. */
function purchaseDayOf({ days, amounts, links }: Ledger, refund: number): number {
  let entry = links === null ? -1 : links[refund];
  while (links !== null && entry >= 0 && amounts[entry] < 0) entry = links[entry];
  return days[entry >= 0 ? entry : refund];
}
