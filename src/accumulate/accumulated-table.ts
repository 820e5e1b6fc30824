import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { readAsOf } from "../input/days/parse-day.js";
import type { IdTypeCounts, LedgerDiagnostics } from "../input/ledger.js";
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
import { sparseEndWarnings } from "../rfm/sparse-end.js";
import type { AccumulatedMeasures } from "./accumulator.js";
import { ALL_PARTS, type Stretch, wholeOf } from "./customer-walk.js";
import { type Gathered, gather } from "./gather.js";
import { rowAccount } from "./row-account.js";
import type { State } from "./state.js";
import { PARTS } from "./sums/part-of.js";

/** What is measured, and until when. */
export interface Measured {
  readonly measure: MeasureDefinition;
  readonly asOf: number | null;
  /** The late refunds that do not count yet. */
  readonly after: AfterAsOf;
  /** Whether asOf was left to the last order. */
  readonly isDefaultDay: boolean;
}

interface AfterAsOf {
  readonly count: number;
  readonly amount: number;
}

/** Reads what is to be measured of a state. */
export function measuredOf(where: string, state: State, options: AccumulatedMeasures): Measured {
  const measure = measureOf(where, state, options);
  const asOf = asOfOf(where, state, options);
  const after = lateAfter(state, asOf ?? Number.POSITIVE_INFINITY);
  return { measure, asOf, after, isDefaultDay: options.asOf === undefined };
}

/** The last day that counts. */
export function untilOf({ asOf }: Measured): number {
  return asOf ?? Number.POSITIVE_INFINITY;
}

function lateAfter({ late }: State, asOf: number): AfterAsOf {
  let after = 0;
  const money = new ExactSum();
  late.each((_, day, count, amount) => {
    if (day <= asOf) return;
    after += count;
    money.add(-amount);
  });
  return { count: after, amount: money.value };
}

/** The table of a settled state. */
export function tableOfState(state: State, invalid: RowIssues, options: AccumulatedMeasures): RfmTable {
  const where = "table";
  const measured = measuredOf(where, state, options);
  return tableOfStretch(where, state, wholeOf(state, untilOf(measured)), measured, accountOf(state, invalid));
}

/** The table of a stretch of the customers of a settled state, whose late refunds count as is measured. The account of rows is that of all. */
export function tableOfStretch(
  where: string,
  state: State,
  stretch: Stretch,
  measured: Measured,
  account: LedgerDiagnostics,
): RfmTable {
  const { measure, asOf, after, isDefaultDay } = measured;
  const { frequency } = measure;
  const gathered = gather(where, state, stretch, typeof frequency !== "string");
  const high = untilOf(measured);
  const { size, codes, customers, count, firstDay, lastDay, total } = gathered;
  // In place: nobody else has the last days.
  const recency = minusFrom(high, lastDay);
  const isWhole =
    stretch.lastPart - stretch.firstPart === ALL_PARTS && stretch.codes.length === state.order.codes().length;
  return Object.freeze<RfmTable>({
    kind: "rfm-kit/table",
    size,
    customers,
    codes,
    olderCodes: Uint32Array.from(gathered.olderCodes),
    ...refundedOf(gathered),
    asOf,
    recency,
    frequency: typeof frequency === "string" || firstDay === null ? count : ratesOf(count, firstDay, frequency, high),
    frequencyScale: frequencyScaleOf(frequency),
    monetary: measure.monetary === "mean" ? total.map((sum, i) => divideRounded(sum, count[i])) : total,
    monetaryScale: powerOfTen(state.settings.decimals),
    revenue: total,
    measure,
    diagnostics: diagnosticsOf(state, gathered, account, after, isDefaultDay ? { recency, isWhole } : null),
  });
}

function measureOf(where: string, { settings, span }: State, options: AccumulatedMeasures): MeasureDefinition {
  checkOptions(where, options, MEASURE_OPTIONS);
  const { window } = options as { readonly window?: unknown };
  if (window !== undefined && span === null) {
    throw new RfmError(
      "UNKNOWN_OPTION",
      `${where}: options.window is not an option of an accumulator, which keeps no days of single orders; make it with options.buckets for windows of whole weeks or months, or measure a ledger for any`,
      { path: "options.window" },
    );
  }
  const { decimals, currency, refunds, timeZone } = settings;
  return Object.freeze<MeasureDefinition>({
    window: span?.window ?? null,
    frequency: frequencyOf(where, options.frequency),
    monetary: monetaryOf(where, options.monetary),
    decimals,
    currency,
    refunds,
    timeZone,
  });
}

