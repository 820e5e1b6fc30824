import type { Dimension } from "../binning/bin-spec.js";
import type { CustomerRfm } from "./customer-rfm.js";

/**
 * The languages in which {@link Explanation} speaks.
 *
 * @since 0.1.0
 */
export type ExplainLanguage = "en" | "zh-Hans";

/**
 * How far a value is from another score.
 *
 * @since 0.1.0
 */
export interface Step {
  /** The score it would get. */
  readonly score: number;
  /** The nearest value that gets it, in days, orders (or the rate) or major units of money. */
  readonly value: number;
  /** How far that is from the customer's value; always above 0. */
  readonly distance: number;
}

/**
 * Why a customer has the score of one dimension.
 *
 * @since 0.1.0
 */
export interface ScoreExplanation {
  /** The value, in days, orders (or the rate) or major units of money. */
  readonly value: number;
  /** The score. */
  readonly score: number;
  /** The highest score. */
  readonly of: number;
  /** The edge below the value; `null` in the lowest bin. */
  readonly lowerEdge: number | null;
  /** The edge above the value; `null` in the highest bin. */
  readonly upperEdge: number | null;
  /** The way to the next better score that can be reached; `null` where there is none. */
  readonly better: Step | null;
  /** The way to the next worse score that can be reached; `null` where there is none. For recency these are days without an order. */
  readonly worse: Step | null;
}

/**
 * The cell and segment that a customer would have with one other score.
 *
 * @since 0.1.0
 */
export interface Neighbour<Id extends string | null = string | null> {
  /** The dimension whose score differs. */
  readonly dimension: Dimension;
  /** Whether the score is the next better or the next worse. */
  readonly direction: "better" | "worse";
  /** The cell. */
  readonly cell: string;
  /** The segment. */
  readonly segment: Id;
}

/**
 * Why a customer has its three scores.
 *
 * @since 0.1.0
 */
export interface ScoreExplanations {
  /** Days since the last order. */
  readonly recency: ScoreExplanation;
  /** Orders or purchase days, or the rate. */
  readonly frequency: ScoreExplanation;
  /** Money in major units. */
  readonly monetary: ScoreExplanation;
}

/**
 * Why a customer is where it is, and what would move it.
 *
 * @since 0.1.0
 */
export interface Explanation<Id extends string | null = string | null> extends CustomerRfm<Id> {
  /** Each score: the value, its edges and the way to the next. */
  readonly scores: ScoreExplanations;
  /** The cells that put a customer into this segment; none where there are no segments. */
  readonly segmentCells: readonly string[];
  /** Where a change of one score would lead. */
  readonly neighbours: readonly Neighbour<Id>[];
  /** The same as one text. */
  readonly text: string;
}
