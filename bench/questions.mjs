import { LAST_DAY } from "./data.mjs";

/** What is asked: quintile scores and the count of each segment, as of a day, over all orders or the last days only. */
export const QUESTIONS = {
  full: { asOf: LAST_DAY, window: null },
  another: { asOf: LAST_DAY - 90, window: 365 },
};

/** The segment id of each of the 125 cells, at the index `25 (r - 1) + 5 (f - 1) + (m - 1)`. */
export function segmentOfCell(map) {
  const cells = new Array(125);
  for (const { id, cells: codes } of map.segments) {
    for (const code of codes) cells[cellIndex(Number(code[0]), Number(code[1]), Number(code[2]))] = id;
  }
  return cells;
}

export const cellIndex = (r, f, m) => 25 * (r - 1) + 5 * (f - 1) + (m - 1);
