import type { Behaviour } from "../buying/behaviour.js";
import type { UsedOpportunities } from "../buying/bg-bb/used-opportunities.js";
import { usedOpportunities } from "../buying/bg-bb/used-opportunities.js";
import { groupHistories, type Histories } from "../buying/group-histories.js";
import { readHistories } from "../buying/read-histories.js";
import { type RepeatPurchases, repeatPurchases } from "../buying/repeat-purchases.js";
import { type UsableModel, usableModel } from "../buying/usable-model.js";
import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { DateLike } from "../input/days/parse-day.js";
import type { Ledger, Warning } from "../input/ledger.js";
import { checkGammaGamma } from "./check-gamma-gamma.js";
import { type CustomerSpend, checkSpend, measureSpend } from "./customer-spend.js";
import { noRecentOrder, oldestOf, outdatedModel, sparseEnd } from "./date-warnings.js";
import { spendOf } from "./expected-spend.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";
import { type LifetimeValues, valuesOf } from "./lifetime-values.js";
import { type CustomerValueOptions, VALUE_OPTIONS, type Valuation, valuationOf } from "./value-options.js";

/**
 * Options of {@link customerValue} on a ledger.
 *
 * @since 0.1.0
 */
export interface LedgerValueOptions extends CustomerValueOptions {
  /** The day from which to look ahead. @defaultValue the day of the ledger's last order */
  readonly asOf?: DateLike | undefined;
}

/**
 * Customers whose purchases and spend are measured already, both of one ledger and one day.
 *
 * @since 0.1.0
 */
export interface MeasuredCustomers {
  /** When they bought: of {@link repeatPurchases}, or for a BG/BB of {@link usedOpportunities}. */
  readonly purchases: RepeatPurchases | UsedOpportunities;
  /** How much: of {@link customerSpend}. */
  readonly spend: CustomerSpend;
}

/**
 * Returns what every customer is expected to be worth from asOf on: customer lifetime value.
 *
 * Over a finite horizon it is `margin * spend * sum (E(i) - E(i - 1)) / (1 + annual)^t(i)`, where E(i) is the number of purchases that
 * the model of buying expects up to the end of the i-th period, t(i) the years until its purchases are paid, at its start, middle
 * or end, and spend the expected amount per purchase (Fader, Hardie and Lee 2005). A period is a month of 30.4375 days unless another
 * is stated; the last one ends with the horizon. Over an infinite horizon purchases are discounted continuously, at the rate
 * `ln(1 + annual)` a year: discounted expected residual transactions (DERT). For a BG/BB, opportunities are discounted one by one.
 *
 * Money is in major units. Customers for whom the spend model has no mean have no value: `NaN` in the columns, `null` in `get`, and a
 * warning. So have models of a day far from asOf (`"MODEL_OUTDATED"`: more than a year, or than the first purchase is ago), nobody
 * who bought in the last 30 days (`"NO_RECENT_ORDER"`), and next to no orders at the end (`"SPARSE_END"`). Purchases are those after
 * asOf, so somebody who is all but surely lost is worth next to nothing, whatever was spent so far. Cost: customers are grouped by
 * their history; one expectation per distinct history and period.
 *
 * @param ledger - The orders.
 * @param options - The two models, horizon, discount, margin, and when purchases are paid.
 * @returns Values as columns and by customer.
 * @throws {@link RfmError} `BAD_MODEL` for what is no model, `MODEL_MISMATCH` for a currency or purchases that the models were not
 * fitted to, `MISSING_OPTION`, `OUT_OF_RANGE`, `UNKNOWN_NAME`, `CONFLICTING_OPTIONS` or `WRONG_TYPE` for options.
 *
 * @example
 * ```ts
 * const { customer, date, amount } = simulateOrders({ customers: 1000, seed: 3 });
 * const ledger = ledgerFromColumns({ customer, date, amount });
 * const model = fitMbgNbd(repeatPurchases(ledger));
 * const spend = fitGammaGamma(ledger);
 * const values = customerValue(ledger, { model, spend, horizon: { value: 12, unit: "month" }, discount: { annual: 0.15 } });
 * values.size; // => 1000
 * const first = values.get("C000001");
 * first?.value === (first?.spend ?? 0) * (first?.discountedPurchases ?? 0); // => true
 * const ever = customerValue(ledger, { model, spend, horizon: "infinite", discount: { annual: 0.15 } });
 * ever.total > values.total; // => true
 * ```
 * @see {@link customerEquity} for sums by segment
 * @see Fader, Hardie and Lee (2005), "RFM and CLV: using iso-value curves for customer base analysis", Journal of Marketing Research 42
 * @since 0.1.0
 */
export function customerValue(ledger: Ledger, options: LedgerValueOptions): LifetimeValues;
/**
 * The same for customers who are measured already.
 *
 * @param customers - Their purchases and spend.
 * @param options - The two models, horizon, discount, margin, and when purchases are paid.
 * @returns Values as columns and by customer.
 */
