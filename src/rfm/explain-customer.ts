import type { DimensionBins } from "../binning/bin-model.js";
import { DIMENSIONS, type Dimension } from "../binning/bin-spec.js";
import { cutsOf, edgeValue } from "../binning/edge.js";
import { cellCode, cellIndex } from "../segments/cell.js";
import type { SegmentMap, Shape } from "../segments/segment-map.js";
import { segmentTable } from "../segments/segment-table.js";
import type { CustomerRfm } from "./customer-rfm.js";
import { sentenceOf } from "./explain-sentence.js";
import type {
  ExplainLanguage,
  Explanation,
  Neighbour,
  ScoreExplanation,
  ScoreExplanations,
  Step,
} from "./explanation.js";
import type { RfmModel } from "./rfm-model.js";

/** Explains one customer by the model that scored it. */
export function explainCustomer<Id extends string | null>(
  customer: CustomerRfm<Id>,
  units: readonly [recency: number, frequency: number, monetary: number],
  model: RfmModel<Id>,
  language: ExplainLanguage,
): Explanation<Id> {
  const own = [customer.r, customer.f, customer.m];
  const scores = Object.fromEntries(
    DIMENSIONS.map((dimension, d) => [
      dimension,
      explainScore(binsFor(model, dimension, own), LOWEST[dimension], units[d], own[d]),
    ]),
  ) as unknown as ScoreExplanations;
  const map = model.segments as SegmentMap | null;
  const unspoken = {
    ...customer,
    scores,
    segmentCells: map?.segments.find(({ id }) => id === customer.segment)?.cells ?? [],
    neighbours: neighboursOf(model, scores, own),
  };
  return { ...unspoken, text: sentenceOf(unspoken, model, language) };
}

/** The lowest value that a customer with an order can have. */
const LOWEST: { readonly [D in Dimension]: number } = {
  recency: 0,
  frequency: 1,
  monetary: Number.NEGATIVE_INFINITY,
};

/** The bins that scored the customer: those of its parent cell where the dimension is nested. */
function binsFor(model: RfmModel, dimension: Dimension, scores: readonly number[]): DimensionBins {
  const { nesting } = model.bins;
  const bins = model.bins[dimension];
  if (nesting === undefined || bins.within === undefined) return bins;
  let parent = 0;
  for (const outer of nesting.slice(0, nesting.indexOf(dimension))) {
    parent = parent * model.bins[outer].bins + scores[DIMENSIONS.indexOf(outer)] - 1;
  }
  return { ...bins, ...bins.within[parent] };
}

function explainScore(bins: DimensionBins, lowest: number, unit: number, score: number): ScoreExplanation {
  const { edges, scale, best } = bins;
  const cuts = cutsOf(edges, bins.closed);
  let above = 0;
  while (above < cuts.length && unit > cuts[above]) above++;
  const up = stepTo(bins, lowest, cuts, unit, above, 1);
  const down = stepTo(bins, lowest, cuts, unit, above, -1);
  return {
    value: unit / scale,
    score,
    of: bins.bins,
    lowerEdge: above === 0 ? null : reachable(edgeValue(edges[above - 1], scale)),
    upperEdge: above === cuts.length ? null : reachable(edgeValue(edges[above], scale)),
    better: best === "high" ? up : down,
    worse: best === "high" ? down : up,
  };
}

/** The nearest value above (1) or below (-1) that lies in another bin; days and counts do not fall below 0. */
function stepTo(
  bins: DimensionBins,
  lowest: number,
  cuts: Float64Array,
  unit: number,
  above: number,
  direction: 1 | -1,
): Step | null {
  const cut = direction === 1 ? cuts[above] : cuts[above - 1];
  if (cut === undefined || Math.abs(cut) >= Number.MAX_SAFE_INTEGER) return null;
  const target = direction === 1 ? cut + 1 : cut;
  // Days are not negative, and whoever has no order is not scored.
  if (target < lowest) return null;
  let bin = 1;
  for (const other of cuts) if (target > other) bin++;
  const score = bins.best === "high" ? bin : bins.bins + 1 - bin;
  return { score, value: target / bins.scale, distance: Math.abs(target - unit) / bins.scale };
}

/** Edges out of reach are none for a reader. */
function reachable(edge: number): number | null {
  return Math.abs(edge) < 1e15 ? edge : null;
}

function neighboursOf<Id extends string | null>(
  model: RfmModel<Id>,
  scores: ScoreExplanations,
  own: readonly number[],
): Neighbour<Id>[] {
  const { recency, frequency, monetary } = model.bins;
  const shape: Shape = [recency.bins, frequency.bins, monetary.bins];
  const map = model.segments as SegmentMap | null;
  const table = map === null ? null : segmentTable(map);
  return DIMENSIONS.flatMap((dimension, d) =>
    (["better", "worse"] as const).flatMap((direction) => {
      const step = scores[dimension][direction];
      if (step === null) return [];
      const [r, f, m] = own.map((score, i) => (i === d ? step.score : score)) as [number, number, number];
      const segment = table === null ? null : (map?.segments[table[cellIndex(shape, r, f, m)]]?.id ?? null);
      return [{ dimension, direction, cell: cellCode(shape, r, f, m), segment: segment as Id }];
    }),
  );
}