function frequencyOf(where: string, given: unknown): FrequencyMeasure {
  const frequency = checkFrequency(where, "options.frequency", given);
  if (frequency === "orders" || (frequency !== "days" && frequency.of === "orders")) return frequency;
  const requirement = 'count "orders" (purchase days are known to a ledger only)';
  throw optionError("UNKNOWN_NAME", where, "options.frequency", requirement, "days");
}

function monetaryOf(where: string, given: unknown): "total" | "mean" {
  if (given === undefined || given === "total" || given === "mean") return given ?? "total";
  const requirement = 'be "total" or "mean" (the amounts of single orders are known to a ledger only)';
  throw optionError("UNKNOWN_NAME", where, "options.monetary", requirement, given);
}

function asOfOf(where: string, { settings, lastOrderDay, span }: State, options: AccumulatedMeasures): number | null {
  if (span !== null) return span.asOf;
  if (options.asOf === undefined) return Number.isFinite(lastOrderDay) ? lastOrderDay : null;
  const asOf = readAsOf(where, options.asOf, settings.dayOfInstant);
  if (asOf >= lastOrderDay) return asOf;
  const requirement = `not be before the last order, ${formatDay(lastOrderDay)} (past days take a ledger, or for the ends of weeks or months options.buckets)`;
  throw optionError("OUT_OF_RANGE", where, "options.asOf", requirement, formatDay(asOf));
}

/** Those whose refunds are all later than asOf have none that count. */
function refundedOf({ refundersOnly }: Gathered): Pick<RfmTable, "refundedCodes" | "refundedAmounts"> {
  const counted = [...refundersOnly].filter(([, amount]) => amount !== 0);
  return {
    refundedCodes: Uint32Array.from(counted, ([code]) => code),
    refundedAmounts: Float64Array.from(counted, ([, amount]) => amount),
  };
}

function minusFrom(asOf: number, days: Int32Array): Int32Array {
  for (let i = 0; i < days.length; i++) days[i] = asOf - days[i];
  return days;
}

function diagnosticsOf(
  state: State,
  { refundersOnly }: Gathered,
  account: LedgerDiagnostics,
  after: AfterAsOf,
  byDefault: { readonly recency: Int32Array; readonly isWhole: boolean } | null,
): RfmTable["diagnostics"] {
  const { span } = state;
  const beforeWindow = span?.beforeWindow ?? 0;
  const afterAsOf = (span?.afterAsOf ?? 0) + after.count;
  const { purchases, refunds, emptyRefunds } = state.tally;
  const withoutOrders = new ExactSum();
  for (const amount of refundersOnly.values()) withoutOrders.add(amount);
  return {
    ledger: account,
    customerRows: null,
    counted: purchases + refunds - emptyRefunds - afterAsOf - beforeWindow,
    beforeWindow,
    afterAsOf,
    // Plus zero: nothing has no sign.
    withoutOrders: { customers: refundersOnly.size, amount: withoutOrders.value + 0 },
    warnings: [
      ...account.warnings,
      ...(byDefault === null ? [] : lateRefundWarnings(afterAsOf, after.amount, state.settings.decimals)),
      // What is rare among some of the customers need not be so among all.
      ...(byDefault?.isWhole ? sparseEndWarnings(byDefault.recency) : []),
    ],
  };
}

/** What became of the rows, in the words of a ledger. */
export function accountOf(state: State, invalid: RowIssues): LedgerDiagnostics {
  const { tally, lastOrderDay, ids } = state;
  const own = { find: (id: unknown) => (hasSums(state, ids.find(id)) || hasText(state, id) ? 0 : -1) };
  return rowAccount(tally, invalid, idTypesOf(state), own, Number.isFinite(lastOrderDay) ? lastOrderDay : null);
}

/** How many customers have ids of each type; those of refused rows are none. */
function idTypesOf(state: State): IdTypeCounts {
  const { purchases, refunds, ids, order } = state;
  const counts = { string: 0, number: 0, bigint: 0 };
  counts.number = purchases.ints.countWith(refunds.ints);
  for (let part = 0; part < PARTS; part++) {
    for (const [width, texts] of purchases.texts.entries()) {
      counts.string += texts.parts[part].countWith(refunds.texts[width].parts[part]);
    }
  }
  for (const code of order.codes()) {
    if (hasSums(state, code)) counts[typeof ids.id(code) as keyof typeof counts]++;
  }
  return counts;
}

/** Whether there are sums of a short text. */
function hasText({ purchases, refunds }: State, id: unknown): boolean {
  return typeof id === "string" && [...purchases.texts, ...refunds.texts].some((texts) => texts.has(id));
}

/** Whether a code has sums: ids of refused rows have none. */
export function hasSums({ purchases, refunds }: State, code: number): boolean {
  return code >= 0 && (purchases.coded.recordsOf(code) ?? refunds.coded.recordsOf(code)) !== null;
}