export function customerValue(customers: MeasuredCustomers, options: CustomerValueOptions): LifetimeValues;
export function customerValue(source: Ledger | MeasuredCustomers, options: LedgerValueOptions): LifetimeValues {
  const where = "customerValue";
  const isLedger = (source as Ledger | null)?.kind === "rfm-kit/ledger";
  checkOptions(where, options, isLedger ? [...VALUE_OPTIONS, "asOf"] : VALUE_OPTIONS);
  for (const name of ["model", "spend"] as const) {
    if (options[name] === undefined)
      throw optionError("MISSING_OPTION", where, `options.${name}`, "be given", undefined);
  }
  const model = usableModel(where, options.model);
  checkGammaGamma(where, "options.spend", options.spend);
  const valuation = valuationOf(where, options, model.timeUnit);
  const { purchases, spend } = isLedger
    ? measured(where, source as Ledger, options, model)
    : sameCustomers(where, source as MeasuredCustomers);
  checkMatch(where, options.spend, spend);
  const histories = groupHistories(readHistories(where, model, purchases), true);
  const discountedPurchases = scattered(histories, worthOfGroups(histories, model.behaviour, valuation));
  const expected = expectedSpends(options.spend, spend);
  const value = expected.map((amount, row) => valuation.margin * amount * discountedPurchases[row]);
  const { customers, codes, asOf, currency } = spend;
  const columns = { customers, codes, asOf, currency, discountedPurchases, spend: expected, value };
  const sparse = isLedger ? sparseEnd(source as Ledger, asOf) : [];
  return valuesOf(columns, [...dateWarnings(options, purchases, asOf), ...sparse, ...missingWarnings(value)]);
}

function measured(
  where: string,
  ledger: Ledger,
  options: LedgerValueOptions,
  { kind, timeUnit }: UsableModel,
): MeasuredCustomers {
  const { asOf } = options;
  const spend = measureSpend(where, ledger, { asOf, purchases: options.spend.purchases ?? undefined });
  const isDiscrete = kind === "rfm-kit/bg-bb";
  const purchases = isDiscrete
    ? usedOpportunities(ledger, { period: timeUnit, asOf })
    : repeatPurchases(ledger, { timeUnit, asOf });
  return { purchases, spend };
}

/** Customers must be those of one ledger and one day: rows are matched by their place. */
function sameCustomers(where: string, given: MeasuredCustomers): MeasuredCustomers {
  checkOptions(where, given, ["purchases", "spend"], "customers");
  const { purchases, spend } = given;
  checkSpend(where, "customers.spend", spend);
  if (!(purchases?.codes instanceof Uint32Array)) {
    const requirement = "be purchases of customers as this library made them (JSON does not keep them)";
    throw optionError("WRONG_TYPE", where, "customers.purchases", requirement, purchases);
  }
  const isSame =
    purchases.customers === spend.customers &&
    purchases.asOf === spend.asOf &&
    purchases.codes.length === spend.codes.length;
  if (isSame) return given;
  const requirement = "be of the ledger and the asOf of the spend";
  throw optionError("MODEL_MISMATCH", where, "customers.purchases", requirement, "another ledger or day");
}

function checkMatch(where: string, model: GammaGammaModel, spend: CustomerSpend): void {
  for (const name of ["currency", "purchases"] as const) {
    const [own, found] = [model[name], spend[name]];
    if (own === null || found === null || own === found) continue;
    throw optionError("MODEL_MISMATCH", where, `options.spend.${name}`, `be that of the customers, ${found}`, own);
  }
}

/** Discounted purchases of each distinct history. */
function worthOfGroups(histories: Histories, behaviour: Behaviour, { instalments, rate }: Valuation): Float64Array {
  const { groups, x, last, age, xAt, lastAt, ageAt } = histories;
  const worth = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    const [repeats, time, old] = [x[xAt[g]], last[lastAt[g]], age[ageAt[g]]];
    if (instalments === null) {
      worth[g] = behaviour.discounted(repeats, time, old, rate);
      continue;
    }
    let before = 0;
    for (const { until, worth: each } of instalments) {
      const expected = behaviour.expected(repeats, time, old, until);
      // Rounding may leave a later expectation a hair below an earlier one.
      worth[g] += each * Math.max(0, expected - before);
      before = expected;
    }
  }
  return worth;
}

function scattered({ groupOf }: Histories, worth: Float64Array): Float64Array {
  return Float64Array.from(groupOf ?? [], (group) => worth[group]);
}

function expectedSpends(model: GammaGammaModel, { count, mean }: CustomerSpend): Float64Array {
  const expected = spendOf(model);
  const spends = new Float64Array(count.length);
  for (let row = 0; row < spends.length; row++) spends[row] = expected(count[row], mean[row]) ?? Number.NaN;
  return spends;
}

/** Whether the models are of another time than asOf, and asOf of another time than the orders. */
function dateWarnings(
  { model, spend }: CustomerValueOptions,
  purchases: MeasuredCustomers["purchases"],
  asOf: number | null,
): Warning[] {
  const models = [
    ["model of buying", model.asOf],
    ["model of spend", spend.asOf],
  ] as const;
  // Opportunities may be years, of which the last tells nothing.
  const isByDays = "ageDays" in purchases;
  const oldest = isByDays ? oldestOf(purchases) : Number.POSITIVE_INFINITY;
  return [...outdatedModel(models, asOf, oldest), ...(isByDays ? noRecentOrder(purchases) : [])];
}

function missingWarnings(value: Float64Array): Warning[] {
  const missing = value.reduce((count, one) => count + (Number.isNaN(one) ? 1 : 0), 0);
  if (missing === 0) return [];
  const message = `${missing} customers have no value, since the spend model has no mean for them; see its warnings`;
  return [{ code: "MISSING_VALUES", message }];
}
