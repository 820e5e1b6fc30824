/** The mean of f under a distribution is the sum of `weights[i] * f(nodes[i])`; the weights sum to 1. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** The distribution that is always the same number. */
export function pointRule(node: number): QuadratureRule {
  return { nodes: Float64Array.of(node), weights: Float64Array.of(1) };
}

/** A rule whose weights are known up to a common factor. */
export function normalised(nodes: readonly number[], weights: readonly number[]): QuadratureRule {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights, (weight) => weight / total) };
}
