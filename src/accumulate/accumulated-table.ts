import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { readAsOf } from "../input/days/parse-day.js";
import { countIdTypes, earlyDayWarnings, idTypeWarnings, nothingIdWarnings } from "../input/ids/known-customers.js";
import type { Customers, LedgerDiagnostics } from "../input/ledger.js";
import { powerOfTen } from "../input/money/decimal.js";
import type { RowIssues } from "../input/row-issues.js";
import { divideRounded } from "../math/divide-rounded.js";
import { ExactSum } from "../math/exact-sum.js";
import {
  checkFrequency,
  type FrequencyMeasure,
  frequencyScaleOf,
  MEASURE_OPTIONS,
  type MeasureDefinition,
} from "../rfm/measure-definition.js";
import { lateRefundWarnings, ratesOf } from "../rfm/measure-rfm.js";
import type { RfmTable } from "../rfm/rfm-table.js";
import type { AccumulatedMeasures } from "./accumulator.js";
import { CustomerWalk, idOf } from "./customer-walk.js";
import { knownInOrder } from "./known-in-order.js";
import { CODED_FROM, type CustomerKey } from "./late-refunds.js";
import type { State } from "./state.js";

const WHERE = "table";

/** The table of a settled state. */
export function tableOfState(state: State, invalid: RowIssues, options: AccumulatedMeasures): RfmTable {
  const measure = measureOf(state, options);
  const asOf = asOfOf(state, options);
  const gathered = gather(state);
  const high = asOf ?? Number.POSITIVE_INFINITY;
  const withoutOrders = takeBackLate(state, gathered, high);
  const { size, codes, customers, count, firstDay, lastDay, total } = gathered;
  const { frequency } = measure;
  return Object.freeze<RfmTable>({
    kind: "rfm-kit/table",
    size,
    customers,
    codes,
    olderCodes: new Uint32Array(0),
    asOf,
    // In place: nobody else has the last days.
    recency: minusFrom(high, lastDay),
    frequency: typeof frequency === "string" ? count : ratesOf(count, firstDay, frequency, high),
    frequencyScale: frequencyScaleOf(frequency),
    monetary: measure.monetary === "mean" ? total.map((sum, i) => divideRounded(sum, count[i])) : total,
    monetaryScale: powerOfTen(state.settings.decimals),
    revenue: total,
    measure,
    diagnostics: diagnosticsOf(state, gathered, invalid, high, options.asOf === undefined, withoutOrders),
  });
}

function measureOf({ settings }: State, options: AccumulatedMeasures): MeasureDefinition {
  checkOptions(WHERE, options, MEASURE_OPTIONS);
  const { window } = options as { readonly window?: unknown };
  if (window !== undefined) {
    throw new RfmError(
      "UNKNOWN_OPTION",
      `${WHERE}: options.window is not an option of an accumulator, which keeps no days of single orders; measure a ledger for windows`,
      { path: "options.window" },
    );
  }
  const { decimals, currency, refunds, timeZone } = settings;
  return Object.freeze<MeasureDefinition>({
    window: null,
    frequency: frequencyOf(options.frequency),
    monetary: monetaryOf(options.monetary),
    decimals,
    currency,
    refunds,
    timeZone,
  });
}

function frequencyOf(given: unknown): FrequencyMeasure {
  const frequency = checkFrequency(WHERE, "options.frequency", given);
  if (frequency === "orders" || (frequency !== "days" && frequency.of === "orders")) return frequency;
  const requirement = 'count "orders" (purchase days are known to a ledger only)';
  throw optionError("UNKNOWN_NAME", WHERE, "options.frequency", requirement, "days");
}

function monetaryOf(given: unknown): "total" | "mean" {
  if (given === undefined || given === "total" || given === "mean") return given ?? "total";
  const requirement = 'be "total" or "mean" (the amounts of single orders are known to a ledger only)';
  throw optionError("UNKNOWN_NAME", WHERE, "options.monetary", requirement, given);
}

function asOfOf({ settings, lastOrderDay }: State, options: AccumulatedMeasures): number | null {
  if (options.asOf === undefined) return Number.isFinite(lastOrderDay) ? lastOrderDay : null;
  const asOf = readAsOf(WHERE, options.asOf, settings.dayOfInstant);
  if (asOf >= lastOrderDay) return asOf;
  const requirement = `not be before the last order, ${formatDay(lastOrderDay)} (a past day can be measured on a ledger)`;
  throw optionError("OUT_OF_RANGE", WHERE, "options.asOf", requirement, formatDay(asOf));
}

/** The columns of a table, and its customers. */
interface Gathered {
  readonly size: number;
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly count: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly total: Float64Array;
  /** The customers who have refunds only, with their money. */
  readonly refundersOnly: Map<CustomerKey, number>;
}

