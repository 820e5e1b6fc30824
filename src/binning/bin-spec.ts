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
 * How one dimension is cut into bins: what {@link quantiles}, {@link thresholds} and the other methods return. Plain JSON, but
 * for {@link custom}.
 *
 * @since 0.1.0
 */
export type BinSpec = QuantilesSpec | ThresholdsSpec | CustomSpec | RuleSpec;

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
  /** The definition of a quantile, as R numbers them. @defaultValue 7 */
  readonly type?: QuantileType;
}

/**
 * The nine definitions of a sample quantile of Hyndman and Fan (1996), as R's `quantile` numbers them.
 *
 * @since 0.1.0
 */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

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
 * Bins by a function of the caller; see {@link custom}.
 *
 * @since 0.1.0
 */
export interface CustomSpec {
  /** The method's name. */
  readonly method: "custom";
  /** How many bins, 2 to 100. */
  readonly bins: number;
  /** Gives the edges for the sorted values. */
  readonly edges: (sorted: Float64Array) => readonly number[];
}

/**
 * Bins by a rule that has no options: {@link spss}, {@link percentRank}, {@link cumeDist}, {@link pandas}, {@link rRfm},
 * {@link ntile}, {@link equalWidth}, {@link meanSplit}, {@link medianSplit} or {@link naturalBreaks}.
 *
 * @since 0.1.0
 */
export interface RuleSpec {
  /** The method's name. */
  readonly method: RuleName;
  /** How many bins, 2 to 100. */
  readonly bins: number;
}

/**
 * The names of the rules that have no options.
 *
 * @since 0.1.0
 */
export type RuleName =
  | "spss"
  | "percentRank"
  | "cumeDist"
  | "pandas"
  | "rRfm"
  | "ntile"
  | "equalWidth"
  | "meanSplit"
  | "medianSplit"
  | "naturalBreaks";

/**
 * How the dimensions are cut: one specification for all, or one for each.
 *
 * @since 0.1.0
 */
export type BinsOption = BinSpec | BinsByDimension;

/**
 * A specification for each dimension.
 *
 * @since 0.1.0
 */
export interface BinsByDimension {
  /** How recency is cut, in days. */
  readonly recency: BinSpec;
  /** How frequency is cut. */
  readonly frequency: BinSpec;
  /** How monetary is cut, in major units. */
  readonly monetary: BinSpec;
}

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

/**
 * Whether dimensions are binned inside one another: `true` means recency, then frequency inside it, then monetary inside both.
 *
 * @since 0.1.0
 */
export type Nesting = boolean | readonly [Dimension, Dimension, Dimension];

/** The order of the nesting, or `null` where the dimensions are independent. */
export function checkNesting(where: string, nested: unknown): readonly Dimension[] | null {
  if (nested === undefined || nested === false) return null;
  if (nested === true) return DIMENSIONS;
  const isOrder =
    Array.isArray(nested) && nested.length === 3 && DIMENSIONS.every((dimension) => nested.includes(dimension));
  if (!isOrder)
    throw optionError(
      "WRONG_TYPE",
      where,
      "options.nested",
      "be true, false or the three dimensions in an order",
      nested,
    );
  return Object.freeze([...nested]) as readonly Dimension[];
}
