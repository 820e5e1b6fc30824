import type { Shape, Texts } from "./segment-map.js";

/**
 * The scores of one cell, as a predicate sees them.
 *
 * @since 0.1.0
 */
export interface Cell {
  /** Recency score. */
  readonly r: number;
  /** Frequency score. */
  readonly f: number;
  /** Monetary score. */
  readonly m: number;
  /** The combined score `(f + m) / 2`, not rounded. */
  readonly fm: number;
}

/**
 * Inclusive ranges of scores; a dimension that is left out is free.
 *
 * @since 0.1.0
 */
export interface Box {
  /** Lowest and highest recency score. */
  readonly r?: readonly [low: number, high: number];
  /** Lowest and highest frequency score. */
  readonly f?: readonly [low: number, high: number];
  /** Lowest and highest monetary score. */
  readonly m?: readonly [low: number, high: number];
  /** Lowest and highest combined score `(f + m) / 2`, in halves: `[3.5, 5]` is what rounds to 4 or 5. */
  readonly fm?: readonly [low: number, high: number];
}

/**
 * One segment as it is defined: exactly one of `cells`, `boxes` and `where` says which cells it claims.
 *
 * @since 0.1.0
 */
export interface SegmentDefinition<Id extends string = string> {
  /** The name that programs use. */
  readonly id: Id;
  /** Cell codes, such as `"555"`. */
  readonly cells?: readonly string[];
  /** Ranges of scores; a cell in any of them is claimed. */
  readonly boxes?: readonly Box[];
  /** A predicate, asked once per cell. */
  readonly where?: (cell: Cell) => boolean;
  /** A group of segments that are treated alike. */
  readonly group?: string;
  /** Names for people. */
  readonly names?: Texts;
  /** What to do with these customers, as one suggestion. */
  readonly actions?: Texts;
}

/**
 * Options of {@link defineSegments} and {@link checkSegments}.
 *
 * @since 0.1.0
 */
export interface DefineSegmentsOptions<Id extends string = string> {
  /** The map's own name. @defaultValue "custom" */
  readonly id?: string | undefined;
  /** The bins that the map is made for. @defaultValue [5, 5, 5] */
  readonly shape?: Shape | undefined;
  /** `"strict"`: no cell may be claimed twice. `"first"`: the first segment that claims a cell has it. @defaultValue "strict" */
  readonly match?: "strict" | "first" | undefined;
  /** The segment that gets every cell that none claims. Without it such cells are an error. */
  readonly otherwise?: Id | undefined;
}

/**
 * The arguments of {@link defineSegments} as one object, as a JSON file holds them.
 *
 * @since 0.1.0
 */
export interface SegmentsDefinition<Id extends string = string, Rest extends string = Id>
  extends DefineSegmentsOptions<Rest> {
  /** The segments, in order. */
  readonly segments: readonly SegmentDefinition<Id>[];
}
