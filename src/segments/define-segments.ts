import { optionError, RfmError, type RfmErrorCode } from "../errors.js";
import { cellCount, codeAt } from "./cell.js";
import { type CheckedDefinition, checkDefinition } from "./check-definition.js";
import { NONE, nearestSegments } from "./nearest-segment.js";
import type { DefineSegmentsOptions, SegmentDefinition } from "./segment-definition.js";
import type { Segment, SegmentMap, Shape } from "./segment-map.js";
import { faultsOf, type Survey, surveyCells } from "./survey-cells.js";

/**
 * Returns a segment map of your own, after proving that every cell belongs to exactly one segment.
 *
 * The map is plain JSON: boxes and predicates become lists of cells here, and are not asked again. Segment ids are literal
 * types in the results of {@link rfm}.
 *
 * @param segments - The segments, in order; at most 254.
 * @param options - Shape, matching and the segment of the rest.
 * @returns The map.
 * @throws {@link RfmError} `UNCOVERED_CELLS` with the nearest segment of each cell, `OVERLAPPING_CELLS` (strict only) or
 * `DEAD_SEGMENT` with the cells concerned; `BAD_CELL` for a code or range outside the shape; `DUPLICATE` for an id or a cell
 * named twice.
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
 * @see {@link connectif11} for the default map, {@link checkSegments} for all the faults of a map at once
 * @since 0.1.0
 */
export function defineSegments<const Id extends string, const Rest extends string = Id>(
  segments: readonly SegmentDefinition<Id>[],
  options: DefineSegmentsOptions<Rest> = {},
): SegmentMap<Id | Rest> {
  const where = "defineSegments";
  const definition = checkDefinition<Id | Rest>(where, segments, options);
  const survey = surveyCells(where, definition);
  const faults = faultsOf(definition, survey);
  if (faults.length > 0) throw errorOf(where, faults[0], definition, survey);
  return Object.freeze<SegmentMap<Id | Rest>>({
    kind: "rfm-kit/segments",
    version: 1,
    id: definition.id,
    shape: Object.freeze([...definition.shape]) as unknown as Shape,
    segments: Object.freeze(definition.segments.map((segment, s) => segmentOf(definition.shape, segment, s, survey))),
  });
}

function errorOf(where: string, fault: RfmErrorCode, definition: CheckedDefinition, survey: Survey): RfmError {
  const { shape, segments } = definition;
  const idOf = (s: number): string => segments[s].id;
  switch (fault) {
    case "OVERLAPPING_CELLS": {
      const twice = [...survey.contested].map(
        ([cell, claimants]) => `${codeAt(shape, cell)} (${claimants.map(idOf).join(", ")})`,
      );
      return new RfmError(
        fault,
        `${where}: every cell must be in one segment; ${twice.length} are in several: ${list(twice)}; options.match: "first" gives them to the first`,
        { path: "segments", received: list(twice) },
      );
    }
    case "UNCOVERED_CELLS": {
      const { segment } = nearestSegments(shape, survey.owner);
      const holes = survey.uncovered.map((cell) => codeAt(shape, cell));
      const nearest = survey.uncovered.map((cell, i) =>
        segment[cell] === NONE ? holes[i] : `${holes[i]} (nearest: ${idOf(segment[cell])})`,
      );
      return new RfmError(
        fault,
        `${where}: every cell must be in a segment; ${holes.length} of ${cellCount(shape)} are in none: ${list(nearest)}; options.otherwise names a segment for them`,
        { path: "segments", received: list(holes) },
      );
    }
    case "DEAD_SEGMENT": {
      const path = `segments[${survey.dead[0]}]`;
      return new RfmError(
        fault,
        `${where}: ${path} ("${idOf(survey.dead[0])}") must win at least one cell; it wins none, remove it or put it earlier`,
        { path },
      );
    }
    default: {
      const { code, path, requirement, received } = survey.bad[0];
      return optionError(code, where, path, requirement, received);
    }
  }
}

function segmentOf<Id extends string>(
  shape: Shape,
  { id, group, names, actions }: SegmentDefinition<Id>,
  position: number,
  { owner }: Survey,
): Segment<Id> {
  const cells: string[] = [];
  owner.forEach((segment, cell) => {
    if (segment === position) cells.push(codeAt(shape, cell));
  });
  return Object.freeze<Segment<Id>>({
    id,
    cells: Object.freeze(cells),
    ...(group === undefined ? {} : { group }),
    ...(names === undefined ? {} : { names: Object.freeze({ ...names }) }),
    ...(actions === undefined ? {} : { actions: Object.freeze({ ...actions }) }),
  });
}

function list(texts: readonly string[]): string {
  return texts.length <= 20 ? texts.join(", ") : `${texts.slice(0, 20).join(", ")} and ${texts.length - 20} more`;
}
