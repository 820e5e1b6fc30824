import { checkOptions } from "../checks/check-options.js";
import { isRfmError, optionError, RfmError } from "../errors.js";
import type { DimensionBins } from "./bin-model.js";
import type { BinSpec, Dimension } from "./bin-spec.js";
import { type ColumnFacts, factsOf } from "./column-facts.js";
import { cumeDist, cumeDistRule } from "./cume-dist.js";
import { custom, customEdges } from "./custom.js";
import type { Edge } from "./edge.js";
import { equalWidth, equalWidthEdges } from "./equal-width.js";
import { meanEdges, meanSplit } from "./mean-split.js";
import { medianSplit } from "./median-split.js";
import { naturalBreakEdges, naturalBreaks } from "./natural-breaks.js";
import { ntile, ntileRule, ntileScores } from "./ntile.js";
import type { IntegerColumn } from "./order-statistics.js";
import { pandas, pandasEdges } from "./pandas.js";
import { percentRank, percentRankRule } from "./percent-rank.js";
import { quantileEdges, quantilePositions, quantiles } from "./quantiles.js";
import { rRfm, rRfmEdges } from "./r-rfm.js";
import { type ScoredColumn, scoreAndCount, sizesOf } from "./score-column.js";
import { spss, spssRule } from "./spss.js";
import { type CompareRows, rankEdges } from "./step-edges.js";
import { surveyColumn } from "./survey-column.js";
import { thresholdEdges, thresholds } from "./thresholds.js";

/** Bins fitted to a column, and the column's scores. */
export interface FittedDimension {
  readonly bins: DimensionBins;
  readonly scores: Uint8Array;
}

/** Fits one dimension: edges by its method, then scores and sizes by the edges. `compare` orders equal rows, for `ntile`. */
export function fitDimension(
  dimension: Dimension,
  values: IntegerColumn,
  scale: number,
  spec: BinSpec,
  compare: CompareRows | null,
): FittedDimension {
  const survey = surveyColumn(values);
  const facts = factsOf(values, survey, positionsFor(spec, values.length));
  const unsized = scaleBy(dimension, facts, scale, spec, () => values);
  const { scores, sizes } =
    spec.method === "ntile"
      ? splitScores(values, spec.bins, unsized.best, compare)
      : scoreAndCount(values, unsized, survey);
  return { bins: { ...unsized, sizes }, scores };
}

/** A fitted dimension without the sizes of its bins. `values` is called for the methods that look at all values together. */
export function scaleBy(
  dimension: Dimension,
  facts: ColumnFacts,
  scale: number,
  spec: BinSpec,
  values: () => IntegerColumn,
): Omit<DimensionBins, "sizes"> {
  const isEmpty = facts.size === 0;
  const best = dimension === "recency" ? "low" : "high";
  return {
    method: spec.method,
    bins: spec.bins,
    best,
    closed: closedOf(spec, best),
    scale,
    edges: isEmpty && spec.method !== "thresholds" ? [] : edgesBy(spec, facts, values, scale, best),
    min: isEmpty ? null : facts.low,
    max: isEmpty ? null : facts.high,
  };
}

function edgesBy(
  spec: BinSpec,
  facts: ColumnFacts,
  values: () => IntegerColumn,
  scale: number,
  best: "low" | "high",
): Edge[] {
  switch (spec.method) {
    case "quantiles":
      return quantileEdges(facts, spec.bins, spec.type);
    case "thresholds":
      return thresholdEdges(spec.edges, scale);
    case "custom":
      return customEdges(values(), spec, scale);
    case "rRfm":
      return rRfmEdges(facts, spec.bins, scale);
    case "pandas":
      return pandasEdges(facts, spec.bins, best);
    case "equalWidth":
      return equalWidthEdges(facts, spec.bins);
    case "naturalBreaks":
      return naturalBreakEdges(values(), spec.bins, best);
    case "meanSplit":
      return meanEdges(facts);
    case "medianSplit":
      return quantileEdges(facts, 2);
    case "spss":
      return rankEdges(values(), spec.bins, best, spssRule);
    case "percentRank":
      return rankEdges(values(), spec.bins, best, percentRankRule);
    case "cumeDist":
      return rankEdges(values(), spec.bins, best, cumeDistRule);
    case "ntile":
      return rankEdges(values(), spec.bins, best, ntileRule);
  }
}

