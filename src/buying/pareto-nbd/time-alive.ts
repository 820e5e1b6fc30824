/**
 * The expected part of a time span in which a customer is still there, who is lost at a mean rate `mu` whose squared coefficient of
 * variation is `sigma`: the integral of (1 + sigma mu y)^(-1 / sigma) from 0 to `time`. As a product of three factors that have no
 * singularity, at sigma = 1 or anywhere.
 */
export function timeAlive(mu: number, sigma: number, time: number): number {
  const v = sigma * mu * time;
  if (!(v > 0)) return time;
  const log = Math.log1p(v);
  const fall = ((1 - sigma) * log) / sigma;
  return time * (log / v) * (fall === 0 ? 1 : -Math.expm1(-fall) / fall);
}
