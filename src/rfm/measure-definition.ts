import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { DateLike } from "../input/days/parse-day.js";
import type { RefundPolicy } from "../input/order-options.js";

/**
 * What frequency counts: distinct orders, distinct purchase days, or either as a rate per so many days.
 *
 * A rate is `count * per / max(per, tenure)`, where the tenure runs from the first counted purchase day to asOf, both
 * included: a newcomer's first order is one order per period, not one per day. It is kept in whole millionths.
 *
 * @since 0.1.0
 */
export type FrequencyMeasure = "orders" | "days" | FrequencyRate;

/**
 * A frequency as a rate; see {@link FrequencyMeasure}.
 *
 * @since 0.1.0
 */
export interface FrequencyRate {
  /** What is counted. */
  readonly of: "orders" | "days";
  /** The length of the period in days. */
  readonly per: number;
}

/**
 * What monetary is: the total of a customer's amounts, or the mean, median or maximum over the orders.
 *
 * The mean is the total, refunds included, divided by the number of orders. Mean and median are rounded half away from zero
 * to whole minor units. An order's amount is the sum of its lines, refunds under its order id included.
 *
 * @since 0.1.0
 */
export type MonetaryMeasure = "total" | "mean" | "median" | "max";

/**
 * Options of {@link measureRfm}.
 *
 * @since 0.1.0
 */
export interface MeasureOptions {
  /** The day of the analysis; nothing after it is used. @defaultValue the day of the last order */
  readonly asOf?: DateLike | undefined;
  /** How many days count: day d counts if `asOf - window < d <= asOf`. @defaultValue all */
  readonly window?: number | undefined;
  /** What frequency counts. @defaultValue "orders" */
  readonly frequency?: FrequencyMeasure | undefined;
  /** What monetary is. @defaultValue "total" */
  readonly monetary?: MonetaryMeasure | undefined;
}

export const MEASURE_OPTIONS = ["asOf", "window", "frequency", "monetary"] as const;

/**
 * How the values of a table were measured. Plain JSON.
 *
 * @since 0.1.0
 */
export interface MeasureDefinition {
  /** How many days count, or `null` for all. */
  readonly window: number | null;
  /** What frequency counts. */
  readonly frequency: FrequencyMeasure;
  /** What monetary is. */
  readonly monetary: MonetaryMeasure;
  /** Decimals of money. */
  readonly decimals: number;
  /** The ISO 4217 code, if one was stated. */
  readonly currency: string | null;
  /** How negative amounts were treated. */
  readonly refunds: RefundPolicy;
  /** The zone in which instants became days. */
  readonly timeZone: string;
}

/** Rates are kept in millionths, so that they are integers and compare exactly. */
const RATE_SCALE = 1_000_000;

// A longest period or window of a thousand years, so that typing errors are found.
const MOST_DAYS = 365_250;

/** The integer units in which a frequency is kept. */
export function frequencyScaleOf(frequency: FrequencyMeasure): number {
  return typeof frequency === "string" ? 1 : RATE_SCALE;
}

export function checkWindow(where: string, window: unknown): number | null {
  return window === undefined ? null : checkInteger(where, "options.window", window, 1, MOST_DAYS);
}

export function checkMonetary(where: string, path: string, monetary: unknown): MonetaryMeasure {
  return checkOneOf(where, path, monetary ?? "total", ["total", "mean", "median", "max"]);
}

export function checkFrequency(where: string, path: string, frequency: unknown): FrequencyMeasure {
  const value = frequency ?? "orders";
  if (value === "orders" || value === "days") return value;
  if (typeof value !== "object")
    throw optionError("UNKNOWN_NAME", where, path, 'be "orders", "days" or { of, per }', value);
  checkOptions(where, value, ["of", "per"], path);
  const { of, per } = value as { of?: unknown; per?: unknown };
  return Object.freeze({
    of: checkOneOf(where, `${path}.of`, of, ["orders", "days"]),
    per: checkInteger(where, `${path}.per`, per, 1, MOST_DAYS),
  });
}
