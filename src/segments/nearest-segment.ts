import type { Shape } from "./segment-map.js";

/** No segment, where a table of segments must hold a number. */
export const NONE = -1;

/** For every cell the nearest segment, or NONE where no cell has one, and how far it is. */
export interface NearestSegments {
  readonly segment: Int16Array;
  readonly distance: Uint16Array;
}

const FAR = 0xffff;

/**
 * Finds the nearest segment of every cell, the distance being the sum of the differences of the scores.
 *
 * Segments spread from their cells, one step at a time: a cell takes the segment that most of its neighbours nearer to a
 * segment have, the first of the map where they are even. One pass over the cells.
 */
export function nearestSegments(shape: Shape, owner: Int16Array): NearestSegments {
  const segment = owner.slice();
  const distance = new Uint16Array(owner.length);
  const queue: number[] = [];
  owner.forEach((s, cell) => {
    if (s === NONE) distance[cell] = FAR;
    else queue.push(cell);
  });
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head];
    const neighbours = neighboursOf(shape, cell);
    const nearer = neighbours.filter((next) => distance[next] < distance[cell]);
    if (nearer.length > 0) segment[cell] = mostFrequent(nearer.map((next) => segment[next]));
    for (const next of neighbours) {
      if (distance[next] !== FAR) continue;
      distance[next] = distance[cell] + 1;
      queue.push(next);
    }
  }
  return { segment, distance };
}

/** The cells one step away in one score. */
function neighboursOf(shape: Shape, cell: number): number[] {
  const neighbours: number[] = [];
  let stride = 1;
  for (const bins of [shape[2], shape[1], shape[0]]) {
    const score = Math.floor(cell / stride) % bins;
    if (score > 0) neighbours.push(cell - stride);
    if (score < bins - 1) neighbours.push(cell + stride);
    stride *= bins;
  }
  return neighbours;
}

/** The most frequent of a few numbers, the lowest of those that are even. */
function mostFrequent(values: readonly number[]): number {
  let best = values[0];
  let most = 0;
  for (const value of values) {
    const count = values.filter((other) => other === value).length;
    if (count > most || (count === most && value < best)) {
      best = value;
      most = count;
    }
  }
  return best;
}
