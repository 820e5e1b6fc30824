import { compareIds } from "../../binning/compare-ids.js";
import type { CustomerId } from "../../input/ids/id-table.js";

// An int32 and a position below 2^21 fit into the 53 bits of one double.
const POSITIONS = 2 ** 21;

/** Positions sorted by their ids, ascending; in place. */
export function sortById(positions: Uint32Array, ids: readonly CustomerId[]): Uint32Array {
  if (ids.length > POSITIONS || !ids.every(isInt32)) return positions.sort((a, b) => compareIds(ids[a], ids[b]));
  const keys = Float64Array.from(positions, (position) => (ids[position] as number) * POSITIONS + position).sort();
  for (let i = 0; i < keys.length; i++) positions[i] = keys[i] - Math.floor(keys[i] / POSITIONS) * POSITIONS;
  return positions;
}

function isInt32(id: CustomerId): boolean {
  return typeof id === "number" && (id | 0) === id;
}
