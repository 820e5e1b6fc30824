import type { PooledPercentileRule } from "./lifecycle-rule.js";
import { ruleOf } from "./read-rule.js";

/**
 * Options of {@link pooledPercentile}: percentiles, above 0 and at most 100.
 *
 * @since 0.1.0
 */
export interface PooledPercentileOptions {
  /** The percentile from which a customer is at risk. @defaultValue 40 */
  readonly atRisk?: number | null | undefined;
  /** The percentile from which a customer is lapsed. @defaultValue null, nobody is */
  readonly lapsed?: number | null | undefined;
  /** The percentile from which a customer is lost. @defaultValue 80 */
  readonly lost?: number | undefined;
}

/**
 * Returns the rule of percentiles of the gaps of all customers: at risk from the 40th, lost from the 80th.
 *
 * The p-th percentile is the nearest rank, an exact integer: the shortest gap that at least p % of all closed gaps do not exceed
 * (type 1 of Hyndman and Fan 1996). Who is silent for so many days or more is in the state. Without a gap nobody ever is.
 *
 * It is too quick. The gaps are those that ended: those still open are missing, and heavy buyers add most. On the CDNOW sample
 * the 80th percentile is 117 days, yet only 53 % of gaps end within them, and of those silent for so long one in six buys within the next 90
 * days. {@link kaplanMeier} counts the open gaps.
 *
 * @param options - The percentiles; see {@link PooledPercentileOptions}.
 * @returns A rule for {@link lifecycle}, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `MISSING_OPTION` or `NOT_INCREASING`.
 *
 * @example
 * ```ts
 * pooledPercentile(); // => { method: "pooledPercentile", atRisk: 40, lapsed: null, lost: 80 }
 * pooledPercentile({ atRisk: null, lost: 90 }).lost; // => 90
 * ```
 * @see {@link statlas3} for who publishes it
 * @since 0.1.0
 */
export function pooledPercentile(options: PooledPercentileOptions = {}): PooledPercentileRule {
  return ruleOf("pooledPercentile", options);
}
