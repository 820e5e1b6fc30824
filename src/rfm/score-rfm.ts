import { scoresBy } from "../binning/apply-bins.js";
import { surveyColumn } from "../binning/survey-column.js";
import { RfmError } from "../errors.js";
import type { DateLike } from "../input/days/parse-day.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Ledger } from "../input/ledger.js";
import type { OrderOptions } from "../input/order-fields.js";
import { segmentsOf } from "../segments/assign-segments.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { checkModel } from "./load-model.js";
import type { MeasureDefinition } from "./measure-definition.js";
import { neverBoughtOf } from "./never-bought.js";
import { countOutOfRange } from "./out-of-range.js";
import { tableOf } from "./rfm.js";
import type { RfmModel } from "./rfm-model.js";
import { type RfmResult, resultOf } from "./rfm-result.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * Options of {@link scoreRfm} on a ledger.
 *
 * @since 0.1.0
 */
export interface ScoreRfmOptions {
  /** The day of the analysis. @defaultValue the day of the last order */
  readonly asOf?: DateLike | undefined;
  /** All customers there are, to list those who never bought in `result.neverBought`. */
  readonly customers?: Iterable<CustomerId> | undefined;
}

/**
 * Returns customers measured as a model says and scored on its scale: fit in January, score in February.
 *
 * Window, frequency, monetary, decimals, currency, refunds and time zone come from the model; a ledger or table must have been
 * made with the same. On the orders that the model was fitted on, the result equals that of {@link rfm}. Cost: O(n).
 *
 * @param orders - The lines of orders, as rows.
 * @param model - The model, from a result or from {@link loadModel}.
 * @param options - Where the values stand in a row, and asOf.
 * @returns The result, with the same model.
 * @throws {@link RfmError} `BAD_MODEL`, `EMPTY_MODEL`, `MODEL_MISMATCH` where the ledger or table was made with other settings, and the
 * errors of {@link ledgerFromRows}.
 *
 * @example
 * ```ts
 * const january = [{ c: 1, d: "2026-01-05", a: 10 }, { c: 2, d: "2026-01-30", a: 90 }];
 * const february = [{ c: 3, d: "2026-02-27", a: 50 }];
 * const { model } = rfm(january, { customer: "c", date: "d", amount: "a" });
 * const scored = scoreRfm(february, model, { customer: "c", date: "d", amount: "a", asOf: "2026-02-28" });
 * scored.get(3)?.cell; // => "513"
 * ```
 * @since 0.1.0
 */
export function scoreRfm<Row extends object, Id extends string | null>(
  orders: Iterable<Row>,
  model: RfmModel<Id>,
  options: OrderOptions<Row> & ScoreRfmOptions,
): RfmResult<Id>;
/**
 * The same on a ledger.
 *
 * @param ledger - The orders.
 * @param model - The model.
 * @param options - asOf.
 * @returns The result.
 */
export function scoreRfm<Id extends string | null>(
  ledger: Ledger,
  model: RfmModel<Id>,
  options?: ScoreRfmOptions,
): RfmResult<Id>;
/**
 * The same on a table that is measured already.
 *
 * @param table - The measured customers.
 * @param model - The model.
 * @returns The result.
 */
export function scoreRfm<Id extends string | null>(table: RfmTable, model: RfmModel<Id>): RfmResult<Id>;
export function scoreRfm(
  source: Iterable<object> | Ledger | RfmTable,
  model: RfmModel,
  options: object = {},
): RfmResult<string | null> {
  const where = "scoreRfm";
  checkModel(where, model);
  for (const name of ["window", "frequency", "monetary"] as const) {
    if ((options as { [key: string]: unknown } | null)?.[name] !== undefined) {
      throw new RfmError("CONFLICTING_OPTIONS", `${where}: options.${name} comes from the model; leave it out`, {
        path: `options.${name}`,
      });
    }
  }
  const table = tableOf(where, source, optionsFor(source, model.measure, options), ["customers"]);
  checkMeasure(where, table, model.measure);
  const surveys = [table.recency, table.frequency, table.monetary].map(surveyColumn);
  const columns = [
    { values: table.recency, scale: 1, survey: surveys[0] },
    { values: table.frequency, scale: table.frequencyScale, survey: surveys[1] },
    { values: table.monetary, scale: table.monetaryScale, survey: surveys[2] },
  ];
  const scores = scoresBy(where, columns, model.bins);
  const map = model.segments as SegmentMap | null;
  const positions = map === null ? new Uint8Array(table.size) : segmentsOf(scores, map);
  const { customers } = (options ?? {}) as ScoreRfmOptions;
  const neverBought = neverBoughtOf(where, table, customers);
  return resultOf(table, scores, positions, model, neverBought, countOutOfRange(table, model.bins, surveys));
}

/** The options of the caller over those of the model, as far as the source takes them. */
function optionsFor(source: unknown, measure: MeasureDefinition, options: object): object {
  const kind = (source as { kind?: unknown } | null)?.kind;
  const given = Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
  if (kind === "rfm-kit/table") return given;
  const { window, frequency, monetary, decimals, currency, refunds, timeZone } = measure;
  const measures = { ...(window === null ? {} : { window }), frequency, monetary };
  if (kind === "rfm-kit/ledger") return { ...measures, ...given };
  return { ...measures, decimals, ...(currency === null ? {} : { currency }), refunds, timeZone, ...given };
}

/** Values measured otherwise would be scored on a scale that is not theirs. Of given totals only what they say can be compared. */
function checkMeasure(where: string, table: RfmTable, model: MeasureDefinition): void {
  const units = ["decimals", "currency", "monetary"] as const;
  const measures = ["window", "frequency", "refunds", "timeZone"] as const;
  for (const name of table.diagnostics.ledger === null ? units : [...units, ...measures]) {
    const found = spellMeasure(table.measure[name]);
    const expected = spellMeasure(model[name]);
    if (found === expected) continue;
    throw new RfmError(
      "MODEL_MISMATCH",
      `${where}: ${name} must be that of the model, ${expected}; received ${found}`,
      {
        path: name,
        received: found,
      },
    );
  }
}

/** The same text for the same meaning, whatever the order of the keys of a rate. */
function spellMeasure(value: MeasureDefinition[keyof MeasureDefinition]): string {
  return value !== null && typeof value === "object" ? `${value.of} per ${value.per}` : JSON.stringify(value);
}
