import { logGamma } from "./log-gamma.js";
import { stirlingRest } from "./stirling-rest.js";

const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8;
// From here on Stirling's series serve.
const LARGE = 10;

/**
 * The natural logarithm of the beta function for a, b > 0. Where an argument is large, Stirling's terms of it are subtracted before they
 * are computed, after DiDonato and Morris (1992, ACM TOMS 708): three values of ln Gamma would leave their rounding errors.
 */
export function logBeta(a: number, b: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large < LARGE) return logGamma(small) + (logGamma(large) - logGamma(large + small));
  const rests = stirlingRest(large) - stirlingRest(large + small);
  // ln(1 + small / large) by itself where small / large would lose it.
  const rise = Math.log1p(small / large);
  if (small < LARGE) {
    return logGamma(small) + rests - (small * (Math.log(large) - 1) + (large + small - 0.5) * rise);
  }
  const share = Math.log(small / (large + small));
  return HALF_LOG_TWO_PI - 0.5 * Math.log(small) + stirlingRest(small) + rests + small * share - (large - 0.5) * rise;
}
