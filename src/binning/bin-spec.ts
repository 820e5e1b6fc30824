import { optionError } from "../errors.js";

/**
 * The three dimensions, in the order in which cells name them.
 *
 * @since 0.1.0
 */
export type Dimension = "recency" | "frequency" | "monetary";

export const DIMENSIONS: readonly Dimension[] = ["recency", "frequency", "monetary"];

/** The most bins of one dimension. */
export const MOST_BINS = 100;

/**
 * How one dimension is cut into bins: what {@link quantiles}, {@link thresholds} and {@link rRfm} return. Plain JSON.
 *
 * @since 0.1.0
 */
export type BinSpec = QuantilesSpec | ThresholdsSpec | RRfmSpec;

/**
 * Bins by quantiles; see {@link quantiles}.
 *
 * @since 0.1.0
 */
export interface QuantilesSpec {
  /** The method's name. */
  readonly method: "quantiles";
  /** How many bins, 2 to 100. */
  readonly bins: number;
}

/**
 * Bins by fixed edges; see {@link thresholds}.
 *
 * @since 0.1.0
 */
export interface ThresholdsSpec {
  /** The method's name. */
  readonly method: "thresholds";
  /** How many bins: one more than there are edges. */
  readonly bins: number;
  /** The edges, ascending, in the units of the dimension. */
  readonly edges: readonly number[];
  /** To which bin a value on an edge belongs: the one below (`"right"`-closed bins) or the one above (`"left"`). */
  readonly closed: "right" | "left";
}

/**
 * Bins by the rule of the R package rfm; see {@link rRfm}.
 *
 * @since 0.1.0
 */
export interface RRfmSpec {
  /** The method's name. */
  readonly method: "rRfm";
  /** How many bins, 2 to 100. */
  readonly bins: number;
}

/**
 * How the dimensions are cut: one specification for all, or one for each.
 *
 * @since 0.1.0
 */
export type BinsOption =
  | BinSpec
  | { readonly recency: BinSpec; readonly frequency: BinSpec; readonly monetary: BinSpec };

/** The specification of each dimension, in order. */
export function specsOf(where: string, path: string, bins: BinsOption): readonly [BinSpec, BinSpec, BinSpec] {
  if (typeof bins !== "object" || bins === null) {
    throw optionError("WRONG_TYPE", where, path, "be quantiles(5), or { recency, frequency, monetary } of such", bins);
  }
  if ("method" in bins) return [bins, bins, bins];
  for (const key of Object.keys(bins)) {
    if (DIMENSIONS.includes(key as Dimension)) continue;
    throw optionError("UNKNOWN_OPTION", where, `${path}.${key}`, "be one of recency, frequency and monetary", key);
  }
  for (const dimension of DIMENSIONS) {
    if (typeof bins[dimension] === "object" && bins[dimension] !== null) continue;
    throw optionError(
      "MISSING_OPTION",
      where,
      `${path}.${dimension}`,
      "be given, such as quantiles(5)",
      bins[dimension],
    );
  }
  return [bins.recency, bins.frequency, bins.monetary];
}