function gather(state: State): Gathered {
  const { ids, order, purchases, refunds } = state;
  const most = purchases.ints.size + order.codes().length;
  const mixed = new Int32Array(purchases.ints.size + refunds.ints.size);
  const otherCodes = new Uint32Array(order.codes().length);
  const codes = new Uint32Array(most);
  const count = new Int32Array(most);
  const firstDay = new Int32Array(most);
  const lastDay = new Int32Array(most);
  const total = new Float64Array(most);
  const refundersOnly = new Map<CustomerKey, number>();
  let size = 0;
  let ints = 0;
  let others = 0;
  const walk = new CustomerWalk(WHERE, state);
  while (walk.next()) {
    const { key } = walk;
    const code = ints + others;
    if (key < CODED_FROM) mixed[ints++] = key;
    else otherCodes[others++] = key - CODED_FROM;
    if (walk.count === 0) {
      refundersOnly.set(key, -walk.refunded);
      continue;
    }
    codes[size] = code;
    count[size] = walk.count;
    firstDay[size] = walk.first;
    lastDay[size] = walk.last;
    total[size] = walk.bought - walk.refunded;
    size++;
  }
  return {
    size,
    customers: knownInOrder(cut(mixed, ints), cut(otherCodes, others), ids),
    codes: cut(codes, size),
    count: cut(count, size),
    firstDay: cut(firstDay, size),
    lastDay: cut(lastDay, size),
    total: cut(total, size),
    refundersOnly,
  };
}

function cut<T extends Int32Array | Uint32Array | Float64Array>(column: T, size: number): T {
  return (size === column.length ? column : column.slice(0, size)) as T;
}

/** Takes refunds later than the last order, up to asOf, off the totals; returns the money of those without orders. */
function takeBackLate(state: State, { customers, codes, total, refundersOnly }: Gathered, asOf: number): number {
  for (const { key, day, amount } of state.late.list) {
    if (day > asOf) continue;
    const only = refundersOnly.get(key);
    if (only !== undefined) refundersOnly.set(key, only - amount);
    else total[rowOf(codes, customers.find(idOf(state, key)))] -= amount;
  }
  const sum = new ExactSum();
  for (const amount of refundersOnly.values()) sum.add(amount);
  // Plus zero: nothing has no sign.
  return sum.value + 0;
}

/** Codes ascend, and a code is never below its row. */
function rowOf(codes: Uint32Array, code: number): number {
  let low = 0;
  let high = Math.min(code, codes.length - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codes[middle] < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

function minusFrom(asOf: number, days: Int32Array): Int32Array {
  for (let i = 0; i < days.length; i++) days[i] = asOf - days[i];
  return days;
}

function diagnosticsOf(
  state: State,
  { customers, refundersOnly }: Gathered,
  invalid: RowIssues,
  asOf: number,
  isDefaultDay: boolean,
  withoutOrders: number,
): RfmTable["diagnostics"] {
  const ledger = rowAccount(state, customers, invalid);
  const after = state.late.list.filter(({ day }) => day > asOf);
  const afterAsOf = after.reduce((sum, { count }) => sum + count, 0);
  const late = new ExactSum();
  for (const { amount } of after) late.add(-amount);
  const { purchases, refunds, emptyRefunds } = state.tally;
  return {
    ledger,
    customerRows: null,
    counted: purchases + refunds - emptyRefunds - afterAsOf,
    beforeWindow: 0,
    afterAsOf,
    withoutOrders: { customers: refundersOnly.size, amount: withoutOrders },
    warnings: [
      ...ledger.warnings,
      ...(isDefaultDay ? lateRefundWarnings(afterAsOf, late.value, state.settings.decimals) : []),
    ],
  };
}

/** What became of the rows, in the words of a ledger. */
function rowAccount({ tally, lastOrderDay }: State, customers: Customers, invalid: RowIssues): LedgerDiagnostics {
  const customersByIdType = countIdTypes(customers);
  const { rows, purchases, zeroAmounts, refunds, ignoredRefunds, placed, refunded, cancelled, rounded } = tally;
  return {
    rows,
    purchases,
    zeroAmounts,
    refunds,
    ignoredRefunds,
    notPaid: { placed, refunded, cancelled },
    invalidRows: Object.values(invalid).reduce((sum, { count }) => sum + count, 0),
    invalid,
    roundedAmounts: rounded,
    mergedLines: 0,
    sharedOrders: { count: 0, firstRows: [] },
    customersByIdType,
    warnings: [
      ...idTypeWarnings(customersByIdType),
      ...nothingIdWarnings(customers),
      ...earlyDayWarnings(Number.isFinite(lastOrderDay) ? lastOrderDay : null),
    ],
  };
}
