import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { checkGammaGamma } from "./check-gamma-gamma.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";
import { COUNT, isCount, isMoney, MONEY } from "./spend-rows.js";

/**
 * What is known of one customer's spend.
 *
 * @since 0.1.0
 */
export interface SpendHistory {
  /** How many purchases the mean is of. */
  readonly count: number;
  /** Their mean amount in major units; without purchases it is not looked at and may be `NaN`. */
  readonly mean: number;
}

/**
 * Returns what a customer is expected to spend per purchase, in major units.
 *
 * `p (gamma + x z) / (p x + q - 1)` for a mean z of x purchases: the customer's own mean drawn towards that of all, the less the more
 * purchases it is of. Without purchases, or with a mean of 0 or below, of which the model knows nothing, it is the population's mean.
 * `null` where that has no bound (`q` of 1 or below), where `p x + q` is 1 or below, or the model has no parameters.
 * Cost: constant, after a check of the model.
 *
 * @param model - Of {@link fitGammaGamma}, or read from JSON.
 * @param spend - The customer's purchases: of the same kind, with or without the first, that the model was fitted to.
 * @returns Money in major units, or `null`.
 * @throws {@link RfmError} `BAD_MODEL` for what is no gamma-gamma model, `OUT_OF_RANGE` for the spend.
 *
 * @example
 * ```ts
 * const model = fitGammaGamma({ count: [1, 1, 2, 3, 9, 9, 4, 5], mean: [10, 30, 25, 70, 14, 60, 35, 22] });
 * const heavy = expectedSpend(model, { count: 9, mean: 60 }) ?? 0;
 * const light = expectedSpend(model, { count: 1, mean: 60 }) ?? 0;
 * const all = model.populationMean ?? 0;
 * all < light && light < heavy && heavy < 60; // => true
 * ```
 * @see Fader and Hardie (2013), "The gamma-gamma model of monetary value"
 * @since 0.1.0
 */
export function expectedSpend(model: GammaGammaModel, spend: SpendHistory): number | null {
  const where = "expectedSpend";
  checkGammaGamma(where, "model", model);
  checkOptions(where, spend, ["count", "mean"], "spend");
  const { count, mean } = spend;
  if (!isCount(count)) throw optionError("OUT_OF_RANGE", where, "spend.count", `be ${COUNT}`, count);
  if (count > 0 && !isMoney(mean)) throw optionError("OUT_OF_RANGE", where, "spend.mean", `be ${MONEY}`, mean);
  return spendOf(model)(count, mean);
}

/** The same as a function of count and mean, for a model that is checked. */
export function spendOf({
  parameters,
  populationMean,
  fit,
}: GammaGammaModel): (count: number, mean: number) => number | null {
  const { p, q, gamma } = parameters;
  switch (fit.limit) {
    case "same-spend":
    case "same-customers":
      return () => populationMean;
    case "same-purchases":
      return (count, mean) => (count > 0 && mean > 0 ? mean : populationMean);
    case null:
      return (count, mean) => {
        if (!(count > 0 && mean > 0) || p === undefined) return populationMean;
        const weight = p * count + (q - 1);
        return weight > 0 ? (p * (gamma + count * mean)) / weight : null;
      };
  }
}
