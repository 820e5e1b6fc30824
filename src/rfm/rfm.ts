import { type BinsOption, checkNesting, DIMENSIONS, type Nesting, specsOf } from "../binning/bin-spec.js";
import { compareIds } from "../binning/compare-ids.js";
import { checkSpec } from "../binning/fit-dimension.js";
import { fitModel } from "../binning/fit-model.js";
import { quantiles } from "../binning/quantiles.js";
import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import type { CustomerId } from "../input/ids/id-table.js";
import type { Ledger } from "../input/ledger.js";
import { rowLedger } from "../input/ledger-from-rows.js";
import { ORDER_FIELDS, type OrderOptions } from "../input/order-fields.js";
import { ORDER_SETTINGS } from "../input/order-options.js";
import { segmentsOf } from "../segments/assign-segments.js";
import { checkSegmentMap } from "../segments/check-segment-map.js";
import { connectif11 } from "../segments/presets/connectif11.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { MEASURE_OPTIONS, type MeasureOptions } from "./measure-definition.js";
import { isKnown, measure } from "./measure-rfm.js";
import { neverBoughtOf } from "./never-bought.js";
import { noneOutOfRange } from "./out-of-range.js";
import type { RfmModel } from "./rfm-model.js";
import { isoDay, type RfmResult, resultOf } from "./rfm-result.js";
import type { RfmTable } from "./rfm-table.js";

/**
 * How values become scores and segments.
 *
 * @since 0.1.0
 */
export interface ScoreOptions<Map extends SegmentMap | null = SegmentMap | null> {
  /** The bins: one specification for all three dimensions, or one for each. @defaultValue quantiles(5) */
  readonly bins?: BinsOption | undefined;
  /** Bins each dimension inside the bins of those before it; see {@link FitBinsOptions}. @defaultValue false */
  readonly nested?: Nesting | undefined;
  /** The segment map, made for the shape of the bins; `null` for scores only. @defaultValue connectif11 */
  readonly segments?: Map | undefined;
  /** All customers there are, to list those who never bought in `result.neverBought`. */
  readonly customers?: Iterable<CustomerId> | undefined;
}

/**
 * Options of {@link rfm} on rows: where the values stand, what they mean, what is measured, and how it is scored.
 *
 * @since 0.1.0
 */
export interface RfmOptions<Row, Map extends SegmentMap | null = SegmentMap | null>
  extends OrderOptions<Row>,
    MeasureOptions,
    ScoreOptions<Map> {}

/**
 * The segment ids of a map; `null` for no map.
 *
 * @since 0.1.0
 */
export type SegmentIdOf<Map extends SegmentMap | null> = Map extends SegmentMap<infer Id> ? Id : null;

const SCORE_OPTIONS = ["bins", "nested", "segments", "customers"] as const;

/**
 * Returns recency, frequency and monetary of every customer, scored and segmented: the main job in one call.
 *
 * Orders may come as rows, as a {@link Ledger} or as an {@link RfmTable}; the same orders give the same result, whatever their order or
 * form. Equivalent to {@link measureRfm}, {@link fitBins}, {@link applyBins} and {@link assignSegments} in turn. Higher scores are always better,
 * also for recency. No orders give an empty result. Cost: O(n).
 *
 * @param orders - The lines of orders, in any order.
 * @param options - Columns, measures, bins and segments; see {@link RfmOptions}.
 * @returns The result; segment ids are literal types.
 * @throws {@link RfmError} as {@link ledgerFromRows}, {@link measureRfm} and {@link fitBins} do; `SHAPE_MISMATCH` where bins and segments differ in shape.
 *
 * @example
 * ```ts
 * const orders = [
 *   { customerId: "C-1", placedAt: "2026-06-28", total: 120, orderId: 1 },
 *   { customerId: "C-1", placedAt: "2026-06-30", total: 80, orderId: 2 },
 *   { customerId: "C-2", placedAt: "2026-01-15", total: 40, orderId: 3 },
 * ];
 * const result = rfm(orders, { customer: "customerId", date: "placedAt", amount: "total", order: "orderId" });
 * result.asOf; // => "2026-06-30"
 * result.get("C-1"); // => { customer: "C-1", recency: 0, frequency: 2, monetary: 200, r: 5, f: 5, m: 5, cell: "555", segment: "champions" }
 * result.get("C-2")?.segment; // => "lost"
 * ```
 * @example Other bins and your own segments
 * ```ts
 * const mine = defineSegments([{ id: "active", boxes: [{ r: [2, 2] }] }, { id: "gone", boxes: [{ r: [1, 1] }] }], { shape: [2, 5, 3] });
 * const sales = [{ c: 1, d: "2026-05-01", a: 10 }, { c: 2, d: "2026-01-01", a: 20 }];
 * const own = rfm(sales, {
 *   customer: "c", date: "d", amount: "a",
 *   bins: { recency: thresholds([90]), frequency: quantiles(5), monetary: quantiles(3) },
 *   segments: mine,
 * });
 * own.summary().map(({ segment, customers }) => [segment, customers]); // => [["active", 1], ["gone", 1]]
 * ```
 * @see {@link scoreRfm} to score by a model instead
 * @since 0.1.0
 */
