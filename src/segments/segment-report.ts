import type { RfmErrorCode } from "../errors.js";
import type { Shape } from "./segment-map.js";

/**
 * How many cells a segment has.
 *
 * @since 0.1.0
 */
export interface SegmentSize<Id extends string = string> {
  /** The segment. */
  readonly id: Id;
  /** How many cells its codes, boxes or predicate claim. */
  readonly claims: number;
  /** How many cells it has when the first segment that claims a cell gets it; for `otherwise`, with the cells of the rest. */
  readonly wins: number;
}

/**
 * The proposal for a cell that no segment claims.
 *
 * @since 0.1.0
 */
export interface NearestSegment<Id extends string = string> {
  /** The cell. */
  readonly cell: string;
  /** The segment that most of its nearest neighbours have; the first of the map where they are even. */
  readonly segment: Id;
  /** How far that segment is: the differences of the three scores, added. */
  readonly distance: number;
}

/**
 * A cell that more than one segment claims.
 *
 * @since 0.1.0
 */
export interface OverlappingCell<Id extends string = string> {
  /** The cell. */
  readonly cell: string;
  /** The segments that claim it, in the order of the map. */
  readonly segments: readonly Id[];
}

/**
 * A code or range that claims nothing.
 *
 * @since 0.1.0
 */
export interface InvalidClaim<Id extends string = string> {
  /** `BAD_CELL` for what is not in the shape, `DUPLICATE` for a code that its segment names twice. */
  readonly code: "BAD_CELL" | "DUPLICATE";
  /** The segment. */
  readonly segment: Id;
  /** Where it stands, such as `segments[2].cells[5]`. */
  readonly path: string;
  /** What stands there, as text. */
  readonly received: string;
}

/**
 * What {@link checkSegments} finds. Frozen, plain JSON; cells are in ascending order.
 *
 * @since 0.1.0
 */
export interface SegmentReport<Id extends string = string> {
  /** The name of the map. */
  readonly id: string;
  /** The bins that it is made for. */
  readonly shape: Shape;
  /** How many cells that is. */
  readonly cells: number;
  /** The sizes of all segments, in the order of the map. */
  readonly segments: readonly SegmentSize<Id>[];
  /** Cells that no segment claims. */
  readonly uncovered: readonly string[];
  /** The segment that gets these cells, as the definition says; `null` where it does not. */
  readonly otherwise: Id | null;
  /** A proposal for each of these cells; none where no cell is claimed at all. */
  readonly nearest: readonly NearestSegment<Id>[];
  /** Cells that several segments claim, whether or not the first may have them. */
  readonly overlapping: readonly OverlappingCell<Id>[];
  /** Segments that have no cell when the first segment that claims a cell gets it. */
  readonly dead: readonly Id[];
  /** Codes and ranges that claim nothing. */
  readonly invalid: readonly InvalidClaim<Id>[];
  /** Whether every cell is claimed exactly once, so that the order of the segments is irrelevant. */
  readonly isPartition: boolean;
  /** Why {@link defineSegments} refuses it, the one that it reports first in front; empty where it is accepted. */
  readonly faults: readonly RfmErrorCode[];
  /** The map as text for a terminal: recency down, frequency across, one grid for each monetary score, and a legend. */
  readonly grid: string;
}
