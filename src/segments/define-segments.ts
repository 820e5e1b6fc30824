import { MOST_BINS } from "../binning/bin-spec.js";
import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { cellCount, codeAt } from "./cell.js";
import { claimOf } from "./claim-cells.js";
import type { SegmentDefinition } from "./segment-definition.js";
import type { Segment, SegmentMap, Shape } from "./segment-map.js";

/**
 * Options of {@link defineSegments}.
 *
 * @since 0.1.0
 */
export interface DefineSegmentsOptions<Id extends string = string> {
  /** The map's own name. @defaultValue "custom" */
  readonly id?: string;
  /** The bins that the map is made for. @defaultValue [5, 5, 5] */
  readonly shape?: Shape;
  /** `"strict"`: no cell may be claimed twice. `"first"`: the first segment that claims a cell has it. @defaultValue "strict" */
  readonly match?: "strict" | "first";
  /** The segment that gets every cell that none claims. Without it such cells are an error. */
  readonly otherwise?: Id;
}

/**
 * Returns a segment map of your own, after proving that every cell belongs to exactly one segment.
 *
 * The map is plain JSON: boxes and predicates become lists of cells here, and are not asked again. Segment ids are literal
 * types in the results of {@link rfm}.
 *
 * @param segments - The segments, in order; at most 255.
 * @param options - Shape, matching and the segment of the rest.
 * @returns The map.
 * @throws {@link RfmError} `UNCOVERED_CELLS`, `OVERLAPPING_CELLS` (strict only) or `DEAD_SEGMENT` with the cells concerned;
 * `BAD_CELL` for a code or range outside the shape; `DUPLICATE` for an id used twice.
 *
 * @example
 * ```ts
 * const map = defineSegments(
 *   [
 *     { id: "vip", cells: ["222"] },
 *     { id: "gone", boxes: [{ r: [1, 1] }] },
 *     { id: "regular", where: ({ r, fm }) => r === 2 && fm < 2 },
 *   ],
 *   { shape: [2, 2, 2] },
 * );
 * map.segments[2].cells; // => ["211", "212", "221"]
 * ```
 * @see {@link connectif11} for the default map
 * @since 0.1.0
 */
export function defineSegments<const Id extends string, const Rest extends string = Id>(
  segments: readonly SegmentDefinition<Id>[],
  options: DefineSegmentsOptions<Rest> = {},
): SegmentMap<Id | Rest> {
  const where = "defineSegments";
  checkOptions(where, options, ["id", "shape", "match", "otherwise"]);
  const shape = checkShape(where, options.shape ?? [5, 5, 5]);
  const match = checkOneOf(where, "options.match", options.match ?? "strict", ["strict", "first"]);
  const id = options.id ?? "custom";
  if (typeof id !== "string" || id === "") throw optionError("WRONG_TYPE", where, "options.id", "be text", id);
  checkDefinitions(where, segments, options.otherwise);
  const claims = segments.map((segment, i) => claimOf(where, `segments[${i}]`, shape, segment));
  const owner = settle(where, shape, segments, claims, match);
  const all: SegmentDefinition<Id | Rest>[] = [...segments];
  if (options.otherwise !== undefined) giveRest(owner, all, options.otherwise);
  checkCovered(where, shape, owner);
  return Object.freeze<SegmentMap<Id | Rest>>({
    kind: "rfm-kit/segments",
    version: 1,
    id,
    shape: Object.freeze([...shape]) as unknown as Shape,
    segments: Object.freeze(all.map((segment, i) => segmentOf(where, shape, segment, i, owner))),
  });
}

// 255 is left for "no segment".
const MOST_SEGMENTS = 255;
const NONE = -1;

/** A shape of three counts of bins. */
function checkShape(where: string, shape: unknown): Shape {
  if (!Array.isArray(shape) || shape.length !== 3) {
    throw optionError("WRONG_TYPE", where, "options.shape", "be three numbers of bins, such as [5, 5, 5]", shape);
  }
  for (const [d, bins] of shape.entries()) checkInteger(where, `options.shape[${d}]`, bins, 2, MOST_BINS);
  return shape as unknown as Shape;
}

