import { checkOptions } from "../checks/check-options.js";
import { type BinColumns, checkColumns, compareRowsOf } from "./bin-columns.js";
import type { BinModel } from "./bin-model.js";
import { type BinsOption, checkNesting, DIMENSIONS, type Nesting, specsOf } from "./bin-spec.js";
import { checkSpec } from "./fit-dimension.js";
import { fitModel } from "./fit-model.js";

/**
 * Options of {@link fitBins}.
 *
 * @since 0.1.0
 */
export interface FitBinsOptions {
  /**
   * Bins each dimension inside the bins of those before it, as SPSS does: `true` for frequency inside recency and monetary
   * inside both, or an order of your own. Cells fill evenly, but a score can only be compared inside its parents.
   * @defaultValue false
   */
  readonly nested?: Nesting | undefined;
}

/**
 * Returns bins fitted to the customers' values: exact edges, realised sizes, and all that {@link applyBins} needs to score
 * other customers on the same scale.
 *
 * Each dimension may have its own method and number of bins. Edges are exact fractions of the columns' integer units.
 * No customers give a model without edges, which scores nobody. Cost: O(n); methods by ranks sort a copy of wide-ranging money.
 *
 * @param columns - The values; see {@link BinColumns}.
 * @param bins - One specification for all three dimensions, or one for each.
 * @param options - Whether dimensions are nested.
 * @returns The model, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE` for a value that is no integer, `LENGTH_MISMATCH`, or the errors of the method.
 *
 * @example
 * ```ts
 * const columns = { recency: [3, 30, 300], frequency: [1, 2, 9], monetary: [500, 700, 9900], monetaryScale: 100 };
 * const model = fitBins(columns, { recency: thresholds([30]), frequency: quantiles(2), monetary: quantiles(2) });
 * model.monetary.edges; // => [{ whole: 700, num: 0, den: 1 }]
 * model.recency.sizes; // => [1, 2]
 * ```
 * @since 0.1.0
 */
export function fitBins(columns: BinColumns, bins: BinsOption, options: FitBinsOptions = {}): BinModel {
  const where = "fitBins";
  checkOptions(where, options, ["nested"]);
  const checked = checkColumns(where, columns);
  const specs = specsOf(where, "bins", bins).map((spec, d) => checkSpec(where, `bins.${DIMENSIONS[d]}`, spec));
  return fitModel(checked, specs, compareRowsOf(where, columns), checkNesting(where, options.nested)).model;
}
