import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import type { CustomerId } from "../input/ids/id-table.js";
import { rowOfCode } from "../input/ids/row-of-code.js";
import type { Customers, LedgerDiagnostics, Warning } from "../input/ledger.js";
import { ExactTotal } from "../value/exact-total.js";
import type { ChurnColumns } from "./churn-columns.js";
import type { ChurnEvaluation } from "./churn-evaluation.js";
import type { ChurnModel } from "./churn-model.js";
import { type ChurnLanguage, churnReasons } from "./churn-reasons.js";

/**
 * A level of risk.
 *
 * @since 0.1.0
 */
export type ChurnBand = "low" | "medium" | "high";

/**
 * The bands from the lowest risk to the highest; a column holds positions in this list.
 *
 * @since 0.1.0
 */
export const CHURN_BANDS: readonly ["low", "medium", "high"] = /* @__PURE__ */ Object.freeze([
  "low",
  "medium",
  "high",
] as const);

/**
 * The risk of one customer.
 *
 * @since 0.1.0
 */
export interface CustomerChurn {
  /** Who it is. */
  readonly customer: CustomerId;
  /** The probability of no purchase within the horizon, from 0 to 1. */
  readonly risk: number;
  /** The band of the risk. */
  readonly band: ChurnBand;
  /** The probability of not being lost for good; `null` where the model has none. It is no opposite of the risk. */
  readonly alive: number | null;
  /** Expected orders within the horizon, those of a day being one. */
  readonly expectedOrders: number;
  /** Expected spend per order in major units. */
  readonly expectedSpend: number;
  /** `risk` x expected orders within the horizon if not lost for good x `expectedSpend`, in major units. */
  readonly valueAtRisk: number;
  /** Why, in words, in the language of the result. */
  readonly reasons: readonly string[];
}

/**
 * One band of a result.
 *
 * @since 0.1.0
 */
export interface ChurnBandSummary {
  /** The band. */
  readonly band: ChurnBand;
  /** How many customers are in it. */
  readonly customers: number;
  /** Their share of all scored customers, 0 to 1. */
  readonly share: number;
  /** The sum of their expected orders, to a millionth. */
  readonly expectedOrders: number;
  /** The sum of their values at risk in major units, to a millionth. */
  readonly valueAtRisk: number;
}

/**
 * How the model was found, what was left out, and what a user should know.
 *
 * @since 0.1.0
 */
export interface ChurnDiagnostics {
  /** What became of the rows. */
  readonly ledger: LedgerDiagnostics;
  /** Customers of the ledger without a purchase by asOf: they have no risk. */
  readonly withoutPurchases: number;
  /**
   * Customers who have been silent for longer than the curve of `"survival"` can tell of, 0 for other models: they have the risk of the
   * longest silence that it can, as the last of their reasons says.
   */
  readonly beyondCurve: number;
  /**
   * How the model was chosen. `"option"`: it was named or given. `"holdout"`: it had the lowest log loss on the last horizon.
   * `"default"`: it is `"mbg-nbd"`, as the data are too few for a holdout.
   */
  readonly chosenBy: "option" | "holdout" | "default";
  /** The holdout that chose it; `null` where none did. */
  readonly evaluation: ChurnEvaluation | null;
  /** What a user should know. */
  readonly warnings: readonly Warning[];
}

/**
 * Which customers {@link ChurnResult.saveFirst} lists.
 *
 * @since 0.1.0
 */
export interface SaveFirstOptions {
  /**
   * Leaves out those whose risk is higher: fewer than one in ten of them come back, which {@link lifecycle} by default calls lost. 1 leaves
   * out nobody. @defaultValue 0.9
   */
  readonly maxRisk?: number | undefined;
}

/**
 * What {@link churnRisk} returns: every customer with a purchase by asOf, with the risk of no purchase within the horizon. Iterating
 * gives one {@link CustomerChurn} after the other, made on demand.
 *
 * @since 0.1.0
 */
export interface ChurnResult extends Iterable<CustomerChurn> {
  /** How many customers it has. */
  readonly size: number;
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** The horizon in days. */
  readonly horizonDays: number;
  /** From which risk on the band is medium, and from which on it is high. */
  readonly bands: readonly [number, number];
  /** The ISO 4217 code of the money, if one was stated. */
  readonly currency: string | null;
  /** Typed arrays, ready for Arrow, Arquero or DuckDB. */
  readonly columns: ChurnColumns;
  /** The model: plain JSON that scores other customers, or these in another month. */
  readonly model: ChurnModel;
  /** How it was found, and what a user should know. */
  readonly diagnostics: ChurnDiagnostics;
  /** The customer of an id, or `undefined` where it is unknown or has no purchase. Cost: logarithmic at most. */
  get(customer: CustomerId): CustomerChurn | undefined;
  /** The ids of a band's customers, to write to them. Cost: one pass. */
  customersIn(band: ChurnBand): CustomerId[];
  /**
   * The customers with the highest value at risk, at most so many, without those who are as good as lost; equal ones in first-seen order.
   * Cost: one sort.
   */
  saveFirst(count: number, options?: SaveFirstOptions): CustomerChurn[];
  /** Size and money of each band, the lowest risk first. Cost: one pass. */
  summary(): ChurnBandSummary[];
}

