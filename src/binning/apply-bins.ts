import { RfmError } from "../errors.js";
import { type BinColumns, type CheckedColumns, checkColumns } from "./bin-columns.js";
import type { BinModel, DimensionBins } from "./bin-model.js";
import { DIMENSIONS, type Dimension } from "./bin-spec.js";
import { checkBinModel } from "./check-bin-model.js";
import { scoreColumn, scoreWithin } from "./score-column.js";

/**
 * The scores of customers, one element each, from 1 to the dimension's number of bins.
 *
 * @since 0.1.0
 */
export interface Scores {
  /** Recency scores. */
  readonly r: Uint8Array;
  /** Frequency scores. */
  readonly f: Uint8Array;
  /** Monetary scores. */
  readonly m: Uint8Array;
}

/**
 * Returns the scores of customers by fitted bins, higher always better.
 *
 * Values outside the range fitted on get the lowest or the highest score. Applying a model to the customers it was fitted
 * on gives the same scores as fitting did. Cost: O(n).
 *
 * @param columns - The values, in the scales of the model.
 * @param model - The bins, from {@link fitBins} or from JSON.
 * @returns One score per customer and dimension.
 * @throws {@link RfmError} `BAD_MODEL` if it is no such model, `MODEL_MISMATCH` if the scales differ, `EMPTY_MODEL` if the bins
 * were fitted on nobody, `OUT_OF_RANGE` or `LENGTH_MISMATCH` for the columns.
 *
 * @example
 * ```ts
 * const model = fitBins({ recency: [3, 30, 300], frequency: [1, 2, 9], monetary: [5, 7, 99] }, quantiles(2));
 * const later = { recency: [1000], frequency: [3], monetary: [7] };
 * const { r, f, m } = applyBins(later, JSON.parse(JSON.stringify(model)));
 * [r[0], f[0], m[0]]; // => [1, 2, 1]
 * ```
 * @since 0.1.0
 */
export function applyBins(columns: BinColumns, model: BinModel): Scores {
  checkBinModel("applyBins", "model", model);
  return scoresBy("applyBins", checkColumns("applyBins", columns), model);
}

/** The same for columns and a model that are checked already. */
export function scoresBy(where: string, columns: CheckedColumns, model: BinModel): Scores {
  const scores = {} as { [D in Dimension]: Uint8Array };
  let parents = new Uint32Array(model.nesting === undefined ? 0 : columns[0].values.length);
  for (const dimension of model.nesting ?? DIMENSIONS) {
    const { values, scale, survey } = columns[DIMENSIONS.indexOf(dimension)];
    const bins = model[dimension];
    checkFit(where, dimension, bins, scale, values.length);
    const { within } = bins;
    const own =
      within === undefined ? scoreColumn(values, bins, survey) : scoreWithin(values, { ...bins, within }, parents);
    scores[dimension] = own;
    if (model.nesting !== undefined) parents = parents.map((parent, i) => parent * bins.bins + own[i] - 1);
  }
  return { r: scores.recency, f: scores.frequency, m: scores.monetary };
}

/** Refuses values of another scale, and a model that was fitted on nobody. */
function checkFit(where: string, dimension: Dimension, bins: DimensionBins, scale: number, customers: number): void {
  if (bins.scale !== scale) {
    throw new RfmError(
      "MODEL_MISMATCH",
      `${where}: ${dimension} must have the scale of the model, ${bins.scale}; received ${scale}`,
      { path: dimension, received: String(scale) },
    );
  }
  if (bins.edges.length !== bins.bins - 1 && customers > 0) {
    throw new RfmError("EMPTY_MODEL", `${where}: model.${dimension} was fitted on no customer and scores nobody`, {
      path: `model.${dimension}`,
    });
  }
}
