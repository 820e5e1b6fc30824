/**
 * The Pareto/NBD as means and spreads: customers buy at a mean rate `lambda` and are lost at a mean rate `mu` per unit of time, and
 * these rates differ between them with the squared coefficients of variation `rho` = 1 / r and `sigma` = 1 / s. So r / alpha = lambda and
 * s / beta = mu. Unlike r, alpha, s and beta these stay finite at every edge of the family: a spread of 0 is one rate for all, and
 * mu = 0 is nobody lost.
 */
export interface ParetoShape {
  readonly lambda: number;
  readonly rho: number;
  readonly mu: number;
  readonly sigma: number;
}

/**
 * A spread that stands for 0: formulas divide by it, and differ from their limits by no more than this share of the terms, so that no
 * formula needs a second form.
 */
export const NO_SPREAD = 1e-18;