function checkDefinitions(where: string, segments: readonly SegmentDefinition[], otherwise: unknown): void {
  if (!Array.isArray(segments) || segments.length === 0 || segments.length >= MOST_SEGMENTS) {
    throw optionError("OUT_OF_RANGE", where, "segments", `be an array of 1 to ${MOST_SEGMENTS - 1} segments`, segments);
  }
  const seen = new Map<string, number>();
  segments.forEach((segment: SegmentDefinition, i) => {
    const path = `segments[${i}]`;
    checkOptions(where, segment, ["id", "cells", "boxes", "where", "group", "names"], path);
    if (typeof segment.id !== "string" || segment.id === "")
      throw optionError("WRONG_TYPE", where, `${path}.id`, "be text", segment.id);
    const before = seen.get(segment.id);
    if (before !== undefined)
      throw optionError("DUPLICATE", where, `${path}.id`, `differ from that of segments[${before}]`, segment.id);
    seen.set(segment.id, i);
    const claims = [segment.cells, segment.boxes, segment.where].filter((claim) => claim !== undefined);
    const isRest = claims.length === 0 && segment.id === otherwise;
    if (claims.length === 1 || isRest) return;
    throw optionError(
      "MISSING_OPTION",
      where,
      path,
      "have exactly one of cells, boxes and where",
      `${claims.length} of them`,
    );
  });
}

/** The owner of every cell: the first that claims it, where strict matching allows no second. */
function settle(
  where: string,
  shape: Shape,
  segments: readonly SegmentDefinition[],
  claims: readonly Uint8Array[],
  match: "strict" | "first",
): Int16Array {
  const owner = new Int16Array(cellCount(shape)).fill(NONE);
  const twice: string[] = [];
  claims.forEach((claim, s) => {
    for (let index = 0; index < claim.length; index++) {
      if (claim[index] === 0) continue;
      if (owner[index] === NONE) owner[index] = s;
      else if (match === "strict")
        twice.push(`${codeAt(shape, index)} (${segments[owner[index]].id}, ${segments[s].id})`);
    }
  });
  if (twice.length > 0) {
    throw new RfmError(
      "OVERLAPPING_CELLS",
      `${where}: every cell must be in one segment; ${twice.length} are in two: ${list(twice)}; options.match: "first" gives them to the first`,
      { path: "segments", received: list(twice) },
    );
  }
  return owner;
}

function giveRest<Id extends string>(owner: Int16Array, all: SegmentDefinition<Id>[], otherwise: Id): void {
  let rest = all.findIndex((segment) => segment.id === otherwise);
  if (rest < 0) rest = all.push({ id: otherwise }) - 1;
  for (let index = 0; index < owner.length; index++) if (owner[index] === NONE) owner[index] = rest;
}

function checkCovered(where: string, shape: Shape, owner: Int16Array): void {
  const uncovered: string[] = [];
  owner.forEach((segment, index) => {
    if (segment === NONE) uncovered.push(codeAt(shape, index));
  });
  if (uncovered.length === 0) return;
  throw new RfmError(
    "UNCOVERED_CELLS",
    `${where}: every cell must be in a segment; ${uncovered.length} of ${owner.length} are in none: ${list(uncovered)}; options.otherwise names a segment for them`,
    { path: "segments", received: list(uncovered) },
  );
}

function segmentOf<Id extends string>(
  where: string,
  shape: Shape,
  { id, group, names }: SegmentDefinition<Id>,
  position: number,
  owner: Int16Array,
): Segment<Id> {
  const cells: string[] = [];
  owner.forEach((segment, index) => {
    if (segment === position) cells.push(codeAt(shape, index));
  });
  if (cells.length === 0) {
    throw new RfmError(
      "DEAD_SEGMENT",
      `${where}: segments[${position}] ("${id}") must win at least one cell; it wins none, remove it or put it earlier`,
      {
        path: `segments[${position}]`,
      },
    );
  }
  const frozen = Object.freeze(cells);
  return Object.freeze<Segment<Id>>({
    id,
    cells: frozen,
    ...(group === undefined ? {} : { group }),
    ...(names === undefined ? {} : { names: Object.freeze({ ...names }) }),
  });
}

function list(codes: readonly string[]): string {
  return codes.length <= 20 ? codes.join(", ") : `${codes.slice(0, 20).join(", ")} and ${codes.length - 20} more`;
}
