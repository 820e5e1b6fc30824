import type { Maximum } from "../math/maximise.js";
import { standardErrors } from "../math/standard-errors.js";

/** What a search tells of the parameters that its end stands for. */
export interface SearchReport {
  readonly logLikelihood: number;
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly standardErrors: { readonly [parameter: string]: number | null };
}

/**
 * Turns the end of a search over other coordinates into what is known of the parameters. `slopes` says how the coordinates follow the
 * logarithms of the parameters (row-major), and `scales` how much a parameter moves with its logarithm: itself, or p (1 - p) for one
 * that is searched by its log odds.
 */
export function searchReport(
  end: Maximum,
  names: readonly string[],
  slopes: Float64Array,
  scales: readonly number[],
  customers: number,
): SearchReport {
  const size = names.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let i = 0; i < size; i++) {
      gradient[a] += slopes[i * size + a] * end.gradient[i];
      for (let b = 0; b < size; b++) {
        for (let j = 0; j < size; j++) {
          hessian[a * size + b] += slopes[i * size + a] * end.hessian[i * size + j] * slopes[j * size + b];
        }
      }
    }
  }
  const errors = standardErrors(hessian, size);
  const entries = names.map((name, i) => {
    const error = errors[i] === null ? null : errors[i] * scales[i];
    return [name, error !== null && Number.isFinite(error) ? error : null] as const;
  });
  return {
    logLikelihood: end.value,
    gradientNorm: gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0) / customers,
    iterations: end.steps,
    standardErrors: Object.freeze(Object.fromEntries(entries)),
  };
}
