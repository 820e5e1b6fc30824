import { checkOptions } from "../../checks/check-options.js";
import { optionError } from "../../errors.js";
import type { Warning } from "../../input/ledger.js";
import { maximise } from "../../math/maximise.js";
import type { FeatureColumns, LogisticFit, LogisticModel } from "./logistic-model.js";
import { leastMargin, logisticObjective } from "./logistic-objective.js";
import { type ReadFeatures, readFeatures } from "./read-features.js";
import { type Design, designOf, type Standard, standardOf } from "./standardise.js";

/**
 * What {@link fitLogistic} is fitted to.
 *
 * @since 0.1.0
 */
export interface FitLogisticOptions<Name extends string = string> {
  /** The features as columns by name, at most 1000; `NaN` is a missing value. */
  readonly features: FeatureColumns<Name>;
  /** 1 where the event happened, else 0. */
  readonly labels: ArrayLike<number>;
  /** How strongly weights are held towards 0, from 10^-9 to 10^9. @defaultValue 1 */
  readonly ridge?: number | undefined;
}

/**
 * Returns a logistic regression: the log-odds of an event as a sum over features.
 *
 * Maximises the log-likelihood less `ridge / 2` times the sum of the squared weights, without the intercept, over features that are
 * standardised to mean 0 and standard deviation 1 (by n), so that the unit of a feature does not matter. That is scikit-learn's
 * `LogisticRegression(C = 1 / ridge)` on the same columns. Damped Newton steps with the exact Hessian (iteratively reweighted least
 * squares); the ridge makes the optimum unique, also where features say the same or labels are told apart without a mistake.
 *
 * A **missing** value counts as the mean, and a weight of its own says what being missing means (a 0 or 1, under the same ridge).
 * A feature that never varies has weight 0 and is warned of. If all labels are equal the model says (events + 1/2) / (n + 1) of
 * everybody, without any, one half. It never fails to converge by throwing: see `fit.status` and `fit.warnings`.
 *
 * The order of rows and columns changes no more than the rounding of sums. Cost: n d^2 a step, about 6 of them; n d numbers.
 *
 * @param options - Features, labels and ridge.
 * @returns The model, frozen: plain JSON.
 * @throws {@link RfmError} `WRONG_TYPE`, `OUT_OF_RANGE`, `LENGTH_MISMATCH` or `UNKNOWN_OPTION`.
 *
 * @example
 * ```ts
 * const features = { recency: [5, 10, 40, 80, 90, 200], orders: [9, 4, 5, 2, 3, 1] };
 * const model = fitLogistic({ features, labels: [0, 0, 1, 0, 1, 1] });
 * model.features.map(({ name, weight }) => `${name} ${weight.toFixed(3)}`); // => ["recency 0.685", "orders -0.197"]
 * const p = predictLogistic(model, { recency: [15, 150], orders: [5, 1] });
 * [...p].map((x) => x.toFixed(3)); // => ["0.348", "0.746"]
 * ```
 * @see {@link explainLogistic} for what the weights mean
 * @since 0.1.0
 */
export function fitLogistic<const Name extends string>(options: FitLogisticOptions<Name>): LogisticModel<Name> {
  const where = "fitLogistic";
  checkOptions(where, options, ["features", "labels", "ridge"]);
  const ridge = readRidge(where, options.ridge);
  const labels = readLabels(where, options.labels);
  const features = readFeatures(where, "options.features", options.features, labels.length);
  const standards = features.columns.map(standardOf);
  const design = designOf(features.columns, standards, labels.length);
  const { point, fit } = search(design, labels, ridge);
  const constant = constantFeatures(features, standards);
  const model: LogisticModel = {
    kind: "rfm-kit/logistic",
    version: 1,
    ridge,
    intercept: point[0],
    features: Object.freeze(
      standards.map(({ mean, scale, missing }, f) =>
        Object.freeze({
          name: features.names[f],
          mean,
          scale,
          weight: weightAt(point, design.valueAt[f]) ?? 0,
          missing,
          missingWeight: weightAt(point, design.missingAt[f]),
        }),
      ),
    ),
    fit: Object.freeze({ ...fit, warnings: Object.freeze([...fit.warnings, ...constant]) }),
  };
  return Object.freeze(model) as LogisticModel<Name>;
}

