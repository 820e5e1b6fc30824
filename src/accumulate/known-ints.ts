import { mix, unmix } from "./sums/mix.js";
import { positionOf } from "./sums/position-of.js";

/** The int32 ids of customers by their place. */
export interface KnownInts {
  readonly size: number;
  /** The id at a place; nothing where there is none. */
  id(place: number): number | undefined;
  /** The place of an id, or -1. */
  find(id: number): number;
}

/** Ids that ascend. */
export function knownById(ids: Int32Array): KnownInts {
  return { size: ids.length, id: (place) => ids[place], find: (id) => positionOf(ids, id) };
}

/** Ids whose mixes ascend, and are given. */
export function knownByMix(mixed: Int32Array): KnownInts {
  return {
    size: mixed.length,
    id: (place) => (place < mixed.length ? unmix(mixed[place]) : undefined),
    find: (id) => positionOf(mixed, mix(id)),
  };
}
