import { checkInteger, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { LAST_DAY } from "../input/days/calendar.js";
import { type DateLike, readDayOption } from "../input/days/parse-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";

/**
 * The parameters of the process behind {@link simulateOrders}. All are positive.
 *
 * @since 0.1.0
 */
export interface SimulateParameters {
  /** Shape of the gamma distribution of purchase rates. @defaultValue 0.9 */
  readonly r: number;
  /** Its rate, in weeks: customers buy `r / alpha` times a week on average. @defaultValue 12 */
  readonly alpha: number;
  /** First shape of the beta distribution of the chance to leave after a repeat order. @defaultValue 0.6 */
  readonly a: number;
  /** Its second shape: that chance is `a / (a + b)` on average. @defaultValue 6 */
  readonly b: number;
  /** Shape of the gamma distribution of a customer's order amounts. @defaultValue 6.25 */
  readonly p: number;
  /** Shape of the gamma distribution of the rates of those amounts. @defaultValue 3.74 */
  readonly q: number;
  /** Its rate, in major units: orders are worth `p * gamma / (q - 1)` on average. @defaultValue 15.44 */
  readonly gamma: number;
}

/**
 * Options of {@link simulateOrders}.
 *
 * @since 0.1.0
 */
export interface SimulateOptions {
  /** How many customers, 1 to 50 million. @defaultValue 1000 */
  readonly customers?: number | undefined;
  /** Where the random numbers start, an integer from 0 to 2^53 - 1. @defaultValue 1 */
  readonly seed?: number | undefined;
  /** The first day. @defaultValue "2024-01-01" */
  readonly startDay?: DateLike | undefined;
  /** How many days are observed, 1 to 36,525. @defaultValue 730 */
  readonly days?: number | undefined;
  /** Within how many of the first days customers place their first order. @defaultValue all `days` */
  readonly acquisitionDays?: number | undefined;
  /** Decimals of the amounts, 0 to 9. @defaultValue 2 */
  readonly decimals?: number | undefined;
  /** Parameters that differ from their defaults. */
  readonly parameters?: Partial<SimulateParameters> | undefined;
}

/** The options with every default filled in and checked. */
export interface Simulation {
  readonly customers: number;
  readonly seed: number;
  readonly startDay: number;
  readonly days: number;
  readonly acquisitionDays: number;
  readonly decimals: number;
  readonly parameters: SimulateParameters;
}

// The spend is CDNOW's (Fader and Hardie 2013). CDNOW's purchases (.243, 4.414, .793, 2.426; Fader, Hardie and Lee 2005)
// leave six customers of ten with a single order, so that bins of frequency stay empty; these customers buy more often.
const DEFAULTS: SimulateParameters = { r: 0.9, alpha: 12, a: 0.6, b: 6, p: 6.25, q: 3.74, gamma: 15.44 };

const OPTIONS = ["customers", "seed", "startDay", "days", "acquisitionDays", "decimals", "parameters"] as const;
const MOST_CUSTOMERS = 50_000_000;
const MOST_DAYS = 36_525;

/** Checks the options once, at the door. */
export function simulationOf(where: string, options: SimulateOptions): Simulation {
  checkOptions(where, options, OPTIONS);
  const { customers = 1000, seed = 1, startDay = "2024-01-01", days = 730, decimals = 2, parameters = {} } = options;
  checkInteger(where, "options.days", days, 1, MOST_DAYS);
  const start = readDayOption(where, "options.startDay", startDay, dayOfInstantIn(where, "UTC"));
  if (start + days - 1 > LAST_DAY) {
    throw optionError("OUT_OF_RANGE", where, "options.startDay", "leave all days within the year 9999", startDay);
  }
  return {
    customers: checkInteger(where, "options.customers", customers, 1, MOST_CUSTOMERS),
    seed: checkInteger(where, "options.seed", seed, 0, Number.MAX_SAFE_INTEGER),
    startDay: start,
    days,
    acquisitionDays: checkInteger(where, "options.acquisitionDays", options.acquisitionDays ?? days, 1, days),
    decimals: checkInteger(where, "options.decimals", decimals, 0, 9),
    parameters: parametersOf(where, parameters),
  };
}

function parametersOf(where: string, given: Partial<SimulateParameters>): SimulateParameters {
  const path = "options.parameters";
  checkOptions(where, given, Object.keys(DEFAULTS), path);
  const all = { ...DEFAULTS, ...given };
  for (const [name, value] of Object.entries(all)) {
    if (typeof value === "number" && value >= 1e-6 && value <= 1e9) continue;
    throw optionError("OUT_OF_RANGE", where, `${path}.${name}`, "be a number from 1e-6 to 1e9", value);
  }
  return all;
}
