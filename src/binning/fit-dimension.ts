import { optionError } from "../errors.js";
import type { DimensionBins } from "./bin-model.js";
import type { BinSpec, Dimension } from "./bin-spec.js";
import type { Edge } from "./edge.js";
import { type IntegerColumn, spanOf } from "./order-statistics.js";
import { quantileEdges, quantiles } from "./quantiles.js";
import { rRfm, rRfmEdges } from "./r-rfm.js";
import { scoreColumn } from "./score-column.js";
import { thresholdEdges, thresholds } from "./thresholds.js";

/** Bins fitted to a column, and the column's scores. */
export interface FittedDimension {
  readonly bins: DimensionBins;
  readonly scores: Uint8Array;
}

/** Fits one dimension: edges by its method, then scores and sizes by the edges. */
export function fitDimension(
  dimension: Dimension,
  values: IntegerColumn,
  scale: number,
  spec: BinSpec,
): FittedDimension {
  const { low, high } = spanOf(values);
  const isEmpty = values.length === 0;
  const unsized = {
    method: spec.method,
    bins: spec.bins,
    best: dimension === "recency" ? ("low" as const) : ("high" as const),
    closed: closedOf(spec),
    scale,
    edges: isEmpty && spec.method !== "thresholds" ? [] : edgesBy(spec, values, scale),
    min: isEmpty ? null : low,
    max: isEmpty ? null : high,
  };
  const scores = scoreColumn(values, unsized);
  const sizes = new Array<number>(spec.bins).fill(0);
  for (let i = 0; i < scores.length; i++) sizes[scores[i] - 1]++;
  return { bins: { ...unsized, sizes }, scores };
}

function edgesBy(spec: BinSpec, values: IntegerColumn, scale: number): Edge[] {
  switch (spec.method) {
    case "quantiles":
      return quantileEdges(values, spec.bins);
    case "rRfm":
      return rRfmEdges(values, spec.bins, scale);
    case "thresholds":
      return thresholdEdges(spec.edges, scale);
  }
}

function closedOf(spec: BinSpec): "right" | "left" {
  if (spec.method === "thresholds") return spec.closed;
  return spec.method === "rRfm" ? "left" : "right";
}

/** Checks a specification that may have been written by hand, by making it anew. */
export function checkSpec(where: string, path: string, spec: BinSpec): BinSpec {
  switch (spec?.method) {
    case "quantiles":
      return quantiles(spec.bins);
    case "rRfm":
      return rRfm(spec.bins);
    case "thresholds":
      return thresholds(spec.edges, { closed: spec.closed });
    default:
      throw optionError(
        "UNKNOWN_NAME",
        where,
        `${path}.method`,
        'be "quantiles", "thresholds" or "rRfm"',
        (spec as { method?: unknown })?.method,
      );
  }
}