export function rfm<Row extends object, Map extends SegmentMap | null = typeof connectif11>(
  orders: Iterable<Row>,
  options: RfmOptions<Row, Map>,
): RfmResult<SegmentIdOf<Map>>;
/**
 * The same on a ledger.
 *
 * @param ledger - The orders.
 * @param options - Measures, bins and segments.
 * @returns The result.
 */
export function rfm<Map extends SegmentMap | null = typeof connectif11>(
  ledger: Ledger,
  options?: MeasureOptions & ScoreOptions<Map>,
): RfmResult<SegmentIdOf<Map>>;
/**
 * The same on a table that is measured already.
 *
 * @param table - The measured customers.
 * @param options - Bins and segments.
 * @returns The result.
 */
export function rfm<Map extends SegmentMap | null = typeof connectif11>(
  table: RfmTable,
  options?: ScoreOptions<Map>,
): RfmResult<SegmentIdOf<Map>>;
export function rfm(source: Iterable<object> | Ledger | RfmTable, options: object = {}): RfmResult<string | null> {
  const where = "rfm";
  const { bins = quantiles(5), segments = connectif11, nested, customers: list } = (options ?? {}) as ScoreOptions;
  const specs = specsOf(where, "options.bins", bins).map((spec, d) =>
    checkSpec(where, `options.bins.${DIMENSIONS[d]}`, spec),
  );
  const nesting = checkNesting(where, nested);
  if (segments !== null) {
    const counts = specs.map((spec) => spec.bins);
    checkShapes(where, segments, counts);
  }
  const table = tableOf(where, source, options, SCORE_OPTIONS);
  const columns = [
    { values: table.recency, scale: 1 },
    { values: table.frequency, scale: table.frequencyScale },
    { values: table.monetary, scale: table.monetaryScale },
  ];
  const { codes, customers } = table;
  const compare = (a: number, b: number): number => compareIds(customers.id(codes[a]), customers.id(codes[b]));
  const { model: fitted, scores } = fitModel(columns, specs, compare, nesting);
  const model: RfmModel = {
    kind: "rfm-kit/rfm",
    version: 1,
    asOf: isoDay(table.asOf),
    measure: table.measure,
    bins: fitted,
    segments: segments as SegmentMap,
  };
  const positions = segments === null ? new Uint8Array(table.size) : segmentsOf(scores, segments);
  return resultOf(table, scores, positions, model, neverBoughtOf(where, table, list), noneOutOfRange());
}

/** The table of whatever holds the customers, after checking that the options fit it. */
export function tableOf(
  where: string,
  source: Iterable<object> | Ledger | RfmTable,
  options: object,
  further: readonly string[],
): RfmTable {
  const kind = (source as { kind?: unknown } | null)?.kind;
  if (kind === "rfm-kit/accumulator") {
    throw optionError(
      "WRONG_TYPE",
      where,
      "orders",
      "be rows, a ledger or a table: of an accumulator its table()",
      source,
    );
  }
  if (kind === "rfm-kit/table") {
    const measures = MEASURE_OPTIONS.filter((key) => !further.includes(key));
    refuseLate(where, options, measures, "table, which is measured", "accumulator.table() or measureRfm()");
    checkOptions(where, options, further);
    if (isTable(source)) return source;
    throw optionError(
      "WRONG_TYPE",
      where,
      "table",
      "be a table as this library made it (JSON does not keep one)",
      source,
    );
  }
  if (kind === "rfm-kit/ledger") {
    const reading = [...ORDER_FIELDS, ...ORDER_SETTINGS];
    refuseLate(where, options, reading, "ledger, which has read its rows", "ledgerFromRows() or where else it is made");
    checkOptions(where, options, [...further, ...MEASURE_OPTIONS]);
    return measure(where, source as Ledger, options);
  }
  const ledger = rowLedger(where, source as Iterable<object>, options as OrderOptions<object>, [
    ...further,
    ...MEASURE_OPTIONS,
  ]);
  return measure(where, ledger, options);
}

/** Refuses what belongs where the ledger or the table is made. */
function refuseLate(where: string, options: object, keys: readonly string[], kind: string, makers: string): void {
  const given = keys.find((key) => Object.hasOwn(options ?? {}, key));
  if (given === undefined) return;
  const path = `options.${given}`;
  const message = `${where}: ${path} is not an option of a ${kind} already; give { ${given} } to ${makers}`;
  throw new RfmError("UNKNOWN_OPTION", message, { path });
}

/** Whether it is a table as this library made it: JSON does not keep one. */
export function isTable(value: unknown): value is RfmTable {
  const table = value as Partial<RfmTable> | null;
  return table?.kind === "rfm-kit/table" && table.codes instanceof Uint32Array && isKnown(table.customers);
}

export function checkShapes(where: string, segments: SegmentMap, bins: readonly number[]): void {
  if (typeof segments !== "object") {
    throw optionError(
      "WRONG_TYPE",
      where,
      "options.segments",
      "be a segment map such as connectif11, or null",
      segments,
    );
  }
  checkSegmentMap(where, "options.segments", segments);
  if (segments.shape.every((count, d) => count === bins[d])) return;
  throw new RfmError(
    "SHAPE_MISMATCH",
    `${where}: options.segments ("${segments.id}") is made for ${segments.shape.join(" x ")} bins; received bins of ${bins.join(" x ")}; define segments of that shape, or give segments: null for scores only`,
    { path: "options.segments", received: bins.join(" x ") },
  );
}
