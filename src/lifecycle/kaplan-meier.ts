import type { KaplanMeierRule } from "./lifecycle-rule.js";
import { ruleOf } from "./read-rule.js";

/**
 * Options of {@link kaplanMeier}: probabilities, above 0 and below 1.
 *
 * @since 0.1.0
 */
export interface KaplanMeierOptions {
  /** The chance of a purchase below which a customer is at risk. @defaultValue 0.2 */
  readonly atRisk?: number | null | undefined;
  /** The chance of a purchase below which a customer is lapsed. @defaultValue null, nobody is */
  readonly lapsed?: number | null | undefined;
  /** The chance of a purchase below which a customer is lost. @defaultValue 0.1 */
  readonly lost?: number | undefined;
  /** Within how many days the purchase is to come. @defaultValue 90 */
  readonly within?: number | undefined;
}

/**
 * Returns the rule of chances: who has been silent for so long that fewer than one in five buy within the next 90 days is at risk, and
 * below one in ten lost. The default rule of {@link lifecycle}.
 *
 * The chance is the estimate of Kaplan and Meier over the gaps of all customers, the open ones among them:
 * R(N, H) = 1 - S(N + H) / S(N) after N days of silence, see {@link gapSurvival}. A step is the shortest silence N with R(N, H) below the
 * probability, compared exactly, and at least 1: nobody is at risk on the day of a purchase. Where R does not fall so low within the
 * days that were seen, nobody is in that state, and a warning says so. It wants a history of several times `within`.
 *
 * @param options - The probabilities and the days; see {@link KaplanMeierOptions}.
 * @returns A rule for {@link lifecycle}, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `MISSING_OPTION`, or `NOT_INCREASING` if the probabilities do not fall.
 *
 * @example
 * ```ts
 * kaplanMeier(); // => { method: "kaplanMeier", atRisk: 0.2, lapsed: null, lost: 0.1, within: 90 }
 * kaplanMeier({ atRisk: 0.5, lapsed: 0.25, lost: 0.05, within: 30 }).lapsed; // => 0.25
 * ```
 * @since 0.1.0
 */
export function kaplanMeier(options: KaplanMeierOptions = {}): KaplanMeierRule {
  return ruleOf("kaplanMeier", options);
}
