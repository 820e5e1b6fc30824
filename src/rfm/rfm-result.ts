import type { Scores } from "../binning/apply-bins.js";
import { DIMENSIONS } from "../binning/bin-spec.js";
import { checkOneOf } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { rowOfCode } from "../input/ids/row-of-code.js";
import type { Warning } from "../input/ledger.js";
import { cellCode } from "../segments/cell.js";
import type { SegmentMap, Shape } from "../segments/segment-map.js";
import type { CustomerRfm } from "./customer-rfm.js";
import { explainCustomer } from "./explain-customer.js";
import type { ExplainLanguage, Explanation } from "./explanation.js";
import type { OutOfRange } from "./out-of-range.js";
import { columnsOf, type RfmColumns } from "./rfm-columns.js";
import type { RfmModel } from "./rfm-model.js";
import type { RfmTable, TableDiagnostics } from "./rfm-table.js";
import { type SegmentSummary, summarize } from "./summarize.js";

/**
 * What became of the input of a result, and how it sits on its scale.
 *
 * @since 0.1.0
 */
export interface RfmDiagnostics extends TableDiagnostics {
  /** Customers beyond the values that the bins were fitted on: they get the lowest or highest score. None where they were fitted here. */
  readonly outOfRange: OutOfRange;
}

/**
 * What {@link rfm} and {@link scoreRfm} return: every customer with at least one order, measured, scored and segmented.
 * Iterating gives one {@link CustomerRfm} after the other, made on demand.
 *
 * @since 0.1.0
 */
export interface RfmResult<Id extends string | null = string | null> extends Iterable<CustomerRfm<Id>> {
  /** How many customers it has. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where it is not known. */
  readonly asOf: string | null;
  /** Typed arrays, ready for Arrow, Arquero or DuckDB. Made once, when first asked for. */
  readonly columns: RfmColumns;
  /** The integers that were scored: days, counts and minor units. */
  readonly table: RfmTable;
  /** Plain JSON that scores other customers on the same scale. */
  readonly model: RfmModel<Id>;
  /** What was dropped, rounded and merged, and what a user should know. */
  readonly diagnostics: RfmDiagnostics;
  /** Of the customers listed in the option `customers`, those without an order up to asOf; `null` without a list. */
  readonly neverBought: readonly CustomerId[] | null;
  /** The customer of an id, or `undefined` where it is unknown or has no order. Cost: logarithmic at most. */
  get(customer: CustomerId): CustomerRfm<Id> | undefined;
  /** Why a customer is where it is and what would move it; `undefined` as for `get`. Texts in English or Simplified Chinese. */
  explain(customer: CustomerId, language?: ExplainLanguage): Explanation<Id> | undefined;
  /** The ids of a segment's customers, to write to them; all of them for `null` where there are no segments. Cost: one pass. */
  customersIn(segment: Id): CustomerId[];
  /** Size, money and typical customer of each segment, in the order of the map. Cost: one sort per segment. */
  summary(): SegmentSummary<Id>[];
}

/** The result of scores and segments over a table. `outOfRange` says how the table sits on the scale of the model. */
export function resultOf<Id extends string | null>(
  table: RfmTable,
  scores: Scores,
  segment: Uint8Array,
  model: RfmModel<Id>,
  neverBought: readonly CustomerId[] | null,
  outOfRange: OutOfRange,
): RfmResult<Id> {
  return new Result(table, scores, segment, model, neverBought, outOfRange);
}

class Result<Id extends string | null> implements RfmResult<Id> {
  readonly table: RfmTable;
  readonly model: RfmModel<Id>;
  readonly diagnostics: RfmDiagnostics;
  readonly neverBought: readonly CustomerId[] | null;
  readonly #scores: Scores;
  readonly #segment: Uint8Array;
  readonly #shape: Shape;
  readonly #ids: readonly (string | null)[];
  #columns: RfmColumns | undefined;

