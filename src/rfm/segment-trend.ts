import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { type DateLike, readDayOption } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import type { Ledger } from "../input/ledger.js";
import { ExactSum } from "../math/exact-sum.js";
import { connectif11 } from "../segments/presets/connectif11.js";
import type { SegmentMap } from "../segments/segment-map.js";
import { countFlow, type Segmented, type SegmentFlowCounts, segmentedOf, segmentsIn } from "./count-flow.js";
import { checkModel } from "./load-model.js";
import type { MeasureOptions } from "./measure-definition.js";
import { rfm, type ScoreOptions, type SegmentIdOf } from "./rfm.js";
import type { RfmModel } from "./rfm-model.js";
import { isoDay, type RfmResult } from "./rfm-result.js";
import type { TableDiagnostics } from "./rfm-table.js";
import { scoreRfm } from "./score-rfm.js";
import { type RankedSegments, rankSegments, type SegmentRank } from "./segment-rank.js";

/**
 * Options of {@link segmentTrend} with bins that are fitted anew at each date.
 *
 * @since 0.1.0
 */
export interface SegmentTrendOptions<Map extends SegmentMap = SegmentMap>
  extends Omit<MeasureOptions, "asOf">,
    ScoreOptions<Map> {
  /** The days of the analysis, ascending, at least one. */
  readonly dates: readonly DateLike[];
  /** The rank of the segments; see {@link SegmentFlowOptions}. */
  readonly rank?: SegmentRank<SegmentIdOf<Map>> | undefined;
  /** Not with the options above, which come from a model; see {@link SegmentTrendByModelOptions}. */
  readonly model?: never | undefined;
}

/**
 * Options of {@link segmentTrend} on the scale of one model.
 *
 * @since 0.1.0
 */
export interface SegmentTrendByModelOptions<Id extends string | null = string | null> {
  /** The days of the analysis, ascending, at least one. */
  readonly dates: readonly DateLike[];
  /** The rank of the segments; see {@link SegmentFlowOptions}. */
  readonly rank?: SegmentRank<NonNullable<Id>>;
  /** The model that scores every date; it must have segments. */
  readonly model: RfmModel<Id>;
}

/**
 * One segment on one date.
 *
 * @since 0.1.0
 */
export interface SegmentTrendRow<Id extends string = string> {
  /** The segment's id. */
  readonly segment: Id;
  /** How many customers are in it. */
  readonly customers: number;
  /** Their share of all customers of the date, 0 to 1. */
  readonly share: number;
  /** The total of their amounts in major units, whatever monetary measures. */
  readonly revenue: number;
  /** Its share of the total of all customers; `null` where that is not positive. */
  readonly revenueShare: number | null;
}

/**
 * One date of a trend.
 *
 * @since 0.1.0
 */
export interface SegmentTrendPoint<Id extends string = string> {
  /** The day of the analysis as ISO text. */
  readonly asOf: string;
  /** How many customers have an order by then, within the window. */
  readonly customers: number;
  /** The total of their amounts in major units. */
  readonly revenue: number;
  /** One row per segment, in the order of the map. */
  readonly segments: readonly SegmentTrendRow<Id>[];
  /** Who moved from where to where since the date before; `null` on the first. */
  readonly flow: SegmentFlowCounts<Id> | null;
  /** The model of the date. */
  readonly model: RfmModel<Id>;
  /** What was left out, and what a user should know. */
  readonly diagnostics: TableDiagnostics;
}

/**
 * What {@link segmentTrend} returns. Frozen.
 *
 * @since 0.1.0
 */
export interface SegmentTrend<Id extends string = string> {
  /** The segments' ids, in the order of the map. */
  readonly segments: readonly Id[];
  /** One point per date. */
  readonly points: readonly SegmentTrendPoint<Id>[];
}

