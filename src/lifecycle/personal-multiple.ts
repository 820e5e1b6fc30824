import type { CycleMethod } from "./cycle-columns.js";
import type { PersonalMultipleRule } from "./lifecycle-rule.js";
import { ruleOf } from "./read-rule.js";
import type { Shrinkage } from "./shrinkage.js";

/**
 * Options of {@link personalMultiple}: multiples, above 0.
 *
 * @since 0.1.0
 */
export interface PersonalMultipleOptions {
  /** How many cycles a silence must exceed for a customer to be at risk. @defaultValue 1.5 */
  readonly atRisk?: number | null | undefined;
  /** How many for lapsed. @defaultValue 2 */
  readonly lapsed?: number | null | undefined;
  /** How many for lost. @defaultValue 3 */
  readonly lost?: number | undefined;
  /**
   * Which cycle: the own mean gap drawn to that of all, the own mean or median as it is, or the mean gap of all for everyone.
   * @defaultValue "shrunk"
   */
  readonly cycle?: CycleMethod | "population" | undefined;
  /** How far the own mean is drawn; with `"shrunk"` only. See {@link purchaseCycle}. @defaultValue 3 */
  readonly shrinkage?: Shrinkage | undefined;
  /** Customers with fewer gaps have the cycle of all; with `"mean"` and `"median"` only. @defaultValue 1 */
  readonly minGaps?: number | undefined;
}

/**
 * Returns the rule of multiples of the purchase cycle: at risk beyond 1.5 cycles of silence, lapsed beyond 2, lost beyond 3.
 *
 * The cycle is that of {@link purchaseCycle}; each silence is judged by the gaps before it. Who has no gap, or fewer than `minGaps`, has
 * the mean gap of all; without any gap nobody is ever at risk. The silence from which a state begins is the multiple times the
 * cycle, computed in doubles with one division, rounded down, and one day.
 *
 * Unshrunk it is a poor judge: on the CDNOW sample silence over the own mean gap foretells worse who comes back than silence alone, for one gap
 * of two days makes a customer lost within a week. Shrinking mends a part of that.
 *
 * @param options - The multiples and the cycle; see {@link PersonalMultipleOptions}.
 * @returns A rule for {@link lifecycle}, plain JSON.
 * @throws {@link RfmError} `OUT_OF_RANGE`, `MISSING_OPTION`, `NOT_INCREASING` or `UNKNOWN_NAME`; `CONFLICTING_OPTIONS` for one that the cycle
 * does not use.
 *
 * @example
 * ```ts
 * personalMultiple().cycle; // => "shrunk"
 * personalMultiple({ atRisk: 1, lapsed: 2, lost: 3, cycle: "median" }).minGaps; // => 1
 * ```
 * @see {@link vortexIq4} and {@link nes5} for who publishes it
 * @since 0.1.0
 */
export function personalMultiple(options: PersonalMultipleOptions = {}): PersonalMultipleRule {
  return ruleOf("personalMultiple", options);
}
