import { checkOptions } from "../checks/check-options.js";
import { optionError, spell } from "../errors.js";
import { cellCount, codeAt } from "./cell.js";
import { type CheckedDefinition, checkDefinition } from "./check-definition.js";
import { checkMapFields } from "./check-segment-map.js";
import { drawCells } from "./draw-cells.js";
import { NONE, nearestSegments } from "./nearest-segment.js";
import type { DefineSegmentsOptions, SegmentDefinition, SegmentsDefinition } from "./segment-definition.js";
import type { SegmentMap, Shape } from "./segment-map.js";
import type { NearestSegment, SegmentReport } from "./segment-report.js";
import { faultsOf, type Survey, surveyCells } from "./survey-cells.js";

/**
 * Returns everything that is wrong with the cells of a segment map, all at once, with a proposal for every hole and a drawing.
 *
 * It takes what {@link defineSegments} takes, the same as one object (as a JSON file holds it), or a finished map. Holes, overlaps, dead
 * segments and codes that are none are reported, not thrown: `faults` says whether {@link defineSegments} would accept it.
 * The nearest segment is that of the cell whose scores differ least in sum. Several are equally near: the one that most
 * neighbours on the way have, then the first of the map. Cost: segments x cells.
 *
 * @param segments - The segments, in order; at most 254.
 * @param options - Shape, matching and the segment of the rest.
 * @returns The report, frozen.
 * @throws {@link RfmError} where the definition is no definition at all: `WRONG_TYPE`, `MISSING_OPTION`, `UNKNOWN_OPTION`,
 * `OUT_OF_RANGE`, `DUPLICATE` for an id used twice, `BAD_MODEL` for a finished map with a bad field.
 *
 * @example A hole and an overlap
 * ```ts
 * const report = checkSegments(
 *   [
 *     { id: "vip", cells: ["222", "221"] },
 *     { id: "regular", boxes: [{ r: [2, 2], f: [1, 2], m: [1, 1] }] },
 *     { id: "gone", boxes: [{ r: [1, 1] }] },
 *   ],
 *   { shape: [2, 2, 2] },
 * );
 * report.uncovered; // => ["212"]
 * report.nearest; // => [{ cell: "212", segment: "vip", distance: 1 }]
 * report.overlapping; // => [{ cell: "221", segments: ["vip", "regular"] }]
 * report.faults; // => ["OVERLAPPING_CELLS", "UNCOVERED_CELLS"]
 * ```
 * @example The drawing
 * ```ts
 * const { grid } = checkSegments([{ id: "vip", cells: ["222"] }], { shape: [2, 2, 2], otherwise: "rest" });
 * grid.split("\n")[0]; // => "     m 1   m 2"
 * grid.split("\n")[1]; // => "r\\f  1 2   1 2"
 * grid.split("\n")[2]; // => "2    B B   B A"
 * grid.split("\n")[3]; // => "1    B B   B B"
 * grid.split("\n")[5]; // => "A  1  vip"
 * ```
 * @since 0.1.0
 */
export function checkSegments<const Id extends string, const Rest extends string = Id>(
  segments: readonly SegmentDefinition<Id>[],
  options?: DefineSegmentsOptions<Rest>,
): SegmentReport<Id | Rest>;
/**
 * The same for a definition that is one object, or for a map.
 *
 * @param definition - The arguments of {@link defineSegments} as one object, or a map.
 * @returns The report.
 */
export function checkSegments<const Id extends string, const Rest extends string = Id>(
  definition: SegmentsDefinition<Id, Rest> | SegmentMap<Id>,
): SegmentReport<Id | Rest>;
export function checkSegments(
  source: readonly SegmentDefinition[] | SegmentsDefinition | SegmentMap,
  options?: DefineSegmentsOptions,
): SegmentReport {
  const where = "checkSegments";
  const definition = definitionOf(where, source, options);
  const survey = surveyCells(where, definition);
  const { id, shape, segments, rest } = definition;
  const { uncovered, contested, dead, bad, claims, wins } = survey;
  const idOf = (s: number): string => segments[s].id;
  return Object.freeze<SegmentReport>({
    id,
    shape: Object.freeze([...shape]) as unknown as Shape,
    cells: cellCount(shape),
    segments: frozen(segments.map((segment, s) => ({ id: segment.id, claims: claims[s], wins: wins[s] }))),
    uncovered: Object.freeze(uncovered.map((cell) => codeAt(shape, cell))),
    otherwise: rest < 0 ? null : idOf(rest),
    nearest: frozen(proposalsOf(definition, survey)),
    overlapping: frozen(
      [...contested].map(([cell, claimants]) => ({
        cell: codeAt(shape, cell),
        segments: Object.freeze(claimants.map(idOf)),
      })),
    ),
    dead: Object.freeze(dead.map(idOf)),
    invalid: frozen(
      bad.map(({ code, segment, path, received }) => ({
        code,
        segment,
        path,
        received: typeof received === "string" ? received : spell(received),
      })),
    ),
    isPartition: uncovered.length === 0 && contested.size === 0,
    faults: Object.freeze(faultsOf(definition, survey)),
    grid: drawCells(definition, survey),
  });
}

function definitionOf(where: string, source: unknown, options: DefineSegmentsOptions | undefined): CheckedDefinition {
  if (Array.isArray(source)) return checkDefinition(where, source, options === undefined ? {} : options);
  if (options !== undefined) {
    throw optionError("CONFLICTING_OPTIONS", where, "options", "be left out beside one that has its own", options);
  }
  if ((source as { kind?: unknown } | null)?.kind === "rfm-kit/segments") {
    checkMapFields(where, "map", source);
    const { id, shape, segments } = source as SegmentMap;
    return { id, shape, segments, match: "strict", rest: -1 };
  }
  checkOptions(where, source, ["id", "shape", "match", "otherwise", "segments"], "definition");
  const { segments, ...rest } = source as SegmentsDefinition;
  return checkDefinition(where, segments, rest);
}

function proposalsOf({ shape, segments }: CheckedDefinition, { owner, uncovered }: Survey): NearestSegment[] {
  const claimed = owner.slice();
  for (const cell of uncovered) claimed[cell] = NONE;
  const { segment, distance } = nearestSegments(shape, claimed);
  return uncovered
    .filter((cell) => segment[cell] !== NONE)
    .map((cell) => ({ cell: codeAt(shape, cell), segment: segments[segment[cell]].id, distance: distance[cell] }));
}

function frozen<T extends object>(items: readonly T[]): readonly T[] {
  return Object.freeze(items.map((item) => Object.freeze(item)));
}
