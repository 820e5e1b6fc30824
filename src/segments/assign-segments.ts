import type { Scores } from "../binning/apply-bins.js";
import { optionError } from "../errors.js";
import { checkSegmentMap } from "./check-segment-map.js";
import type { SegmentMap } from "./segment-map.js";
import { segmentTable } from "./segment-table.js";

/**
 * Returns each customer's segment as its position in `map.segments`.
 *
 * One table look-up per customer: O(n). No customers give an empty array.
 *
 * @param scores - The scores, within the shape of the map.
 * @param map - The segment map.
 * @returns One position per customer.
 * @throws {@link RfmError} `BAD_MODEL` if it is no map, `LENGTH_MISMATCH` if the scores differ in length, `OUT_OF_RANGE` for a
 * score outside the map's shape.
 *
 * @example
 * ```ts
 * const scores = { r: Uint8Array.of(5, 1), f: Uint8Array.of(5, 1), m: Uint8Array.of(5, 1) };
 * [...assignSegments(scores, connectif11)].map((s) => connectif11.segments[s].id); // => ["champions", "lost"]
 * ```
 * @since 0.1.0
 */
export function assignSegments(scores: Scores, map: SegmentMap): Uint8Array {
  const where = "assignSegments";
  checkSegmentMap(where, "map", map);
  for (const [d, letter] of (["r", "f", "m"] as const).entries()) checkScores(where, scores, letter, map.shape[d]);
  return segmentsOf(scores, map);
}

function checkScores(where: string, scores: Scores, letter: "r" | "f" | "m", bins: number): void {
  const path = `scores.${letter}`;
  const column: unknown = scores?.[letter];
  if (!(column instanceof Uint8Array)) throw optionError("WRONG_TYPE", where, path, "be a Uint8Array", column);
  const { length } = scores.r;
  if (column.length !== length) {
    throw optionError("LENGTH_MISMATCH", where, path, `have the length of scores.r, ${length}`, column.length);
  }
  const bad = column.findIndex((score) => score < 1 || score > bins);
  if (bad >= 0) throw optionError("OUT_OF_RANGE", where, `${path}[${bad}]`, `be from 1 to ${bins}`, column[bad]);
}

/** The same for scores and a map that are checked already. */
export function segmentsOf({ r, f, m }: Scores, map: SegmentMap): Uint8Array {
  const table = segmentTable(map);
  const segments = new Uint8Array(r.length);
  const [, fBins, mBins] = map.shape;
  // The index of a cell, without a call: the scores count from 1.
  const first = (fBins + 1) * mBins + 1;
  for (let i = 0; i < segments.length; i++) {
    // Unlike a product, `imul` is not checked for being too large: 0.6 ms a million in place of 1.
    segments[i] = table[Math.imul(Math.imul(r[i], fBins) + f[i], mBins) + m[i] - first];
  }
  return segments;
}
