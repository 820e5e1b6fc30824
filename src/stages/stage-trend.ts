import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { formatDay } from "../input/days/format-day.js";
import { type DateLike, readDayOption } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import { countStageFlow, pairStages, type Staged, type StageFlowCounts } from "./count-stage-flow.js";
import type { StageSize } from "./stage-assignment.js";
import type { StageData } from "./stage-data.js";
import type { StageModel } from "./stage-model.js";
import { stagesOfBits } from "./stage-of-bits.js";
import { stageProgram } from "./stage-program.js";
import { stageSizes } from "./stage-sizes.js";

/**
 * Options of {@link stageTrend}.
 *
 * @since 0.1.0
 */
export interface StageTrendOptions {
  /** The days of the analysis, ascending, at least one. */
  readonly dates: readonly DateLike[];
}

/**
 * One date of a trend.
 *
 * @since 0.1.0
 */
export interface StageTrendPoint<Id extends string = string> {
  /** The day of the analysis as ISO text. */
  readonly asOf: string;
  /** How many customers are in none, then in each stage from shallow to deep. */
  readonly stages: readonly StageSize<Id>[];
  /** Who moved from where to where since the date before; `null` on the first. */
  readonly flow: StageFlowCounts<Id> | null;
}

/**
 * What {@link stageTrend} returns. Frozen.
 *
 * @since 0.1.0
 */
export interface StageTrend<Id extends string = string> {
  /** The model. */
  readonly model: StageModel<Id>;
  /** How many customers are counted on each date, those in no stage included. */
  readonly customers: number;
  /** One point per date. */
  readonly points: readonly StageTrendPoint<Id>[];
}

/**
 * Returns the size of every stage on many days, and the flow from each day to the next.
 *
 * Each date is what {@link classifyStages} gives with that `asOf`: only events up to it count, so a trend that is computed later is
 * the same, but for attributes: profiles have no history and are the same on all dates. The customers are the same on all dates; one
 * without an event yet is in no stage. The rules are compiled once. Cost: one sequential pass over the events per date; only the
 * counts are kept.
 *
 * @param model - The stages.
 * @param data - Events, orders, profiles.
 * @param options - The dates.
 * @returns The trend; stage ids are literal types.
 * @throws {@link RfmError} `MISSING_OPTION` or `OUT_OF_RANGE` for no dates, `WRONG_TYPE` for one that is none, `NOT_INCREASING` if one is
 * not after the one before it; and the errors of {@link classifyStages}.
 *
 * @example
 * ```ts
 * const events = eventsFromRows(
 *   [{ c: 1, e: "cart", d: "2026-01-20" }, { c: 2, e: "page_view", d: "2026-01-30" }, { c: 1, e: "purchase", d: "2026-02-10" }],
 *   { customer: "c", type: "e", date: "d" },
 * );
 * const { points } = stageTrend(aiplDatabank, { events }, { dates: ["2025-12-31", "2026-01-31", "2026-02-28"] });
 * points.map(({ stages }) => stages.map(({ customers }) => customers)); // => [[2, 0, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 1, 0]]
 * points[2].flow?.count("I", "P"); // => 1
 * ```
 * @see {@link stageFlow} for two days, and who moved
 * @since 0.1.0
 */
export function stageTrend<Id extends string>(
  model: StageModel<Id>,
  data: StageData,
  options: StageTrendOptions,
): StageTrend<Id> {
  const where = "stageTrend";
  const compiled = stageProgram<Id>(where, model, data, "data");
  const { program, needed } = compiled;
  checkOptions(where, options, ["dates"]);
  const days = daysOf(where, compiled.timeZone, options.dates);
  const { customers } = program.universe;
  const points: StageTrendPoint<Id>[] = [];
  let before: Staged | null = null;
  for (const day of days) {
    const after: Staged = { customers, stage: stagesOfBits(needed, program.matchAll(day)) };
    const asOf = formatDay(day);
    const flow =
      before === null
        ? null
        : Object.freeze(
            countStageFlow({
              where,
              model: compiled.model,
              from: points[points.length - 1].asOf,
              to: asOf,
              before,
              after,
              paired: pairStages(before, after),
            }),
          );
    const stages = Object.freeze(stageSizes(compiled.model, after.stage).map((row) => Object.freeze(row)));
    points.push(Object.freeze<StageTrendPoint<Id>>({ asOf, stages, flow }));
    before = after;
  }
  return Object.freeze<StageTrend<Id>>({
    model: compiled.model,
    customers: customers.size,
    points: Object.freeze(points),
  });
}

/** The days of the dates, which must ascend. */
function daysOf(where: string, timeZone: string, dates: unknown): number[] {
  const path = "options.dates";
  if (!Array.isArray(dates)) {
    const code = dates === undefined ? "MISSING_OPTION" : "WRONG_TYPE";
    throw optionError(code, where, path, "be an array of dates", dates);
  }
  if (dates.length === 0) throw optionError("OUT_OF_RANGE", where, path, "have at least one date", dates);
  const dayOfInstant = dayOfInstantIn(where, timeZone);
  const days = Array.from(dates as unknown[], (date, i) => readDayOption(where, `${path}[${i}]`, date, dayOfInstant));
  const bad = days.findIndex((day, i) => i > 0 && day <= days[i - 1]);
  if (bad < 0) return days;
  const requirement = `be after ${path}[${bad - 1}], ${formatDay(days[bad - 1])}`;
  throw optionError("NOT_INCREASING", where, `${path}[${bad}]`, requirement, formatDay(days[bad]));
}
