import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { isTime, LONGEST_TIME } from "./purchase-columns.js";
import { checkTimeUnit, DAYS_IN, type TimeUnit } from "./time-unit.js";
import type { UsableModel } from "./usable-model.js";

/**
 * A length of time with its unit.
 *
 * @since 0.1.0
 */
export interface TimeSpan {
  /** How long: a number from 0. */
  readonly value: number;
  /** In which unit. */
  readonly unit: TimeUnit;
}

/**
 * How far to look ahead: a number in the model's unit, or a number with its unit. Models that count opportunities look ahead a million of
 * them at most.
 *
 * @since 0.1.0
 */
export type Horizon = number | TimeSpan;

// Opportunities are gone through one by one, so a horizon beyond all sense would seem to hang.
const MOST_OPPORTUNITIES = 1e6;

/** A horizon that a model can look ahead, in its unit. */
export function readHorizonOf(where: string, path: string, horizon: Horizon, model: UsableModel): number {
  const time = readHorizon(where, path, horizon, model.timeUnit);
  if (!model.inWholes || time <= MOST_OPPORTUNITIES) return time;
  throw optionError("OUT_OF_RANGE", where, path, `be at most ${MOST_OPPORTUNITIES} opportunities`, time);
}

/** A horizon in a unit. */
export function readHorizon(where: string, path: string, horizon: Horizon, timeUnit: TimeUnit): number {
  if (typeof horizon === "object" && horizon !== null) {
    checkOptions(where, horizon, ["value", "unit"], path);
    const { value, unit } = horizon;
    if (unit === undefined) throw optionError("MISSING_OPTION", where, `${path}.unit`, "be given", unit);
    const factor = DAYS_IN[checkTimeUnit(where, `${path}.unit`, unit)] / DAYS_IN[timeUnit];
    return readTime(where, `${path}.value`, value) * factor;
  }
  return readTime(where, path, horizon);
}

function readTime(where: string, path: string, value: unknown): number {
  if (isTime(value)) return value;
  const requirement = `be a number from 0 to ${LONGEST_TIME}, or { value, unit }`;
  throw optionError("OUT_OF_RANGE", where, path, requirement, value);
}
