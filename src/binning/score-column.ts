import type { DimensionBins } from "./bin-model.js";
import { cutsOf } from "./edge.js";
import type { IntegerColumn } from "./order-statistics.js";

/** What scoring needs to know of a dimension. */
type Scale = Pick<DimensionBins, "bins" | "best" | "closed" | "edges">;

/** The scores of a column: one comparison of integers per edge, no branch that depends on the data. */
export function scoreColumn(values: IntegerColumn, bins: Scale): Uint8Array {
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

/** The same where the edges depend on the parent cell of the customer. */
export function scoreWithin(
  values: IntegerColumn,
  bins: Scale & Required<Pick<DimensionBins, "within">>,
  parents: Uint32Array,
): Uint8Array {
  const cutsBy = bins.within.map((group) => cutsOf(group?.edges ?? bins.edges, bins.closed));
  const start = bins.best === "high" ? 1 : bins.bins;
  const step = bins.best === "high" ? 1 : -1;
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const cuts = cutsBy[parents[i]];
    let above = 0;
    for (let j = 0; j < cuts.length; j++) above += values[i] > cuts[j] ? 1 : 0;
    scores[i] = start + step * above;
  }
  return scores;
}
