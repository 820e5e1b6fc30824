import { MOST_BINS } from "../binning/bin-spec.js";
import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import { cellCount } from "./cell.js";
import type { DefineSegmentsOptions, SegmentDefinition } from "./segment-definition.js";
import type { Shape, Texts } from "./segment-map.js";

/** The most segments of a map: 255 is left for "no segment". */
export const MOST_SEGMENTS = 254;

/** A definition whose form is right; its cells are not looked at yet. */
export interface CheckedDefinition<Id extends string = string> {
  readonly id: string;
  readonly shape: Shape;
  readonly match: "strict" | "first";
  /** All segments, the one for the rest included. */
  readonly segments: readonly SegmentDefinition<Id>[];
  /** The position of the segment for the rest, or -1. */
  readonly rest: number;
}

/** Refuses a definition that is malformed, whatever its cells. */
export function checkDefinition<Id extends string>(
  where: string,
  segments: readonly SegmentDefinition<Id>[],
  options: DefineSegmentsOptions<Id>,
): CheckedDefinition<Id> {
  checkOptions(where, options, ["id", "shape", "match", "otherwise"]);
  const { id = "custom", shape = [5, 5, 5], match = "strict", otherwise } = options;
  checkText(where, "options.id", id);
  if (otherwise !== undefined) checkText(where, "options.otherwise", otherwise);
  const all = withRest(where, segments, otherwise);
  return {
    id,
    shape: checkShape(where, shape, all.length),
    match: checkOneOf(where, "options.match", match, ["strict", "first"]),
    segments: all,
    rest: otherwise === undefined ? -1 : all.findIndex((segment) => segment.id === otherwise),
  };
}

// Every segment is asked for every cell: beyond this a small file could keep a process busy for minutes.
const MOST_ANSWERS = 10_000_000;

/** A shape of three counts of bins, not too large for so many segments. */
function checkShape(where: string, shape: unknown, segments: number): Shape {
  if (!Array.isArray(shape) || shape.length !== 3) {
    throw optionError("WRONG_TYPE", where, "options.shape", "be three numbers of bins, such as [5, 5, 5]", shape);
  }
  for (const [d, bins] of shape.entries()) checkInteger(where, `options.shape[${d}]`, bins, 2, MOST_BINS);
  const answers = cellCount(shape as unknown as Shape) * segments;
  if (answers <= MOST_ANSWERS) return shape as unknown as Shape;
  const requirement = `have at most ${Math.floor(MOST_ANSWERS / segments)} cells for ${segments} segments`;
  throw optionError("OUT_OF_RANGE", where, "options.shape", requirement, shape.join(" x "));
}

/** The segments after checking each, and one more for the rest where none of them is named for it. */
function withRest<Id extends string>(
  where: string,
  segments: readonly SegmentDefinition<Id>[],
  otherwise: Id | undefined,
): readonly SegmentDefinition<Id>[] {
  if (!Array.isArray(segments) || segments.length === 0 || segments.length > MOST_SEGMENTS) {
    throw optionError("OUT_OF_RANGE", where, "segments", `be an array of 1 to ${MOST_SEGMENTS} segments`, segments);
  }
  const seen = new Map<string, number>();
  segments.forEach((segment: SegmentDefinition<Id>, i) => {
    checkSegment(where, `segments[${i}]`, segment, otherwise);
    const before = seen.get(segment.id);
    if (before !== undefined)
      throw optionError("DUPLICATE", where, `segments[${i}].id`, `differ from that of segments[${before}]`, segment.id);
    seen.set(segment.id, i);
  });
  if (otherwise === undefined || seen.has(otherwise)) return segments;
  if (segments.length < MOST_SEGMENTS) return [...segments, { id: otherwise }];
  throw optionError(
    "OUT_OF_RANGE",
    where,
    "options.otherwise",
    `be one of the segments, which are ${MOST_SEGMENTS} already`,
    otherwise,
  );
}

function checkSegment(where: string, path: string, segment: SegmentDefinition, otherwise: unknown): void {
  checkOptions(where, segment, ["id", "cells", "boxes", "where", "group", "names", "actions"], path);
  checkText(where, `${path}.id`, segment.id);
  if (segment.group !== undefined) checkText(where, `${path}.group`, segment.group);
  for (const field of ["names", "actions"] as const) {
    if (segment[field] !== undefined && !isTexts(segment[field]))
      throw optionError("WRONG_TYPE", where, `${path}.${field}`, "be texts by language", segment[field]);
  }
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
}

function checkText(where: string, path: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw optionError("WRONG_TYPE", where, path, "be text", value);
}

/** Whether a value is an object of texts, by language. */
export function isTexts(value: unknown): value is Texts {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string")
  );
}
