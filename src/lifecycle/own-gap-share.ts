import type { OwnGapShareRule } from "./lifecycle-rule.js";
import { ruleOf } from "./read-rule.js";

/**
 * Options of {@link ownGapShare}: shares, above 0 and at most 1.
 *
 * @since 0.1.0
 */
export interface OwnGapShareOptions {
  /** The share of the own gaps that a silence must outlast for a customer to be at risk. @defaultValue 0.8 */
  readonly atRisk?: number | null | undefined;
  /** The share for lapsed. @defaultValue null, nobody is */
  readonly lapsed?: number | null | undefined;
  /** The share for lost; 1 is longer than ever before. @defaultValue 1 */
  readonly lost?: number | undefined;
  /** Customers with fewer gaps are judged by the gaps of all. @defaultValue 1 */
  readonly minGaps?: number | undefined;
}

/**
 * Returns the rule of the customer's own gaps: at risk when a silence is longer than 80 % of them, lost when it is longer than all.
 *
 * A share p of n gaps is the nearest rank: the shortest gap that at least p n of them do not exceed. Each silence is judged by the gaps
 * before it. Who has fewer than `minGaps` is judged by the same shares of all gaps of all customers, of which the longest is
 * long: with the default few such customers are ever lost.
 *
 * @param options - The shares; see {@link OwnGapShareOptions}.
 * @returns A rule for {@link lifecycle}, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `MISSING_OPTION` or `NOT_INCREASING`.
 *
 * @example
 * ```ts
 * ownGapShare(); // => { method: "ownGapShare", atRisk: 0.8, lapsed: null, lost: 1, minGaps: 1 }
 * ```
 * @see {@link clutch3} for who publishes it
 * @since 0.1.0
 */
export function ownGapShare(options: OwnGapShareOptions = {}): OwnGapShareRule {
  return ruleOf("ownGapShare", options);
}
