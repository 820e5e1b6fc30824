import { isSummed } from "../../accumulate/first-seen/is-summed.js";
import { OrderSums } from "../../accumulate/first-seen/order-sums.js";
import type { OrderDays, SummedOrders } from "../../accumulate/first-seen/summed-orders.js";
import { readAsOf } from "../../input/days/parse-day.js";
import type { Ledger, LedgerDiagnostics } from "../../input/ledger.js";
import type { Settings } from "../../input/order-options.js";
import type { MeasureOptions } from "../../rfm/measure-definition.js";
import { measure } from "../../rfm/measure-rfm.js";
import type { RfmTable } from "../../rfm/rfm-table.js";
import type { Progress } from "../output/progress.js";
import { orderDaysOf } from "../report/judge.js";
import type { ByteSource } from "./byte-source.js";
import { type CsvFormat, type FileNotes, readOrders, readOrdersInto } from "./read-orders.js";

/** What is to be measured, and on which day; without one on that of the last order. */
export interface Question {
  readonly asOf: { readonly asOf?: string };
  readonly measures: Omit<MeasureOptions, "asOf">;
}

/** Orders as far as a result takes them: kept in a ledger, or summed per customer where that answers the same. */
export interface MeasurableOrders {
  readonly diagnostics: LedgerDiagnostics;
  /** The first and the last day with an order, also of those that do not count. */
  orderDays(): OrderDays | null;
  /** The table of these or other measures that sums answer, too. */
  measure(where: string, measures: Question["measures"]): RfmTable;
}

/** The orders of a file that can be measured. */
export interface FileMeasurable {
  readonly orders: MeasurableOrders;
  readonly notes: FileNotes;
}

/** Whether sums answer the question: with order ids every line must be kept, to tell which of them are one order. */
export function isAnsweredBySums({ columns }: CsvFormat, { measures }: Question): boolean {
  return columns.order === undefined && isSummed(measures);
}

/** Reads a CSV file of orders into a ledger. */
export async function readKept(
  source: ByteSource,
  format: CsvFormat,
  settings: Settings,
  question: Question,
  progress: Progress,
): Promise<FileMeasurable> {
  const { ledger, notes } = await readOrders(source, format, settings, progress);
  return { orders: keptOrders(ledger, question), notes };
}

/** Reads a CSV file of orders into sums per customer: memory grows with the customers, not with the lines. */
export async function readSummed(
  source: ByteSource,
  format: CsvFormat,
  settings: Settings,
  { asOf: { asOf } }: Question,
  progress: Progress,
): Promise<FileMeasurable> {
  const sums = new OrderSums(
    settings,
    asOf === undefined ? null : readAsOf(settings.where, asOf, settings.dayOfInstant),
  );
  const { data, notes } = await readOrdersInto(source, format, settings, progress, {
    sinkFor: (has) => sums.doorFor(has),
    finish: () => sums.finish(),
    firstReceived: (_, code) => sums.firstReceived(code),
  });
  return { orders: summedOrders(data), notes };
}

function keptOrders(ledger: Ledger, { asOf }: Question): MeasurableOrders {
  return {
    diagnostics: ledger.diagnostics,
    orderDays: () => orderDaysOf(ledger),
    measure: (where, measures) => measure(where, ledger, { ...asOf, ...measures }),
  };
}

function summedOrders(sums: SummedOrders): MeasurableOrders {
  return {
    diagnostics: sums.diagnostics,
    orderDays: () => sums.orderDays,
    measure: (where, { frequency, monetary }) => sums.measure(where, { frequency, monetary }),
  };
}
