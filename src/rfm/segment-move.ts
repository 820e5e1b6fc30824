/**
 * What became of one customer between two segments: in the same one, in one of a better, a worse or an equal rank, or not there before.
 *
 * @since 0.1.0
 */
export type SegmentMove = "gained" | "stayed" | "improved" | "worsened" | "sideways";

/** The move between the positions of two segments, by the level of each in a rank, of which 0 is the best. */
export function moveBetween(
  levels: Uint8Array,
  from: number,
  to: number,
): "stayed" | "improved" | "worsened" | "sideways" {
  if (from === to) return "stayed";
  if (levels[to] === levels[from]) return "sideways";
  return levels[to] < levels[from] ? "improved" : "worsened";
}
