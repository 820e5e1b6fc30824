import { checkInteger, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { Ledger } from "../input/ledger.js";
import { gapColumnsOf } from "./gap-columns.js";
import { countGaps } from "./gap-counts.js";
import { type AsOfOptions, asOfDay, isoDay } from "./ledger-day.js";
import { MOST_DAYS } from "./lifecycle-rule.js";
import { firstBelow, returnAfter, survivalAt, survivalSteps } from "./survival-steps.js";

/**
 * What {@link gapSurvival} returns: the Kaplan-Meier estimate of the time to the next purchase, as a step function. Row i is the i-th
 * length, in days, of which there is any gap. The typed arrays are its own; do not write to them.
 *
 * @since 0.1.0
 */
export interface GapSurvival {
  /** The day of the analysis as ISO text; `null` where there is no purchase and none was stated. */
  readonly asOf: string | null;
  /** Gaps that ended with a purchase. */
  readonly closedGaps: number;
  /** Gaps still open on asOf: one per customer with a purchase. */
  readonly openGaps: number;
  /** The lengths in days, ascending; an open gap may have 0. */
  readonly days: Int32Array;
  /** Gaps at least so long, open or closed. */
  readonly atRisk: Uint32Array;
  /** Gaps that ended after exactly so many days. */
  readonly events: Uint32Array;
  /** Gaps that were open for exactly so many days on asOf. */
  readonly censored: Uint32Array;
  /** The estimated share of gaps that are longer. */
  readonly survival: Float64Array;
  /**
   * The estimated share of gaps longer than so many days, S(t). `null` beyond the longest gap that was seen, unless none is left by then;
   * `null` without a gap at all.
   */
  survivalAt(days: number): number | null;
  /**
   * The chance that a customer who has been silent for `silence` days buys within the next `within` days: 1 - S(silence + within) / S(silence).
   * `null` where nobody was seen for so long.
   */
  returnProbability(silence: number, within: number): number | null;
  /**
   * The shortest silence, in whole days, after which that chance is below `probability`; `null` where it is not within the days that
   * were seen. Decided exactly, by the counts.
   */
  silenceUntil(probability: number, within: number): number | null;
}

/**
 * Returns how long customers take to buy again, by the estimate of Kaplan and Meier: the gap since the last purchase, which is still open,
 * counts as what it is, a gap of at least so many days.
 *
 * With n(t) gaps of t days or more and d(t) that ended after exactly t, S(t) is the product of 1 - d/n up to t. A gap that is open for t
 * days is at risk on day t. Gaps are those between distinct purchase days, of all customers together: who buys often adds many. S is a
 * double, off by at most one unit in the last place for each of its steps and its two operations; the comparison in `silenceUntil` is exact.
 * No purchase by asOf: no rows. Cost: one sequential pass; 4 bytes per gap.
 *
 * @param ledger - The orders.
 * @param options - The day of the analysis.
 * @returns The estimate.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no ledger or an asOf that is no date; its functions `OUT_OF_RANGE`.
 *
 * @example
 * ```ts
 * const ledger = ledgerFromRows(
 *   [
 *     { c: "ann", d: "2026-01-01", a: 10 },
 *     { c: "ann", d: "2026-01-11", a: 30 },
 *     { c: "bob", d: "2026-01-06", a: 99 },
 *     { c: "cid", d: "2026-01-01", a: 99 },
 *     { c: "cid", d: "2026-01-21", a: 99 },
 *   ],
 *   { customer: "c", date: "d", amount: "a" },
 * );
 * const repurchase = gapSurvival(ledger, { asOf: "2026-01-21" });
 * [...repurchase.days]; // => [0, 10, 15, 20]
 * [...repurchase.survival]; // => [1, 0.75, 0.75, 0]
 * repurchase.returnProbability(0, 10); // => 0.25
 * repurchase.silenceUntil(0.3, 5); // => 0
 * ```
 * @see Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", Journal of the American Statistical Association 53
 * @see {@link kaplanMeier} for states of customers by it
 * @since 0.1.0
 */
export function gapSurvival(ledger: Ledger, options: AsOfOptions = {}): GapSurvival {
  const where = "gapSurvival";
  checkOptions(where, options, ["asOf"]);
  const gaps = gapColumnsOf(ledger, asOfDay(where, ledger, options.asOf));
  const steps = survivalSteps(countGaps(gaps));
  return Object.freeze<GapSurvival>({
    asOf: isoDay(gaps.asOf),
    closedGaps: gaps.gaps.length,
    openGaps: gaps.purchaseDays.reduce((count, days) => count + (days > 0 ? 1 : 0), 0),
    ...steps,
    survivalAt: (days) => survivalAt(steps, checkInteger("survivalAt", "days", days, 0, MOST_DAYS)),
    returnProbability: (silence, within) => {
      const name = "returnProbability";
      checkInteger(name, "silence", silence, 0, MOST_DAYS);
      return returnAfter(steps, silence, checkInteger(name, "within", within, 0, MOST_DAYS));
    },
    silenceUntil: (probability, within) => {
      const name = "silenceUntil";
      if (!(typeof probability === "number" && probability > 0 && probability <= 1)) {
        throw optionError("OUT_OF_RANGE", name, "probability", "be a number above 0, at most 1", probability);
      }
      return firstBelow(steps, probability, checkInteger(name, "within", within, 1, MOST_DAYS));
    },
  });
}
