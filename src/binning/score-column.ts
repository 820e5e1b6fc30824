import type { DimensionBins } from "./bin-model.js";
import { cutsOf } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";

/** The scores of a column: one comparison of integers per edge, no branch that depends on the data. */
export function scoreColumn(values: IntegerColumn, bins: Omit<DimensionBins, "sizes">): Uint8Array {
  const cuts = cutsOf(bins.edges, bins.closed);
  const start = bins.best === "high" ? 1 : bins.bins;
  const step = bins.best === "high" ? 1 : -1;
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let above = 0;
    for (let j = 0; j < cuts.length; j++) above += value > cuts[j] ? 1 : 0;
    scores[i] = start + step * above;
  }
  return scores;
}