/** All that a result holds. */
export interface ChurnResultParts {
  readonly asOf: number | null;
  readonly horizonDays: number;
  readonly bands: readonly [number, number];
  readonly currency: string | null;
  readonly customers: Customers;
  readonly codes: Uint32Array;
  readonly columns: ChurnColumns;
  readonly model: ChurnModel;
  readonly diagnostics: ChurnDiagnostics;
  /** The mean gap of all customers, in days; `null` where there is none. */
  readonly meanGap: number | null;
  /** The longest silence that the model can tell of, in days. */
  readonly longestTold: number;
  readonly language: ChurnLanguage;
}

/** Above it fewer than one in ten come back. */
export const MAX_RISK = 0.9;

export class Result implements ChurnResult {
  readonly asOf: string | null;
  readonly horizonDays: number;
  readonly bands: readonly [number, number];
  readonly currency: string | null;
  readonly columns: ChurnColumns;
  readonly model: ChurnModel;
  readonly diagnostics: ChurnDiagnostics;
  readonly #parts: ChurnResultParts;

  constructor(parts: ChurnResultParts) {
    this.asOf = parts.asOf === null ? null : formatDay(parts.asOf);
    this.horizonDays = parts.horizonDays;
    this.bands = parts.bands;
    this.currency = parts.currency;
    this.columns = parts.columns;
    this.model = parts.model;
    this.diagnostics = parts.diagnostics;
    this.#parts = parts;
    Object.freeze(this);
  }

  get size(): number {
    return this.#parts.codes.length;
  }

  get(customer: CustomerId): CustomerChurn | undefined {
    const { codes, customers } = this.#parts;
    const row = rowOfCode(codes, customers.find(customer), customers.size);
    return row < 0 ? undefined : this.#row(row);
  }

  customersIn(band: ChurnBand): CustomerId[] {
    const position = CHURN_BANDS.indexOf(checkOneOf("customersIn", "band", band, CHURN_BANDS));
    const { codes, customers } = this.#parts;
    const ids: CustomerId[] = [];
    const column = this.columns.band;
    for (let row = 0; row < column.length; row++) if (column[row] === position) ids.push(customers.id(codes[row]));
    return ids;
  }

  saveFirst(count: number, options: SaveFirstOptions = {}): CustomerChurn[] {
    const where = "saveFirst";
    checkInteger(where, "count", count, 0, Number.MAX_SAFE_INTEGER);
    checkOptions(where, options, ["maxRisk"]);
    const { maxRisk = MAX_RISK } = options;
    if (!(typeof maxRisk === "number" && maxRisk >= 0 && maxRisk <= 1)) {
      throw optionError("OUT_OF_RANGE", where, "options.maxRisk", "be a number from 0 to 1", maxRisk);
    }
    const { risk, valueAtRisk } = this.columns;
    const values = valueAtRisk.filter((_, row) => risk[row] <= maxRisk).sort();
    // Numbers alone sort much quicker than rows: only those that reach the last place are sorted by both.
    const least = values[Math.max(0, values.length - count)] ?? Number.POSITIVE_INFINITY;
    const rows: number[] = [];
    for (let row = 0; row < risk.length; row++) if (risk[row] <= maxRisk && valueAtRisk[row] >= least) rows.push(row);
    rows.sort((a, b) => valueAtRisk[b] - valueAtRisk[a] || a - b);
    return rows.slice(0, count).map((row) => this.#row(row));
  }

  summary(): ChurnBandSummary[] {
    const { band, expectedOrders, valueAtRisk } = this.columns;
    const orders = CHURN_BANDS.map(() => new ExactTotal());
    const value = CHURN_BANDS.map(() => new ExactTotal());
    for (let row = 0; row < band.length; row++) {
      orders[band[row]].add(expectedOrders[row]);
      value[band[row]].add(valueAtRisk[row]);
    }
    return CHURN_BANDS.map((name, b) => ({
      band: name,
      customers: orders[b].count,
      share: this.size === 0 ? 0 : orders[b].count / this.size,
      expectedOrders: orders[b].value,
      valueAtRisk: value[b].value,
    }));
  }

  *[Symbol.iterator](): Iterator<CustomerChurn> {
    for (let row = 0; row < this.size; row++) yield this.#row(row);
  }

  #row(row: number): CustomerChurn {
    const { columns } = this;
    const { customers, codes, language, meanGap, longestTold, asOf } = this.#parts;
    const alive = columns.alive === null ? null : columns.alive[row];
    const [recency, repeats, ageDays] = [columns.recency[row], columns.repeats[row], columns.ageDays[row]];
    const firstDay = (asOf as number) - ageDays;
    return {
      customer: customers.id(codes[row]),
      risk: columns.risk[row],
      band: CHURN_BANDS[columns.band[row]],
      alive,
      expectedOrders: columns.expectedOrders[row],
      expectedSpend: columns.expectedSpend[row],
      valueAtRisk: columns.valueAtRisk[row],
      reasons: churnReasons(
        { recency, repeats, span: ageDays - recency, firstDay, meanGap, alive, longestTold },
        language,
      ),
    };
  }
}
