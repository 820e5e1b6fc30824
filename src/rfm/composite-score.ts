import { checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { fractionOf } from "../math/fraction-of.js";
import { cellIndex } from "../segments/cell.js";
import type { Shape } from "../segments/segment-map.js";
import type { RfmResult } from "./rfm-result.js";

/**
 * How much each score weighs; only the proportions matter.
 *
 * @since 0.1.0
 */
export interface CompositeWeights {
  /** Weight of the recency score. @defaultValue 1 */
  readonly r?: number | undefined;
  /** Weight of the frequency score. @defaultValue 1 */
  readonly f?: number | undefined;
  /** Weight of the monetary score. @defaultValue 1 */
  readonly m?: number | undefined;
}

/**
 * One number per customer, in the order of the result's rows.
 *
 * @since 0.1.0
 */
export interface CompositeScores {
  /** From 0, the lowest cell, to 100, the highest. */
  readonly score: Float64Array;
  /** Rank from 1, the best; equal scores share the rank of the first of them. */
  readonly rank: Uint32Array;
}

/**
 * Returns one weighted score per customer, and its rank.
 *
 * Each score counts by how far it is on its own scale: 100 * sum of w (s - 1) / (k - 1), divided by the sum of the weights, with k bins in
 * the dimension. Weights are taken by their decimal text and compared as fractions, so that equal scores rank equal whatever
 * the weights. An empty result gives empty columns. Cost: O(n) and one number per cell.
 *
 * @param result - The scored customers.
 * @param weights - How much each score weighs.
 * @returns Scores and ranks.
 * @throws {@link RfmError} `OUT_OF_RANGE` for a weight that is negative or not finite, or if all are 0.
 *
 * @example
 * ```ts
 * const orders = [{ c: "ann", d: "2026-01-01", a: 90 }, { c: "bob", d: "2026-02-01", a: 10 }];
 * const result = rfm(orders, { customer: "c", date: "d", amount: "a", bins: quantiles(2), segments: null });
 * const { score, rank } = compositeScore(result, { r: 3, f: 0, m: 1 });
 * [...score]; // => [25, 75]
 * [...rank]; // => [2, 1]
 * ```
 * @since 0.1.0
 */
export function compositeScore(result: RfmResult, weights: CompositeWeights = {}): CompositeScores {
  const where = "compositeScore";
  checkOptions(where, weights, ["r", "f", "m"], "weights");
  const { recency, frequency, monetary } = result.model.bins;
  const shape: Shape = [recency.bins, frequency.bins, monetary.bins];
  const cells = cellScores(shape, shares(where, weights));
  const { r, f, m } = result.columns;
  const cellOf = Uint32Array.from(r, (_, i) => cellIndex(shape, r[i], f[i], m[i]));
  const ranks = rankCells(cells, cellOf);
  return {
    score: Float64Array.from(cellOf, (cell) => 100 * (Number(cells.num[cell]) / Number(cells.den))),
    rank: Uint32Array.from(cellOf, (cell) => ranks[cell]),
  };
}

/** The weights as integers in the same proportions. */
function shares(where: string, { r = 1, f = 1, m = 1 }: CompositeWeights): readonly bigint[] {
  const exact = Object.entries({ r, f, m }).map(([name, weight]) => {
    if (typeof weight === "number" && weight >= 0 && weight <= 1e15) return fractionOf(weight);
    throw optionError("OUT_OF_RANGE", where, `weights.${name}`, "be a number from 0", weight);
  });
  // Denominators are powers of ten, so the largest is a multiple of all.
  const dens = exact.map(({ den }) => den).sort((a, b) => (a < b ? -1 : 1));
  const den = dens[dens.length - 1];
  const whole = exact.map(({ num, den: own }) => (num * den) / own);
  if (whole.every((weight) => weight === 0n)) {
    throw optionError("OUT_OF_RANGE", where, "weights", "have one above 0", "none");
  }
  return whole;
}

/** The score of every cell as a fraction of one denominator. */
interface CellScores {
  readonly num: readonly bigint[];
  readonly den: bigint;
}

function cellScores(shape: Shape, weights: readonly bigint[]): CellScores {
  const [kr, kf, km] = shape.map((bins) => BigInt(bins - 1)) as [bigint, bigint, bigint];
  const [wr, wf, wm] = [weights[0] * kf * km, weights[1] * kr * km, weights[2] * kr * kf];
  const num: bigint[] = [];
  for (let r = 0n; r <= kr; r++) {
    for (let f = 0n; f <= kf; f++) for (let m = 0n; m <= km; m++) num.push(r * wr + f * wf + m * wm);
  }
  return { num, den: (weights[0] + weights[1] + weights[2]) * kr * kf * km };
}

/** The rank of every cell that has a customer: 1 and the number of customers in better cells. */
function rankCells({ num }: CellScores, cellOf: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(num.length);
  for (let i = 0; i < cellOf.length; i++) sizes[cellOf[i]]++;
  const best = [...sizes.keys()]
    .filter((cell) => sizes[cell] > 0)
    .sort((a, b) => (num[a] > num[b] ? -1 : num[a] < num[b] ? 1 : 0));
  const ranks = new Uint32Array(num.length);
  let before = 0;
  best.forEach((cell, i) => {
    const isTied = i > 0 && num[cell] === num[best[i - 1]];
    ranks[cell] = isTied ? ranks[best[i - 1]] : before + 1;
    before += sizes[cell];
  });
  return ranks;
}
