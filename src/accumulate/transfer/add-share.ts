import type { RowIssues } from "../../input/row-issues.js";
import type { State } from "../state.js";
import { mix } from "../sums/mix.js";
import { partOf } from "../sums/part-of.js";
import { ListedRows } from "./listed-rows.js";
import { type DivisibleColumns, partsOf, type Share } from "./share.js";

// Its rows stay in the cache of a core on their way.
const CHUNK_ROWS = 4096;

/** Adds the rows of a share of the customers to a new state. Returns the faults of the rows. */
export function addShare(state: State, columns: DivisibleColumns, share: Share): RowIssues {
  const listed = new ListedRows(state, columns);
  const rows = new Int32Array(CHUNK_ROWS + 1);
  const ids = columns.customer as Int32Array;
  for (let from = 0; from < ids.length; from += CHUNK_ROWS) {
    const count = listOwn(ids, from, Math.min(ids.length, from + CHUNK_ROWS), share, rows);
    listed.add(rows.subarray(0, count));
  }
  return listed.report();
}

/**
 * Lists the rows of a share; says how many they are. Without a branch on the data, for half of the branches would be guessed wrong:
 * every row is listed, and the next one in its place if it was not meant.
 */
function listOwn(ids: Int32Array, from: number, to: number, share: Share, rows: Int32Array): number {
  const { first, end } = partsOf(share);
  const width = end - first;
  let count = 0;
  for (let i = from; i < to; i++) {
    rows[count] = i;
    count += Number((partOf(mix(ids[i])) - first) >>> 0 < width);
  }
  return count;
}
