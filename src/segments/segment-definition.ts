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
  /** Names for people, by language tag. */
  readonly names?: { readonly [language: string]: string };
}
