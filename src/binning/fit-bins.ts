import { type BinColumns, checkColumns, compareRowsOf } from "./bin-columns.js";
import type { BinModel } from "./bin-model.js";
import { type BinsOption, DIMENSIONS, specsOf } from "./bin-spec.js";
import { checkSpec, fitDimension } from "./fit-dimension.js";

/**
 * Returns bins fitted to the customers' values: exact edges, realised sizes, and all that {@link applyBins} needs to score
 * other customers on the same scale.
 *
 * Each dimension may have its own method and number of bins. Edges are exact fractions of the columns' integer units.
 * No customers give a model without edges, which scores nobody. Cost: O(n), or one sort of a copy for wide-ranging money.
 *
 * @param columns - The values; see {@link BinColumns}.
 * @param bins - One specification for all three dimensions, or one for each.
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
export function fitBins(columns: BinColumns, bins: BinsOption): BinModel {
  const checked = checkColumns("fitBins", columns);
  const specs = specsOf("fitBins", "bins", bins);
  const compare = compareRowsOf(columns);
  const fitted = DIMENSIONS.map(
    (dimension, d) =>
      fitDimension(
        dimension,
        checked[d].values,
        checked[d].scale,
        checkSpec("fitBins", `bins.${dimension}`, specs[d]),
        compare,
      ).bins,
  );
  return {
    kind: "rfm-kit/bins",
    version: 1,
    customers: checked[0].values.length,
    recency: fitted[0],
    frequency: fitted[1],
    monetary: fitted[2],
  };
}
