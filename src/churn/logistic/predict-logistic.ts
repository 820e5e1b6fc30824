import { RfmError } from "../../errors.js";
import { checkLogisticModel } from "./check-logistic-model.js";
import type { FeatureColumns, LogisticModel } from "./logistic-model.js";
import { type ReadFeatures, readFeatures } from "./read-features.js";

/**
 * Returns the probability of the event for each customer, by a logistic model.
 *
 * 1 / (1 + e^-s), with s the intercept and, for each feature, the weight times its distance from the mean in standard deviations. A
 * missing value (`NaN`) is at the mean and has the weight of being missing, if the fit had any missing. Values far beyond those that
 * were fitted are used as they are. Cost: n d, and one number each.
 *
 * @param model - The model, as {@link fitLogistic} made it or as JSON gave it back.
 * @param features - The columns that the model was fitted to, by name, in any order, and no others.
 * @returns One probability per customer, from 0 to 1.
 * @throws {@link RfmError} `BAD_MODEL` for what is no such model, `MODEL_MISMATCH` for other columns than the model's; `WRONG_TYPE`,
 * `OUT_OF_RANGE` or `LENGTH_MISMATCH` for the columns.
 *
 * @example
 * ```ts
 * const features = { late: [0, 0, 1, 1], size: [1, 2, 3, Number.NaN] };
 * const model = fitLogistic({ features, labels: [0, 1, 0, 1], ridge: 0.5 });
 * const saved = JSON.parse(JSON.stringify(model));
 * const p = predictLogistic(saved, { size: [1, Number.NaN], late: [0, 1] });
 * [...p].map((x) => x.toFixed(2)); // => ["0.47", "0.61"]
 * ```
 * @since 0.1.0
 */
export function predictLogistic<Name extends string>(
  model: LogisticModel<Name>,
  features: FeatureColumns<Name>,
): Float64Array {
  const where = "predictLogistic";
  checkLogisticModel(where, model);
  const given = readFeatures(where, "features", features, null);
  const columns = columnsOf(where, model, given);
  const logOdds = new Float64Array(given.rows).fill(model.intercept);
  model.features.forEach(({ mean, scale, weight, missingWeight }, f) => {
    const column = columns[f];
    for (let i = 0; i < column.length; i++) {
      if (Number.isNaN(column[i])) logOdds[i] += missingWeight ?? 0;
      else if (scale > 0) logOdds[i] += weight * ((column[i] - mean) / scale);
    }
  });
  return logOdds.map((s) => 1 / (1 + Math.exp(-s)));
}

/** The columns in the order of the model. */
function columnsOf(where: string, model: LogisticModel, { names, columns }: ReadFeatures): Float64Array[] {
  const byName = new Map(names.map((name, c) => [name, columns[c]]));
  const ordered = model.features.map(({ name }) => byName.get(name) ?? mismatch(where, name, "is missing"));
  const known = new Set(model.features.map(({ name }) => name));
  const extra = names.find((name) => !known.has(name));
  return extra === undefined ? ordered : mismatch(where, extra, "is not one of them");
}

function mismatch(where: string, name: string, what: string): never {
  const path = `features[${JSON.stringify(name.slice(0, 60))}]`;
  throw new RfmError("MODEL_MISMATCH", `${where}: features must be the columns of the model; ${path} ${what}`, {
    path,
  });
}
