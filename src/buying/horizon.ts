import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { isTime, LONGEST_TIME } from "./purchase-columns.js";
import { checkTimeUnit, DAYS_IN, type TimeUnit } from "./time-unit.js";

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
 * How far to look ahead: a number in the model's unit, or a number with its unit.
 *
 * @since 0.1.0
 */
export type Horizon = number | TimeSpan;

/** A horizon in the model's unit. */
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