function readRidge(where: string, ridge: unknown = 1): number {
  if (typeof ridge === "number" && ridge >= 1e-9 && ridge <= 1e9) return ridge;
  throw optionError("OUT_OF_RANGE", where, "options.ridge", "be a number from 1e-9 to 1e9", ridge);
}

function readLabels(where: string, labels: unknown): Uint8Array {
  if (!Array.isArray(labels) && !(ArrayBuffer.isView(labels) && "length" in labels)) {
    throw optionError("WRONG_TYPE", where, "options.labels", "be an array of 0 and 1", labels);
  }
  const given = labels as ArrayLike<unknown>;
  const own = new Uint8Array(given.length);
  for (let i = 0; i < own.length; i++) {
    if (given[i] !== 0 && given[i] !== 1) {
      throw optionError("OUT_OF_RANGE", where, `options.labels[${i}]`, "be 0 or 1", given[i]);
    }
    own[i] = given[i] as number;
  }
  return own;
}

/** A weight by its position in a row; a point has the intercept before it. */
function weightAt(point: Float64Array, position: number): number | null {
  return position < 0 ? null : point[position + 1];
}

/** A gradient per customer that counts as none, and one that is as near as rounding may allow. */
const TOLERANCE = 1e-12;
const NEAR_TOLERANCE = 1e-8;

function search(design: Design, labels: Uint8Array, ridge: number): { point: Float64Array; fit: LogisticFit } {
  const customers = labels.length;
  const events = labels.reduce((sum, label) => sum + label, 0);
  const start = new Float64Array(design.width + 1);
  start[0] = Math.log((events + 0.5) / (customers - events + 0.5));
  if (events === 0 || events === customers) return { point: start, fit: oneClass(customers, events, start[0]) };
  const objective = logisticObjective(design, labels, ridge);
  // Concave everywhere: a long step is no risk, and weights may have far to go where only a small ridge bounds them.
  const end = maximise(objective, { start, tolerance: TOLERANCE, longestStep: 1e6 });
  const penalty = end.point.reduce((sum, weight, j) => (j === 0 ? 0 : sum + weight * weight), 0);
  const hasConverged = end.gradientNorm <= NEAR_TOLERANCE;
  const warnings: Warning[] = [];
  if (!hasConverged) {
    const message = `after ${end.steps} steps the gradient is still ${end.gradientNorm.toPrecision(2)} per customer; use a larger ridge`;
    warnings.push({ code: "NOT_CONVERGED", message });
  }
  if (leastMargin(design, labels, end.point) > 0) {
    const message =
      "no customer is on the wrong side: only the ridge bounds the weights, and new customers will be less clear";
    warnings.push({ code: "SEPARABLE", message });
  }
  const fit: LogisticFit = {
    status: hasConverged ? "converged" : "not-converged",
    customers,
    events,
    logLikelihood: customers * end.value + (ridge * penalty) / 2,
    gradientNorm: end.gradientNorm,
    iterations: end.steps,
    warnings,
  };
  return { point: end.point, fit };
}

/** Labels that are all equal, or none at all: no weight can be found. */
function oneClass(customers: number, events: number, intercept: number): LogisticFit {
  const hasData = customers > 0;
  const code = hasData ? "ONE_CLASS" : "NO_DATA";
  const message = hasData ? `all ${customers} labels are ${events > 0 ? 1 : 0}` : "there are no customers";
  return {
    status: hasData ? "boundary" : "no-data",
    customers,
    events,
    logLikelihood: hasData ? -customers * Math.log1p(Math.exp(-Math.abs(intercept))) : null,
    gradientNorm: null,
    iterations: 0,
    warnings: [{ code, message: `${message}, so that there is nothing to tell customers apart by` }],
  };
}

function constantFeatures({ names, rows }: ReadFeatures, standards: readonly Standard[]): Warning[] {
  if (rows === 0) return [];
  const constant = names.filter((_, f) => standards[f].scale === 0);
  return constant.map((name) => ({
    code: "CONSTANT_FEATURE",
    message: `the values of ${JSON.stringify(name)} do not differ, so it has no weight`,
  }));
}
