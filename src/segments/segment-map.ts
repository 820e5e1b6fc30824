/**
 * How many bins recency, frequency and monetary have.
 *
 * @since 0.1.0
 */
export type Shape = readonly [recency: number, frequency: number, monetary: number];

/**
 * The same text for people in several languages, by language tag such as `"en"` or `"zh-Hans"`.
 *
 * @since 0.1.0
 */
export interface Texts {
  readonly [language: string]: string;
}

/**
 * One segment of a map.
 *
 * @since 0.1.0
 */
export interface Segment<Id extends string = string> {
  /** The name that programs use. */
  readonly id: Id;
  /** The cells that belong to it, as codes such as `"555"` (`"10-3-7"` where a dimension has 10 or more bins). */
  readonly cells: readonly string[];
  /** A group of segments that are treated alike. */
  readonly group?: string;
  /** Names for people. */
  readonly names?: Texts;
  /** What to do with these customers, as one suggestion. */
  readonly actions?: Texts;
}

/**
 * A group of segments, with names for people.
 *
 * @since 0.1.0
 */
export interface SegmentGroup {
  /** The name that the `group` of a segment refers to. */
  readonly id: string;
  /** Names for people. */
  readonly names: Texts;
}

/**
 * Cells that no segment of a published map claims, and where they went.
 *
 * @since 0.1.0
 */
export interface UncoveredCells<Id extends string = string> {
  /** The cells. */
  readonly cells: readonly string[];
  /** The segment that was added for them. */
  readonly to: Id;
}

/**
 * What was wrong with the cells of a published map, and how the map here settles it, so that every cell is in one segment.
 *
 * @since 0.1.0
 */
export interface ResolvedFaults<Id extends string = string> {
  /** Cells that no segment of the original claims, and the segment that was added for them. */
  readonly uncovered?: UncoveredCells<Id>;
  /** Cells that several segments of the original claim: each went to the first of them, in the order of the original. */
  readonly overlapping?: readonly string[];
  /** Segments of the original that win no cell this way. They are left out. */
  readonly dead?: readonly string[];
}

/**
 * Named segments: every cell belongs to exactly one. Plain JSON; make one with {@link defineSegments}.
 *
 * @since 0.1.0
 */
export interface SegmentMap<Id extends string = string> {
  /** Always `"rfm-kit/segments"`. */
  readonly kind: "rfm-kit/segments";
  /** The version of this form. */
  readonly version: 1;
  /** The map's own name. */
  readonly id: string;
  /** What people call it, in English. */
  readonly title?: string;
  /** Web pages that the cells and names are taken from. */
  readonly sources?: readonly string[];
  /** The bins it is made for. */
  readonly shape: Shape;
  /** The groups that the segments refer to, in the order in which they are shown. */
  readonly groups?: readonly SegmentGroup[];
  /** The segments, in the order in which they are shown. */
  readonly segments: readonly Segment<Id>[];
  /** The faults of a published original; absent where its cells are in one segment each. */
  readonly resolved?: ResolvedFaults<Id>;
}
