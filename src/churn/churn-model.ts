import type { BuyingModel } from "../buying/buying-model.js";
import type { ProfileType } from "../input/profiles/profiles.js";
import type { GammaGammaModel } from "../value/gamma-gamma-model.js";
import type { LogisticModel } from "./logistic/logistic-model.js";

/**
 * The models of churn by name. Models of buying: `"mbg-nbd"`, `"bg-nbd"`, `"pareto-nbd"`, `"nbd"`. A regression: `"logistic"`. The
 * gaps of all customers: `"survival"`, `"pooled-percentile"`. Rules of thumb, turned into the rate at which it came true: `"recency"`,
 * `"recency-over-cycle"`, `"recency-over-shrunk-cycle"`, `"hiatus"`.
 *
 * @since 0.1.0
 */
export type ChurnModelName =
  | "mbg-nbd"
  | "bg-nbd"
  | "pareto-nbd"
  | "nbd"
  | "logistic"
  | "survival"
  | "pooled-percentile"
  | SilenceScore;

/**
 * A number that rises with the silence of a customer and is no probability yet. `"recency"`: days since the last purchase.
 * `"recency-over-cycle"`: these over the mean of the own gaps, of all gaps for a customer with one purchase.
 * `"recency-over-shrunk-cycle"`: the same with the own mean drawn to that of all, which counts for 3 gaps. `"hiatus"`: 1 for a silence
 * longer than the horizon, else 0.
 *
 * @since 0.1.0
 */
export type SilenceScore = "recency" | "recency-over-cycle" | "recency-over-shrunk-cycle" | "hiatus";

/**
 * The risk is the model of buying's own probability of no purchase within the horizon.
 *
 * @since 0.1.0
 */
export interface BuyingRisk {
  /** Always `"buying"`. */
  readonly by: "buying";
}

/**
 * The risk is that of a silence of so many days: `1 - R(N, H)` of {@link gapSurvival}, or the share of gaps that are no longer.
 *
 * @since 0.1.0
 */
export interface SilenceCurveRisk {
  /** `"survival"`: the risk is S(N + H) / S(N). `"percentile"`: it is the share at N itself. */
  readonly by: "survival" | "percentile";
  /** Days on which the curve changes, ascending. */
  readonly days: readonly number[];
  /** Its value from each of these days on; before the first it is 1 for survival, 0 for the percentile. */
  readonly values: readonly number[];
  /**
   * The last day that the curve says something of. The longest silence that it can tell of is a horizon before; longer ones have its
   * risk, which their reasons say. Where this is below a horizon, risks are the highest possible.
   */
  readonly until: number;
}

/**
 * The risk is the share of customers with such a score who did not come back, at an earlier cut-off.
 *
 * @since 0.1.0
 */
export interface CalibratedRisk {
  /** Always `"score"`. */
  readonly by: "score";
  /** Which score. */
  readonly score: SilenceScore;
  /** The cut-off at which the rates were counted, as ISO text; `null` without any purchase. */
  readonly trainedAt: string | null;
  /** How many customers were counted. */
  readonly customers: number;
  /** The mean gap of all customers by then, in days; 1 where there was none. */
  readonly meanGap: number;
  /** The score from which the next group begins, ascending; one fewer than rates. */
  readonly edges: readonly number[];
  /** The rate of each group, ascending. */
  readonly rates: readonly number[];
}

/**
 * The risk is that of a logistic regression on what was known at an earlier cut-off.
 *
 * @since 0.1.0
 */
export interface LogisticRisk {
  /** Always `"logistic"`. */
  readonly by: "logistic";
  /** The cut-off at which it was trained, as ISO text; `null` without any purchase. */
  readonly trainedAt: string | null;
  /** Event types whose events are counted. */
  readonly eventTypes: readonly string[];
  /** Fields of profiles that are used. */
  readonly profileFields: readonly ChurnProfileField[];
  /** The regression. */
  readonly regression: LogisticModel;
}

/**
 * A field of profiles as a feature.
 *
 * @since 0.1.0
 */
export interface ChurnProfileField {
  /** The field's name. */
  readonly name: string;
  /** What it holds. */
  readonly type: ProfileType;
  /** Of text, the most frequent values, each a feature of 0 or 1; none for other types. */
  readonly values: readonly string[];
}

/**
 * A fitted model of churn as plain JSON: parameters, never data. Of a few kilobytes, and up to 20 with the curve of gaps.
 *
 * @since 0.1.0
 */
export interface ChurnModel {
  /** Always `"rfm-kit/churn"`. */
  readonly kind: "rfm-kit/churn";
  /** The version of this form. */
  readonly version: 1;
  /** Which model. */
  readonly name: ChurnModelName;
  /** The horizon in days that it was fitted for. Models of buying and `"survival"` answer for others too. */
  readonly horizonDays: number;
  /** The last day of the data that it was fitted to, as ISO text; `null` without any purchase. */
  readonly asOf: string | null;
  /** How the risk is computed. */
  readonly risk: BuyingRisk | SilenceCurveRisk | CalibratedRisk | LogisticRisk;
  /** The model of buying: of the risk itself, else an MBG/NBD for the expected orders alone. */
  readonly buying: BuyingModel;
  /** The model of what customers spend per purchase day. */
  readonly spend: GammaGammaModel;
}

/** All names; of candidates that do equally well the first wins. */
export const CHURN_MODELS: readonly ChurnModelName[] = /* @__PURE__ */ Object.freeze([
  "mbg-nbd",
  "bg-nbd",
  "pareto-nbd",
  "nbd",
  "logistic",
  "survival",
  "pooled-percentile",
  "recency",
  "recency-over-cycle",
  "recency-over-shrunk-cycle",
  "hiatus",
]);

export const SILENCE_SCORES: readonly SilenceScore[] = [
  "recency",
  "recency-over-cycle",
  "recency-over-shrunk-cycle",
  "hiatus",
];
