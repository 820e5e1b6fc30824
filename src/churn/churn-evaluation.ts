import type { Warning } from "../input/ledger.js";
import type { ChurnModelName } from "./churn-model.js";
import type { ScoreMetrics } from "./metrics/score-metrics.js";

/**
 * How well a model of buying foretold the number of orders (distinct purchase days) within the horizon.
 *
 * @since 0.1.0
 */
export interface OrderForecast {
  /** The sum of the expected ones. */
  readonly expected: number;
  /** How many there were. */
  readonly actual: number;
  /** The mean of the absolute differences per customer; `null` without customers. */
  readonly meanAbsoluteError: number | null;
}

/**
 * One model as the holdout found it.
 *
 * @since 0.1.0
 */
export interface ChurnCandidate {
  /** Which model. */
  readonly name: ChurnModelName;
  /** Its risks against what happened: discrimination, calibration, lift. The event is no purchase within the horizon. */
  readonly metrics: ScoreMetrics;
  /** Its orders against what happened; `null` where it is no model of buying. */
  readonly orders: OrderForecast | null;
  /** What a user should know of its fit. */
  readonly warnings: readonly Warning[];
}

/**
 * What {@link evaluateChurn} returns: plain JSON. Days are ISO text, `null` where there is no purchase at all.
 *
 * @since 0.1.0
 */
export interface ChurnEvaluation {
  /** Always `"rfm-kit/churn-evaluation"`. */
  readonly kind: "rfm-kit/churn-evaluation";
  /** The horizon in days. */
  readonly horizonDays: number;
  /** The day on which the candidates foretold: they know nothing after it. */
  readonly cutoff: string | null;
  /** The last day of what they foretold. */
  readonly until: string | null;
  /** The day at which those learnt that learn from what became of customers: a horizon before the cut-off. */
  readonly trainedAt: string | null;
  /** Customers with a purchase by the cut-off. */
  readonly customers: number;
  /** How many of them had no purchase within the horizon. */
  readonly lost: number;
  /** Their share; `null` without customers. */
  readonly baseRate: number | null;
  /** The candidates by log loss, the best first, ties as {@link ChurnModelName} lists them; last those that had nobody to learn from. */
  readonly candidates: readonly ChurnCandidate[];
  /** The first of them; `null` without customers. */
  readonly winner: ChurnModelName | null;
  /** Where the data at the cut-off are fewer than a model of churn needs, and where events or profiles have no part in the winner. */
  readonly warnings: readonly Warning[];
}
