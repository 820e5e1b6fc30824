import { optionError, RfmError, spell } from "../errors.js";
import { indexOfCode } from "../segments/cell.js";
import type { SegmentMap, Shape } from "../segments/segment-map.js";

/**
 * Segments from the best to the worst, by which a move between two of them is better or worse. Those named together in an
 * inner array are equally good.
 *
 * @since 0.1.0
 */
export type SegmentRank<Id extends string = string> = readonly (Id | readonly Id[])[];

/** A rank with every segment in an inner array, and the position in it of each segment of the map: 0 is the best. */
export interface RankedSegments<Id extends string> {
  readonly groups: readonly (readonly Id[])[];
  readonly levels: Uint8Array;
}

/** The rank that was asked for, else that of the map's own cells. */
export function rankSegments<Id extends string>(where: string, map: SegmentMap<Id>, rank: unknown): RankedSegments<Id> {
  const groups = rank === undefined ? groupsByCells(map) : groupsOf(where, map, rank);
  const levelOf = new Map(groups.flatMap((group, level) => group.map((id) => [id, level] as const)));
  return {
    groups: Object.freeze(groups.map((group) => Object.freeze(group))),
    levels: Uint8Array.from(map.segments, ({ id }) => levelOf.get(id) as number),
  };
}

function groupsOf<Id extends string>(where: string, map: SegmentMap<Id>, rank: unknown): Id[][] {
  const path = "options.rank";
  if (!Array.isArray(rank)) throw optionError("WRONG_TYPE", where, path, "be an array of segment ids", rank);
  const known = new Set<unknown>(map.segments.map(({ id }) => id));
  const missing = new Set(known);
  const take = (at: string, id: unknown): Id => {
    if (!known.has(id)) throw optionError("UNKNOWN_NAME", where, at, `be a segment of "${map.id}"`, id);
    if (!missing.delete(id)) throw optionError("DUPLICATE", where, at, "be named once", id);
    return id as Id;
  };
  const groups = rank.map((entry: unknown, i) => {
    const at = `${path}[${i}]`;
    if (!Array.isArray(entry)) return [take(at, entry)];
    if (entry.length === 0) throw optionError("OUT_OF_RANGE", where, at, "name at least one segment", entry);
    return entry.map((id: unknown, j) => take(`${at}[${j}]`, id));
  });
  const [first] = missing;
  if (first !== undefined) {
    const message = `${where}: ${path} must name every segment of "${map.id}"; ${spell(first)} is missing`;
    throw new RfmError("MISSING_OPTION", message, { path });
  }
  return groups;
}

/**
 * Segments by the mean worth of their cells, the best first, in integers: equal fractions are equal. One without cells, which
 * a map from a file can have, is worth nothing.
 */
function groupsByCells<Id extends string>(map: SegmentMap<Id>): Id[][] {
  const ranked = map.segments.map(({ id, cells }) => {
    const sum = cells.reduce((total, code) => total + worthOf(map.shape, indexOfCode(map.shape, code)), 0);
    return { id, sum: BigInt(sum), cells: BigInt(Math.max(1, cells.length)) };
  });
  ranked.sort((a, b) => compare(b.sum * a.cells, a.sum * b.cells));
  const groups: Id[][] = [];
  ranked.forEach(({ id, sum, cells }, i) => {
    const before = ranked[i - 1];
    if (before !== undefined && before.sum * cells === sum * before.cells) groups[groups.length - 1].push(id);
    else groups.push([id]);
  });
  return groups;
}

/** `r' + (f' + m') / 2` of a cell, its scores scaled to 0..1, times what makes it an integer. */
function worthOf([rs, fs, ms]: Shape, index: number): number {
  const m = index % ms;
  const f = Math.floor(index / ms) % fs;
  const r = Math.floor(index / (ms * fs));
  return 2 * r * (fs - 1) * (ms - 1) + f * (rs - 1) * (ms - 1) + m * (rs - 1) * (fs - 1);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