/**
 * Returns the size and revenue of every segment on many dates, and the flow from each date to the next.
 *
 * Each date is what {@link rfm} gives with that `asOf`: bins are fitted anew, so the scores say where a customer stands among the
 * customers of the day. With `model` the scale stays fixed and each date is what {@link scoreRfm} gives: growth of the whole shows.
 * A date before the first order has no customers. Cost: one sequential pass over the ledger and one fit per date; only the
 * counts are kept.
 *
 * @param ledger - The orders.
 * @param options - The dates, and a model; see {@link SegmentTrendByModelOptions}.
 * @returns The trend; segment ids are literal types.
 * @throws {@link RfmError} `OUT_OF_RANGE` for no dates, `WRONG_TYPE` for one that is none, `NOT_INCREASING` if one is not after the one
 * before it; `CONFLICTING_OPTIONS` for an option that comes from the model, `MODEL_MISMATCH` for a model without segments; and the
 * errors of {@link rfm}, {@link scoreRfm} and {@link segmentFlow}.
 *
 * @example
 * ```ts
 * const halves = defineSegments([{ id: "active", boxes: [{ r: [2, 2] }] }, { id: "asleep", boxes: [{ r: [1, 1] }] }], { shape: [2, 2, 2] });
 * const orders = [{ c: "ann", d: "2026-01-10", a: 10 }, { c: "bob", d: "2026-02-20", a: 15 }, { c: "bob", d: "2026-03-20", a: 5 }];
 * const ledger = ledgerFromRows(orders, { customer: "c", date: "d", amount: "a" });
 * const { points } = segmentTrend(ledger, {
 *   dates: ["2026-01-31", "2026-02-28", "2026-03-31"],
 *   bins: { recency: thresholds([30]), frequency: quantiles(2), monetary: quantiles(2) },
 *   segments: halves,
 * });
 * points.map(({ segments }) => segments.map(({ customers }) => customers)); // => [[1, 0], [1, 1], [1, 1]]
 * points.map(({ segments }) => segments[0].revenue); // => [10, 15, 20]
 * points.map(({ flow }) => flow?.totals.worsened); // => [undefined, 1, 0]
 * ```
 * @example On one scale
 * ```ts
 * const sales = [{ c: 1, d: "2026-01-05", a: 10 }, { c: 2, d: "2026-01-30", a: 90 }, { c: 1, d: "2026-02-27", a: 500 }];
 * const sold = ledgerFromRows(sales, { customer: "c", date: "d", amount: "a" });
 * const { model } = rfm(sold, { asOf: "2026-01-31" });
 * const trend = segmentTrend(sold, { dates: ["2026-01-31", "2026-02-28"], model });
 * trend.points[1].flow?.count("lost", "champions"); // => 1
 * ```
 * @see {@link segmentFlow} for two results, and who moved
 * @since 0.1.0
 */
export function segmentTrend<Id extends string | null>(
  ledger: Ledger,
  options: SegmentTrendByModelOptions<Id>,
): SegmentTrend<NonNullable<Id>>;
/**
 * The same with bins that are fitted anew at each date.
 *
 * @param ledger - The orders.
 * @param options - The dates, measures, bins and segments; see {@link SegmentTrendOptions}.
 * @returns The trend.
 */
export function segmentTrend<Map extends SegmentMap = typeof connectif11>(
  ledger: Ledger,
  options: SegmentTrendOptions<Map>,
): SegmentTrend<SegmentIdOf<Map>>;
export function segmentTrend(
  ledger: Ledger,
  options: SegmentTrendOptions | SegmentTrendByModelOptions,
): SegmentTrend<string> {
  const where = "segmentTrend";
  if (ledger?.kind !== "rfm-kit/ledger") throw optionError("WRONG_TYPE", where, "ledger", "be a ledger", ledger);
  checkOptions(where, options, ["dates", "rank", "model", ...FITTED_OPTIONS]);
  const days = daysOf(where, ledger, options.dates);
  const resultAt = options.model === undefined ? fitted(where, ledger, options) : scored(where, ledger, options);
  const points: SegmentTrendPoint[] = [];
  let rank: RankedSegments<string> | undefined;
  let before: Segmented | undefined;
  for (const day of days) {
    const result = resultAt(isoDay(day) as string);
    rank ??= rankSegments(where, result.model.segments, options.rank);
    const now = segmentedOf(result);
    points.push(pointOf(result, now, before === undefined ? null : flowOf(result, rank, before, now, points)));
    before = now;
  }
  const segments = points[0].model.segments.segments.map(({ id }) => id);
  return Object.freeze<SegmentTrend>({ segments: Object.freeze(segments), points: Object.freeze(points) });
}

