import { type CustomerId, IdTable } from "../../input/ids/id-table.js";
import { copyStanding, newStandings, type Standings } from "./standings.js";

/** Customers whom an update, or several in a row, re-measured. Never changed: earlier updates go on using it. */
export interface Layer {
  readonly size: number;
  readonly standings: Standings;
  /** The id of a row. */
  id(row: number): CustomerId;
  /** The row of an id, or -1. */
  find(id: CustomerId): number;
}

/**
 * Puts a layer on top of others, the newest first. Layers of up to twice its size are merged into it, so that there are never more
 * than a few, and a customer is copied no more often than the logarithm of the number of updates.
 */
export function withLayer(layers: readonly Layer[], layer: Layer, byText: boolean): readonly Layer[] {
  if (layer.size === 0) return layers;
  let top = layer;
  let below = 0;
  for (; below < layers.length && layers[below].size <= 2 * top.size; below++) top = merged(top, layers[below], byText);
  return [top, ...layers.slice(below)];
}

/** The customers of two layers; who is in both stands as in the newer. */
function merged(newer: Layer, older: Layer, byText: boolean): Layer {
  const ids = new IdTable(byText);
  const standings = newStandings(newer.size + older.size);
  for (let row = 0; row < newer.size; row++) copyStanding(newer.standings, row, standings, ids.intern(newer.id(row)));
  for (let row = 0; row < older.size; row++) {
    const known = ids.size;
    const at = ids.intern(older.id(row));
    if (at === known) copyStanding(older.standings, row, standings, at);
  }
  return { size: ids.size, standings, id: (row) => ids.id(row), find: (id) => ids.find(id) };
}
