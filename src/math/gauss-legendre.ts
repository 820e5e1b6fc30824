/** Nodes and weights of a rule on the interval from 0 to 1. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss-Legendre rule with `n` nodes on [0, 1], ascending: Newton's method on the Legendre polynomial from Tricomi's first guess.
 * Exact for polynomials up to degree 2n - 1. Cost: O(n^2).
 */
export function gaussLegendre(n: number): Quadrature {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < (n + 1) >> 1; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    // Newton doubles the digits: from two or three digits to all takes three steps, a fourth settles the weight.
    for (let step = 0; step < 6; step++) {
      const value = legendre(n, x);
      slope = (n * (value.before - x * value.at)) / (1 - x * x);
      x -= value.at / slope;
    }
    // 1 - x where x is near 1 would lose digits of the outer nodes; there are none so near for the few nodes in use.
    const weight = 1 / ((1 - x * x) * slope * slope);
    nodes[i] = (1 - x) / 2;
    nodes[n - 1 - i] = (1 + x) / 2;
    weights[i] = weight;
    weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}

/** The Legendre polynomials of degree n and n - 1 at x. */
function legendre(n: number, x: number): { readonly at: number; readonly before: number } {
  let before = 0;
  let at = 1;
  for (let k = 1; k <= n; k++) {
    const next = ((2 * k - 1) * x * at - (k - 1) * before) / k;
    before = at;
    at = next;
  }
  return { at, before };
}