/** The 0-based positions of the sorted column at which a method looks. */
export function positionsFor(spec: BinSpec, size: number): number[] {
  if (size === 0) return [];
  switch (spec.method) {
    case "quantiles":
      return quantilePositions(size, spec.bins, spec.type);
    case "rRfm":
    case "pandas":
      return quantilePositions(size, spec.bins);
    case "medianSplit":
      return quantilePositions(size, 2);
    default:
      return [];
  }
}

function closedOf(spec: BinSpec, best: "low" | "high"): "right" | "left" {
  if (spec.method === "thresholds") return spec.closed;
  if (spec.method === "rRfm") return "left";
  // A value on the cut is high: at least the mean, or for recency at most.
  const isSplit = spec.method === "meanSplit" || spec.method === "medianSplit";
  return isSplit && best === "high" ? "left" : "right";
}

function splitScores(
  values: IntegerColumn,
  bins: number,
  best: "low" | "high",
  compare: CompareRows | null,
): ScoredColumn {
  if (compare !== null) {
    const scores = ntileScores(values, bins, best, compare);
    return { scores, sizes: sizesOf(scores, bins) };
  }
  throw optionError(
    "MISSING_COLUMN",
    "fitBins",
    "columns.customer",
    "be given for ntile, which splits ties by it",
    undefined,
  );
}

const RULES = {
  spss,
  percentRank,
  cumeDist,
  pandas,
  rRfm,
  ntile,
  equalWidth,
  naturalBreaks,
  meanSplit,
  medianSplit,
} as const;

/** Checks a specification that may have been written by hand or read from JSON, by making it anew. */
export function checkSpec(where: string, path: string, spec: BinSpec): BinSpec {
  const { method, type, edges, closed } = (spec ?? {}) as unknown as { readonly [key: string]: never };
  if (typeof method !== "string" || !(Object.hasOwn(OWN_KEYS, method) || Object.hasOwn(RULES, method))) {
    const known = [...Object.keys(OWN_KEYS), ...Object.keys(RULES)].join(", ");
    throw optionError("UNKNOWN_NAME", where, `${path}.method`, `be one of ${known}`, method);
  }
  checkOptions(where, spec, ["method", "bins", ...(OWN_KEYS[method] ?? [])], path);
  const made = madeHere(where, path, spec, { type, edges, closed });
  // Thresholds and splits have the number of bins that they have: another one is a mistake.
  if (spec.bins === undefined || spec.bins === made.bins) return made;
  throw optionError("OUT_OF_RANGE", where, `${path}.bins`, `be ${made.bins} for ${method}, or be left out`, spec.bins);
}

/** The keys of a specification besides its method and number of bins. */
const OWN_KEYS: { readonly [method: string]: readonly string[] } = {
  quantiles: ["type"],
  thresholds: ["edges", "closed"],
  custom: ["edges"],
};

/** What is wrong is said of the place where the specification stands, not of the function that would make it. */
function madeHere(where: string, path: string, spec: BinSpec, options: { readonly [key: string]: never }): BinSpec {
  try {
    return madeBy(spec, options);
  } catch (error) {
    if (!isRfmError(error)) throw error;
    const { path: inner = "", ...rest } = error.details;
    const at = `${path}.${inner.replace(/^options\./, "")}`;
    const message = error.message.replace(`${spec.method}: ${inner}`, () => `${where}: ${at}`);
    throw new RfmError(error.code, message, { ...rest, path: at });
  }
}

function madeBy(spec: BinSpec, { type, edges, closed }: { readonly [key: string]: never }): BinSpec {
  switch (spec.method) {
    case "quantiles":
      return quantiles(spec.bins, { type });
    case "thresholds":
      return thresholds(edges, { closed });
    case "custom":
      return custom(spec.bins, edges);
    default:
      return RULES[spec.method](spec.bins);
  }
}