  constructor(
    table: RfmTable,
    scores: Scores,
    segment: Uint8Array,
    model: RfmModel<Id>,
    neverBought: readonly CustomerId[] | null,
    outOfRange: OutOfRange,
  ) {
    this.neverBought = neverBought;
    const map = model.segments as SegmentMap | null;
    this.table = table;
    this.model = model;
    this.#scores = scores;
    this.#segment = segment;
    this.#shape = [model.bins.recency.bins, model.bins.frequency.bins, model.bins.monetary.bins];
    this.#ids = map === null ? [null] : map.segments.map(({ id }) => id);
    const isEmpty = scores.r.length === 0;
    const own = isEmpty ? [nobodyWarning(table)] : emptyBinWarnings(scores, this.#shape);
    const warnings = [...table.diagnostics.warnings, ...own];
    this.diagnostics = { ...table.diagnostics, outOfRange, warnings };
  }

  get size(): number {
    return this.table.size;
  }

  get asOf(): string | null {
    return isoDay(this.table.asOf);
  }

  get columns(): RfmColumns {
    this.#columns ??= columnsOf(this.table, this.#scores, this.#segment);
    return this.#columns;
  }

  get(customer: CustomerId): CustomerRfm<Id> | undefined {
    const row = this.#rowOf(customer);
    return row < 0 ? undefined : this.#row(row);
  }

  explain(customer: CustomerId, language: ExplainLanguage = "en"): Explanation<Id> | undefined {
    checkOneOf("explain", "language", language, ["en", "zh-Hans"]);
    const row = this.#rowOf(customer);
    if (row < 0) return undefined;
    const { recency, frequency, monetary } = this.table;
    return explainCustomer(this.#row(row), [recency[row], frequency[row], monetary[row]], this.model, language);
  }

  customersIn(segment: Id): CustomerId[] {
    const position = this.#ids.indexOf(segment);
    if (position < 0)
      throw optionError("UNKNOWN_NAME", "customersIn", "segment", `be one of ${this.#ids.join(", ")}`, segment);
    const { codes, customers } = this.table;
    const ids: CustomerId[] = [];
    for (let row = 0; row < codes.length; row++)
      if (this.#segment[row] === position) ids.push(customers.id(codes[row]));
    return ids;
  }

  summary(): SegmentSummary<Id>[] {
    return summarize<Id>(this.table, this.#segment, this.model.segments as SegmentMap | null);
  }

  *[Symbol.iterator](): Iterator<CustomerRfm<Id>> {
    for (let row = 0; row < this.size; row++) yield this.#row(row);
  }

  #rowOf(customer: CustomerId): number {
    const code = this.table.customers.find(customer);
    return code < 0 ? -1 : rowOfCode(this.table.codes, code, this.table.customers.size);
  }

  #row(row: number): CustomerRfm<Id> {
    const { table } = this;
    const { r, f, m } = this.#scores;
    return {
      customer: table.customers.id(table.codes[row]),
      recency: table.recency[row],
      frequency: table.frequency[row] / table.frequencyScale,
      monetary: table.monetary[row] / table.monetaryScale,
      r: r[row],
      f: f[row],
      m: m[row],
      cell: cellCode(this.#shape, r[row], f[row], m[row]),
      segment: this.#ids[this.#segment[row]] as Id,
    };
  }
}

/** A day as ISO text, also outside the years that callers may state. */
export function isoDay(day: number | null): string | null {
  return day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Where all orders lie elsewhere, the day of the analysis is mostly not the one that was meant: seconds for milliseconds, say. */
function nobodyWarning({ asOf, diagnostics: { afterAsOf, beforeWindow } }: RfmTable): Warning {
  const elsewhere = [
    ...(afterAsOf > 0 ? [`${entries(afterAsOf)} later than ${isoDay(asOf)}, the day of the analysis`] : []),
    ...(beforeWindow > 0 ? [`${entries(beforeWindow)} before the window`] : []),
  ];
  const message =
    elsewhere.length === 0
      ? "no customer has an order"
      : `no customer has an order that counts: ${elsewhere.join(", ")}`;
  return { code: "NO_CUSTOMERS", message: `${message}, so nothing was scored` };
}

function entries(count: number): string {
  return count === 1 ? "1 order or refund is" : `${count} orders and refunds are`;
}

/** Scores that nobody has are worth a word: ties at the edges, usually many customers with one order. */
function emptyBinWarnings(scores: Scores, shape: Shape): Warning[] {
  return [scores.r, scores.f, scores.m].flatMap((column, d) => {
    const missing = missingScores(column, shape[d]);
    if (missing.length === 0) return [];
    const what = missing.length === 1 ? `score ${missing[0]}` : `scores ${missing.join(", ")}`;
    return [
      {
        code: "EMPTY_BINS",
        message: `${DIMENSIONS[d]}: no customer has ${what}; there are few customers, or equal values, which share a score`,
      },
    ];
  });
}

/** The scores from 1 to `bins` that do not occur. Usually all are found among the first few customers, and the rest is not looked at. */
function missingScores(column: Uint8Array, bins: number): number[] {
  const found = new Uint8Array(bins + 1);
  let left = bins;
  for (let i = 0; i < column.length && left > 0; i++) {
    if (found[column[i]] !== 0) continue;
    found[column[i]] = 1;
    left--;
  }
  return Array.from({ length: bins }, (_, s) => s + 1).filter((score) => found[score] === 0);
}
