import { countIdTypes, customersOf } from "../../input/ids/known-customers.js";
import type { LedgerDiagnostics, Warning } from "../../input/ledger.js";
import { MOST_MINOR, powerOfTen } from "../../input/money/decimal.js";
import type { RowIssues } from "../../input/row-issues.js";
import { divideRounded } from "../../math/divide-rounded.js";
import { ExactSum } from "../../math/exact-sum.js";
import {
  checkFrequency,
  checkMonetary,
  frequencyScaleOf,
  type MeasureDefinition,
  type MeasureOptions,
} from "../../rfm/measure-definition.js";
import { lateRefundWarnings, ratesOf } from "../../rfm/measure-rfm.js";
import type { RfmTable } from "../../rfm/rfm-table.js";
import { sparseEndWarnings } from "../../rfm/sparse-end.js";
import { CODED_FROM } from "../late-refunds.js";
import { refuseSum } from "../refuse-sum.js";
import { rowAccount } from "../row-account.js";
import type { State } from "../state.js";
import { type CodedSums, placeOf } from "../sums/coded-sums.js";
import { COUNT, FIRST, LAST, MOST_COUNT, totalAt } from "../sums/record.js";
import { gatherByCode } from "./gather-by-code.js";
import type { LaterRows } from "./later-rows.js";

/** What frequency and monetary are; the day of the analysis was chosen before, and there is no window. */
export type SummedMeasures = Pick<MeasureOptions, "frequency" | "monetary">;

/** The first and the last day with an order. */
export interface OrderDays {
  readonly first: number;
  readonly last: number;
}

/** What the rows of a source add up to, customer by customer in the order in which these were first seen. */
export class SummedOrders {
  readonly diagnostics: LedgerDiagnostics;
  /** All days with orders, those after asOf included; `null` where there are none. */
  readonly orderDays: OrderDays | null;
  readonly #state: State;
  readonly #later: LaterRows | null;
  readonly #asOf: number | null;

  /** Takes a state to which no rows come any more. */
  constructor(state: State, invalid: RowIssues, later: LaterRows | null) {
    this.#state = state;
    this.#later = later;
    this.orderDays = orderDaysOf(state, later);
    this.#asOf = later?.asOf ?? this.orderDays?.last ?? null;
    // Where nobody bought, there is no day after which refunds would not count.
    if (this.#asOf === null) state.lastOrderDay = Number.POSITIVE_INFINITY;
    state.settleRefunds();
    checkTotals(state, later);
    this.diagnostics = accountOf(state, invalid, this.orderDays);
  }

  /** Recency, frequency and monetary, as measured on a ledger of the same rows. */
  measure(where: string, options: SummedMeasures = {}): RfmTable {
    const { settings, ids } = this.#state;
    const measure = measureOf(where, this.#state, options);
    const asOf = this.#asOf;
    const high = asOf ?? Number.POSITIVE_INFINITY;
    const { codes, count, firstDay, lastDay, total, refundedCodes, refundedAmounts } = gatherByCode(this.#state);
    const { frequency } = measure;
    const recency = lastDay.map((day) => high - day);
    return Object.freeze<RfmTable>({
      kind: "rfm-kit/table",
      size: codes.length,
      customers: customersOf(ids),
      codes,
      olderCodes: new Uint32Array(0),
      refundedCodes,
      refundedAmounts,
      asOf,
      recency,
      frequency: typeof frequency === "string" ? count : ratesOf(count, firstDay, frequency, high),
      frequencyScale: frequencyScaleOf(frequency),
      monetary: measure.monetary === "mean" ? total.map((sum, i) => divideRounded(sum, count[i])) : total,
      monetaryScale: powerOfTen(settings.decimals),
      revenue: total,
      measure,
      diagnostics: this.#diagnostics(codes.length, refundedAmounts, recency),
    });
  }

  #diagnostics(size: number, refundedAmounts: Float64Array, recency: Int32Array): RfmTable["diagnostics"] {
    const { tally, late, ids, settings } = this.#state;
    const withoutOrders = new ExactSum();
    for (const amount of refundedAmounts) withoutOrders.add(amount);
    // What still waits is later than the last order, which is asOf.
    let waiting = 0;
    const money = new ExactSum();
    late.each((_key, _day, count, amount) => {
      waiting += count;
      money.add(-amount);
    });
    const afterAsOf = (this.#later?.count ?? 0) + waiting;
    const warnings: readonly Warning[] = lateRefundWarnings(waiting, money.value, settings.decimals);
    return {
      ledger: this.diagnostics,
      customerRows: null,
      counted: tally.purchases + tally.refunds - tally.emptyRefunds - afterAsOf,
      beforeWindow: 0,
      afterAsOf,
      withoutOrders: { customers: ids.size - size, amount: withoutOrders.value },
      // Where a day was stated there are sums for what is later.
      warnings: [
        ...this.diagnostics.warnings,
        ...warnings,
        ...(this.#later === null ? sparseEndWarnings(recency) : []),
      ],
    };
  }
}

function measureOf(where: string, { settings }: State, options: SummedMeasures): MeasureDefinition {
  const { decimals, currency, refunds, timeZone } = settings;
  return Object.freeze<MeasureDefinition>({
    window: null,
    frequency: checkFrequency(where, "options.frequency", options.frequency),
    monetary: checkMonetary(where, "options.monetary", options.monetary),
    decimals,
    currency,
    refunds,
    timeZone,
  });
}

function orderDaysOf({ purchases, ids }: State, later: LaterRows | null): OrderDays | null {
  let first = later?.firstOrderDay ?? Number.POSITIVE_INFINITY;
  let last = later?.lastOrderDay ?? Number.NEGATIVE_INFINITY;
  for (let code = 0; code < ids.size; code++) {
    const records = purchases.coded.recordsOf(code);
    if (records === null) continue;
    const at = placeOf(code);
    first = Math.min(first, records.ints[at + FIRST]);
    last = Math.max(last, records.ints[at + LAST]);
  }
  return first > last ? null : { first, last };
}

/** Refuses customers whose amounts, all taken as positive and whatever their day, add up beyond 2^53. */
function checkTotals(state: State, later: LaterRows | null): void {
  const { purchases, refunds, ids, settings } = state;
  const waiting = new Float64Array(state.late.size === 0 ? 0 : ids.size);
  state.late.each((key, _day, _count, amount) => {
    waiting[key - CODED_FROM] += amount;
  });
  for (let code = 0; code < ids.size; code++) {
    const known = totalOf(purchases.coded, code) + totalOf(refunds.coded, code);
    const further = (later === null ? 0 : totalOf(later.sums, code)) + (waiting[code] ?? 0);
    const orders = purchases.coded.recordsOf(code)?.ints[placeOf(code) + COUNT] ?? 0;
    if (known + further > MOST_MINOR || orders === MOST_COUNT) refuseSum(settings.where, ids.id(code), orders);
  }
}

function totalOf(sums: CodedSums, code: number): number {
  return sums.recordsOf(code)?.floats[totalAt(placeOf(code))] ?? 0;
}

/** What became of the rows, in the words of a ledger; it also knows customers of whom no row was kept. */
function accountOf({ tally, ids }: State, invalid: RowIssues, days: OrderDays | null): LedgerDiagnostics {
  return rowAccount(tally, invalid, countIdTypes(ids), ids, days?.last ?? null);
}
