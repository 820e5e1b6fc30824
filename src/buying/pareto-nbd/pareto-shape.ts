/**
 * The Pareto/NBD as means and spreads: customers buy at a mean rate `lambda` and are lost at a mean rate `mu` per unit of time, and
 * these rates differ between them with the squared coefficients of variation `rho` = 1 / r and `sigma` = 1 / s. So r / alpha = lambda and
 * s / beta = mu. Unlike r, alpha, s and beta these stay finite at every edge of the family: a spread of 0 is one rate for all, and
 * mu = 0 is nobody lost. Where some are lost at once and
 * the others never, which s and beta near 0 come to, `pi` is the share of the former and mu is 0; else pi is 0.
 */
export interface ParetoShape {
  readonly lambda: number;
  readonly rho: number;
  readonly mu: number;
  readonly sigma: number;
  readonly pi: number;
}

/**
 * A spread that stands for 0: formulas divide by it, and differ from their limits by no more than this share of the terms, so that no
 * formula needs a second form.
 */
export const NO_SPREAD = 1e-18;
