import type { Dimension } from "./bin-spec.js";
import type { Edge } from "./edge.js";

/**
 * Fitted bins: scores any customer on the scale of those it was fitted on. Plain JSON.
 *
 * @since 0.1.0
 */
export interface BinModel {
  /** Always `"rfm-kit/bins"`. */
  readonly kind: "rfm-kit/bins";
  /** The version of this form. */
  readonly version: 1;
  /** How many customers it was fitted on. */
  readonly customers: number;
  /** Which dimension is binned inside which: each inside the bins of those before it. Left out where all are independent. */
  readonly nesting?: readonly Dimension[];
  /** The bins of recency, in days; few are best. */
  readonly recency: DimensionBins;
  /** The bins of frequency. */
  readonly frequency: DimensionBins;
  /** The bins of monetary. */
  readonly monetary: DimensionBins;
}

/**
 * The fitted bins of one dimension.
 *
 * @since 0.1.0
 */
export interface DimensionBins {
  /** The method that made the edges. */
  readonly method: string;
  /** How many bins, and so the highest score. */
  readonly bins: number;
  /** Which end of the scale gets the highest score. */
  readonly best: "low" | "high";
  /** To which bin a value on an edge belongs: the lower (`"right"`-closed) or the upper (`"left"`). */
  readonly closed: "right" | "left";
  /** How many integer units make one unit of the caller: 100 for money with two decimals. */
  readonly scale: number;
  /** The edges, ascending, in integer units. None if the bins were fitted on no customer. */
  readonly edges: readonly Edge[];
  /** How many customers each score has, from score 1 upwards. */
  readonly sizes: readonly number[];
  /** The lowest value fitted on, in integer units. */
  readonly min: number | null;
  /** The highest value fitted on, in integer units. */
  readonly max: number | null;
  /**
   * In a nested dimension the bins of each parent cell, in the order of the cells' codes; `null` for a parent cell without
   * customers, to which the dimension's own `edges`, fitted on all, apply.
   */
  readonly within?: readonly (BinGroup | null)[];
}

/**
 * The fitted bins of one parent cell.
 *
 * @since 0.1.0
 */
export type BinGroup = Pick<DimensionBins, "edges" | "sizes" | "min" | "max">;
