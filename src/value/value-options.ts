import type { BuyingModel } from "../buying/buying-model.js";
import { type Horizon, readHorizon } from "../buying/horizon.js";
import { checkTimeUnit, DAYS_IN, type TimeUnit } from "../buying/time-unit.js";
import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";

/**
 * How money that comes later is worth less.
 *
 * @since 0.1.0
 */
export interface Discount {
  /** The rate per year: at 0.15 money is worth 1 / 1.15 of itself a year later. From 0 to 10; above 0 for an infinite horizon. */
  readonly annual: number;
}

/**
 * When within a period its purchases are paid.
 *
 * @since 0.1.0
 */
export type PaymentTiming = "start" | "mid" | "end";

/**
 * Options of {@link customerValue}.
 *
 * @since 0.1.0
 */
export interface CustomerValueOptions {
  /** How often customers will buy: of {@link fitMbgNbd}, {@link fitParetoNbd} or another fit. */
  readonly model: BuyingModel;
  /** How much they will spend per purchase: of {@link fitGammaGamma}. */
  readonly spend: GammaGammaModel;
  /** How far to look ahead, or `"infinite"` for all purchases to come. */
  readonly horizon: Horizon | "infinite";
  /** How money that comes later is worth less. */
  readonly discount: Discount;
  /** The share of the spend that is profit, from 0 to 1; 1 values revenue. @defaultValue 1 */
  readonly margin?: number | undefined;
  /** The periods by which purchases are discounted. Not with an infinite horizon, which is discounted continuously. @defaultValue "month" */
  readonly period?: TimeUnit | undefined;
  /** When within a period its purchases are paid. Not with an infinite horizon. @defaultValue "mid" */
  readonly timing?: PaymentTiming | undefined;
}

/** The keys of the options. */
export const VALUE_OPTIONS = ["model", "spend", "horizon", "discount", "margin", "period", "timing"] as const;

/** Expected purchases up to the end of a period, counted from now, and what one within it is worth. Times are in the model's unit. */
interface Instalment {
  readonly until: number;
  readonly worth: number;
}

/** The options with defaults filled in and checked: instalments up to a horizon, or a continuous rate per unit for all to come. */
export interface Valuation {
  readonly margin: number;
  readonly instalments: readonly Instalment[] | null;
  readonly rate: number;
}

// A purchase of each period is expected one by one.
const MOST_PERIODS = 1200;
// A rate below a thousandth a year would value purchases of the next millennia.
const LEAST_INFINITE = 0.001;

/** Checks the options once, at the door; the models are checked elsewhere. */
export function valuationOf(where: string, options: CustomerValueOptions, timeUnit: TimeUnit): Valuation {
  const { horizon, margin = 1 } = options;
  const annual = annualRate(where, options.discount);
  if (!(typeof margin === "number" && margin >= 0 && margin <= 1)) {
    throw optionError("OUT_OF_RANGE", where, "options.margin", "be a share from 0 to 1", margin);
  }
  if (horizon === undefined) throw optionError("MISSING_OPTION", where, "options.horizon", "be given", horizon);
  const logGrowth = Math.log1p(annual) / (DAYS_IN.year / DAYS_IN[timeUnit]);
  if (horizon !== "infinite") {
    return { margin, instalments: instalmentsOf(where, options, horizon, timeUnit, logGrowth), rate: logGrowth };
  }
  for (const name of ["period", "timing"] as const) {
    if (options[name] === undefined) continue;
    const requirement = "be left out with an infinite horizon, which is discounted continuously";
    throw optionError("CONFLICTING_OPTIONS", where, `options.${name}`, requirement, options[name]);
  }
  if (annual < LEAST_INFINITE) {
    const requirement = `be at least ${LEAST_INFINITE} with an infinite horizon`;
    throw optionError("OUT_OF_RANGE", where, "options.discount.annual", requirement, annual);
  }
  return { margin, instalments: null, rate: logGrowth };
}

function annualRate(where: string, discount: unknown): number {
  if (discount === undefined) throw optionError("MISSING_OPTION", where, "options.discount", "be given", discount);
  checkOptions(where, discount, ["annual"], "options.discount");
  const { annual } = discount as { readonly annual?: unknown };
  if (typeof annual === "number" && annual >= 0 && annual <= 10) return annual;
  throw optionError("OUT_OF_RANGE", where, "options.discount.annual", "be a rate from 0 to 10, such as 0.15", annual);
}

function instalmentsOf(
  where: string,
  options: CustomerValueOptions,
  given: Horizon,
  timeUnit: TimeUnit,
  logGrowth: number,
): Instalment[] {
  const horizon = readHorizon(where, "options.horizon", given, timeUnit);
  const timing = checkOneOf(where, "options.timing", options.timing ?? "mid", ["start", "mid", "end"]);
  const period = DAYS_IN[checkTimeUnit(where, "options.period", options.period ?? "month")] / DAYS_IN[timeUnit];
  // A horizon of so many periods but for rounding has no tiny one more.
  const count = Math.ceil(horizon / period - 1e-9);
  if (count > MOST_PERIODS) {
    const requirement = `split the horizon into at most ${MOST_PERIODS} periods; take a longer one`;
    throw optionError("OUT_OF_RANGE", where, "options.period", requirement, options.period ?? "month");
  }
  return Array.from({ length: count }, (_, i) => {
    const from = i * period;
    const until = i === count - 1 ? horizon : (i + 1) * period;
    const paid = timing === "start" ? from : timing === "end" ? until : (from + until) / 2;
    return { until, worth: Math.exp(-logGrowth * paid) };
  });
}