const FITTED_OPTIONS = ["window", "frequency", "monetary", "bins", "nested", "segments"] as const;

/** The days of the dates, which must ascend. */
function daysOf(where: string, ledger: Ledger, dates: unknown): number[] {
  const path = "options.dates";
  if (!Array.isArray(dates)) {
    const code = dates === undefined ? "MISSING_OPTION" : "WRONG_TYPE";
    throw optionError(code, where, path, "be an array of dates", dates);
  }
  if (dates.length === 0) throw optionError("OUT_OF_RANGE", where, path, "have at least one date", dates);
  const dayOfInstant = dayOfInstantIn(where, ledger.timeZone);
  const days = dates.map((date, i) => readDayOption(where, `${path}[${i}]`, date, dayOfInstant));
  const bad = days.findIndex((day, i) => i > 0 && day <= days[i - 1]);
  if (bad < 0) return days;
  throw optionError(
    "NOT_INCREASING",
    where,
    `${path}[${bad}]`,
    `be after ${path}[${bad - 1}], ${isoDay(days[bad - 1])}`,
    isoDay(days[bad]),
  );
}

type ResultAt = (asOf: string) => RfmResult<string>;

function fitted(where: string, ledger: Ledger, options: SegmentTrendOptions): ResultAt {
  const { dates: _dates, rank: _rank, model: _model, segments = connectif11, ...rest } = options;
  if (segments === null) throw optionError("WRONG_TYPE", where, "options.segments", "be a segment map", segments);
  return (asOf) => rfm(ledger, { ...rest, segments, asOf });
}

function scored(where: string, ledger: Ledger, options: SegmentTrendByModelOptions): ResultAt {
  for (const name of FITTED_OPTIONS) {
    if (!(name in options)) continue;
    throw new RfmError("CONFLICTING_OPTIONS", `${where}: options.${name} comes from the model; leave it out`, {
      path: `options.${name}`,
    });
  }
  const { model } = options;
  checkModel(where, model);
  if (model.segments === null) {
    throw optionError("MODEL_MISMATCH", where, "options.model.segments", "be a segment map", model.segments);
  }
  return (asOf) => scoreRfm(ledger, model as RfmModel<string>, { asOf });
}

function flowOf(
  result: RfmResult<string>,
  rank: RankedSegments<string>,
  before: Segmented,
  now: Segmented,
  points: readonly SegmentTrendPoint[],
): SegmentFlowCounts {
  return Object.freeze(
    countFlow({
      map: result.model.segments,
      rank,
      from: points[points.length - 1].asOf,
      to: result.asOf,
      before: before.segment,
      after: now.segment,
      previous: segmentsIn(before, now),
    }),
  );
}

function pointOf(
  { asOf, size, table, model, diagnostics }: RfmResult<string>,
  { segment }: Segmented,
  flow: SegmentFlowCounts | null,
): SegmentTrendPoint {
  const ids = model.segments.segments.map(({ id }) => id);
  const counts = new Uint32Array(ids.length);
  const sums = ids.map(() => new ExactSum());
  const whole = new ExactSum();
  // A ledger always knows what was paid.
  const revenue = table.revenue as Float64Array;
  for (let row = 0; row < size; row++) {
    counts[segment[row]]++;
    sums[segment[row]].add(revenue[row]);
    whole.add(revenue[row]);
  }
  const total = whole.value;
  const rows = ids.map((id, s) =>
    Object.freeze<SegmentTrendRow>({
      segment: id,
      customers: counts[s],
      share: size === 0 ? 0 : counts[s] / size,
      revenue: sums[s].value / table.monetaryScale,
      revenueShare: total <= 0 ? null : sums[s].value / total,
    }),
  );
  return Object.freeze<SegmentTrendPoint>({
    asOf: asOf as string,
    customers: size,
    revenue: total / table.monetaryScale,
    segments: Object.freeze(rows),
    flow,
    model,
    diagnostics,
  });
}
