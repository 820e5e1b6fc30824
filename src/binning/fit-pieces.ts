import { optionError, RfmError } from "../errors.js";
import { ExactSum } from "../math/exact-sum.js";
import type { BinModel, DimensionBins } from "./bin-model.js";
import { type BinSpec, DIMENSIONS, type Dimension } from "./bin-spec.js";
import { positionsFor, scaleBy } from "./fit-dimension.js";
import type { IntegerColumn } from "./order-statistics.js";
import { scoreColumn, sizesOf } from "./score-column.js";
import { Selection } from "./selection.js";
import { spanOf } from "./survey-column.js";

/** Recency, frequency and monetary of some of the customers. */
export type Piece = readonly [recency: IntegerColumn, frequency: IntegerColumn, monetary: IntegerColumn];

/**
 * Fits bins to columns that come in pieces, which are gone through several times: for the extremes, for the values at the positions
 * where the methods look, and for the sizes of the bins. The bins are those of the whole columns, to the bit.
 */
export function fitPieces(
  where: string,
  pieces: Iterable<Piece>,
  scales: readonly number[],
  specs: readonly BinSpec[],
): BinModel {
  const extremes = DIMENSIONS.map(() => new Extremes());
  for (const piece of pieces) for (const [d, values] of piece.entries()) extremes[d].add(values, specs[d]);
  const { size } = extremes[0];
  const statistics = selectFrom(where, pieces, extremes, specs);
  const scaled = extremes.map((column, d) => {
    const facts = { size, low: column.low, high: column.high, statistic: statistics[d], sum: () => column.sum.exact };
    return scaleBy(DIMENSIONS[d], facts, scales[d], specs[d], () => refuseMethod(where, DIMENSIONS[d], specs[d]));
  });
  const sizes = specs.map(({ bins }) => new Array<number>(bins).fill(0));
  eachPiece(where, pieces, extremes, (values, d) => {
    const own = sizesOf(scoreColumn(values, scaled[d]), specs[d].bins);
    for (const [s, size] of own.entries()) sizes[d][s] += size;
  });
  const [recency, frequency, monetary] = scaled.map((bins, d): DimensionBins => ({ ...bins, sizes: sizes[d] }));
  return { kind: "rfm-kit/bins", version: 1, customers: size, recency, frequency, monetary };
}

/** What one pass finds in a column. */
class Extremes {
  size = 0;
  low: number = Number.POSITIVE_INFINITY;
  high: number = Number.NEGATIVE_INFINITY;
  readonly sum: ExactSum = new ExactSum();
  /** The sum of the values as doubles, by which they are known again. */
  nearSum = 0;

  add(values: IntegerColumn, { method }: BinSpec): void {
    if (values.length === 0) return;
    this.nearSum = addTo(this.nearSum, values);
    const { low, high } = spanOf(values);
    this.low = Math.min(this.low, low);
    this.high = Math.max(this.high, high);
    this.size += values.length;
    // An exact sum takes twice the time of the extremes, and one method asks for it.
    if (method === "meanSplit") for (let i = 0; i < values.length; i++) this.sum.add(values[i]);
  }
}

/** The values at the positions of each column where its method looks. */
function selectFrom(
  where: string,
  pieces: Iterable<Piece>,
  extremes: readonly Extremes[],
  specs: readonly BinSpec[],
): ((position: number) => number)[] {
  const selections = extremes.map(
    ({ low, high, size }, d) => new Selection(low, high, size, positionsFor(specs[d], size)),
  );
  while (selections.some(({ isDone }) => !isDone)) {
    eachPiece(where, pieces, extremes, (values, d) => selections[d].count(values));
    for (const selection of selections) selection.narrow();
  }
  return selections.map((selection) => (position) => selection.at(position));
}

/** Goes through all pieces once more, and through the three columns of each, which must be what they were. */
function eachPiece(
  where: string,
  pieces: Iterable<Piece>,
  extremes: readonly Extremes[],
  take: (values: IntegerColumn, d: number) => void,
): void {
  let seen = 0;
  const sums = extremes.map(() => 0);
  for (const piece of pieces) {
    for (const [d, values] of piece.entries()) {
      take(values, d);
      sums[d] = addTo(sums[d], values);
    }
    seen += piece[0].length;
  }
  const { size } = extremes[0];
  // Sums of doubles, rounded alike in the same order: equal ones are no proof, and all that a pass can tell without keeping anything.
  if (seen === size && sums.every((sum, d) => Object.is(sum, extremes[d].nearSum))) return;
  const requirement = `give the same ${size} customers with the same values each time they are gone through`;
  throw optionError("LENGTH_MISMATCH", where, "tables", requirement, seen === size ? "other values" : seen);
}

function addTo(sum: number, values: IntegerColumn): number {
  let added = sum;
  for (let i = 0; i < values.length; i++) added += values[i];
  return added;
}

function refuseMethod(where: string, dimension: Dimension, { method }: BinSpec): never {
  throw new RfmError(
    "CONFLICTING_OPTIONS",
    `${where}: options.bins.${dimension} must not be ${method}, which looks at all customers at once: choose quantiles, thresholds, equalWidth, meanSplit or medianSplit, or use rfm() on one table of all customers`,
    { path: `options.bins.${dimension}`, received: method },
  );
}
