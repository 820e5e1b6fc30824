import type { HiatusRule } from "./lifecycle-rule.js";
import { ruleOf } from "./read-rule.js";

/**
 * Options of {@link hiatus}: days of silence from which a customer is in each state.
 *
 * @since 0.1.0
 */
export interface HiatusOptions {
  /** From how many days on a customer is at risk. @defaultValue null, nobody is */
  readonly atRisk?: number | null | undefined;
  /** From how many days on a customer is lapsed. @defaultValue null, nobody is */
  readonly lapsed?: number | null | undefined;
  /** From how many days on a customer is lost. */
  readonly lost: number;
}

/**
 * Returns the rule of fixed days: who has not bought within the last `lost` days is lost.
 *
 * `lost: 90` means no purchase on the last 90 days, asOf included, which is a silence of 90 days or more. With nine months
 * Wübben and von Wangenheim (2008) found such a rule as good at telling active customers as the models of buying. The number itself
 * is a guess about the trade: {@link kaplanMeier} finds one in the data.
 *
 * @param options - The days; see {@link HiatusOptions}.
 * @returns A rule for {@link lifecycle}, plain JSON.
 * @throws {@link RfmError} `MISSING_OPTION` without `lost`, `OUT_OF_RANGE` for what is no whole number of days, `NOT_INCREASING` if the
 * days do not ascend.
 *
 * @example
 * ```ts
 * hiatus({ lost: 270 }); // => { method: "hiatus", atRisk: null, lapsed: null, lost: 270 }
 * hiatus({ atRisk: 90, lost: 180 }).atRisk; // => 90
 * ```
 * @see Wübben and von Wangenheim (2008), "Instant customer base analysis", Journal of Marketing 72, https://doi.org/10.1509/jmkg.72.3.82
 * @since 0.1.0
 */
export function hiatus(options: HiatusOptions): HiatusRule {
  return ruleOf("hiatus", options);
}
