import type { Scores } from "./apply-bins.js";
import type { CheckedColumns } from "./bin-columns.js";
import type { BinGroup, BinModel, DimensionBins } from "./bin-model.js";
import { type BinSpec, DIMENSIONS, type Dimension } from "./bin-spec.js";
import { type FittedDimension, fitDimension } from "./fit-dimension.js";
import type { IntegerColumn } from "./order-statistics.js";
import { rowsByGroup } from "./rows-by-group.js";
import type { CompareRows } from "./step-edges.js";

/** A fitted model and the scores of the customers it was fitted on. */
export interface FittedModel {
  readonly model: BinModel;
  readonly scores: Scores;
}

/** Fits all dimensions: each over all customers, or, with a nesting, each inside the bins of those before it. */
export function fitModel(
  columns: CheckedColumns,
  specs: readonly BinSpec[],
  compare: CompareRows | null,
  nesting: readonly Dimension[] | null,
): FittedModel {
  const customers = columns[0].values.length;
  const fitted = {} as { [D in Dimension]: FittedDimension };
  let parents = new Uint32Array(nesting === null ? 0 : customers);
  let groups = 1;
  for (const dimension of nesting ?? DIMENSIONS) {
    const d = DIMENSIONS.indexOf(dimension);
    const { values, scale } = columns[d];
    const whole = fitDimension(dimension, values, scale, specs[d], compare);
    fitted[dimension] =
      groups === 1 ? whole : fitWithin(dimension, values, scale, specs[d], compare, parents, groups, whole.bins);
    if (nesting === null) continue;
    const { scores, bins } = fitted[dimension];
    parents = parents.map((parent, i) => parent * bins.bins + scores[i] - 1);
    groups *= bins.bins;
  }
  const { recency, frequency, monetary } = fitted;
  return {
    model: {
      kind: "rfm-kit/bins",
      version: 1,
      customers,
      ...(nesting === null ? {} : { nesting }),
      recency: recency.bins,
      frequency: frequency.bins,
      monetary: monetary.bins,
    },
    scores: { r: recency.scores, f: frequency.scores, m: monetary.scores },
  };
}

/** Fits a dimension inside each group of its parents; `whole` keeps the edges for groups that have no customer. */
function fitWithin(
  dimension: Dimension,
  values: IntegerColumn,
  scale: number,
  spec: BinSpec,
  compare: CompareRows | null,
  parents: Uint32Array,
  groups: number,
  whole: DimensionBins,
): FittedDimension {
  const scores = new Uint8Array(values.length);
  const sizes = new Array<number>(spec.bins).fill(0);
  const { starts, rows } = rowsByGroup(parents, groups);
  const within: (BinGroup | null)[] = [];
  for (let group = 0; group < groups; group++) {
    const members = rows.subarray(starts[group], starts[group + 1]);
    if (members.length === 0) {
      within.push(null);
      continue;
    }
    const own = compare === null ? null : (a: number, b: number): number => compare(members[a], members[b]);
    const part = fitDimension(
      dimension,
      Float64Array.from(members, (row) => values[row]),
      scale,
      spec,
      own,
    );
    const { edges, sizes: partSizes, min, max } = part.bins;
    within.push({ edges, sizes: partSizes, min, max });
    for (const [s, size] of partSizes.entries()) sizes[s] += size;
    for (let i = 0; i < members.length; i++) scores[members[i]] = part.scores[i];
  }
  return { bins: { ...whole, sizes, within }, scores };
}
