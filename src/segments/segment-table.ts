import { cellCount, indexOfCode } from "./cell.js";
import type { SegmentMap } from "./segment-map.js";

/** The position in the map of every cell's segment: a byte per cell, so that assigning is one load per customer. */
export function segmentTable(map: SegmentMap): Uint8Array {
  const table = new Uint8Array(cellCount(map.shape));
  map.segments.forEach((segment, s) => {
    for (const code of segment.cells) table[indexOfCode(map.shape, code)] = s;
  });
  return table;
}
